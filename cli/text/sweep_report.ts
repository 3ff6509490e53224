/**
 * The report on a sweep as text: a table, a plot, and the two ends in words.
 *
 * @module
 */

import { type Sweep, type SweepPoint, SWITCHING_SHARE_MARKED } from "../../analysis/sweep.ts";
import { formatCount, formatDecimal, formatPercent, plural } from "../../engine/numbers.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { Metrics } from "../../engine/result.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { headLine, loadText, notesText, policyOptionsText, rulesHead } from "./options_text.ts";
import { type Panel, panelAxisColumns, renderPanel } from "./panel.ts";
import { chartText } from "./report_text.ts";
import { type Column, renderTable } from "./table.ts";

/** Columns of one quantum in the plot at most. */
const BAR_COLUMNS_MAX = 5;

/** Lines of bars of each panel. */
const PANEL_LINES = 4;

/** Marks quanta at which switching takes much of the time. */
const SWITCHING_MARK = "×";

/** Marks quanta at which the policy is FCFS. */
const FCFS_MARK = "=";

/** What the report is made from. */
export interface SweepReportInput {
  readonly sweep: Sweep;
  readonly workloadName: string;
  readonly notes: readonly string[];
  readonly rowsMax: number;
  readonly style: Style;
  readonly width: number;
}

/** Writes head, table, plot and the two ends. */
export function renderSweepReport(input: SweepReportInput): string {
  const plot = chartText(input.style, input.width, (width) => renderPlot({ ...input, width }));
  return [renderHead(input), renderSweepTable(input), plot, renderEnds(input)].join("\n");
}

function renderHead({ sweep, workloadName, notes, style, width }: SweepReportInput): string {
  const { options, points, fcfs } = sweep;
  const policy = findPolicy(options.policy);
  const span = `quantum ${points[0].quantum} to ${points[points.length - 1].quantum}`;
  const title = `${style.bold(`${policy.title}, ${span}`)} on ${style.bold(workloadName)}, `;
  let text = `${title}${plural(fcfs.metrics.processes, "process", "processes")}\n`;
  const own = policyOptionsText(options, ["quantum", "quanta", "quantumReturn"]);
  text += headLine("policy", own === "" ? policy.name : `${policy.name}: ${own}`, style, width);
  text += rulesHead([options], style, width);
  text += headLine("load", loadText({ metrics: fcfs.metrics, deadlines: sweep.deadlines, options }), style, width);
  return text + notesText([...notes, ...sweep.notes], style, width);
}

function renderSweepTable({ sweep, rowsMax, style, width }: SweepReportInput): string {
  const columns: Column[] = [
    { title: "Quantum" },
    { title: "Turnaround" },
    { title: "Waiting", rank: 3 },
    { title: "Response" },
    { title: "Longest wait", rank: 4 },
    { title: "Switches", rank: 1 },
    { title: "Switching", rank: 2 },
    { title: "", align: "left" },
  ];
  const cells = (metrics: Metrics) => [
    formatDecimal(metrics.turnaround.mean),
    formatDecimal(metrics.waiting.mean),
    formatDecimal(metrics.response.mean),
    formatCount(metrics.longestWait.ticks),
    formatCount(metrics.switches),
  ];
  const shown = thinned(sweep.points, rowsMax);
  const rows = shown.map((point) => [
    formatCount(point.quantum),
    ...cells(point.metrics),
    formatPercent(point.switchingShare),
    point.isFcfs ? `${FCFS_MARK} fcfs` : point.isSwitching ? SWITCHING_MARK : "",
  ]);
  rows.push(["fcfs", ...cells(sweep.fcfs.metrics), formatPercent(sweep.fcfs.switchingShare), ""]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const remarks: string[] = [];
  if (shown.length < sweep.points.length) {
    const [count, all] = [shown, sweep.points].map(({ length }) => formatCount(length));
    remarks.push(`${count} of ${all} quanta; --rows all shows every one`);
  }
  if (omitted.length > 0) remarks.push(`Too narrow for: ${omitted.join(", ")}`);
  return text + remarks.map((remark) => style.dim(wrap(remark, width)) + "\n").join("");
}

/** At most `most` of the points, evenly chosen, first and last among them. */
function thinned<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most || most < 2) return points.slice(0, most);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * (points.length - 1) / (most - 1))]);
}

