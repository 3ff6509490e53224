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
  { name: "response", title: "Response", rank: 0, value: (metrics, by) => metrics.response[by], format: decimal },
  {
    name: "weightedTurnaround",
    title: "Weighted",
    rank: 2,
    value: (metrics, by) => metrics.weightedTurnaround[by],
    format: decimal,
  },
  {
    name: "longestWait",
    title: "Longest wait",
    rank: 3,
    value: (metrics) => metrics.longestWait.ticks,
    format: formatCount,
  },
  { name: "switches", title: "Switches", rank: 1, value: (metrics) => metrics.switches, format: formatCount },
  {
    name: "fairness",
    title: "Fairness",
    rank: 4,
    isMoreBetter: true,
    value: (metrics) => metrics.fairness,
    format: (value) => formatDecimal(value, 3),
  },
  {
    name: "utilization",
    title: "CPU use",
    rank: 5,
    isMoreBetter: true,
    value: (metrics) => metrics.utilization,
    format: formatPercent,
  },
  { name: "makespan", title: "Makespan", rank: 6, value: (metrics) => metrics.makespan, format: formatCount },
];

/** Stands after the best value of a column. */
const BEST_MARK = "*";

/** The runs that are best in a figure; none where all are equal. */
export function bestRuns(runs: readonly ComparedRun[], figure: ComparedFigure, statistic: keyof Summary): boolean[] {
  const texts = runs.map(({ result }) => figure.format(figure.value(result.metrics, statistic)));
  const values = runs.map(({ result }) => figure.value(result.metrics, statistic));
  if (new Set(texts).size <= 1) return runs.map(() => false);
  const best = figure.isMoreBetter ? Math.max(...values) : Math.min(...values);
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
  const marks = COMPARED_FIGURES.map((figure) => bestRuns(runs, figure, statistic));
  const columns: Column[] = [
    { title: "Policy", align: "left" },
    ...COMPARED_FIGURES.map(({ title, rank }) => ({ title: `${title} `, rank })),
  ];
  const rows = runs.map(({ label, result }, row) => [
    { text: label },
    ...COMPARED_FIGURES.map((figure, column): Cell => {
      const isBest = marks[column][row];
      const text = figure.format(figure.value(result.metrics, statistic)) + (isBest ? BEST_MARK : " ");
      return { text, paint: isBest ? style.good : undefined };
    }),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const statisticText = statistic === "mean" ? "means" : statistic === "max" ? "maxima" : `${statistic} values`;
  const remark =
    `${BEST_MARK} best of its column. Turnaround, waiting, response and weighted (turnaround / CPU time) ` +
    `are ${statisticText} over all processes`;
  const remarks = [remark];
  if (omitted.length > 0) remarks.push(`Too narrow for: ${omitted.map((title) => title.trim()).join(", ")}`);
  return text + remarks.map((each) => style.dim(wrap(each, width)) + "\n").join("");
}
