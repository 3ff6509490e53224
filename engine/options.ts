/**
 * What may be asked of a simulation: the machine, the policy with its options, and what is recorded.
 *
 * @module
 */

import type {
  CausesOptions,
  CfsOptions,
  ConservativeOptions,
  CountersOptions,
  DmOptions,
  EasyOptions,
  EdfOptions,
  EevdfOptions,
  FcfsOptions,
  FeedbackOptions,
  FssOptions,
  HrrnOptions,
  LasOptions,
  LifoOptions,
  LjfOptions,
  LlfOptions,
  LotteryOptions,
  LrtfOptions,
  MlfqOptions,
  MlqOptions,
  PredictedOptions,
  PriorityOptions,
  PriorityOrder,
  RmOptions,
  RrOptions,
  SjfOptions,
  SrtfOptions,
  StrideOptions,
  UnixOptions,
  VrrOptions,
} from "./policy_options.ts";
import type { DeviceOrder } from "./workload.ts";

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
  | LifoOptions
  | SjfOptions
  | SrtfOptions
  | RrOptions
  | VrrOptions
  | LasOptions
  | CausesOptions
  | MlfqOptions
  | PredictedOptions
  | HrrnOptions
  | LjfOptions
  | LrtfOptions
  | PriorityOptions
  | CountersOptions
  | UnixOptions
  | FssOptions
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
 * What a process's urgency is while it holds locks.
 *
 * @example
 * ```ts
 * import { type LockProtocol, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * // Low holds what High needs, and Middle, which needs nothing, goes before Low.
 * const processes = [
 *   { name: "Low", priority: 3, bursts: [1, { lock: "R" }, 3, { unlock: "R" }] },
 *   { name: "High", priority: 1, arrival: 2, bursts: [1, { lock: "R" }, 1, { unlock: "R" }] },
 *   { name: "Middle", priority: 2, arrival: 3, bursts: 10 },
 * ];
 * const finish = (lockProtocol: LockProtocol) => simulate({ processes }, { policy: "priority", lockProtocol }).processes[1].finish;
 * assertEquals([finish("none"), finish("inheritance"), finish("ceiling")], [16, 6, 6]);
 * ```
 * @category Policies and machines
 */
export type LockProtocol = "none" | "inheritance" | "ceiling";

/**
 * Which process that waits for a lock gets it.
 *
 * @example
 * ```ts
 * import { type LockOrder, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const program = [1, { lock: "R" }, 4, { unlock: "R" }];
 * const processes = [3, 2, 1].map((priority) => ({ priority, bursts: program }));
 * const finish = (lockOrder: LockOrder) =>
 *   simulate({ processes }, { policy: "rr", quantum: 1, lockOrder }).processes.map(({ finish }) => finish);
 * assertEquals([finish("fcfs"), finish("priority")], [[7, 11, 15], [7, 15, 11]]);
 * ```
 * @category Policies and machines
 */
export type LockOrder = "fcfs" | "priority";

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
  /** Whether a CPU's first dispatch costs that too. Default false. */
  switchFirst?: boolean;
  /**
   * When a context switch is paid for: before a CPU runs a process other than its last, or by whoever leaves a CPU, with
   * `leaving-unfinished` only if it has not ended. Default `dispatch`.
   */
  switchAt?: "dispatch" | "leaving" | "leaving-unfinished";
  /** Number of equal I/O devices without a name, behind one queue, from 1; `Infinity` for no limit. Default `Infinity`. */
  devices?: number;
  /**
   * How a device picks its next request, where `devices` or a name limits it: the first, that of the most urgent process, or the shortest; equal
   * ones first come, first served. A device is never taken back from a request. Default `fcfs`.
   */
  deviceOrder?: DeviceOrder;
  /** Requests that devices serve at once, from 1, by name. Default: as the workload says, or 1. */
  deviceServers?: Readonly<Record<string, number>>;
  /** How devices pick their next request, by name. Default: as the workload says, or `deviceOrder`. */
  deviceOrders?: Readonly<Record<string, DeviceOrder>>;
  /** Which priorities are the more urgent at devices by priority. Default `policy`: as `priorityOrder` has it, or `low`. */
  devicePriorityOrder?: "policy" | PriorityOrder;
  /**
   * How urgent a process is while it holds locks: `none`, as ever; `inheritance`, as urgent as the most urgent one that waits
   * for any of them; `ceiling`, as the most urgent one that ever takes them. Under policies of a fixed urgency: `priority`, `mlq`, `rm`,
   * `dm`, and, but for the ceiling, `edf`. Default `none`.
   */
  lockProtocol?: LockProtocol;
  /** Which process that waits for a lock gets it: the first, or the most urgent, equal ones first come. Default `fcfs`. */
  lockOrder?: LockOrder;
  /** The greatest number of processes in memory at once, from 1; `Infinity` for no limit. Default `Infinity`. */
  admit?: number;
  /**
   * How the next job is chosen for memory: the first that arrived, that of the least CPU time, the most urgent, or that of
   * the highest response ratio. Default `fcfs`.
   */
  admitOrder?: "fcfs" | "sjf" | "priority" | "hrrn";
  /** Whether a job for which there is no room keeps those behind it waiting, or is passed over. Default `in-order`. */
  admission?: "in-order" | "skip";
  /**
   * Size of memory, from 1, in the unit of the processes' own sizes: each needs one piece of it from its admission to its
   * end. `Infinity` for no limit. Default `Infinity`.
   */
  memory?: number;
  /**
   * How many there are of counted resources, from 1, by name: a process takes what its own `resources` says whole at its admission,
   * together with its memory, and gives it back at its end. At most 64 names. Default: none count.
   */
  resources?: Readonly<Record<string, number>>;
  /** Which of the free pieces that are large enough a process gets. Default `first`. */
  memoryFit?: "first" | "best" | "worst";
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

/**
 * The same for a program that does not know which policy it will be, and gives it no options of its own. It is a type of its own because of so many
 * kinds of objects the compiler finds by itself no longer that one of several names fits.
 *
 * @example
 * ```ts
 * import { POLICIES, simulate, type UnknownPolicyOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = ["rm", "dm", "edf", "llf"]; // need periods or deadlines
 * const others = POLICIES.filter(({ name }) => !tasks.includes(name));
 * const options: UnknownPolicyOptions[] = others.map(({ name }) => ({ policy: name, ties: "ostep" }));
 * const finishes = options.map((each) => simulate({ processes: [{ bursts: 2 }] }, each).processes[0].finish);
 * assertEquals(new Set(finishes), new Set([2]));
 * ```
 * @category Policies and machines
 */
export type UnknownPolicyOptions = { policy: PolicyName } & MachineOptions & RecordingOptions;
