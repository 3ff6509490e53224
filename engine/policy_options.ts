/**
 * The options of each policy, by its name.
 *
 * @module
 */

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
 * Which of two equals has the CPU, under policies that order equals by arrival, then pid.
 *
 * @example
 * ```ts
 * import { type EqualsOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [[1, 2], [2, 4], [3, 6], [4, 8]].map(([arrival, bursts]) => ({ arrival, bursts }));
 * const finish = (options: EqualsOptions) =>
 *   simulate({ processes }, { policy: "lrtf", ...options }).processes.map(({ finish }) => finish);
 * assertEquals(finish({ equals: "arrival" }), [18, 19, 20, 21]); // chosen anew each tick
 * ```
 * @category Policies and machines
 */
export interface EqualsOptions {
  /**
   * `running`: it keeps the CPU until another one is strictly ahead. `arrival`: at each tick the one that arrived first, then
   * that of the lesser pid, has it. Default `running`.
   */
  equals?: "running" | "arrival";
}

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
 * Last come, first served.
 *
 * @example
 * ```ts
 * import { type LifoOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ bursts: 4 }, { arrival: 1, bursts: 3 }, { arrival: 2, bursts: 1 }];
 * const finish = (options: LifoOptions) => simulate({ processes }, options).processes.map(({ finish }) => finish);
 * assertEquals(finish({ policy: "lifo" }), [4, 8, 5]);
 * assertEquals(finish({ policy: "lifo", preemptive: true }), [8, 5, 3]);
 * ```
 * @category Policies and machines
 */
