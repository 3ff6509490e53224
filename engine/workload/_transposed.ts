/**
 * Tables that lie on their side, a process a column: `Process P1 P2 P3`, `Arrival 0 1 2`, `Burst 5 3 8`; and tables whose columns
 * stand one below another, a cell a line, as they are copied from a PDF.
 *
 * @module
 */

import { type Cell, cutCells, isRule, type Layout } from "./_cells.ts";
import type { ColumnNames } from "./_column_names.ts";
import { keyOf, senseOf } from "./_header.ts";
import { HEAD_LINES, type HeadLine, isComment, isHeaderAlone } from "./_layout.ts";

/** More lines than these are no table on its side. */
const LINES_MAX = 20;

/** Names as exercises give them. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A table on its feet. */
export interface TurnedTable {
  readonly header: readonly Cell[];
  readonly headerLine: number;
  /** What was understood. */
  readonly note: string;
  readonly rows: readonly { cells: readonly Cell[]; lines: readonly number[] }[];
}

/**
 * Turns a table that lies on its side.
 *
 * @param lines The first lines of the text.
 * @param names What the user said that the columns are: such tables stand.
 * @returns The table; `undefined` where it does not lie.
 */
export function transpose(lines: readonly HeadLine[], names: ColumnNames | undefined): TurnedTable | undefined {
  const content = lines.filter(({ text }) => text.trim() !== "" && !isComment(text) && !isRule(text));
  if (names?.places !== undefined || content.length < 2) return undefined;
  const stacked = stack(content);
  if (stacked !== undefined || content.length > LINES_MAX) return stacked;
  const labelled = content.map(({ text, line }) => ({ cells: cutLabelled(text), line }));
  if (labelled.every(({ cells }) => cells.length > 1)) {
    const turned = turn(labelled);
    if (turned !== undefined) return turned;
  }
  for (const layout of layoutsOf(content)) {
    const turned = turn(content.map(({ text, line }) => ({ cells: cutCells(layout, text), line })));
    if (turned !== undefined) return turned;
  }
  return undefined;
}

/** A header, its cells below it, the next header; nothing where the columns are not all of one length. */
function stack(content: readonly HeadLine[]): TurnedTable | undefined {
  // Where the text may go on, its last column may too.
  if (content.length >= HEAD_LINES || !isHeaderAlone(content[0].text)) return undefined;
  const columns: Cell[][] = [];
  const lines: number[][] = [];
  for (const { text, line } of content) {
    if (isHeaderAlone(text)) {
      columns.push([]);
      lines.push([]);
    }
    columns.at(-1)!.push({ text: text.trim(), start: text.search(/\S/) });
    lines.at(-1)!.push(line);
  }
  const count = columns[0].length;
  if (columns.length < 2 || count < 2 || columns.some(({ length }) => length !== count)) return undefined;
  if (!columns.some(([{ text }]) => senseOf(text).meanings[0] === "bursts")) return undefined;
  return {
    header: columns.map(([header]) => header),
    headerLine: lines[0][0],
    note: "read as columns one below another",
    rows: columns[0].slice(1).map((_, row) => ({
      cells: columns.map((column) => column[row + 1]),
      lines: lines.map((column) => column[row + 1]),
    })),
  };
}

function layoutsOf(content: readonly HeadLine[]): Layout[] {
  if (content.every(({ text }) => /[|│┃║]/.test(text))) return [{ kind: "bars" }];
  if (content.some(({ text }) => /&.*\\\\/.test(text))) return [];
  return [
    ...[",", ";", "\t"].map((separator) => ({ kind: "separated", separator }) as const),
    { kind: "spaces", isWide: true },
    { kind: "spaces", isWide: false },
  ];
}

/** `Arrival times: 0 1 2`, also with commas; nothing where the line has no such label. */
function cutLabelled(line: string): Cell[] {
  const label = /^\s*([^:：=]*[^:：=\s])\s*[:：=]\s*/.exec(line);
  if (label === null) return [];
  const from = label[0].length;
  const cells = [...line.slice(from).matchAll(/[^\s,;\[\]]+/g)].map(({ 0: text, index }) => ({
    text,
    start: from + index,
  }));
  return [{ text: label[1], start: line.search(/\S/) }, ...cells];
}

function turn(rows: readonly { cells: readonly Cell[]; line: number }[]): TurnedTable | undefined {
  const count = rows[0].cells.length;
  if (count < 2 || rows.some(({ cells }) => cells.length !== count)) return undefined;
  // The first cells are headers, those of bursts among them; the others are none, and numbers but in the row of names.
  const senses = rows.map(({ cells }) => senseOf(cells[0].text).meanings);
  const isEmpty = rows[0].cells[0].text === "";
  if (!senses.every((meanings, index) => meanings.length > 0 || index === 0 && isEmpty)) return undefined;
  if (!senses.some(([meaning]) => meaning === "bursts")) return undefined;
  const others = rows.slice(1).flatMap(({ cells }) => cells.slice(1));
  if (!others.every(({ text }) => !/^[^\d]+$/.test(text))) return undefined;
  // Nor is it one where a word stands over its columns, or its first cells are names: A, B, C.
  const names = rows[0].cells.slice(1).map(({ text }) => text);
  if (names.some((text) => keyOf(text).length > 1 && senseOf(text).meanings.length > 0)) return undefined;
  if (names.every((text) => senseOf(text).meanings.length === 1)) return undefined;
  if (rows.length > 2 && rows.slice(1).every(({ cells: [{ text }] }, index) => text === ALPHABET[index])) {
    return undefined;
  }
  const header = rows.map(({ cells: [first] }, index) =>
    index === 0 && isEmpty ? { ...first, text: "process" } : first
  );
  const lines = rows.map(({ line }) => line);
  return {
    header,
    headerLine: lines[0],
    note: "read as a table on its side: a process a column",
    rows: Array.from({ length: count - 1 }, (_, row) => ({ cells: rows.map(({ cells }) => cells[row + 1]), lines })),
  };
}
