/**
 * The periodic tasks of a workload as the tests of schedulability see them.
 *
 * @module
 */

import {
  type Burst,
  BURST_KIND,
  type BurstColumns,
  type Workload,
  type WorkloadColumns,
} from "../../engine/workload.ts";
import { totalCpu } from "../../engine/workload/_total_cpu.ts";

/** The most tasks: a fraction of so many has some ten thousand digits. */
const TASKS_MAX = 1_000;

/** A part of a task's program in which it holds a lock. */
export interface CriticalSection {
  readonly lock: string;
  /** CPU ticks from the lock to its unlock. */
  readonly ticks: number;
}

/** A task; all times are ticks. */
export interface PeriodicTask {
  /** Its row in the workload. */
  readonly row: number;
  readonly pid: number;
  readonly name: string;
  readonly cpu: number;
  readonly period: number;
  readonly deadline: number;
  readonly arrival: number;
  readonly priority: number;
  /** Whether its program waits for a device. */
  readonly hasIo: boolean;
  readonly sections: readonly CriticalSection[];
  /** Whether it asks for a lock while it holds one. */
  readonly hasNested: boolean;
}

/**
 * The tasks, in the workload's order.
 *
 * @throws {RangeError} If there are none, or too many.
 */
export function periodicTasks(workload: WorkloadColumns): PeriodicTask[] {
  const { arrival, period, deadline, priority, pid: pids, names } = workload;
  const rows = Array.from(period ?? [], (ticks, row) => ticks > 0 ? row : -1).filter((row) => row >= 0);
  if (rows.length === 0) {
    throw new RangeError(
      "Cannot test schedulability: the workload must have a process with a period, got none",
    );
  }
  if (rows.length > TASKS_MAX) {
    const rule = `the workload must have at most ${TASKS_MAX} periodic tasks`;
    throw new RangeError(`Cannot test schedulability: ${rule}, got ${rows.length}`);
  }
  const cpu = totalCpu(workload);
  return rows.map((row) => {
    const pid = pids?.[row] ?? row + 1;
    return {
      row,
      pid,
      name: names?.[row] ?? `P${pid}`,
      cpu: cpu[row],
      period: period![row],
      deadline: deadline?.[row] || period![row],
      arrival: arrival[row],
      priority: priority?.[row] ?? 0,
      ...programOf(workload, row),
    };
  });
}

function programOf({ bursts }: WorkloadColumns, row: number): Pick<PeriodicTask, "hasIo" | "sections" | "hasNested"> {
  if (bursts === undefined) return { hasIo: false, sections: [], hasNested: false };
  const sections: CriticalSection[] = [];
  const held = new Map<string, number>();
  let hasIo = false;
  let hasNested = false;
  let executed = 0;
  for (let entry = bursts.offset[row]; entry < bursts.offset[row + 1]; entry++) {
    const [kind, value] = [bursts.kind[entry], bursts.value[entry]];
    if (kind === BURST_KIND.cpu) executed += value;
    else if (kind === BURST_KIND.io) hasIo ||= value > 0;
    else if (kind === BURST_KIND.lock) {
      hasNested ||= held.size > 0;
      held.set(bursts.locks[value], executed);
    } else {
      const lock = bursts.locks[value];
      sections.push({ lock, ticks: executed - held.get(lock)! });
      held.delete(lock);
    }
  }
  return { hasIo, sections, hasNested };
}

/** The tasks alone, as a workload that can be simulated on one CPU under policies of periods, deadlines or priorities. */
export function tasksAlone(workload: WorkloadColumns, tasks: readonly PeriodicTask[]): Workload {
  return {
    processes: tasks.map(({ row, pid, name, cpu, period, deadline, arrival, priority }) => ({
      pid,
      name,
      arrival,
      priority,
      period,
      deadline,
      quantum: workload.quantum?.[row] || undefined,
      bursts: workload.bursts === undefined ? cpu : burstsOf(workload.bursts, row),
    })),
  };
}

function burstsOf({ offset, kind, value, locks }: BurstColumns, row: number): Burst[] {
  return Array.from(kind.subarray(offset[row], offset[row + 1]), (what, index): Burst => {
    const each = value[offset[row] + index];
    if (what === BURST_KIND.cpu) return { cpu: each };
    if (what === BURST_KIND.io) return { io: each };
    return what === BURST_KIND.lock ? { lock: locks[each] } : { unlock: locks[each] };
  });
}
