/**
 * How a run did by its deadlines.
 *
 * @module
 */

import type { PolicyName } from "./options.ts";
import type { ReleasedJobs } from "./release_jobs.ts";
import type { DeadlineReport, ResolvedOptions, ResultColumns, TaskReport } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";
import { totalCpu } from "./workload/_total_cpu.ts";

/** What the report is made from. */
export interface RealTimeRun {
  /** The workload as it was given. */
  tasks: WorkloadColumns;
  /** Its jobs, or `null` where it has no periodic task. */
  released: ReleasedJobs | null;
  policy: PolicyName;
  /** Whether a job that is ahead takes the CPU, and at once. */
  preemptive: boolean;
  cpus: number;
  /** The figures of the jobs. */
  columns: ResultColumns;
}

/** Whether a job that is ahead of the running one takes the CPU at once, which bounds of utilisation ask for. */
export function takesAtOnce(options: ResolvedOptions): boolean {
  if (options.policy === "llf") return options.preemptAt === "less";
  return !("preemptive" in options) || options.preemptive;
}

/** Ticks of CPU that the periodic tasks of a workload ask for in a tick; `null` where there are none. */
export function taskUtilization(tasks: WorkloadColumns): number | null {
  return tasks.period === undefined ? null : sumOf(utilizationsOf(tasks, totalCpu(tasks)));
}

/** Ticks of CPU that each periodic task asks for in a tick. */
function utilizationsOf({ period }: WorkloadColumns, cpu: Float64Array): Float64Array {
  if (period === undefined) return new Float64Array();
  return cpu.map((ticks, row) => period[row] > 0 ? ticks / period[row] : NaN).filter((part) => !Number.isNaN(part));
}

function sumOf(parts: Float64Array): number | null {
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0);
}

/** The report; `null` where no process has a deadline. */
export function reportDeadlines(run: RealTimeRun): DeadlineReport | null {
  const { tasks, released, policy, preemptive, cpus } = run;
  const deadline = released === null ? tasks.deadline : released.workload.deadline;
  if (deadline === undefined) return null;
  const cpu = totalCpu(tasks);
  const counts = countTasks(run, deadline);
  const utilizations = utilizationsOf(tasks, cpu);
  let rows: readonly TaskReport[] | undefined;
  return {
    jobs: counts.jobs.reduce((sum, jobs) => sum + jobs, 0),
    misses: counts.misses.reduce((sum, misses) => sum + misses, 0),
    latenessMax: counts.latenessMax.reduce((most, lateness) => Math.max(most, lateness), -Infinity),
    utilization: sumOf(utilizations),
    utilizationBound: boundOf(tasks, policy, preemptive, cpus, utilizations),
    hyperperiod: released?.hyperperiod ?? null,
    horizon: released?.horizon ?? null,
    // Millions of processes may have deadlines: they become objects when somebody looks at them.
    get tasks() {
      return rows ??= taskReports(tasks, cpu, counts);
    },
  };
}

/** Figures by row of the workload as it was given. */
interface TaskCounts {
  jobs: Uint32Array;
  misses: Uint32Array;
  responseMax: Float64Array;
  latenessMax: Float64Array;
}

function countTasks({ tasks, released, columns }: RealTimeRun, deadline: Float64Array): TaskCounts {
  const count = tasks.arrival.length;
  const counts: TaskCounts = {
    jobs: new Uint32Array(count),
    misses: new Uint32Array(count),
    responseMax: new Float64Array(count).fill(-Infinity),
    latenessMax: new Float64Array(count).fill(-Infinity),
  };
  const { jobs, misses, responseMax, latenessMax } = counts;
  for (let job = 0; job < deadline.length; job++) {
    if (deadline[job] === 0) continue;
    const response = columns.finish[job] - columns.arrival[job];
    const row = released === null ? job : released.taskOf[job];
    jobs[row] += 1;
    if (response > deadline[job]) misses[row] += 1;
    responseMax[row] = Math.max(responseMax[row], response);
    latenessMax[row] = Math.max(latenessMax[row], response - deadline[job]);
  }
  return counts;
}

function taskReports(tasks: WorkloadColumns, cpu: Float64Array, counts: TaskCounts): TaskReport[] {
  const reports: TaskReport[] = [];
  for (let row = 0; row < cpu.length; row++) {
    if (counts.jobs[row] === 0) continue;
    const period = tasks.period?.[row] || null;
    const pid = tasks.pid?.[row] ?? row + 1;
    reports.push({
      pid,
      name: tasks.names?.[row] ?? `P${pid}`,
      cpu: cpu[row],
      period,
      deadline: tasks.deadline?.[row] || period || 0,
      jobs: counts.jobs[row],
      misses: counts.misses[row],
      responseMax: counts.responseMax[row],
      latenessMax: counts.latenessMax[row],
    });
  }
  return reports;
}

/**
 * The utilisation up to which the policy meets every deadline whatever the tasks are, where theory knows one: periodic
 * tasks without I/O whose deadlines are their periods, and no switch cost.
 */
function boundOf(
  { arrival, period, deadline }: WorkloadColumns,
  policy: PolicyName,
  preemptive: boolean,
  cpus: number,
  utilizations: Float64Array,
): number | null {
  if (!preemptive) return null;
  const count = utilizations.length;
  const isImplicit = count === arrival.length &&
    (deadline?.every((ticks, row) => ticks === 0 || ticks === period![row]) ?? true);
  if (!isImplicit) return null;
  if (policy === "edf") return cpus - (cpus - 1) * utilizations.reduce((most, part) => Math.max(most, part), 0);
  if (policy === "llf" && cpus === 1) return 1;
  if ((policy === "rm" || policy === "dm") && cpus === 1) return count * (2 ** (1 / count) - 1);
  return null;
}
