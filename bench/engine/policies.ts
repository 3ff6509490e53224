/**
 * The policies that are measured, with the options for the engine and the same for its twins.
 *
 * @module
 */

import type { PolicyName, PolicyOptions } from "../../engine/options.ts";

/** A policy as the twins take it. */
export interface TwinPolicy {
  name: PolicyName;
  /** Quantum ticks by queue, highest first; `Infinity` for none. */
  quanta: number[];
}

/** A policy of the benchmarks. */
export interface BenchPolicy {
  options: PolicyOptions;
  twin: TwinPolicy;
}

/** Every policy with its default options, written out. */
export const BENCH_POLICIES: readonly BenchPolicy[] = [
  { options: { policy: "fcfs" }, twin: { name: "fcfs", quanta: [Infinity] } },
  { options: { policy: "sjf" }, twin: { name: "sjf", quanta: [Infinity] } },
  { options: { policy: "srtf" }, twin: { name: "srtf", quanta: [Infinity] } },
  { options: { policy: "rr", quantum: 4 }, twin: { name: "rr", quanta: [4] } },
  // Of the five causes only these occur without I/O and locks: new, preempted, quantum.
  { options: { policy: "causes", quantum: 4 }, twin: { name: "causes", quanta: [4, 4, 4] } },
  { options: { policy: "mlfq", levels: 3, quantum: 1 }, twin: { name: "mlfq", quanta: [1, 2, 4] } },
];
