/**
 * Who was admitted to memory when, where and why, and who was not: told from the figures of a run alone, moment by moment.
 *
 * @module
 */

import type { ResolvedOptions, SimulationResult } from "../engine/result.ts";
import type { Simulation } from "../engine/simulation.ts";
import { BURST_KIND, type WorkloadColumns } from "../engine/workload.ts";
import { needsOf } from "../engine/workload/_resources.ts";

/**
 * A stretch of memory: from an address up to, not including, another.
 *
 * @example
 * ```ts
 * import { admissionMoments, jobsOf, type MemoryPiece } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const result = simulate({ processes: [{ bursts: 3, memory: 60 }] }, { policy: "fcfs", memory: 100 });
 * const [{ free }] = admissionMoments(jobsOf(result), result.options);
 * const rest: MemoryPiece = { from: 60, to: 100 };
 * assertEquals(free, [rest]);
 * ```
 * @category Explanations
 */
export interface MemoryPiece {
  /** Its first address. */
  readonly from: number;
  /** The address behind it. */
  readonly to: number;
}

/**
 * What admission knows of a job.
 *
 * @example
 * ```ts
 * import { type AdmissionJob, jobsOf } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 3, memory: 60 }, { bursts: 3, memory: 60 }] };
 * const [, second]: AdmissionJob[] = jobsOf(simulate(workload, { policy: "fcfs", memory: 100 }));
 * assertEquals([second.arrival, second.admitted, second.address], [0, 3, 0]);
 * ```
 * @category Explanations
 */
export interface AdmissionJob {
  /** Its pid. */
  readonly pid: number;
  /** The tick of its arrival. */
  readonly arrival: number;
  /** The tick of its admission; `null` where that is not known yet. */
  readonly admitted: number | null;
  /** The tick of its end; `null` where that is not known yet. */
  readonly finish: number | null;
  /** CPU ticks of its program. */
  readonly cpu: number;
  /** Its priority. */
  readonly priority: number;
  /** The memory that it needs. */
  readonly memory: number;
  /** Where that begins; `null` where it has none. */
  readonly address: number | null;
  /** The counted resources that it takes, by name. */
  readonly resources: Readonly<Record<string, number>>;
}

/**
 * A job that was admitted.
 *
 * @example
 * ```ts
 * import { type Admission, admissionMoments, jobsOf } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const result = simulate({ processes: [{ bursts: 3, memory: 60 }] }, { policy: "fcfs", memory: 100 });
 * const admission: Admission = admissionMoments(jobsOf(result), result.options).next().value!.admitted[0];
 * assertEquals(admission, { pid: 1, memory: 60, address: 0, free: [{ from: 0, to: 100 }] });
 * ```
 * @category Explanations
 */
export interface Admission {
  /** The job. */
  readonly pid: number;
  /** The memory that it needs. */
  readonly memory: number;
  /** Where that begins; `null` where it has none. */
  readonly address: number | null;
  /** What was free before it came. */
  readonly free: readonly MemoryPiece[];
}

/**
 * A job that waits for its admission, and why: there are `many` in memory already, no free `piece` is as large as it needs,
 * too few of a counted `resource` are free, or another one is before it in the `order`.
 *
 * @example
 * ```ts
 * import { admissionMoments, type AdmissionWait, jobsOf } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ bursts: 3, memory: 60 }, { bursts: 3, memory: 50 }, { bursts: 3, memory: 10 }];
 * const result = simulate({ processes }, { policy: "fcfs", memory: 100 });
 * const waits: readonly AdmissionWait[] = admissionMoments(jobsOf(result), result.options).next().value!.waiting;
 * assertEquals(waits.map(({ pid, reason }) => [pid, reason]), [[2, "piece"], [3, "order"]]);
 * ```
 * @category Explanations
 */
export interface AdmissionWait {
  /** The job. */
  readonly pid: number;
  /** The memory that it needs. */
  readonly memory: number;
  /** Why it is not admitted. */
  readonly reason: "many" | "piece" | "resource" | "order";
  /** With `resource`: the first one of which too few are free, how many it needs, and how many there are. */
  readonly lacking?: { readonly name: string; readonly needed: number; readonly free: number };
  /** With `order`: the job that goes before it. */
  readonly behind: number | null;
}

/**
 * An instant at which somebody came or went, and what holds after it.
 *
 * @example
 * ```ts
 * import { type AdmissionMoment, admissionMoments, jobsOf } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const result = simulate({ processes: [{ bursts: 3, memory: 60 }] }, { policy: "fcfs", memory: 100 });
 * const moments: AdmissionMoment[] = [...admissionMoments(jobsOf(result), result.options)];
 * assertEquals(moments.map(({ time, left }) => [time, left]), [[0, []], [3, [1]]]);
 * ```
 * @category Explanations
 */
