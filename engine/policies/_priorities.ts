import type { OptionSpec } from "../policy.ts";
import type { PriorityOrder } from "../policy_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import { traitOf } from "./_traits.ts";

/** The option that says which numbers are the more urgent. */
export const PRIORITY_ORDER: OptionSpec = {
  name: "priorityOrder",
  type: "choice",
  choices: ["low", "high"],
  default: "low",
  summary: "Which priorities are the more urgent: low numbers, or high ones.",
};

/** The option that says where a preempted process goes among its equals. */
export const PREEMPTED_TO: OptionSpec = {
  name: "preemptedTo",
  type: "choice",
  choices: ["tail", "head"],
  default: "tail",
  summary: "Where a preempted process goes among those of its priority: behind them, or before them.",
};

/** The priority of every process as a number of which the least is the most urgent. */
export function urgencyOf(workload: WorkloadColumns, order: PriorityOrder): Float64Array {
  const priorities = traitOf(workload, "priority");
  // From 0, so that no 0 gets a sign.
  return order === "low" ? priorities : priorities.map((priority) => 0 - priority);
}
