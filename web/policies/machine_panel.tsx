/**
 * The machine that every policy runs on.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import type { OptionSpec } from "../../engine/policy.ts";
import { counted, fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { OptionField } from "./option_field.tsx";

/** Options that every homework names; the others are a click away. */
const FIRST: readonly string[] = ["cpus", "switchCost", "ties"];

/** The panel. */
export function MachinePanel({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const machine = page.state.machine.value;
  const first = MACHINE_OPTIONS.filter(({ name }) => FIRST.includes(name));
  const others = MACHINE_OPTIONS.filter(({ name }) => !FIRST.includes(name));
  const refused = new Set(
    page.runs.all.value.flatMap((run) => run.state === "refused" ? run.refused.map(({ option }) => option) : []),
  );
  const isRefused = others.some(({ name }) => refused.has(name));
  const given = others.filter(({ name }) => machine[name] !== undefined).length;
  return (
    <section class="panel machine" aria-labelledby="machine-title">
      <header>
        <h2 id="machine-title">{texts.machine.title}</h2>
      </header>
      <div class="options">{first.map((spec) => <MachineOption key={spec.name} page={page} spec={spec} />)}</div>
      <details open={isRefused || undefined}>
        <summary>
          {texts.machine.more}
          {given > 0 && ` · ${fill(texts.machine.given, { count: counted(given, texts.machine.option) })}`}
        </summary>
        <div class="options">{others.map((spec) => <MachineOption key={spec.name} page={page} spec={spec} />)}</div>
      </details>
    </section>
  );
}

function MachineOption({ page, spec }: { readonly page: Page; readonly spec: OptionSpec }) {
  const { state } = page;
  const refused = page.runs.all.value.flatMap((run, index) => {
    if (run.state !== "refused" || state.policies.value[index]?.options[spec.name] !== undefined) return [];
    return run.refused.filter(({ option }) => option === spec.name).map(({ message }) => message);
  });
  return (
    <OptionField
      spec={spec}
      text={state.machine.value[spec.name]}
      onText={(text) => page.setMachine(spec.name, text)}
      refused={[...new Set(refused)]}
      texts={page.texts.value}
    />
  );
}
