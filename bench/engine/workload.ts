/**
 * The workloads of the engine's benchmarks: the same for every contender, made from a seed.
 *
 * @module
 */

import type { WorkloadColumns } from "../../engine/workload.ts";

/** The columns that the benchmarks' workloads have. */
export type BenchWorkload = WorkloadColumns & { cpu: Float64Array };

/** How the arrivals are spread. */
export type Shape =
  /** Poisson arrivals at a load of 0.9: short queues, which stay in the CPU's caches. */
  | "steady"
  /** All arrive in the first ticks: the queue is as long as the workload. */
  | "backlog";

const MEAN_BURST_TICKS = 20;
const STEADY_LOAD = 0.9;

/** Numbers from 0 up to 1, the same for the same seed: the generator "mulberry32". */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One CPU burst a process, exponential with a mean of 20 ticks; rows in the order of arrival. */
export function makeWorkload(count: number, shape: Shape, seed = 1): BenchWorkload {
  const random = uniform(seed);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const meanGapTicks = shape === "steady" ? MEAN_BURST_TICKS / STEADY_LOAD : 10 / count;
  const arrival = new Float64Array(count);
  const cpu = new Float64Array(count);
  let time = 0;
  for (let row = 0; row < count; row += 1) {
    time += exponential(meanGapTicks);
    arrival[row] = Math.floor(time);
    cpu[row] = Math.max(1, Math.round(exponential(MEAN_BURST_TICKS)));
  }
  return { name: `${shape} ${count}`, arrival, cpu };
}
