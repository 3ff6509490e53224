/**
 * Reads how long a call may wait.
 *
 * @module
 */

import type { Wait } from "../wait_options.ts";

export type { Wait };

/** The milliseconds of a wait, 0 or more. @throws {TypeError} when it is no number. */
export function timeoutOf(wait: Wait | undefined): number {
  const timeoutMs = typeof wait === "object" ? wait?.timeoutMs : wait;
  if (timeoutMs === undefined) return Infinity;
  if (typeof timeoutMs !== "number" || Number.isNaN(timeoutMs)) {
    throw new TypeError(`Cannot wait: timeoutMs must be a number of milliseconds, got ${String(timeoutMs)}`);
  }
  return Math.max(0, timeoutMs);
}

const WHAT = Symbol("what");

/** The same wait, of which an observer is told under a name. */
export function named(what: string, wait?: Wait): Wait {
  const options = { timeoutMs: timeoutOf(wait), signal: signalOf(wait), [WHAT]: what };
  return options;
}

/** The name that `named` gave. */
export function nameOf(wait: Wait | undefined): string | undefined {
  return typeof wait === "object" ? (wait as { [WHAT]?: string })[WHAT] : undefined;
}

/** The signal of a wait. */
export function signalOf(wait: Wait | undefined): AbortSignal | undefined {
  return typeof wait === "object" ? wait?.signal : undefined;
}
