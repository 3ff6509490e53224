/**
 * A line of text per process: what it was doing at every moment.
 *
 * @module
 */

import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { columnOf, type TimeScale } from "../../pictures/scale.ts";
import type { Activity, StateInterval } from "../../pictures/state_intervals.ts";
import type { Style } from "../io.ts";

/** How each activity looks. */
export const ACTIVITY_GLYPHS: Readonly<Record<Activity, string>> = {
  running: "█",
  ready: "░",
  device: "~",
  lock: "#",
  throttled: "!",
  switching: "×",
  migrating: "»",
  warming: "▪",
  held: "-",
};

/** Draws one process's intervals and adds their activities to `drawn`. */
export function renderStateRow(
  pid: number,
  intervals: readonly StateInterval[],
  scale: TimeScale,
  labels: ProcessLabels,
  style: Style,
  drawn: Set<Activity>,
): string {
  const columns = dominantActivities(intervals, scale);
  let line = "";
  for (let column = 0; column < columns.length;) {
    const activity = columns[column];
    let end = column + 1;
    while (end < columns.length && columns[end] === activity) end += 1;
    if (activity === undefined) line += " ".repeat(end - column);
    else {
      drawn.add(activity);
      const text = ACTIVITY_GLYPHS[activity].repeat(end - column);
      line += activity === "running" ? style.process(labels.index(pid), text) : style.dim(text);
    }
    column = end;
  }
  return line;
}

const OVER_RUNNING: readonly Activity[] = ["switching", "migrating", "warming"];

/** For each column, the activity that takes most of it; `undefined` where the process is not there. */
function dominantActivities(intervals: readonly StateInterval[], scale: TimeScale): (Activity | undefined)[] {
  const ticksOf: Partial<Record<Activity, number>>[] = Array.from({ length: scale.columns }, () => ({}));
  for (const { start, end, activity } of intervals) {
    const from = columnOf(scale, Math.max(start, scale.start));
    const to = columnOf(scale, Math.min(end, scale.end));
    for (let column = Math.floor(from); column < to; column++) {
      const share = Math.min(to, column + 1) - Math.max(from, column);
      const ticks = ticksOf[column];
      ticks[activity] = (ticks[activity] ?? 0) + share;
      // A switch and what may follow it are drawn over the running time they begin.
      if (OVER_RUNNING.includes(activity)) ticks.running = (ticks.running ?? 0) - share;
    }
  }
  return ticksOf.map((ticks) => {
    let best: Activity | undefined;
    for (const [activity, share] of Object.entries(ticks) as [Activity, number][]) {
      if (share > 1e-9 && (best === undefined || share > (ticks[best] ?? 0))) best = activity;
    }
    return best;
  });
}
