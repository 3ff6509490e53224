/**
 * Results in the order in which they are ready.
 *
 * @module
 */

import { type AsyncResult, insideOf } from "./async_result.ts";
import type { PoolEngine } from "./_engine.ts";
import { Limit, signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { TimeoutError } from "../errors.ts";

/**
 * The results given to {@linkcode asCompleted}, as they are ready: for `for await`, or for a `for` that blocks.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { asCompleted, type AsyncResult, type Completed, Pool } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * const first = pool.applyAsync(square, [2]);
 * const done: Completed<AsyncResult<number>> = asCompleted([first]);
 * for await (const result of done) assertEquals(await result, 4);
 * ```
 * @category Pools
 */
export interface Completed<T> extends AsyncIterable<T>, Iterable<T> {}

/**
 * Gives results of `applyAsync` and its kin in the order in which they are ready, whether they succeeded or not; those that are ready
 * already come first, in their order. They may be of several pools.
 *
 * @param results The results; each is given once.
 * @param wait Milliseconds for all of them together, counted from this call, or options.
 * @returns What can be iterated over once, by `for await`, or by a `for` that blocks the thread.
 * @throws {TypeError} when something else is among the results.
 * @throws {TimeoutError} out of the loop, when not all were ready in time; those that were have been given.
 *
 * @example
 * ```ts
 * import { asCompleted, Pool } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new Pool({ processes: 2, module: import.meta.resolve("@quanta/quanta/examples") });
 * const values: number[] = [];
 * for await (const result of asCompleted([2, 3].map((n) => pool.applyAsync(square, [n])))) values.push(await result);
 * assertEquals(values.sort(), [4, 9]);
 * ```
 * @category Pools
 */
// deno-lint-ignore no-explicit-any
export function asCompleted<T extends AsyncResult<any>>(results: Iterable<T>, wait?: Wait): Completed<T> {
  if (typeof (results as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] !== "function") {
    throw new TypeError(`Cannot wait for results: results must be iterable, got ${String(results)}`);
  }
  const timeoutMs = timeoutOf(wait);
  const completion = new Completion([...new Set(results)], timeoutMs, signalOf(wait));
  return {
    [Symbol.asyncIterator]: () => completion.awaited(),
    [Symbol.iterator]: () => completion.blocking(),
  };
}

// deno-lint-ignore no-explicit-any
class Completion<T extends AsyncResult<any>> {
  readonly #pending: Set<T>;
  readonly #ready: T[] = [];
  readonly #count: number;
  readonly #deadline: number;
  readonly #signal: AbortSignal | undefined;
  readonly #forget: (() => void)[] = [];
  #wake: (() => void) | null = null;

  constructor(results: T[], timeoutMs: number, signal: AbortSignal | undefined) {
    this.#count = results.length;
    this.#deadline = performance.now() + timeoutMs;
    this.#signal = signal;
    for (const [index, result] of results.entries()) {
      if (insideOf(result) !== undefined) continue;
      throw new TypeError(`Cannot wait for results: results[${index}] must be an AsyncResult, got ${typeof result}`);
    }
    this.#pending = new Set(results.filter((result) => !result.ready()));
    for (const result of results) {
      if (!this.#pending.has(result)) this.#ready.push(result);
      else this.#forget.push(insideOf(result)!.listen(() => this.#come(result)));
    }
  }

  #come(result: T): void {
    this.#pending.delete(result);
    this.#ready.push(result);
    this.#wake?.();
  }

  #late(): TimeoutError {
    return new TimeoutError(`${this.#pending.size} of ${this.#count} tasks were not ready in time`);
  }

  /** No generator, which would await the results that it gives. */
  awaited(): AsyncIterator<T, undefined> {
    return {
      next: async () => {
        for (;;) { // each turn gives a result, or waits for one
          const value = this.#ready.shift();
          if (value !== undefined) return { done: false, value };
          if (this.#pending.size === 0) return { done: true, value: undefined };
          this.#signal?.throwIfAborted();
          const restMs = this.#deadline - performance.now();
          if (restMs <= 0) throw this.#late();
          await this.#next(restMs);
        }
      },
      return: () => {
        this.#end();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  /** The pools whose results are missing. */
  #engines(): Set<PoolEngine> {
    return new Set([...this.#pending].map((result) => insideOf(result)!.engine));
  }

  /** Waits until a result has come, the time is up or the signal comes. */
  async #next(restMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const engines = this.#engines();
    const limit = new Limit(restMs, this.#signal, resolve, reject);
    for (const engine of engines) engine.retain();
    this.#wake = resolve;
    try {
      await promise;
    } finally {
      this.#wake = null;
      limit.lift();
      for (const engine of engines) engine.release();
    }
  }

  *blocking(): Generator<T, undefined> {
    try {
      for (;;) { // each turn gives a result, or waits for one
        while (this.#ready.length > 0) yield this.#ready.shift()!;
        const [engine, ...others] = this.#engines();
        if (engine === undefined) return;
        for (const other of others) other.seekers += 1;
        const restMs = Math.max(0, this.#deadline - performance.now());
        try {
          if (!engine.waitSync(() => this.#ready.length > 0, restMs)) throw this.#late();
        } finally {
          for (const other of others) other.seekers -= 1;
        }
      }
    } finally {
      this.#end();
    }
  }

  /** Nobody wants more. */
  #end(): void {
    for (const forget of this.#forget.splice(0)) forget();
  }
}
