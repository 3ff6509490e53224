/**
 * What a book's worked example is to `sim verify`: a workload, what is asked of it, and the figures that are printed.
 * Each book is one file of `books/`, all of the same form.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { Workload } from "../../engine/workload.ts";

/**
 * Means that books print.
 *
 * @example
 * ```ts
 * import { type MeanName, verifyBooks } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const mean: Partial<Record<MeanName, string>> = { waiting: "1.5" };
 * const workload = { processes: [{ bursts: 3 }, { bursts: 1 }] };
 * const example = { title: "FCFS", workload, options: { policy: "fcfs" as const }, printed: { mean } };
 * const [figure] = await verifyBooks({ books: [{ name: "notes", citation: "page 7", examples: [example] }] });
 * assertEquals([figure.figure, figure.agrees], ["mean waiting", true]);
 * ```
 * @category Verification
 */
export type MeanName = "turnaround" | "waiting" | "response" | "weightedTurnaround";

/**
 * The figures of an example as they are printed.
 *
 * @example
 * ```ts
 * import { type PrintedFigures, verifyBooks } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const printed: PrintedFigures = { finish: [3, 4], gantt: "P1 0-3, P2 3-4" };
 * const workload = { processes: [{ bursts: 3 }, { bursts: 1 }] };
 * const example = { title: "SJF", workload, options: { policy: "sjf" as const }, printed };
 * const figures = await verifyBooks({ books: [{ name: "notes", citation: "page 7", examples: [example] }] });
 * assertEquals(figures.some(({ agrees }) => agrees), false); // the shorter one goes first
 * ```
 * @category Verification
 */
export interface PrintedFigures {
  /** Of every process, in the workload's order. */
  readonly finish?: readonly number[];
  /** Of every process, in the workload's order. */
  readonly waiting?: readonly number[];
  /** Of every process, in the workload's order. */
  readonly response?: readonly number[];
  /** Of every process, in the workload's order. */
  readonly turnaround?: readonly number[];
  /** Over all processes, to the digits that are written here. */
  readonly mean?: Partial<Record<MeanName, string>>;
  /** The Gantt chart of the only CPU: `P2 0-1, P5 1-6`. */
  readonly gantt?: string;
  /** The first tick at which any process runs at a level of a feedback queue, 0 being the highest. */
  readonly firstTickAtLevel?: { readonly level: number; readonly tick: number };
}

/**
 * A worked example.
 *
 * @example
 * ```ts
 * import { verifyBooks, type WorkedExample } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const example: WorkedExample = {
 *   title: "RR, q=1",
 *   workload: { processes: [{ bursts: 2 }, { bursts: 1 }] },
 *   options: { policy: "rr", quantum: 1 },
 *   printed: { finish: [3, 2] },
 * };
 * const figures = await verifyBooks({ books: [{ name: "notes", citation: "page 7", examples: [example] }] });
 * assertEquals(figures.every(({ agrees }) => agrees), true);
 * ```
 * @category Verification
 */
export interface WorkedExample {
  /** What the book asks, in its own terms: `RR, q=1`. */
  readonly title: string;
  /** The processes of the example. */
  readonly workload: Workload;
  /** The policy and the conventions that the book uses. */
  readonly options: SimulationOptions;
  /** The figures that the book prints. */
  readonly printed: PrintedFigures;
}

/**
 * A book, or a program that a book comes with.
 *
 * @example
 * ```ts
 * import { type Book, verifyBooks } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const book: Book = {
 *   name: "lecture",
 *   citation: "Lecture notes, page 7",
 *   examples: [{
 *     title: "FCFS",
 *     workload: { processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] },
 *     options: { policy: "fcfs" },
 *     printed: { mean: { waiting: "17" } },
 *   }],
 * };
 * assertEquals((await verifyBooks({ books: [book] })).map(({ agrees }) => agrees), [true]);
 * ```
 * @category Verification
 */
export interface Book {
  /** A word for tables. */
  readonly name: string;
  /** Where the figures are to be found. */
  readonly citation: string;
  /** Its examples, in the order of the book. */
  readonly examples: readonly WorkedExample[];
}

/** A workload of single CPU bursts: `[arrival, ticks]` for each process. */
export function singleBursts(...jobs: readonly (readonly [arrival: number, ticks: number])[]): Workload {
  return { processes: jobs.map(([arrival, bursts]) => ({ arrival, bursts })) };
}

/** A workload of single CPU bursts that all arrive at 0. */
export function allAtOnce(...ticks: readonly number[]): Workload {
  return { processes: ticks.map((bursts) => ({ bursts })) };
}

/** The workload with its processes called as the book calls them, each by a sign of `names`. */
export function called(names: string, { processes }: Workload): Workload {
  return { processes: processes.map((process, index) => ({ name: names[index], ...process })) };
}
