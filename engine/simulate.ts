/**
 * A simulation from start to end in one call.
 *
 * @module
 */

import type { SimulationOptions, UnknownPolicyOptions } from "./options.ts";
import type { OwnPolicyOptions } from "./own_policy.ts";
import type { SimulationResult } from "./result.ts";
import { Simulation } from "./simulation.ts";
import type { Workload, WorkloadColumns } from "./workload.ts";

/**
 * Simulates a workload under a policy and returns its figures. It blocks the calling thread until it is done: some tens
 * of millions of dispatches a second. {@linkcode Simulation.run} leaves the event loop free and can be cancelled.
 *
 * @param workload Processes as objects or as columns.
 * @param options The policy with its options, the machine, and what is recorded besides the figures.
 * @returns Figures of the run and of every process, and what was recorded.
 * @throws {WorkloadError} If the workload is not valid; all mistakes are listed.
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range, or options contradict each other or the workload.
 * @throws {SimulationError} If memory cannot hold it, or time passes 2^53 - 1.
 * @throws {SimulationDeadlockError} If processes wait for each other's locks for ever.
 *
 * @example Stallings' five processes under round robin
 * ```ts
 * import { simulate } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = {
 *   processes: [
 *     { name: "A", arrival: 0, bursts: 3 },
 *     { name: "B", arrival: 2, bursts: 6 },
 *     { name: "C", arrival: 4, bursts: 4 },
 *     { name: "D", arrival: 6, bursts: 5 },
 *     { name: "E", arrival: 8, bursts: 2 },
 *   ],
 * };
 * const result = simulate(workload, { policy: "rr", quantum: 1 });
 * assertEquals(result.processes.map((process) => process.finish), [4, 18, 17, 20, 15]);
 * assertEquals(result.metrics.turnaround.mean, 10.8);
 * ```
 * @category Simulation
 */
export function simulate(
  workload: Workload | WorkloadColumns,
  options: SimulationOptions | UnknownPolicyOptions | OwnPolicyOptions,
): SimulationResult {
  return new Simulation(workload, options).result();
}
