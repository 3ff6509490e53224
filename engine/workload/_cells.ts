/**
 * Cuts a line of a table into cells, for every way in which people lay tables out.
 *
 * @module
 */

import { senseOf } from "./_header.ts";

/** How the cells of a line are told apart. */
export type Layout =
  /** By one character; quotes count. */
  | { readonly kind: "separated"; readonly separator: string }
  /** By bars, also with frames and rules of them: Markdown, reStructuredText grids, Org, AsciiDoc, MySQL, box drawing. */
  | { readonly kind: "bars" }
  /** By white space: runs of two or more and tabs where `isWide`, else any. */
  | { readonly kind: "spaces"; readonly isWide: boolean }
  /** By the columns in which a rule under or over the header begins its pieces: reStructuredText's simple tables. */
  | { readonly kind: "spans"; readonly starts: readonly number[] }
  /** By `&`, ended by `\\`: LaTeX. */
  | { readonly kind: "latex" };

/** A cell: its text without what surrounds it, and where it begins in its line. */
export interface Cell {
  readonly text: string;
  /** In UTF-16 units, from 0. */
  readonly start: number;
}

/** A header has at most so many words. */
const WORDS_MAX = 5;

/** So many ways to cut a header are looked at. */
const WAYS_MAX = 20;

/** All characters that serve as upright bars. */
const BARS = "|│┃║¦｜";
const BAR = new RegExp(`[${BARS}]`);

/** A line that is only drawn: the frame of a table, or what parts its header from its rows. */
const RULE = /^[\s|+:=\-–—_│┃║─━═┄┼╪╬╋├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╒╕╘╛╞╡╤╧╟╢╫┠┨┝┥┏┓┗┛┳┻╭╮╰╯]+$/;

/** A line without bars. */
const LINE =
  /^\s*(?:-{3,}|={3,}|_{3,}|~{3,}|\*{3,}|[─━═–—]{2,})(?:\s+(?:-{2,}|={2,}|_{2,}|~{2,}|\*{2,}|[─━═–—]{2,}))*\s*$/;

/** Several pieces of a rule with spaces between them. */
const PIECES = /^\s*(?:[-=─━═~]{2,})(?:\s+[-=─━═~]{2,})+\s*$/;

/** Whether a line of bars is only drawn. */
export function isRule(line: string): boolean {
  return RULE.test(line) && /[-=–—_─━═┄┼╪╬╋]/.test(line);
}

/** Whether nothing but a line is drawn, in one piece or several: `-----------` under a header. */
export function isLine(line: string): boolean {
  return LINE.test(line);
}

/** Whether a line has a bar at all. */
export function hasBar(line: string): boolean {
  return BAR.test(line);
}

/** Where the pieces of a rule such as `====  ====` begin; `undefined` where the line is none, or tabs part its pieces. */
export function pieceStarts(line: string): number[] | undefined {
  return PIECES.test(line) && !line.includes("\t")
    ? [...line.matchAll(/[-=─━═~]+/g)].map(({ index }) => index)
    : undefined;
}

/**
 * Cuts a line into cells.
 *
 * @param layout How the table is laid out.
 * @param line The line.
 * @param count How many cells are expected: a line of words with single spaces is then cut by every space.
 * @returns The cells.
 */
export function cutCells(layout: Layout, line: string, count?: number): Cell[] {
  switch (layout.kind) {
    case "separated":
      return cutBySeparator(line, layout.separator);
    case "bars":
      return cutByBars(line);
    case "latex":
      return cutLatex(line);
    case "spans":
      return cutBySpans(line, layout.starts);
    case "spaces": {
      const wide = layout.isWide ? cutBySpaces(line, /\s{2,}|\t/g) : undefined;
      return wide !== undefined && (count === undefined || wide.length === count) ? wide : cutBySpaces(line, /\s+/g);
    }
  }
}

function cutBySeparator(line: string, separator: string): Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; at <= line.length;) {
    const quote = /\s*"/y;
    quote.lastIndex = at;
    let end = line.indexOf(separator, at);
    if (separator !== '"' && quote.test(line)) {
      let close = line.indexOf('"', quote.lastIndex);
      while (close >= 0 && line[close + 1] === '"') close = line.indexOf('"', close + 2);
      if (close >= 0) {
        cells.push({
          text: line.slice(quote.lastIndex, close).replaceAll('""', '"').trim(),
          start: quote.lastIndex - 1,
        });
        end = line.indexOf(separator, close);
        at = end < 0 ? line.length + 1 : end + 1;
        continue;
      }
    }
    if (end < 0) end = line.length;
    cells.push(trimmed(line, at, end));
    at = end + 1;
  }
  return cells;
}

function cutBySpaces(line: string, gap: RegExp): Cell[] {
  const cells: Cell[] = [];
  const quoted = /"((?:[^"]|"")*)"(?=\s|$)/y;
  let at = line.search(/\S|$/);
  while (at < line.length) {
    quoted.lastIndex = at;
    const text = quoted.exec(line);
    if (text !== null) {
      cells.push({ text: text[1].replaceAll('""', '"'), start: at });
      at = quoted.lastIndex + line.slice(quoted.lastIndex).search(/\S|$/);
      continue;
    }
    gap.lastIndex = at;
    const end = gap.exec(line);
    cells.push({ text: line.slice(at, end?.index ?? line.length).trim(), start: at });
    at = end === null ? line.length : end.index + end[0].length;
  }
  return cells;
}

