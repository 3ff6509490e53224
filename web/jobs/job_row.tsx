/**
 * A row of the table of jobs, and under it what is wrong with it.
 *
 * @module
 */

import { processColor } from "../../pictures/palette.ts";
import { fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { type JobField, type TableJobs, withCell } from "./jobs.ts";
import type { JobProblem } from "./load_jobs.ts";
import { isBlock } from "./take_paste.ts";

/** What a row needs. */
export interface JobRowProps {
  readonly page: Page;
  readonly jobs: TableJobs;
  readonly row: number;
  /** The place of its process among all, from 0. */
  readonly process: number;
  readonly fields: readonly JobField[];
  /** What is wrong with it. */
  readonly problems: readonly JobProblem[];
  /** Goes to a cell; the row after the last is a new one. */
  readonly onGo: (row: number, column: number) => void;
  readonly onRemove: (row: number) => void;
  /** Takes a block of several cells that was pasted. */
  readonly onBlock: (text: string, field: JobField) => void;
}

/** The row. */
export function JobRow(props: JobRowProps) {
  const { page, row, process, fields, problems, onRemove } = props;
  const texts = page.texts.value;
  return (
    <>
      <tr class={problems.length > 0 ? "wrong" : undefined}>
        <th scope="row">
          <span class="swatch" style={{ background: processColor(process).web }} aria-hidden="true" />
          <span class="spoken">{row + 1}</span>
        </th>
        {fields.map((field, column) => (
          <td key={field} class={`field-${field}`}>
            <Cell {...props} field={field} column={column} />
          </td>
        ))}
        <td>
          <button
            type="button"
            class="plain small"
            aria-label={fill(texts.jobs.remove, { row: row + 1 })}
            onClick={() => onRemove(row)}
          >
            ×
          </button>
        </td>
      </tr>
      {problems.length > 0 && (
        <tr class="problem">
          <td />
          <td colSpan={fields.length + 1} id={`problem-${row}`}>
            {problems.map(({ message }) => (
              <span key={message} class="refused">{page.texts.value.sentence(message)}</span>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

function Cell(
  { page, jobs, row, process, problems, onGo, onBlock, field, column }: JobRowProps & {
    readonly field: JobField;
    readonly column: number;
  },
) {
  const { state } = page;
  const texts = page.texts.value;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isLast = row + 1 === jobs.rows.length;
    if (event.key === "ArrowUp" && row > 0) onGo(row - 1, column);
    else if ((event.key === "ArrowDown" && !isLast) || event.key === "Enter") onGo(row + 1, column);
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!isBlock(text)) return;
    event.preventDefault();
    onBlock(text, field);
  };
  return (
    <input
      type="text"
      value={jobs.rows[row][jobs.fields.indexOf(field)] ?? ""}
      placeholder={field === "name" ? `P${process + 1}` : undefined}
      data-cell={`${row}:${column}`}
      aria-label={fill(texts.jobs.cell, { field: texts.jobs.fields[field], row: row + 1 })}
      aria-invalid={problems.some((problem) => problem.field === field || problem.field === null)}
      aria-describedby={problems.length > 0 ? `problem-${row}` : undefined}
      autocomplete="off"
      spellcheck={false}
      onInput={({ currentTarget }) => {
        // What was typed since the table was drawn counts too.
        state.jobs.value = withCell(state.jobs.peek() as TableJobs, row, field, currentTarget.value);
      }}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    />
  );
}
