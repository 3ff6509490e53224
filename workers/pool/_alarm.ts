/**
 * Something that is done at a time, whether the thread sleeps then or its event loop runs. It does not keep the program alive.
 *
 * @module
 */

import type { Chore, Tree } from "../core/_tree.ts";

/** One alarm, set to the earliest time that was asked for. */
export class Alarm implements Chore {
  atMs = Infinity;
  readonly #tree: Tree;
  readonly #ring: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tree: Tree, ring: () => void) {
    this.#tree = tree;
    this.#ring = ring;
  }

  /** Rings at `atMs` (see `performance.now`) if not before. */
  atLatest(atMs: number): void {
    if (atMs >= this.atMs) return;
    this.stop();
    this.atMs = atMs;
    this.#tree.chores.add(this);
    this.#timer = setTimeout(() => this.run(), Math.min(2 ** 30, Math.max(0, atMs - performance.now())));
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  /** Called by a blocking wait, or by the timer. */
  run(): void {
    this.stop();
    this.#ring();
  }

  /** Takes it back. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#tree.chores.delete(this);
    this.atMs = Infinity;
  }
}
