/**
 * Simulates one workload under one policy for many quanta, and finds the two ends that the length of the quantum has:
 * too short, and switching eats the machine; so long that it covers every burst, and the policy is FCFS.
 *
 * @module
 */

import { refuseUnknownOptions } from "../engine/known_options.ts";
import { MACHINE_OPTIONS } from "../engine/machine_options.ts";
import type { MachineOptions, SimulationOptions } from "../engine/options.ts";
import type { OwnPolicyOptions } from "../engine/own_policy.ts";
import { resolveOptions } from "../engine/resolve_options.ts";
import type { ResolvedOptions, SimulationResult } from "../engine/result.ts";
import { Simulation } from "../engine/simulation.ts";
import { BURST_KIND, type Workload, type WorkloadColumns } from "../engine/workload.ts";
import { toColumns } from "../engine/workload/columns.ts";
import { runOneOf } from "./_run_one_of.ts";
import type { AnalysisOptions, RunProgress } from "./options.ts";

/**
 * Switching is said to eat the machine where it takes this share of the busy time more than it does under FCFS.
 *
 * @example
 * ```ts
 * import { SWITCHING_SHARE_MARKED } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(SWITCHING_SHARE_MARKED, 0.1); // of the busy time
 * ```
 * @category Sweeps
 */
export const SWITCHING_SHARE_MARKED = 0.1;

/** Quanta of a sweep where the user names none, about. */
const DEFAULT_COUNT = 24;

/** Up to this burst a sweep tries every quantum. */
const EVERY_QUANTUM_MAX = 40;

/**
 * One quantum and what came of it.
 *
 * @example
 * ```ts
 * import { sweep, type SweepPoint } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { points } = await sweep({ processes: [{ bursts: 4 }, { bursts: 2 }] }, { policy: "rr" }, { quanta: [1] });
 * const point: SweepPoint = points[0];
 * assertEquals([point.quantum, point.metrics.totalDispatches, point.isFcfs], [1, 6, false]);
 * ```
 * @category Sweeps
 */
export interface SweepPoint {
  /** The quantum, in ticks. */
  readonly quantum: number;
  /** The figures of the run. */
  readonly metrics: SimulationResult["metrics"];
  /** Ticks of context switches, of all ticks in which CPUs were busy. */
  readonly switchingShare: number;
  /** Whether every process finishes at the tick at which it finishes under FCFS. */
  readonly isFcfs: boolean;
  /** Whether switching takes {@linkcode SWITCHING_SHARE_MARKED} of the busy time more than it does under FCFS. */
  readonly isSwitching: boolean;
}

/**
 * A sweep.
 *
 * @example
 * ```ts
 * import { sweep, type Sweep } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 4 }, { bursts: 2 }] };
 * const result: Sweep = await sweep(workload, { policy: "rr" }, { quanta: [1, 2, 4] });
 * assertEquals([result.fcfsFrom, result.longestStretch], [4, 4]);
 * ```
 * @category Sweeps
 */
export interface Sweep {
  /** What was asked, with the first quantum. */
  readonly options: ResolvedOptions;
  /** A point for each quantum, in their order. */
  readonly points: readonly SweepPoint[];
  /** The same workload on the same machine under FCFS. */
  readonly fcfs: Pick<SweepPoint, "metrics" | "switchingShare">;
  /** The most CPU ticks that any process wants without blocking in between. */
  readonly longestStretch: number;
  /** The greatest quantum up to which switching eats the machine; `null` for none. */
  readonly switchingUpTo: number | null;
  /** The least quantum from which on every run is as under FCFS; `null` for none. */
  readonly fcfsFrom: number | null;
  /** How FCFS did by the deadlines; `null` where there are none. */
  readonly deadlines: SimulationResult["deadlines"];
  /** What the reader should know of the runs. */
  readonly notes: readonly string[];
}

/**
 * The most CPU ticks that a process wants without an I/O in between.
 *
 * @example
 * ```ts
 * import { longestStretch } from "@quanta/quanta/analysis";
 * import { toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(longestStretch(toColumns({ processes: [{ bursts: [3, 5, 7] }, { bursts: 4 }] })), 7);
 * ```
 *
 * @category Sweeps
 */
export function longestStretch({ cpu, bursts }: WorkloadColumns): number {
  let longest = 0;
  if (cpu !== undefined) {
    for (const ticks of cpu) longest = Math.max(longest, ticks);
  }
  if (bursts !== undefined) {
    const { offset, kind, value } = bursts;
    for (let row = 0; row + 1 < offset.length; row++) {
      let stretch = 0;
      for (let entry = offset[row]; entry < offset[row + 1]; entry++) {
        if (kind[entry] === BURST_KIND.cpu) stretch += value[entry];
        else if (kind[entry] === BURST_KIND.io) stretch = 0;
        longest = Math.max(longest, stretch);
      }
    }
  }
  return longest;
}

/**
 * Quanta from 1 to just past the longest stretch of CPU time, so that both ends of the trade-off are seen.
 *
 * @example
 * ```ts
 * import { defaultQuanta } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(defaultQuanta(4), [1, 2, 3, 4, 5, 6]);
 * ```
 *
 * @category Sweeps
 */
