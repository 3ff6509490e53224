/**
 * The lives of a scenario's processes as text: a row for each, from its start to its exit code.
 *
 * @module
 */

import { plural } from "../../engine/numbers.ts";
import { endText, type Life, type LifeInterval, type LifeState } from "../../pictures/lives.ts";
import { gridText, gridValues } from "../../pictures/svg/elements.ts";
import { oneLine, padEnd, truncate, widthOf, wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";

/** More processes than this get no row each. */
const ROWS_MAX = 32;

/** Names take at most this many columns. */
const NAME_COLUMNS_MAX = 18;

const GLYPHS: Readonly<Record<LifeState, { glyph: string; meaning: string }>> = {
  new: { glyph: "·", meaning: "new" },
  ready: { glyph: "░", meaning: "ready" },
  running: { glyph: "█", meaning: "running" },
  blocked: { glyph: "─", meaning: "blocked, on what" },
  untold: { glyph: "╌", meaning: "a helper of the library" },
};

/** A column in which a process runs at least this long, or says something, is drawn as running. */
const RUNNING_SHARE = 0.3;

/** Of what a process waits for, at least this much is shown or nothing. */
const TEXT_COLUMNS_MIN = 6;

/** Draws the lives over one axis of milliseconds. */
export function renderLives(lives: readonly Life[], style: Style, width: number): string {
  const shown = lives.slice(0, ROWS_MAX);
  const endMs = Math.max(...lives.map((life) => life.endedMs), 1e-3);
  const nameColumns = Math.min(NAME_COLUMNS_MAX, Math.max(...shown.map(({ process }) => widthOf(process))));
  const pidColumns = Math.max(...shown.map(({ pid }) => String(pid).length));
  const endColumns = Math.max(...shown.map(({ exitCode }) => endText(exitCode).length));
  const columns = width - nameColumns - pidColumns - endColumns - 5;
  const drawn = new Set<LifeState>();
  const lines = shown.map((life) => {
    const name = padEnd(truncate(oneLine(life.process), nameColumns), nameColumns);
    const pid = style.dim(String(life.pid).padStart(pidColumns));
    const strip = renderStrip(life, endMs / columns, columns, style, drawn);
    return `${style.process(life.index, name)} ${pid}  ${strip} ${endOf(life, style)}`;
  });
  lines.push(" ".repeat(nameColumns + pidColumns + 3) + style.dim(axis(endMs, columns)));
  if (lives.length > shown.length) {
    lines.push(style.dim(`and ${plural(lives.length - shown.length, "process", "processes")} more; --svg draws all`));
  }
  const legend = Object.entries(GLYPHS).filter(([state]) => drawn.has(state as LifeState))
    .map(([, { glyph, meaning }]) => `${glyph} ${meaning}`);
  lines.push(style.dim(wrap(legend.join("   "), width)));
  return lines.join("\n") + "\n";
}

function endOf({ exitCode }: Life, style: Style): string {
  const text = endText(exitCode);
  return exitCode === 0 ? style.dim(text) : style.warn(text);
}

function axis(endMs: number, columns: number): string {
  let line = "";
  const unit = " ms";
  for (const time of gridValues(0, endMs, Math.max(1, Math.floor(columns / 12)), endMs > 10)) {
    const column = Math.round(time / endMs * columns);
    const text = time === 0 ? "0" : gridText(time) + unit;
    if (column >= line.length && column + text.length <= columns + 6) line = line.padEnd(column) + text;
  }
  return line;
}

/** What fills a column. */
interface Cell {
  readonly state: LifeState;
  readonly on: string;
}

function renderStrip(life: Life, msPerColumn: number, columns: number, style: Style, drawn: Set<LifeState>): string {
  const cells = cellsOf(life, msPerColumn, columns);
  let line = "";
  for (let column = 0; column < columns;) {
    const cell = cells[column];
    let end = column + 1;
    while (end < columns && isSame(cell, cells[end])) end += 1;
    line += drawStretch(cell, end - column, life, style, drawn);
    column = end;
  }
  return line;
}

function isSame(a: Cell | undefined, b: Cell | undefined): boolean {
  return a?.state === b?.state && a?.on === b?.on;
}

function drawStretch(
  cell: Cell | undefined,
  columns: number,
  life: Life,
  style: Style,
  drawn: Set<LifeState>,
): string {
  if (cell === undefined) return " ".repeat(columns);
  drawn.add(cell.state);
  const { glyph } = GLYPHS[cell.state];
  if (cell.state === "running") return style.process(life.index, glyph.repeat(columns));
  const room = columns - 4;
  const isTold = cell.state === "blocked" && (room >= TEXT_COLUMNS_MIN || widthOf(cell.on) <= room);
  if (!isTold) return style.dim(glyph.repeat(columns));
  const text = ` ${truncate(oneLine(cell.on), room)} `;
  const before = Math.floor((columns - widthOf(text)) / 2);
  return style.dim(glyph.repeat(before) + text + glyph.repeat(columns - before - widthOf(text)));
}

/** What the process was in the midst of in each column; `undefined` where it was not there. */
function cellsOf({ intervals, marks }: Life, msPerColumn: number, columns: number): (Cell | undefined)[] {
  const shares: Map<string, { cell: Cell; share: number }>[] = Array.from({ length: columns }, () => new Map());
  for (const interval of intervals) {
    const from = interval.fromMs / msPerColumn;
    const to = Math.min(columns, interval.toMs / msPerColumn);
    for (let column = Math.floor(from); column < to; column++) {
      add(shares[column], interval, Math.min(to, column + 1) - Math.max(from, column));
    }
  }
  const cells = shares.map((inColumn) => {
    let best: { cell: Cell; share: number } | undefined;
    for (const entry of inColumn.values()) {
      if (entry.cell.state === "running" && entry.share >= RUNNING_SHARE) return entry.cell;
      if (best === undefined || entry.share > best.share) best = entry;
    }
    return best?.cell;
  });
  for (const { timeMs } of marks) {
    const column = Math.floor(timeMs / msPerColumn);
    if (cells[column] !== undefined) cells[column] = { state: "running", on: "" };
  }
  return cells;
}

function add(shares: Map<string, { cell: Cell; share: number }>, { state, on }: LifeInterval, share: number): void {
  const key = `${state} ${on}`;
  const entry = shares.get(key);
  if (entry === undefined) shares.set(key, { cell: { state, on }, share });
  else entry.share += share;
}
