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
 * @category Verification
 */
export type MeanName = "turnaround" | "waiting" | "response" | "weightedTurnaround";

/**
 * The figures of an example as they are printed.
 *
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
