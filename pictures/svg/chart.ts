/**
 * Charts with axes as SVG: an area over time, lines over a swept option.
 *
 * @module
 */

import { greatestOf } from "../_greatest.ts";
import { COLORS } from "../palette.ts";
import { element, gridText, gridValues, linear, svgNumber, svgText } from "./elements.ts";

/** Height of a chart's plot. */
export const CHART_HEIGHT = 130;

/** From the top of one chart to the top of the next. */
export const CHART_STEP = CHART_HEIGHT + 58;

/** Where a chart stands and what its horizontal axis covers. */
export interface ChartFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly color: string;
  /** How the numbers of the horizontal axis are written. Default: as they are. */
  readonly text?: (value: number) => string;
}

/** A chart whose values are evenly spaced over the frame, each standing for its part of the time. */
export function areaChart(frame: ChartFrame, values: readonly number[]): string[] {
  const most = greatestOf(values, 0) || 1; // where all are 0, the axis needs a length all the same
  const y = linear(0, most, frame.top + CHART_HEIGHT, frame.top);
  const step = (frame.right - frame.left) / values.length;
  let path = `M${svgNumber(frame.left)} ${svgNumber(y(0))}`;
  values.forEach((value, index) => {
    const from = svgNumber(frame.left + index * step);
    path += `L${from} ${svgNumber(y(value))}L${svgNumber(frame.left + (index + 1) * step)} ${svgNumber(y(value))}`;
  });
  path += `L${svgNumber(frame.right)} ${svgNumber(y(0))}Z`;
  return [
    ...frameParts(frame, most, linear(frame.from, frame.to, frame.left, frame.right)),
    element("path", { d: path, fill: frame.color, "fill-opacity": 0.55 }),
  ];
}

/** A point of a line chart. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** A chart of one line with a dot per point, and a dashed level to compare with. */
export function lineChart(
  frame: ChartFrame,
  points: readonly ChartPoint[],
  x: (value: number) => number,
  level: { value: number; name: string } | null,
): string[] {
  const most = greatestOf(points.map((point) => point.y), level?.value ?? 0) || 1;
  const y = linear(0, most, frame.top + CHART_HEIGHT, frame.top);
  const path = points.map((point, index) =>
    `${index === 0 ? "M" : "L"}${svgNumber(x(point.x))} ${svgNumber(y(point.y))}`
  );
  const parts = frameParts(frame, most, x);
  if (level !== null) {
    const at = y(level.value);
    const line = { x1: frame.left, x2: frame.right, y1: at, y2: at, stroke: COLORS.faint };
    parts.push(element("line", { ...line, "stroke-dasharray": "5 4" }));
    parts.push(
      svgText(frame.right, at - 5, level.name, { "text-anchor": "end", fill: COLORS.faint, "font-size": 11 }),
    );
  }
  parts.push(element("path", { d: path.join(""), fill: "none", stroke: frame.color, "stroke-width": 2 }));
  for (const point of points) {
    const title = element("title", {}, `${gridText(point.x)}: ${gridText(Number(point.y.toFixed(4)))}`);
    parts.push(
      element("circle", { cx: x(point.x), cy: y(point.y), r: points.length > 60 ? 1.8 : 3, fill: frame.color }, title),
    );
  }
  return parts;
}

/** Which values a horizontal axis shows: whole ones, any, or none where they are no numbers. */
export type AxisValues = "whole" | "any" | "none";

/** Title, grid and axes of a chart. */
export function frameParts(
  frame: ChartFrame,
  most: number,
  x: (value: number) => number,
  axis: AxisValues = "whole",
): string[] {
  const { left, right, top, text = gridText } = frame;
  const bottom = top + CHART_HEIGHT;
  const y = linear(0, most, bottom, top);
  const parts = [svgText(left, top - 9, frame.title, { "font-weight": 600 })];
  for (const value of gridValues(0, most, 4, false)) {
    parts.push(element("line", { x1: left, x2: right, y1: y(value), y2: y(value), stroke: COLORS.grid }));
    const attributes = { "text-anchor": "end", fill: COLORS.faint, "font-size": 11 };
    parts.push(svgText(left - 8, y(value) + 4, gridText(value), attributes));
  }
  for (const value of axis === "none" ? [] : gridValues(frame.from, frame.to, 12, axis === "whole")) {
    const attributes = { "text-anchor": "middle", fill: COLORS.faint, "font-size": 11 };
    parts.push(svgText(x(value), bottom + 17, text(value), attributes));
  }
  parts.push(element("line", { x1: left, x2: right, y1: bottom, y2: bottom, stroke: COLORS.faint }));
  return parts;
}
