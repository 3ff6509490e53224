/**
 * The jobs that periodic tasks release, told once more from the rule alone (engine/RULES.md): a mistake of the engine's
 * must not be repeated by whoever checks it.
 *
 * @module
 */

import type { WorkloadColumns } from "../../engine/workload.ts";
import { knownProcesses } from "./known_processes.ts";
import type { KnownProcess } from "./run_view.ts";

/** The most jobs that are listed, and the most bursts of all of them. */
const JOBS_MAX = 2_000_000;
const BURSTS_MAX = 2 ** 24;

/** Whether a workload has periodic tasks. */
function hasTasks({ period }: WorkloadColumns): boolean {
  return period?.some((ticks) => ticks > 0) ?? false;
}

/**
 * The processes of a workload, its tasks as the jobs that they release at their arrival and every period after it, before
 * `horizon`. Jobs are numbered by arrival, then by the place of their task.
 *
 * @param horizon Ticks; 0 for one hyperperiod after the last task has arrived, two where tasks arrive at different times.
 * @throws {RangeError} If the workload has more processes or bursts than are checked, or the horizon must be given, ends before a task arrives, or lets more than two million jobs arrive, or
 * more than 2^24 bursts.
 */
export function knownJobs(columns: WorkloadColumns, horizon: number): KnownProcess[] {
  const { length } = columns.arrival;
  const burstCount = columns.bursts?.kind.length ?? length;
  if (length > JOBS_MAX || burstCount > BURSTS_MAX) {
    const rule = `the workload must have at most ${JOBS_MAX} processes with ${BURSTS_MAX} bursts`;
    throw new RangeError(`Cannot check: ${rule}, got ${length} with ${burstCount}`);
  }
  if (!hasTasks(columns)) return knownProcesses(columns);
  const tasks = knownProcesses(columns).map((process, row) => ({ process, period: columns.period![row] }));
  const periodic = tasks.filter(({ period }) => period > 0);
  const end = horizon === 0 ? usualHorizon(periodic) : horizon;
  const early = periodic.find(({ process }) => process.arrival >= end);
  if (early !== undefined) {
    throw refusal(`after the arrival of ${early.process.name} (${early.process.arrival})`, end);
  }
  const count = periodic.reduce((sum, { process, period }) => sum + Math.ceil((end - process.arrival) / period), 0);
  if (count > JOBS_MAX) throw refusal(`such that at most ${JOBS_MAX} jobs arrive`, `${end} with ${count} jobs`);
  const bursts = periodic.reduce(
    (sum, { process, period }) => sum + Math.ceil((end - process.arrival) / period) * process.bursts.length,
    0,
  );
  if (bursts > BURSTS_MAX) throw refusal(`such that at most ${BURSTS_MAX} bursts arrive`, `${end} with ${bursts}`);
  const jobs = tasks.flatMap(({ process, period }): KnownProcess[] => {
    if (period === 0) return [process];
    const released: KnownProcess[] = [];
    for (let arrival = process.arrival; arrival < end; arrival += period) {
      released.push({ ...process, arrival, name: `${process.name}.${released.length + 1}` });
    }
    return released;
  });
  // The sort is stable: jobs of one arrival stay in the order of their tasks.
  jobs.sort((a, b) => a.arrival - b.arrival);
  // Nobody comes after a periodic task, so the pid of a predecessor stands for one job.
  const pidOf = new Map(jobs.map(({ pid }, index) => [pid, String(index + 1)]));
  return jobs.map((job, index) => ({
    ...job,
    pid: String(index + 1),
    ...(job.after === undefined ? {} : { after: { ...job.after, pid: pidOf.get(job.after.pid)! } }),
  }));
}

function usualHorizon(tasks: readonly { process: KnownProcess; period: number }[]): number {
  const arrivals = tasks.map(({ process }) => process.arrival);
  const last = arrivals.reduce((most, arrival) => Math.max(most, arrival), 0);
  const rounds = arrivals.every((arrival) => arrival === last) ? 1n : 2n;
  let multiple = 1n;
  for (const { period } of tasks) {
    multiple = multiple / commonDivisor(multiple, BigInt(period)) * BigInt(period);
    if (BigInt(last) + rounds * multiple > Number.MAX_SAFE_INTEGER) {
      throw refusal("given, since the hyperperiod of the tasks ends too late", "none");
    }
  }
  return Number(BigInt(last) + rounds * multiple);
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}

function refusal(rule: string, got: number | string): RangeError {
  return new RangeError(`Cannot check: horizon must be ${rule}, got ${got}`);
}
