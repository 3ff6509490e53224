/**
 * Jobs that are too many for a table: what they are, and the first of them.
 *
 * @module
 */

import { counted, fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import type { RandomJobs, TextJobs } from "./jobs.ts";
import { headOf } from "./head_of.ts";

/** Rows that are shown. */
const ROWS_SHOWN = 20;

/** What stands in the table's place. */
export function ManyJobs({ page, jobs }: { readonly page: Page; readonly jobs: TextJobs | RandomJobs }) {
  const texts = page.texts.value;
  const { columns } = page.loaded.value;
  if (columns === null) return null;
  const name = jobs.kind === "random" ? fill(texts.jobs.randomName, { seed: jobs.recipe.seed ?? 1 }) : jobs.name;
  const { fields, rows } = headOf(columns, ROWS_SHOWN);
  const count = counted(columns.arrival.length, texts.nouns.job);
  return (
    <div class="scrolling" tabIndex={0} role="group" aria-label={texts.jobs.table}>
      <p>{name === "" ? fill(texts.jobs.manyNameless, { count }) : fill(texts.jobs.many, { count, name })}</p>
      <table class="figures">
        <thead>
          <tr>{fields.map((field) => <th scope="col" key={field}>{texts.jobs.fields[field]}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => <tr key={row}>{cells.map((cell, column) => <td key={column}>{cell}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}
