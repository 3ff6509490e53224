/**
 * Trials in a worker: the outcome of each is told as soon as it is there.
 *
 * @module
 */

import { runTrial, type Trial, type TrialOutcome } from "../../analysis/trials/trial.ts";

/** What became of one of the trials. */
export interface TrialDone {
  /** Its place among those of this worker. */
  readonly index: number;
  readonly outcomes: readonly TrialOutcome[];
}

/** Runs them, one after another. */
export function trialsTask(trials: readonly Trial[], tell: (done: TrialDone) => void): Promise<void> {
  for (const [index, trial] of trials.entries()) tell({ index, outcomes: runTrial(trial) });
  return Promise.resolve();
}
