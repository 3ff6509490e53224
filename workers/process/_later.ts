/**
 * Something to do after a while, while the thread sleeps in a wait of the library as well as while it runs its event loop. It holds
 * neither the program nor its process.
 *
 * @module
 */

import type { Chore, Tree } from "../core/_tree.ts";

/** Done once, or cancelled. */
export class Later implements Chore {
  readonly atMs: number;
  readonly #tree: Tree;
  readonly #action: () => void;
  readonly #timer: ReturnType<typeof setTimeout>;

  /** @param delayMs From now. */
  constructor(tree: Tree, delayMs: number, action: () => void) {
    this.atMs = performance.now() + delayMs;
    this.#tree = tree;
    this.#action = action;
    tree.chores.add(this);
    this.#timer = setTimeout(() => this.run(), Math.min(delayMs, 2 ** 30));
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /** For the waits. */
  run(): void {
    this.cancel();
    this.#action();
  }

  /** Not any more. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#tree.chores.delete(this);
  }
}
