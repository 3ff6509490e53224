/**
 * A log of a run as `sim check` sees it, whoever wrote it: who had which CPU when, and what is claimed of the processes
 * and of the whole. Every part knows where it stands in its file.
 *
 * @module
 */

/**
 * Where something stands.
 *
 * @category Checking
 */
export interface Place {
  /** The file, as errors call it. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** How the file names it: `timeline[3]`, `processes[0]`. */
  readonly path: string;
}

/**
 * What a CPU does with a process: it prepares to run it (`switch`), moves it from another CPU (`migration`), runs it
 * without getting on because its cache is cold (`warmup`), or runs it.
 *
 * @example
 * ```ts
 * import { SEGMENT_KINDS } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(SEGMENT_KINDS, ["run", "switch", "migration", "warmup"]);
 * ```
 * @category Checking
 */
export const SEGMENT_KINDS = ["run", "switch", "migration", "warmup"] as const;

/**
 * One of {@linkcode SEGMENT_KINDS}.
 *
 * @category Checking
 */
export type SegmentKind = typeof SEGMENT_KINDS[number];

/**
 * A stretch of time for which a process had a CPU.
 *
 * @category Checking
 */
export interface LoggedSegment {
  /** Where it stands in the file. */
  readonly place: Place;
  /** Index of the CPU, from 0. */
  readonly cpu: number;
  /** Its pid, or its name where the log has no pids. */
  readonly process: string;
  /** The first tick. */
  readonly start: number;
  /** The first tick after it. */
  readonly end: number;
  /** What the CPU did. */
  readonly kind: SegmentKind;
}

/**
 * A time that a process spends on a CPU or away from it, in the order of its program.
 *
 * @category Checking
 */
export interface LoggedBurst {
  /** What it is. */
  readonly kind: "cpu" | "io" | "lock" | "unlock";
  /** Ticks; 0 for lock operations. */
  readonly ticks: number;
}

/**
 * Figures that a log may claim of a process.
 *
 * @example
 * ```ts
 * import { LOGGED_FIGURE_NAMES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(LOGGED_FIGURE_NAMES.includes("turnaround"), true);
 * ```
 * @category Checking
 */
export const FIGURE_NAMES = [
  "firstRun",
  "finish",
  "turnaround",
  "waiting",
  "response",
  "blocked",
  "held",
  "switching",
  "weightedTurnaround",
  "dispatches",
  "preemptions",
  "executed",
] as const;

/**
 * One of {@linkcode FIGURE_NAMES}.
 *
 * @category Checking
 */
export type FigureName = typeof FIGURE_NAMES[number];

/**
 * A process, as far as the log knows it.
 *
 * @category Checking
 */
export interface LoggedProcess {
  /** Where it stands in the file. */
  readonly place: Place;
  /** Its pid as it is written; `null` where the log has none. */
  readonly pid: string | null;
  /** Its name; `null` where the log has none. */
  readonly name: string | null;
  /** The tick of its arrival; `null` where the log does not tell. */
  readonly arrival: number | null;
  /** CPU ticks that it wants. */
  readonly cpu: number | null;
  /** Its whole program; `null` where only the CPU ticks are known. */
  readonly bursts: readonly LoggedBurst[] | null;
  /** CPUs that it takes at once. */
  readonly processors: number;
  /** Whether it may run on some CPUs only. */
  readonly isBound: boolean;
  /** The figures that are stated of it, in ticks or counts. */
  readonly figures: Readonly<Partial<Record<FigureName, number>>>;
}

/**
 * Figures over all processes or of the machine, by name: `turnaround.mean`, `makespan`.
 *
 * @category Checking
 */
export interface LoggedMetrics {
  /** Where they stand in the file. */
  readonly place: Place;
  /** Each value by its path, such as `turnaround.mean`, with its line. */
  readonly values: ReadonlyMap<string, { readonly value: number | null; readonly line: number }>;
}

/**
 * What the log says of the machine.
 *
 * @category Checking
 */
export interface LoggedMachine {
  /** CPUs; `null` where the log does not tell. */
  readonly cpus: number | null;
  /** I/O devices; `Infinity` where they are not limited. */
  readonly devices: number;
  /** Processes that may be in the system at once; `Infinity` where they are not limited. */
  readonly admit: number;
  /** Whether jobs take several CPUs at once. */
  readonly rigid: boolean;
  /** Work that each CPU does in a tick; 1 for one that is not there. */
  readonly speeds: readonly number[];
  /** Whether that is 1 for all, so that the log tells when a burst is done. */
  readonly isEven: boolean;
  /** Why a CPU may be idle beside a ready process; `null` where it may not. */
  readonly idleReason: string | null;
  /** The tick before which periodic tasks released their jobs; 0 for as long as their pattern takes to repeat. */
  readonly horizon: number;
}

/**
 * A log.
 *
 * @category Checking
 */
export interface Log {
  /** The file, as errors call it. */
  readonly file: string;
  /** The timeline, in the order of the file. */
  readonly segments: readonly LoggedSegment[];
  /** Whether there is a timeline, be it empty. */
  readonly hasTimeline: boolean;
  /** The processes that are listed, in the order of the file. */
  readonly processes: readonly LoggedProcess[];
  /** The figures of the whole run; `null` where there are none. */
  readonly metrics: LoggedMetrics | null;
  /** The machine, as far as the log tells. */
  readonly machine: LoggedMachine;
}

/** A machine of which nothing is said. */
export const UNKNOWN_MACHINE: LoggedMachine = {
  cpus: null,
  devices: Infinity,
  admit: Infinity,
  rigid: false,
  speeds: [],
  isEven: true,
  idleReason: null,
  horizon: 0,
};

/** `run.json:12: timeline[3]`. */
export function placeText({ file, line, path }: Place): string {
  return path === "" ? `${file}:${line}` : `${file}:${line}: ${path}`;
}
