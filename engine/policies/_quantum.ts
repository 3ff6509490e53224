import type { SchedulerCore } from "../core.ts";
import type { OptionSpec } from "../policy.ts";
import type { WorkloadColumns } from "../workload.ts";

/** The option that says what a preempted or unblocked process gets when it runs again. */
export const QUANTUM_RETURN: OptionSpec = {
  name: "quantumReturn",
  type: "choice",
  choices: ["full", "remainder"],
  default: "full",
  summary: "What a preempted or unblocked process gets when it runs again: a full quantum, or the rest of its last.",
};

/** Writes the quanta of the levels, highest first, into a core that has been laid out. */
export function writeQuanta(core: SchedulerCore, quanta: readonly number[]): void {
  new Float64Array(core.memory.buffer, core.quantaAddress.value, quanta.length).set(quanta);
}

/** The quantum of every process in the workload's order: its own, or `usual` where it has none. */
export function ownQuanta(workload: WorkloadColumns, usual: (row: number) => number): ArrayLike<number> | undefined {
  return workload.quantum?.map((own, row) => own || usual(row));
}
