/**
 * A pasted table with mistakes, as cells: each is said at its cell then, where it is mended. The reader knows which cells are
 * wrong, and takes the rest once something right stands in them; what was there goes back into the cells.
 *
 * @module
 */

import { WorkloadError, type WorkloadProblem } from "../../engine/workload/error.ts";
import { readWorkload } from "../../engine/workload/read.ts";
import { type JobField, TABLE_ROWS_MAX, type TableJobs, withCell } from "./jobs.ts";
import { fieldOf, tableOf } from "./table_text.ts";

/** Columns whose cells may all be 1. */
const COUNTS: readonly JobField[] = [
  "arrival",
  "bursts",
  "priority",
  "deadline",
  "period",
  "tickets",
  "nice",
  "estimate",
  "quantum",
  "memory",
];

/** A cell that is wrong, and what stands in it. */
interface MistakenCell {
  readonly row: number;
  readonly field: JobField;
  readonly text: string;
}

/** The table; `null` where the text is none, or where a mistake is not about one of its cells. */
export async function mistakenTable(text: string): Promise<TableJobs | null> {
  try {
    await readWorkload(text);
    return null; // nothing is wrong with it
  } catch (error) {
    if (!(error instanceof WorkloadError)) return null;
    const lines = text.split(/\r?\n/);
    const cells = replaceMistakes(lines, error.problems);
    return cells === null ? null : await tableWith(lines.join("\n"), cells);
  }
}

/** Writes 1 in the place of each mistake. */
function replaceMistakes(lines: string[], problems: readonly WorkloadProblem[]): MistakenCell[] | null {
  const cells: MistakenCell[] = [];
  // From the right, so that the places of the others stay.
  for (const problem of problems.toSorted((one, other) => (other.column ?? 0) - (one.column ?? 0))) {
    const { process, line, column, value } = problem;
    const field = fieldOf(problem.field);
    if (process === undefined || line === undefined || column === undefined || typeof value !== "string") return null;
    if (field === null || !COUNTS.includes(field)) return null;
    const [before, rest] = [lines[line - 1].slice(0, column - 1), lines[line - 1].slice(column - 1)];
    const after = rest.slice(value.length);
    const isCell = /(?:^|[\t,;|&])\s*$/.test(before) && rest.startsWith(value) && /^\s*(?:[\t,;|&\\]|$)/.test(after);
    if (!isCell) return null;
    lines[line - 1] = `${before}1${after}`;
    cells.push({ row: process - 1, field, text: value });
  }
  return cells;
}

async function tableWith(text: string, cells: readonly MistakenCell[]): Promise<TableJobs | null> {
  try {
    const { workload } = await readWorkload(text);
    if (workload.arrival.length > TABLE_ROWS_MAX) return null;
    return cells.reduce((table, { row, field, text }) => withCell(table, row, field, text), tableOf(workload));
  } catch (error) {
    if (error instanceof WorkloadError) return null; // more mistakes than are listed, or others behind them
    throw error;
  }
}
