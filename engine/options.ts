/**
 * What may be asked of a simulation: the machine, the policy with its options, and what is recorded.
 *
 * @module
 */

/**
 * How simultaneous events are ordered; `engine/RULES.md` has both orders step by step.
 *
 * @example
 * ```ts
 * import { simulate, type Ties } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ name: "A", bursts: 6 }, { name: "B", arrival: 2, bursts: 2 }];
 * const second = (ties: Ties) => {
 *   const { timeline } = simulate({ processes }, { policy: "rr", quantum: 2, ties, timeline: "full" });
 *   return timeline[1].pid;
 * };
 * assertEquals(second("textbook"), 2); // B arrives before A's quantum ends
 * assertEquals(second("ostep"), 1); // A is back in the queue before B arrives
 * ```
 * @category Policies and machines
 */
export type Ties = "textbook" | "ostep";

/**
 * What a preempted or unblocked process gets at its next dispatch.
 *
 * @example
 * ```ts
 * import { type QuantumReturn, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ bursts: [2, 1, 5] }, { bursts: 9 }];
 * const firstFinish = (quantumReturn: QuantumReturn) =>
 *   simulate({ processes }, { policy: "rr", quantum: 3, quantumReturn }).processes[0].finish;
 * assertEquals(firstFinish("full"), 13); // after its I/O three ticks and two
 * assertEquals(firstFinish("remainder"), 16); // the one tick that it had left, three, and one
 * ```
 * @category Policies and machines
 */
export type QuantumReturn = "full" | "remainder";

/**
 * Why a process became ready.
 *
 * @example
 * ```ts
 * import { type ReadyCause, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const order: ReadyCause[] = ["new", "io", "lock", "preempted", "quantum"];
 * const { options } = simulate({ processes: [{ bursts: 3 }] }, { policy: "causes", order });
 * assertEquals(options.policy === "causes" && options.order, order);
 * ```
 * @category Policies and machines
 */
export type ReadyCause = "new" | "quantum" | "preempted" | "io" | "lock";

/**
 * First come, first served.
 *
 * @example
 * ```ts
 * import { type FcfsOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: FcfsOptions = { policy: "fcfs" };
 * const { metrics } = simulate({ processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] }, options);
 * assertEquals(metrics.waiting.mean, (0 + 24 + 27) / 3);
 * ```
 * @category Policies and machines
 */
export interface FcfsOptions {
  /** The discriminant. */
  policy: "fcfs";
}

/**
 * Shortest job first, not preemptive, by the current CPU burst.
 *
 * @example
 * ```ts
 * import { simulate, type SjfOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: SjfOptions = { policy: "sjf" };
 * const { processes } = simulate({ processes: [{ bursts: 6 }, { bursts: 8 }, { bursts: 7 }, { bursts: 3 }] }, options);
 * assertEquals(processes.map(({ waiting }) => waiting), [3, 16, 9, 0]);
 * ```
 * @category Policies and machines
 */
export interface SjfOptions {
  /** The discriminant. */
  policy: "sjf";
}

/**
 * Shortest remaining time first, by the current CPU burst.
 *
 * @example
 * ```ts
 * import { simulate, type SrtfOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: SrtfOptions = { policy: "srtf" };
 * const { processes } = simulate({ processes: [{ bursts: 8 }, { arrival: 1, bursts: 4 }] }, options);
 * assertEquals(processes.map(({ finish }) => finish), [12, 5]); // the second takes the CPU at 1
 * ```
 * @category Policies and machines
 */
export interface SrtfOptions {
  /** The discriminant. */
  policy: "srtf";
}

/**
 * Round robin.
 *
 * @example
 * ```ts
 * import { type RrOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: RrOptions = { policy: "rr", quantum: 4 };
 * const { processes } = simulate({ processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] }, options);
 * assertEquals(processes.map(({ finish }) => finish), [30, 7, 10]);
 * ```
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
 * @example
 * ```ts
 * import { type CausesOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: CausesOptions = { policy: "causes", quantum: 2, quanta: { io: 4 } };
 * const { processes } = simulate({ processes: [{ bursts: [1, 2, 3] }, { bursts: 6 }] }, options);
 * assertEquals(processes.map(({ finish }) => finish), [6, 10]); // back from its I/O the first goes before
 * ```
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
 * @example
 * ```ts
 * import { type MlfqOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: MlfqOptions = { policy: "mlfq", quanta: [2, 4, 8], boost: 100 };
 * const { processes } = simulate({ processes: [{ bursts: 7 }, { bursts: 2 }] }, options);
 * assertEquals(processes.map(({ finish }) => finish), [9, 4]); // the long one has gone down a level
 * ```
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
 * @example
 * ```ts
 * import { type PredictedOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: PredictedOptions = { policy: "predicted", alpha: 0.5, firstPrediction: 10 };
 * const { processes } = simulate({ processes: [{ bursts: [2, 1, 2] }, { bursts: 3 }, { bursts: 3 }] }, options);
 * assertEquals(processes.map(({ finish }) => finish), [7, 5, 10]); // after 2 ticks 6 are expected, less than 10
 * ```
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
 * @example
 * ```ts
 * import { type HrrnOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: HrrnOptions = { policy: "hrrn" };
 * const workload = { processes: [{ bursts: 6 }, { arrival: 1, bursts: 10 }, { arrival: 3, bursts: 4 }] };
 * // At 6 the ratios are (5 + 10) / 10 and (3 + 4) / 4.
 * assertEquals(simulate(workload, options).processes.map(({ finish }) => finish), [6, 20, 10]);
 * ```
 * @category Policies and machines
 */
