/**
 * What the processes of a workload ask of the CPU.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";

/** CPU ticks of every row's whole program. */
export function totalCpu(workload: WorkloadColumns): Float64Array {
  if (workload.cpu !== undefined) return workload.cpu;
  const { offset, kind, value } = workload.bursts!;
  const totals = new Float64Array(workload.arrival.length);
  for (let row = 0; row < totals.length; row += 1) {
    for (let entry = offset[row]; entry < offset[row + 1]; entry += 1) {
      if (kind[entry] === 0) totals[row] += value[entry];
    }
  }
  return totals;
}
