/**
 * Between the table's cells and CSV, which the engine reads and writes.
 *
 * @module
 */

import type { WorkloadColumns } from "../../engine/workload.ts";
import { writeWorkload } from "../../engine/workload/write.ts";
import { JOB_FIELDS, type JobField, type TableJobs } from "./jobs.ts";

/** A table as CSV, and which row of the table each of its lines is. */
export interface TableText {
  readonly text: string;
  /** By line, from 1: the row, from 0; `undefined` for the header. */
  readonly rowOf: readonly (number | undefined)[];
}

/** Columns that nobody filled in are left out, and so are rows; the reader never sees them. */
export function tableText({ fields, rows }: TableJobs): TableText {
  const used = fields.filter((field, column) =>
    field === "bursts" || rows.some((cells) => cells[column].trim() !== "")
  );
  const lines = [used.join(",")];
  const rowOf: (number | undefined)[] = [undefined, undefined];
  for (const [row, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    lines.push(used.map((field) => csvCell(cells[fields.indexOf(field)])).join(","));
    rowOf.push(row);
  }
  return { text: lines.join("\n") + "\n", rowOf };
}

function csvCell(text: string): string {
  const line = text.replaceAll(/\s*[\r\n]+\s*/g, " ").trim();
  return /[",;\t#/]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

/** A workload as a table: the columns that it has, as the engine writes them. */
export function tableOf(workload: WorkloadColumns, name = workload.name ?? ""): TableJobs {
  const [header, ...rows] = csvRows([...writeWorkload(workload, "csv")].join(""));
  const fields = JOB_FIELDS.filter((field) => field === "name" || header.includes(field));
  return {
    kind: "table",
    name,
    fields,
    rows: rows.map((cells) => fields.map((field) => cells[header.indexOf(field as string)] ?? "")),
  };
}

/** The cells of CSV or of what a spreadsheet copies, which has tabs instead of commas. */
export function csvRows(text: string, separator = ","): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  const cell = separator === "\t"
    ? /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r?\n|$)/y
    : /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) break;
    const [, given, end] = match;
    cells.push(given.startsWith('"') ? given.slice(1, -1).replaceAll('""', '"') : given);
    if (end !== separator) {
      rows.push(cells);
      cells = [];
    }
    // A cell that is empty at the end of the text has been read now.
    if (end === "") break;
  }
  if (cells.length > 0) rows.push(cells);
  return rows;
}

/** A column of the table by the name of a field in a message: `bursts[1].cpu` is about the bursts. */
export function fieldOf(path: string): JobField | null {
  const name = /^\w+/.exec(path)?.[0];
  return JOB_FIELDS.find((field) => field === name) ?? null;
}
