/**
 * How long a call may wait, as callers say it.
 *
 * @module
 */

/**
 * How long to wait, and what ends the wait early.
 *
 * @example
 * ```ts
 * import { Queue, type WaitOptions } from "@quanta/quanta/processes";
 * import { assertRejects } from "@std/assert";
 *
 * const options: WaitOptions = { signal: AbortSignal.abort(new Error("Nobody waits any more")) };
 * await assertRejects(() => new Queue().get(options), Error, "Nobody waits any more");
 * ```
 * @category Waiting
 */
export interface WaitOptions {
  /** Milliseconds; 0 or less does not wait, `Infinity` or nothing waits without a limit. */
  timeoutMs?: number;
  /** Ends the wait with the signal's reason. Only for the awaited form: a thread that sleeps cannot be told. */
  signal?: AbortSignal;
}

/**
 * How long to wait: options, or just the milliseconds.
 *
 * @example
 * ```ts
 * import { Lock, type Wait } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const limits: Wait[] = [0, { timeoutMs: 0 }];
 * const lock = new Lock();
 * lock.acquireSync();
 * assertEquals(limits.map((limit) => lock.acquireSync(limit)), [false, false]);
 * lock.release();
 * ```
 * @category Waiting
 */
export type Wait = number | WaitOptions;
