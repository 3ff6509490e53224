/**
 * The page's frame: what is entered on one side, what comes of it on the other.
 *
 * @module
 */

import { formatCount, formatDecimal, formatPercent } from "../engine/numbers.ts";
import { ComparedTable } from "./figures/compared_table.tsx";
import { ProcessTable } from "./figures/process_table.tsx";
import { JobsPanel } from "./jobs/jobs_panel.tsx";
import { takeFile } from "./jobs/take_jobs.ts";
import { counted, fill } from "./languages/language.ts";
import type { Page } from "./page.ts";
import { MachinePanel } from "./policies/machine_panel.tsx";
import { PoliciesPanel } from "./policies/policies_panel.tsx";
import { EVENTS_MAX } from "./outcome.ts";
import { Preferences } from "./preferences.tsx";
import type { Run } from "./runs.ts";
import { terminalCommand } from "./terminal/terminal_command.ts";
import { Tabs } from "./tabs.tsx";
import { VIEWS } from "./views/mod.ts";

/** The whole page. */
export function App({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const onDrop = (event: DragEvent) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (file === undefined) return;
    event.preventDefault();
    void takeFile(page, file);
  };
  return (
    <div class="page" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <a class="skip" href="#results">{texts.page.skip}</a>
      <header class="top">
        <h1>
          {texts.page.name} <small>{texts.page.tagline}</small>
        </h1>
        <Preferences page={page} />
      </header>
      <Banner page={page} />
      <section class="inputs" aria-label={texts.page.inputs}>
        <JobsPanel page={page} />
        <PoliciesPanel page={page} />
        <MachinePanel page={page} />
      </section>
      <main id="results" tabIndex={-1} class={page.isStale.value ? "stale" : undefined} aria-label={texts.page.results}>
        <Results page={page} />
      </main>
      <footer>{texts.page.about}</footer>
    </div>
  );
}

function Banner({ page }: { readonly page: Page }) {
  const message = page.message.value;
  return (
    <div role="alert">
      {message !== null && (
        <p class={`banner ${message.kind}`}>
          <span>{message.text}</span>
          <button
            type="button"
            class="plain"
            aria-label={page.texts.value.page.dismiss}
            onClick={() => page.message.value = null}
          >
            ×
          </button>
        </p>
      )}
    </div>
  );
}

function Results({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const { state } = page;
  if (page.workload.value === null) {
    return <p class="empty">{page.isStale.value ? texts.jobs.mistaken : texts.jobs.empty}</p>;
  }
  const view = VIEWS.find(({ name }) => name === state.view.value) ?? VIEWS[0];
  const outcome = page.outcome.value;
  return (
    <>
      <p class="spoken" role="status">{spokenSummary(page)}</p>
      {page.isStale.value && <p class="note">{texts.runs.stale}</p>}
      <ComparedTable page={page} />
      {page.runs.all.value.map((run, index) => <RunState key={index} page={page} run={run} index={index} />)}
      <Tabs
        label={texts.page.views}
        tabs={VIEWS.map(({ name, title }) => ({ name, title: title(texts) }))}
        chosen={view.name}
        onChoose={(name) => state.view.value = name}
      >
        <view.Component page={page} />
        {view.hasFigures && outcome !== null && <ProcessTable outcome={outcome} texts={texts} />}
      </Tabs>
    </>
  );
}

/** What came of the shown run, in a sentence that is spoken when it changes. */
function spokenSummary(page: Page): string {
  const texts = page.texts.value;
  const run = page.shown.value;
  if (run?.state !== "done") return "";
  const { metrics } = run.outcome.result;
  return fill(texts.runs.done, {
    policy: run.contender.label,
    count: counted(metrics.processes, texts.nouns.process),
    turnaround: formatDecimal(metrics.turnaround.mean),
    waiting: formatDecimal(metrics.waiting.mean),
  });
}

/** What a run is doing, or why it came to nothing; nothing where it is done. */
function RunState({ page, run, index }: { readonly page: Page; readonly run: Run; readonly index: number }) {
  const texts = page.texts.value;
  const policy = run.contender.label;
  if (run.state === "running") {
    return (
      <p class="running">
        <progress value={run.share} aria-label={policy} />
        {fill(texts.runs.running, { policy, share: formatPercent(run.share) })}
        <button type="button" onClick={() => page.runs.stop(index)}>{texts.runs.stop}</button>
      </p>
    );
  }
  if (run.state === "refused") {
    return <p class="refused">{policy}: {run.refused.map(({ message }) => texts.sentence(message)).join("; ")}</p>;
  }
  if (run.state !== "failed") return null;
  const again = <button type="button" onClick={() => page.runs.again(index)}>{texts.runs.again}</button>;
  switch (run.reason) {
    case "stopped":
      return <p class="note">{policy}: {texts.runs.stopped} {again}</p>;
    case "too-long": {
      const [chosen, jobs, machine] = [
        page.state.policies.value[index],
        page.state.jobs.value,
        page.state.machine.value,
      ];
      const [command] =
        terminalCommand({ jobs, policies: [chosen], machine, ownPolicies: page.own.all.value }).commands;
      return <p class="refused">{fill(texts.runs.tooLong, { policy, count: formatCount(EVENTS_MAX), command })}</p>;
    }
    case "error":
      return (
        <p class="refused" role="alert">{fill(texts.runs.trap, { policy, message: texts.sentence(run.message) })}</p>
      );
  }
}
