/**
 * Work that Ctrl-C stops.
 *
 * @module
 */

import { InterruptedError } from "../exit_code.ts";
import type { Io } from "../io.ts";

/** Runs `work` with a signal that Ctrl-C aborts. Outside of it Ctrl-C ends the program at once. */
export async function interruptible<T>(io: Io, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const remove = io.onInterrupt(() => controller.abort());
  try {
    return await work(controller.signal);
  } finally {
    remove();
  }
}

/**
 * What `work` gives, unless the signal comes first: a read that waits for input does not see it.
 *
 * @throws {InterruptedError} With `message`, when the signal comes first.
 */
export async function unlessInterrupted<T>(signal: AbortSignal, message: string, work: Promise<T>): Promise<T> {
  const interrupted = new Promise<never>((_, reject) => {
    const stop = () => reject(new InterruptedError(message));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  return await Promise.race([interrupted, work]);
}
