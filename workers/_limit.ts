/**
 * How long a call may wait, as callers say it.
 *
 * @module
 */

/** How long to wait. */
export interface WaitOptions {
  /** Milliseconds; 0 or less does not wait, `Infinity` or nothing waits without a limit. */
  timeoutMs?: number;
  /** Ends the wait with the signal's reason. Only for the awaited form: a thread that sleeps cannot be told. */
  signal?: AbortSignal;
}

/** Options, or just the milliseconds. */
export type Wait = number | WaitOptions;

/** The milliseconds of a wait, 0 or more. @throws {TypeError} when it is no number. */
export function timeoutOf(wait: Wait | undefined): number {
  const timeoutMs = typeof wait === "object" ? wait.timeoutMs : wait;
  if (timeoutMs === undefined) return Infinity;
  if (typeof timeoutMs !== "number" || Number.isNaN(timeoutMs)) {
    throw new TypeError(`Cannot wait: timeoutMs must be a number of milliseconds, got ${String(timeoutMs)}`);
  }
  return Math.max(0, timeoutMs);
}

/** The signal of a wait. */
export function signalOf(wait: Wait | undefined): AbortSignal | undefined {
  return typeof wait === "object" ? wait.signal : undefined;
}
