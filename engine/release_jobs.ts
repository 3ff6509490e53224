/**
 * Periodic tasks as the jobs that they release.
 *
 * @module
 */

import { radixSort } from "./_order_rows.ts";
import type { BurstColumns, WorkloadColumns } from "./workload.ts";
import { predecessorRows } from "./workload/_dependencies.ts";
import { TRAIT_NAMES } from "./workload/_rules.ts";

/** The most jobs of a workload: two short lines can stand for any number of them, and each takes some hundreds of bytes. */
const JOBS_MAX = 2_000_000;

/** The most bursts of all jobs together. */
const BURSTS_MAX = 2 ** 24;

/**
 * A workload whose tasks have released their jobs.
 *
 * @example
 * ```ts
 * import { type ReleasedJobs, releaseJobs, toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = toColumns({ processes: [{ bursts: 1, period: 2 }, { bursts: 1, period: 3 }] });
 * const { taskOf, hyperperiod }: ReleasedJobs = releaseJobs(tasks)!;
 * assertEquals(hyperperiod, 6);
 * assertEquals([...taskOf], [0, 1, 0, 1, 0]); // released at 0, 0, 2, 3 and 4
 * ```
 * @category Workloads
 */
export interface ReleasedJobs {
  /** Every job as a process of its own, by (arrival, row of its task); pids count them from 1. */
  workload: WorkloadColumns;
  /** The row of each job's task in the workload that was given. */
  taskOf: Uint32Array;
  /** The tick before which the jobs were released. */
  horizon: number;
  /** The least common multiple of the periods; `null` where it passes 2^53 - 1. */
  hyperperiod: number | null;
}

/**
 * Turns every process that has a period into the jobs that it releases at its arrival and every period after it, before
 * `horizon`. A job has the task's name with its number, and its deadline, or its period where it has none. Processes
 * without a period stay as they are, but for their pids. O(jobs).
 *
 * @param workload Checked columns.
 * @param horizon Ticks; 0 for one hyperperiod after the last task has arrived, two where tasks arrive at different times:
 * what comes later repeats what was.
 * @returns `null` where no process has a period.
 * @throws {RangeError} If there would be more than two million jobs, or 2^24 bursts in them, or the horizon is before a
 * task's arrival.
 *
 * @example
 * ```ts
 * import { releaseJobs, toColumns } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = toColumns({ processes: [{ name: "A", bursts: 2, period: 5 }, { name: "B", bursts: 4, period: 7 }] });
 * const { workload, hyperperiod } = releaseJobs(tasks)!;
 * assertEquals(hyperperiod, 35);
 * assertEquals(workload.arrival.length, 7 + 5);
 * assertEquals(workload.names!.slice(0, 4), ["A.1", "B.1", "A.2", "B.2"]);
 * ```
 * @category Workloads
 */
export function releaseJobs(workload: WorkloadColumns, horizon = 0): ReleasedJobs | null {
  const { arrival, period } = workload;
  if (period === undefined) return null;
  const hyperperiod = leastCommonMultiple(period);
  const end = horizon === 0 ? usualHorizon(workload, hyperperiod) : horizon;
  const { times, numbers, taskOf } = listJobs(workload, end);
  const released: WorkloadColumns = { arrival: times };
  if (workload.name !== undefined) released.name = workload.name;
  released.names = Array.from(taskOf, (row, job) => {
    const name = workload.names?.[row] ?? `P${workload.pid?.[row] ?? row + 1}`;
    return period[row] === 0 ? name : `${name}.${numbers[job]}`;
  });
  if (workload.cpu !== undefined) released.cpu = gather(workload.cpu, taskOf);
  else released.bursts = gatherPrograms(workload.bursts!, taskOf);
  for (const trait of TRAIT_NAMES) {
    const column = workload[trait];
    if (column !== undefined) Object.assign(released, { [trait]: gather(column, taskOf) });
  }
  if (workload.after !== undefined) released.after = predecessorPids(workload, taskOf);
  const { affinity, group, resources } = workload;
  if (resources !== undefined) released.resources = { ...resources, of: gather(resources.of, taskOf) };
  if (affinity !== undefined) released.affinity = { ...affinity, of: gather(affinity.of, taskOf) };
  if (group !== undefined) released.group = { ...group, of: gather(group.of, taskOf) };
  released.deadline = Float64Array.from(taskOf, (row) => workload.deadline?.[row] || period[row]);
  if (arrival.length === 0) throw new RangeError("Cannot release jobs: the workload must have a process, got none");
  return { workload: released, taskOf, horizon: end, hyperperiod };
}

/** The new pids of the processes that jobs come after, none of which is a periodic task. */
function predecessorPids(workload: WorkloadColumns, taskOf: Uint32Array): Float64Array {
  const pidOfRow = new Map(Array.from(taskOf, (row, job) => [row, job + 1]));
  const predecessors = predecessorRows(workload);
  return Float64Array.from(taskOf, (row) => pidOfRow.get(predecessors[row]) ?? -1);
}

