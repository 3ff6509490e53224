/**
 * What every analysis takes besides its workload: a way to cancel it, and somebody to tell how far it came.
 *
 * @module
 */

import type { Progress } from "../engine/simulation.ts";

/**
 * How a piece of work reports, of progress `P`, and is cancelled.
 *
 * @category Progress
 */
export interface AnalysisOptions<P> {
  /** Cancels the work; its reason is thrown, some 25 ms later at the most. */
  readonly signal?: AbortSignal;
  /** Told how far the work came, about forty times a second. The work waits for what it returns. */
  readonly onProgress?: (progress: P) => unknown;
}

/**
 * Which of several simulations a report is about.
 *
 * @category Progress
 */
export interface RunPlace {
  /** What was asked for, such as `rr:quantum=4`. */
  readonly label: string;
  /** Its place among the runs, from 0. */
  readonly index: number;
  /** How many there are. */
  readonly runs: number;
}

/**
 * How far one of several simulations came.
 *
 * @category Progress
 */
export interface RunProgress extends Progress {
  /** Which of the simulations. */
  readonly run: RunPlace;
  /** Share of the whole work that is done, from 0 to 1. */
  readonly share: number;
}

/**
 * How many trials are done.
 *
 * @category Progress
 */
export interface TrialProgress {
  /** Trials that are done. */
  readonly done: number;
  /** Trials in all. */
  readonly trials: number;
}