export interface LifoOptions {
  /** The discriminant. */
  policy: "lifo";
  /** Whether a process that comes takes the CPU from one that came before it. Default false. */
  preemptive?: boolean;
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
export interface SrtfOptions extends EqualsOptions {
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
 * Virtual round robin.
 *
 * @example
 * ```ts
 * import { simulate, type VrrOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: VrrOptions = { policy: "vrr", quantum: 4 };
 * const { processes } = simulate({ processes: [{ bursts: [2, 3, 2] }, { bursts: 8 }, { bursts: 8 }] }, options);
 * assertEquals(processes[0].finish, 8); // back at 5 it is the next to run, for the two ticks that it had left
 * ```
 * @category Policies and machines
 */
export interface VrrOptions {
  /** The discriminant. */
  policy: "vrr";
  /** Ticks, from 1. Default 4. */
  quantum?: number;
}

/**
 * Least attained service.
 *
 * @example
 * ```ts
 * import { type LasOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: LasOptions = { policy: "las", quantum: 1 };
 * const { processes } = simulate({ processes: [{ bursts: 6 }, { arrival: 3, bursts: 4 }] }, options);
 * assertEquals(processes.map(({ finish }) => finish), [10, 8]); // level at 6; then they take turns
 * ```
 * @category Policies and machines
 */
export interface LasOptions {
  /** The discriminant. */
  policy: "las";
  /** Ticks that a process runs before it is compared with those that were ready before, from 1. Default 1. */
  quantum?: number;
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
  /** Ticks of each level, highest level first; 0 makes the last one FCFS. Its length must be `levels` where both are given. */
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
  /**
   * Where the first prediction is from: `constant`, from `firstPrediction`, or `estimate`, from the process's estimate, and from
   * `firstPrediction` where it has none. Default `constant`.
   */
  firstFrom?: "constant" | "estimate";
  /**
   * Whether a ready process takes the CPU from one of whose burst more is expected to be left: its prediction less what it
   * has executed. Default false.
   */
  preemptive?: boolean;
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
  /**
   * What the ratio takes for the length: `burst`, the current CPU burst, or `estimate`, the process's estimate, which is its
   * CPU time where it has none. Default `burst`.
   */
  service?: "burst" | "estimate";
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
export interface LrtfOptions extends EqualsOptions {
  /** The discriminant. */
  policy: "lrtf";
}

/**
 * Which priorities are the more urgent: the low numbers, as on Unix, or the high ones.
 *
 * @example
 * ```ts
 * import { type PriorityOrder, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ bursts: 4, priority: 2 }, { bursts: 4, priority: 9 }];
 * const finish = (priorityOrder: PriorityOrder) =>
 *   simulate({ processes }, { policy: "priority", priorityOrder }).processes.map(({ finish }) => finish);
 * assertEquals([finish("low"), finish("high")], [[4, 8], [8, 4]]);
 * ```
 * @category Policies and machines
 */
export type PriorityOrder = "low" | "high";

/**
 * Priority scheduling, the most urgent first.
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
  /**
   * By how much a priority becomes more urgent with every tick in which its process is ready, or a CPU switches to it; less
   * urgent below 0. An exact fraction: a number, or a text such as `1/3`, numerator and denominator up to 1000. Default 0.
   */
  waitingRate?: number | string;
  /**
   * The same of every tick that the process executes. A process has the priority that it came with when it arrives or is
   * unblocked, and keeps what it has reached when it is preempted. With no difference between priorities, running rate >
   * waiting rate > 0 is first come, first served, and waiting rate < running rate < 0 last come, first served. Default 0.
   */
  runningRate?: number | string;
  /** Which numbers are the more urgent. Default `low`. */
  priorityOrder?: PriorityOrder;
  /** Ticks of the round robin among equal priorities, from 1; `Infinity` for none. Default `Infinity`. */
  quantum?: number;
  /** Where a preempted process goes among those of its priority. Default `tail`. */
  preemptedTo?: "tail" | "head";
  /** Default `full`. */
  quantumReturn?: QuantumReturn;
}

/**
 * Counters as of Linux 0.11. Priorities are from 1 to 2^19, the greatest getting the most; a process without one has 15.
 *
 * @example
 * ```ts
 * import { type CountersOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: CountersOptions = { policy: "counters" };
 * const processes = [{ bursts: 6, priority: 2 }, { bursts: 6, priority: 4 }];
 * // The second for 4 ticks, the first for 2; then both have their priorities again.
 * assertEquals(simulate({ processes }, options).processes.map(({ finish }) => finish), [12, 8]);
 * ```
 * @category Policies and machines
 */
export interface CountersOptions {
  /** The discriminant. */
  policy: "counters";
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
  /** Which numbers are of the classes that go first. Default `low`. */
  priorityOrder?: PriorityOrder;
  /**
   * What a priority says of the class. `numbered`: its number, from 0 to the number of `quanta` less one. `ranked`: each
   * priority that occurs is a class, whatever its number; a single quantum is then all classes'. Default `numbered`.
   */
  classes?: "numbered" | "ranked";
  /** Where a preempted process goes in its class. Default `tail`. */
  preemptedTo?: "tail" | "head";
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
 * A server for processes without a period beside periodic tasks with fixed priorities.
 *
 * @example
 * ```ts
 * import { type PeriodServerOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const server: PeriodServerOptions = { server: "deferrable", serverBudget: 2, serverPeriod: 5 };
 * const workload = { processes: [{ bursts: 1, period: 4 }, { bursts: 2, period: 6 }, { arrival: 2, bursts: 2 }] };
 * const { finish } = simulate(workload, { policy: "rm", ...server }).columns;
 * assertEquals(finish[2], 4); // a polling server would begin at 5
 * ```
 * @category Policies and machines
 */
export interface PeriodServerOptions {
  /**
   * Who runs processes without a period: `none` refuses them, in the `background` they have the time that is left. Servers go among
   * the tasks by their period: `polling` looks for jobs at the beginning of each and else loses its budget, `deferrable` keeps it to the
   * end, `sporadic` is given back what it used a period after it became active. Default `none`.
   */
  server?: "none" | "background" | "polling" | "deferrable" | "sporadic";
  /** Ticks that it has in each period, from 1 to `serverPeriod`; to 2^20 of a sporadic one. */
  serverBudget?: number;
  /** Ticks of its period. */
  serverPeriod?: number;
}

/**
 * A server for processes without a deadline beside those that have one.
 *
 * @example
 * ```ts
 * import { type DeadlineServerOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const server: DeadlineServerOptions = { server: "total-bandwidth", serverBudget: 1, serverPeriod: 4 };
 * const workload = { processes: [{ bursts: 3, period: 6 }, { bursts: 2, period: 8 }, { arrival: 3, bursts: 1 }] };
 * const { finish } = simulate(workload, { policy: "edf", ...server }).columns;
 * assertEquals(finish[2], 4); // its deadline is 3 + 1 * 4 / 1 = 7, the other's is 8
 * ```
 * @category Policies and machines
 */
export interface DeadlineServerOptions {
  /**
   * Who runs processes without a deadline: `none` refuses them, in the `background` they have the time that is left, a `total-bandwidth`
   * server gives them deadlines as if they had `serverBudget` / `serverPeriod` of the CPU to themselves. Default `none`.
   */
  server?: "none" | "background" | "total-bandwidth";
  /** Ticks in each period, from 1 to `serverPeriod`. */
  serverBudget?: number;
  /** Ticks of its period. */
  serverPeriod?: number;
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
export interface EdfOptions extends EqualsOptions, DeadlineServerOptions {
  /** The discriminant. */
  policy: "edf";
  /** Whether a ready job that is ahead takes the CPU. Default true. */
  preemptive?: boolean;
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
export interface RmOptions extends EqualsOptions, PeriodServerOptions {
  /** The discriminant. */
  policy: "rm";
  /** Whether a ready job that is ahead takes the CPU. Default true. */
  preemptive?: boolean;
}

/**
 * What scheduling by decayed usage of the CPU is asked.
 *
 * @example
 * ```ts
 * import { type DecayUsageOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const usual: DecayUsageOptions = { decayPeriod: 60, quantum: 60, base: 60, preemptive: true };
 * const workload = { processes: [{ bursts: 120 }, { bursts: 60 }] };
 * const finishes = (policy: "unix" | "fss") => simulate(workload, { policy, ...usual }).processes.map(({ finish }) => finish);
 * assertEquals([finishes("unix"), finishes("fss")], [[180, 120], [180, 120]]);
 * ```
 * @category Policies and machines
 */
export interface DecayUsageOptions {
  /** Ticks after which all counts are halved, from 1 to 2^20. Default 60. */
  decayPeriod?: number;
  /** Ticks after which a process goes behind those of its priority, from 1. Default: `decayPeriod`. */
  quantum?: number;
  /** The priority of who has not run yet, from 0. Default 60. */
  base?: number;
  /** Whether a ready process of a better priority takes the CPU. Default true. */
  preemptive?: boolean;
}

/**
 * Traditional UNIX scheduling: counts of CPU ticks that are halved every second.
 *
 * @example
 * ```ts
 * import { simulate, type UnixOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: UnixOptions = { policy: "unix", decayPeriod: 10 };
 * const { processes } = simulate({ processes: [{ bursts: 30 }, { arrival: 10, bursts: 10 }] }, options);
 * assertEquals(processes.map(({ finish }) => finish), [40, 20]); // the second has used nothing yet
 * ```
 * @category Policies and machines
 */
export interface UnixOptions extends DecayUsageOptions {
  /** The discriminant. */
  policy: "unix";
}

/**
 * Fair share between groups of processes.
 *
 * @example
 * ```ts
 * import { type FssOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: FssOptions = { policy: "fss", weights: { one: 1, two: 1 } };
 * const processes = [{ bursts: 180, group: "one" }, { bursts: 180, group: "two" }, { bursts: 180, group: "two" }];
 * const { finish } = simulate({ processes }, options).processes[0];
 * assertEquals(finish, 300); // every other second, beside two of the other group
 * ```
 * @category Policies and machines
 */
export interface FssOptions extends DecayUsageOptions {
  /** The discriminant. */
  policy: "fss";
  /** Weights of groups, 1 to 10,000, by name. Default: 1 each. */
  weights?: Readonly<Record<string, number>>;
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
export interface DmOptions extends EqualsOptions, PeriodServerOptions {
  /** The discriminant. */
  policy: "dm";
  /** Whether a ready job that is ahead takes the CPU. Default true. */
  preemptive?: boolean;
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
export interface LlfOptions extends EqualsOptions {
  /** The discriminant. */
  policy: "llf";
  /**
   * When a waiting job takes the CPU: at the tick at which it has strictly less laxity than the one that runs (`less`), or when it has,
   * besides, a laxity of 0 or less itself (`zero`): it must run now. Default `less`.
   */
  preemptAt?: "less" | "zero";
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
  /** How many jobs of the queue are looked at, from 1. Default `Infinity`. */
  queueDepth?: number;
  /** How many waiting jobs have a reservation, from 1. Default 1. */
  reservationDepth?: number;
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
  /** How many waiting jobs have a reservation, from 1; those behind them are not looked at. Default `Infinity`. */
  queueDepth?: number;
}
