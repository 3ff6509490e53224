/**
 * The header of the table of jobs: a column can be added, and one that is not always there taken away.
 *
 * @module
 */

import { fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { JOB_FIELDS, type JobField, TABLE_FIELDS, type TableJobs, withField, withoutField } from "./jobs.ts";

/** The header. */
export function TableHead(
  { page, jobs, fields }: { readonly page: Page; readonly jobs: TableJobs; readonly fields: readonly JobField[] },
) {
  const { jobs: texts } = page.texts.value;
  const others = JOB_FIELDS.filter((field) => !fields.includes(field));
  return (
    <thead>
      <tr>
        <th scope="col">
          <span class="spoken">{texts.row}</span>
        </th>
        {fields.map((field) => (
          <th scope="col" key={field} class={`field-${field}`} title={texts.fieldHelp[field]}>
            {texts.fields[field]}
            {!TABLE_FIELDS.includes(field) && jobs.fields.includes(field) && (
              <button
                type="button"
                class="plain small"
                aria-label={fill(texts.removeField, { field: texts.fields[field] })}
                onClick={() => page.replaceJobs(withoutField(jobs, field))}
              >
                ×
              </button>
            )}
          </th>
        ))}
        <th>
          <select
            aria-label={texts.addField}
            class="plain small"
            value=""
            onChange={({ currentTarget }) => page.replaceJobs(withField(jobs, currentTarget.value as JobField))}
          >
            <option value="" disabled>+</option>
            {others.map((field) => <option key={field} value={field}>{texts.fields[field]}</option>)}
          </select>
        </th>
      </tr>
    </thead>
  );
}
