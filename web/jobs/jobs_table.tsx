/**
 * The jobs as a table that one edits: arrows and Enter go from cell to cell, a pasted block fills cells or, where it is a table
 * with a header, replaces all. What is wrong stands under the row where it is.
 *
 * @module
 */

import { Fragment } from "preact";
import { useRef } from "preact/hooks";
import { processColor } from "../../pictures/palette.ts";
import { policyOf } from "../contender.ts";
import { fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { JOB_FIELDS, type JobField, TABLE_ROWS_MAX, type TableJobs } from "./jobs.ts";
import { withCell, withField, withoutField, withoutRow, withRow } from "./jobs.ts";
import type { JobProblem } from "./load_jobs.ts";
import { isBlock, takePaste } from "./take_paste.ts";

/** Columns that are always there. */
const ALWAYS: readonly JobField[] = ["name", "arrival", "bursts"];

/** The columns that are shown: those of the jobs, and those that a chosen policy looks at. */
function shownFields(page: Page, { fields }: TableJobs): readonly JobField[] {
  const read = new Set<string>(
    page.state.policies.value.flatMap(({ policy }) => policyOf(policy).reads),
  );
  if (page.state.machine.value.groups === "true") read.add("group");
  return JOB_FIELDS.filter((field) => ALWAYS.includes(field) || fields.includes(field) || read.has(field));
}

/** The table. */
export function JobsTable({ page, jobs }: { readonly page: Page; readonly jobs: TableJobs }) {
  const texts = page.texts.value;
  const body = useRef<HTMLTableSectionElement>(null);
  const { problems } = page.loaded.value;
  const fields = shownFields(page, jobs);
  const others = JOB_FIELDS.filter((field) => !fields.includes(field));
  const { state } = page;

  const focusCell = (row: number, column: number) => {
    const cell = body.current?.querySelector<HTMLInputElement>(`[data-cell="${row}:${column}"]`);
    cell?.focus();
    cell?.select();
  };
  const addRow = (column: number) => {
    if (jobs.rows.length >= TABLE_ROWS_MAX) return;
    page.replaceJobs(withRow(jobs));
    requestAnimationFrame(() => focusCell(jobs.rows.length, column));
  };
  const onKeyDown = (event: KeyboardEvent, row: number, column: number) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowUp" && row > 0) focusCell(row - 1, column);
    else if (event.key === "ArrowDown" && row + 1 < jobs.rows.length) focusCell(row + 1, column);
    else if (event.key === "Enter") row + 1 < jobs.rows.length ? focusCell(row + 1, column) : addRow(0);
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent, row: number, field: JobField) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!isBlock(text)) return;
    event.preventDefault();
    void takePaste(page, jobs, text, { row, field, fields });
  };

  return (
    <div>
      <div class="scrolling">
        <table class="entry" aria-label={texts.jobs.table}>
          <thead>
            <tr>
              <th scope="col">
                <span class="spoken">{texts.jobs.row}</span>
              </th>
              {fields.map((field) => (
                <th scope="col" key={field} class={`field-${field}`} title={texts.jobs.fieldHelp[field]}>
                  {texts.jobs.fields[field]}
                  {!ALWAYS.includes(field) && jobs.fields.includes(field) && (
                    <button
                      type="button"
                      class="plain small"
                      aria-label={fill(texts.jobs.removeField, { field: texts.jobs.fields[field] })}
                      onClick={() => page.replaceJobs(withoutField(jobs, field))}
                    >
                      ×
                    </button>
                  )}
                </th>
              ))}
              <th>
                <select
                  aria-label={texts.jobs.addField}
                  class="plain small"
                  value=""
                  onChange={({ currentTarget }) => {
                    page.replaceJobs(withField(jobs, currentTarget.value as JobField));
                  }}
                >
                  <option value="" disabled>+</option>
                  {others.map((field) => <option key={field} value={field}>{texts.jobs.fields[field]}</option>)}
                </select>
              </th>
            </tr>
          </thead>
          <tbody ref={body}>
            {jobs.rows.map((cells, row) => {
              const own = problems.filter((problem) => problem.row === row);
              return (
                <Fragment key={row}>
                  <tr class={own.length > 0 ? "wrong" : undefined}>
                    <th scope="row">
                      <span class="swatch" style={{ background: processColor(row).web }} aria-hidden="true" />
                      <span class="spoken">{row + 1}</span>
                    </th>
                    {fields.map((field, column) => (
                      <td key={field} class={`field-${field}`}>
                        <input
                          type="text"
                          value={cells[jobs.fields.indexOf(field)] ?? ""}
                          placeholder={field === "name" ? `P${row + 1}` : undefined}
                          data-cell={`${row}:${column}`}
                          aria-label={fill(texts.jobs.cell, { field: texts.jobs.fields[field], row: row + 1 })}
                          aria-invalid={own.some((problem) => problem.field === field || problem.field === null)}
                          aria-describedby={own.length > 0 ? `problem-${row}` : undefined}
                          autocomplete="off"
                          spellcheck={false}
                          onInput={({ currentTarget }) => {
                            // What was typed since the table was drawn counts too.
                            const current = state.jobs.peek() as TableJobs;
                            state.jobs.value = withCell(current, row, field, currentTarget.value);
                          }}
                          onKeyDown={(event) => onKeyDown(event, row, column)}
                          onPaste={(event) => onPaste(event, row, field)}
                        />
                      </td>
                    ))}
                    <td>
                      <button
                        type="button"
                        class="plain small"
                        aria-label={fill(texts.jobs.remove, { row: row + 1 })}
                        onClick={() => page.replaceJobs(withoutRow(jobs, row))}
                      >
                        ×
                      </button>
                    </td>
                  </tr>
                  {own.length > 0 && <Problems id={`problem-${row}`} problems={own} columns={fields.length} />}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="below">
        <button type="button" disabled={jobs.rows.length >= TABLE_ROWS_MAX} onClick={() => addRow(0)}>
          {texts.jobs.add}
        </button>
        {jobs.rows.length > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => page.replaceJobs({ ...jobs, rows: [], name: "" })}
          >
            {texts.jobs.clear}
          </button>
        )}
        <span class="hint">{texts.jobs.caption}</span>
      </p>
    </div>
  );
}

function Problems(
  { id, problems, columns }: {
    readonly id: string;
    readonly problems: readonly JobProblem[];
    readonly columns: number;
  },
) {
  return (
    <tr class="problem">
      <td />
      <td colSpan={columns + 1} id={id}>
        {problems.map(({ message }) => <span key={message} class="refused">{message}</span>)}
      </td>
    </tr>
  );
}
