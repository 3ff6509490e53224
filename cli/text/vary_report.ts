/**
 * A sweep over one or two parameters as text: a row per value, or one parameter down and the other across.
 *
 * @module
 */

import { bestCell, cellEstimate, cellLabel, type VariedSweep } from "../../analysis/sweep_parameters.ts";
import { plural } from "../../engine/numbers.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { estimateText, loadRangeText, seedsText } from "./estimate_text.ts";
import { TEXT_FIGURES, type TextFigure, textFigure } from "./figures.ts";
import { HEAD_OPTIONS, headLine, notesText, policyOptionsText, rulesHead } from "./options_text.ts";
import { estimateFormat } from "./seeds_report.ts";
import { type Cell, renderTable } from "./table.ts";

/** What the report is made from. */
export interface VaryReportInput {
  readonly sweep: VariedSweep;
  /** The figures that are shown of two parameters, a table each. */
  readonly figures: readonly string[];
  readonly workloadName: string;
  /** What its periodic tasks ask for; `null` where there are none. */
  readonly utilization: number | null;
  readonly notes: readonly string[];
  readonly rowsMax: number;
  readonly style: Style;
  readonly width: number;
}

/** Stands after the best of a table. */
const BEST_MARK = "*";

/** Single runs are printed as they are, means with digits. */
function formatOf({ seeds }: VariedSweep, figure: TextFigure): (value: number) => string {
  return seeds.length === 1 ? figure.format : estimateFormat(figure);
}

/** Writes head, tables and the best. */
export function renderVaryReport(input: VaryReportInput): string {
  const { sweep: { parameters }, style, width } = input;
  const tables = parameters.length === 1 ? [columnTable(input)] : input.figures.map((name) => crossTable(input, name));
  const remark = style.dim(wrap(remarkText(input), width)) + "\n";
  return [headText(input), ...tables].join("\n") + remark + bestText(input);
}

function headText({ sweep, workloadName, utilization, notes, style, width }: VaryReportInput): string {
  const { parameters, seeds, cells } = sweep;
  const names = parameters.map(({ name, values }) => `${style.bold(name)} (${plural(values.length, "value")})`);
  let text = `${names.join(" by ")} on ${style.bold(workloadName)}, ${plural(seeds.length, "seed")}: ${
    seedsText(seeds)
  }\n`;
  const isPolicyVaried = parameters.some(({ name }) => name === "policy");
  const options = resolveOptions(cells[0].options);
  if (!isPolicyVaried) {
    const own = policyOptionsText(options, [...HEAD_OPTIONS, ...parameters.map(({ name }) => camelCase(name))]);
    text += headLine("policy", own === "" ? options.policy : `${options.policy}: ${own}`, style, width);
  }
  text += rulesHead([options], style, width);
  if (parameters.some(({ name }) => name !== "policy")) {
    const varied = parameters.map(({ name }) => name).join(" and ");
    text += headLine("varied", `${varied}; the lines above are those of the first combination`, style, width);
  }
  const loads = cells.flatMap(({ metrics }) => metrics.map(({ load }) => load));
  return text + headLine("load", loadRangeText(loads, utilization), style, width) +
    notesText([...notes, ...sweep.notes], style, width);
}

/** `switch-cost` as an option is called. */
function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** One parameter: a row per value, a column per figure. */
function columnTable({ sweep, rowsMax, style, width }: VaryReportInput): string {
  const { parameters: [parameter], cells, statistic } = sweep;
  const best = new Map(TEXT_FIGURES.map((figure) => [figure, bestCell(sweep, figure)]));
  const columns = [
    { title: parameter.name, align: "left" as const },
    ...TEXT_FIGURES.map(({ title, rank }) => ({ title: `${title} `, rank })),
  ];
  const rows = cells.slice(0, rowsMax).map((cell) => [
    cell.values[0],
    ...TEXT_FIGURES.map((figure): Cell => {
      const text = estimateText(cellEstimate(cell, figure, statistic), formatOf(sweep, figure));
      return marked(text, best.get(figure) === cell, style);
    }),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  return text + restText(cells.length - rows.length, style) + omittedText(omitted, style, width);
}

/** Two parameters: one down, the other across, for one figure. */
function crossTable({ sweep, rowsMax, style, width }: VaryReportInput, name: string): string {
  const { parameters: [down, across], cells, statistic } = sweep;
  const figure = textFigure(name);
  const best = bestCell(sweep, figure);
  const columns = [
    { title: `${down.name} \\ ${across.name}`, align: "left" as const },
    ...across.values.map((value, index) => ({ title: `${value} `, rank: index + 1 })),
  ];
  const rows = down.values.slice(0, rowsMax).map((value, row) => [
    value,
    ...across.values.map((_, column): Cell => {
      const cell = cells[row * across.values.length + column];
      return marked(estimateText(cellEstimate(cell, figure, statistic), formatOf(sweep, figure)), cell === best, style);
    }),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const rest = restText(down.values.length - rows.length, style);
  return `${style.bold(figure.title)}\n${text}${rest}${omittedText(omitted, style, width)}`;
}

function marked(text: string, isBest: boolean, style: Style): Cell {
  return { text: text + (isBest ? BEST_MARK : " "), paint: isBest ? style.good : undefined };
}

function restText(rest: number, style: Style): string {
  return rest > 0 ? style.dim(`and ${plural(rest, "more row")}; --rows all shows every one`) + "\n" : "";
}

function omittedText(omitted: readonly string[], style: Style, width: number): string {
  if (omitted.length === 0) return "";
  return style.dim(wrap(`Too narrow for: ${omitted.map((title) => title.trim()).join(", ")}`, width)) + "\n";
}

function remarkText({ sweep: { seeds, statistic } }: VaryReportInput): string {
  const what = statistic === "mean" ? "means" : statistic === "max" ? "maxima" : `${statistic} values`;
  const figures = `Turnaround, waiting, response and weighted are ${what} over all processes of a run`;
  if (seeds.length === 1) return `${BEST_MARK} best. ${figures}`;
  return `${BEST_MARK} best. Means over ${plural(seeds.length, "seed")} ± half of their 95% confidence intervals ` +
    `(Student's t). ${figures}`;
}

function bestText({ sweep, figures, width }: VaryReportInput): string {
  return figures.map((name) => {
    const figure = textFigure(name);
    const cell = bestCell(sweep, figure);
    const text = estimateText(cellEstimate(cell, figure, sweep.statistic), formatOf(sweep, figure));
    const word = figure.isMoreBetter ? "greatest" : "least";
    const title = figure.title.toLowerCase();
    return wrap(`The ${word} ${title} is ${text} at ${cellLabel(sweep.parameters, cell)}`, width, "  ") + "\n";
  }).join("");
}
