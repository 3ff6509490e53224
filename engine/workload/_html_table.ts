/**
 * The table of an HTML text, as rows of cells: what is copied from a page or exported by a spreadsheet.
 *
 * @module
 */

import type { Cell } from "./_cells.ts";
import { TextPlaces } from "./_lines.ts";

/** A row, and the line that it begins on. */
export interface HtmlRow {
  readonly cells: readonly Cell[];
  readonly line: number;
}

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: " ",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  minus: "-",
};

/** Whether a text looks like a table of HTML. */
export function isHtmlTable(text: string): boolean {
  return /<(?:table|tr)[\s>]/i.test(text) && /<t[hd][\s>]/i.test(text);
}

/**
 * Reads the rows of the tables that have any.
 *
 * @param text The text.
 * @returns The rows of each.
 */
export function htmlTables(text: string): HtmlRow[][] {
  const places = new TextPlaces(undefined, text);
  const ends = [...text.matchAll(/<\/table/gi)].map(({ index }) => index);
  const tables = [...ends, text.length].map((end, index) => rowsBetween(text, ends[index - 1] ?? 0, end, places));
  return tables.filter((rows) => rows.length > 0);
}

function rowsBetween(text: string, from: number, end: number, places: TextPlaces): HtmlRow[] {
  const rows: HtmlRow[] = [];
  for (const row of text.slice(from, end).matchAll(/<tr[^<>]*>([\s\S]*?)(?=<\/tr|<tr[\s>]|$)/gi)) {
    const cells = [...row[1].matchAll(/<t[hd][^<>]*>([\s\S]*?)(?=<\/t[hd]|<t[hd][\s>]|$)/gi)].map((cell): Cell => {
      const place = places.at(from + row.index + row[0].indexOf(row[1]) + cell.index);
      return { text: plainText(cell[1]), start: (place.column ?? 1) - 1 };
    });
    if (cells.some(({ text }) => text !== "")) rows.push({ cells, line: places.at(from + row.index).line ?? 1 });
  }
  return rows;
}

function plainText(html: string): string {
  return html.replace(/<[^<>]*>/g, "").replace(
    /&(?:#(\d{1,6})|(\w+));/g,
    (all, code, name) => {
      if (code !== undefined) return String.fromCodePoint(Math.min(Number(code), 0x10ffff));
      return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : all;
    },
  ).replaceAll(/\s+/g, " ").trim();
}