export interface AdmissionMoment {
  /** The tick. */
  readonly time: number;
  /** Pids of those that ended. */
  readonly left: readonly number[];
  /** Those that were admitted, in their order. */
  readonly admitted: readonly Admission[];
  /** Those that wait for admission now, in the order of the pool. */
  readonly waiting: readonly AdmissionWait[];
  /** Pids of those that are in memory now, by address. */
  readonly inMemory: readonly number[];
  /** What is free now, by address; empty where sizes do not count. */
  readonly free: readonly MemoryPiece[];
  /** How many of each counted resource are free now, by name. */
  readonly freeResources: Readonly<Record<string, number>>;
}

/**
 * The options that admission goes by.
 *
 * @example
 * ```ts
 * import { admissionMoments, type AdmissionOptions } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const options: AdmissionOptions = {
 *   admit: 1,
 *   admitOrder: "fcfs",
 *   admission: "in-order",
 *   memory: Infinity,
 *   resources: {},
 * };
 * assertEquals([...admissionMoments([], options)], []);
 * ```
 * @category Explanations
 */
export type AdmissionOptions = Pick<ResolvedOptions, "admit" | "admitOrder" | "admission" | "memory" | "resources">;

/**
 * The jobs of a finished run.
 *
 * @example
 * ```ts
 * import { jobsOf } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const result = simulate({ processes: [{ bursts: 3 }, { bursts: 3 }] }, { policy: "fcfs", admit: 1 });
 * assertEquals(jobsOf(result).map(({ admitted }) => admitted), [0, 3]);
 * ```
 * @category Explanations
 */
export function jobsOf({ columns, workload }: Pick<SimulationResult, "columns" | "workload">): AdmissionJob[] {
  const { pid, arrival, held, finish, cpu, memory, address } = columns;
  return Array.from(arrival, (time, row) => ({
    pid: pid[row],
    arrival: time,
    admitted: time + held[row],
    finish: finish[row],
    cpu: cpu[row],
    priority: workload.priority?.[row] ?? 0,
    memory: memory?.[row] ?? 0,
    address: address === undefined || address[row] < 0 ? null : address[row],
    resources: needsOf(workload, row),
  }));
}

/** The jobs that have arrived in a simulation that stands between two steps; none where jobs are not held. */
export function jobsSoFar(simulation: Simulation): AdmissionJob[] {
  const { workload } = simulation;
  const jobs: AdmissionJob[] = [];
  for (let row = 0; row < workload.arrival.length; row++) {
    const block = simulation.controlBlock(workload.pid?.[row] ?? row + 1);
    const { pid, arrival, held, finish, memory = 0, address = null, time } = block;
    if (held === undefined || arrival === null || arrival > time) continue;
    const admitted = held === null ? null : arrival + held;
    const priority = workload.priority?.[row] ?? 0;
    jobs.push({
      pid,
      arrival,
      admitted,
      finish,
      cpu: cpuOf(workload, row),
      priority,
      memory,
      address,
      resources: needsOf(workload, row),
    });
  }
  return jobs;
}

/** CPU ticks of a row's whole program. */
function cpuOf({ cpu, bursts }: WorkloadColumns, row: number): number {
  if (cpu !== undefined) return cpu[row];
  const { offset, kind, value } = bursts!;
  let sum = 0;
  for (let entry = offset[row]; entry < offset[row + 1]; entry++) {
    if (kind[entry] === BURST_KIND.cpu) sum += value[entry];
  }
  return sum;
}

/**
 * Tells what happened at every instant at which a job arrived, was admitted or ended, one after another. A moment takes time in the
 * number of jobs that are in memory or wait then.
 *
 * @example
 * ```ts
 * import { admissionMoments, jobsOf } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const processes = [{ bursts: 3, memory: 60 }, { bursts: 5, memory: 30 }, { bursts: 1, memory: 50 }];
 * const result = simulate({ processes }, { policy: "fcfs", memory: 100 });
 * const [first, second] = admissionMoments(jobsOf(result), result.options);
 * assertEquals(first.waiting, [{ pid: 3, memory: 50, reason: "piece", behind: null }]);
 * assertEquals([second.time, second.admitted[0].address], [3, 0]);
 * ```
 * @category Explanations
 */
