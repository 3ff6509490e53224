/**
 * The jobs, and every way in which they come into the page.
 *
 * @module
 */

import { Button } from "../button.tsx";
import { useRef } from "preact/hooks";
import { EXAMPLE_WORKLOADS, exampleWorkload } from "../../engine/workload/examples.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { useDialog } from "../dialog.tsx";
import { counted } from "../languages/language.ts";
import type { Page } from "../page.ts";
import type { TableJobs } from "./jobs.ts";
import { JobsTable } from "./jobs_table.tsx";
import { ManyJobs } from "./many_jobs.tsx";
import { PasteDialog } from "./paste_dialog.tsx";
import { RandomDialog } from "./random_dialog.tsx";
import { takeFile, takeText } from "./take_jobs.ts";
import { tableOf } from "./table_text.ts";
import { usePagePaste } from "./take_paste.ts";

/** The panel. */
export function JobsPanel({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const jobs = page.state.jobs.value;
  const { notes, problems } = page.loaded.value;
  const paste = useDialog();
  const random = useDialog();
  const file = useRef<HTMLInputElement>(null);
  usePagePaste(page);
  const general = problems.filter(({ row }) => row === null);
  return (
    <section class="panel jobs" aria-labelledby="jobs-title">
      <header>
        <h2 id="jobs-title">{texts.jobs.title}</h2>
        {jobs.kind === "table" && <NameField page={page} jobs={jobs} />}
        <div class="actions">
          <ExampleChoice page={page} />
          <button type="button" onClick={paste.open}>{texts.jobs.paste}</button>
          <button type="button" onClick={() => file.current?.click()}>{texts.jobs.open}</button>
          <input
            ref={file}
            type="file"
            hidden
            onChange={({ currentTarget }) => {
              const [chosen] = currentTarget.files ?? [];
              if (chosen !== undefined) void takeFile(page, chosen);
              currentTarget.value = "";
            }}
          />
          <button type="button" onClick={random.open}>{texts.jobs.random}</button>
          <Button isOff={!page.canUndo} onPress={() => page.undo()}>{texts.jobs.undo}</Button>
        </div>
      </header>
      {jobs.kind === "table" ? <JobsTable page={page} jobs={jobs} /> : <ManyJobs page={page} jobs={jobs} />}
      <div role="status">
        <ul class="problems">
          {general.map(({ message }) => <li key={message} class="refused">{texts.sentence(message)}</li>)}
          {problems.length > 0 && <li class="spoken">{counted(problems.length, texts.nouns.mistake)}</li>}
          {notes.map((note) => <li key={note} class="note">{texts.say(note)}</li>)}
        </ul>
      </div>
      <PasteDialog control={paste} texts={texts} onText={(text, columns) => takeText(page, text, columns)} />
      <RandomDialog control={random} page={page} />
    </section>
  );
}

function NameField({ page, jobs }: { readonly page: Page; readonly jobs: TableJobs }) {
  const texts = page.texts.value;
  return (
    <input
      type="text"
      class="plain name"
      value={jobs.name}
      placeholder={texts.jobs.name}
      aria-label={texts.jobs.name}
      autocomplete="off"
      onInput={({ currentTarget }) => page.state.jobs.value = { ...jobs, name: currentTarget.value }}
    />
  );
}

function ExampleChoice({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  return (
    <select
      aria-label={texts.jobs.examples}
      value=""
      onChange={({ currentTarget }) => {
        const example = exampleWorkload(currentTarget.value);
        if (example !== undefined) page.replaceJobs(tableOf(toColumns(example.workload)));
        currentTarget.value = "";
      }}
    >
      <option value="" disabled>{texts.jobs.chooseExample}</option>
      {EXAMPLE_WORKLOADS.map(({ name, summary }) => (
        <option key={name} value={name} title={texts.say(summary)}>{name}</option>
      ))}
    </select>
  );
}