function renderPlot({ sweep, style, width }: SweepReportInput): string {
  const columnsMax = width - 12;
  const points = thinned(sweep.points, columnsMax);
  const barColumns = Math.max(1, Math.min(BAR_COLUMNS_MAX, Math.floor(columnsMax / points.length)));
  const widened = (value: (point: SweepPoint) => number) =>
    points.flatMap((point) => new Array<number>(barColumns).fill(value(point)));
  const panels: Panel[] = [
    { title: "mean turnaround", values: widened(({ metrics }) => metrics.turnaround.mean), format: decimal },
    { title: "mean response", values: widened(({ metrics }) => metrics.response.mean), format: decimal },
    sweep.options.switchCost > 0
      ? { title: "switching, of busy time", values: widened((point) => point.switchingShare), format: formatPercent }
      : { title: "context switches", values: widened(({ metrics }) => metrics.switches), format: formatCount },
  ];
  const axisColumns = panelAxisColumns(panels);
  const lines = panels.flatMap((panel) => renderPanel(panel, PANEL_LINES, axisColumns, style));
  const margin = " ".repeat(axisColumns);
  const marks = points.map((point) =>
    (point.isFcfs ? FCFS_MARK : point.isSwitching ? SWITCHING_MARK : " ").repeat(barColumns)
  );
  if (marks.some((mark) => mark.trim() !== "")) lines.push(`${margin}${marks.join("")}`.trimEnd());
  lines.push(margin + style.dim(quantumAxis(points, barColumns, width - axisColumns)));
  return lines.join("\n") + "\n";
}

function decimal(value: number): string {
  return formatDecimal(value);
}

/** Quanta under their bars, as many as there is room for, and what they are. */
function quantumAxis(points: readonly SweepPoint[], barColumns: number, columnsMax: number): string {
  const widest = formatCount(points[points.length - 1].quantum).length;
  const every = Math.ceil((widest + 2) / barColumns);
  let line = "";
  for (let index = 0; index < points.length; index += every) {
    line = line.padEnd(index * barColumns) + formatCount(points[index].quantum);
  }
  const named = `${line}  quantum`;
  return named.length <= columnsMax ? named : line;
}

/** The two ends of the trade-off, and the best of what was swept, from the figures. */
function renderEnds({ sweep, style, width }: SweepReportInput): string {
  const entry = (label: string, text: string) =>
    wrap(text, width, "  ", `${label} `).replace(label, style.bold(label)) + "\n";
  return entry("Too short:", shortEnd(sweep)) + entry("Too long:", longEnd(sweep)) + entry("Best:", best(sweep));
}

function shortEnd({ options, points, fcfs, switchingUpTo }: Sweep): string {
  const [first] = points;
  if (options.switchCost === 0) {
    return `a context switch takes no time here, so the ${formatCount(first.metrics.switches)} switches at quantum ` +
      `${first.quantum} cost as little as the ${
        formatCount(fcfs.metrics.switches)
      } of FCFS; --switch-cost 1 shows what they eat`;
  }
  const limit = formatPercent(SWITCHING_SHARE_MARKED);
  const figures = `${formatPercent(first.switchingShare)} at quantum ${first.quantum}, ` +
    `${formatPercent(fcfs.switchingShare)} under FCFS`;
  const rule = `takes ${limit} of the CPUs' busy time, or more, beyond what it takes under FCFS (${figures})`;
  if (switchingUpTo === null) return `not reached: at no quantum switching ${rule}`;
  return `up to quantum ${switchingUpTo} (${SWITCHING_MARK}) switching eats the machine: it ${rule}`;
}

function longEnd({ points, fcfsFrom, longestStretch }: Sweep): string {
  const longest = `the longest CPU burst is ${plural(longestStretch, "tick")}`;
  const last = points[points.length - 1].quantum;
  if (fcfsFrom === null) {
    return last < longestStretch
      ? `not reached: ${longest}, and quanta end at ${last}; --quantum 1..${longestStretch} goes on to it`
      : `not reached: ${longest}, but the policy orders processes otherwise than FCFS even then`;
  }
  const covers = fcfsFrom >= longestStretch
    ? `the quantum covers the longest CPU burst, ${plural(longestStretch, "tick")}`
    : longest;
  return `from quantum ${fcfsFrom} on (${FCFS_MARK}) every process finishes at the tick at which it finishes under FCFS: ${covers}`;
}

function best({ points }: Sweep): string {
  const least = (value: (metrics: Metrics) => number) =>
    points.reduce((best, point) => value(point.metrics) < value(best.metrics) ? point : best);
  const turnaround = least((metrics) => metrics.turnaround.mean);
  const response = least((metrics) => metrics.response.mean);
  return `of these quanta, the least mean turnaround is ${
    formatDecimal(turnaround.metrics.turnaround.mean)
  } at quantum ${turnaround.quantum}, ` +
    `the least mean response ${formatDecimal(response.metrics.response.mean)} at ${response.quantum}`;
}
