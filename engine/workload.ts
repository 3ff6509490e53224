/**
 * What is simulated: processes with their arrivals and bursts, as objects or as columns.
 *
 * @module
 */

import type { ResourceColumns } from "./workload/resource_columns.ts";

/**
 * Ticks on a CPU, from 1 to 2^53 - 1.
 *
 * @example
 * ```ts
 * import { type CpuBurst, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const burst: CpuBurst = { cpu: 5 };
 * assertEquals(simulate({ processes: [{ bursts: [burst] }] }, { policy: "fcfs" }).processes[0].finish, 5);
 * ```
 * @category Workloads
 */
export interface CpuBurst {
  /** Ticks. */
  cpu: number;
}

/**
 * Ticks of an I/O device, from 0 to 2^53 - 1.
 *
 * @example
 * ```ts
 * import { type IoBurst, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const wait: IoBurst = { io: 4 };
 * const { processes } = simulate({ processes: [{ bursts: [1, wait, 2] }] }, { policy: "fcfs" });
 * assertEquals([processes[0].blocked, processes[0].finish], [4, 7]);
 * ```
 * @category Workloads
 */
export interface IoBurst {
  /** Ticks. */
  io: number;
  /** The name of the device that serves it, with a queue of its own; without one it is one of the unnamed devices. */
  device?: string;
}

/**
 * What a device takes next of the requests that wait for it: the first, that of the most urgent process, or the shortest.
 *
 * @example
 * ```ts
 * import { type DeviceOrder, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const io = (ticks: number) => [1, { io: ticks, device: "disk" }, 1];
 * const processes = [{ bursts: io(3) }, { bursts: io(5) }, { bursts: io(2) }];
 * const finish = (order: DeviceOrder) =>
 *   simulate({ processes, devices: { disk: { order } } }, { policy: "fcfs", cpus: 3 }).processes.map(({ finish }) => finish);
 * assertEquals([finish("fcfs"), finish("shortest")], [[5, 10, 12], [7, 12, 4]]);
 * ```
 * @category Workloads
 */
export type DeviceOrder = "fcfs" | "priority" | "shortest";

/**
 * A device with a name.
 *
 * @example
 * ```ts
 * import { type DeviceSpec, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const disk: DeviceSpec = { servers: 2 };
 * const program = [1, { io: 5, device: "disk" }];
 * const processes = [{ bursts: program }, { bursts: program }, { bursts: program }];
 * const { metrics } = simulate({ processes, devices: { disk } }, { policy: "fcfs", cpus: 3 });
 * assertEquals(metrics.devices!.map(({ name, busy, longestQueue }) => [name, busy, longestQueue]), [["disk", 15, 1]]);
 * ```
 * @category Workloads
 */
export interface DeviceSpec {
  /** How many requests it serves at once, from 1 to 2^32 - 1. Default 1. */
  servers?: number;
  /** What it takes next; equal ones first come, first served. Default: the machine's `deviceOrder`. */
  order?: DeviceOrder;
}

/**
 * Takes the lock of this name, or blocks until it is given; takes no time.
 *
 * @example
 * ```ts
 * import { type LockOperation, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const lock: LockOperation = { lock: "printer" };
 * const program = [1, lock, 4, { unlock: "printer" }];
 * const { processes } = simulate({ processes: [{ bursts: program }, { bursts: program }] }, { policy: "rr", quantum: 2 });
 * assertEquals(processes.map(({ blocked }) => blocked > 0), [false, true]); // the second waits for the first
 * ```
 * @category Workloads
 */
export interface LockOperation {
  /** Name of the lock. */
  lock: string;
}

/**
 * Gives the lock of this name to a process that waits for it, the first by default; takes no time.
 *
 * @example
 * ```ts
 * import { simulate, type UnlockOperation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const unlock: UnlockOperation = { unlock: "printer" };
 * const program = [1, { lock: "printer" }, 2, unlock, 3];
 * const { processes } = simulate({ processes: [{ bursts: program }, { bursts: program }] }, { policy: "rr", quantum: 2 });
 * assertEquals(processes[1].blocked, 1); // until the first has printed, not until it ends
 * ```
 * @category Workloads
 */
export interface UnlockOperation {
  /** Name of the lock. */
  unlock: string;
}

/**
 * One entry of a process's program; see `engine/RULES.md` for their order.
 *
 * @example
 * ```ts
 * import { type Burst, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const program: Burst[] = [{ cpu: 1 }, { lock: "disk" }, { cpu: 2 }, { unlock: "disk" }, { io: 3 }, { cpu: 1 }];
 * assertEquals(simulate({ processes: [{ bursts: program }] }, { policy: "fcfs" }).processes[0].finish, 7);
 * ```
 * @category Workloads
 */
