/**
 * A comparison over many seeds as text: every figure with its interval, and the paired differences with a verdict.
 *
 * @module
 */

import { estimateOf, type Pair, pairsOf, type SeededComparison } from "../../analysis/compare_seeds.ts";
import { formatDecimal, plural } from "../../engine/numbers.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { estimateText, intervalText, loadRangeText, seedsText, signed } from "./estimate_text.ts";
import { TEXT_FIGURES, type TextFigure, textFigure } from "./figures.ts";
import { HEAD_OPTIONS, headLine, notesText, policyOptionsText, rulesHead } from "./options_text.ts";
import { renderTable } from "./table.ts";

/** What the report is made from. */
export interface SeedsReportInput {
  readonly comparison: SeededComparison;
  /** Figures whose paired differences are shown. */
  readonly figures: readonly string[];
  readonly workloadName: string;
  /** What its periodic tasks ask for; `null` where there are none. */
  readonly utilization: number | null;
  readonly notes: readonly string[];
  readonly rowsMax: number;
  readonly style: Style;
  readonly width: number;
}

/** Counts are means here, so they have digits. */
const decimal = (value: number) => formatDecimal(value);

/** How an estimate of a figure is printed. */
export function estimateFormat({ name, format }: TextFigure): (value: number) => string {
  return name === "fairness" || name === "utilization" ? format : decimal;
}

/** Writes head, estimates and differences. */
export function renderSeedsReport(input: SeedsReportInput): string {
  const remark = "Pairs run on the same workloads. Each interval holds by itself: of twenty that show no true " +
    "difference one is expected to show one by chance";
  const pairs = input.figures.map((name) => pairsText(input, name));
  return [headText(input), estimatesText(input), ...pairs].join("\n") + input.style.dim(wrap(remark, input.width)) +
    "\n";
}

function headText({ comparison, workloadName, utilization, notes, style, width }: SeedsReportInput): string {
  const { runs, seeds } = comparison;
  const title = `${style.bold(plural(runs.length, "policy", "policies"))} on ${style.bold(workloadName)}`;
  let text = `${title}, ${plural(seeds.length, "seed")}: ${seedsText(seeds)}\n`;
  const options = runs.map((run) => resolveOptions(run.options));
  text += rulesHead(options, style, width);
  for (const [index, { label }] of runs.entries()) {
    const own = policyOptionsText(options[index], HEAD_OPTIONS);
    if (own !== "") text += headLine(label.split(":")[0], own, style, width);
  }
  const loads = runs.flatMap(({ metrics }) => metrics.map(({ load }) => load));
  text += headLine("load", loadRangeText(loads, utilization), style, width);
  return text + notesText([...notes, ...runs.flatMap((run) => run.notes)], style, width);
}

function estimatesText({ comparison, style, width }: SeedsReportInput): string {
  const { runs, statistic, seeds } = comparison;
  const columns = [
    { title: "Policy", align: "left" as const },
    ...TEXT_FIGURES.map(({ title, rank }) => ({ title, rank })),
  ];
  const rows = runs.map((run) => [
    run.label,
    ...TEXT_FIGURES.map((figure) => estimateText(estimateOf(run, figure, statistic), estimateFormat(figure))),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const what = statistic === "mean" ? "means" : statistic === "max" ? "maxima" : `${statistic} values`;
  const remarks = [
    `Means over ${plural(seeds.length, "seed")} ± half of their 95% confidence intervals (Student's t). Turnaround, ` +
    `waiting, response and weighted (turnaround / CPU time) are ${what} over all processes of a run`,
  ];
  if (omitted.length > 0) remarks.push(`Too narrow for: ${omitted.join(", ")}`);
  return text + remarks.map((remark) => style.dim(wrap(remark, width)) + "\n").join("");
}

/** The differences of one figure; against the best alone where all pairs would be too many. */
function pairsText({ comparison, rowsMax, style, width }: SeedsReportInput, name: string): string {
  const figure = textFigure(name);
  const all = pairsOf(comparison, figure);
  const format = estimateFormat(figure);
  const shown = all.length <= rowsMax ? all : pairsWithBest(comparison, figure, all).slice(0, rowsMax);
  const columns = [
    { title: `${figure.title}: difference of`, align: "left" as const },
    { title: "Mean" },
    { title: "95% interval" },
    { title: "Verdict", align: "left" as const },
  ];
  const rows = shown.map(({ first, second, difference }) => {
    const { mean, verdict } = difference;
    const isShown = verdict === "lower" || verdict === "higher";
    const text = isShown ? `${second} is ${verdict}` : verdict;
    return [
      `${second} - ${first}`,
      signed(mean, format),
      intervalText(difference, format),
      { text, paint: isShown ? style.bold : style.dim },
    ];
  });
  const { text } = renderTable(columns, rows, style, width);
  const rest = all.length - shown.length;
  if (rest === 0) return text;
  const remark = `Pairs with the best; ${plural(rest, "pair")} not shown: --rows all, or --format json`;
  return text + style.dim(wrap(remark, width)) + "\n";
}

function pairsWithBest(
  { runs, statistic }: SeededComparison,
  figure: TextFigure,
  pairs: readonly Pair[],
): readonly Pair[] {
  const means = runs.map((run) => estimateOf(run, figure, statistic).mean);
  const best = figure.isMoreBetter ? Math.max(...means) : Math.min(...means);
  const { label } = runs[means.indexOf(best)];
  return pairs.filter(({ first, second }) => first === label || second === label);
}
