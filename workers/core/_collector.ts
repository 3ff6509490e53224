/**
 * The garbage collector, which knows nothing of shared memory: it is told how much handles keep, and run where they keep much.
 *
 * Handles that it finds are given back when the event loop has its next turn. A thread that never gives it one must close what it makes.
 *
 * @module
 */

import { builtin } from "./_builtin.ts";

/** A handle that keeps less weighs as much as its own fields. */
const WEIGHT_MIN = 16384;
/** So many more bytes in handles than after the last run are worth another, and in a small tree this part of it. */
const GROWTH_MAX = 2 ** 27;
const GROWTH_PART = 8;

/** What the handles of a process keep in shared memory. */
export class Weights {
  /** Memory of as many bytes as a handle keeps, which the collector counts. Nobody touches it. */
  readonly #weights = new WeakMap<object, ArrayBuffer>();
  readonly #growthMax: number;
  #bytes = 0;
  #bytesAtRun = 0;
  #collect: (() => void) | null = null;

  /** @param treeBytes How much memory there may be. */
  constructor(treeBytes: number) {
    this.#growthMax = Math.min(GROWTH_MAX, treeBytes / GROWTH_PART);
  }

  /** A handle keeps so many bytes. */
  add(handle: object, bytes: number): void {
    this.#bytes += bytes;
    if (bytes >= WEIGHT_MIN) this.#weigh(handle, bytes);
    if (this.#bytes - this.#bytesAtRun > this.#growthMax) this.run();
  }

  #weigh(handle: object, bytes: number): void {
    try {
      this.#weights.set(handle, new ArrayBuffer(bytes));
    } catch {
      // Not even as much address space: the collector is at work already.
    }
  }

  /** It was given back. */
  remove(bytes: number): void {
    this.#bytes -= bytes;
    this.#bytesAtRun = Math.min(this.#bytesAtRun, this.#bytes);
  }

  /** Runs the collector. */
  run(): void {
    this.#bytesAtRun = this.#bytes;
    (this.#collect ??= collectorOf())();
  }
}

/** The collector's own entry, or nothing where there is none to be had. */
function collectorOf(): () => void {
  try {
    builtin<{ setFlagsFromString(flags: string): void }>("node:v8").setFlagsFromString("--expose-gc");
    return builtin<{ runInNewContext(code: string): () => void }>("node:vm").runInNewContext("gc");
  } catch {
    return () => {};
  }
}
