/**
 * The jobs as a table that one edits: arrows and Enter go from cell to cell, a pasted block fills cells or, where it is a table
 * with a header, replaces all. What is wrong stands under the row where it is.
 *
 * @module
 */

import { useRef } from "preact/hooks";
import { focusAfter } from "../focus_after.ts";
import type { Page } from "../page.ts";
import { JobRow } from "./job_row.tsx";
import {
  JOB_FIELDS,
  type JobField,
  TABLE_FIELDS,
  TABLE_ROWS_MAX,
  type TableJobs,
  withoutRow,
  withRow,
} from "./jobs.ts";
import { TableHead } from "./table_head.tsx";
import { takePaste } from "./take_paste.ts";

/** Whether a policy looks at a trait only where tables have it, which few do. */
function isRare(policy: string, trait: string): boolean {
  return trait === "quantum" || (trait === "estimate" && (policy === "hrrn" || policy === "predicted"));
}

/** The columns that are shown: those of the jobs, and those that a chosen policy looks at. */
function shownFields(page: Page, { fields }: TableJobs): readonly JobField[] {
  const read = new Set<string>(
    page.state.policies.value.flatMap(({ policy }) =>
      page.policyOf(policy).reads.filter((trait) => !isRare(policy, trait))
    ),
  );
  if (page.state.machine.value.groups === "true") read.add("group");
  return JOB_FIELDS.filter((field) => TABLE_FIELDS.includes(field) || fields.includes(field) || read.has(field));
}

/** The table. */
export function JobsTable({ page, jobs }: { readonly page: Page; readonly jobs: TableJobs }) {
  const texts = page.texts.value;
  const body = useRef<HTMLTableSectionElement>(null);
  const adding = useRef<HTMLButtonElement>(null);
  const { problems } = page.loaded.value;
  const fields = shownFields(page, jobs);
  const focusCell = (row: number, column: number) => {
    const cell = body.current?.querySelector<HTMLInputElement>(`[data-cell="${row}:${column}"]`);
    cell?.focus();
    cell?.select();
  };
  const addRow = () => {
    if (jobs.rows.length >= TABLE_ROWS_MAX) return;
    page.replaceJobs(withRow(jobs));
    requestAnimationFrame(() => focusCell(jobs.rows.length, 0));
  };
  const removeRow = (row: number) => {
    page.replaceJobs(withoutRow(jobs, row));
    // The next row's button stands where this one stood.
    focusAfter(() => {
      const buttons = body.current?.querySelectorAll<HTMLElement>("td:last-child > button") ?? [];
      return buttons[Math.min(row, buttons.length - 1)] ?? adding.current;
    });
  };
  const goTo = (row: number, column: number) => row === jobs.rows.length ? addRow() : focusCell(row, column);
  const isEmpty = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");
  // An empty row is no process: those after it have the number and the colour that charts give them.
  let process = 0;
  return (
    <div>
      <div class="scrolling">
        <table class="entry" aria-label={texts.jobs.table}>
          <TableHead page={page} jobs={jobs} fields={fields} />
          <tbody ref={body}>
            {jobs.rows.map((cells, row) => (
              <JobRow
                key={row}
                page={page}
                jobs={jobs}
                row={row}
                process={isEmpty(cells) ? process : process++}
                fields={fields}
                problems={problems.filter((problem) => problem.row === row)}
                onGo={goTo}
                onRemove={removeRow}
                onBlock={(text, field) => void takePaste(page, jobs, text, { row, field, fields })}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p class="below">
        <button type="button" ref={adding} disabled={jobs.rows.length >= TABLE_ROWS_MAX} onClick={addRow}>
          {texts.jobs.add}
        </button>
        {jobs.rows.length > 0 && (
          <button
            type="button"
            onClick={() => {
              page.replaceJobs({ ...jobs, rows: [], name: "" });
              focusAfter(() => adding.current);
            }}
          >
            {texts.jobs.clear}
          </button>
        )}
        <span class="hint">{texts.jobs.caption}</span>
      </p>
    </div>
  );
}