export type Burst = CpuBurst | IoBurst | LockOperation | UnlockOperation;

/**
 * A process as a user describes it. All times are whole ticks from 0 to 2^53 - 1.
 *
 * @example
 * ```ts
 * import { type ProcessSpec, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const editor: ProcessSpec = { name: "editor", arrival: 2, bursts: [1, 20, 2], priority: 1 };
 * const [figures] = simulate({ processes: [editor] }, { policy: "priority" }).processes;
 * assertEquals([figures.name, figures.finish], ["editor", 25]);
 * ```
 * @category Workloads
 */
export interface ProcessSpec {
  /** A whole number from 0, unique in the workload. Default: the position in the list, from 1. */
  pid?: number;
  /** Shown in reports. Default: `P` and the pid. */
  name?: string;
  /** The tick at which it enters the system. Default 0. */
  arrival?: number;
  /**
   * Its program. A number alone is one CPU burst. In a list, objects say what they are; a plain number is a CPU burst,
   * unless the entry before it is one: then it is an I/O burst, so that plain numbers alternate. It may begin and end
   * with I/O, `[{ io: 3 }, 5, 2]`, and has at least one CPU burst.
   */
  bursts: number | readonly (number | Burst)[];
  /** Lower is more urgent, unless `priorityOrder` is `high`. Used by policies that name it. */
  priority?: number;
  /** Processors that a rigid parallel job takes, from 1. Counts only with `rigid`. Default 1. */
  processors?: number;
  /**
   * Ticks that it is expected to run. Backfilling plans with it, where it counts as its CPU time at least; `hrrn` orders by
   * it with `service: "estimate"`. Default: its CPU time.
   */
  estimate?: number;
  /** Its share under lottery and stride, from 1 to 2^32 - 1. Default 1. */
  tickets?: number;
  /** From -20, the greatest weight, to 19, under cfs and eevdf. Default 0. */
  nice?: number;
  /** Ticks after its arrival at which it should have ended, from 1. Default: `period` where it has one, else none. */
  deadline?: number;
  /** Makes it a periodic task: every so many ticks, from 1, it arrives anew as a job of its own (see `horizon`). */
  period?: number;
  /**
   * The pid of another process that it comes after: it arrives `think` ticks after that one has ended, and not before its
   * own `arrival`. Not of a periodic task. Default: none.
   */
  after?: number;
  /** Ticks between the end of `after` and its arrival. Default 0. */
  think?: number;
  /** Ticks that it may run at a time under rr, vrr, priority and mlq, from 1. Default: what the policy has. */
  quantum?: number;
  /** Memory that it takes from its admission to its end. Counts only with the option `memory`. Default 0: none. */
  memory?: number;
  /**
   * Counted resources that it takes whole at its admission and gives back at its end, such as `{ tape: 2, printer: 1 }`, each from 0 to
   * 2^32 - 1. Only those count that the option `resources` names. Default: none.
   */
  resources?: Readonly<Record<string, number>>;
  /** Indices of the CPUs that it may run on, from 0, each once. Default: all. */
  affinity?: readonly number[];
  /** The group that it belongs to. Counts only with `groups`. Default: `default`. */
  group?: string;
}

/**
 * A workload as a list of processes.
 *
 * @example
 * ```ts
 * import { simulate, type Workload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload: Workload = { name: "two jobs", processes: [{ bursts: 3 }, { arrival: 1, bursts: 2 }] };
 * assertEquals(simulate(workload, { policy: "srtf" }).metrics.makespan, 5);
 * ```
 * @category Workloads
 */
export interface Workload {
  /** Shown in reports. */
  name?: string;
  /** The processes, in any order. */
  processes: readonly ProcessSpec[];
  /** Devices by name: what they are like, or only how many requests they serve at once. Those not listed have one server. */
  devices?: Readonly<Record<string, number | DeviceSpec>>;
}

/**
 * What an entry of {@linkcode BurstColumns.kind} stands for.
 *
 * @example
 * ```ts
 * import { BURST_KIND, toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { bursts } = toColumns({ processes: [{ bursts: [2, 5, 2] }] });
 * assertEquals([...bursts!.kind], [BURST_KIND.cpu, BURST_KIND.io, BURST_KIND.cpu]);
 * ```
 *
 * @category Workloads
 */
export const BURST_KIND = { cpu: 0, io: 1, lock: 2, unlock: 3 } as const;

/**
 * The programs of all processes, one after another: those of row i are the entries offset[i] to offset[i + 1] - 1.
 *
 * @example
 * ```ts
 * import { type BurstColumns, toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const bursts: BurstColumns = toColumns({ processes: [{ bursts: [2, 5, 1] }, { bursts: 4 }] }).bursts!;
 * assertEquals([[...bursts.offset], [...bursts.value]], [[0, 3, 4], [2, 5, 1, 4]]);
 * ```
 * @category Workloads
 */
