/**
 * What became of a task, or will.
 *
 * @module
 */

import { Limit, signalOf, timeoutOf } from "../core/_limit.ts";
import type { PoolEngine, Sink } from "./_engine.ts";
import { TimeoutError } from "../errors.ts";
import { lookAfterGuests } from "../core/_wait.ts";
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
 * @category Pools
 */
export class AsyncResult<R> implements PromiseLike<R> {
  readonly #engine: PoolEngine;
  /** Keeps the pool from being collected. */
  #pool: object | null;
  #state: "pending" | "succeeded" | "failed" | "cancelled" = "pending";
  #value: unknown;
  /** Takes an `R`; said so that a result of less may stand for one of more. */
  readonly #callback: ((result: never) => void) | undefined;
  readonly #errorCallback: ((error: unknown) => void) | undefined;
  readonly #waiters = new Set<() => void>();

  /** For this library: results are made by a pool. */
  constructor(engine: unknown, pool: object, options: AsyncTaskOptions<R>) {
    this.#engine = engine as PoolEngine;
    this.#pool = pool;
    this.#callback = options.callback;
    this.#errorCallback = options.errorCallback;
    if (this.#callback || this.#errorCallback) this.#engine.calls.expect(1);
    hidden.set(this, {
      sink: { settle: (succeeded, value) => this.#settle(succeeded ? "succeeded" : "failed", value) },
      listen: (listener) => this.#listen(listener),
      engine: this.#engine,
      cancel: () => false,
    });
  }

  /** Whether the task has a result or an error, and its callback has been called. What the pool has to do meanwhile is done. */
  ready(): boolean {
    if (this.#state === "pending") lookAfterGuests(this.#engine.tree);
    if (this.#state !== "pending") this.#engine.calls.make();
    return this.#state !== "pending";
  }

  /** Whether it has a result. @throws {Error} before it is ready. */
  successful(): boolean {
    if (this.#state === "pending") throw new Error("Cannot tell whether the task was successful: it is not ready");
    return this.#state === "succeeded";
  }

  /**
   * Takes the task back, if no worker has begun it; of a map, if none has begun any of its items. It fails then, with an `AbortError`.
   * (One that runs is given up by the `signal` of its options.)
   *
   * @returns Whether the task is cancelled, by this call or before.
   */
  cancel(): boolean {
    if (this.#state !== "pending") return this.cancelled;
    const error = new DOMException("The task was cancelled", "AbortError");
    if (hidden.get(this)!.cancel(error)) this.#state = "cancelled";
    return this.cancelled;
  }

  /** Whether `cancel` took the task back. */
  get cancelled(): boolean {
    return this.#state === "cancelled";
  }

  /** What the task failed with: undefined while it is not ready, and when it succeeded. */
  get exception(): unknown {
    this.ready();
    return this.#state === "failed" || this.cancelled ? this.#value : undefined;
  }

  /**
   * Waits for the result.
   *
   * @throws {TimeoutError} when it did not come in time; the task goes on.
   * @throws what the task threw.
   */
  async get(wait?: Wait): Promise<R> {
    if (!await this.wait(wait)) throw this.#notInTime();
    return this.#result();
  }

  /** Blocks until there is the result; as {@linkcode AsyncResult.get}. */
  getSync(wait?: Wait): R {
    if (!this.waitSync(wait)) throw this.#notInTime();
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
    const forget = this.#listen(resolve);
    try {
      await promise;
    } finally {
      limit.lift();
      forget();
      this.#engine.release();
    }
    if (!this.ready()) signal?.throwIfAborted();
    return this.ready();
  }

  /** Blocks until it is ready; whether it is. */
  waitSync(wait?: Wait): boolean {
    return this.#engine.waitSync(() => this.#state !== "pending", timeoutOf(wait));
  }

  /** Waits like a promise: `await result`. */
  then<A = R, B = never>(
    fulfilled?: ((result: R) => A | PromiseLike<A>) | null,
    rejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.get().then(fulfilled, rejected);
  }

  #result(): R {
    if (this.#state !== "succeeded") throw this.#value;
    return this.#value as R;
  }

  /** Has somebody told when it is ready; answers how to take that back. */
  #listen(listener: () => void): () => void {
    this.#waiters.add(listener);
    return () => this.#waiters.delete(listener);
  }

  #settle(state: "succeeded" | "failed", value: unknown): void {
    this.#state = state;
    this.#value = value;
    this.#pool = null;
    const { calls } = this.#engine;
    if (this.#callback || this.#errorCallback) calls.expect(-1);
    if (state === "succeeded") { if (this.#callback) calls.add(() => this.#callback!(value as never)); }
    else if (this.#errorCallback) calls.add(() => this.#errorCallback!(value));
    for (const resolve of this.#waiters) resolve(); // after the callback is due
    this.#waiters.clear();
  }

  #notInTime(): TimeoutError {
    const unready = this.#engine.unreadyText;
    return new TimeoutError(`The task was not ready in time${unready === "" ? "" : `: ${unready}`}`);
  }
}

/** What the library alone does with a result. */
interface Hidden {
  /** Where the pool hands the outcome in. */
  sink: Sink;
  listen(listener: () => void): () => void;
  engine: PoolEngine;
  /** Takes the task back; set when there is one. */
  cancel(error: unknown): boolean;
}

const hidden = new WeakMap<object, Hidden>();

/** What the library alone does with a result; undefined for other objects. */
export function insideOf(result: object): Hidden | undefined {
  return hidden.get(result);
}

/** Where the pool hands the outcome in. */
export function sinkOf(result: object): Sink {
  return hidden.get(result)!.sink;
}
