/**
 * Blocking waits that any other holder of an object could end.
 *
 * @module
 */

import type { Shared } from "../core/_shared.ts";
import type { Spin, Waitable } from "../core/_wait.ts";
import type { Tree } from "../core/_tree.ts";
import type { DeadlockError } from "../errors.ts";
import { ANY, Circle, LIST, type Tasks, tasksOf } from "./_circle.ts";

/** A wait that is shorter is of no interest to others, and few are longer: nothing is said or looked at before. */
export const SHOWN_AFTER_MS = 20;

/** What a thread is blocked for: something that any other holder of one of several objects may bring about, or the ends of processes. */
export interface Helped {
  /** Addresses of the objects. */
  readonly objects: readonly number[];
  /** Words for the ends of processes. */
  readonly ends?: readonly number[];
  /** What the error says where no other process has any of them. */
  readonly lonely?: string;
  /** It is only shown, and no error here: who waits in the same circle for something else is told. */
  readonly isOnlyShown?: boolean;
}

/** Looks after one blocking wait without a limit: a part of a `Waitable`. */
export class HelpWatch {
  readonly #tree: Tree;
  readonly #helped: Helped;
  readonly #circle: Circle;
  /** What is waited for, where that is several things; and whether it holds only for one sleep. */
  #list = 0;
  #isBrief = false;
  /** What the sequence word was when this was asked last: while it is that, nothing was brought about. */
  #seen: number;
  /** What others saw of this process before; null while this wait is not shown. */
  #before: number | null = null;

  /** @param seen What the sequence word was when the wait was asked before. */
  constructor(tree: Tree, helped: Helped, seen = NaN) {
    this.#seen = seen;
    this.#tree = tree;
    this.#helped = helped;
    this.#circle = new Circle(tree, helped.lonely);
  }

  /** The error, if this wait is in a deadlock; or when to look again. Shows the wait to others until `awake`. */
  readonly hopeless = (seen: number): DeadlockError | number | null => {
    if (seen !== this.#seen) { // no clock is asked: it takes longer than all the rest of a sleep
      this.#seen = seen;
      return SHOWN_AFTER_MS;
    }
    return this.#show(seen) && !this.#helped.isOnlyShown ? this.#circle.look() : null;
  };

  /** Shows the wait to others until `awake`, unless something may end it that is known to nobody; whether it is shown. */
  #show(seen: number): boolean {
    const tasks = tasksOf(this.#tree);
    if (tasks === null) return false;
    const { core, self } = this.#tree;
    this.awake();
    const wanted = this.#wanted(tasks);
    if (wanted === 0) return false;
    this.#before = core.wantSaved(self);
    core.wantAny(self, wanted, seen);
    return true;
  }

  readonly awake = (): void => {
    const { core, self } = this.#tree;
    if (this.#before !== null) core.wantRestore(self, this.#before);
    this.#before = null;
    if (this.#isBrief) this.#release();
  };

  /** A word for all that is waited for; 0 where there is no memory to say it. */
  #wanted({ words: tasks, parcels }: Tasks): number {
    const { objects, ends = [] } = this.#helped;
    const isBrief = tasks.length > 0;
    if (objects.length === 1 && ends.length === 0 && !isBrief) return objects[0] | ANY;
    if (isBrief) this.#release();
    if (this.#list === 0) {
      const { core } = this.#tree;
      const words = [...objects.map((object) => object | ANY), ...ends, ...tasks];
      const list = [words.length, ...words, parcels.length, ...parcels];
      this.#list = this.#tree.tryAllocate(4 * list.length);
      if (this.#list === 0) return 0;
      for (const [index, word] of list.entries()) core.wordStore(this.#list + 4 * index, word);
      this.#isBrief = isBrief;
    }
    return this.#list | LIST;
  }

  #release(): void {
    if (this.#list !== 0) this.#tree.core.blockRelease(this.#tree.self, this.#list);
    this.#list = 0;
  }

  /** Frees what it took. */
  end(): void {
    this.awake();
    this.#release();
  }
}

/** A wait for what any other holder of one object may bring about. Nothing is made for it but itself before it lasts. */
export class HelpedWait implements Waitable {
  readonly what: string | undefined;
  readonly sequence: number;
  readonly arm: () => number;
  readonly attempt: (() => number) | undefined;
  readonly spin: ((turns: number) => boolean) | undefined;
  readonly pace: Spin | undefined;
  readonly #shared: Shared;
  readonly #lonely: string;
  #seen = NaN;
  #watch: HelpWatch | null = null;

  constructor({ what, sequence, arm, attempt, spin, pace }: Waitable, shared: Shared, lonely: string) {
    this.what = what;
    this.sequence = sequence;
    this.arm = arm;
    this.attempt = attempt;
    this.spin = spin;
    this.pace = pace;
    this.#shared = shared;
    this.#lonely = lonely;
  }

  hopeless(seen: number): DeadlockError | number | null {
    if (this.#watch === null && seen !== this.#seen) {
      this.#seen = seen;
      return SHOWN_AFTER_MS;
    }
    const { tree, object } = this.#shared;
    return (this.#watch ??= new HelpWatch(tree, { objects: [object], lonely: this.#lonely }, seen)).hopeless(seen);
  }

  awake(): void {
    this.#watch?.awake();
  }
}
