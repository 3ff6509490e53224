/**
 * Compares policies over many seeds: each figure with its confidence interval, and the paired differences.
 *
 * @module
 */

import type { Metrics, SimulationOptions, Summary } from "../mod.ts";
import type { Contender } from "./compare_runs.ts";
import type { Io } from "./io.ts";
import { COMPARED_FIGURES, type ComparedFigure } from "./render/compare_table.ts";
import { checkOptions } from "./run_simulation.ts";
import { type Estimate, estimate, type PairedDifference, pairedDifference } from "./statistics/estimate.ts";
import { byContender, commonNotes, refuseIdleSeeds, trialsOf, type WorkloadSource } from "./trials/paired_seeds.ts";
import { runTrials } from "./trials/run_trials.ts";

/** A contender over all seeds. */
export interface SeededRun extends Contender {
  /** In the order of the seeds. */
  readonly metrics: readonly Metrics[];
  /** What holds of every one of its runs. */
  readonly notes: readonly string[];
}

/** A comparison over seeds. */
export interface SeededComparison {
  readonly seeds: readonly number[];
  /** The statistic over the processes of a run, where a figure has several. */
  readonly statistic: keyof Summary;
  readonly runs: readonly SeededRun[];
}

/** One contender less another, in one figure. */
export interface Pair {
  readonly figure: ComparedFigure;
  readonly first: string;
  readonly second: string;
  readonly difference: PairedDifference;
}

/** Runs every contender on the workload of every seed. */
export async function compareSeeds(
  io: Io,
  source: WorkloadSource,
  contenders: readonly Contender[],
  request: Pick<SeededComparison, "seeds" | "statistic"> & { readonly jobs?: number; readonly name: string },
): Promise<SeededComparison> {
  const { seeds, statistic, jobs, name } = request;
  const options: readonly SimulationOptions[] = contenders.map((contender) => contender.options);
  for (const each of options) checkOptions(each);
  refuseIdleSeeds("compare", source, options, seeds);
  const outcomes = await runTrials(io, trialsOf(source, options, seeds), { label: name, jobs });
  const results = byContender(outcomes, contenders.map(({ label }) => label), seeds);
  const runs = contenders.map((contender, index): SeededRun => ({
    ...contender,
    metrics: results[index].map(({ metrics }) => metrics),
    notes: commonNotes(results[index]),
  }));
  return { seeds, statistic, runs };
}

/** A figure of every run of a contender. */
export function seriesOf({ metrics }: SeededRun, figure: ComparedFigure, statistic: keyof Summary): number[] {
  return metrics.map((each) => figure.value(each, statistic));
}

/** The estimate of a figure of a contender. */
export function estimateOf(run: SeededRun, figure: ComparedFigure, statistic: keyof Summary): Estimate {
  return estimate(seriesOf(run, figure, statistic));
}

/** Every later contender less every earlier one, in one figure. */
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

/** The figure of this name. */
export function comparedFigure(name: string): ComparedFigure {
  return COMPARED_FIGURES.find((figure) => figure.name === name)!;
}
