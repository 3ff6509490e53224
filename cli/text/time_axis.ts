/**
 * The axis of time under a chart of text.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import { columnOf, niceStep, type TimeScale } from "../../pictures/scale.ts";

/** A line of numbers under a chart, each beginning in the column of its time. `times` are tried in order of time. */
export function renderAxis(scale: TimeScale, times: Iterable<number>): string {
  const endText = formatCount(scale.end);
  const endColumn = scale.columns;
  let line = "";
  for (const time of times) {
    const column = Math.floor(columnOf(scale, time));
    const text = formatCount(time);
    const isClear = column >= line.length + (line === "" ? 0 : 1);
    if (time < scale.end && isClear && column + text.length < endColumn) line = line.padEnd(column) + text;
  }
  return line.padEnd(endColumn) + endText;
}

/** Times in even steps that leave room for their numbers. */
export function evenTimes(scale: TimeScale): number[] {
  const labelColumns = formatCount(scale.end).length + 2;
  const ticksPerLabel = labelColumns * scale.ticksPerColumn / scale.columnsPerTick;
  const step = niceStep(Math.max(ticksPerLabel, 1));
  const times = [scale.start];
  for (let time = Math.ceil((scale.start + 1) / step) * step; time < scale.end; time += step) times.push(time);
  return times;
}
