/**
 * What may be asked of a simulation: the machine, the policy with its options, and what is recorded.
 *
 * @module
 */

/**
 * How simultaneous events are ordered; `engine/RULES.md` has both orders step by step.
 *
 * @category Policies and machines
 */
export type Ties = "textbook" | "ostep";

/**
 * What a preempted or unblocked process gets at its next dispatch.
 *
 * @category Policies and machines
 */
export type QuantumReturn = "full" | "remainder";

/**
 * Why a process became ready.
 *
 * @category Policies and machines
 */
export type ReadyCause = "new" | "quantum" | "preempted" | "io" | "lock";

/**
 * First come, first served.
 *
 * @category Policies and machines
 */
export interface FcfsOptions {
  /** The discriminant. */
  policy: "fcfs";
}

/**
 * Shortest job first, not preemptive, by the current CPU burst.
 *
 * @category Policies and machines
 */
export interface SjfOptions {
  /** The discriminant. */
  policy: "sjf";
}

/**
 * Shortest remaining time first, by the current CPU burst.
 *
 * @category Policies and machines
 */
export interface SrtfOptions {
  /** The discriminant. */
  policy: "srtf";
}

/**
 * Round robin.
 *
 * @category Policies and machines
 */
export interface RrOptions {
  /** The discriminant. */
  policy: "rr";
  /** Ticks, from 1. Default 4. */
  quantum?: number;
  /** Default `full`. */
  quantumReturn?: QuantumReturn;
}

/**
 * A ready queue for each cause of becoming ready, each FCFS with its own quantum.
 *
 * @category Policies and machines
 */
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

/**
 * Multilevel feedback queue.
 *
 * @category Policies and machines
 */
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

/**
 * Shortest predicted burst first.
 *
 * @category Policies and machines
 */
export interface PredictedOptions {
  /** The discriminant. */
  policy: "predicted";
  /** The weight of the last burst in a prediction, from 0 to 1. Default 0.5. */
  alpha?: number;
  /** The prediction of every process's first burst, in ticks from 1. Default 10. */
  firstPrediction?: number;
}

/**
 * Highest response ratio next.
 *
 * @category Policies and machines
 */
export interface HrrnOptions {
  /** The discriminant. */
  policy: "hrrn";
}

/**
 * Longest job first, by the current CPU burst.
 *
 * @category Policies and machines
 */
export interface LjfOptions {
  /** The discriminant. */
  policy: "ljf";
}

/**
 * Longest remaining time first, by the current CPU burst.
 *
 * @category Policies and machines
 */
export interface LrtfOptions {
  /** The discriminant. */
  policy: "lrtf";
}

/**
 * Priority scheduling, the least number first.
 *
 * @category Policies and machines
 */
export interface PriorityOptions {
  /** The discriminant. */
  policy: "priority";
  /** Whether a ready process of a better priority takes the CPU. Default true. */
  preemptive?: boolean;
  /** Ticks of waiting by which a priority improves by one; 0 for no aging. Default 0. */
  aging?: number;
}

/**
 * Multilevel queue: fixed classes, told by the priority.
 *
 * @category Policies and machines
 */
export interface MlqOptions {
  /** The discriminant. */
  policy: "mlq";
  /** Ticks of each class's round robin, first class first; 0 makes a class FCFS. Default 8, 0. */
  quanta?: readonly number[];
  /** Whether the first class always goes first, or the classes share the time. Default `priority`. */
  between?: "priority" | "shares";
  /** Ticks that each class owns the machine for, in turn, with `between: "shares"`. Default 80, 20 for two classes. */
  shares?: readonly number[];
  /** Whether a ready process of a class that goes before takes the CPU. Default true. */
  preemptive?: boolean;
  /** Default `full`. */
  quantumReturn?: QuantumReturn;
}

/**
 * Feedback, as Stallings has it.
 *
 * @category Policies and machines
 */
export interface FeedbackOptions {
  /** The discriminant. */
  policy: "feedback";
  /** Ticks of the first queue, from 1. Default 1. */
  quantum?: number;
  /** Whether the quantum is the same in all queues, or doubles from one to the next. Default `constant`. */
  growth?: "constant" | "doubling";
  /** Number of queues, 1 to 64; the last is round robin. Default 16. */
  levels?: number;
  /** Default `full`. */
  quantumReturn?: QuantumReturn;
}

/**
 * Lottery scheduling.
 *
 * @category Policies and machines
 */
export interface LotteryOptions {
  /** The discriminant. */
  policy: "lottery";
  /** Ticks that a winner may run, from 1. Default 4. */
  quantum?: number;
  /** Starts the generator, from 0. Default 1. */
  seed?: number;
}

/**
 * Stride scheduling.
 *
 * @category Policies and machines
 */
export interface StrideOptions {
  /** The discriminant. */
  policy: "stride";
  /** Ticks that a process may run at a time, from 1. Default 4. */
  quantum?: number;
}

/**
 * Linux's Completely Fair Scheduler, as of kernel 6.5.
 *
 * @category Policies and machines
 */
export interface CfsOptions {
  /** The discriminant. */
  policy: "cfs";
  /** Ticks in which every runnable process should run once, from 1. Default 24. */
  latency?: number;
  /** The least slice in ticks, from 1. Default 3. */
  minGranularity?: number;
  /** Ticks of virtual runtime by which a ready process must be behind to take the CPU. Default 4. */
  wakeupGranularity?: number;
}

