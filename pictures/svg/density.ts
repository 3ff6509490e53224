/**
 * A long run as an SVG drawing: how busy the CPUs and how full the system was, and a lane per CPU in which each column has
 * the colour of who ran longest in it.
 *
 * @module
 */

import type { SimulationResult } from "../../engine/result.ts";
import { COLORS, processColor } from "../palette.ts";
import type { ProcessLabels } from "../process_labels.ts";
import { chartSpan } from "../scale.ts";
import { TimeBuckets } from "../time_buckets.ts";
import type { TimelinePicture } from "../timeline_picture.ts";
import type { TimelinePyramid } from "../timeline_pyramid.ts";
import { areaChart, CHART_STEP } from "./chart.ts";
import { type DrawingTexts, element, gridText, headedDocument, svgText, titleOf, WIDTH_MIN } from "./elements.ts";
import { type Look, timesOfLook } from "./look.ts";

const WIDTH = 1000;
const LEFT = 120;
const RIGHT = 24;
const TOP = 64;

/** Points of an area. */
const AREA_POINTS = 400;

/** Height of a CPU's lane in the picture of a long run. */
const DENSE_LANE = 20;

/** More CPUs than this get no lane each in the picture of a long run. */
const DENSE_LANES_MAX = 64;

/** Shades of a column that was partly idle. */
const OPACITIES = 4;

const DENSE_LEGEND = "each column in the colour of the process that ran longest in it, paler where the CPU was idle";

/** Draws a run of more segments than can be drawn one by one. */
export function renderSvgDensity(
  result: SimulationResult,
  picture: TimelinePicture,
  labels: ProcessLabels,
  texts: DrawingTexts,
  look: Look = {},
): string {
  const width = Math.max(WIDTH_MIN, look.width ?? WIDTH);
  const { start } = picture;
  const { end } = chartSpan(result);
  const present = new TimeBuckets(start);
  const { arrival, finish } = result.columns;
  for (let row = 0; row < arrival.length; row++) present.add(arrival[row], finish[row]);
  const right = width - RIGHT;
  const { perUnit, unit } = timesOfLook(look);
  const text = (ticks: number) => gridText(ticks / perUnit);
  const inUnit = look.times === undefined ? "" : ` (time in ${unit})`;
  const frame = { left: LEFT, right, from: start, to: end, text };
  const busy = areaChart(
    { ...frame, top: TOP + 16, title: `CPUs busy or switching${inUnit}`, color: COLORS.accent },
    picture.busy.perTick(end, AREA_POINTS),
  );
  const system = areaChart(
    { ...frame, top: TOP + 16 + CHART_STEP, title: `processes in the system${inUnit}`, color: COLORS.second },
    present.perTick(end, AREA_POINTS),
  );
  const parts = [...busy, ...system];
  const { cpus } = result.options;
  const top = TOP + 2 * CHART_STEP + 16;
  if (picture.pyramid === null || cpus > DENSE_LANES_MAX) return headedDocument(width, top, texts, parts, look);
  for (let cpu = 0; cpu < cpus; cpu++) {
    const y = top + cpu * DENSE_LANE;
    parts.push(svgText(LEFT - 10, y + 14, `CPU ${cpu}`, { "text-anchor": "end" }));
    const place = { start, end, left: LEFT, right, y, height: DENSE_LANE };
    parts.push(...denseLane(picture.pyramid, cpu, place, labels));
  }
  const bottom = top + cpus * DENSE_LANE;
  parts.push(svgText(LEFT, bottom + 20, DENSE_LEGEND, { fill: COLORS.faint }));
  return headedDocument(width, bottom + 38, texts, parts, look);
}

/** Where a lane of a long run stands, and what it shows. */
export interface DenseLane {
  readonly start: number;
  readonly end: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
}

/** A lane of a long run: each unit of width in the colour of who ran longest in it, the paler the more of it was idle. */
export function denseLane(
  pyramid: TimelinePyramid,
  cpu: number,
  { start, end, left, right, y, height }: DenseLane,
  labels: ProcessLabels,
): string[] {
  const columns = Math.floor(right - left);
  const shades = pyramid.columns(cpu, { from: start, to: end, columns }).map(({ longest, segments, busyShare }) => ({
    pid: longest === null ? null : longest.pid,
    isOverhead: longest?.kind === "switch" || longest?.kind === "migration",
    opacity: Math.ceil(busyShare * OPACITIES) / OPACITIES,
    isOne: segments === 1,
  }));
  const parts: string[] = [];
  for (let column = 0; column < columns;) {
    const shade = shades[column];
    let next = column + 1;
    while (next < columns && isAlike(shade, shades[next])) next += 1;
    if (shade.pid !== null) {
      const fill = shade.isOverhead ? COLORS.switching : processColor(Math.max(0, labels.index(shade.pid))).web;
      const opacity = shade.opacity < 1 ? shade.opacity : undefined;
      const rect = { x: left + column, y: y + 2, width: next - column, height: height - 4, fill };
      const who = shade.isOne ? labels.name(shade.pid) : `longest: ${labels.name(shade.pid)}`;
      parts.push(element("rect", { ...rect, "fill-opacity": opacity }, titleOf(who)));
    }
    column = next;
  }
  return parts;
}

/** What a unit of width looks like. */
interface Shade {
  readonly pid: number | null;
  readonly isOverhead: boolean;
  readonly opacity: number;
  readonly isOne: boolean;
}

function isAlike(a: Shade, b: Shade): boolean {
  return a.pid === b.pid && a.isOverhead === b.isOverhead && a.opacity === b.opacity && a.isOne === b.isOne;
}
