/**
 * What a simulation gives back.
 *
 * @module
 */

import type { SimulationOptions } from "./options.ts";
import type { DeviceOrder, WorkloadColumns } from "./workload.ts";

/**
 * What a CPU did from `start` up to, not including, `end`. Idle time is where there is no segment.
 *
 * @example
 * ```ts
 * import { type Segment, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { timeline } = simulate({ processes: [{ bursts: 3 }] }, { policy: "fcfs", timeline: "full" });
 * const segment: Segment = { cpu: 0, pid: 1, start: 0, end: 3, kind: "run" };
 * assertEquals(timeline, [segment]);
 * ```
 * @category Results
 */
export interface Segment {
  /** Index of the CPU, from 0. */
  cpu: number;
  /** Pid of the process. */
  pid: number;
  /** First tick. */
  start: number;
  /** First tick after it. */
  end: number;
  /**
   * `switch`: the context switch before `pid` runs; `migration`: its migration from another CPU; `warmup`: it executes
   * without getting on, because its cache is cold.
   */
  kind: "run" | "switch" | "migration" | "warmup";
}

/**
 * A process's state.
 *
 * @example
 * ```ts
 * import { type ProcessState, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { transitions } = simulate({ processes: [{ bursts: [1, 1, 1] }] }, { policy: "fcfs", transitions: "full" });
 * const states: ProcessState[] = transitions.map(({ state }) => state);
 * assertEquals(states, ["new", "ready", "running", "blocked", "ready", "running", "terminated"]);
 * ```
 * @category Results
 */
export type ProcessState = "new" | "ready" | "running" | "blocked" | "terminated";

/**
 * Why a process changed state.
 *
 * @example
 * ```ts
 * import { simulate, type TransitionCause } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ bursts: 3 }, { bursts: 1 }];
 * const { transitions } = simulate({ processes }, { policy: "rr", quantum: 2, transitions: "full" });
 * const why = (pid: number, tick: number): TransitionCause =>
 *   transitions.find((each) => each.pid === pid && each.time === tick)!.cause;
 * assertEquals([why(1, 2), why(2, 2), why(2, 3)], ["quantum", "dispatch", "exit"]);
 * ```
 * @category Results
 */
export type TransitionCause =
  | "arrival"
  | "new"
  | "dispatch"
  | "quantum"
  | "preempted"
  | "io"
  | "lock"
  /** A device with a name took its request: it was blocked and stays so. */
  | "device"
  | "exit"
  /** Its group's quota is used up. */
  | "throttled"
  /** It was moved to another CPU's queue, and stays ready. */
  | "balanced"
  /** A CPU took it from another CPU's queue. */
  | "stolen";

/**
 * One change of one process's state.
 *
 * @example
 * ```ts
 * import { simulate, type Transition } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ bursts: 5 }, { arrival: 2, bursts: 1 }];
 * const { transitions } = simulate({ processes }, { policy: "srtf", transitions: "full" });
 * const lost: Transition = transitions.find(({ cause }) => cause === "preempted")!;
 * assertEquals([lost.time, lost.pid, lost.state, lost.by], [2, 1, "ready", 2]);
 * ```
 * @category Results
 */
export interface Transition {
  /** The tick at which it happened. */
  time: number;
  /** Pid of the process. */
  pid: number;
  /** The state it enters. An arrival enters `new`. */
  state: ProcessState;
  /** Why. */
  cause: TransitionCause;
  /** The CPU that it runs on or leaves; `null` where none is involved. */
  cpu: number | null;
  /** For cause `preempted`, the pid that took the CPU; else `null`. */
  by: number | null;
  /** For cause `lock`, the name of the lock; else `null`. */
  lock: string | null;
  /** The level or queue it stands in now, for policies with several; else `null`. */
  level: number | null;
  /** With queues per CPU, the CPU whose queue it joins or is taken from, where it does; else missing. */
  queue?: number;
  /** The name of the device that it blocks on, or that took its request; missing where that has no name. */
  device?: string;
}

