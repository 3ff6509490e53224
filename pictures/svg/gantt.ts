/**
 * The timeline of a run as an SVG drawing: a lane per CPU, a lane per process, or, for a long run, how busy the CPUs and
 * how full the system was.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { SimulationResult } from "../../engine/result.ts";
import { COLORS, processColor } from "../palette.ts";
import type { ProcessLabels } from "../process_labels.ts";
import { chartSpan } from "../scale.ts";
import { type Activity, type StateInterval, stateIntervals } from "../state_intervals.ts";
import { TimeBuckets } from "../time_buckets.ts";
import type { TimelinePicture } from "../timeline_picture.ts";
import type { TimelinePyramid } from "../timeline_pyramid.ts";
import { truncate, widthOf } from "../width.ts";
import { areaChart, CHART_STEP } from "./chart.ts";
import {
  type DrawingTexts,
  element,
  fitText,
  gridText,
  gridValues,
  headedDocument,
  linear,
  svgText,
} from "./elements.ts";

const WIDTH = 1000;
const LEFT = 120;
const RIGHT = 24;
const TOP = 64;
const CPU_LANE = 30;
const PROCESS_LANE = 22;
const LANE_GAP = 14;

/** More processes than this get no lane each. */
const PROCESS_LANES_MAX = 200;

/** Points of an area in the picture of a long run. */
const AREA_POINTS = 400;

/** Width of a character of the labels, roughly; decides only whether a name is written into its bar. */
const CHARACTER_WIDTH = 7;

/** What a tooltip says of a segment's kind, before its times. */
const SEGMENT_WORDS = {
  run: "",
  switch: "context switch ",
  migration: "migration ",
  warmup: "cache warm-up ",
} as const;

/** Draws a run. */
export function renderSvgGantt(
  result: SimulationResult,
  picture: TimelinePicture,
  labels: ProcessLabels,
  texts: DrawingTexts,
): string {
  if (picture.isTooLong) return renderSvgDensity(result, picture, labels, texts);
  const { start, end } = chartSpan(result);
  const x = linear(start, end, LEFT, WIDTH - RIGHT);
  const { cpus } = result.options;
  const processes = result.metrics.processes <= PROCESS_LANES_MAX ? result.processes : [];
  const processTop = TOP + cpus * CPU_LANE + LANE_GAP;
  const bottom = processes.length === 0 ? TOP + cpus * CPU_LANE : processTop + processes.length * PROCESS_LANE;
  const parts = gridParts(start, end, x, bottom);
  for (let cpu = 0; cpu < cpus; cpu++) {
    parts.push(svgText(LEFT - 10, TOP + cpu * CPU_LANE + 19, `CPU ${cpu}`, { "text-anchor": "end" }));
  }
  for (const { cpu, pid, start: from, end: to, kind } of picture.segments) {
    const y = TOP + cpu * CPU_LANE + 3;
    const tooltip = `${labels.name(pid)} ${SEGMENT_WORDS[kind]}${from} to ${to} on CPU ${cpu}`;
    const isOverhead = kind === "switch" || kind === "migration";
    parts.push(bar(x(from), y, x(to), CPU_LANE - 6, isOverhead ? null : labels.index(pid), tooltip));
    if (kind === "run") parts.push(...barName(x(from), x(to), y + 17, labels, pid));
  }
  const intervals = stateIntervals(picture.transitions, picture.segments);
  const drawn = new Set<Activity>();
  processes.forEach(({ pid }, index) => {
    const y = processTop + index * PROCESS_LANE;
    parts.push(
      svgText(LEFT - 10, y + 15, fitText(truncate(labels.name(pid), 16), LEFT - 14), { "text-anchor": "end" }),
    );
    for (const interval of intervals.get(pid) ?? []) {
      drawn.add(interval.activity);
      parts.push(...activityParts(interval, x, y, labels, pid));
    }
  });
  parts.push(...legendParts(drawn, bottom + 44));
  if (processes.length === 0) {
    parts.push(
      svgText(LEFT, bottom + 44, `${formatCount(result.metrics.processes)} processes: too many for a lane each`),
    );
  }
  return headedDocument(WIDTH, bottom + 62, texts, parts);
}

function gridParts(start: number, end: number, x: (time: number) => number, bottom: number): string[] {
  return gridValues(start, end, 16).flatMap((time) => [
    element("line", { x1: x(time), x2: x(time), y1: TOP - 4, y2: bottom + 4, stroke: COLORS.grid }),
    svgText(x(time), bottom + 20, gridText(time), { "text-anchor": "middle", fill: COLORS.faint, "font-size": 11 }),
  ]);
}

function bar(from: number, y: number, to: number, height: number, process: number | null, tooltip: string): string {
  const fill = process === null ? COLORS.switching : processColor(Math.max(0, process)).web;
  const attributes = { x: from, y, width: Math.max(to - from, 0.3), height, fill, stroke: COLORS.paper };
  return element("rect", { ...attributes, "stroke-width": to - from > 3 ? 1 : 0 }, titleOf(tooltip));
}

