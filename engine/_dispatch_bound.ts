/**
 * Runs that must fail in the end, known before they begin: a process that a quantum, or another process that is as long,
 * cuts into more dispatches than can be counted.
 *
 * @module
 */

import { SimulationError } from "./errors.ts";
import { nameOf } from "./_run_result.ts";
import type { EnginePolicy } from "./policy.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";
import { totalCpu } from "./workload/_total_cpu.ts";

/** The greatest number of dispatches of a process that the core counts. */
export const DISPATCHES_MAX = 2 ** 32 - 1;

/**
 * Refuses a run to the end in which the work of some process is more than `DISPATCHES_MAX` whole quanta. A dispatch does
 * a quantum of work at the most, on a CPU of speed 1, whatever else the machine costs. Where a policy has no quantum, but
 * makes processes take turns, it says itself which one takes too many. O(processes).
 *
 * @throws {SimulationError} If there is such a process.
 */
export function checkDispatchCounts(
  policy: EnginePolicy,
  options: ResolvedOptions,
  workload: WorkloadColumns,
): void {
  const wornDown = policy.wornDown?.(options, workload, DISPATCHES_MAX) ?? -1;
  if (wornDown >= 0) {
    throw tooMany(workload, wornDown, "ticks of CPU take turns with another process every two ticks at the latest");
  }
  const quanta = policy.quantaMax?.(options as never, workload);
  const quantumOfAll = policy.quantumMax?.(options as never, workload) ?? Infinity;
  if (quanta === undefined && quantumOfAll === Infinity) return;
  const most = Math.max(1, ...options.speeds) * DISPATCHES_MAX;
  const work = totalCpu(workload);
  let row = 0;
  while (row < work.length && work[row] <= (quanta?.[row] ?? quantumOfAll) * most) row += 1;
  if (row === work.length) return;
  const quantum = quanta?.[row] ?? quantumOfAll;
  const ticks = quantum === 1 ? "1 tick" : `${quantum} ticks`;
  throw tooMany(workload, row, `ticks of CPU go by quanta of ${ticks} at the most`);
}

function tooMany(workload: WorkloadColumns, row: number, why: string): SimulationError {
  const process = `${nameOf(workload, row)} (pid ${workload.pid?.[row] ?? row + 1})`;
  return new SimulationError(
    "count-overflow",
    `Cannot run to the end: a process must be dispatched at most ${DISPATCHES_MAX} times, and ${process} needs more: its ` +
      `${totalCpu(workload)[row]} ${why}`,
  );
}
