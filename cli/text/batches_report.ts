/**
 * A comparison on one log as text, with intervals by batch means and their assumption.
 *
 * @module
 */

import {
  BATCHED_FIGURES,
  type BatchedComparison,
  batchedEstimate,
  type BatchedFigure,
  type BatchedPair,
  batchedPairs,
  neighbourCorrelation,
} from "../../analysis/compare_batches.ts";
import { formatCount, formatDecimal, plural } from "../../engine/numbers.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { estimateText, intervalText, signed } from "./estimate_text.ts";
import { textFigure } from "./figures.ts";
import { HEAD_OPTIONS, headLine, loadText, notesText, policyOptionsText, rulesHead } from "./options_text.ts";
import { renderTable } from "./table.ts";

/** What the report is made from. */
export interface BatchesReportInput {
  readonly comparison: BatchedComparison;
  /** Figures whose paired differences are shown. */
  readonly figures: readonly string[];
  readonly workloadName: string;
  readonly notes: readonly string[];
  readonly rowsMax: number;
  readonly style: Style;
  readonly width: number;
}

const format = (value: number) => formatDecimal(value);

/** Writes head, estimates, differences and what they rest on. */
export function renderBatchesReport(input: BatchesReportInput): string {
  const shown = BATCHED_FIGURES.filter((figure) => input.figures.includes(figure));
  const pairs = shown.map((figure) => pairsText(input, figure));
  return [headText(input), estimatesText(input), ...pairs, assumptionText(input)].join("\n");
}

function headText({ comparison, workloadName, notes, style, width }: BatchesReportInput): string {
  const { runs, batches, batchSize } = comparison;
  const title = `${style.bold(plural(runs.length, "run"))} on ${style.bold(workloadName)}`;
  let text = `${title}, ${plural(batches, "batch", "batches")} of ${plural(batchSize, "process", "processes")}\n`;
  text += rulesHead(runs.map(({ result }) => result.options), style, width);
  for (const { label, result } of runs) {
    const own = policyOptionsText(result.options, HEAD_OPTIONS);
    if (own !== "") text += headLine(label.split(":")[0], own, style, width);
  }
  text += headLine("load", loadText(runs[0].result), style, width);
  return text + notesText([...notes, ...runs.flatMap(({ result }) => result.notes)], style, width);
}

function estimatesText({ comparison, style, width }: BatchesReportInput): string {
  const { runs, statistic } = comparison;
  const figures = BATCHED_FIGURES.map(textFigure);
  const columns = [{ title: "Policy", align: "left" as const }, ...figures.map(({ title, rank }) => ({ title, rank }))];
  const rows = runs.map((run) => [
    run.label,
    ...BATCHED_FIGURES.map((figure) => estimateText(batchedEstimate(run, figure), format)),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const what = statistic === "mean" ? "means" : statistic === "max" ? "maxima" : `${statistic} values`;
  const remarks = [`Means of the batches' ${what} ± half of their 95% confidence intervals (Student's t)`];
  if (omitted.length > 0) remarks.push(`Too narrow for: ${omitted.join(", ")}`);
  return text + remarks.map((remark) => style.dim(wrap(remark, width)) + "\n").join("");
}

function pairsText({ comparison, rowsMax, style, width }: BatchesReportInput, figure: BatchedFigure): string {
  const all = batchedPairs(comparison, figure);
  const columns = [
    { title: `${textFigure(figure).title}: difference of`, align: "left" as const },
    { title: "Mean" },
    { title: "95% interval" },
    { title: "Verdict", align: "left" as const },
  ];
  const { text } = renderTable(columns, all.slice(0, rowsMax).map((pair) => pairRow(pair, style)), style, width);
  const rest = all.length - Math.min(all.length, rowsMax);
  const remark = `${plural(rest, "pair")} not shown: --rows all, or --format json`;
  return rest === 0 ? text : text + style.dim(wrap(remark, width)) + "\n";
}

function pairRow({ first, second, difference }: BatchedPair, style: Style) {
  const { mean, verdict } = difference;
  const isShown = verdict === "lower" || verdict === "higher";
  // A batch is no run of its own.
  const said = isShown
    ? `${second} is ${verdict}`
    : verdict === "equal in every run"
    ? "equal in every batch"
    : verdict;
  return [
    `${second} - ${first}`,
    signed(mean, format),
    intervalText(difference, format),
    { text: said, paint: isShown ? style.bold : style.dim },
  ];
}

/** What the intervals rest on, and whether it holds. */
function assumptionText({ comparison, figures, style, width }: BatchesReportInput): string {
  const { runs, batches, batchSize, leftOut } = comparison;
  const shown = BATCHED_FIGURES.filter((figure) => figures.includes(figure));
  const found = runs.flatMap((run) =>
    shown.map((figure) => ({ label: run.label, figure, correlation: neighbourCorrelation(run.series[figure]) }))
  );
  const worst = found.reduce((most, each) => each.correlation > most.correlation ? each : most);
  const limit = 2 / Math.sqrt(batches);
  const rest = leftOut === 0 ? "" : `; the last ${formatCount(leftOut)} are in none`;
  const assumption =
    `Batches are ${formatCount(batchSize)} processes in the order of arrival${rest}. The intervals hold ` +
    "as far as batches do not depend on each other and the log is one of its kind throughout";
  const told = `neighbouring batches correlate by at most ${formatDecimal(worst.correlation)} ` +
    `(${worst.figure} under ${worst.label}; chance alone gives up to ${formatDecimal(limit)})`;
  const text = style.dim(wrap(`${assumption}: ${told}`, width)) + "\n";
  if (worst.correlation <= limit) return text;
  const warning = "They do depend on each other here, so the intervals are too narrow: take fewer, longer batches " +
    "(--batches 10), or a longer log";
  return text + style.warn(wrap(warning, width)) + "\n";
}
