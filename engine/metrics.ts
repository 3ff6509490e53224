/**
 * The figures of a whole run, from the figures of its processes.
 *
 * @module
 */

import { selectRanks } from "./_select.ts";
import type { Metrics, ResultColumns, Summary } from "./result.ts";

/** What the figures of a run need besides the processes' own. */
export interface RunTotals {
  cpus: number;
  /** Ticks of work that all CPUs together do in a tick. */
  capacity: number;
  switches: number;
  longestWait: { ticks: number; pid: number };
  /** Processors that each process takes, for rigid jobs; otherwise `undefined`. */
  processors?: Uint32Array;
  /** What the larger machine counts besides. */
  machine?: { migrations: number; throttles?: number };
}

/** Waiting ticks of a row: what is left of its turnaround. */
export function waitingOf(columns: ResultColumns, row: number): number {
  const executed = columns.executed ?? columns.cpu;
  return columns.finish[row] - columns.arrival[row] - executed[row] - columns.blocked[row] - columns.held[row] -
    columns.switching[row];
}

/** Mean, nearest-rank percentiles and maximum of what `figure` gives for each row; `scratch` holds one entry per row. */
function summarize(scratch: Float64Array, figure: (row: number) => number): Summary {
  const count = scratch.length;
  let sum = 0;
  let max = -Infinity;
  let min = Infinity;
  for (let row = 0; row < count; row += 1) {
    const value = figure(row);
    scratch[row] = value;
    sum += value;
    if (value > max) max = value;
    if (value < min) min = value;
  }
  if (min === max) return { mean: max, median: max, p95: max, p99: max, max };
  const ranks = [50, 95, 99].map((percent) => Math.ceil(percent * count / 100) - 1);
  const [median, p95, p99] = selectRanks(scratch, ranks, { min, max });
  return { mean: sum / count, median, p95, p99, max };
}

/** All figures of a run. O(processes) time, one scratch column of memory. */
export function computeMetrics(columns: ResultColumns, totals: RunTotals): Metrics {
  const count = columns.arrival.length;
  const { arrival, finish, firstRun, cpu } = columns;
  let firstArrival = Infinity;
  let lastArrival = 0;
  let lastFinish = 0;
  let work = 0;
  let busy = 0;
  let totalDispatches = 0;
  let slowdowns = 0;
  let slowdownSquares = 0;
  for (let row = 0; row < count; row += 1) {
    if (arrival[row] < firstArrival) firstArrival = arrival[row];
    if (arrival[row] > lastArrival) lastArrival = arrival[row];
    if (finish[row] > lastFinish) lastFinish = finish[row];
    work += totals.processors === undefined ? cpu[row] : cpu[row] * totals.processors[row];
    busy += columns.executed === undefined ? 0 : columns.executed[row];
    totalDispatches += columns.dispatches[row];
    const slowdown = (finish[row] - arrival[row]) / cpu[row];
    slowdowns += slowdown;
    slowdownSquares += slowdown * slowdown;
  }
  const makespan = lastFinish - firstArrival;
  const arrivalSpan = lastArrival - firstArrival;
  const scratch = new Float64Array(count);
  return {
    processes: count,
    makespan,
    throughput: count / makespan,
    utilization: (columns.executed === undefined ? work : busy) / (totals.cpus * makespan),
    turnaround: summarize(scratch, (row) => finish[row] - arrival[row]),
    waiting: summarize(scratch, (row) => waitingOf(columns, row)),
    response: summarize(scratch, (row) => firstRun[row] - arrival[row]),
    blocked: summarize(scratch, (row) => columns.blocked[row]),
    weightedTurnaround: summarize(scratch, (row) => (finish[row] - arrival[row]) / cpu[row]),
    dispatches: summarize(scratch, (row) => columns.dispatches[row]),
    preemptions: summarize(scratch, (row) => columns.preemptions[row]),
    totalDispatches,
    switches: totals.switches,
    fairness: slowdowns * slowdowns / (count * slowdownSquares),
    longestWait: totals.longestWait,
    load: arrivalSpan === 0 ? null : work / (totals.capacity * arrivalSpan),
    ...totals.machine,
  };
}
