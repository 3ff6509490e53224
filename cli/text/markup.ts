/**
 * Reports for documents: Markdown, LaTeX and HTML. A report is written once, by the code that writes it for a terminal, with
 * a style that marks what is a table, a term, a chart or emphasis instead of laying it out; a medium then writes the marks
 * as its language has them. The marks are control characters, which no text from outside has (`oneLine`).
 *
 * @module
 */

import { html } from "../../pictures/documents/html.ts";
import { latex } from "../../pictures/documents/latex.ts";
import { markdown } from "../../pictures/documents/markdown.ts";
import type { Block, DocumentTable, Emphasis, Medium, Span } from "../../pictures/documents/medium.ts";
import { english, type Say } from "../../pictures/words/language.ts";
import type { Style } from "../io.ts";

/** The documents that reports are written for. */
export const MEDIA: Readonly<Record<"markdown" | "latex" | "html", Medium>> = { markdown, latex, html };

/** The name of a medium, as `--format` has it. */
export type MediumName = keyof typeof MEDIA;

/** Columns of a chart in a document. */
const CHART_COLUMNS = 80;

const EMPHASIS_MARKS: readonly (readonly [Emphasis, string])[] = [
  ["strong", "\x0e"],
  ["good", "\x0f"],
  ["code", "\x10"],
];
const EMPHASIS_END = "\x11";
const BLOCK_START = "\x01";
const BLOCK_END = "\x02";

/**
 * The report that `render` writes, in a medium.
 *
 * @param render Writes the report in a style, for lines of some columns.
 */
export function renderIn(
  medium: MediumName,
  render: (style: Style, columns: number) => string,
  say: Say = english,
): string {
  const blocks = blocksOf(render(markingStyle(medium, say), Infinity));
  return MEDIA[medium](blocks);
}

function emphasis(kind: Emphasis): (text: string) => string {
  const [, mark] = EMPHASIS_MARKS.find(([each]) => each === kind)!;
  return (text) => text === "" ? "" : mark + text + EMPHASIS_END;
}

function mark(block: unknown): string {
  return `${BLOCK_START}${JSON.stringify(block)}${BLOCK_END}`;
}

const same = (text: string) => text;

/** A style that marks. */
function markingStyle(medium: MediumName, say: Say): Style {
  return {
    isColored: false,
    say,
    bold: emphasis("strong"),
    dim: same,
    good: emphasis("good"),
    warn: same,
    name: emphasis("code"),
    process: (_, text) => text,
    onProcess: (_, text) => text,
    document: {
      chartColumns: CHART_COLUMNS,
      table: (table) => mark({ kind: "table", table }),
      term: (term, text) => mark({ kind: "term", term, text }),
      chart: (text) => mark({ kind: "chart", text: plain(text) }),
      drawing: medium === "html" ? (svg) => mark({ kind: "drawing", svg }) : null,
    },
  };
}

/** What a marked block holds, its texts still with the marks of emphasis. */
type MarkedBlock =
  | {
    kind: "table";
    table: { titles: readonly string[]; isLeft: readonly boolean[]; rows: readonly (readonly string[])[] };
  }
  | { kind: "term"; term: string; text: string }
  | { kind: "chart"; text: string }
  | { kind: "drawing"; svg: string };

/** The blocks of a marked report; its first line is the title. */
function blocksOf(marked: string): Block[] {
  const blocks: Block[] = [];
  for (const [index, part] of marked.split(new RegExp(`${BLOCK_START}|${BLOCK_END}`)).entries()) {
    if (index % 2 === 1) blocks.push(blockOf(JSON.parse(part)));
    else {
      let isNew = false;
      for (const line of part.split("\n")) {
        const text = spansOf(line.trim());
        if (text.length === 0) isNew = true;
        else {
          blocks.push(blocks.length === 0 ? { kind: "title", text } : { kind: "line", text, isNew });
          isNew = false;
        }
      }
    }
  }
  return blocks;
}

function blockOf(block: MarkedBlock): Block {
  switch (block.kind) {
    case "table": {
      const { titles, isLeft, rows } = block.table;
      const table: DocumentTable = {
        titles: titles.map((title) => plain(title).trim()),
        isLeft,
        rows: rows.map((row) => row.map((cell) => spansOf(cell.trim()))),
      };
      return { kind: "table", table };
    }
    case "term":
      return { kind: "term", term: plain(block.term).trim(), text: spansOf(block.text) };
    default:
      return block;
  }
}

/** Text in pieces of one emphasis each. */
function spansOf(marked: string): Span[] {
  const marks = EMPHASIS_MARKS.map(([, mark]) => mark).join("");
  const spans: Span[] = [];
  for (const piece of marked.split(new RegExp(`(?=[${marks}])|(?<=${EMPHASIS_END})`))) {
    const found = EMPHASIS_MARKS.find(([, mark]) => piece.startsWith(mark));
    const text = plain(piece);
    if (text.trim() === "" || found === undefined) { if (text !== "") spans.push({ text, emphasis: null }); }
    else spans.push({ text: text.trim(), emphasis: found[0] }, ...trailing(text));
  }
  return spans;
}

/** The blanks after an emphasised word, which a medium must not take in. */
function trailing(text: string): Span[] {
  const blanks = /\s*$/.exec(text)![0];
  return blanks === "" ? [] : [{ text: blanks, emphasis: null }];
}

function plain(marked: string): string {
  // deno-lint-ignore no-control-regex
  return marked.replace(/[\x01-\x02\x0e-\x11]/g, "");
}
