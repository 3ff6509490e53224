/**
 * How a run did by its deadlines.
 *
 * @module
 */

import { totalCpu } from "./workload/_total_cpu.ts";
import type { PolicyName } from "./options.ts";
import type { ReleasedJobs } from "./release_jobs.ts";
import type { DeadlineReport, ResultColumns, TaskReport } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";

/** What the report is made from. */
export interface RealTimeRun {
  /** The workload as it was given. */
  tasks: WorkloadColumns;
  /** Its jobs, or `null` where it has no periodic task. */
  released: ReleasedJobs | null;
  policy: PolicyName;
  cpus: number;
  /** The figures of the jobs. */
  columns: ResultColumns;
}

/** Ticks of CPU that the periodic tasks of a workload ask for in a tick; `null` where there are none. */
export function taskUtilization(tasks: WorkloadColumns): number | null {
  return tasks.period === undefined ? null : sumOf(utilizationsOf(tasks, totalCpu(tasks)));
}

function utilizationsOf({ period }: WorkloadColumns, cpu: Float64Array): number[] {
  return [...cpu].flatMap((ticks, row) => period?.[row] ? [ticks / period[row]] : []);
}

function sumOf(parts: readonly number[]): number | null {
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0);
}

/** The report; `null` where no process has a deadline. */
export function reportDeadlines({ tasks, released, policy, cpus, columns }: RealTimeRun): DeadlineReport | null {
  const deadline = released === null ? tasks.deadline : released.workload.deadline;
  if (deadline === undefined) return null;
  const cpu = totalCpu(tasks);
  const reports = tasks.arrival.reduce<TaskReport[]>((all, _, row) => {
    all.push(taskReport(tasks, cpu, row));
    return all;
  }, []);
  for (let job = 0; job < deadline.length; job++) {
    if (deadline[job] === 0) continue;
    const response = columns.finish[job] - columns.arrival[job];
    const task = reports[released === null ? job : released.taskOf[job]];
    task.jobs += 1;
    if (response > deadline[job]) task.misses += 1;
    task.responseMax = Math.max(task.responseMax, response);
    task.latenessMax = Math.max(task.latenessMax, response - deadline[job]);
  }
  const withDeadline = reports.filter(({ jobs }) => jobs > 0);
  const utilizations = utilizationsOf(tasks, cpu);
  return {
    jobs: withDeadline.reduce((sum, { jobs }) => sum + jobs, 0),
    misses: withDeadline.reduce((sum, { misses }) => sum + misses, 0),
    latenessMax: withDeadline.reduce((most, { latenessMax }) => Math.max(most, latenessMax), -Infinity),
    utilization: sumOf(utilizations),
    utilizationBound: boundOf(policy, cpus, reports, utilizations),
    hyperperiod: released?.hyperperiod ?? null,
    horizon: released?.horizon ?? null,
    tasks: withDeadline,
  };
}

function taskReport(tasks: WorkloadColumns, cpu: Float64Array, row: number): TaskReport {
  const period = tasks.period?.[row] || null;
  const pid = tasks.pid?.[row] ?? row + 1;
  return {
    pid,
    name: tasks.names?.[row] ?? `P${pid}`,
    cpu: cpu[row],
    period,
    deadline: tasks.deadline?.[row] || period || 0,
    jobs: 0,
    misses: 0,
    responseMax: -Infinity,
    latenessMax: -Infinity,
  };
}

/**
 * The utilisation up to which the policy meets every deadline whatever the tasks are, where theory knows one: periodic
 * tasks without I/O whose deadlines are their periods, and no switch cost.
 */
function boundOf(
  policy: PolicyName,
  cpus: number,
  tasks: readonly TaskReport[],
  utilizations: readonly number[],
): number | null {
  const count = utilizations.length;
  const isImplicit = count === tasks.length && tasks.every(({ period, deadline }) => period === deadline);
  if (!isImplicit) return null;
  if (policy === "edf") return cpus - (cpus - 1) * Math.max(...utilizations);
  if (policy === "llf" && cpus === 1) return 1;
  if ((policy === "rm" || policy === "dm") && cpus === 1) return count * (2 ** (1 / count) - 1);
  return null;
}