/** The jobs in order: when each arrives, its number among those of its task, from 1, and the row of its task. */
interface JobColumns {
  times: Float64Array;
  numbers: Uint32Array;
  taskOf: Uint32Array;
}

function listJobs(workload: WorkloadColumns, end: number): JobColumns {
  const { arrival, period } = workload;
  const count = countJobs(workload, end);
  const times = new Float64Array(count);
  const numbers = new Uint32Array(count);
  const rows = new Uint32Array(count);
  let job = 0;
  for (let row = 0; row < arrival.length; row++) {
    const last = period![row] === 0 ? arrival[row] + 1 : end;
    const step = period![row] || Infinity;
    for (let time = arrival[row], number = 1; time < last; time += step) {
      times[job] = time;
      numbers[job] = number++;
      rows[job++] = row;
    }
  }
  // Jobs stand by row, and the sort is stable: those of one arrival stay so.
  const order = radixSort(Uint32Array.from(rows.keys()), times);
  return { times: gather(times, order), numbers: gather(numbers, order), taskOf: gather(rows, order) };
}

/** How many jobs there are. */
function countJobs({ arrival, period, pid, bursts }: WorkloadColumns, end: number): number {
  let count = 0;
  let burstCount = 0;
  for (let row = 0; row < arrival.length; row++) {
    const isTask = period![row] > 0;
    if (isTask && arrival[row] >= end) {
      const late = `process ${pid?.[row] ?? row + 1} (${arrival[row]})`;
      throw new RangeError(`Cannot release jobs: horizon must be after the arrival of ${late}, got ${end}`);
    }
    const jobs = isTask ? Math.ceil((end - arrival[row]) / period![row]) : 1;
    count += jobs;
    burstCount += jobs * (bursts === undefined ? 1 : bursts.offset[row + 1] - bursts.offset[row]);
  }
  // Processes that are no tasks are no jobs that a horizon lets arrive.
  const isRefused = count > Math.max(JOBS_MAX, arrival.length) ||
    burstCount > Math.max(BURSTS_MAX, bursts?.kind.length ?? arrival.length);
  if (isRefused) {
    const rule = `horizon must let at most ${JOBS_MAX} jobs of at most ${BURSTS_MAX} bursts arrive`;
    throw new RangeError(`Cannot release jobs: ${rule}, got ${end} with ${count} jobs of ${burstCount} bursts`);
  }
  return count;
}

function usualHorizon({ arrival, period }: WorkloadColumns, hyperperiod: number | null): number {
  const offsets = arrival.filter((_, row) => period![row] > 0);
  const first = offsets.reduce((least, time) => Math.min(least, time), Infinity);
  const last = offsets.reduce((most, time) => Math.max(most, time), 0);
  const end = hyperperiod === null ? Infinity : last + hyperperiod * (first === last ? 1 : 2);
  if (end <= Number.MAX_SAFE_INTEGER) return end;
  throw new RangeError(
    "Cannot release jobs: horizon must be given, since the hyperperiod of the tasks ends after tick " +
      Number.MAX_SAFE_INTEGER,
  );
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function leastCommonMultiple(periods: Float64Array): number | null {
  let multiple = 1;
  for (const period of new Set(periods)) {
    if (period === 0) continue;
    multiple *= period / greatestCommonDivisor(multiple, period);
    if (multiple > Number.MAX_SAFE_INTEGER) return null;
  }
  return multiple;
}

function gather<Column extends Float64Array | Uint32Array>(column: Column, rows: Uint32Array): Column {
  const gathered = new (column.constructor as new (length: number) => Column)(rows.length);
  for (let index = 0; index < rows.length; index++) gathered[index] = column[rows[index]];
  return gathered;
}

function gatherPrograms(
  { offset, kind, value, locks, device, devices }: BurstColumns,
  rows: Uint32Array,
): BurstColumns {
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => offsets[index + 1] = offsets[index] + offset[row + 1] - offset[row]);
  const kinds = new Uint8Array(offsets[rows.length]);
  const values = new Float64Array(offsets[rows.length]);
  const deviceOf = device === undefined ? undefined : new Uint32Array(offsets[rows.length]);
  rows.forEach((row, index) => {
    kinds.set(kind.subarray(offset[row], offset[row + 1]), offsets[index]);
    values.set(value.subarray(offset[row], offset[row + 1]), offsets[index]);
    deviceOf?.set(device!.subarray(offset[row], offset[row + 1]), offsets[index]);
  });
  const programs: BurstColumns = { offset: offsets, kind: kinds, value: values, locks };
  return deviceOf === undefined ? programs : { ...programs, device: deviceOf, devices };
}
