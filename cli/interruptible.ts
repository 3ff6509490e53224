/**
 * Work that Ctrl-C stops.
 *
 * @module
 */

import type { Io } from "./io.ts";

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