function titleOf(text: string): string {
  return element("title", {}, text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
}

/** The process's name in its bar, where there is room. */
function barName(from: number, to: number, y: number, labels: ProcessLabels, pid: number): string[] {
  const name = labels.name(pid);
  if (widthOf(name) * CHARACTER_WIDTH > to - from - 4) return [];
  const fill = processColor(Math.max(0, labels.index(pid))).textOnIt === "black" ? "#000000" : "#ffffff";
  return [svgText((from + to) / 2, y, name, { "text-anchor": "middle", fill, "pointer-events": "none" })];
}

/** How an activity is drawn in a lane: full bars for running and switching, thinner ones for the rest. */
function activityParts(
  { start, end, activity }: StateInterval,
  x: (time: number) => number,
  y: number,
  labels: ProcessLabels,
  pid: number,
): string[] {
  const tooltip = `${labels.name(pid)} ${ACTIVITY_NAMES[activity]} ${start} to ${end}`;
  return [activityBar(activity, x(start), x(end), y, processColor(Math.max(0, labels.index(pid))).web, tooltip)];
}

const ACTIVITY_NAMES: Readonly<Record<Activity, string>> = {
  running: "running",
  ready: "ready",
  device: "blocked on I/O",
  lock: "blocked on a lock",
  throttled: "ready, its group's quota used up",
  switching: "context switch",
  migrating: "migration",
  warming: "running with a cold cache",
  held: "waiting for admission",
};

function activityBar(activity: Activity, from: number, to: number, y: number, color: string, tooltip: string): string {
  const width = Math.max(to - from, 0.3);
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

function legendParts(drawn: ReadonlySet<Activity>, y: number): string[] {
  const parts: string[] = [];
  let left = LEFT;
  for (const [activity, name] of Object.entries(ACTIVITY_NAMES)) {
    if (!drawn.has(activity as Activity)) continue;
    parts.push(activityBar(activity as Activity, left, left + 26, y - 15, COLORS.accent, name));
    parts.push(svgText(left + 33, y, name, { fill: COLORS.faint }));
    left += 33 + name.length * CHARACTER_WIDTH + 22;
  }
  return parts;
}

/** Height of a CPU's lane in the picture of a long run. */
const DENSE_LANE = 20;

/** More CPUs than this get no lane each in the picture of a long run. */
const DENSE_LANES_MAX = 64;

/** Shades of a column that was partly idle. */
const OPACITIES = 4;

const DENSE_LEGEND = "each column in the colour of the process that ran longest in it, paler where the CPU was idle";

function renderSvgDensity(
  result: SimulationResult,
  picture: TimelinePicture,
  labels: ProcessLabels,
  texts: DrawingTexts,
): string {
  const { start } = picture;
  const { end } = chartSpan(result);
  const present = new TimeBuckets(start);
  const { arrival, finish } = result.columns;
  for (let row = 0; row < arrival.length; row++) present.add(arrival[row], finish[row]);
  const frame = { left: LEFT, right: WIDTH - RIGHT, from: start, to: end };
  const busy = areaChart(
    { ...frame, top: TOP + 16, title: "CPUs busy or switching", color: COLORS.accent },
    picture.busy.perTick(end, AREA_POINTS),
  );
  const system = areaChart(
    { ...frame, top: TOP + 16 + CHART_STEP, title: "processes in the system", color: COLORS.second },
    present.perTick(end, AREA_POINTS),
  );
  const parts = [...busy, ...system];
  const { cpus } = result.options;
  const top = TOP + 2 * CHART_STEP + 16;
  if (picture.pyramid === null || cpus > DENSE_LANES_MAX) return headedDocument(WIDTH, top, texts, parts);
  for (let cpu = 0; cpu < cpus; cpu++) {
    const y = top + cpu * DENSE_LANE;
    parts.push(svgText(LEFT - 10, y + 14, `CPU ${cpu}`, { "text-anchor": "end" }));
    parts.push(...denseLane(picture.pyramid, cpu, { start, end, y, labels }));
  }
  const bottom = top + cpus * DENSE_LANE;
  parts.push(svgText(LEFT, bottom + 20, DENSE_LEGEND, { fill: COLORS.faint }));
  return headedDocument(WIDTH, bottom + 38, texts, parts);
}

/** A lane of a long run: each unit of width in the colour of who ran longest in it, the paler the more of it was idle. */
function denseLane(
  pyramid: TimelinePyramid,
  cpu: number,
  { start, end, y, labels }: { start: number; end: number; y: number; labels: ProcessLabels },
): string[] {
  const columns = WIDTH - RIGHT - LEFT;
  const looks = pyramid.columns(cpu, { from: start, to: end, columns }).map(({ longest, segments, busyShare }) => ({
    pid: longest === null ? null : longest.pid,
    isOverhead: longest?.kind === "switch" || longest?.kind === "migration",
    opacity: Math.ceil(busyShare * OPACITIES) / OPACITIES,
    isOne: segments === 1,
  }));
  const parts: string[] = [];
  for (let column = 0; column < columns;) {
    const look = looks[column];
    let next = column + 1;
    while (next < columns && isAlike(look, looks[next])) next += 1;
    if (look.pid !== null) {
      const fill = look.isOverhead ? COLORS.switching : processColor(Math.max(0, labels.index(look.pid))).web;
      const opacity = look.opacity < 1 ? look.opacity : undefined;
      const rect = { x: LEFT + column, y: y + 2, width: next - column, height: DENSE_LANE - 4, fill };
      const who = look.isOne ? labels.name(look.pid) : `longest: ${labels.name(look.pid)}`;
      parts.push(element("rect", { ...rect, "fill-opacity": opacity }, titleOf(who)));
    }
    column = next;
  }
  return parts;
}

/** What a unit of width looks like. */
interface Look {
  readonly pid: number | null;
  readonly isOverhead: boolean;
  readonly opacity: number;
  readonly isOne: boolean;
}

function isAlike(a: Look, b: Look): boolean {
  return a.pid === b.pid && a.isOverhead === b.isOverhead && a.opacity === b.opacity && a.isOne === b.isOne;
}
