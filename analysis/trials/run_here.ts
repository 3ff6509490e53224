/**
 * Runs trials in this thread, one after another.
 *
 * @module
 */

import { runTrial, type Trial, type TrialOutcome } from "./trial.ts";

/** Wall time between two looks at the signal. */
const PAUSE_MS = 25;

/** A {@linkcode TrialRunner} that needs nothing but this thread. Other work of the event loop goes on every 25 ms. */
export async function* runHere(
  trials: readonly Trial[],
  { signal }: { readonly signal?: AbortSignal },
): AsyncGenerator<TrialOutcome[]> {
  let pausedMs = performance.now();
  for (const trial of trials) {
    signal?.throwIfAborted();
    yield runTrial(trial);
    if (performance.now() - pausedMs < PAUSE_MS) continue;
    // Timers run after signals have been seen; a resolved promise would not let them through.
    await new Promise((resolve) => setTimeout(resolve, 0));
    pausedMs = performance.now();
  }
}
