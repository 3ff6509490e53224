/**
 * A sweep over one or two parameters as an SVG drawing: a chart per figure, a line per value of the second parameter, and
 * bars for the confidence intervals.
 *
 * @module
 */

import { type ComparedFigure, comparedFigure } from "../../analysis/figures.ts";
import { cellEstimate, type VariedCell, type VariedSweep } from "../../analysis/sweep_parameters.ts";
import { greatestOf } from "../_greatest.ts";
import { COLORS, PROCESS_COLORS } from "../palette.ts";
import { type AxisValues, CHART_HEIGHT, CHART_STEP, type ChartFrame, frameParts } from "./chart.ts";
import { element, fitText, gridText, linear, svgDocument, svgNumber, svgText, WIDTH_MIN } from "./elements.ts";
import type { Look } from "./look.ts";

const WIDTH = 900;
const LEFT = 84;
const RIGHT = 30;
const TOP = 112;

/** More lines than this cannot be told apart; the rest is left out and said to be. */
const LINES_MAX = PROCESS_COLORS.length;

/**
 * What the drawing says besides its lines.
 *
 * @example
 * ```ts
 * import { sweepParameters } from "@quanta/quanta/analysis";
 * import { type ParametersTexts, renderSvgParameters } from "@quanta/quanta/pictures";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const texts: ParametersTexts = { title: "Quantum", subtitle: "one seed", figures: ["response"] };
 * const parameters = [{ name: "quantum", values: ["1", "8"] }];
 * const cells = [1, 8].map((quantum) => ({ values: [`${quantum}`], options: { policy: "rr" as const, quantum }, recipe: {} }));
 * const sweep = await sweepParameters({ recipe: { processes: 20 } }, { parameters, cells, seeds: [1] });
 * assertStringIncludes(renderSvgParameters(sweep, texts), "one seed");
 * ```
 * @category Drawings
 */
export interface ParametersTexts {
  /** In large type; one line. */
  readonly title: string;
  /** Under it; one line. */
  readonly subtitle: string;
  /** Names of the figures that are drawn, a chart each. */
  readonly figures: readonly string[];
}

/** Where the values of the first parameter stand: at themselves if they are numbers, else one after another. */
interface Axis {
  readonly from: number;
  readonly to: number;
  readonly at: readonly number[];
  readonly values: AxisValues;
}

/**
 * Draws a sweep.
 *
 * @example
 * ```ts
 * import { sweepParameters } from "@quanta/quanta/analysis";
 * import { renderSvgParameters } from "@quanta/quanta/pictures";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const parameters = [{ name: "quantum", values: ["1", "8"] }];
 * const cells = [1, 8].map((quantum) => ({ values: [String(quantum)], options: { policy: "rr" as const, quantum }, recipe: {} }));
 * const source = { name: "random", recipe: { processes: 50, load: 0.8 } };
 * const sweep = await sweepParameters(source, { parameters, cells, seeds: [1, 2, 3] });
 * const svg = renderSvgParameters(sweep, { title: "Quantum", subtitle: "three seeds", figures: ["turnaround"] });
 * assertStringIncludes(svg, "<svg");
 * ```
 * @category Drawings
 */
export function renderSvgParameters(
  sweep: VariedSweep,
  { title, subtitle, figures }: ParametersTexts,
  look: Look = {},
): string {
  const width = Math.max(WIDTH_MIN, look.width ?? WIDTH);
  const [down, across] = sweep.parameters;
  const axis = axisOf(down.values);
  const x = linear(axis.from, axis.to, LEFT, width - RIGHT);
  const lines = across?.values.slice(0, LINES_MAX) ?? [""];
  const omitted = (across?.values.length ?? 1) - lines.length;
  const bottom = TOP + (figures.length - 1) * CHART_STEP + CHART_HEIGHT;
  const parts = [
    svgText(24, 28, fitText(title, width - 48, 17), { "font-size": 17, "font-weight": 600 }),
    svgText(24, 48, fitText(subtitle, width - 48), { fill: COLORS.faint }),
    ...(across === undefined ? [] : legend(across.name, lines, omitted)),
  ];
  figures.forEach((name, index) => {
    const figure = comparedFigure(name);
    const frame: ChartFrame = {
      left: LEFT,
      right: width - RIGHT,
      top: TOP + index * CHART_STEP,
      from: axis.from,
      to: axis.to,
      title: figure.title,
      color: COLORS.accent,
    };
    for (const part of chart(sweep, figure, frame, axis, x, lines.length)) parts.push(part);
  });
  const middle = { "text-anchor": "middle", fill: COLORS.faint };
  parts.push(svgText((LEFT + width - RIGHT) / 2, bottom + 38, down.name, middle));
  return svgDocument(width, bottom + 54, title, parts, look);
}

