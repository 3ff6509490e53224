/**
 * Blocking waits that any other holder of an object could end.
 *
 * @module
 */

import { ANY, Circle, LIST, mayAct } from "./_circle.ts";
import type { Tree } from "../core/_tree.ts";
import type { DeadlockError } from "../errors.ts";

/** What a thread is blocked for: something that any other holder of one of several objects may bring about, or the ends of processes. */
export interface Helped {
  /** Addresses of the objects. */
  readonly objects: readonly number[];
  /** Words for the ends of processes. */
  readonly ends?: readonly number[];
  /** What the error says where no other process has any of them. */
  readonly lonely: string;
}

/** Looks after one blocking wait without a limit: a part of a `Waitable`. */
export class HelpWatch {
  readonly #tree: Tree;
  readonly #helped: Helped;
  readonly #circle: Circle;
  #list = 0;
  /** What others saw of this process before; null while this wait is not shown. */
  #before: number | null = null;

  constructor(tree: Tree, helped: Helped) {
    this.#tree = tree;
    this.#helped = helped;
    this.#circle = new Circle(tree, helped.lonely);
  }

  /** The error, if this wait is in a deadlock; or when to look again. Shows the wait to others until `awake`. */
  readonly hopeless = (seen: number): DeadlockError | number | null => {
    if (mayAct(this.#tree)) return null;
    const { core, self } = this.#tree;
    this.#before = core.wantSaved(self);
    core.wantAny(self, this.#wanted(), seen);
    return this.#circle.look();
  };

  readonly awake = (): void => {
    const { core, self } = this.#tree;
    if (this.#before !== null) core.wantRestore(self, this.#before);
    this.#before = null;
  };

  #wanted(): number {
    const { objects, ends = [] } = this.#helped;
    if (objects.length === 1 && ends.length === 0) return objects[0] | ANY;
    if (this.#list === 0) this.#list = this.#makeList([...objects.map((object) => object | ANY), ...ends]);
    return this.#list | LIST;
  }

  #makeList(words: number[]): number {
    const block = this.#tree.allocate(4 + 4 * words.length, "wait");
    [words.length, ...words].forEach((word, index) => this.#tree.core.wordStore(block + 4 * index, word));
    return block;
  }

  /** Frees what it took. */
  end(): void {
    this.awake();
    if (this.#list !== 0) this.#tree.core.blockRelease(this.#tree.self, this.#list);
    this.#list = 0;
  }
}
