/**
 * Runs a sweep over one or two parameters, each combination on the workload of every seed.
 *
 * @module
 */

import type { Metrics, Summary } from "../mod.ts";
import type { Io } from "./io.ts";
import type { ComparedFigure } from "./render/compare_table.ts";
import { checkOptions } from "./run_simulation.ts";
import { type Estimate, estimate } from "./statistics/estimate.ts";
import { byContender, commonNotes, refuseIdleSeeds, trialsOf, type WorkloadSource } from "./trials/paired_seeds.ts";
import { runTrials } from "./trials/run_trials.ts";
import type { Cell, Parameter } from "./vary.ts";

/** A combination and its runs. */
export interface VariedCell extends Cell {
  /** In the order of the seeds. */
  readonly metrics: readonly Metrics[];
}

/** A sweep over one or two parameters. */
export interface VariedSweep {
  readonly parameters: readonly Parameter[];
  readonly cells: readonly VariedCell[];
  readonly seeds: readonly number[];
  /** The statistic over the processes of a run, where a figure has several. */
  readonly statistic: keyof Summary;
  readonly notes: readonly string[];
}

/** What is swept. */
export interface VaryRequest extends Pick<VariedSweep, "parameters" | "seeds" | "statistic"> {
  readonly cells: readonly Cell[];
  readonly source: WorkloadSource;
  /** What the progress line calls it. */
  readonly name: string;
  readonly jobs?: number;
}

/** Runs the sweep. */
export async function runVariedSweep(io: Io, request: VaryRequest): Promise<VariedSweep> {
  const { parameters, cells, source, seeds, statistic, jobs, name } = request;
  for (const { options } of cells) checkOptions(options);
  refuseIdleSeeds("sweep", source, cells.map(({ options }) => options), seeds);
  // Cells of one workload run together; a recipe that is varied makes others.
  const groups = Map.groupBy(cells, ({ recipe }) => JSON.stringify(recipe));
  const batches = [...groups.values()].map((group) => ({
    group,
    trials: trialsOf(
      "recipe" in source ? { recipe: { ...source.recipe, ...group[0].recipe } } : source,
      group.map(({ options }) => options),
      seeds,
    ),
  }));
  const outcomes = await runTrials(io, batches.flatMap(({ trials }) => trials), { label: name, jobs });
  const results = new Map<Cell, VariedCell>();
  const notes: string[] = [];
  let from = 0;
  for (const { group, trials } of batches) {
    const part = outcomes.slice(from, from + trials.length);
    from += trials.length;
    const labels = group.map((cell) => cellLabel(parameters, cell));
    for (const [index, own] of byContender(part, labels, seeds).entries()) {
      results.set(group[index], { ...group[index], metrics: own.map(({ metrics }) => metrics) });
      if (cells.length === 1 || batches.length === 1) notes.push(...commonNotes(own));
    }
  }
  return { parameters, cells: cells.map((cell) => results.get(cell)!), seeds, statistic, notes: [...new Set(notes)] };
}

/** `quantum 4, switch-cost 1`. */
export function cellLabel(parameters: readonly Parameter[], { values }: Pick<Cell, "values">): string {
  return parameters.map(({ name }, index) => `${name} ${values[index]}`).join(", ");
}

/** The estimate of a figure in a cell. */
export function cellEstimate({ metrics }: VariedCell, figure: ComparedFigure, statistic: keyof Summary): Estimate {
  return estimate(metrics.map((each) => figure.value(each, statistic)));
}

/** The cell with the best mean of a figure. */
export function bestCell({ cells, statistic }: VariedSweep, figure: ComparedFigure): VariedCell {
  const sign = figure.isMoreBetter ? -1 : 1;
  return cells.reduce((best, cell) =>
    sign * cellEstimate(cell, figure, statistic).mean < sign * cellEstimate(best, figure, statistic).mean ? cell : best
  );
}
