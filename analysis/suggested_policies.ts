/**
 * Which policies a workload asks to be compared under, where nobody says.
 *
 * @module
 */

import type { PolicyName } from "../engine/options.ts";
import { POLICIES } from "../engine/policies.ts";
import type { WorkloadColumns } from "../engine/workload.ts";

/** Those of textbooks' first pages, which every workload suits. */
const USUAL: readonly PolicyName[] = ["fcfs", "sjf", "srtf", "rr", "causes", "mlfq"];

/** For tasks that return and have deadlines: what courses compare, beside what knows nothing of deadlines. */
const PERIODIC: readonly PolicyName[] = ["fcfs", "rr", "edf", "rm", "dm", "llf"];

/** For jobs that take several CPUs at once. */
const RIGID: readonly PolicyName[] = ["fcfs", "sjf", "easy", "conservative"];

/** What is compared besides the usual where processes differ in something. */
const BY_TRAIT: Readonly<Record<"priority" | "tickets" | "nice", readonly PolicyName[]>> = {
  priority: ["priority"],
  tickets: ["lottery", "stride"],
  nice: ["cfs", "eevdf"],
};

/**
 * The policies to compare on a workload, in the order of the catalogue: the usual six, and those that look at what its
 * processes differ in (priorities, tickets, niceness); real-time policies for periodic tasks, backfilling for rigid jobs.
 * O(processes).
 *
 * @example Priorities
 * ```ts
 * import { suggestedPolicies } from "@quanta/quanta/analysis";
 * import { toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = toColumns({ processes: [{ bursts: 3, priority: 2 }, { bursts: 1, priority: 1 }] });
 * assertEquals(suggestedPolicies(workload), ["fcfs", "sjf", "srtf", "rr", "causes", "mlfq", "priority"]);
 * ```
 * @category Comparisons
 */
export function suggestedPolicies(
  workload: WorkloadColumns,
  { rigid = false }: { readonly rigid?: boolean } = {},
): PolicyName[] {
  const names = new Set(rigid ? RIGID : workload.period?.every((ticks) => ticks > 0) ? PERIODIC : USUAL);
  if (!rigid) {
    for (const [trait, policies] of Object.entries(BY_TRAIT)) {
      const column = workload[trait as keyof typeof BY_TRAIT];
      if (column?.some((value) => value !== column[0])) { for (const name of policies) names.add(name); }
    }
  }
  return POLICIES.map(({ name }) => name).filter((name) => names.has(name));
}