/**
 * A process that a decision could have chosen.
 *
 * @example
 * ```ts
 * import { type Candidate, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { decisions } = simulate({ processes: [{ bursts: 5 }, { bursts: 3 }] }, { policy: "sjf", decisions: "full" });
 * const candidates: Candidate[] = decisions[0].candidates;
 * assertEquals(candidates.map(({ pid, key }) => [pid, key]), [[2, 3], [1, 5]]); // the shorter one first
 * ```
 * @category Results
 */
export interface Candidate {
  /** Pid of the process. */
  pid: number;
  /** The policy's key: less is better. Its meaning is the policy's {@linkcode Policy.key}. */
  key: number;
  /** When it joined the ready queue. */
  joined: number;
  /** Arrival tick. */
  arrival: number;
}

/**
 * Why a CPU was given to a process.
 *
 * @example
 * ```ts
 * import { type Decision, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { decisions } = simulate({ processes: [{ bursts: 5 }, { arrival: 2, bursts: 1 }] }, { policy: "srtf", decisions: "full" });
 * const { time, pid, preempted, preemptedKey }: Decision = decisions[1];
 * assertEquals([time, pid, preempted, preemptedKey], [2, 2, 1, 3]); // the first had 3 ticks left
 * ```
 * @category Results
 */
export interface Decision {
  /** The tick at which it happened. */
  time: number;
  /** Index of the CPU, from 0. */
  cpu: number;
  /** The process that was chosen. */
  pid: number;
  /** The process that lost the CPU to it, or `null` where the CPU was idle. */
  preempted: number | null;
  /** The key of the process that lost the CPU; `null` where there is none. */
  preemptedKey: number | null;
  /** How many processes were ready: in that queue and of that group, where there are several. */
  readyCount: number;
  /** The first of them in the policy's order, at most 16; the first is the chosen one. */
  candidates: Candidate[];
  /** With queues per CPU, the CPU from whose queue it is taken: another than `cpu` where it is stolen. */
  queue?: number;
  /** The CPU that it was given last, `null` if it has had none; on machines where that makes a difference. */
  lastCpu?: number | null;
}

/**
 * The figures of one process; see `engine/RULES.md`, "Figures".
 *
 * @example
 * ```ts
 * import { type ProcessResult, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { processes } = simulate({ processes: [{ name: "A", bursts: 2 }, { name: "B", bursts: 3 }] }, { policy: "fcfs" });
 * const second: ProcessResult = processes[1];
 * assertEquals([second.name, second.waiting, second.turnaround], ["B", 2, 5]);
 * ```
 * @category Results
 */
export interface ProcessResult {
  /** Pid of the process. */
  pid: number;
  /** Its name: given, or `P` and the pid. */
  name: string;
  /** Arrival tick. */
  arrival: number;
  /** CPU ticks of its program. */
  cpu: number;
  /** Its priority as it was read; under policies that go by priorities, where not all are 0. */
  priority?: number;
  /** The first tick that it executed. */
  firstRun: number;
  /** The tick at which it terminated. */
  finish: number;
  /** finish - arrival, in ticks. */
  turnaround: number;
  /** Ticks in state ready. */
  waiting: number;
  /** firstRun - arrival, in ticks. */
  response: number;
  /** Ticks blocked, waiting for a device or a lock included. */
  blocked: number;
  /** Ticks of these that it waited for locks, where the workload has any. */
  lockWait?: number;
  /** Ticks of these that less urgent processes ran while its lock's holder was ready, where urgencies are fixed. */
  inversion?: number;
  /** Ticks between arrival and admission. */
  held: number;
  /** Ticks of context switch charged to it. */
  switching: number;
  /** turnaround / cpu. */
  weightedTurnaround: number;
  /** Times it was given a CPU. */
  dispatches: number;
  /** Times a CPU was taken from it by a process that outranked it. */
  preemptions: number;
  /** Ticks that it executed, where they are not `cpu`: on CPUs of other speeds than 1, or with a cache to warm up. */
  executed?: number;
  /** Times it was given another CPU than its last; on machines where that makes a difference. */
  migrations?: number;
  /** The size of its memory, where sizes count. */
  memory?: number;
  /** Where its memory begins, where sizes count; `null` where it takes none. */
  address?: number | null;
}

