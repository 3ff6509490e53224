/**
 * How long a call may wait, as callers say it.
 *
 * @module
 */

/**
 * How long to wait, and what ends the wait early.
 *
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
 * @category Waiting
 */
export type Wait = number | WaitOptions;
