/**
 * `sim sweep --vary`: one or two parameters of any kind, over one seed or many.
 *
 * @module
 */

import { COMPARED_FIGURES } from "../../analysis/figures.ts";
import { cellEstimate, type Parameter, sweepParameters, type VariedSweep } from "../../analysis/sweep_parameters.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { csvOf, type CsvValue } from "../../pictures/documents/csv.ts";
import type { FlagValues } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { flatMetrics } from "../files/flat_metrics.ts";
import { JsonObjectWriter, simulatedOptions } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { type LoadedSource, type LoadOptions, loadSource, refuseSeed, utilizationOf } from "../files/workload_input.ts";
import { withFileFlags } from "../flags/file_defaults.ts";
import { choice } from "../flags/flags.ts";
import { machineNotes, type MachineTexts } from "../flags/log_machine.ts";
import { lookOf } from "../flags/picture_flags.ts";
import type { PictureOptions } from "../flags/picture_flags.ts";
import {
  FIGURES_DEFAULT,
  figuresFlag,
  refuseIdleSeeds,
  type ReportFormat,
  ROWS_DEFAULT,
  seedFlags,
} from "../flags/report_flags.ts";
import { type PolicyChoice, refuseForeignOptions, type SimulationTexts } from "../flags/simulation_flags.ts";
import { cellsOf, parseParameters, policiesOf } from "../flags/vary_flags.ts";
import type { Io, Style } from "../io.ts";
import { load } from "../load.ts";
import { onAllCores } from "../running/all_cores.ts";
import { watchTrials } from "../running/watched.ts";
import { seedsText } from "../text/estimate_text.ts";
import { machineText } from "../text/options_text.ts";
import { reportText } from "../text/report_text.ts";
import { STATISTICS } from "../text/summary_table.ts";
import { renderVaryReport } from "../text/vary_report.ts";

/** Quanta of a sweep over seeds where none are named: its workloads have no one longest burst. */
const QUANTA_DEFAULT = ["1", "2", "4", "8", "16", "32"];

/** The options that make a sweep one of parameters, and those that it alone has. */
export const varyFlags = {
  vary: {
    summary: "Another parameter, or two crossed: quantum=1..8:switch-cost=0,1,2. An option of the machine or of the " +
      "policy, policy itself, or an option of generate:",
    placeholder: "name=values",
    parse: parseParameters,
  },
  figures: figuresFlag("With --vary or --seeds: the figures that are drawn, and shown of two parameters"),
  by: choice(
    "With --vary or --seeds: which statistic over the processes",
    "statistic",
    STATISTICS.map(({ name }) => name),
    {
      defaultText: "mean",
    },
  ),
  ...seedFlags,
};

/** What the command line gave. */
export interface SweepRequest extends FlagValues<typeof varyFlags>, LoadOptions, PictureOptions {
  readonly quantum?: readonly number[];
  readonly format?: ReportFormat;
  readonly output?: string;
  readonly rows?: number;
}

