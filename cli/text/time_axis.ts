/**
 * The axis of time under a chart of text, in ticks or in the unit of the workload's times.
 *
 * @module
 */

import { columnOf, niceStep, type TimeScale } from "../../pictures/scale.ts";
import type { Style } from "../io.ts";
import { timesOf } from "./times.ts";

/** How an axis writes its times. */
type AxisStyle = Pick<Style, "times">;

/** Columns after a chart: its last number begins where it ends. */
export function endColumns(end: number, style: AxisStyle): number {
  return Math.max(2, endText(end, style).length);
}

/** The last number, with the unit that all of them are in. */
function endText(end: number, style: AxisStyle): string {
  const { count, instant } = timesOf(style);
  if (instant !== undefined) return instant(end);
  const text = count(end);
  return style.times === undefined ? text : `${text} ${style.times.unit}`;
}

/** A line of numbers under a chart, each beginning in the column of its time. `times` are tried in order of time. */
export function renderAxis(scale: TimeScale, times: Iterable<number>, style: AxisStyle): string {
  const endColumn = scale.columns;
  let line = "";
  for (const time of times) {
    const column = Math.floor(columnOf(scale, time));
    const { count, instant = count } = timesOf(style);
    const text = instant(time);
    const isClear = column >= line.length + (line === "" ? 0 : 1);
    if (time < scale.end && isClear && column + text.length < endColumn) line = line.padEnd(column) + text;
  }
  return line.padEnd(endColumn) + endText(scale.end, style);
}

/** Times in even steps that leave room for their numbers. */
export function evenTimes(scale: TimeScale, style: AxisStyle): number[] {
  const { count, instant = count, perUnit } = timesOf(style);
  const labelColumns = instant(scale.end).length + 2;
  const ticksPerLabel = labelColumns * scale.ticksPerColumn / scale.columnsPerTick;
  // From one unit on the steps are round numbers of units.
  const unitStep = niceStep(ticksPerLabel / perUnit) * perUnit;
  const isOfUnits = ticksPerLabel > perUnit && Number.isInteger(unitStep);
  const step = isOfUnits ? unitStep : niceStep(Math.max(ticksPerLabel, 1));
  const times = [scale.start];
  for (let time = Math.ceil((scale.start + 1) / step) * step; time < scale.end; time += step) times.push(time);
  return times;
}
