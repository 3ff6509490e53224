/**
 * A block of cells that was copied from a spreadsheet, put into the table.
 *
 * @module
 */

import { type JobField, TABLE_ROWS_MAX, type TableJobs, withField } from "./jobs.ts";
import { csvRows } from "./table_text.ts";

/** Where a block goes: its upper left cell, and the columns in the order in which they are shown. */
export interface PastePlace {
  readonly row: number;
  readonly field: JobField;
  readonly fields: readonly JobField[];
}

/** The table with the cells of a block from `place` on; `null` where it does not fit. */
export function pasteCells(jobs: TableJobs, text: string, { row, field, fields }: PastePlace): TableJobs | null {
  const block = csvRows(text.replace(/\s+$/, ""), "\t");
  const at = fields.indexOf(field);
  const width = Math.max(...block.map((cells) => cells.length));
  if (at + width > fields.length || row + block.length > TABLE_ROWS_MAX) return null;
  const wide = fields.slice(at, at + width).reduce(withField, jobs);
  const rows = Array.from({ length: Math.max(wide.rows.length, row + block.length) }, (_, index) => {
    const cells = [...wide.rows[index] ?? wide.fields.map(() => "")];
    for (const [column, cell] of (block[index - row] ?? []).entries()) {
      cells[wide.fields.indexOf(fields[at + column])] = cell.trim();
    }
    return cells;
  });
  return { ...wide, rows };
}
