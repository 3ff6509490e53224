/**
 * Rows as CSV (RFC 4180): a header, a record per line, quotes where a cell needs them.
 *
 * @module
 */

import { oneLine } from "../width.ts";

/** A value of a cell; `null` and what is unlimited leave it empty. */
export type CsvValue = string | number | boolean | null | undefined;

/** One line of CSV. */
export function csvLine(values: readonly CsvValue[]): string {
  return values.map(csvCell).join(",") + "\r\n";
}

function csvCell(value: CsvValue): string {
  if (value === null || value === undefined || value === Infinity) return "";
  const text = typeof value === "string" ? value.split("\n").map(oneLine).join("\n") : String(value);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Records of the same keys as CSV lines, the keys as header. */
export function* csvOf<T extends { readonly [K in keyof T]: CsvValue }>(records: Iterable<T>): Generator<string> {
  let keys: (keyof T & string)[] | null = null;
  for (const record of records) {
    if (keys === null) {
      keys = Object.keys(record) as (keyof T & string)[];
      yield csvLine(keys);
    }
    yield csvLine(keys.map((key) => record[key]));
  }
}
