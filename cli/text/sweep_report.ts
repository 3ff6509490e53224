/**
 * The report on a sweep as text: a table, a plot, and the two ends in words.
 *
 * @module
 */

import { type Sweep, type SweepPoint, SWITCHING_SHARE_MARKED } from "../../analysis/sweep.ts";
import { formatCount, formatDecimal, formatPercent } from "../../engine/numbers.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { Metrics } from "../../engine/result.ts";
import { widthOf, wrap } from "../../pictures/width.ts";
import type { Say } from "../../pictures/words/language.ts";
import type { Style } from "../io.ts";
import { HEAD_OPTIONS, headLine, loadText, notesText, policyOptionsText, rulesHead } from "./options_text.ts";
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
  const { say } = style;
  const span = say("{policy}, quantum {first} to {last}", {
    policy: say(policy.title),
    first: points[0].quantum,
    last: points[points.length - 1].quantum,
  });
  const count = say.count(fcfs.metrics.processes, "process", "processes");
  const what = { title: style.bold(span), workload: style.bold(workloadName), count };
  let text = `${say("{title} on {workload}, {count}", what)}\n`;
  const own = policyOptionsText(options, ["quantum", "quanta", ...HEAD_OPTIONS]);
  text += headLine("policy", own === "" ? policy.name : `${policy.name}: ${own}`, style, width);
  text += rulesHead([options], style, width);
  text += headLine("load", loadText({ metrics: fcfs.metrics, deadlines: sweep.deadlines, options }, say), style, width);
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
  const { say } = style;
  const titled = columns.map((column) => ({ ...column, title: say(column.title) }));
  const { text, omitted } = renderTable(titled, rows, style, width);
  const remarks: string[] = [];
  if (shown.length < sweep.points.length) {
    const [count, all] = [shown, sweep.points].map(({ length }) => formatCount(length));
    remarks.push(say("{count} of {all} quanta; --rows all shows every one", { count, all }));
  }
  if (omitted.length > 0) remarks.push(say("Too narrow for: {columns}", { columns: omitted.join(", ") }));
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
    { title: style.say("mean turnaround"), values: widened(({ metrics }) => metrics.turnaround.mean), format: decimal },
    { title: style.say("mean response"), values: widened(({ metrics }) => metrics.response.mean), format: decimal },
    sweep.options.switchCost > 0
      ? {
        title: style.say("switching, of busy time"),
        values: widened((point) => point.switchingShare),
        format: formatPercent,
      }
      : {
        title: style.say("context switches"),
        values: widened(({ metrics }) => metrics.switches),
        format: formatCount,
      },
  ];
  const axisColumns = panelAxisColumns(panels);
  const lines = panels.flatMap((panel) => renderPanel(panel, PANEL_LINES, axisColumns, style));
  const margin = " ".repeat(axisColumns);
  const marks = points.map((point) =>
    (point.isFcfs ? FCFS_MARK : point.isSwitching ? SWITCHING_MARK : " ").repeat(barColumns)
  );
  if (marks.some((mark) => mark.trim() !== "")) lines.push(`${margin}${marks.join("")}`.trimEnd());
  lines.push(margin + style.dim(quantumAxis(points, barColumns, width - axisColumns, style.say("quantum"))));
  return lines.join("\n") + "\n";
}

function decimal(value: number): string {
  return formatDecimal(value);
}

/** Quanta under their bars, as many as there is room for, and what they are. */
function quantumAxis(points: readonly SweepPoint[], barColumns: number, columnsMax: number, name: string): string {
  const widest = formatCount(points[points.length - 1].quantum).length;
  const every = Math.ceil((widest + 2) / barColumns);
  let line = "";
  for (let index = 0; index < points.length; index += every) {
    line = line.padEnd(index * barColumns) + formatCount(points[index].quantum);
  }
  const named = `${line}  ${name}`;
  return widthOf(named) <= columnsMax ? named : line;
}

/** The two ends of the trade-off, and the best of what was swept, from the figures. */
function renderEnds({ sweep, style, width }: SweepReportInput): string {
  const { say } = style;
  const entry = (label: string, text: string) =>
    wrap(text, width, "  ", `${label} `).replace(label, style.bold(label)) + "\n";
  return entry(say("Too short:"), shortEnd(sweep, say)) + entry(say("Too long:"), longEnd(sweep, say)) +
    entry(say("Best:"), best(sweep, say));
}

function shortEnd({ options, points, fcfs, switchingUpTo }: Sweep, say: Say): string {
  const [first] = points;
  if (options.switchCost === 0) {
    return say(
      "a context switch takes no time here, so the {switches} switches at quantum {quantum} cost as little as the " +
        "{fcfs} of FCFS; --switch-cost 1 shows what they eat",
      {
        switches: formatCount(first.metrics.switches),
        quantum: first.quantum,
        fcfs: formatCount(fcfs.metrics.switches),
      },
    );
  }
  const what = {
    limit: formatPercent(SWITCHING_SHARE_MARKED),
    share: formatPercent(first.switchingShare),
    quantum: first.quantum,
    fcfs: formatPercent(fcfs.switchingShare),
    last: switchingUpTo ?? "",
    mark: SWITCHING_MARK,
  };
  return switchingUpTo === null
    ? say(
      "not reached: at no quantum switching takes {limit} of the CPUs' busy time, or more, beyond what it takes under " +
        "FCFS ({share} at quantum {quantum}, {fcfs} under FCFS)",
      what,
    )
    : say(
      "up to quantum {last} ({mark}) switching eats the machine: it takes {limit} of the CPUs' busy time, or more, " +
        "beyond what it takes under FCFS ({share} at quantum {quantum}, {fcfs} under FCFS)",
      what,
    );
}

function longEnd({ points, fcfsFrom, longestStretch }: Sweep, say: Say): string {
  const what = {
    burst: say.count(longestStretch, "tick"),
    last: points[points.length - 1].quantum,
    quantum: fcfsFrom ?? "",
    stretch: longestStretch,
    mark: FCFS_MARK,
  };
  if (fcfsFrom === null) {
    return what.last < longestStretch
      ? say(
        "not reached: the longest CPU burst is {burst}, and quanta end at {last}; --quantum 1..{stretch} goes on to it",
        what,
      )
      : say(
        "not reached: the longest CPU burst is {burst}, but the policy orders processes otherwise than FCFS even then",
        what,
      );
  }
  return fcfsFrom >= longestStretch
    ? say(
      "from quantum {quantum} on ({mark}) every process finishes at the tick at which it finishes under FCFS: the " +
        "quantum covers the longest CPU burst, {burst}",
      what,
    )
    : say(
      "from quantum {quantum} on ({mark}) every process finishes at the tick at which it finishes under FCFS: the " +
        "longest CPU burst is {burst}",
      what,
    );
}

function best({ points }: Sweep, say: Say): string {
  const least = (value: (metrics: Metrics) => number) =>
    points.reduce((best, point) => value(point.metrics) < value(best.metrics) ? point : best);
  const turnaround = least((metrics) => metrics.turnaround.mean);
  const response = least((metrics) => metrics.response.mean);
  return say(
    "of these quanta, the least mean turnaround is {turnaround} at quantum {first}, the least mean response {response} " +
      "at {second}",
    {
      turnaround: formatDecimal(turnaround.metrics.turnaround.mean),
      first: turnaround.quantum,
      response: formatDecimal(response.metrics.response.mean),
      second: response.quantum,
    },
  );
}
