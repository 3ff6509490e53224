/**
 * Plots of how cost grows: one panel for each series, one line for each contender, logarithmic axes that all panels share.
 *
 * @module
 */

import { formatCount } from "./format.ts";
import { costOf } from "./verdict.ts";
import type { Row } from "./report.ts";
import { isRate, type PlotDescription } from "./suite.ts";

const PANEL = { width: 200, height: 140 };
const MARGIN = { left: 58, right: 16, top: 74, bottom: 48 };
const GAP = { x: 18, y: 34 };
const PANELS_PER_ROW = 4;
/** Told apart by people who do not see all colours, on white. */
const COLOURS = ["#0b62a4", "#d55e00", "#2a8f5b", "#9a3f97", "#7a6a00", "#b2182b", "#4d4d4d", "#00a0b0"];

/** A line of a panel. */
interface Line {
  contender: string;
  points: { x: number; y: number }[];
}

/** A panel. */
interface Panel {
  series: string;
  lines: Line[];
}

/** A logarithmic scale from values to pixels. */
interface Scale {
  at(value: number): number;
  ticks: number[];
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** `1,000,000` as `1M`; a power of two up to 8,192 as it is. */
function shortNumber(value: number): string {
  if (Number.isInteger(value) && value < 10_000 && value % 100 !== 0) return formatCount(value);
  for (const [unit, letter] of [[1e9, "G"], [1e6, "M"], [1e3, "k"]] as const) {
    if (value >= unit) return `${Number((value / unit).toPrecision(3))}${letter}`;
  }
  return `${Number(value.toPrecision(3))}`;
}

/** Where the powers of ten fall, and twos and fives between them where there are few. */
function niceTicks(least: number, greatest: number): number[] {
  const ticks: number[] = [];
  for (const steps of [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 7]]) {
    ticks.length = 0;
    for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(greatest)); power += 1) {
      for (const step of steps) {
        const tick = step * 10 ** power;
        if (tick >= least * 0.999 && tick <= greatest * 1.001) ticks.push(tick);
      }
    }
    if (ticks.length >= 3) break;
  }
  return ticks;
}

function logScale(values: readonly number[], from: number, to: number, padding: number, ticks?: number[]): Scale {
  const low = Math.log10(Math.min(...values)) - padding;
  const high = Math.log10(Math.max(...values)) + padding;
  const width = high - low || 1;
  return {
    at: (value) => from + (Math.log10(value) - low) / width * (to - from),
    ticks: ticks ?? niceTicks(10 ** low, 10 ** high),
  };
}

/** The panels of a plot, with the lines that were measured. */
function panelsOf(rows: readonly Row[], id: string): Panel[] {
  const points = rows.filter((row) => row.plot?.id === id && row.median !== null);
  return [...Map.groupBy(points, ({ plot }) => plot!.series ?? "")].map(([series, rows]) => ({
    series,
    lines: [...Map.groupBy(rows, ({ contender }) => contender)].map(([contender, rows]) => ({
      contender,
      points: rows.map((row) => ({ x: row.plot!.x, y: costOf(row) })).sort((a, b) => a.x - b.x),
    })),
  }));
}

function renderPanel(panel: Panel, x: Scale, y: Scale, colourOf: (name: string) => string): string[] {
  const parts = [`<rect width="${PANEL.width}" height="${PANEL.height}" fill="none" stroke="#999"/>`];
  for (const tick of y.ticks) {
    const at = y.at(tick).toFixed(1);
    parts.push(`<line x1="0" x2="${PANEL.width}" y1="${at}" y2="${at}" stroke="#e4e4e4"/>`);
  }
  if (panel.series !== "") {
    parts.push(`<text x="0" y="-7" font-weight="600">${escapeText(panel.series)}</text>`);
  }
  for (const { contender, points } of panel.lines) {
    const path = points.map((point) => `${x.at(point.x).toFixed(1)},${y.at(point.y).toFixed(1)}`);
    const colour = colourOf(contender);
    parts.push(`<polyline points="${path.join(" ")}" fill="none" stroke="${colour}" stroke-width="1.8"/>`);
    for (const point of path) {
      const [cx, cy] = point.split(",");
      parts.push(`<circle cx="${cx}" cy="${cy}" r="2.6" fill="${colour}"/>`);
    }
  }
  return parts;
}

