/**
 * Runs a sweep over one or two parameters, each combination on the workload of every seed.
 *
 * @module
 */

import type { SimulationOptions } from "../engine/options.ts";
import type { OwnPolicyOptions } from "../engine/own_policy.ts";
import { resolveOptions } from "../engine/resolve_options.ts";
import type { Metrics, Summary } from "../engine/result.ts";
import type { ComparedFigure } from "./figures.ts";
import type { AnalysisOptions, TrialProgress } from "./options.ts";
import { type Estimate, estimate } from "./statistics/estimate.ts";
import { byContender, commonNotes, refuseIdleSeeds, trialsOf, type WorkloadSource } from "./trials/paired_seeds.ts";
import type { Recipe } from "./trials/recipe.ts";
import { runHere } from "./trials/run_here.ts";
import { runTrials, type TrialRunner } from "./trials/run_trials.ts";

/**
 * A parameter and the values it takes, as text.
 *
 * @example
 * ```ts
 * import { cellLabel, type Parameter } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const parameter: Parameter = { name: "load", values: ["0.5", "0.9"] };
 * const labels = parameter.values.map((value) => cellLabel([parameter], { values: [value] }));
 * assertEquals(labels, ["load 0.5", "load 0.9"]);
 * ```
 * @category Sweeps
 */
export interface Parameter {
  /** An option of the machine, of the policy or of the generator, or `policy` itself. */
  readonly name: string;
  /** Its values, as text. */
  readonly values: readonly string[];
}

/**
 * What one combination of values stands for.
 *
 * @example
 * ```ts
 * import { type Cell, cellLabel } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const cell: Cell = { values: ["2"], options: { policy: "rr", quantum: 2 }, recipe: {} };
 * assertEquals(cellLabel([{ name: "quantum", values: ["2", "4"] }], cell), "quantum 2");
 * ```
 * @category Sweeps
 */
export interface Cell {
  /** A value of each parameter. */
  readonly values: readonly string[];
  /** The policy, its options and the machine's, with the values put in. */
  readonly options: SimulationOptions | OwnPolicyOptions;
  /** Options of the generator that are varied; none of them where the workload is given. */
  readonly recipe: Recipe;
}

/**
 * A combination and its runs.
 *
 * @example
 * ```ts
 * import { sweepParameters, type VariedCell } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const parameters = [{ name: "quantum", values: ["2"] }];
 * const cells = [{ values: ["2"], options: { policy: "rr" as const, quantum: 2 }, recipe: {} }];
 * const sweep = await sweepParameters({ recipe: { processes: 5 } }, { parameters, cells, seeds: [1, 2] });
 * const cell: VariedCell = sweep.cells[0];
 * assertEquals([cell.values, cell.metrics.length], [["2"], 2]);
 * ```
 * @category Sweeps
 */
export interface VariedCell extends Cell {
  /** In the order of the seeds. */
  readonly metrics: readonly Metrics[];
}

/**
 * A sweep over one or two parameters.
 *
 * @example
 * ```ts
 * import { sweepParameters, type VariedSweep } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const parameters = [{ name: "quantum", values: ["2"] }];
 * const cells = [{ values: ["2"], options: { policy: "rr" as const, quantum: 2 }, recipe: {} }];
 * const sweep: VariedSweep = await sweepParameters({ recipe: { processes: 5 } }, { parameters, cells, seeds: [1] });
 * assertEquals([sweep.seeds, sweep.statistic], [[1], "mean"]);
 * ```
 * @category Sweeps
 */
export interface VariedSweep {
  /** What is varied. */
  readonly parameters: readonly Parameter[];
  /** Every combination, the last parameter changing fastest. */
  readonly cells: readonly VariedCell[];
  /** The seeds, in their order. */
  readonly seeds: readonly number[];
  /** The statistic over the processes of a run, where a figure has several. */
  readonly statistic: keyof Summary;
  /** What holds of every run. */
  readonly notes: readonly string[];
}

/**
 * What is swept over which seeds.
 *
 * @example
 * ```ts
 * import { type ParametersOptions, sweepParameters } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ParametersOptions = {
 *   parameters: [{ name: "load", values: ["0.5", "0.9"] }],
 *   cells: [0.5, 0.9].map((load) => ({ values: [`${load}`], options: { policy: "fcfs" }, recipe: { load } })),
 *   seeds: [1],
 * };
 * const { cells } = await sweepParameters({ recipe: { processes: 20 } }, options);
 * assertEquals(cells.length, 2);
 * ```
 * @category Sweeps
 */
