/**
 * Runs trials in this thread, one after another.
 *
 * @module
 */

import { createPause } from "../_pause.ts";
import { runTrial, type Trial, type TrialOutcome } from "./trial.ts";

/**
 * A {@linkcode TrialRunner} that needs nothing but this thread. Other work of the event loop goes on every 25 ms.
 *
 * @example
 * ```ts
 * import { runHere } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const trials = [{ workload: { recipe: { processes: 5, seed: 1 } }, options: [{ policy: "fcfs" as const }] }];
 * const outcomes = await Array.fromAsync(runHere(trials, {}));
 * assertEquals(outcomes.length, 1);
 * ```
 *
 * @category Trials
 */
export async function* runHere(
  trials: readonly Trial[],
  { signal }: { readonly signal?: AbortSignal },
): AsyncGenerator<TrialOutcome[]> {
  const pause = createPause(signal);
  for (const trial of trials) {
    await pause();
    yield runTrial(trial);
  }
}