export interface BurstColumns {
  /** One more entry than there are rows; ascending, from 0. */
  offset: Uint32Array;
  /** A {@linkcode BURST_KIND} each. */
  kind: Uint8Array;
  /** Ticks for CPU and I/O; the index into `locks` for lock and unlock. */
  value: Float64Array;
  /** Names of the locks. */
  locks: readonly string[];
  /** By entry: 0, or for I/O of a named device the number of an entry of `devices`, from 1. Missing where no I/O names one. */
  device?: Uint32Array;
  /** The devices that have names. */
  devices?: readonly NamedDevice[];
}

/**
 * A device of {@linkcode BurstColumns}.
 *
 * @example
 * ```ts
 * import { type NamedDevice, toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { bursts } = toColumns({ processes: [{ bursts: [2, { io: 5, device: "disk" }, 1] }], devices: { disk: 2 } });
 * const disk: NamedDevice = { name: "disk", servers: 2 };
 * assertEquals([[...bursts!.device!], bursts!.devices], [[0, 1, 0], [disk]]);
 * ```
 * @category Workloads
 */
export interface NamedDevice extends DeviceSpec {
  /** Its name. */
  readonly name: string;
}

/**
 * The CPUs that processes may run on.
 *
 * @example
 * ```ts
 * import { type AffinityColumns, toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { affinity } = toColumns({ processes: [{ bursts: 1 }, { bursts: 1, affinity: [0, 2] }] });
 * const expected: AffinityColumns = { of: Uint32Array.of(0, 1), sets: [[0, 2]] };
 * assertEquals(affinity, expected);
 * ```
 * @category Workloads
 */
export interface AffinityColumns {
  /** By row: 0 for all CPUs, or the number of an entry of `sets`, from 1. */
  of: Uint32Array;
  /** Indices of CPUs, from 0. */
  sets: readonly (readonly number[])[];
}

/**
 * The groups that processes belong to.
 *
 * @example
 * ```ts
 * import { type GroupColumns, toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { group } = toColumns({ processes: [{ bursts: 1, group: "web" }, { bursts: 1 }] });
 * const expected: GroupColumns = { of: Uint32Array.of(1, 0), names: ["web"] };
 * assertEquals(group, expected);
 * ```
 * @category Workloads
 */
export interface GroupColumns {
  /** By row: 0 for none, or the number of an entry of `names`, from 1. */
  of: Uint32Array;
  /** Names of the groups. */
  names: readonly string[];
}

/**
 * A workload as typed-array columns, one row per process: ten million processes without ten million objects. The arrays
 * are read, never written; do not change them while a simulation of them is in use.
 *
 * @example
 * ```ts
 * import { simulate, type WorkloadColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload: WorkloadColumns = { arrival: Float64Array.of(0, 1), cpu: Float64Array.of(24, 3) };
 * assertEquals(simulate(workload, { policy: "fcfs" }).metrics.makespan, 27);
 * ```
 * @category Workloads
 */
export interface WorkloadColumns {
  /** Shown in reports. */
  name?: string;
  /** Arrival ticks. Its length is the number of processes. */
  arrival: Float64Array;
  /** CPU ticks of each process's only burst. Give either this or `bursts`. */
  cpu?: Float64Array;
  /** Programs of several bursts. Give either this or `cpu`. */
  bursts?: BurstColumns;
  /** Default: row + 1. */
  pid?: Float64Array;
  /** Names by row; `undefined` entries and a missing column mean `P` and the pid. */
  names?: readonly (string | undefined)[];
  /** Lower is more urgent, unless `priorityOrder` is `high`. */
  priority?: Float64Array;
  /** Processors that each row takes with `rigid`, from 1. */
  processors?: Uint32Array;
  /** Ticks that each row is expected to run, 0 for its CPU time. */
  estimate?: Float64Array;
  /** Tickets, from 1. */
  tickets?: Float64Array;
  /** Nice values, -20 to 19. */
  nice?: Float64Array;
  /** Deadlines in ticks after the arrival, 0 for none. */
  deadline?: Float64Array;
  /** Periods in ticks, 0 for none. */
  period?: Float64Array;
  /** The pid that each row comes after, -1 for none. */
  after?: Float64Array;
  /** Ticks between the end of `after` and the arrival of each row. */
  think?: Float64Array;
  /** The quantum of each row in ticks, 0 for that of the policy. */
  quantum?: Float64Array;
  /** Memory that each row takes, 0 for none. */
  memory?: Float64Array;
  /** The counted resources that each row takes. */
  resources?: ResourceColumns;
  /** The CPUs that each row may run on. */
  affinity?: AffinityColumns;
  /** The group of each row. */
  group?: GroupColumns;
}
