/**
 * Finds the table in a text: how it is laid out, where its header is, and where its rows begin. Nothing is guessed: a header is a
 * line of words that are known, and a table without one needs the names of its columns from its user.
 *
 * @module
 */

import { type Cell, cutCells, cutHeaderWords, hasBar, isLine, isRule, type Layout, pieceStarts } from "./_cells.ts";
import { type ColumnNames, COLUMNS_MAX } from "./_column_names.ts";
import type { WorkloadError } from "./error.ts";
import { keyOf, senseOf } from "./_header.ts";
import { textError } from "./_problems.ts";
import { PROCESS_FIELDS } from "./_rules.ts";
import { knownCount } from "./_table_plan.ts";

/** How many lines are looked at to find the header. */
export const HEAD_LINES = 60;

/** A header must be among this many first lines that have something. */
const CANDIDATES_MAX = 12;

/** Separators in the order in which they are tried. */
const SEPARATORS = [",", ";", "\t", "|", "，", "；", "、"];

/** A line of the text. */
export interface HeadLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** Where a table was found. */
export interface FoundTable {
  readonly layout: Layout;
  /** The header's cells; none where the columns are named by the user and the table has no header. */
  readonly header: readonly Cell[];
  /** The line of the header, or of the first row where there is none. */
  readonly headerLine: number;
  /** The line after which the rows begin. */
  readonly rowsAfter: number;
  /** Lines before it that are no part of the table. */
  readonly before: readonly number[];
  /** Whether all words of the header are known. */
  readonly isWhole: boolean;
  /** How many rows follow, where a line over them says it. */
  readonly rows?: number;
}