/**
 * How much of the memory was taken.
 *
 * @example
 * ```ts
 * import { type MemoryUse, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ bursts: 6, memory: 40 }, { bursts: 2, memory: 70 }];
 * const use: MemoryUse = simulate({ processes }, { policy: "fcfs", memory: 100 }).metrics.memory!;
 * assertEquals(use, { mean: 47.5, max: 70 }); // the second has to wait until the first has ended
 * ```
 * @category Results
 */
export interface MemoryUse {
  /** Mean over the ticks from the first arrival to the last end. */
  mean: number;
  /** The greatest at any tick. */
  max: number;
}

/**
 * The per-process figures that {@linkcode Metrics} summarises.
 *
 * @example
 * ```ts
 * import { type FigureName, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const figures: FigureName[] = ["waiting", "turnaround", "response"];
 * const { metrics } = simulate({ processes: [{ bursts: 2 }, { bursts: 2 }] }, { policy: "fcfs" });
 * assertEquals(figures.map((name) => metrics[name].mean), [1, 3, 1]);
 * ```
 * @category Results
 */
export type FigureName =
  | "turnaround"
  | "waiting"
  | "response"
  | "blocked"
  | "weightedTurnaround"
  | "dispatches"
  | "preemptions";

/**
 * A figure over all processes. Percentiles are nearest-rank.
 *
 * @example
 * ```ts
 * import { simulate, type Summary } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { metrics } = simulate({ processes: [{ bursts: 2 }, { bursts: 2 }, { bursts: 2 }] }, { policy: "fcfs" });
 * const waiting: Summary = metrics.waiting;
 * assertEquals([waiting.mean, waiting.median, waiting.max], [2, 2, 4]);
 * ```
 * @category Results
 */
export interface Summary {
  /** Arithmetic mean. */
  mean: number;
  /** 50th percentile. */
  median: number;
  /** 95th percentile. */
  p95: number;
  /** 99th percentile. */
  p99: number;
  /** Greatest value. */
  max: number;
}

/**
 * The longest single stay in the ready state.
 *
 * @example
 * ```ts
 * import { type LongestWait, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { metrics } = simulate({ processes: [{ bursts: 7 }, { bursts: 2 }] }, { policy: "fcfs" });
 * const longest: LongestWait = { ticks: 7, pid: 2 };
 * assertEquals(metrics.longestWait, longest);
 * ```
 * @category Results
 */
export interface LongestWait {
  /** Its length. */
  ticks: number;
  /** Pid of the process. */
  pid: number;
}

/**
 * The figures of a device with a name; see `engine/RULES.md`, "Figures".
 *
 * @example
 * ```ts
 * import { type DeviceResult, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const program = [1, { io: 4, device: "disk" }, 1];
 * const { metrics } = simulate({ processes: [{ bursts: program }, { bursts: program }] }, { policy: "fcfs" });
 * const disk: DeviceResult = metrics.devices![0];
 * assertEquals([disk.requests, disk.busy, disk.utilization, disk.longestWait], [2, 8, 0.8, 3]);
 * ```
 * @category Results
 */
export interface DeviceResult {
  /** Its name. */
  name: string;
  /** How many requests it serves at once. */
  servers: number;
  /** What it takes next. */
  order: DeviceOrder;
  /** Requests that were made to it. */
  requests: number;
  /** Ticks of service, of all its servers. */
  busy: number;
  /** busy / (servers x makespan), from 0 to 1. */
  utilization: number;
  /** Mean ticks that a request waited before it was served. */
  meanWait: number;
  /** The longest wait of a request, in ticks. */
  longestWait: number;
  /** Mean number of requests that waited, over the makespan. */
  meanQueue: number;
  /** The most requests that waited at the same time, for a tick at least. */
  longestQueue: number;
}

