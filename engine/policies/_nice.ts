import type { WorkloadColumns } from "../workload.ts";
import { traitOf } from "./_traits.ts";

/** The weights that Linux gives to the nice values from -20 to 19 (`sched_prio_to_weight`): a step is about 1.25. */
// deno-fmt-ignore
const WEIGHTS = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916,
  9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
  1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
  110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];

/** The weight of every process. */
export function weightsOf(workload: WorkloadColumns): Float64Array {
  return traitOf(workload, "nice").map((nice) => WEIGHTS[nice + 20]);
}
