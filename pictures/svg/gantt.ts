/**
 * The timeline of a run as an SVG drawing: a lane per CPU, per queue of a multilevel policy, per I/O under way, per lock that
 * is waited for, and per process.
 *
 * @module
 */

import { plural } from "../../engine/numbers.ts";
import type { SimulationResult } from "../../engine/result.ts";
import { COLORS, processColor } from "../palette.ts";
import type { ProcessLabels } from "../process_labels.ts";
import { type ResourceRow, resourceRows } from "../resource_rows.ts";
import { chartSpan } from "../scale.ts";
import { type Activity, stateIntervals } from "../state_intervals.ts";
import type { TimelinePicture } from "../timeline_picture.ts";
import { truncate } from "../width.ts";
import { ACTIVITY_NAMES } from "../words/activity_words.ts";
import { renderSvgDensity } from "./density.ts";
import {
  type DrawingTexts,
  element,
  fitText,
  headedDocument,
  linear,
  svgText,
  textUnits,
  titleOf,
  WIDTH_MIN,
} from "./elements.ts";
import { boundariesOf, type Lanes, processBar, segmentBar, tickAxis } from "./lanes.ts";
import { type Look, spanText } from "./look.ts";

const WIDTH = 1000;
const LEFT = 120;
const RIGHT = 30;
const TOP = 64;
const CPU_LANE = 30;
const RESOURCE_LANE = 24;
const PROCESS_LANE = 22;
const LANE_GAP = 14;

/** More processes than this get no lane each. */
const PROCESS_LANES_MAX = 200;

/**
 * Draws a run.
 *
 * @example
 * ```ts
 * import { ProcessLabels, renderSvgGantt, TimelinePicture } from "@quanta/quanta/pictures";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const workload = { processes: [{ name: "A", bursts: 3 }, { name: "B", arrival: 1, bursts: 2 }] };
 * const simulation = new Simulation(workload, { policy: "rr", quantum: 2, timeline: "full", transitions: "full" });
 * const picture = new TimelinePicture(0);
 * const result = await simulation.run({ onRecorded: (segments, transitions) => picture.add(segments, transitions) });
 * const labels = new ProcessLabels(simulation.workload);
 * assertStringIncludes(renderSvgGantt(result, picture, labels, { title: "Round robin", subtitle: "quantum 2" }), "<svg");
 * ```
 * @category Drawings
 */
export function renderSvgGantt(
  result: SimulationResult,
  picture: TimelinePicture,
  labels: ProcessLabels,
  texts: DrawingTexts,
  look: Look = {},
): string {
  if (picture.isTooLong) return renderSvgDensity(result, picture, labels, texts, look);
  const { start, end } = chartSpan(result);
  const width = Math.max(WIDTH_MIN, look.width ?? WIDTH);
  const lanes: Lanes = { x: linear(start, end, LEFT, width - RIGHT), labels, look };
  const { cpus } = result.options;
  const rows = resourceRows(picture.transitions, end);
  const processes = result.metrics.processes <= PROCESS_LANES_MAX ? result.processes : [];
  const resourceTop = TOP + cpus * CPU_LANE + LANE_GAP;
  const processTop = resourceTop + (rows.length === 0 ? 0 : rows.length * RESOURCE_LANE + LANE_GAP);
  const bottom = processTop + processes.length * PROCESS_LANE - (processes.length === 0 ? LANE_GAP : 0);
  const boundaries = cpus === 1 ? boundariesOf(picture.segments, start, end) : undefined;
  const parts = tickAxis({ start, end, boundaries, top: TOP - 4, bottom: bottom + 4 }, lanes);
  for (let cpu = 0; cpu < cpus; cpu++) parts.push(laneName(`CPU ${cpu}`, TOP + cpu * CPU_LANE + 19));
  for (const segment of picture.segments) {
    parts.push(...segmentBar(segment, TOP + segment.cpu * CPU_LANE + 3, CPU_LANE - 6, lanes));
  }
  rows.forEach((row, index) => parts.push(...resourceLane(row, resourceTop + index * RESOURCE_LANE, lanes)));
  const intervals = stateIntervals(picture.transitions, picture.segments);
  const drawn = new Set<Activity>();
  processes.forEach(({ pid }, index) => {
    const y = processTop + index * PROCESS_LANE;
    parts.push(laneName(labels.name(pid), y + 15));
    const color = processColor(Math.max(0, labels.index(pid))).web;
    for (const { start: from, end: to, activity } of intervals.get(pid) ?? []) {
      drawn.add(activity);
      const tooltip = `${labels.name(pid)} ${ACTIVITY_NAMES[activity]} ${spanText(from, to, look)}`;
      parts.push(activityBar(activity, lanes.x(from), lanes.x(to), y, color, tooltip));
    }
  });
  const legend = legendParts(drawn, bottom + 44, width - RIGHT);
  parts.push(...legend.parts);
  if (processes.length === 0) {
    const said = `${plural(result.metrics.processes, "process", "processes")}: too many for a lane each`;
    parts.push(svgText(LEFT, bottom + 44, said));
  }
  return headedDocument(width, legend.bottom + 18, texts, parts, look);
}