export function* admissionMoments(
  jobs: readonly AdmissionJob[],
  options: AdmissionOptions & { readonly priorityOrder?: string },
): Generator<AdmissionMoment, void, void> {
  const arriving = jobs.toSorted((a, b) => a.arrival - b.arrival || a.pid - b.pid);
  const ending = jobs.filter(({ finish }) => finish !== null).sort((a, b) => a.finish! - b.finish!);
  const resident = new Map<number, AdmissionJob>();
  let pool: AdmissionJob[] = [];
  let arrived = 0;
  let ended = 0;
  while (arrived < arriving.length || ended < ending.length) {
    const time = Math.min(arriving[arrived]?.arrival ?? Infinity, ending[ended]?.finish ?? Infinity);
    const left: number[] = [];
    for (; arriving[arrived]?.arrival === time; arrived++) pool.push(arriving[arrived]);
    for (; ending[ended]?.finish === time; ended++) {
      left.push(ending[ended].pid);
      resident.delete(ending[ended].pid);
    }
    pool = inOrder(pool, options, time);
    const admitted: Admission[] = [];
    for (const job of pool) {
      if (job.admitted !== time) continue;
      const { pid, memory, address } = job;
      admitted.push({ pid, memory, address, free: freePieces(resident.values(), options) });
      resident.set(pid, job);
    }
    pool = pool.filter((job) => job.admitted !== time);
    const free = freePieces(resident.values(), options);
    const freeResources = freeOf(resident.values(), options);
    const waiting = reasonsOf(pool, { resident: resident.size, free, freeResources }, options);
    const inMemory = [...resident.values()].sort((a, b) => (a.address ?? -1) - (b.address ?? -1)).map(({ pid }) => pid);
    yield { time, left, admitted, waiting, inMemory, free, freeResources };
  }
}

/** The pool in the order of admission; those of one key as they arrived. */
function inOrder(
  pool: readonly AdmissionJob[],
  { admitOrder, priorityOrder }: Pick<AdmissionOptions, "admitOrder"> & { readonly priorityOrder?: string },
  time: number,
): AdmissionJob[] {
  const sign = priorityOrder === "high" ? -1 : 1;
  switch (admitOrder) {
    case "fcfs":
      return [...pool];
    case "sjf":
      return pool.toSorted((a, b) => a.cpu - b.cpu || byArrival(a, b));
    case "priority":
      return pool.toSorted((a, b) => sign * (a.priority - b.priority) || byArrival(a, b));
    case "hrrn": {
      // Exact: products of two ticks pass what a number holds.
      const waited = (job: AdmissionJob, other: AdmissionJob) => BigInt(time - job.arrival) * BigInt(other.cpu);
      return pool.toSorted((a, b) => Number(waited(b, a) - waited(a, b)) || byArrival(a, b));
    }
  }
}

function byArrival(a: AdmissionJob, b: AdmissionJob): number {
  return a.arrival - b.arrival || a.pid - b.pid;
}

/** What lies free between those in memory, by address. */
function freePieces(resident: Iterable<AdmissionJob>, { memory }: Pick<AdmissionOptions, "memory">): MemoryPiece[] {
  if (memory === Infinity) return [];
  const placed = [...resident].filter(({ address }) => address !== null).sort((a, b) => a.address! - b.address!);
  const free: MemoryPiece[] = [];
  let from = 0;
  for (const job of placed) {
    if (job.address! > from) free.push({ from, to: job.address! });
    from = job.address! + job.memory;
  }
  if (memory > from) free.push({ from, to: memory });
  return free;
}

/** How many of each counted resource are left beside those in memory. */
function freeOf(resident: Iterable<AdmissionJob>, { resources }: Pick<AdmissionOptions, "resources">) {
  const free = new Map(Object.entries(resources));
  for (const job of resident) {
    for (const [name, count] of Object.entries(job.resources)) {
      if (free.has(name)) free.set(name, free.get(name)! - count);
    }
  }
  return Object.fromEntries(free);
}

function reasonsOf(
  pool: readonly AdmissionJob[],
  { resident, free, freeResources }: {
    readonly resident: number;
    readonly free: readonly MemoryPiece[];
    readonly freeResources: Readonly<Record<string, number>>;
  },
  { admit, admission, memory: size }: AdmissionOptions,
): AdmissionWait[] {
  const largest = size === Infinity ? Infinity : largestOf(free);
  return pool.map(({ pid, memory, resources }, index) => {
    if (index > 0 && admission === "in-order") return { pid, memory, reason: "order", behind: pool[0].pid };
    if (resident < admit && memory > largest) return { pid, memory, reason: "piece", behind: null };
    const lacks = Object.entries(resources).find(([name, needed]) => needed > (freeResources[name] ?? Infinity));
    if (resident >= admit || lacks === undefined) return { pid, memory, reason: "many", behind: null };
    const [name, needed] = lacks;
    return { pid, memory, reason: "resource", lacking: { name, needed, free: freeResources[name] }, behind: null };
  });
}

/**
 * The size of the largest of some pieces; 0 where there is none.
 *
 * @example
 * ```ts
 * import { largestOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(largestOf([{ from: 0, to: 15 }, { from: 75, to: 100 }]), 25);
 * ```
 * @category Explanations
 */
export function largestOf(pieces: readonly MemoryPiece[]): number {
  return pieces.reduce((most, { from, to }) => Math.max(most, to - from), 0);
}