export interface HrrnOptions {
  /** The discriminant. */
  policy: "hrrn";
}

/**
 * Longest job first, by the current CPU burst.
 *
 * @example
 * ```ts
 * import { type LjfOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: LjfOptions = { policy: "ljf" };
 * const { processes } = simulate({ processes: [{ bursts: 2 }, { bursts: 5 }, { bursts: 3 }] }, options);
 * assertEquals(processes.map(({ finish }) => finish), [10, 5, 8]);
 * ```
 * @category Policies and machines
 */
export interface LjfOptions {
  /** The discriminant. */
  policy: "ljf";
}

/**
 * Longest remaining time first, by the current CPU burst.
 *
 * @example
 * ```ts
 * import { type LrtfOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: LrtfOptions = { policy: "lrtf" };
 * const { processes } = simulate({ processes: [{ bursts: 4 }, { arrival: 1, bursts: 6 }] }, options);
 * assertEquals(processes[0].preemptions > 0, true); // the second has more left at 1
 * ```
 * @category Policies and machines
 */
export interface LrtfOptions {
  /** The discriminant. */
  policy: "lrtf";
}

/**
 * Priority scheduling, the least number first.
 *
 * @example
 * ```ts
 * import { type PriorityOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: PriorityOptions = { policy: "priority", preemptive: false };
 * const processes = [{ bursts: 4, priority: 2 }, { arrival: 1, bursts: 1, priority: 3 }, { arrival: 2, bursts: 2, priority: 1 }];
 * assertEquals(simulate({ processes }, options).processes.map(({ finish }) => finish), [4, 7, 6]);
 * ```
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
 * @example
 * ```ts
 * import { type MlqOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: MlqOptions = { policy: "mlq", quanta: [2, 0] };
 * const workload = { processes: [{ bursts: 5, priority: 1 }, { arrival: 1, bursts: 3, priority: 0 }] };
 * assertEquals(simulate(workload, options).processes.map(({ finish }) => finish), [8, 4]); // class 0 goes first
 * ```
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
 * @example
 * ```ts
 * import { type FeedbackOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: FeedbackOptions = { policy: "feedback", growth: "doubling" };
 * const { metrics } = simulate({ processes: [{ bursts: 7 }, { bursts: 7 }] }, options);
 * assertEquals(metrics.totalDispatches, 6); // slices of 1, 2 and 4 ticks each
 * ```
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
 * @example
 * ```ts
 * import { type LotteryOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: LotteryOptions = { policy: "lottery", quantum: 1, seed: 7 };
 * const workload = { processes: [{ bursts: 9, tickets: 3 }, { bursts: 9, tickets: 1 }] };
 * assertEquals(simulate(workload, options).metrics, simulate(workload, options).metrics); // a seed draws the same tickets
 * ```
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
 * @example
 * ```ts
 * import { simulate, type StrideOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: StrideOptions = { policy: "stride", quantum: 1 };
 * const { processes } = simulate({ processes: [{ bursts: 30, tickets: 3 }, { bursts: 30, tickets: 1 }] }, options);
 * assertEquals(processes[0].finish, 40); // three of four ticks are the first's
 * ```
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
 * @example
 * ```ts
 * import { type CfsOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: CfsOptions = { policy: "cfs", latency: 8, minGranularity: 2 };
 * const { timeline } = simulate({ processes: [{ bursts: 8 }, { bursts: 8 }] }, { ...options, timeline: "full" });
 * assertEquals(timeline[0].end, 4); // half of the latency
 * ```
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
 * @example
 * ```ts
 * import { type EevdfOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const dispatches = (options: EevdfOptions) =>
 *   simulate({ processes: [{ bursts: 20 }, { bursts: 20 }] }, options).metrics.totalDispatches;
 * assertEquals(dispatches({ policy: "eevdf", slice: 1 }), 40);
 * assertEquals(dispatches({ policy: "eevdf", slice: 12 }), 6);
 * ```
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
 * @example
 * ```ts
 * import { type EdfOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: EdfOptions = { policy: "edf" };
 * const workload = { processes: [{ bursts: 25, period: 50 }, { bursts: 35, period: 80 }] };
 * assertEquals(simulate(workload, options).deadlines?.misses, 0); // rate monotonic misses one
 * ```
 * @category Policies and machines
 */
export interface EdfOptions {
  /** The discriminant. */
  policy: "edf";
}

