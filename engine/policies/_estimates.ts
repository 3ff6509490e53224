import { totalCpu } from "../workload/_total_cpu.ts";
import type { WorkloadColumns } from "../workload.ts";
import { traitOf } from "./_traits.ts";

/** Ticks that backfilling plans with for every job: its estimate, and no less than what it takes. */
export function estimatesOf(workload: WorkloadColumns): Float64Array {
  const cpu = totalCpu(workload);
  return traitOf(workload, "estimate").map((ticks, row) => Math.max(ticks, cpu[row]));
}
