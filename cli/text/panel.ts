/**
 * Small bar charts of text, one above another over the same horizontal axis.
 *
 * @module
 */

import { padStart, widthOf } from "../../pictures/width.ts";
import type { Style } from "../io.ts";

/** Bars in eighths of a line. */
const EIGHTHS = " ▁▂▃▄▅▆▇█";

/** A bar chart. */
export interface Panel {
  readonly title: string;
  /** One bar per column, from 0 up. */
  readonly values: readonly number[];
  /** How the vertical axis prints a value. */
  readonly format: (value: number) => string;
}

/** Columns that the vertical axes of these panels need. */
export function panelAxisColumns(panels: readonly Panel[]): number {
  return Math.max(...panels.map(({ values, format }) => widthOf(format(greatest(values)))), 1) + 2;
}

/** Lines of a panel: its title, then `height` lines of bars after an axis of `axisColumns` columns. */
export function renderPanel(panel: Panel, height: number, axisColumns: number, style: Style): string[] {
  const most = greatest(panel.values);
  const lines = [`${" ".repeat(axisColumns)}${style.bold(panel.title)}`];
  for (let line = height - 1; line >= 0; line--) {
    const label = line === height - 1 ? panel.format(most) : line === 0 ? panel.format(0) : "";
    let bars = "";
    for (const value of panel.values) {
      const eighths = most === 0 ? 0 : Math.round(value / most * height * 8) - line * 8;
      // Every value above nothing leaves a trace in the lowest line.
      const least = line === 0 && value > 0 ? 1 : 0;
      bars += EIGHTHS[Math.max(least, Math.min(8, eighths))];
    }
    lines.push(`${padStart(label, axisColumns - 2)} ${line === height - 1 || line === 0 ? "┤" : "│"}${bars}`.trimEnd());
  }
  return lines;
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
