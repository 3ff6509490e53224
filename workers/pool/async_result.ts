/**
 * What became of a task, or will.
 *
 * @module
 */

import { Limit, signalOf, timeoutOf } from "../core/_limit.ts";
import type { PoolEngine, Sink } from "./_engine.ts";
import { TimeoutError } from "../errors.ts";
import type { AsyncTaskOptions } from "./options.ts";
import type { Wait } from "../wait_options.ts";

/**
 * The result of `applyAsync`, `mapAsync` or `starmapAsync`: to be asked, waited for, or awaited like a promise. An error that nobody
 * asks for is no unhandled rejection. A result that nobody waits for does not keep the program alive.
 *
 * @example
 * ```ts
 * import { Pool } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * const result = pool.applyAsync(square, [7]);
 * assertEquals(await result.get(10_000), 49);
 * assertEquals(result.ready() && result.successful(), true);
 * ```
 */
export class AsyncResult<R> implements PromiseLike<R> {
  readonly #engine: PoolEngine;
  /** Keeps the pool from being collected. */
  #pool: object | null;
  #state: "pending" | "succeeded" | "failed" = "pending";
  #value: unknown;
  readonly #callback: ((result: R) => void) | undefined;
  readonly #errorCallback: ((error: unknown) => void) | undefined;
  #waiters: (() => void)[] = [];

  /** For this library: results are made by a pool. */
  constructor(engine: unknown, pool: object, options: AsyncTaskOptions<R>) {
    this.#engine = engine as PoolEngine;
    this.#pool = pool;
    this.#callback = options.callback;
    this.#errorCallback = options.errorCallback;
    sinks.set(this, { settle: (succeeded, value) => this.#settle(succeeded, value) });
  }

  /** Whether the task has a result or an error. */
  ready(): boolean {
    return this.#state !== "pending";
  }

  /** Whether it has a result. @throws {Error} before it is ready. */
  successful(): boolean {
    if (this.#state === "pending") throw new Error("Cannot tell whether the task was successful: it is not ready");
    return this.#state === "succeeded";
  }

  /**
   * Waits for the result.
   *
   * @throws {TimeoutError} when it did not come in time; the task goes on.
   * @throws what the task threw.
   */
  async get(wait?: Wait): Promise<R> {
    if (!await this.wait(wait)) throw notInTime();
    return this.#result();
  }

  /** Blocks until there is the result; as {@linkcode AsyncResult.get}. */
  getSync(wait?: Wait): R {
    if (!this.waitSync(wait)) throw notInTime();
    return this.#result();
  }

  /** Waits until it is ready; whether it is. */
  async wait(wait?: Wait): Promise<boolean> {
    const timeoutMs = timeoutOf(wait);
    const signal = signalOf(wait);
    signal?.throwIfAborted();
    if (this.ready() || timeoutMs === 0) return this.ready();
    this.#engine.retain();
    const { promise, resolve } = Promise.withResolvers<void>();
    const limit = new Limit(timeoutMs, signal, resolve, () => resolve());
    this.#waiters.push(resolve);
    try {
      await promise;
    } finally {
      limit.lift();
      this.#waiters = this.#waiters.filter((waiter) => waiter !== resolve);
      this.#engine.release();
    }
    if (!this.ready()) signal?.throwIfAborted();
    return this.ready();
  }

  /** Blocks until it is ready; whether it is. */
  waitSync(wait?: Wait): boolean {
    return this.#engine.waitSync(() => this.ready(), timeoutOf(wait));
  }

  /** Waits like a promise: `await result`. */
  then<A = R, B = never>(
    fulfilled?: ((result: R) => A | PromiseLike<A>) | null,
    rejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.get().then(fulfilled, rejected);
  }

  #result(): R {
    if (this.#state === "failed") throw this.#value;
    return this.#value as R;
  }

  #settle(succeeded: boolean, value: unknown): void {
    this.#state = succeeded ? "succeeded" : "failed";
    this.#value = value;
    this.#pool = null;
    for (const resolve of this.#waiters.splice(0)) resolve();
    // An error in a callback is the program's own, uncaught.
    if (succeeded) { if (this.#callback) queueMicrotask(() => this.#callback!(value as R)); }
    else if (this.#errorCallback) queueMicrotask(() => this.#errorCallback!(value));
  }
}

const sinks = new WeakMap<object, Sink>();

/** Where the pool hands the result in. */
export function sinkOf(result: object): Sink {
  return sinks.get(result)!;
}

function notInTime(): TimeoutError {
  return new TimeoutError("The task was not ready in time");
}
