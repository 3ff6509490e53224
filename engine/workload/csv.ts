/**
 * Reads workloads from tables. A file of this project's own is RFC 4180 with a header line that names columns of
 * `PROCESS_FIELDS`, in any order, of which only `bursts` is required; an empty cell is the field's default. The notation of
 * bursts is described in `_notation.ts`; CPUs are listed as `0 2 4-7`.
 *
 * Other tables are read as people write them: headers by meaning (`header_words.ts`), cells by whatever separates them
 * (`_layout.ts`), times with units (`_time_scale.ts`). What was understood is a note. A quoted cell ends on its line: no field can
 * hold a line break, and a stray quote must not swallow the rest of the file.
 *
 * @module
 */

import type { Cell } from "./_cells.ts";
import { htmlTables } from "./_html_table.ts";
import { takeLines } from "./_lines.ts";
import type { ObjectTable } from "./_object_table.ts";
import { type ProblemList, textError } from "./_problems.ts";
import { ROWS_MAX } from "./_rules.ts";
import { SECOND_TABLE, type TableOptions, TableReader, type TextResult } from "./_table_reader.ts";
import type { WorkloadPath, WorkloadPlace } from "./error.ts";

/**
 * Reads a workload from a table. A million rows of CSV take about a second and no object each.
 *
 * @param chunks The text.
 * @param file For error messages.
 * @param options What the columns are, and the length of a tick.
 * @returns The checked columns, and what was understood where it had to be.
 * @throws {WorkloadError} If the text is no such table or breaks a rule of the simulated machine.
 */
export async function readCsv(
  chunks: AsyncIterable<string>,
  file: string | undefined,
  options: TableOptions = {},
): Promise<TextResult> {
  const reader = new TableReader(file, options);
  await takeLines(chunks, file, (text, start, end, line) => reader.takeLine(text, start, end, line));
  return reader.finish();
}

/**
 * Reads a workload from cells.
 *
 * @param header The headers.
 * @param rows The rows, with as many cells as the header.
 * @param options What the columns are, and the length of a tick.
 * @returns The checked columns, and what was understood.
 * @throws {WorkloadError} If they break a rule of the simulated machine.
 */
export function readCells(
  header: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions,
): TextResult {
  const reader = new TableReader(undefined, options);
  reader.takeAll(header, rows);
  return reader.finish();
}

/**
 * Reads a workload from the table of an HTML text.
 *
 * @param text The text.
 * @param file For error messages.
 * @param options What the columns are, and the length of a tick.
 * @returns The checked columns, and what was understood.
 * @throws {WorkloadError} If there is no such table or more than one, or it breaks a rule of the simulated machine.
 */
export function readHtml(text: string, file: string | undefined, options: TableOptions): TextResult {
  const [[header, ...rows] = [], second] = htmlTables(text);
  if (header === undefined) throw textError({ file }, { rule: "a table with a header and rows", value: "none" });
  if (second !== undefined) throw textError({ file, line: second[0].line }, { rule: SECOND_TABLE });
  const reader = new TableReader(file, options);
  const lines = [header.line, ...rows.map(({ line }) => line)];
  reader.takeAll(header.cells, rows.map(({ cells }) => cells), lines);
  return reader.finish();
}

/**
 * Reads a workload from a table of objects.
 *
 * @param table The objects.
 * @param options What the fields are, and the length of a tick.
 * @param problems Takes what is wrong.
 * @param locate Finds the places of values.
 * @param burstCountMax The most bursts of all processes together: a bound for text in which one list can stand for many.
 * @returns The checked columns, and what was understood.
 * @throws {WorkloadError} If they break a rule of the simulated machine.
 */
export function readObjects(
  table: ObjectTable,
  options: TableOptions,
  problems: ProblemList,
  locate: (path: WorkloadPath) => WorkloadPlace,
  burstCountMax: number = ROWS_MAX,
): TextResult {
  const reader = new TableReader(undefined, options, problems);
  reader.takeObjects(table, locate, burstCountMax);
  return reader.finish();
}
