/**
 * What every analysis takes besides its workload: a way to cancel it, and somebody to tell how far it came.
 *
 * @module
 */

import type { Progress } from "../engine/simulation.ts";

/**
 * How a piece of work reports, of progress `P`, and is cancelled.
 *
 * @example
 * ```ts
 * import { type AnalysisOptions, compare, type RunProgress } from "@quanta/quanta/analysis";
 * import { assertRejects } from "@std/assert";
 *
 * const options: AnalysisOptions<RunProgress> = { signal: AbortSignal.abort(new Error("Nobody waits for it")) };
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * await assertRejects(() => compare({ processes: [{ bursts: 3 }] }, contenders, options), Error, "Nobody waits for it");
 * ```
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
 * @example
 * ```ts
 * import type { RunPlace } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const numbered = ({ label, index, runs }: RunPlace) => `${label} (${index + 1} of ${runs})`;
 * assertEquals(numbered({ label: "rr:quantum=4", index: 1, runs: 6 }), "rr:quantum=4 (2 of 6)");
 * ```
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
 * @example
 * ```ts
 * import { compare, type RunProgress } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tell = ({ run, time, share }: RunProgress) => `${run.label} at tick ${time}: ${Math.round(100 * share)} %`;
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * await compare({ processes: [{ bursts: 3 }] }, contenders, { onProgress: (progress) => console.error(tell(progress)) });
 * const run = { label: "fcfs", index: 0, runs: 1 };
 * assertEquals(tell({ run, finished: 1, processes: 4, time: 300, share: 0.25 }), "fcfs at tick 300: 25 %");
 * ```
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
 * @example
 * ```ts
 * import { compareSeeds, type TrialProgress } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const told: TrialProgress[] = [];
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * const onProgress = (progress: TrialProgress) => void told.push(progress);
 * await compareSeeds({ recipe: { processes: 5 } }, contenders, { seeds: [1, 2], onProgress });
 * assertEquals(told.at(-1), { done: 2, trials: 2 });
 * ```
 * @category Progress
 */
export interface TrialProgress {
  /** Trials that are done. */
  readonly done: number;
  /** Trials in all. */
  readonly trials: number;
}