/**
 * Rate monotonic.
 *
 * @example
 * ```ts
 * import { type RmOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: RmOptions = { policy: "rm" };
 * const workload = { processes: [{ bursts: 20, period: 50 }, { bursts: 35, period: 100 }] };
 * assertEquals(simulate(workload, options).processes.map(({ finish }) => finish), [20, 75, 70]);
 * ```
 * @category Policies and machines
 */
export interface RmOptions {
  /** The discriminant. */
  policy: "rm";
}

/**
 * Deadline monotonic.
 *
 * @example
 * ```ts
 * import { type DmOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: DmOptions = { policy: "dm" };
 * const workload = { processes: [{ bursts: 2, period: 10, deadline: 10 }, { bursts: 3, period: 20, deadline: 4 }] };
 * assertEquals(simulate(workload, options).processes[1].finish, 3); // the nearer deadline goes first
 * ```
 * @category Policies and machines
 */
export interface DmOptions {
  /** The discriminant. */
  policy: "dm";
}

/**
 * Least laxity first.
 *
 * @example
 * ```ts
 * import { type LlfOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: LlfOptions = { policy: "llf" };
 * const workload = { processes: [{ bursts: 2, deadline: 9 }, { bursts: 5, deadline: 7 }] };
 * assertEquals(simulate(workload, options).processes[1].finish, 5); // laxity 2 before laxity 7
 * ```
 * @category Policies and machines
 */
export interface LlfOptions {
  /** The discriminant. */
  policy: "llf";
}

/**
 * EASY backfilling of rigid jobs.
 *
 * @example
 * ```ts
 * import { type EasyOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: EasyOptions = { policy: "easy" };
 * const workload = { processes: [{ bursts: 4, processors: 3 }, { bursts: 4, processors: 4 }, { bursts: 4, processors: 1 }] };
 * // The third delays nobody beside the first.
 * assertEquals(simulate(workload, { ...options, cpus: 4 }).processes.map(({ finish }) => finish), [4, 8, 4]);
 * ```
 * @category Policies and machines
 */
export interface EasyOptions {
  /** The discriminant. */
  policy: "easy";
}

/**
 * Conservative backfilling of rigid jobs.
 *
 * @example
 * ```ts
 * import { type ConservativeOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ConservativeOptions = { policy: "conservative" };
 * const workload = { processes: [{ bursts: 4, processors: 3 }, { bursts: 4, processors: 4 }, { bursts: 6, processors: 1 }] };
 * // Beside the first, the third would delay the second, which has a reservation.
 * assertEquals(simulate(workload, { ...options, cpus: 4 }).processes.map(({ finish }) => finish), [4, 8, 14]);
 * ```
 * @category Policies and machines
 */
export interface ConservativeOptions {
  /** The discriminant. */
  policy: "conservative";
}

/**
 * A policy with its options.
 *
 * @example
 * ```ts
 * import { type PolicyOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const policies: PolicyOptions[] = [{ policy: "fcfs" }, { policy: "rr", quantum: 1 }];
 * const workload = { processes: [{ bursts: 3 }, { bursts: 1 }] };
 * assertEquals(policies.map((policy) => simulate(workload, policy).processes[1].finish), [4, 2]);
 * ```
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
 * @example
 * ```ts
 * import { POLICIES, type PolicyName } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const name: PolicyName = "srtf";
 * assertEquals(POLICIES.find((policy) => policy.name === name)?.title, "Shortest remaining time first");
 * ```
 * @category Policies and machines
 */
export type PolicyName = PolicyOptions["policy"];

/**
 * The simulated machine.
 *
 * @example
 * ```ts
 * import { type MachineOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const machine: MachineOptions = { cpus: 2, switchCost: 1 };
 * const { metrics } = simulate({ processes: [{ bursts: 5 }, { bursts: 5 }] }, { policy: "fcfs", ...machine });
 * assertEquals(metrics.makespan, 5); // nothing to switch from
 * ```
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
 * @example
 * ```ts
 * import { simulate, type TickWindow } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const timeline: TickWindow = { from: 4, to: 6 };
 * const { timeline: segments } = simulate({ processes: [{ bursts: 5 }, { bursts: 5 }] }, { policy: "rr", quantum: 1, timeline });
 * assertEquals(segments.map(({ pid, start }) => [pid, start]), [[1, 4], [2, 5]]);
 * ```
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
 * @example
 * ```ts
 * import { type RecordingOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const recording: RecordingOptions = { timeline: "full", transitions: "full" };
 * const { timeline, transitions, decisions } = simulate({ processes: [{ bursts: 5 }] }, { policy: "fcfs", ...recording });
 * assertEquals([timeline.length, transitions.length, decisions.length], [1, 4, 0]);
 * ```
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
 * @example
 * ```ts
 * import { simulate, type SimulationOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: SimulationOptions = { policy: "rr", quantum: 2, cpus: 2, timeline: "full" };
 * const { timeline } = simulate({ processes: [{ bursts: 2 }, { bursts: 3 }, { bursts: 2 }] }, options);
 * assertEquals(timeline.map(({ cpu }) => cpu), [0, 1, 0, 1]);
 * ```
 * @category Policies and machines
 */
export type SimulationOptions = PolicyOptions & MachineOptions & RecordingOptions;