/**
 * Earliest eligible virtual deadline first, as of Linux 6.6.
 *
 * @category Policies and machines
 */
export interface EevdfOptions {
  /** The discriminant. */
  policy: "eevdf";
  /** Ticks that a process asks for at a time, from 1 to 2^32 - 1. Default 12. */
  slice?: number;
  /** Whether a running process keeps the CPU until its slice ends or it is no longer eligible. Default true. */
  runToParity?: boolean;
}

/**
 * Earliest deadline first.
 *
 * @category Policies and machines
 */
export interface EdfOptions {
  /** The discriminant. */
  policy: "edf";
}

/**
 * Rate monotonic.
 *
 * @category Policies and machines
 */
export interface RmOptions {
  /** The discriminant. */
  policy: "rm";
}

/**
 * Deadline monotonic.
 *
 * @category Policies and machines
 */
export interface DmOptions {
  /** The discriminant. */
  policy: "dm";
}

/**
 * Least laxity first.
 *
 * @category Policies and machines
 */
export interface LlfOptions {
  /** The discriminant. */
  policy: "llf";
}

/**
 * EASY backfilling of rigid jobs.
 *
 * @category Policies and machines
 */
export interface EasyOptions {
  /** The discriminant. */
  policy: "easy";
}

/**
 * Conservative backfilling of rigid jobs.
 *
 * @category Policies and machines
 */
export interface ConservativeOptions {
  /** The discriminant. */
  policy: "conservative";
}

/**
 * A policy with its options.
 *
 * @category Policies and machines
 */
export type PolicyOptions =
  | FcfsOptions
  | SjfOptions
  | SrtfOptions
  | RrOptions
  | CausesOptions
  | MlfqOptions
  | PredictedOptions
  | HrrnOptions
  | LjfOptions
  | LrtfOptions
  | PriorityOptions
  | MlqOptions
  | FeedbackOptions
  | LotteryOptions
  | StrideOptions
  | CfsOptions
  | EevdfOptions
  | EdfOptions
  | RmOptions
  | DmOptions
  | LlfOptions
  | EasyOptions
  | ConservativeOptions;

/**
 * The name of a policy, as in `--policy`.
 *
 * @category Policies and machines
 */
export type PolicyName = PolicyOptions["policy"];

/**
 * The simulated machine.
 *
 * @category Policies and machines
 */
export interface MachineOptions {
  /** Number of CPUs, 1 to 1024, with `rigid` to 1,048,576. Default 1, or the length of `speeds`. */
  cpus?: number;
  /** Whether all CPUs share one ready queue or have one each. Default `shared`. */
  queues?: "shared" | "per-cpu";
  /** Which queue a new process joins, with `queues: "per-cpu"`. Default `least-loaded`. */
  placement?: "least-loaded" | "round-robin";
  /** Which queue an unblocked process joins, with `queues: "per-cpu"`. Default `last-cpu`. */
  wakePlacement?: "last-cpu" | "least-loaded" | "round-robin";
  /** Whether a CPU with nothing to run takes from the longest queue, with `queues: "per-cpu"`. Default false. */
  stealing?: boolean;
  /** Ticks between balancings of the queues, with `queues: "per-cpu"`; 0 is never. Default 0. */
  balance?: number;
  /** Ticks that a CPU spends before it runs a process that was last on another CPU, from 0. Default 0. */
  migrationCost?: number;
  /** Ticks that such a process then executes before it gets on with its work, from 0. Default 0. */
  cacheWarmup?: number;
  /** Ticks of work that each CPU does in a tick: multiples of 1/16 up to 1024, one a CPU. Default: 1 each. */
  speeds?: readonly number[];
  /** Whether CPU time is shared between the groups that processes name. Default false. */
  groups?: boolean;
  /** Shares by group, 1 to 10,000; with `groups`. Default: 1 each. */
  groupShares?: Readonly<Record<string, number>>;
  /** Ticks that a group may execute in a period, from 1, by group; with `groups`. Default: no limit. */
  groupQuotas?: Readonly<Record<string, number>>;
  /** Ticks of a period of the quotas, from 1. Default 100. */
  quotaPeriod?: number;
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
  /** Whether a job takes its `processors` at once and keeps them. Default: whether the policy runs nothing else. */
  rigid?: boolean;
  /** The tick before which periodic tasks release jobs; 0 for a hyperperiod, see `releaseJobs`. Default 0. */
  horizon?: number;
  /** Default `textbook`. */
  ties?: Ties;
}

/**
 * A span of ticks: events at `from` and after, before `to`.
 *
 * @category Policies and machines
 */
export interface TickWindow {
  /** The first tick of the span. */
  from: number;
  /** The first tick after the span; may be `Infinity`. */
  to: number;
}

/**
 * What is recorded besides the figures.
 *
 * @category Policies and machines
 */
export interface RecordingOptions {
  /** Which segments of the CPUs' time are recorded. Default `off`. */
  timeline?: "off" | "full" | TickWindow;
  /** Which state transitions are recorded. Default `off`. */
  transitions?: "off" | "full" | TickWindow;
  /** Which scheduling decisions are recorded, with their candidates. Default `off`. */
  decisions?: "off" | "full" | TickWindow;
}

/**
 * Everything that a simulation can be asked.
 *
 * @category Policies and machines
 */
export type SimulationOptions = PolicyOptions & MachineOptions & RecordingOptions;
