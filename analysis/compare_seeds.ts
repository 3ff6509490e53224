/**
 * Compares policies over many seeds: each figure with its confidence interval, and the paired differences.
 *
 * @module
 */

import { resolveOptions } from "../engine/resolve_options.ts";
import type { Metrics, Summary } from "../engine/result.ts";
import type { Contender } from "./contender.ts";
import type { ComparedFigure } from "./figures.ts";
import type { AnalysisOptions, TrialProgress } from "./options.ts";
import { type Estimate, estimate, type PairedDifference, pairedDifference } from "./statistics/estimate.ts";
import { byContender, commonNotes, refuseIdleSeeds, trialsOf, type WorkloadSource } from "./trials/paired_seeds.ts";
import { runHere } from "./trials/run_here.ts";
import { runTrials, type TrialRunner } from "./trials/run_trials.ts";

/**
 * A contender over all seeds.
 *
 * @example
 * ```ts
 * import { compareSeeds, type SeededRun } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * const { runs } = await compareSeeds({ recipe: { processes: 5 } }, contenders, { seeds: [1, 2] });
 * const run: SeededRun = runs[0];
 * assertEquals(run.metrics.map(({ processes }) => processes), [5, 5]);
 * ```
 * @category Comparisons
 */
export interface SeededRun extends Contender {
  /** In the order of the seeds. */
  readonly metrics: readonly Metrics[];
  /** What holds of every one of its runs. */
  readonly notes: readonly string[];
}

/**
 * A comparison over seeds.
 *
 * @example
 * ```ts
 * import { compareSeeds, type SeededComparison } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * const comparison: SeededComparison = await compareSeeds({ recipe: { processes: 5 } }, contenders, { seeds: [1, 2] });
 * assertEquals([comparison.seeds, comparison.statistic], [[1, 2], "mean"]);
 * ```
 * @category Comparisons
 */
export interface SeededComparison {
  /** The seeds, in their order. */
  readonly seeds: readonly number[];
  /** The statistic over the processes of a run, where a figure has several. */
  readonly statistic: keyof Summary;
  /** The contenders, in their order. */
  readonly runs: readonly SeededRun[];
}

/**
 * One contender less another, in one figure.
 *
 * @example
 * ```ts
 * import { comparedFigure, compareSeeds, type Pair, pairsOf } from "@quanta/quanta/analysis";
 * import { assert } from "@std/assert";
 *
 * const comparison = await compareSeeds({ recipe: { processes: 50, load: 0.9 } }, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ], { seeds: [1, 2, 3] });
 * const [pair]: readonly Pair[] = pairsOf(comparison, comparedFigure("waiting"));
 * assert(pair.difference.mean < 0); // srtf less fcfs
 * ```
 * @category Comparisons
 */
export interface Pair {
  /** The figure that is compared. */
  readonly figure: ComparedFigure;
  /** Label of the contender that is taken away. */
  readonly first: string;
  /** Label of the contender that it is taken away from. */
  readonly second: string;
  /** The second less the first, over the seeds. */
  readonly difference: PairedDifference;
}

/**
 * What is compared over which seeds.
 *
 * @example
 * ```ts
 * import { compareSeeds, type SeedsOptions } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const options: SeedsOptions = { seeds: [7, 8, 9], statistic: "median" };
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * const comparison = await compareSeeds({ recipe: { processes: 5 } }, contenders, options);
 * assertEquals(comparison.statistic, "median");
 * ```
 * @category Comparisons
 */
export interface SeedsOptions extends AnalysisOptions<TrialProgress> {
  /** The seeds, whole numbers from 0, each once. */
  readonly seeds: readonly number[];
  /** The statistic over the processes of a run, where a figure has several. Default: the mean. */
  readonly statistic?: keyof Summary;
  /** What runs the trials. Default: {@linkcode runHere}. */
  readonly run?: TrialRunner;
}

/**
 * Runs every contender on the workload of every seed.
 *
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range, or every seed would give the same run.
 * @throws {TrialError} If one of the simulations could not be.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { compareSeeds } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const seeds = [1, 2, 3];
 * const comparison = await compareSeeds({ recipe: { processes: 50 } }, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ], { seeds });
 * assertEquals(comparison.runs[0].metrics.length, seeds.length);
 * ```
 *
 * @category Comparisons
 */
export async function compareSeeds(
  source: WorkloadSource,
  contenders: readonly Contender[],
  { seeds, statistic = "mean", run = runHere, signal, onProgress }: SeedsOptions,
): Promise<SeededComparison> {
  const options = contenders.map((contender) => contender.options);
  for (const each of options) resolveOptions(each);
  refuseIdleSeeds("compare", source, options, seeds);
  const outcomes = await runTrials(trialsOf(source, options, seeds), run, { signal, onProgress });
  const results = byContender(outcomes, contenders.map(({ label }) => label), seeds);
  const runs = contenders.map((contender, index): SeededRun => ({
    ...contender,
    metrics: results[index].map(({ metrics }) => metrics),
    notes: commonNotes(results[index]),
  }));
  return { seeds, statistic, runs };
}

/**
 * A figure of every run of a contender.
 *
 * @example
 * ```ts
 * import { comparedFigure, compareSeeds, seriesOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const seeds = [1, 2, 3];
 * const comparison = await compareSeeds({ recipe: { processes: 50 } }, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ], { seeds });
 * assertEquals(seriesOf(comparison.runs[0], comparedFigure("waiting"), "mean").length, seeds.length);
 * ```
 *
 * @category Comparisons
 */
export function seriesOf({ metrics }: SeededRun, figure: ComparedFigure, statistic: keyof Summary): number[] {
  return metrics.map((each) => figure.value(each, statistic));
}

/**
 * The estimate of a figure of a contender.
 *
 * @example
 * ```ts
 * import { comparedFigure, compareSeeds, estimateOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const seeds = [1, 2, 3];
 * const comparison = await compareSeeds({ recipe: { processes: 50 } }, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ], { seeds });
 * const [fcfs, srtf] = comparison.runs.map((run) => estimateOf(run, comparedFigure("waiting"), "mean"));
 * assertEquals(srtf.mean < fcfs.mean, true);
 * ```
 *
 * @category Comparisons
 */
export function estimateOf(run: SeededRun, figure: ComparedFigure, statistic: keyof Summary): Estimate {
  return estimate(seriesOf(run, figure, statistic));
}

/**
 * Every later contender less every earlier one, in one figure.
 *
 * @example
 * ```ts
 * import { comparedFigure, compareSeeds, pairsOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const seeds = [1, 2, 3];
 * const comparison = await compareSeeds({ recipe: { processes: 50 } }, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ], { seeds });
 * const [pair] = pairsOf(comparison, comparedFigure("waiting"));
 * assertEquals([pair.first, pair.second], ["fcfs", "srtf"]);
 * ```
 *
 * @category Comparisons
 */
export function pairsOf({ runs, statistic }: SeededComparison, figure: ComparedFigure): Pair[] {
  const series = runs.map((run) => seriesOf(run, figure, statistic));
  return runs.flatMap((run, first) =>
    runs.slice(first + 1).map((other, index) => ({
      figure,
      first: run.label,
      second: other.label,
      difference: pairedDifference(series[first], series[first + 1 + index]),
    }))
  );
}
