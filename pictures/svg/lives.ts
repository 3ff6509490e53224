/**
 * The lives of a scenario's processes as an SVG drawing: a lane for each, from its start to its exit code, with what it
 * waited for and what it said.
 *
 * @module
 */

import { endText, type Life, type LifeInterval, type LifeState } from "../lives.ts";
import { greatestOf } from "../_greatest.ts";
import { COLORS, processColor } from "../palette.ts";
import { oneLine, truncate, widthOf } from "../width.ts";
import { element, escapeXml, gridText, gridValues, linear, svgDocument, svgText } from "./elements.ts";
import type { Look } from "./look.ts";

const WIDTH = 1000;
const MARGIN = 24;
const LEFT = 190;
const RIGHT = 110;
const TOP = 70;
const LANE = 26;
const BAR = 14;

/** Width of a character of the small texts, roughly. */
const CHARACTER_WIDTH = 6;

/** How the drawing calls the states, in the order of the legend. */
const STATE_NAMES: Readonly<Record<LifeState | "said", string>> = {
  new: "new",
  ready: "ready: its program is loaded",
  running: "running",
  blocked: "blocked, on what",
  untold: "a helper of the library",
  said: "said something",
};

/**
 * Draws the lives.
 *
 * @example
 * ```ts
 * import { livesOf, renderSvgLives } from "@quanta/quanta/pictures";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const of = { pid: 7, process: "worker", parentPid: 1, text: "" };
 * const lives = livesOf([
 *   { ...of, timeMs: 0, kind: "created" },
 *   { ...of, timeMs: 2, kind: "running" },
 *   { ...of, timeMs: 9, kind: "ended", data: { exitCode: 0 } },
 * ]);
 * assertStringIncludes(renderSvgLives(lives, { scenario: "create", summary: "one process" }), "<svg");
 * ```
 * @category Drawings
 */
export function renderSvgLives(
  lives: readonly Life[],
  about: { scenario: string; summary: string },
  look: Look = {},
): string {
  const endMs = greatestOf(lives.map((life) => life.endedMs), 1e-3);
  const x = linear(0, endMs, LEFT, WIDTH - RIGHT);
  const bottom = TOP + lives.length * LANE;
  const parts = [
    svgText(MARGIN, 28, about.scenario, { "font-size": 17, "font-weight": 600 }),
    svgText(MARGIN, 48, about.summary, { fill: COLORS.faint }),
    ...gridValues(0, endMs, 10, endMs > 10).flatMap((time) => [
      element("line", { x1: x(time), x2: x(time), y1: TOP - 6, y2: bottom + 2, stroke: COLORS.grid }),
      svgText(x(time), bottom + 18, `${gridText(time)} ms`, {
        "text-anchor": "middle",
        fill: COLORS.faint,
        "font-size": 11,
      }),
    ]),
  ];
  for (const life of lives) for (const part of lane(life, lives, x)) parts.push(part);
  const drawn = new Set(lives.flatMap(({ intervals }) => intervals.map(({ state }) => state)));
  parts.push(...legend(drawn, bottom + 44));
  return svgDocument(WIDTH, bottom + 62, `${about.scenario}: ${about.summary}`, parts, look);
}

function lane(life: Life, lives: readonly Life[], x: (timeMs: number) => number): string[] {
  const middle = TOP + life.index * LANE + LANE / 2;
  const color = processColor(life.index).web;
  const parts = [
    svgText(LEFT - 58, middle + 4, truncate(oneLine(life.process), 18), { "text-anchor": "end" }),
    svgText(LEFT - 10, middle + 4, String(life.pid), {
      "text-anchor": "end",
      fill: COLORS.faint,
      "font-size": 11,
    }),
  ];
  const parent = lives.find(({ pid }) => pid === life.parentPid);
  if (parent !== undefined) {
    // From the parent's lane down to the child's beginning.
    const from = TOP + parent.index * LANE + LANE / 2 + BAR / 2;
    const line = { x1: x(life.createdMs), x2: x(life.createdMs), y1: from, y2: middle + BAR / 2 };
    parts.push(element("line", { ...line, stroke: processColor(parent.index).web, "stroke-opacity": 0.35 }));
  }
  for (const interval of life.intervals) parts.push(...stretch(interval, life, x, middle, color));
  for (const { timeMs, text } of life.marks) {
    const tick = { x: x(timeMs) - 1, y: middle - BAR / 2 - 3, width: 2, height: BAR + 6, fill: COLORS.ink };
    parts.push(element("rect", tick, title(`${timeMs.toFixed(1)} ms  ${text}`)));
  }
  const isFine = life.exitCode === 0;
  parts.push(svgText(x(life.endedMs) + 8, middle + 4, endText(life.exitCode), {
    fill: isFine ? COLORS.faint : COLORS.lock,
    "font-size": 11,
  }));
  return parts;
}

function stretch(
  { state, on, fromMs, toMs }: LifeInterval,
  life: Life,
  x: (timeMs: number) => number,
  middle: number,
  color: string,
): string[] {
  const [from, to] = [x(fromMs), x(toMs)];
  const width = Math.max(to - from, 0.4);
  const what = state === "blocked" ? `blocked on ${on}` : state;
  const tooltip = title(`${life.process} ${what}, ${fromMs.toFixed(1)} to ${toMs.toFixed(1)} ms`);
  switch (state) {
    case "running":
      return [element("rect", { x: from, y: middle - BAR / 2, width, height: BAR, fill: color }, tooltip)];
    case "ready":
      return [element("rect", { x: from, y: middle - 4, width, height: 8, fill: COLORS.ready }, tooltip)];
    case "untold":
    case "new":
      return [element("line", {
        x1: from,
        x2: to,
        y1: middle,
        y2: middle,
        stroke: COLORS.faint,
        "stroke-width": 2,
        "stroke-dasharray": state === "new" ? "1 3" : "8 4",
      }, tooltip)];
    case "blocked": {
      const line = { x1: from, x2: to, y1: middle, y2: middle, stroke: color, "stroke-width": 2.5 };
      const parts = [element("line", { ...line, "stroke-dasharray": "5 3" }, tooltip)];
      const text = oneLine(on);
      if (widthOf(text) * CHARACTER_WIDTH + 10 <= width) {
        const half = widthOf(text) * CHARACTER_WIDTH / 2;
        const center = (from + to) / 2;
        const ground = { x: center - half, y: middle - 6, width: half * 2, height: 12, fill: COLORS.paper };
        const look = { "text-anchor": "middle", fill: COLORS.faint, "font-size": 10 };
        parts.push(element("rect", ground), svgText(center, middle + 3.5, text, look));
      }
      return parts;
    }
  }
}

function title(text: string): string {
  return element("title", {}, escapeXml(text));
}

function legend(drawn: ReadonlySet<LifeState>, y: number): string[] {
  const parts: string[] = [];
  let left = MARGIN;
  for (const [state, name] of Object.entries(STATE_NAMES)) {
    if (state !== "said" && !drawn.has(state as LifeState)) continue;
    const life = { process: "", intervals: [] } as unknown as Life;
    if (state === "said") {
      parts.push(element("rect", { x: left + 12, y: y - 14, width: 2, height: 20, fill: COLORS.ink }));
    } else {
      const sample = { state: state as LifeState, on: "", fromMs: left, toMs: left + 26 };
      parts.push(...stretch(sample, life, (value) => value, y - 4, COLORS.accent));
    }
    parts.push(svgText(left + 33, y, name, { fill: COLORS.faint }));
    left += 33 + name.length * 6.4 + 22;
  }
  return parts;
}
