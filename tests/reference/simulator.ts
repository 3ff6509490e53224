/**
 * The reference simulator: what the engine is compared with.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { Workload } from "../../engine/workload.ts";
import { isLarger, LargerMachine } from "./larger_machine.ts";
import { ReferenceMachine, type ReferenceResult } from "./machine.ts";
import { releaseReferenceJobs } from "./periodic.ts";

export { ReferenceDeadlock, type ReferenceResult, type ReferenceWait } from "./machine.ts";

/**
 * Simulates a valid workload. With periodic tasks a horizon must be given.
 *
 * @throws {ReferenceDeadlock} If processes wait for one another's locks in a circle.
 */
export function simulateReference(workload: Workload, options: SimulationOptions): ReferenceResult {
  const isPeriodic = workload.processes.some(({ period }) => period !== undefined);
  const jobs = isPeriodic ? releaseReferenceJobs(workload, options.horizon!) : workload;
  if (isLarger(workload, options)) return new LargerMachine(jobs, options, workload).run();
  return new ReferenceMachine(jobs, options, workload).run();
}