export interface ParametersOptions extends AnalysisOptions<TrialProgress> {
  /** What is varied. */
  readonly parameters: readonly Parameter[];
  /** Every combination of the parameters' values, the last parameter changing fastest. */
  readonly cells: readonly Cell[];
  /** The seeds, whole numbers from 0, each once. */
  readonly seeds: readonly number[];
  /** The statistic over the processes of a run, where a figure has several. Default: the mean. */
  readonly statistic?: keyof Summary;
  /** What runs the trials. Default: {@linkcode runHere}. */
  readonly run?: TrialRunner;
}

/**
 * Runs every combination on the workload of every seed.
 *
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range, or every seed would give the same run.
 * @throws {TrialError} If one of the simulations could not be.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { sweepParameters } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const parameters = [{ name: "quantum", values: ["1", "8"] }];
 * const cells = [1, 8].map((quantum) => ({ values: [String(quantum)], options: { policy: "rr" as const, quantum }, recipe: {} }));
 * const source = { name: "random", recipe: { processes: 50, load: 0.8 } };
 * const sweep = await sweepParameters(source, { parameters, cells, seeds: [1, 2, 3] });
 * assertEquals(sweep.cells.map(({ metrics }) => metrics.length), [3, 3]);
 * ```
 * @category Sweeps
 */
export async function sweepParameters(
  source: WorkloadSource,
  { parameters, cells, seeds, statistic = "mean", run = runHere, signal, onProgress }: ParametersOptions,
): Promise<VariedSweep> {
  for (const { options } of cells) resolveOptions(options);
  refuseIdleSeeds("sweep", source, cells.map(({ options }) => options), seeds);
  // Cells of one workload run together; a recipe that is varied makes others.
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const recipe = JSON.stringify(cell.recipe);
    const group = groups.get(recipe);
    if (group === undefined) groups.set(recipe, [cell]);
    else group.push(cell);
  }
  const batches = [...groups.values()].map((group) => ({
    group,
    trials: trialsOf(
      "recipe" in source ? { recipe: { ...source.recipe, ...group[0].recipe } } : source,
      group.map(({ options }) => options),
      seeds,
    ),
  }));
  const outcomes = await runTrials(batches.flatMap(({ trials }) => trials), run, { signal, onProgress });
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

/**
 * `quantum 4, switch-cost 1`.
 *
 * @example
 * ```ts
 * import { cellLabel } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const parameters = [{ name: "load", values: ["0.5", "0.9"] }];
 * assertEquals(cellLabel(parameters, { values: ["0.9"] }), "load 0.9");
 * ```
 *
 * @category Sweeps
 */
export function cellLabel(parameters: readonly Parameter[], { values }: Pick<Cell, "values">): string {
  return parameters.map(({ name }, index) => `${name} ${values[index]}`).join(", ");
}

/**
 * The estimate of a figure in a cell.
 *
 * @example
 * ```ts
 * import { cellEstimate, comparedFigure, sweepParameters } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const parameters = [{ name: "quantum", values: ["1", "8"] }];
 * const cells = [1, 8].map((quantum) => ({ values: [String(quantum)], options: { policy: "rr" as const, quantum }, recipe: {} }));
 * const source = { name: "random", recipe: { processes: 50, load: 0.8 } };
 * const sweep = await sweepParameters(source, { parameters, cells, seeds: [1, 2, 3] });
 * assertEquals(cellEstimate(sweep.cells[0], comparedFigure("turnaround"), "mean").count, 3); // seeds
 * ```
 * @category Sweeps
 */
export function cellEstimate({ metrics }: VariedCell, figure: ComparedFigure, statistic: keyof Summary): Estimate {
  return estimate(metrics.map((each) => figure.value(each, statistic)));
}

/**
 * The cell with the best mean of a figure.
 *
 * @example
 * ```ts
 * import { bestCell, comparedFigure, sweepParameters } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const parameters = [{ name: "quantum", values: ["1", "8"] }];
 * const cells = [1, 8].map((quantum) => ({ values: [String(quantum)], options: { policy: "rr" as const, quantum }, recipe: {} }));
 * const source = { name: "random", recipe: { processes: 50, load: 0.8 } };
 * const sweep = await sweepParameters(source, { parameters, cells, seeds: [1, 2, 3] });
 * assertEquals(bestCell(sweep, comparedFigure("response")).values, ["1"]); // short quanta answer sooner
 * ```
 * @category Sweeps
 */
export function bestCell({ cells, statistic }: VariedSweep, figure: ComparedFigure): VariedCell {
  const sign = figure.isMoreBetter ? -1 : 1;
  return cells.reduce((best, cell) =>
    sign * cellEstimate(cell, figure, statistic).mean < sign * cellEstimate(best, figure, statistic).mean ? cell : best
  );
}
