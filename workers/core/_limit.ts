/**
 * Reads how long a call may wait.
 *
 * @module
 */

import type { Wait } from "../wait_options.ts";

export type { Wait };

/** The milliseconds of a wait, 0 or more. @throws {TypeError} when it is no number. */
export function timeoutOf(wait: Wait | undefined): number {
  const timeoutMs = typeof wait === "object" && wait !== null ? wait.timeoutMs : wait;
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

/** The signal of a wait. @throws {TypeError} when it is none. */
export function signalOf(wait: Wait | undefined): AbortSignal | undefined {
  const signal = typeof wait === "object" ? wait?.signal : undefined;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`Cannot wait: signal must be an AbortSignal, got ${String(signal)}`);
  }
  return signal;
}

/** For awaited forms that answer without waiting where they can: a rejection where the wait is none, or its signal is aborted. */
export function refusedWait(wait: Wait | undefined): Promise<never> | undefined {
  if (wait === undefined) return;
  try {
    timeoutOf(wait);
    signalOf(wait)?.throwIfAborted();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** The longest time of a timer: they count in 31 bits. */
const TIMER_MAX_MS = 2 ** 30;

/** What ends an awaited operation from outside: the time, however long, or the signal. Keeps the event loop alive until then. */
export class Limit {
  readonly #signal: AbortSignal | undefined;
  readonly #late: () => void;
  readonly #abort: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * One of the two functions is called, once and never before this returns, unless the limit is lifted before.
   *
   * @param late Called when the time is up.
   * @param aborted Called with the reason at the signal, which is not aborted yet.
   */
  constructor(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    late: () => void,
    aborted: (reason: unknown) => void,
  ) {
    this.#signal = signal;
    this.#late = () => {
      this.lift();
      late();
    };
    this.#abort = () => {
      this.lift();
      aborted(signal!.reason);
    };
    if (timeoutMs !== Infinity) this.#wake(performance.now() + timeoutMs, timeoutMs);
    signal?.addEventListener("abort", this.#abort);
  }

  /** Nothing is called any more. */
  lift(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#abort);
  }

  #wake(deadline: number, restMs: number): void {
    this.#timer = restMs <= TIMER_MAX_MS
      ? setTimeout(this.#late, Math.max(0, restMs))
      : setTimeout(() => this.#wake(deadline, deadline - performance.now()), TIMER_MAX_MS);
  }
}
