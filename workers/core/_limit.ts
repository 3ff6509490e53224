/**
 * Reads how long a call may wait.
 *
 * @module
 */

import { shown } from "./_shown.ts";
import type { Wait, WaitOptions } from "../wait_options.ts";

export type { Wait };

/** The milliseconds of a wait, 0 or more. @throws {TypeError} when it is neither a number nor options. */
export function timeoutOf(wait: Wait | undefined): number {
  if (wait === undefined) return Infinity;
  if (typeof wait === "object" && wait !== null) refuseOthers(wait);
  return timeoutAmong(wait);
}

/** The same where the options have others besides. */
export function timeoutAmong(wait: Wait | undefined): number {
  if (wait === undefined) return Infinity;
  const timeoutMs = typeof wait === "number" ? wait : optionsOf(wait).timeoutMs;
  if (timeoutMs === undefined) return Infinity;
  if (typeof timeoutMs !== "number" || Number.isNaN(timeoutMs)) {
    throw new TypeError(`Cannot wait: timeoutMs must be a number of milliseconds, got ${shown(timeoutMs)}`);
  }
  return Math.max(0, timeoutMs);
}

/** Options of a wait. @throws {TypeError} when they are none. */
function optionsOf(wait: unknown): WaitOptions {
  if (typeof wait === "object" && wait !== null && !Array.isArray(wait)) return wait;
  const rule = typeof wait === "object" || typeof wait === "function"
    ? "wait must be milliseconds or { timeoutMs, signal }"
    : "timeoutMs must be a number of milliseconds";
  throw new TypeError(`Cannot wait: ${rule}, got ${shown(wait)}`);
}

/** @throws {TypeError} when there is a name that no option of a wait has: it would wait for ever. */
function refuseOthers(wait: object): void {
  for (const key of Object.keys(optionsOf(wait))) {
    if (key !== "timeoutMs" && key !== "signal") {
      throw new TypeError(`Cannot wait: options must be timeoutMs and signal, got ${key}`);
    }
  }
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
    throw new TypeError(`Cannot wait: signal must be an AbortSignal, got ${shown(signal)}`);
  }
  return signal;
}

/** A wait, read once. */
export interface Patience {
  timeoutMs: number;
  signal: AbortSignal | undefined;
}

/** A wait without a limit. */
export const ENDLESS: Patience = { timeoutMs: Infinity, signal: undefined };

/** Reads an awaited wait. @throws the reason of a signal that is aborted. @throws {TypeError} when it is no wait. */
export function patienceOf(wait: Wait | undefined): Patience {
  if (wait === undefined) return ENDLESS;
  const patience = { timeoutMs: timeoutOf(wait), signal: signalOf(wait) };
  patience.signal?.throwIfAborted();
  return patience;
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