function laneName(name: string, y: number): string {
  return svgText(LEFT - 10, y, fitText(truncate(name, 16), LEFT - 14), { "text-anchor": "end" });
}

/** Who was at a queue's level, at a device, or waited for a lock. */
function resourceLane({ name, spans, isWaiting }: ResourceRow, top: number, lanes: Lanes): string[] {
  const parts = [laneName(name, top + 16)];
  const { x, labels, look } = lanes;
  for (const { pid, start, end } of spans) {
    const tooltip = `${labels.name(pid)}, ${name}, ${spanText(start, end, look)}`;
    if (isWaiting) {
      const middle = top + RESOURCE_LANE / 2;
      const line = { x1: x(start), x2: x(end), y1: middle, y2: middle, stroke: COLORS.lock, "stroke-width": 2.5 };
      parts.push(element("line", { ...line, "stroke-dasharray": "6 3" }, titleOf(tooltip)));
    } else {
      const bar = processBar(x(start), x(end), top + 4, RESOURCE_LANE - 8, labels.index(pid), tooltip, look);
      parts.push(...bar);
    }
  }
  return parts;
}

function activityBar(activity: Activity, from: number, to: number, y: number, color: string, tooltip: string): string {
  const width = Math.max(to - from, 0.8);
  const title = titleOf(tooltip);
  switch (activity) {
    case "running":
      return element("rect", { x: from, y: y + 3, width, height: PROCESS_LANE - 6, fill: color }, title);
    case "warming":
      return element(
        "rect",
        { x: from, y: y + 3, width, height: PROCESS_LANE - 6, fill: COLORS.switching, "fill-opacity": 0.6 },
        title,
      );
    case "switching":
    case "migrating":
      return element("rect", { x: from, y: y + 3, width, height: PROCESS_LANE - 6, fill: COLORS.switching }, title);
    case "ready":
      return element("rect", { x: from, y: y + 7, width, height: PROCESS_LANE - 14, fill: COLORS.ready }, title);
    default: {
      const stroke = activity === "lock" ? COLORS.lock : activity === "device" ? color : COLORS.faint;
      const dashes = activity === "held" || activity === "throttled" ? "2 4" : activity === "lock" ? "6 3" : undefined;
      const middle = y + PROCESS_LANE / 2;
      const line = { x1: from, x2: from + width, y1: middle, y2: middle, stroke, "stroke-width": 2.5 };
      return element("line", { ...line, "stroke-dasharray": dashes }, title);
    }
  }
}

/** The signs that were drawn, in as many lines as they take. */
function legendParts(drawn: ReadonlySet<Activity>, top: number, right: number): { parts: string[]; bottom: number } {
  const parts: string[] = [];
  let left = LEFT;
  let y = top;
  for (const [activity, name] of Object.entries(ACTIVITY_NAMES)) {
    if (!drawn.has(activity as Activity)) continue;
    const width = 33 + textUnits(name, 12) + 22;
    if (left > LEFT && left + width > right) [left, y] = [LEFT, y + 22];
    parts.push(activityBar(activity as Activity, left, left + 26, y - 15, COLORS.accent, name));
    parts.push(svgText(left + 33, y, name, { fill: COLORS.faint }));
    left += width;
  }
  return { parts, bottom: y };
}