/**
 * The figures of a lock; see `engine/RULES.md`, "Figures".
 *
 * @example
 * ```ts
 * import { type LockResult, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const program = [1, { lock: "R" }, 4, { unlock: "R" }];
 * const { metrics } = simulate({ processes: [{ bursts: program }, { bursts: program }] }, { policy: "rr", quantum: 2 });
 * const lock: LockResult = metrics.locks![0];
 * assertEquals([lock.acquisitions, lock.waits, lock.longestWait, lock.held], [2, 1, 3, 9]);
 * ```
 * @category Results
 */
export interface LockResult {
  /** Its name. */
  name: string;
  /** Times it was taken. */
  acquisitions: number;
  /** Times somebody had to wait for it. */
  waits: number;
  /** Mean ticks from asking for it to holding it, over all acquisitions. */
  meanWait: number;
  /** The longest of these waits, in ticks. */
  longestWait: number;
  /** Ticks that it was held. */
  held: number;
  /** The longest time that one process held it, in ticks. */
  longestHold: number;
  /** With `lockProtocol: "ceiling"`, what its holders run at: a key, of which the least goes first. */
  ceiling?: number;
}

/**
 * The figures of a whole run; see `engine/RULES.md`, "Figures".
 *
 * @example
 * ```ts
 * import { type Metrics, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { metrics } = simulate({ processes: [{ bursts: 2 }, { arrival: 3, bursts: 1 }] }, { policy: "fcfs" });
 * const { makespan, utilization, switches }: Metrics = metrics;
 * assertEquals([makespan, utilization, switches], [4, 0.75, 1]);
 * ```
 * @category Results
 */
export interface Metrics extends Record<FigureName, Summary> {
  /** Number of processes. */
  processes: number;
  /** Last finish - first arrival, in ticks. */
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
  /** The longest single stay in state ready. */
  longestWait: LongestWait;
  /** Offered load; `null` when all processes arrive at once. */
  load: number | null;
  /** Dispatches of a process on another CPU than its last; on machines where that makes a difference. */
  migrations?: number;
  /** Times a process lost its CPU because its group's quota was used up; with groups. */
  throttles?: number;
  /** Of each device with a name, in the order in which the workload names them; missing where there is none. */
  devices?: readonly DeviceResult[];
  /** Of each lock, in the order in which the workload names them; missing where there is none. */
  locks?: readonly LockResult[];
  /** Ticks of inversion of all processes together; where there are locks and urgencies are fixed. */
  inversion?: number;
  /** How much of the memory was taken, where sizes count. */
  memory?: MemoryUse;
}

/**
 * How one task, or one process with a deadline, did.
 *
 * @example
 * ```ts
 * import { simulate, type TaskReport } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ name: "sensor", bursts: 2, period: 5 }] };
 * const [sensor]: readonly TaskReport[] = simulate(workload, { policy: "rm", horizon: 20 }).deadlines!.tasks;
 * assertEquals([sensor.name, sensor.jobs, sensor.misses, sensor.responseMax], ["sensor", 4, 0, 2]);
 * ```
 * @category Results
 */
export interface TaskReport {
  /** Its pid in the workload that was given; its jobs have pids of their own. */
  pid: number;
  /** Its name. */
  name: string;
  /** CPU ticks of a job. */
  cpu: number;
  /** Ticks; `null` where it is not periodic. */
  period: number | null;
  /** Ticks after the arrival of a job. */
  deadline: number;
  /** Jobs in this run. */
  jobs: number;
  /** Jobs that ended after their deadlines. */
  misses: number;
  /** The greatest turnaround of a job, in ticks. */
  responseMax: number;
  /** The greatest finish - deadline of a job, in ticks; negative where all were early. */
  latenessMax: number;
}

