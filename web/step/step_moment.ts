/**
 * One tick of a run with everything that is known of it, by simulating up to there once more.
 *
 * @module
 */

import { explainSimulation, type Explanation } from "../../analysis/explain.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";

/** A tick of a run. */
export interface StepMoment extends Explanation {
  readonly tick: number;
}

/** What is to be looked at. */
export interface StepRequest {
  readonly workload: WorkloadColumns;
  readonly options: SimulationOptions;
  readonly tick: number;
  /** Decisions from this tick on are recorded: those before it are of no account at `tick`. */
  readonly recordFrom: number;
  readonly signal?: AbortSignal;
}

/**
 * Simulates up to a tick and says what happened there.
 *
 * @throws {DOMException} The signal's reason, if it was aborted.
 */
export async function stepMoment({ workload, options, tick, recordFrom, signal }: StepRequest): Promise<StepMoment> {
  const simulation = new Simulation(workload, {
    ...options,
    timeline: "off",
    decisions: { from: recordFrom, to: tick + 1 },
    transitions: { from: tick, to: tick + 1 },
  });
  return { ...await explainSimulation(simulation, { at: tick, signal }), tick };
}
