/**
 * The figures of a whole run, from the figures of its processes.
 *
 * @module
 */

import { selectRanks } from "./_select.ts";
import type { MemoryUse, Metrics, ResultColumns, Summary } from "./result.ts";

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

/** Mean, nearest-rank percentiles and maximum of values, whose order may change. */
function summarize(values: Float64Array): Summary {
  const count = values.length;
  let sum = 0;
  let max = -Infinity;
  let min = Infinity;
  for (let row = 0; row < count; row += 1) {
    const value = values[row];
    sum += value;
    if (value > max) max = value;
    if (value < min) min = value;
  }
  if (min === max) return { mean: max, median: max, p95: max, p99: max, max };
  const ranks = [50, 95, 99].map((percent) => Math.ceil(percent * count / 100) - 1);
  const [median, p95, p99] = selectRanks(values, ranks, { min, max });
  return { mean: sum / count, median, p95, p99, max };
}

type Column = Float64Array | Uint32Array;

/**
 * The summaries of the processes' figures. Each figure has a loop of its own over its columns: one function of a row for all of them
 * is called a million times without being inlined.
 */
function summarizeAll(columns: ResultColumns) {
  const { arrival, finish, firstRun, cpu } = columns;
  const scratch = new Float64Array(arrival.length);
  const of = (column: Column): Summary => {
    scratch.set(column);
    return summarize(scratch);
  };
  const sinceArrival = (end: Float64Array): Summary => {
    for (let row = 0; row < scratch.length; row += 1) scratch[row] = end[row] - arrival[row];
    return summarize(scratch);
  };
  const waiting = (): Summary => {
    const { blocked, held, switching, executed = cpu } = columns;
    for (let row = 0; row < scratch.length; row += 1) {
      scratch[row] = finish[row] - arrival[row] - executed[row] - blocked[row] - held[row] - switching[row];
    }
    return summarize(scratch);
  };
  const weighted = (): Summary => {
    for (let row = 0; row < scratch.length; row += 1) scratch[row] = (finish[row] - arrival[row]) / cpu[row];
    return summarize(scratch);
  };
  return {
    turnaround: sinceArrival(finish),
    waiting: waiting(),
    response: sinceArrival(firstRun),
    blocked: of(columns.blocked),
    weightedTurnaround: weighted(),
    dispatches: of(columns.dispatches),
    preemptions: of(columns.preemptions),
  };
}

/** All figures of a run. O(processes) time, one scratch column of memory. */
export function computeMetrics(columns: ResultColumns, totals: RunTotals): Metrics {
  const count = columns.arrival.length;
  const { arrival, finish, cpu } = columns;
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
  return {
    processes: count,
    makespan,
    throughput: count / makespan,
    utilization: (columns.executed === undefined ? work : busy) / (totals.cpus * makespan),
    ...summarizeAll(columns),
    totalDispatches,
    switches: totals.switches,
    fairness: slowdowns * slowdowns / (count * slowdownSquares),
    longestWait: totals.longestWait,
    load: arrivalSpan === 0 ? null : work / (totals.capacity * arrivalSpan),
    ...totals.machine,
    ...(columns.inversion === undefined ? {} : { inversion: columns.inversion.reduce((sum, ticks) => sum + ticks, 0) }),
    ...(columns.memory === undefined ? {} : { memory: memoryUse(columns, makespan) }),
  };
}

/** Mean and maximum of the memory that is taken. O(processes × log). */
function memoryUse({ arrival, held, finish, memory }: ResultColumns, makespan: number): MemoryUse {
  let area = 0;
  for (let row = 0; row < arrival.length; row += 1) area += memory![row] * (finish[row] - arrival[row] - held[row]);
  const ends = Uint32Array.from(arrival.keys()).sort((a, b) => finish[a] - finish[b]);
  const begins = Uint32Array.from(arrival.keys()).sort((a, b) => arrival[a] + held[a] - arrival[b] - held[b]);
  let taken = 0;
  let max = 0;
  let ended = 0;
  for (const row of begins) {
    // Who ends at an instant makes room before others come in.
    for (; finish[ends[ended]] <= arrival[row] + held[row]; ended += 1) taken -= memory![ends[ended]];
    taken += memory![row];
    if (taken > max) max = taken;
  }
  return { mean: area / makespan, max };
}
