/**
 * Runs side by side: a row per policy, the best of each column marked.
 *
 * @module
 */

import type { Metrics, SimulationResult, Summary } from "../../engine/result.ts";
import { formatCount, formatDecimal, formatPercent } from "./numbers.ts";
import type { Style } from "./style.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { wrap } from "./width.ts";

/** A run of a comparison. */
export interface ComparedRun {
  /** The policy as it was asked for. */
  readonly label: string;
  readonly result: SimulationResult;
}

/** What is compared. */
export interface ComparedFigure {
  readonly name: string;
  readonly title: string;
  readonly rank: number;
  readonly isMoreBetter?: boolean;
  readonly value: (metrics: Metrics, statistic: keyof Summary) => number;
  readonly format: (value: number) => string;
}

const decimal = (value: number) => formatDecimal(value);

/** The columns of a comparison. The first five are of the chosen statistic. */
export const COMPARED_FIGURES: readonly ComparedFigure[] = [
  { name: "turnaround", title: "Turnaround", rank: 0, value: (metrics, by) => metrics.turnaround[by], format: decimal },
  { name: "waiting", title: "Waiting", rank: 0, value: (metrics, by) => metrics.waiting[by], format: decimal },
  { name: "response", title: "Response", rank: 1, value: (metrics, by) => metrics.response[by], format: decimal },
  {
    name: "weightedTurnaround",
    title: "Weighted",
    rank: 3,
    value: (metrics, by) => metrics.weightedTurnaround[by],
    format: decimal,
  },
  {
    name: "longestWait",
    title: "Longest wait",
    rank: 4,
    value: (metrics) => metrics.longestWait.ticks,
    format: formatCount,
  },
  { name: "switches", title: "Switches", rank: 2, value: (metrics) => metrics.switches, format: formatCount },
  {
    name: "fairness",
    title: "Fairness",
    rank: 5,
    isMoreBetter: true,
    value: (metrics) => metrics.fairness,
    format: (value) => formatDecimal(value, 3),
  },
  {
    name: "utilization",
    title: "CPU use",
    rank: 6,
    isMoreBetter: true,
    value: (metrics) => metrics.utilization,
    format: formatPercent,
  },
  { name: "makespan", title: "Makespan", rank: 7, value: (metrics) => metrics.makespan, format: formatCount },
];

/** Stands after the best value of a column. */
const BEST_MARK = "*";

/** A column of the table: a figure of each run. */
interface FigureColumn extends Pick<ComparedFigure, "title" | "rank" | "isMoreBetter" | "format"> {
  readonly values: readonly number[];
}

function columnsOf(runs: readonly ComparedRun[], statistic: keyof Summary): FigureColumn[] {
  const columns: FigureColumn[] = COMPARED_FIGURES.map((figure) => ({
    ...figure,
    values: runs.map(({ result }) => figure.value(result.metrics, statistic)),
  }));
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
  const figures = columnsOf(runs, statistic);
  const marks = figures.map(bestRuns);
  const columns: Column[] = [
    { title: "Policy", align: "left" },
    ...figures.map(({ title, rank }) => ({ title: `${title} `, rank })),
  ];
  const rows = runs.map(({ label }, row) => [
    { text: label },
    ...figures.map(({ values, format }, column): Cell => {
      const isBest = marks[column][row];
      const text = format(values[row]) + (isBest ? BEST_MARK : " ");
      return { text, paint: isBest ? style.good : undefined };
    }),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const statisticText = statistic === "mean" ? "means" : statistic === "max" ? "maxima" : `${statistic} values`;
  const remark =
    `${BEST_MARK} best of its column. Turnaround, waiting, response and weighted (turnaround / CPU time) ` +
    `are ${statisticText} over all processes`;
  const remarks = [remark];
  const { deadlines } = runs[0].result;
  if (deadlines !== null) remarks.push(`Missed: of ${formatCount(deadlines.jobs)} deadlines`);
  if (omitted.length > 0) remarks.push(`Too narrow for: ${omitted.map((title) => title.trim()).join(", ")}`);
  return text + remarks.map((each) => style.dim(wrap(each, width)) + "\n").join("");
}
