/**
 * Something that is done at a time, whether the thread sleeps then or its event loop runs. It does not keep the program alive.
 *
 * @module
 */

import type { Chore, Tree } from "./_tree.ts";

/** Timers count in 31 bits. */
const TIMER_MAX_MS = 2 ** 30;

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

  /** One that rings once, after a while. */
  static after(tree: Tree, delayMs: number, ring: () => void): Alarm {
    const alarm = new Alarm(tree, ring);
    alarm.atLatest(performance.now() + delayMs);
    return alarm;
  }

  /** Rings at `atMs` (see `performance.now`) if not before. */
  atLatest(atMs: number): void {
    if (atMs >= this.atMs) return;
    this.stop();
    this.atMs = atMs;
    this.#tree.chores.add(this);
    this.#wake();
  }

  #wake(): void {
    const restMs = Math.max(0, this.atMs - performance.now());
    this.#timer = restMs <= TIMER_MAX_MS
      ? setTimeout(() => this.run(), restMs)
      : setTimeout(() => this.#wake(), TIMER_MAX_MS);
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