function renderTicks(x: Scale, y: Scale, isFirst: boolean, isLast: boolean): string[] {
  const parts: string[] = [];
  if (isFirst) {
    for (const tick of y.ticks) {
      parts.push(`<text x="-6" y="${(y.at(tick) + 4).toFixed(1)}" text-anchor="end">${shortNumber(tick)}</text>`);
    }
  }
  if (isLast) {
    for (const tick of x.ticks) {
      parts.push(
        `<text x="${x.at(tick).toFixed(1)}" y="${PANEL.height + 15}" text-anchor="middle">${shortNumber(tick)}</text>`,
      );
    }
  }
  return parts;
}

/** A plot as SVG; `null` if nothing was measured for it. */
export function renderPlot(rows: readonly Row[], plot: PlotDescription): string | null {
  const panels = panelsOf(rows, plot.id);
  if (panels.length === 0) return null;
  const points = panels.flatMap(({ lines }) => lines.flatMap(({ points }) => points));
  const contenders = [...new Set(panels.flatMap(({ lines }) => lines.map(({ contender }) => contender)))];
  const colourOf = (name: string) => COLOURS[contenders.indexOf(name) % COLOURS.length];
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const x = logScale(xs, 0, PANEL.width, 0.12, xs.length <= 6 ? xs : undefined);
  const y = logScale(points.map(({ y }) => y), PANEL.height, 0, 0.1);
  const columns = Math.min(panels.length, PANELS_PER_ROW);
  const lines = Math.ceil(panels.length / columns);
  const width = MARGIN.left + columns * PANEL.width + (columns - 1) * GAP.x + MARGIN.right;
  const height = MARGIN.top + lines * PANEL.height + (lines - 1) * GAP.y + MARGIN.bottom;
  const unit = rows.find((row) => row.plot?.id === plot.id)!.unit;
  const yLabel = plot.yLabel ?? (isRate(unit) ? "ns per operation" : unit);
  const legend: string[] = [];
  let legendAt = MARGIN.left;
  for (const name of contenders) {
    legend.push(
      `<line x1="${legendAt}" x2="${legendAt + 18}" y1="42" y2="42" stroke="${colourOf(name)}" stroke-width="3"/>`,
      `<text x="${legendAt + 23}" y="46">${escapeText(name)}</text>`,
    );
    legendAt += 42 + name.length * 7;
  }
  const drawn = panels.map((panel, index) => {
    const column = index % columns;
    const line = Math.floor(index / columns);
    const at = [MARGIN.left + column * (PANEL.width + GAP.x), MARGIN.top + line * (PANEL.height + GAP.y)];
    const isLast = index + columns >= panels.length;
    const parts = [...renderPanel(panel, x, y, colourOf), ...renderTicks(x, y, column === 0, isLast)];
    return `<g transform="translate(${at.join(" ")})">\n${parts.join("\n")}\n</g>`;
  });
  const total = Math.max(width, legendAt, MARGIN.left + plot.title.length * 9);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total}" height="${height}" viewBox="0 0 ${total} ${height}" ` +
    `font-family="system-ui, sans-serif" font-size="11" fill="#222">`,
    `<title>${escapeText(plot.title)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${MARGIN.left}" y="24" font-size="15" font-weight="600">${escapeText(plot.title)}</text>`,
    ...legend,
    ...drawn,
    `<text x="${MARGIN.left + (width - MARGIN.left - MARGIN.right) / 2}" y="${height - 12}" text-anchor="middle">` +
    `${escapeText(plot.xLabel)}</text>`,
    `<text transform="translate(14 ${MARGIN.top + (height - MARGIN.top - MARGIN.bottom) / 2}) rotate(-90)" ` +
    `text-anchor="middle">${escapeText(yLabel)}</text>`,
    "</svg>",
    "",
  ].join("\n");
}
