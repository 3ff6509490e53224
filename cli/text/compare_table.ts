/**
 * Runs side by side: a row per policy, the best of each column marked.
 *
 * @module
 */

import type { ComparedRun } from "../../analysis/compare.ts";
import { formatCount, formatPercent } from "../../engine/numbers.ts";
import type { Summary } from "../../engine/result.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { TEXT_FIGURES, type TextFigure } from "./figures.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { timesOf } from "./times.ts";

/** Stands after the best value of a column. */
const BEST_MARK = "*";

/** A column of the table: a figure of each run. */
interface FigureColumn extends Pick<TextFigure, "title" | "rank" | "isMoreBetter" | "format"> {
  readonly values: readonly number[];
}

function columnsOf(runs: readonly ComparedRun[], statistic: keyof Summary, style: Style): FigureColumn[] {
  const times = timesOf(style);
  const columns: FigureColumn[] = TEXT_FIGURES.map((figure) => ({
    ...figure,
    format: !figure.isTime ? figure.format : figure.format === formatCount ? times.count : times.decimal,
    values: runs.map(({ result }) => figure.value(result.metrics, statistic)),
  }));
  if (runs.every(({ result }) => result.metrics.memory !== undefined)) {
    const values = runs.map(({ result }) => result.metrics.memory!.mean / result.options.memory);
    columns.push({ title: "Memory", rank: 2, isMoreBetter: true, format: formatPercent, values });
  }
  if (runs.some(({ result }) => result.deadlines === null)) return columns;
  // Deadlines are what such a workload is about, so this one stays however narrow the table is.
  const values = runs.map(({ result }) => result.deadlines!.misses);
  return [{ title: "Missed", rank: 0, format: formatCount, values }, ...columns];
}

/** The runs that are best in a figure; none where all are equal. */
function bestRuns({ values, format, isMoreBetter }: FigureColumn): boolean[] {
  const texts = values.map(format);
  if (new Set(texts).size <= 1) return values.map(() => false);
  const best = isMoreBetter ? Math.max(...values) : Math.min(...values);
  const bestText = texts[values.indexOf(best)];
  // What prints alike is marked alike.
  return texts.map((text) => text === bestText);
}

/** Draws the comparison. */
export function renderCompareTable(
  runs: readonly ComparedRun[],
  statistic: keyof Summary,
  style: Style,
  width: number,
): string {
  const { say } = style;
  const { text, omitted } = figuresTable(runs, statistic, style, width);
  const statisticText = statistic === "mean"
    ? say("means")
    : statistic === "max"
    ? say("maxima")
    : say("{statistic} values", { statistic });
  const remark = say(
    "{mark} best of its column. Turnaround, waiting, response and weighted (turnaround / CPU time) are {statistic} over all processes",
    { mark: BEST_MARK, statistic: statisticText },
  );
  const remarks = [remark];
  const { deadlines } = runs[0].result;
  if (runs.every(({ result }) => result.metrics.memory !== undefined)) {
    remarks.push(say("Memory: mean part of it that is taken, over the makespan"));
  }
  if (deadlines !== null) remarks.push(say("Missed: of {jobs} deadlines", { jobs: formatCount(deadlines.jobs) }));
  if (omitted.length > 0) {
    remarks.push(say("Too narrow for: {columns}", { columns: omitted.map((title) => title.trim()).join(", ") }));
  }
  return text + remarks.map((each) => style.dim(wrap(each, width)) + "\n").join("");
}

/** The means alone, and in few words what the mark says. */
export function renderShortTable(
  runs: readonly ComparedRun[],
  style: Style,
  width: number,
): { text: string; remark: string } {
  const { text } = figuresTable(runs, "mean", style, width);
  return { text, remark: style.say("{mark} best of its column, means over all processes", { mark: BEST_MARK }) };
}

function figuresTable(runs: readonly ComparedRun[], statistic: keyof Summary, style: Style, width: number) {
  const { say } = style;
  const figures = columnsOf(runs, statistic, style);
  const marks = figures.map(bestRuns);
  const columns: Column[] = [
    { title: say("Policy"), align: "left" },
    ...figures.map(({ title, rank }) => ({ title: `${say(title)} `, rank })),
  ];
  const rows = runs.map(({ label }, row) => [
    { text: label },
    ...figures.map(({ values, format }, column): Cell => {
      const isBest = marks[column][row];
      const text = format(values[row]) + (isBest ? BEST_MARK : " ");
      return { text, paint: isBest ? style.good : undefined };
    }),
  ]);
  return renderTable(columns, rows, style, width);
}
