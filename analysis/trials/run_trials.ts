/**
 * Runs the trials of an analysis with whatever runs trials: this thread, a pool of processes, or what a user has. The
 * outcomes are the same whichever it is.
 *
 * @module
 */

import { refuseUnknownOptions } from "../../engine/known_options.ts";
import type { AnalysisOptions, TrialProgress } from "../options.ts";
import type { Trial, TrialOutcome } from "./trial.ts";

/**
 * Runs trials and gives the outcomes of each, in the order of the trials. It ends early by the signal's reason, or where
 * whoever takes the outcomes stops.
 *
 * @example
 * ```ts
 * import { compareSeeds, runHere, type TrialRunner } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * let asked = 0;
 * const counting: TrialRunner = (trials, options) => {
 *   asked += trials.length;
 *   return runHere(trials, options);
 * };
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * await compareSeeds({ recipe: { processes: 5 } }, contenders, { seeds: [1, 2, 3], run: counting });
 * assertEquals(asked, 3);
 * ```
 * @category Trials
 */
export type TrialRunner = (
  trials: readonly Trial[],
  options: { readonly signal?: AbortSignal },
) => AsyncIterable<readonly TrialOutcome[]>;

/**
 * Runs all trials and collects their outcomes.
 *
 * @example
 * ```ts
 * import { runHere, runTrials } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const trials = [{ workload: { recipe: { processes: 5, seed: 1 } }, options: [{ policy: "fcfs" as const }] }];
 * const told: number[] = [];
 * await runTrials(trials, runHere, { onProgress: ({ done }) => void told.push(done) });
 * assertEquals(told, [0, 1]);
 * ```
 *
 * @category Trials
 */
export async function runTrials(
  trials: readonly Trial[],
  run: TrialRunner,
  options: AnalysisOptions<TrialProgress> = {},
): Promise<(readonly TrialOutcome[])[]> {
  refuseUnknownOptions("run trials", options, ["signal", "onProgress"] satisfies (keyof typeof options)[]);
  const { signal, onProgress } = options;
  const outcomes: (readonly TrialOutcome[])[] = [];
  await onProgress?.({ done: 0, trials: trials.length });
  for await (const outcome of run(trials, { signal })) {
    outcomes.push(outcome);
    await onProgress?.({ done: outcomes.length, trials: trials.length });
    signal?.throwIfAborted();
  }
  if (outcomes.length === trials.length) return outcomes;
  throw new Error(`Cannot run trials: the runner must give ${trials.length} outcomes, got ${outcomes.length}`);
}