/**
 * How a run did by its deadlines.
 *
 * @example
 * ```ts
 * import { type DeadlineReport, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 25, period: 50 }, { bursts: 35, period: 80 }] };
 * const report: DeadlineReport = simulate(workload, { policy: "rm" }).deadlines!;
 * assertEquals([report.hyperperiod, report.utilization, report.misses > 0], [400, 0.9375, true]);
 * ```
 * @category Results
 */
export interface DeadlineReport {
  /** Jobs that have a deadline. */
  jobs: number;
  /** Jobs that ended after their deadlines. */
  misses: number;
  /** The greatest finish - deadline, in ticks; negative where all were early. */
  latenessMax: number;
  /** The sum of CPU time / period over the periodic tasks; `null` where there is none. */
  utilization: number | null;
  /**
   * The utilisation up to which the policy is known to meet every deadline: rm and dm on one CPU n (2^(1/n) - 1), edf
   * m - (m - 1) times the greatest utilisation of a task on m CPUs, llf on one CPU 1. `null` for other policies, and where
   * some deadline is not the period of its task.
   */
  utilizationBound: number | null;
  /** The least common multiple of the periods; `null` where there is none, or it passes 2^53 - 1. */
  hyperperiod: number | null;
  /** The tick before which jobs were released; `null` where there is no periodic task. */
  horizon: number | null;
  /** Every task, and every process with a deadline, in the workload's order. */
  tasks: readonly TaskReport[];
}

/**
 * The per-process figures as columns, in the workload's order. Do not write to them.
 *
 * @example
 * ```ts
 * import { type ResultColumns, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = simulate({ processes: [{ bursts: 2 }, { bursts: 3 }] }, { policy: "fcfs" });
 * const { finish, arrival }: ResultColumns = columns;
 * assertEquals(finish.map((tick, row) => tick - arrival[row]), Float64Array.of(2, 5)); // turnaround
 * ```
 * @category Results
 */
export interface ResultColumns {
  /** Pids. */
  pid: Float64Array;
  /** Arrival tick. */
  arrival: Float64Array;
  /** CPU ticks of its program. */
  cpu: Float64Array;
  /** The first tick that it executed. */
  firstRun: Float64Array;
  /** The tick at which it terminated. */
  finish: Float64Array;
  /** Ticks blocked, waiting for a device or a lock included. */
  blocked: Float64Array;
  /** Ticks of these that they waited for locks, where the workload has any. */
  lockWait?: Float64Array;
  /** Ticks of inversion, where there are locks and urgencies are fixed. */
  inversion?: Float64Array;
  /** Ticks between arrival and admission. */
  held: Float64Array;
  /** Ticks of context switch charged to it. */
  switching: Float64Array;
  /** Times it was given a CPU. */
  dispatches: Uint32Array;
  /** Times a CPU was taken from it by a process that outranked it. */
  preemptions: Uint32Array;
  /** Priorities as they were read, under policies that go by them where not all are 0. */
  priority?: Float64Array;
  /** Ticks that it executed, where they are not `cpu`. */
  executed?: Float64Array;
  /** Times it was given another CPU than its last, on machines where that makes a difference. */
  migrations?: Uint32Array;
  /** Sizes of memory, where they count. */
  memory?: Float64Array;
  /** Where the memory of each begins, where sizes count; -1 where it takes none. */
  address?: Float64Array;
}

/**
 * Options with every default filled in, as reports print them.
 *
 * @example
 * ```ts
 * import { type ResolvedOptions, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ResolvedOptions = simulate({ processes: [{ bursts: 1 }] }, { policy: "rr" }).options;
 * assertEquals([options.policy === "rr" && options.quantum, options.cpus, options.ties], [4, 1, "textbook"]);
 * ```
 * @category Results
 */
export type ResolvedOptions = Required<SimulationOptions>;

/**
 * A finished simulation.
 *
 * @example
 * ```ts
 * import { simulate, type SimulationResult } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const result: SimulationResult = simulate({ processes: [{ bursts: 3 }, { bursts: 1 }] }, { policy: "sjf" });
 * assertEquals(result.metrics.waiting.mean, 0.5);
 * assertEquals(result.processes.map(({ finish }) => finish), [4, 1]);
 * ```
 * @category Results
 */