/** Runs such a sweep. `texts` are the options that hold for all of it. */
export async function sweepByParameters(
  argument: string,
  policy: PolicyChoice,
  texts: MachineTexts,
  given: SweepRequest,
  { io, style }: { readonly io: Io; readonly style: Style },
): Promise<void> {
  const { parameters, fixed } = parametersOf(given);
  const policies = policiesOf(parameters, policy);
  refuseForeignOptions("sweep", policies, { ...texts, ...fixed });
  const loaded = await loadSource(io, argument, given);
  const isGenerated = "recipe" in loaded.source;
  if (given.seeds !== undefined) refuseSeed("sweep", loaded.source);
  const run = policies.map((each) => ({ policy: each }));
  const held = { ...withFileFlags(loaded, run, texts), ...fixed };
  const cells = cellsOf(parameters, { policy, texts: held, log: loaded.log, isGenerated });
  const { by: statistic = "mean", jobs, figures = FIGURES_DEFAULT, rows: rowsMax = ROWS_DEFAULT } = given;
  const seeds = given.seeds ?? [isGenerated ? recipeSeed(loaded) : 1];
  await using output = await openOutput(io, given.output);
  await using svgOutput = given.svg === undefined ? null : await openOutput(io, given.svg);
  const { source, name } = loaded;
  const notes = [...loaded.notes, ...machineNotes(loaded.log, cells.map(({ options }) => resolveOptions(options)))];
  refuseIdleSeeds("sweep", source, cells.map(({ options }) => options), seeds);
  const request = { parameters, cells, seeds, statistic, run: onAllCores(jobs) };
  const sweep = await watchTrials(io, name, (how) => sweepParameters(source, { ...request, ...how }));
  if (svgOutput !== null) {
    const { renderSvgParameters } = await load<typeof import("../../pictures/svg/sweep_parameters.ts")>(
      import.meta,
      "../../pictures/svg/sweep_parameters.ts",
    );
    const varied = parameters.map((parameter) => parameter.name).join(" by ");
    const title = given.title ?? `${varied} on ${name}`;
    const of = statistic === "mean" ? "means" : `${statistic} values`;
    const options = resolveOptions(cells[0].options);
    const machine = parameters.some((parameter) => parameter.name === "switch-cost")
      ? machineText(options)
      : `${machineText(options)} · switch-cost ${options.switchCost}`;
    const subtitle = seeds.length === 1
      ? `${of} over the processes · ${machine} · seed ${seeds[0]}`
      : `${of} over the processes · ${machine} · seeds ${seedsText(seeds)}; bars are 95% confidence intervals`;
    await svgOutput.write(renderSvgParameters(sweep, { title, subtitle, figures }, lookOf(given)));
  }
  if (given.format === "json") await writeJson(output, { ...loaded, notes }, sweep);
  else if (given.format === "csv") { for (const line of csvOf(csvRecords(sweep))) await output.write(line); }
  else {
    const utilization = utilizationOf(source);
    const report = { sweep, figures, workloadName: name, utilization, notes, rowsMax };
    await output.write(
      await reportText(
        given.format,
        io,
        style,
        (style, width) => renderVaryReport({ ...report, style, width }),
        {
          argument,
          policies: policies.length === 1 ? [policy.label] : policies.map((each) => each.name),
          flags: texts,
        },
      ),
    );
  }
  await svgOutput?.commit();
  await output.commit();
}

/** The seed that a recipe names itself. */
function recipeSeed({ source }: LoadedSource): number {
  return "recipe" in source ? source.recipe.seed ?? 1 : 1;
}

/** What is varied, and a quantum that is not. */
function parametersOf(
  { vary = [], quantum }: SweepRequest,
): { parameters: readonly Parameter[]; fixed: SimulationTexts } {
  if (quantum !== undefined && vary.some(({ name }) => name === "quantum")) {
    throw new UsageError("Cannot sweep: --quantum must be left out where --vary names quantum");
  }
  if (quantum?.length === 1 && vary.length > 0) return { parameters: vary, fixed: { quantum: String(quantum[0]) } };
  if (quantum === undefined && vary.length > 0) return { parameters: vary, fixed: {} };
  const quanta = { name: "quantum", values: quantum?.map(String) ?? QUANTA_DEFAULT };
  if (vary.length > 1) {
    throw new UsageError("Cannot sweep: --vary must be one parameter besides --quantum with several values");
  }
  return { parameters: [quanta, ...vary], fixed: {} };
}

async function writeJson(output: Output, { name, notes, source }: LoadedSource, sweep: VariedSweep): Promise<void> {
  const { parameters, cells, seeds, statistic } = sweep;
  const json = await JsonObjectWriter.begin(output, "vary");
  await json.value("workload", { name, recipe: "recipe" in source ? source.recipe : null });
  await json.value("notes", [...new Set([...notes, ...sweep.notes])]);
  await json.value("seeds", seeds);
  await json.value("statistic", statistic);
  await json.value("parameters", parameters);
  await json.beginList("cells");
  await json.items(cells.map((cell) => ({
    values: cell.values,
    options: simulatedOptions(resolveOptions(cell.options)),
    recipe: cell.recipe,
    estimates: COMPARED_FIGURES.map((figure) => ({ figure: figure.name, ...cellEstimate(cell, figure, statistic) })),
  })));
  await json.endList();
  await json.end();
}

/** Every run as one record, the parameters first. */
function* csvRecords({ parameters, cells, seeds }: VariedSweep): Generator<Record<string, CsvValue>> {
  for (const { values, metrics } of cells) {
    const varied = Object.fromEntries(parameters.map(({ name }, index) => [name, values[index]]));
    for (const [run, seed] of seeds.entries()) yield { ...varied, seed, ...flatMetrics(metrics[run]) };
  }
}