function axisOf(values: readonly string[]): Axis {
  const numbers = values.map(Number);
  const isNumeric = numbers.every((value) => Number.isFinite(value));
  const at = isNumeric ? numbers : values.map((_, index) => index);
  const from = -greatestOf(at.map((value) => -value), -Infinity);
  const span = greatestOf(at, -Infinity) - from;
  const kind = !isNumeric ? "none" : at.every((value) => Number.isInteger(value)) ? "whole" : "any";
  return { from, to: from + (span || 1), at, values: kind };
}

function legend(name: string, lines: readonly string[], omitted: number): string[] {
  const parts = [svgText(LEFT, 74, name, { fill: COLORS.faint })];
  let left = LEFT + 12 + name.length * 7;
  lines.forEach((value, line) => {
    parts.push(element("rect", { x: left, y: 66, width: 10, height: 10, fill: colorOf(line) }));
    parts.push(svgText(left + 14, 75, value));
    left += 28 + value.length * 7;
  });
  if (omitted > 0) parts.push(svgText(left, 75, `and ${omitted} more`, { fill: COLORS.faint }));
  return parts;
}

function colorOf(line: number): string {
  return PROCESS_COLORS[line % PROCESS_COLORS.length].web;
}

function chart(
  sweep: VariedSweep,
  figure: ComparedFigure,
  frame: ChartFrame,
  axis: Axis,
  x: (value: number) => number,
  lineCount: number,
): string[] {
  const columns = sweep.parameters[1]?.values.length ?? 1;
  const known = sweep.cells.map((cell: VariedCell) => cellEstimate(cell, figure, sweep.statistic));
  const shown = known.filter((_, index) => index % columns < lineCount);
  const most = greatestOf(shown.map(({ mean, high }) => high ?? mean), 0) || 1;
  const y = linear(0, most, frame.top + CHART_HEIGHT, frame.top);
  const parts = frameParts(frame, most, x, axis.values);
  if (axis.values === "none") {
    sweep.parameters[0].values.forEach((value, row) => {
      const attributes = { "text-anchor": "middle", fill: COLORS.faint, "font-size": 11 };
      parts.push(svgText(x(axis.at[row]), frame.top + CHART_HEIGHT + 17, value, attributes));
    });
  }
  for (let line = 0; line < lineCount; line++) {
    const points = axis.at.map((at, row) => ({ at, row, ...known[row * columns + line] }))
      .sort((a, b) => a.at - b.at);
    const path = points.map(({ at, mean }, index) =>
      `${index === 0 ? "M" : "L"}${svgNumber(x(at))} ${svgNumber(y(mean))}`
    );
    parts.push(element("path", { d: path.join(""), fill: "none", stroke: colorOf(line), "stroke-width": 2 }));
    for (const { at, mean, low, high } of points) {
      if (low !== null && high !== null && high > low) {
        const bar = { x1: x(at), x2: x(at), y1: y(Math.max(low, 0)), y2: y(high) };
        parts.push(element("line", { ...bar, stroke: colorOf(line), "stroke-width": 1.2 }));
      }
      const text = element("title", {}, `${gridText(at)}: ${gridText(Number(mean.toFixed(4)))}`);
      parts.push(element("circle", { cx: x(at), cy: y(mean), r: 2.6, fill: colorOf(line) }, text));
    }
  }
  return parts;
}