export interface SimulationResult {
  /** What was asked, defaults filled in. */
  options: ResolvedOptions;
  /** The workload as columns, periodic tasks as the jobs that they released. */
  readonly workload: WorkloadColumns;
  /** Figures of the whole run. */
  metrics: Metrics;
  /** Figures as columns, made on first use. */
  readonly columns: ResultColumns;
  /** Figures of every process in the workload's order, made on first use. */
  readonly processes: readonly ProcessResult[];
  /** Recorded segments by (start, cpu); empty where none were asked for. */
  timeline: readonly Segment[];
  /** Recorded transitions in the order in which they happened. */
  transitions: readonly Transition[];
  /** Recorded decisions in the order in which they were made. */
  decisions: readonly Decision[];
  /** How it did by its deadlines; `null` where no process has one. */
  readonly deadlines: DeadlineReport | null;
  /** What the reader should know: ignored processor counts, load above 1, and the like. */
  notes: readonly string[];
}

/**
 * What the machine knows of a process at one moment: its process control block.
 *
 * @example
 * ```ts
 * import { type ControlBlock, Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const simulation = new Simulation({ processes: [{ bursts: 5 }, { bursts: 5 }] }, { policy: "rr", quantum: 4 });
 * simulation.step({ until: 4 });
 * const block: ControlBlock = simulation.controlBlock(1);
 * assertEquals([block.state, block.executed, block.remaining], ["ready", 4, 1]);
 * ```
 * @category Results
 */
export interface ControlBlock {
  /** Pid of the process. */
  pid: number;
  /** Its name: given, or `P` and the pid. */
  name: string;
  /** The tick at which it is seen: all events of that tick and before have happened. */
  time: number;
  /** The state it is in. */
  state: ProcessState;
  /** What it waits for: its arrival, admission, a CPU, an I/O, or a lock by name; `null` while it runs or has ended. */
  waitsFor: string | null;
  /** When it entered the ready state last; `null` if it never has. */
  readySince: number | null;
  /** The CPU that it runs on. */
  cpu: number | null;
  /** Its level or queue, for policies with several. */
  level: number | null;
  /** Arrival tick; `null` before it arrives, where it is not known because the process comes after another one. */
  arrival: number | null;
  /** The first tick that it executed. */
  firstRun: number | null;
  /** The tick at which it terminated. */
  finish: number | null;
  /** Ticks of its program that it has executed. */
  executed: number;
  /** Ticks left of its current CPU burst. */
  remaining: number;
  /** Ticks left of its quantum while it runs, or that it has kept; `null` where it has none. */
  quantumLeft: number | null;
  /** The entry of its program that comes next, counted from 0. */
  programCounter: number;
  /** The number of entries of its program. */
  programLength: number;
  /** Names of the locks that it holds. */
  holds: readonly string[];
  /** Times it was given a CPU. */
  dispatches: number;
  /** Times a CPU was taken from it by a process that outranked it. */
  preemptions: number;
  /** Blocked ticks of the waits that are over. */
  blocked: number;
  /** What its policy orders it by now, the least first; with a `lockProtocol`, where there are locks. */
  urgency?: number;
  /** What that is while it holds no lock. */
  ownUrgency?: number;
  /** Ticks between its arrival and its admission, where jobs are held; `null` before it is admitted. */
  held?: number | null;
  /** The size of its memory, where sizes count. */
  memory?: number;
  /** Where its memory begins; `null` where it has none, or is not admitted yet. */
  address?: number | null;
  /** With queues per CPU, the CPU whose queue it belongs to while it is ready or runs. */
  queue?: number | null;
  /** The CPU that it was given last; on machines where that makes a difference. */
  lastCpu?: number | null;
  /** The process that it comes after, by pid, and the ticks between that one's end and its arrival; where there is one. */
  after?: { readonly pid: number; readonly think: number };
  /** The CPUs that it may run on, where not all. */
  affinity?: readonly number[];
  /** Its group, where groups count. */
  group?: string;
}

