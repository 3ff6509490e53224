/**
 * Tables of text: columns stay straight with wide characters, numbers stand right, and what does not fit the terminal
 * is left out by rank and named.
 *
 * @module
 */

import { padEnd, padStart, truncate, widthOf } from "../../pictures/width.ts";
import type { Style } from "../io.ts";

/** A column. */
export interface Column {
  readonly title: string;
  /** Default `right`. */
  readonly align?: "left" | "right";
  /** Columns with the highest rank are left out first; 0, the default, stays whatever happens. */
  readonly rank?: number;
}

/** A cell: its text and how to colour it once it has been laid out. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** A table that was laid out. */
export interface RenderedTable {
  /** Lines, each with a line feed. */
  readonly text: string;
  /** Titles of the columns that were left out. */
  readonly omitted: readonly string[];
}

/** Columns of text between two columns. */
const GAP = "  ";

/** A column of names may take this share of the line before it is cut. */
const NAME_SHARE = 0.4;

/** No name is cut to fewer columns than this. */
const NAME_COLUMNS_MIN = 8;

/** Lays out a table for lines of `width` columns, indented by `indent`. Every row has a cell per column. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly (Cell | string)[])[],
  style: Style,
  width: number,
  indent = "",
): RenderedTable {
  const cells = rows.map((row) => row.map((cell): Cell => typeof cell === "string" ? { text: cell } : cell));
  if (style.document !== undefined) {
    const text = style.document.table({
      titles: columns.map(({ title }) => title),
      isLeft: columns.map(({ align }) => align === "left"),
      rows: cells.map((row) => row.map(({ text, paint }) => paint === undefined ? text : paint(text))),
    });
    return { text, omitted: [] };
  }
  const nameWidthMax = Math.max(NAME_COLUMNS_MIN, Math.floor(width * NAME_SHARE));
  const widths = columns.map((column, index) => {
    const widest = cells.reduce((most, row) => Math.max(most, widthOf(row[index].text)), widthOf(column.title));
    return column.align === "left" ? Math.min(widest, Math.max(nameWidthMax, widthOf(column.title))) : widest;
  });
  const kept = fittingColumns(columns, widths, width - indent.length);
  narrowNames(columns, widths, kept, width - indent.length);
  const layOut = (texts: readonly Cell[], paintAll?: (text: string) => string) => {
    const parts = kept.map((index) => {
      const { text, paint } = texts[index];
      const pad = columns[index].align === "left" ? padEnd : padStart;
      const padded = pad(truncate(text, widths[index]), widths[index]);
      return (paintAll ?? paint ?? ((same: string) => same))(padded);
    });
    return `${indent}${parts.join(GAP)}`.trimEnd() + "\n";
  };
  const header = layOut(columns.map(({ title }) => ({ text: title })), style.bold);
  const rule = layOut(columns.map((_, index) => ({ text: "─".repeat(widths[index]) })), style.dim);
  return {
    text: header + rule + cells.map((row) => layOut(row)).join(""),
    omitted: columns.filter((_, index) => !kept.includes(index)).map(({ title }) => title),
  };
}

/** Columns of a line that takes these of the table. */
function lineColumns(widths: readonly number[], kept: readonly number[]): number {
  return kept.reduce((sum, index) => sum + widths[index], 0) + GAP.length * (kept.length - 1);
}

/** Cuts names shorter where the columns that must stay do not fit otherwise. */
function narrowNames(columns: readonly Column[], widths: number[], kept: readonly number[], width: number): void {
  for (const index of kept) {
    if (columns[index].align !== "left") continue;
    const least = Math.max(NAME_COLUMNS_MIN, widthOf(columns[index].title));
    const excess = lineColumns(widths, kept) - width;
    if (excess > 0) widths[index] = Math.min(widths[index], Math.max(least, widths[index] - excess));
  }
}

/** Indices of the columns that fit, in order: those of the highest rank go first, the later of equals before the earlier. */
function fittingColumns(columns: readonly Column[], widths: readonly number[], width: number): number[] {
  const kept = columns.map((_, index) => index);
  while (lineColumns(widths, kept) > width) {
    let worst = -1;
    for (const index of kept) {
      const rank = columns[index].rank ?? 0;
      if (rank > 0 && (worst === -1 || rank >= (columns[worst].rank ?? 0))) worst = index;
    }
    if (worst === -1) break;
    kept.splice(kept.indexOf(worst), 1);
  }
  return kept;
}
