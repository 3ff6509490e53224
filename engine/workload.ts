/**
 * What is simulated: processes with their arrivals and bursts, as objects or as columns.
 *
 * @module
 */

/**
 * Ticks on a CPU, from 1 to 2^53 - 1.
 *
 * @category Workloads
 */
export interface CpuBurst {
  /** Ticks. */
  cpu: number;
}

/**
 * Ticks of an I/O device, from 0 to 2^53 - 1.
 *
 * @category Workloads
 */
export interface IoBurst {
  /** Ticks. */
  io: number;
}

/**
 * Takes the lock of this name, or blocks until it is given; takes no time.
 *
 * @category Workloads
 */
export interface LockOperation {
  /** Name of the lock. */
  lock: string;
}

/**
 * Gives the lock of this name to the first process that waits for it; takes no time.
 *
 * @category Workloads
 */
export interface UnlockOperation {
  /** Name of the lock. */
  unlock: string;
}

/**
 * One entry of a process's program; see `engine/RULES.md` for their order.
 *
 * @category Workloads
 */
export type Burst = CpuBurst | IoBurst | LockOperation | UnlockOperation;

/**
 * A process as a user describes it. All times are whole ticks from 0 to 2^53 - 1.
 *
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
   * unless the entry before it is one: then it is an I/O burst, so that plain numbers alternate.
   */
  bursts: number | readonly (number | Burst)[];
  /** Lower is more urgent. Used by policies that name it. */
  priority?: number;
  /** Processors that a rigid parallel job takes, from 1. Counts only with `rigid`. Default 1. */
  processors?: number;
  /** Ticks that a rigid job is expected to run, which backfilling plans with; counts as its CPU time at least. */
  estimate?: number;
  /** Its share under lottery and stride, from 1 to 2^32 - 1. Default 1. */
  tickets?: number;
  /** From -20, the greatest weight, to 19, under cfs and eevdf. Default 0. */
  nice?: number;
  /** Ticks after its arrival at which it should have ended, from 1. Default: `period` where it has one, else none. */
  deadline?: number;
  /** Makes it a periodic task: every so many ticks, from 1, it arrives anew as a job of its own (see `horizon`). */
  period?: number;
  /** Indices of the CPUs that it may run on, from 0, each once. Default: all. */
  affinity?: readonly number[];
  /** The group that it belongs to. Counts only with `groups`. Default: `default`. */
  group?: string;
}

/**
 * A workload as a list of processes.
 *
 * @category Workloads
 */
export interface Workload {
  /** Shown in reports. */
  name?: string;
  /** The processes, in any order. */
  processes: readonly ProcessSpec[];
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
}

/**
 * The CPUs that processes may run on.
 *
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
  /** Lower is more urgent. */
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
  /** The CPUs that each row may run on. */
  affinity?: AffinityColumns;
  /** The group of each row. */
  group?: GroupColumns;
}
