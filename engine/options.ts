/**
 * What may be asked of a simulation: the machine, the policy with its options, and what is recorded.
 *
 * @module
 */

/** How simultaneous events are ordered; `engine/RULES.md` has both orders step by step. */
export type Ties = "textbook" | "ostep";

/** What a preempted or unblocked process gets at its next dispatch. */
export type QuantumReturn = "full" | "remainder";

/** Why a process became ready. */
export type ReadyCause = "new" | "quantum" | "preempted" | "io" | "lock";

/** First come, first served. */
export interface FcfsOptions {
  /** The discriminant. */
  policy: "fcfs";
}

/** Shortest job first, not preemptive, by the current CPU burst. */
export interface SjfOptions {
  /** The discriminant. */
  policy: "sjf";
}

/** Shortest remaining time first, by the current CPU burst. */
export interface SrtfOptions {
  /** The discriminant. */
  policy: "srtf";
}

/** Round robin. */
export interface RrOptions {
  /** The discriminant. */
  policy: "rr";
  /** Ticks, from 1. Default 4. */
  quantum?: number;
  /** Default `full`. */
  quantumReturn?: QuantumReturn;
}

/** A ready queue for each cause of becoming ready, each FCFS with its own quantum. */
export interface CausesOptions {
  /** The discriminant. */
  policy: "causes";
  /** The causes, highest queue first; all five, each once. Default: io, lock, new, preempted, quantum. */
  order?: readonly ReadyCause[];
  /** The quantum of every queue that `quanta` does not name, in ticks from 1. Default 4. */
  quantum?: number;
  /** Ticks from 1, by cause. */
  quanta?: Partial<Record<ReadyCause, number>>;
  /** Whether a process that joins a higher queue takes the CPU of one picked from a lower queue. Default true. */
  preemptive?: boolean;
  /** Default `full`. */
  quantumReturn?: QuantumReturn;
}

/** Multilevel feedback queue. */
export interface MlfqOptions {
  /** The discriminant. */
  policy: "mlfq";
  /** Number of levels, 1 to 64. Default 3, or the length of `quanta`. */
  levels?: number;
  /** Ticks of level 0, from 1; doubles from level to level. Default 1. Give either this or `quanta`. */
  quantum?: number;
  /** Ticks of each level, highest level first. Its length must be `levels` where both are given. */
  quanta?: readonly number[];
  /** Slices that a process may use at a level before it goes down, for all levels or highest level first. Default 1. */
  allotments?: number | readonly number[];
  /** Ticks between boosts; 0 is none. Default 0. */
  boost?: number;
  /** What a process of a higher level does to a running one. Default `tail`. */
  preemption?: "tail" | "head" | "none";
  /** Whether a process goes down although no other is ready. Default true. */
  demoteAlone?: boolean;
  /** Whether starting an I/O refills slice and allotment. Default false. */
  ioStay?: boolean;
  /** Whether a completed I/O puts the process at the head of its level. Default false. */
  ioBump?: boolean;
  /** Default `full`. */
  quantumReturn?: QuantumReturn;
}

/** A policy with its options. */
export type PolicyOptions = FcfsOptions | SjfOptions | SrtfOptions | RrOptions | CausesOptions | MlfqOptions;

/** The name of a policy, as in `--policy`. */
export type PolicyName = PolicyOptions["policy"];

/** The simulated machine. */
export interface MachineOptions {
  /** Number of CPUs with one ready queue, 1 to 1024. Default 1. */
  cpus?: number;
  /** Ticks that a CPU spends before it runs a process other than its last, from 0. Default 0. */
  switchCost?: number;
  /** Number of equal I/O devices behind one FCFS queue, from 1; `Infinity` for no limit. Default `Infinity`. */
  devices?: number;
  /** How a device picks its next request. Only `fcfs`: a device cannot be taken back from a request. */
  deviceOrder?: "fcfs";
  /** The greatest number of processes in memory at once, from 1; `Infinity` for no limit. Default `Infinity`. */
  admit?: number;
  /** How the next job is chosen for memory. Default `fcfs`. */
  admitOrder?: "fcfs" | "sjf";
  /** Whether a job takes its `processors` at once and keeps them. Default false. */
  rigid?: boolean;
  /** Default `textbook`. */
  ties?: Ties;
}

/** A span of ticks: events at `from` and after, before `to`. */
export interface TickWindow {
  /** The first tick of the span. */
  from: number;
  /** The first tick after the span; may be `Infinity`. */
  to: number;
}

/** What is recorded besides the figures. */
export interface RecordingOptions {
  /** Which segments of the CPUs' time are recorded. Default `off`. */
  timeline?: "off" | "full" | TickWindow;
  /** Which state transitions are recorded. Default `off`. */
  transitions?: "off" | "full" | TickWindow;
  /** Which scheduling decisions are recorded, with their candidates. Default `off`. */
  decisions?: "off" | "full" | TickWindow;
}

/** Everything that a simulation can be asked. */
export type SimulationOptions = PolicyOptions & MachineOptions & RecordingOptions;