function cutByBars(line: string): Cell[] {
  const bars = [...line.matchAll(new RegExp(`(?<!\\\\)[${BARS}]`, "g"))].map(({ index }) => index);
  const ends = [...bars, line.length];
  const cells = ends.map((end, index) => plainCell(trimmed(line, index === 0 ? 0 : ends[index - 1] + 1, end)));
  // Bars at the ends of the line are its frame.
  if (bars.length > 0 && line.slice(0, bars[0]).trim() === "") cells.shift();
  if (bars.length > 1 && line.slice(bars.at(-1)! + 1).trim() === "" && cells.length > 1) cells.pop();
  return cells;
}

function cutBySpans(line: string, starts: readonly number[]): Cell[] {
  // Where a word crosses a border (wide characters, a careless hand), spaces tell more than places.
  const isOnPlaces = starts.every((start) => start === 0 || start >= line.length || /\s/.test(line[start - 1]));
  if (!isOnPlaces) return cutCells({ kind: "spaces", isWide: true }, line, starts.length);
  return starts.map((start, index) =>
    plainCell(trimmed(line, Math.min(start, line.length), starts[index + 1] ?? line.length))
  );
}

function cutLatex(line: string): Cell[] {
  const end = /\\\\|\\tabularnewline|\\cr\b/.exec(line)?.index ?? line.length;
  const start = /^(?:\s*\\(?:hline|toprule|midrule|bottomrule|cline\{[^}]*\}))*/.exec(line)![0].length;
  const cells: Cell[] = [];
  for (let at = start; at <= end;) {
    let next = line.indexOf("&", at);
    while (next > 0 && line[next - 1] === "\\") next = line.indexOf("&", next + 1);
    if (next < 0 || next > end) next = end;
    const cell = trimmed(line, at, next);
    cells.push({ text: plainLatex(cell.text), start: cell.start });
    at = next + 1;
  }
  return cells;
}

/** The text that LaTeX would set, as far as tables of processes have any. */
function plainLatex(text: string): string {
  let plain = text;
  for (let turn = 0; turn < 4; turn++) plain = plain.replace(/\\[a-zA-Z]+\{([^{}]*)\}/g, "$1");
  return plain.replace(/_\{([^{}]*)\}/g, "$1").replace(/\\[,;: ]|~/g, " ").replace(/[${}]/g, "").replace(
    /\\([#%&_])/g,
    "$1",
  )
    .replace(/^([A-Za-z]+)_(\w+)$/, "$1$2").trim();
}

/** A cell without the marks of emphasis, code and formulas of Markdown and reStructuredText. */
function plainCell(cell: Cell): Cell {
  const marked = /^(\*\*\*|\*\*|``|__|\*|`|\$)(?=\S)(.*\S)\1$/s.exec(cell.text);
  const inner = marked === null ? cell.text : marked[1] === "$" ? plainLatex(marked[2]) : marked[2];
  const text = inner.replace(/<\/?(?:sub|b|strong|em|i|code)>|<br\s*\/?>$/gi, "").replaceAll("\\|", "|");
  return text === cell.text ? cell : { text, start: cell.start };
}

function trimmed(line: string, from: number, to: number): Cell {
  const text = line.slice(from, to);
  return { text: text.trim(), start: from + text.search(/\S|$/) };
}

/**
 * Cuts a header of words with single spaces between them, where a header may have several words, into as many known headers as
 * the rows have cells.
 *
 * @param line The header.
 * @param count How many cells it has.
 * @returns The cells, or `undefined` where there is not exactly one way.
 */
export function cutHeaderWords(line: string, count: number): Cell[] | undefined {
  const words = cutBySpaces(line, /\s+/g);
  if (words.length < count || words.length > 64) return undefined;
  if (words.length === count) return words;
  const textOf = (from: number, to: number) => line.slice(words[from].start, words[to].start + words[to].text.length);
  // The ways to cut the words from each on into each number of headers that are known and mean one thing.
  const memo = new Map<number, number[][]>();
  const waysFrom = (from: number, left: number): number[][] => {
    if (from === words.length || left === 0) return from === words.length && left === 0 ? [[]] : [];
    const key = from * 100 + left;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const ways: number[][] = [];
    for (let to = from; to < Math.min(words.length, from + WORDS_MAX) && ways.length < WAYS_MAX; to++) {
      if (senseOf(textOf(from, to)).meanings.length !== 1) continue;
      for (const rest of waysFrom(to + 1, left - 1)) ways.push([to, ...rest]);
    }
    memo.set(key, ways);
    return ways;
  };
  const cellsOf = (way: readonly number[]) => {
    let from = 0;
    return way.map((to) => {
      const cell = { text: textOf(from, to), start: words[from].start };
      from = to + 1;
      return cell;
    });
  };
  const cuts = waysFrom(0, count).map(cellsOf).filter(isOfDifferent);
  return cuts.length === 1 ? cuts[0] : undefined;
}

/** Whether no two headers mean the same, but for bursts. */
function isOfDifferent(cells: readonly Cell[]): boolean {
  const meanings = cells.map(({ text }) => senseOf(text).meanings[0]).filter((meaning) =>
    !["bursts", "io", "result", "remark"].includes(meaning)
  );
  const bursts = cells.map(({ text }) => senseOf(text)).filter(({ meanings: [meaning] }) => meaning === "bursts");
  const isProgram = bursts.length < 2 || cells.some(({ text }) => senseOf(text).meanings[0] === "io") ||
    bursts.every(({ number }) => number !== undefined);
  return isProgram && new Set(meanings).size === meanings.length;
}
