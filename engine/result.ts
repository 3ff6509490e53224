/**
 * What a simulation gives back.
 *
 * @module
 */

import type { SimulationOptions } from "./options.ts";

/** What a CPU did from `start` up to, not including, `end`. Idle time is where there is no segment. */
export interface Segment {
  cpu: number;
  pid: number;
  start: number;
  end: number;
  /** `switch`: the context switch before `pid` runs. */
  kind: "run" | "switch";
}

/** A process's state. */
export type ProcessState = "new" | "ready" | "running" | "blocked" | "terminated";

/** Why a process changed state. */
export type TransitionCause =
  | "arrival"
  | "new"
  | "dispatch"
  | "quantum"
  | "preempted"
  | "io"
  | "lock"
  | "exit";

/** One change of one process's state. */
export interface Transition {
  time: number;
  pid: number;
  /** The state it enters. An arrival enters `new`. */
  state: ProcessState;
  cause: TransitionCause;
  /** The CPU that it runs on or leaves; `null` where none is involved. */
  cpu: number | null;
  /** For cause `preempted`, the pid that took the CPU; else `null`. */
  by: number | null;
  /** For cause `lock`, the name of the lock; else `null`. */
  lock: string | null;
  /** The level or queue it stands in now, for policies with several; else `null`. */
  level: number | null;
}

/** A process that a decision could have chosen. */
export interface Candidate {
  pid: number;
  /** The policy's key: less is better. Its meaning is the policy's {@linkcode Policy.key}. */
  key: number;
  /** When it joined the ready queue. */
  joined: number;
  arrival: number;
}

/** Why a CPU was given to a process. */
export interface Decision {
  time: number;
  cpu: number;
  /** The process that was chosen. */
  pid: number;
  /** The process that lost the CPU to it, or `null` where the CPU was idle. */
  preempted: number | null;
  /** The key of the process that lost the CPU; `null` where there is none. */
  preemptedKey: number | null;
  /** How many processes were ready. */
  readyCount: number;
  /** The first of them in the policy's order, at most 16; the first is the chosen one. */
  candidates: Candidate[];
}

/** The figures of one process; see `engine/RULES.md`, "Figures". */
export interface ProcessResult {
  pid: number;
  name: string;
  arrival: number;
  /** CPU ticks of its program. */
  cpu: number;
  firstRun: number;
  finish: number;
  turnaround: number;
  waiting: number;
  response: number;
  blocked: number;
  held: number;
  switching: number;
  weightedTurnaround: number;
  dispatches: number;
  preemptions: number;
}

/** The per-process figures that {@linkcode Metrics} summarises. */
export type FigureName =
  | "turnaround"
  | "waiting"
  | "response"
  | "blocked"
  | "weightedTurnaround"
  | "dispatches"
  | "preemptions";

/** A figure over all processes. Percentiles are nearest-rank. */
export interface Summary {
  mean: number;
  median: number;
  p95: number;
  p99: number;
  max: number;
}

/** The longest single stay in the ready state. */
export interface LongestWait {
  ticks: number;
  pid: number;
}

/** The figures of a whole run; see `engine/RULES.md`, "Figures". */
export interface Metrics extends Record<FigureName, Summary> {
  processes: number;
  makespan: number;
  /** Processes per tick. */
  throughput: number;
  /** From 0 to 1. */
  utilization: number;
  /** Dispatches in all. */
  totalDispatches: number;
  /** Context switches. */
  switches: number;
  /** Jain's index of weighted turnaround, from 1/n to 1. */
  fairness: number;
  longestWait: LongestWait;
  /** Offered load; `null` when all processes arrive at once. */
  load: number | null;
}

/** The per-process figures as columns, in pid order. */
export interface ResultColumns {
  pid: Float64Array;
  arrival: Float64Array;
  cpu: Float64Array;
  firstRun: Float64Array;
  finish: Float64Array;
  blocked: Float64Array;
  held: Float64Array;
  switching: Float64Array;
  dispatches: Uint32Array;
  preemptions: Uint32Array;
}

/** Options with every default filled in, as reports print them. */
export type ResolvedOptions = Required<SimulationOptions>;

/** A finished simulation. */
export interface SimulationResult {
  /** What was asked, defaults filled in. */
  options: ResolvedOptions;
  metrics: Metrics;
  /** Figures as columns, made on first use. */
  readonly columns: ResultColumns;
  /** Figures of every process in pid order, made on first use. */
  readonly processes: readonly ProcessResult[];
  /** Recorded segments by (start, cpu); empty where none were asked for. */
  timeline: readonly Segment[];
  /** Recorded transitions in the order in which they happened. */
  transitions: readonly Transition[];
  /** Recorded decisions in the order in which they were made. */
  decisions: readonly Decision[];
  /** What the reader should know: ignored processor counts, load above 1, and the like. */
  notes: readonly string[];
}
