/**
 * Simulates one workload under one policy for many quanta, and finds the two ends that the length of the quantum has:
 * too short, and switching eats the machine; so long that it covers every burst, and the policy is FCFS.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../engine/machine_options.ts";
import type { MachineOptions, SimulationOptions } from "../engine/options.ts";
import type { ResolvedOptions, SimulationResult } from "../engine/result.ts";
import { BURST_KIND, type WorkloadColumns } from "../engine/workload.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { Progress } from "./progress.ts";
import { checkOptions, createSimulation, runSimulation } from "./run_simulation.ts";
import type { LoadedWorkload } from "./workload_input.ts";

/** Switching is said to eat the machine where it takes this share of the busy time more than it does under FCFS. */
export const SWITCHING_SHARE_MARKED = 0.1;

/** One quantum and what came of it. */
export interface SweepPoint {
  readonly quantum: number;
  readonly metrics: SimulationResult["metrics"];
  /** Ticks of context switches, of all ticks in which CPUs were busy. */
  readonly switchingShare: number;
  /** Whether every process finishes at the tick at which it finishes under FCFS. */
  readonly isFcfs: boolean;
  /** Whether switching takes {@linkcode SWITCHING_SHARE_MARKED} of the busy time more than it does under FCFS. */
  readonly isSwitching: boolean;
}

/** A sweep. */
export interface Sweep {
  /** What was asked, with the first quantum. */
  readonly options: ResolvedOptions;
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
  readonly notes: readonly string[];
}

/** The most CPU ticks that a process wants without an I/O in between. */
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

/** Runs the sweep. */
export async function runSweep(
  io: Io,
  workload: LoadedWorkload,
  options: SimulationOptions,
  quanta: readonly number[],
): Promise<Sweep> {
  const optionsFor = (quantum: number) => ({ ...options, quantum }) as SimulationOptions;
  const resolved = checkOptions(optionsFor(quanta[0]));
  await using progress = new Progress(io);
  return await interruptible(io, async (signal) => {
    const run = (what: SimulationOptions, label: string, index: number) =>
      runSimulation(createSimulation(workload.columns, what), {
        signal,
        progress,
        label: `${label} on ${workload.name} (${index + 1} of ${quanta.length + 1})`,
        part: { before: index / (quanta.length + 1), size: 1 / (quanta.length + 1) },
      });
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
      longestStretch: longestStretch(workload.columns),
      ...endsOf(points),
      deadlines: fcfs.deadlines,
      notes: fcfs.notes,
    };
  });
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