/** Whether a line is a comment: it begins with `#` or `//`. */
export function isComment(text: string): boolean {
  return /^\s*(?:#|\/\/)/.test(text);
}

/** Whether a line is more than a comment and white space. */
export function isContent(text: string): boolean {
  return text.trim() !== "" && !isComment(text);
}

/** Whether a line is one header and nothing else: `Arrival Time`. Single letters may be names, and numbers stand in cells. */
export function isHeaderAlone(text: string): boolean {
  return !/[\d,;|\t]/.test(text) && keyOf(text).length > 1 && senseOf(text.trim()).meanings.length === 1;
}

/**
 * Finds the table.
 *
 * @param lines The first lines of the text.
 * @param names What the user said the columns are.
 * @returns The table; `undefined` where no line is a header.
 */
export function findTable(lines: readonly HeadLine[], names: ColumnNames | undefined): FoundTable | undefined {
  const filled = lines.filter(({ text }) => text.trim() !== "");
  const sep = /^sep=(.)$/i.exec(filled[0]?.text.trim() ?? "")?.[1] ??
    (/^sep=\t$/i.test(filled[0]?.text ?? "") ? "\t" : undefined);
  const content = filled.slice(sep === undefined ? 0 : 1).filter(({ text }) => !isComment(text));
  if (content.length === 0) return commentHeader(filled, content, names);
  if (sep !== undefined) return separatedTable(content, [sep], names);
  const own = ownHeader(content[0], names);
  if (own !== undefined) return own;
  const drawn = drawnTable(content);
  if (drawn !== undefined) return withNames(drawn, content, names);
  const found = separatedTable(content, SEPARATORS, names);
  if (found?.isWhole) return found;
  return commentHeader(filled, content, names) ?? found;
}

/** A header of this project's own files: quick to tell, and read by the letter. */
function ownHeader(first: HeadLine, names: ColumnNames | undefined): FoundTable | undefined {
  if (names !== undefined) return undefined;
  const separator = [",", ";", "\t"].find((each) => first.text.includes(each)) ?? ",";
  const layout = { kind: "separated", separator } as const;
  const header = cutCells(layout, first.text);
  const isOwn = header.every(({ text }) => (PROCESS_FIELDS as readonly string[]).includes(text.toLowerCase()));
  return isOwn ? found(layout, header, first, [], true) : undefined;
}

function found(
  layout: Layout,
  header: readonly Cell[],
  { line }: HeadLine,
  before: readonly HeadLine[],
  isWhole: boolean,
): FoundTable {
  return {
    layout,
    header,
    headerLine: line,
    rowsAfter: line,
    before: before.filter(({ text }) => !isLine(text)).map(({ line }) => line),
    isWhole,
  };
}

/** A table whose layout is drawn: bars, rules, LaTeX. */
function drawnTable(content: readonly HeadLine[]): FoundTable | undefined {
  const latex = content.findIndex(({ text }) => /[^\\]&.*(?:\\\\|\\tabularnewline)/.test(text));
  if (latex >= 0) {
    const header = cutCells({ kind: "latex" }, content[latex].text);
    return drawn({ kind: "latex" }, header, content[latex], []);
  }
  const bars = content.findIndex(({ text }, index) =>
    hasBar(text) && !isRule(text) &&
    (/^\s*[|│┃║｜].*[|│┃║｜]\s*$/.test(text) || index + 1 < content.length && isRule(content[index + 1].text) &&
        /[|+┼╪╬]/.test(content[index + 1].text) ||
      index > 0 && /^\s*\|=+\s*$/.test(content[index - 1].text))
  );
  if (bars >= 0) {
    const header = cutCells({ kind: "bars" }, content[bars].text);
    return drawn({ kind: "bars" }, header, content[bars], content.slice(0, bars).filter(({ text }) => !isRule(text)));
  }
  const rule = content.findIndex(({ text }) => pieceStarts(text) !== undefined);
  if (rule < 0) return undefined;
  const layout = { kind: "spans", starts: pieceStarts(content[rule].text)! } as const;
  // The rule stands under the header, or, where there are two, the header is between them.
  const isBetween = content.slice(rule + 1).some(({ text }) => pieceStarts(text) !== undefined) &&
    pieceStarts(content[rule + 2]?.text ?? "") !== undefined;
  const at = isBetween ? rule + 1 : rule - 1;
  if (at < 0) return undefined;
  const before = content.slice(0, isBetween ? rule : at);
  return drawn(layout, cutCells(layout, content[at].text), content[at], before);
}

function drawn(layout: Layout, header: Cell[], first: HeadLine, before: readonly HeadLine[]): FoundTable {
  const texts = header.map(({ text }) => text).filter((text) => text !== "");
  const isWhole = texts.length <= COLUMNS_MAX && knownCount(texts, undefined) === texts.length;
  return found(layout, header, first, before, isWhole);
}

/** A drawn table whose columns are named by place: its first line is a row unless it is a header. */
function withNames(table: FoundTable, content: readonly HeadLine[], names: ColumnNames | undefined): FoundTable {
  if (names?.places === undefined || isHeaderFor(table.header.map(({ text }) => text), names)) return table;
  const first = content.find(({ line }) => line === table.headerLine)!;
  return { ...table, header: [], rowsAfter: first.line - 1 };
}

/** Whether a line is a header over columns that are named by place: no number where numbers should be. */
function isHeaderFor(cells: readonly string[], { places = [] }: ColumnNames): boolean {
  return places.some(({ field }, index) => isNumeric(field) && cells[index] !== undefined) &&
    places.every(({ field }, index) =>
      !isNumeric(field) || !/\d/.test((cells[index] ?? "").replace(/\d+\W*$/, "")) &&
        !/^\W*\d/.test(cells[index] ?? "")
    );
}

function isNumeric(field: string | undefined): boolean {
  return field !== undefined && !["name", "process", "group", "affinity", "resources"].includes(field);
}

function separatedTable(
  content: readonly HeadLine[],
  separators: readonly string[],
  names: ColumnNames | undefined,
): FoundTable | undefined {
  if (names?.places !== undefined) return namedTable(content, separators, names);
  let best: FoundTable | undefined;
  let bestKnown = 0;
  for (let index = 0; index < Math.min(content.length, CANDIDATES_MAX); index++) {
    for (const { layout, cells } of ways(content, index, separators)) {
      const texts = cells.map(({ text }) => text).filter((text) => text !== "");
      if (texts.length > COLUMNS_MAX || isLikeRow(texts, names) || isOfSeveral(texts, content[index + 1])) continue;
      const known = knownCount(texts, names);
      const isWhole = known === texts.length && (known > 1 || known === 1 && isBursts(texts[0]));
      if (isWhole) return found(layout, cells, content[index], content.slice(0, index), true);
      if (known <= bestKnown || known < 2 && !hasBursts(texts) || texts.length < 2) continue;
      bestKnown = known;
      best = found(layout, cells, content[index], content.slice(0, index), false);
    }
  }
  return best;
}

/** Whether cells are a row's: a number stands among them, or nothing that means one thing. */
function isLikeRow(texts: readonly string[], names: ColumnNames | undefined): boolean {
  if (texts.some((text) => /^\d+(?:[.,]\d+)?$/.test(text))) return true;
  return !texts.some((text) => senseOf(text).meanings.length === 1 || names?.renamed.has(keyOf(text)));
}

/** Whether the only cell of a header is several words over rows of several: it was not cut where it should be. */
function isOfSeveral(texts: readonly string[], next: HeadLine | undefined): boolean {
  return texts.length === 1 && /\s/.test(texts[0]) && next !== undefined &&
    cutCells({ kind: "spaces", isWide: false }, next.text).length > 1;
}

function isBursts(text: string): boolean {
  // A mark of a list is none of a header.
  if (/^[-*+]\s/.test(text)) return false;
  const { meanings } = senseOf(text);
  return meanings.length === 1 && meanings[0] === "bursts";
}

function hasBursts(texts: readonly string[]): boolean {
  return texts.length > 1 && texts.some((text) => {
    const [meaning] = senseOf(text).meanings;
    return meaning === "bursts" || meaning === "arrival";
  });
}

/** Every way to cut a line that could be a header. */
function* ways(
  content: readonly HeadLine[],
  index: number,
  separators: readonly string[],
): Generator<{ layout: Layout; cells: Cell[] }, void, void> {
  const { text } = content[index];
  for (const separator of separators) {
    const layout = { kind: "separated", separator } as const;
    if (text.includes(separator)) yield { layout, cells: cutCells(layout, text) };
    else if (separators.length === 1) yield { layout, cells: cutCells(layout, text) };
  }
  if (separators.length === 1) return;
  yield { layout: { kind: "spaces", isWide: true }, cells: cutCells({ kind: "spaces", isWide: true }, text) };
  const next = content[index + 1];
  if (next === undefined) return;
  const layout = { kind: "spaces", isWide: false } as const;
  const cells = cutHeaderWords(text.trimEnd(), cutCells(layout, next.text).length);
  if (cells !== undefined) yield { layout, cells };
}

/** A table whose columns are named by place. */
function namedTable(
  content: readonly HeadLine[],
  separators: readonly string[],
  names: ColumnNames,
): FoundTable | undefined {
  const count = names.places!.length;
  // A number alone over the rows is how many there are, as programs read it.
  const counted = /^\s*(\d{1,9})\s*$/.exec(content[0].text);
  if (counted !== null && count > 1 && content.length > 1) {
    const table = namedTable(content.slice(1), separators, names);
    return table && { ...table, rows: Number(counted[1]) };
  }
  const layouts: Layout[] = [
    ...separators.map((separator) => ({ kind: "separated", separator }) as const),
    ...separators.length > 1
      ? [{ kind: "spaces", isWide: true } as const, { kind: "spaces", isWide: false } as const]
      : [],
  ];
  const last = content[Math.min(content.length, 3) - 1];
  const layout = layouts.find((each) => cutCells(each, last.text).length === count) ??
    layouts.find((each) => cutCells(each, last.text).length > 1) ?? layouts[0];
  const [first] = content;
  const spaced = layout.kind === "spaces" ? cutHeaderWords(first.text.trimEnd(), count) : undefined;
  const cells = spaced ?? cutCells(layout, first.text);
  if (isHeaderFor(cells.map(({ text }) => text), names)) return found(layout, cells, first, [], true);
  return { ...found(layout, [], first, [], true), rowsAfter: first.line - 1 };
}

/** A header behind the mark of a comment: `#id arrival runtime`. */
function commentHeader(
  filled: readonly HeadLine[],
  content: readonly HeadLine[],
  names: ColumnNames | undefined,
): FoundTable | undefined {
  const first = content[0]?.line ?? Infinity;
  const comments = filled.filter(({ text, line }) => line < first && isComment(text));
  for (const comment of comments.toReversed().slice(0, CANDIDATES_MAX)) {
    const mark = /^\s*(?:#+(?!\s*,|\s*;|\s*\t)|\/\/+)/.exec(comment.text)?.[0].length ?? 0;
    const text = " ".repeat(mark) + comment.text.slice(mark);
    const table = separatedTable([{ text, line: comment.line }, ...content.slice(0, 1)], SEPARATORS, names);
    if (table === undefined || !table.isWhole || table.headerLine !== comment.line || table.header.length < 2) continue;
    if (table.header.some(({ text }) => senseOf(text).meanings.includes("bursts"))) return table;
  }
  return undefined;
}

/** The error of a text without a header, which says what to write. */
export function noHeader(lines: readonly HeadLine[], file: string | undefined): WorkloadError {
  const first = lines.find(({ text }) => text.trim() !== "" && !isComment(text) && !/^sep=/i.test(text));
  if (first === undefined) return textError({ file }, { rule: "a header and rows", value: "nothing" });
  const cells = [...SEPARATORS.map((separator): Layout => ({ kind: "separated", separator })), {
    kind: "spaces",
    isWide: false,
  } as Layout].map((layout) => cutCells(layout, first.text)).find((each) => each.length > 1) ?? [];
  const isNamed = /[^\d\s.,:-]/.test(cells[0]?.text ?? "");
  const usual = isNamed && cells.length === 2
    ? ["name", "bursts"]
    : isNamed
    ? ["name", "arrival", "bursts", "priority"]
    : cells.length === 2
    ? ["arrival", "bursts"]
    : ["pid", "arrival", "bursts", "priority"];
  const columns = [...usual.slice(0, Math.max(2, cells.length)), ...Array(Math.max(0, cells.length - 4)).fill("-")];
  return textError({ file, line: first.line }, {
    rule: "a table with a header that names its columns",
    value: first.text.trim(),
    hint: `say what the columns are, such as --columns ${columns.join(",")}`,
  });
}
