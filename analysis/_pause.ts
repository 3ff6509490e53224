/**
 * Lets other work of the event loop go on every now and then, and a signal be seen.
 *
 * @module
 */

/** Wall time between two pauses. */
const PAUSE_MS = 25;

/**
 * A function to be called between two pieces of work. Every 25 ms it gives way to the event loop, calls `onPause` and looks
 * at the signal, whose reason it throws.
 */
export function createPause(signal?: AbortSignal, onPause?: () => unknown): () => Promise<void> {
  let nextAtMs = performance.now() + PAUSE_MS;
  return async () => {
    if (performance.now() < nextAtMs && !signal?.aborted) return;
    // Timers run after signals have been seen; a resolved promise would not let them through.
    await new Promise((resolve) => setTimeout(resolve, 0));
    nextAtMs = performance.now() + PAUSE_MS;
    await onPause?.();
    signal?.throwIfAborted();
  };
}
