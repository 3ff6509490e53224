/**
 * The per-process figures as columns in the workload's order.
 *
 * @module
 */

import type { LoadedCore } from "./_setup.ts";
import { countsInversions, hasLocks } from "./_locks.ts";
import { holdsJobs, limitsMemory } from "./_setup_admission.ts";
import type { EnginePolicy } from "./policy.ts";
import type { ResolvedOptions, ResultColumns } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";
import { totalCpu } from "./workload/_total_cpu.ts";

/**
 * Reads a finished run's columns out of the core: views of its memory where the core's order is the workload's, copies
 * otherwise. Columns that the run did not need are zeros.
 */
export function readColumns(
  { core, extended, machine, rowOf, numbering }: LoadedCore,
  workload: WorkloadColumns,
  policy: EnginePolicy,
  options: ResolvedOptions,
): ResultColumns {
  const goesByPriority = policy.reads.includes("priority") ||
    options.admitOrder === "priority" && holdsJobs(options, workload) ||
    options.lockOrder === "priority" && hasLocks(workload) && !countsInversions(policy, options, workload);
  const count = workload.arrival.length;
  const float64s = (address: number): Float64Array => {
    if (address === 0) return new Float64Array(count);
    const column = new Float64Array(core.memory.buffer, address, count);
    if (rowOf === null) return column;
    const rows = new Float64Array(count);
    for (let process = 0; process < count; process += 1) rows[rowOf[process]] = column[process];
    return rows;
  };
  const uint32s = (address: number): Uint32Array => {
    const column = new Uint32Array(core.memory.buffer, address, count);
    if (rowOf === null) return column;
    const rows = new Uint32Array(count);
    for (let process = 0; process < count; process += 1) rows[rowOf[process]] = column[process];
    return rows;
  };
  return {
    get pid(): Float64Array {
      return workload.pid ?? Float64Array.from({ length: count }, (_, row) => row + 1);
    },
    arrival: numbering === null ? workload.arrival : float64s(core.arrivalAddress.value),
    cpu: totalCpu(workload),
    ...(goesByPriority && workload.priority?.some((priority) => priority !== 0) ? { priority: workload.priority } : {}),
    firstRun: float64s(core.firstRunAddress.value),
    finish: float64s(core.finishAddress.value),
    blocked: float64s(core.blockedAddress.value),
    ...(hasLocks(workload) ? { lockWait: float64s(core.lockWaitAddress.value) } : {}),
    ...(countsInversions(policy, options, workload) ? { inversion: float64s(core.inversionAddress.value) } : {}),
    held: float64s(core.heldAddress.value),
    switching: float64s(core.switchingAddress.value),
    ...(limitsMemory(options, workload)
      ? { memory: workload.memory!, address: float64s(core.memoryBaseAddress.value) }
      : {}),
    dispatches: uint32s(core.dispatchesAddress.value),
    preemptions: uint32s(core.preemptionsAddress.value),
    ...(machine.isLarger ? { migrations: uint32s(extended!.migrationsAddress.value) } : {}),
    ...(extended === null || !machine.countsExecuted ? {} : { executed: float64s(extended.executedAddress.value) }),
  };
}
