/**
 * Waits for locks and joins that can never end: cycles of them (`engine/assembly/sync/wants.ts`), or of them and others (`_circle.ts`).
 *
 * A cycle of blocked threads is certain, and reported at once. One that goes through an awaited wait is reported when it
 * has stood unchanged for `PATIENCE_MS`: another task of that process could have ended it.
 *
 * @module
 */

import { Word } from "../core/_core.ts";
import type { Tree } from "../core/_tree.ts";
import { DeadlockError } from "../errors.ts";
import { Circle, END, mayCall, tasksOf } from "./_circle.ts";
import { SHOWN_AFTER_MS } from "./_help_watch.ts";
import { mutexName, processName } from "./_mutex.ts";

/** Set by the core in the length of a cycle that goes through an awaited wait. */
const SOFT_CYCLE = 0x40000000;
/** How long a cycle through an awaited wait must stand before it is called a deadlock. */
const PATIENCE_MS = 2000;

/** The awaited waits of a process that are not shown, as another is. */
const hidden = new WeakMap<Tree, Set<CycleWatch>>();

/** Looks after one wait without a limit, from its construction to `end`. */
export class CycleWatch {
  readonly #tree: Tree;
  readonly #wanted: number;
  readonly #blocking: boolean;
  /** What this process waited for before: a task of it, when the thread now waits as well. */
  readonly #before: number;
  readonly #shown: (watch: CycleWatch) => void;
  #isShown = false;
  #circle: Circle | null = null;
  /** What the sequence word was when a wait that blocks was asked last. */
  #seen = NaN;
  #sum: number | null = null;
  #sinceMs = 0;

  /**
   * A process shows one wait: that of its thread, or the first of its tasks.
   *
   * @param wanted A lock, or the word for the end of a process.
   * @param shown Called with this when others see the wait: at once, or when no other is shown any more.
   */
  constructor(tree: Tree, wanted: number, blocking: boolean, shown: (watch: CycleWatch) => void = () => {}) {
    this.#tree = tree;
    this.#wanted = wanted;
    this.#blocking = blocking;
    this.#shown = shown;
    this.#before = tree.core.wanted(tree.self);
    // Where a callback may run meanwhile, others are not told that this process can do nothing.
    if (blocking ? !mayCall(tree) : this.#before === 0) this.#show();
    else if (!blocking) hiddenOf(tree).add(this);
  }

  #show(): void {
    const { core, self } = this.#tree;
    this.#isShown = true;
    core.wantBegin(self, this.#wanted, this.#blocking ? 0 : 1);
    this.#shown(this);
  }

  /** The error, if this wait is in a deadlock; or when to look again. */
  hopeless(seen = NaN): DeadlockError | number | null {
    const { core, self } = this.#tree;
    if (this.#blocking && !this.#isShown && !mayCall(this.#tree)) this.#show();
    if (!this.#isShown) return null;
    const cycle = core.wantLook(self);
    if ((cycle & SOFT_CYCLE) === 0) {
      if (cycle > 0) return deadlock(this.#tree, this.#wanted);
      return this.#blocking ? this.#lookAround(seen) : null;
    }
    // A task that waits for another task of its own process is no deadlock.
    const sum = (cycle & ~SOFT_CYCLE) > 1 ? core.wantSum() : null;
    if (sum === null || sum !== this.#sum) {
      this.#sum = sum;
      this.#sinceMs = performance.now();
      return null;
    }
    return performance.now() - this.#sinceMs < PATIENCE_MS ? null : deadlock(this.#tree, this.#wanted);
  }

  /** Looks for circles of this wait and others, once it has lasted. */
  #lookAround(seen: number): DeadlockError | number | null {
    if (seen !== this.#seen) {
      this.#seen = seen;
      return SHOWN_AFTER_MS;
    }
    return tasksOf(this.#tree) !== null ? (this.#circle ??= new Circle(this.#tree)).look() : null;
  }

  end(): void {
    const { core, self } = this.#tree;
    const others = hiddenOf(this.#tree);
    if (others.delete(this) || !this.#isShown) return;
    this.#isShown = false;
    if (this.#blocking && this.#before !== 0) return void core.wantBegin(self, this.#before, 1);
    core.wantEnd(self);
    for (const next of others) { // the first, if there is one
      others.delete(next);
      return next.#show();
    }
  }
}

function hiddenOf(tree: Tree): Set<CycleWatch> {
  let watches = hidden.get(tree);
  if (watches === undefined) hidden.set(tree, watches = new Set());
  return watches;
}

/** The error for the cycle through this process, which waits for `wanted`; null when another of its members has given way. */
function deadlock(tree: Tree, wanted: number): DeadlockError | null {
  const { core } = tree;
  const cycle: { process: string; pid: number; waitsFor: string }[] = [];
  let id = tree.self;
  let next = wanted;
  do {
    const process = processName(tree, id);
    const owner = core.wantedOf(next);
    const waitsFor = next === core.bellOf(owner, 1) ? END : mutexName(tree, next);
    cycle.push({ process, pid: core.processWord(id, Word.pid), waitsFor });
    id = owner;
    if (id === 0 || cycle.length >= 1024) return null;
    next = core.wanted(id);
    if (next === 0) return null;
  } while (id !== tree.self);
  const text = cycle.map(({ process, pid, waitsFor }, index) => {
    const { process: owner } = cycle[(index + 1) % cycle.length];
    const relation = waitsFor === END ? `the end of ${owner}` : `${waitsFor}, which ${owner} holds`;
    return `${process} (pid ${pid}) waits for ${relation}`;
  }).join("; ");
  return new DeadlockError(`Cannot wait: this would never end: ${text}`, cycle);
}
