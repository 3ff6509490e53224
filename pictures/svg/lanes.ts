/**
 * What the drawings of timelines share: bars of processes with their names, and the axis of ticks.
 *
 * @module
 */

import type { Segment } from "../../engine/result.ts";
import { COLORS, processColor } from "../palette.ts";
import type { ProcessLabels } from "../process_labels.ts";
import { element, gridValues, svgText, textUnits, titleOf } from "./elements.ts";
import { type Look, patternOf, spanText, timesOfLook } from "./look.ts";

/** What is drawn on. */
export interface Lanes {
  readonly x: (time: number) => number;
  readonly labels: ProcessLabels;
  readonly look: Look;
}

/** A bar is never narrower than this, or it could not be seen. */
const BAR_WIDTH_MIN = 0.8;

/** Size of names in bars. */
const NAME_SIZE = 12;

/** Size of the numbers of an axis. */
const NUMBER_SIZE = 11;

/** What a tooltip says of a segment's kind, before its times. */
const SEGMENT_WORDS = {
  run: "",
  switch: "context switch ",
  migration: "migration ",
  warmup: "cache warm-up ",
} as const;

/** The bar of a segment in a lane of `height` from `top` on, with as much of the process's name as fits. */
export function segmentBar(segment: Segment, top: number, height: number, lanes: Lanes): string[] {
  const { cpu, pid, start, end, kind } = segment;
  const { x, labels } = lanes;
  const tooltip = `${labels.name(pid)} ${SEGMENT_WORDS[kind]}${spanText(start, end, lanes.look)} on CPU ${cpu}`;
  const index = kind === "switch" || kind === "migration" ? null : labels.index(pid);
  const parts = processBar(x(start), x(end), top, height, index, tooltip, lanes.look);
  if (kind === "run") parts.push(...barName(x(start), x(end), top + height / 2 + 4, labels, pid));
  return parts;
}

/** A bar in the colour of the process at `index`, or in that of overhead. */
export function processBar(
  from: number,
  to: number,
  top: number,
  height: number,
  index: number | null,
  tooltip: string,
  look: Look,
): string[] {
  const fill = index === null ? COLORS.switching : processColor(Math.max(0, index)).web;
  const place = { x: from, y: top, width: Math.max(to - from, BAR_WIDTH_MIN), height };
  const stroke = { stroke: COLORS.paper, "stroke-width": to - from > 3 ? 1 : 0 };
  const parts = [element("rect", { ...place, fill, ...stroke }, titleOf(tooltip))];
  const pattern = look.patterns && index !== null ? patternOf(Math.max(0, index)) : null;
  if (pattern !== null) parts.push(element("rect", { ...place, fill: pattern, "pointer-events": "none" }));
  return parts;
}

/** The process's name in its bar, or where there is no room its symbol. */
function barName(from: number, to: number, y: number, labels: ProcessLabels, pid: number): string[] {
  const room = to - from - 4;
  const name = [labels.name(pid), labels.symbol(pid)].find((each) => textUnits(each, NAME_SIZE) <= room);
  if (name === undefined) return [];
  const fill = processColor(Math.max(0, labels.index(pid))).textOnIt === "black" ? "#000" : "#fff";
  return [svgText((from + to) / 2, y, name, { "text-anchor": "middle", fill, "pointer-events": "none" })];
}

/** Where an axis of ticks stands. */
export interface TickAxis {
  readonly start: number;
  readonly end: number;
  /** Times that are numbered where they fit, in order; without them there are even steps. */
  readonly boundaries?: readonly number[];
  /** The top of the lines. */
  readonly top: number;
  /** The end of the lines; the numbers stand below. */
  readonly bottom: number;
}

/** Lines at boundaries or in even steps, and their numbers; the end is always numbered. */
export function tickAxis(
  { start, end, boundaries, top, bottom }: TickAxis,
  { x, look }: Pick<Lanes, "x" | "look">,
): string[] {
  const { count, unit } = timesOfLook(look);
  // All numbers are in the unit that the last one names.
  const textOf = (time: number) => look.times !== undefined && time === end ? `${count(time)} ${unit}` : count(time);
  const unitsOf = (time: number) => textUnits(textOf(time), NUMBER_SIZE);
  const endFrom = x(end) - unitsOf(end) / 2 - 6;
  let clear = -Infinity;
  const fitting = (times: readonly number[]) =>
    times.filter((time) => {
      const half = unitsOf(time) / 2;
      if (x(time) - half < clear || (time !== end && x(time) + half > endFrom)) return false;
      clear = x(time) + half + 6;
      return true;
    });
  const even = gridValues(start, end, Math.max(2, Math.round((x(end) - x(start)) / 54)));
  const labelled = boundaries === undefined ? [] : fitting(boundaries);
  // Where few boundaries have room for their numbers, even steps say more.
  const times = boundaries !== undefined && labelled.length * 2 >= boundaries.length ? labelled : even;
  clear = -Infinity;
  const numbered = new Set([...fitting(times.filter((time) => time !== end)), end]);
  return [...new Set([...times, end])].flatMap((time) => {
    const line = element("line", { x1: x(time), x2: x(time), y1: top, y2: bottom, stroke: COLORS.grid });
    if (!numbered.has(time)) return [line];
    const attributes = { "text-anchor": "middle", fill: COLORS.faint, "font-size": NUMBER_SIZE };
    return [line, svgText(x(time), bottom + 16, textOf(time), attributes)];
  });
}

/** The times at which something begins or ends on a CPU, in order, with the first and the last of the chart. */
export function boundariesOf(segments: readonly Segment[], start: number, end: number): number[] {
  const times = new Set([start, end]);
  for (const segment of segments) times.add(segment.start).add(segment.end);
  return [...times].sort((a, b) => a - b);
}
