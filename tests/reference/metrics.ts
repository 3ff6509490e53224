/**
 * The figures over all processes, computed from those of each.
 *
 * @module
 */

import type { FigureName, LongestWait, Metrics, ProcessResult, Summary } from "../../engine/result.ts";

/** What the figures of the processes do not tell. */
export interface MetricsContext {
  cpus: number;
  /** By pid: the CPUs that the process takes at once. */
  processors: ReadonlyMap<number, number>;
  switches: number;
  longestWait: LongestWait;
}

const FIGURES: readonly FigureName[] = [
  "turnaround",
  "waiting",
  "response",
  "blocked",
  "weightedTurnaround",
  "dispatches",
  "preemptions",
];

/** Mean, nearest-rank percentiles and maximum of some values. */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (percent: number) => sorted[Math.ceil(percent / 100 * sorted.length) - 1];
  return { mean: mean(values), median: rank(50), p95: rank(95), p99: rank(99), max: sorted.at(-1)! };
}

/** All figures of `engine/RULES.md`, section "Figures", over at least one process. */
export function computeMetrics(processes: readonly ProcessResult[], context: MetricsContext): Metrics {
  const arrivals = processes.map((process) => process.arrival);
  const slowdowns = processes.map((process) => process.weightedTurnaround);
  const work = sum(processes.map((process) => process.cpu * context.processors.get(process.pid)!));
  const makespan = Math.max(...processes.map((process) => process.finish)) - Math.min(...arrivals);
  const spread = Math.max(...arrivals) - Math.min(...arrivals);
  const summaries = Object.fromEntries(
    FIGURES.map((figure) => [figure, summarize(processes.map((process) => process[figure]))]),
  ) as Record<FigureName, Summary>;
  return {
    ...summaries,
    processes: processes.length,
    makespan,
    throughput: processes.length / makespan,
    utilization: work / (context.cpus * makespan),
    totalDispatches: sum(processes.map((process) => process.dispatches)),
    switches: context.switches,
    fairness: sum(slowdowns) ** 2 / (processes.length * sum(slowdowns.map((slowdown) => slowdown ** 2))),
    longestWait: context.longestWait,
    load: spread === 0 ? null : work / (context.cpus * spread),
    ...(processes.some(({ memory }) => memory !== undefined) ? { memory: memoryUse(processes, makespan) } : {}),
  };
}

/** How much of the memory is taken, by whom is in it at each admission. */
function memoryUse(processes: readonly ProcessResult[], makespan: number): { mean: number; max: number } {
  const stays = processes.map(({ arrival, held, finish, memory }) => ({
    from: arrival + held,
    to: finish,
    size: memory!,
  }));
  const takenAt = (time: number) =>
    sum(stays.filter(({ from, to }) => from <= time && time < to).map(({ size }) => size));
  return {
    mean: sum(stays.map(({ from, to, size }) => (to - from) * size)) / makespan,
    max: Math.max(...stays.map(({ from }) => takenAt(from))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
