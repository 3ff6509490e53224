/**
 * Runs one of several simulations of an analysis.
 *
 * @module
 */

import { SimulationDeadlockError } from "../engine/errors.ts";
import type { SimulationResult } from "../engine/result.ts";
import type { RecordTaker, Simulation } from "../engine/simulation.ts";
import { RunDeadlockError } from "./errors.ts";
import type { AnalysisOptions, RunPlace, RunProgress } from "./options.ts";

/**
 * Runs it to its end.
 *
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @throws {RunDeadlockError} If all processes that are left wait for each other's locks.
 * @throws {SimulationError} If it cannot come to its end.
 */
export async function runOneOf(
  simulation: Simulation,
  run: RunPlace,
  { signal, onProgress }: AnalysisOptions<RunProgress>,
  onRecorded?: RecordTaker,
): Promise<SimulationResult> {
  try {
    return await simulation.run({
      signal,
      onRecorded,
      onProgress: onProgress && ((progress) => {
        const share = (run.index + progress.finished / progress.processes) / run.runs;
        return onProgress({ ...progress, run, share });
      }),
    });
  } catch (error) {
    if (error instanceof SimulationDeadlockError) throw new RunDeadlockError(error, run);
    throw error;
  }
}