export function defaultQuanta(longestStretch: number): readonly number[] {
  const last = Math.min(Math.ceil(longestStretch * 1.25) + 1, Number.MAX_SAFE_INTEGER);
  if (last <= EVERY_QUANTUM_MAX) return Array.from({ length: last }, (_, index) => index + 1);
  const quanta = new Set([1, longestStretch, last]);
  for (let index = 1; index < DEFAULT_COUNT; index++) {
    quanta.add(Math.round(longestStretch ** (index / DEFAULT_COUNT)));
  }
  return [...quanta].sort((a, b) => a - b);
}

/**
 * What is swept.
 *
 * @example
 * ```ts
 * import { sweep, type SweepOptions } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const options: SweepOptions = { quanta: [1, 2] };
 * const { points } = await sweep({ processes: [{ bursts: 4 }, { bursts: 2 }] }, { policy: "rr" }, options);
 * assertEquals(points.map(({ quantum }) => quantum), [1, 2]);
 * ```
 * @category Sweeps
 */
export interface SweepOptions extends AnalysisOptions<RunProgress> {
  /** The quanta in ascending order, in ticks from 1. Default: {@linkcode defaultQuanta}. */
  readonly quanta?: readonly number[];
}

/**
 * Runs the workload once per quantum, and under FCFS.
 *
 * @param options A policy that has a quantum; that of the sweep takes its place.
 * @throws {WorkloadError} If the workload is not valid.
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range, or the list of quanta is empty.
 * @throws {RunDeadlockError} If the processes of a run wait for each other's locks.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { sweep } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { points } = await sweep({ processes: [{ bursts: 4 }, { bursts: 2 }] }, { policy: "rr" }, { quanta: [1, 4] });
 * assertEquals(points.map(({ isFcfs }) => isFcfs), [false, true]); // with a quantum of 4 nobody is interrupted
 * ```
 *
 * @category Sweeps
 */
export async function sweep(
  workload: Workload | WorkloadColumns,
  options: SimulationOptions | OwnPolicyOptions,
  how: SweepOptions = {},
): Promise<Sweep> {
  refuseUnknownOptions("sweep", how, ["signal", "onProgress", "quanta"] satisfies (keyof SweepOptions)[]);
  const columns = toColumns(workload);
  const quanta = how.quanta ?? defaultQuanta(longestStretch(columns));
  if (quanta.length === 0) throw new RangeError("Cannot sweep: quanta must be at least one, got none");
  const optionsFor = (quantum: number) => ({ ...options, quantum }) as SimulationOptions;
  const resolved = resolveOptions(optionsFor(quanta[0]));
  const run = (what: SimulationOptions | OwnPolicyOptions, label: string, index: number) =>
    runOneOf(new Simulation(columns, what), { label, index, runs: quanta.length + 1 }, how);
  const fcfs = await run({ ...machineOptions(resolved), policy: "fcfs" }, "fcfs", 0);
  const fcfsShare = switchingShare(fcfs);
  const points: SweepPoint[] = [];
  for (const [index, quantum] of quanta.entries()) {
    const result = await run(optionsFor(quantum), `quantum ${quantum}`, index + 1);
    const { metrics } = result;
    const isFcfs = result.columns.finish.every((finish, row) => finish === fcfs.columns.finish[row]);
    const share = switchingShare(result);
    const isSwitching = share - fcfsShare >= SWITCHING_SHARE_MARKED;
    points.push({ quantum, switchingShare: share, isSwitching, isFcfs, metrics });
  }
  return {
    options: resolved,
    points,
    fcfs: { metrics: fcfs.metrics, switchingShare: fcfsShare },
    longestStretch: longestStretch(columns),
    ...endsOf(points),
    deadlines: fcfs.deadlines,
    notes: fcfs.notes,
  };
}

/** Ticks of context switches, of all ticks in which CPUs were busy. */
function switchingShare({ columns }: SimulationResult): number {
  let working = 0;
  let switching = 0;
  // On CPUs of other speeds, or with a cold cache, ticks of execution are not ticks of work.
  const executed = columns.executed ?? columns.cpu;
  for (let row = 0; row < executed.length; row++) {
    working += executed[row];
    switching += columns.switching[row];
  }
  return switching / (working + switching);
}

/** The two ends, from the figures of points in ascending order of quantum. */
export function endsOf(
  points: readonly Pick<SweepPoint, "quantum" | "isSwitching" | "isFcfs">[],
): Pick<Sweep, "switchingUpTo" | "fcfsFrom"> {
  const firstFree = points.findIndex(({ isSwitching }) => !isSwitching);
  const lastEaten = firstFree === -1 ? points.length - 1 : firstFree - 1;
  const lastOther = points.findLastIndex(({ isFcfs }) => !isFcfs);
  return {
    switchingUpTo: points[lastEaten]?.quantum ?? null,
    fcfsFrom: points[lastOther + 1]?.quantum ?? null,
  };
}

/** The machine of these options without their policy: all of it, or FCFS would run on another one. */
function machineOptions(options: ResolvedOptions): MachineOptions {
  const values = options as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(MACHINE_OPTIONS.map(({ name }) => [name, values[name]])) as MachineOptions;
}