/**
 * A request that a device with a name serves, or that waits for it.
 *
 * @example
 * ```ts
 * import { type DeviceRequest, Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const program = [1, { io: 4, device: "disk" }];
 * const simulation = new Simulation({ processes: [{ bursts: program }, { bursts: program }] }, { policy: "fcfs" });
 * simulation.step({ until: 2 });
 * const [{ serving, waiting }] = simulation.deviceStates();
 * const first: DeviceRequest = { pid: 1, since: 1, ticks: 4, until: 5 };
 * assertEquals([serving, waiting], [[first], [{ pid: 2, since: 2, ticks: 4, until: null }]]);
 * ```
 * @category Results
 */
export interface DeviceRequest {
  /** Pid of the process. */
  readonly pid: number;
  /** When it was made. */
  readonly since: number;
  /** Ticks of service. */
  readonly ticks: number;
  /** When it will be complete; `null` while it waits. */
  readonly until: number | null;
}

/**
 * What a device with a name does at one moment.
 *
 * @example
 * ```ts
 * import { type DeviceState, Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const simulation = new Simulation({ processes: [{ bursts: [1, { io: 4, device: "disk" }] }] }, { policy: "fcfs" });
 * simulation.step({ until: 1 });
 * const [disk]: DeviceState[] = simulation.deviceStates();
 * assertEquals([disk.name, disk.serving.length, disk.waitingCount], ["disk", 1, 0]);
 * ```
 * @category Results
 */
export interface DeviceState {
  /** Its name. */
  readonly name: string;
  /** How many requests it serves at once. */
  readonly servers: number;
  /** What it takes next. */
  readonly order: DeviceOrder;
  /** What it serves, in the order in which that will be complete. */
  readonly serving: readonly DeviceRequest[];
  /** The first of the requests that wait, at most 16, in the order in which they would be taken. */
  readonly waiting: readonly DeviceRequest[];
  /** How many requests wait. */
  readonly waitingCount: number;
}

/**
 * Who holds a lock at one moment, and who waits for it.
 *
 * @example
 * ```ts
 * import { type LockState, Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const program = [1, { lock: "R" }, 4, { unlock: "R" }];
 * const processes = [{ priority: 2, bursts: program }, { priority: 1, arrival: 2, bursts: program }];
 * const simulation = new Simulation({ processes }, { policy: "priority", lockProtocol: "inheritance" });
 * simulation.step({ until: 3 });
 * const [lock]: LockState[] = simulation.lockStates();
 * assertEquals([lock.holder, lock.since, lock.urgency, lock.inheritedFrom], [1, 1, 1, 2]);
 * assertEquals(lock.waiting, [{ pid: 2, since: 3 }]);
 * ```
 * @category Results
 */
export interface LockState {
  /** Its name. */
  readonly name: string;
  /** Pid of the process that holds it; `null` where none does. */
  readonly holder: number | null;
  /** Since when it does. */
  readonly since: number | null;
  /** With a `lockProtocol`: what its policy orders the holder by now, the least first. */
  readonly urgency?: number;
  /** And what that is while it holds no lock. */
  readonly ownUrgency?: number;
  /** With inheritance, where its urgency is not its own: pid of the process whose it is. */
  readonly inheritedFrom?: number;
  /** With `lockProtocol: "ceiling"`, what its holders run at. */
  readonly ceiling?: number;
  /** Where it is an inversion now: the most urgent that waits, who holds it up in the end and is ready, and who runs instead; pids. */
  readonly inversion?: { readonly waiting: number; readonly lastHolder: number; readonly running: number };
  /** Who waits for it and since when, at most 16, in the order in which they would get it now. */
  readonly waiting: readonly { readonly pid: number; readonly since: number }[];
  /** How many processes wait. */
  readonly waitingCount: number;
}
