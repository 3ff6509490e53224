/**
 * What `sim` alone prints: the main job done once, on a screen of 24 lines, and where to go on.
 *
 * @module
 */

import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { chartSpan, columnOf, createScale, type TimeScale } from "../../pictures/scale.ts";
import { padEnd, widthOf } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import type { PicturedRun } from "./compare_report.ts";
import { renderShortTable } from "./compare_table.ts";
import { noContents, renderStrip } from "./strip.ts";
import { evenTimes, renderAxis } from "./time_axis.ts";

/** What the screen is made from. */
export interface TourInput {
  /** On one CPU each, with their timelines. */
  readonly runs: readonly PicturedRun[];
  readonly workloadName: string;
  readonly labels: ProcessLabels;
  /** What the user may want to do next, and what for. */
  readonly next: readonly (readonly [command: string, purpose: string])[];
  readonly style: Style;
  readonly width: number;
}

/** A strip per policy over one axis, the table, and what comes next. */
export function renderTour(input: TourInput): string {
  const { runs, workloadName, labels, style, width } = input;
  const { say } = style;
  const title = say("{count} of {workload} under {policies}, one CPU", {
    count: say.count(labels.count, "process", "processes"),
    workload: style.bold(workloadName),
    policies: say.count(runs.length, "policy", "policies"),
  });
  const { text, remark } = renderShortTable(runs, style, width);
  return `${title}\n${stripsText(input)}\n${text}${style.dim(remark)}\n\n${nextText(input)}`;
}

function stripsText({ runs, labels, style, width }: TourInput): string {
  const labelColumns = Math.max(...runs.map(({ label }) => widthOf(label))) + 1;
  const { start, end } = chartSpan(runs[0].result);
  const last = Math.max(...runs.map(({ result }) => chartSpan(result).end), end);
  const scale: TimeScale = createScale(start, last, width - labelColumns - 4);
  const lines = runs.map(({ label, picture }) =>
    `${style.bold(padEnd(label, labelColumns))}${renderStrip(picture!.segments, scale, labels, style, noContents())}`
  );
  const axis = renderAxis(
    scale,
    evenTimes(scale, style).filter((time) => columnOf(scale, time) < scale.columns),
    style,
  );
  return `${lines.join("\n")}\n${" ".repeat(labelColumns)}${style.dim(axis)}\n`;
}

/** The commands in one column and their purposes in another, where both fit a line; the commands alone otherwise. */
function nextText({ next, style, width }: TourInput): string {
  const columns = Math.max(...next.map(([command]) => widthOf(command))) + 3;
  return next.map(([command, purpose]) => {
    const isWide = 2 + columns + widthOf(style.say(purpose)) <= width;
    return `  ${style.name(isWide ? padEnd(command, columns) : command)}${isWide ? style.say(purpose) : ""}\n`;
  }).join("");
}
