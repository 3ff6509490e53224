/**
 * The state that the page is opened with. The page reads it as it reads links (`web/read_snapshot.ts`); what is left out is as it
 * is for everybody.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { policyAddress } from "../../engine/own_policies.ts";
import { deviceOptionTexts } from "../../engine/option_text.ts";
import { writeWorkload } from "../../engine/workload/write.ts";
import type { LoadedWorkload } from "../files/workload_input.ts";
import { type PolicyChoice, sharedTexts, type SimulationTexts } from "../flags/simulation_flags.ts";

/** The version of states that the page understands. */
const VERSION = 1;

/** Texts of options by name. */
type Texts = Readonly<Record<string, string>>;

/** A workload, policies and a machine as the page's state. */
export function pageState(
  workload: Pick<LoadedWorkload, "columns" | "name">,
  choices: readonly PolicyChoice[],
  flags: SimulationTexts,
): unknown {
  const given = flags as Texts;
  const own = ownTexts(choices);
  const names = [...own.keys()];
  return {
    version: VERSION,
    jobs: {
      kind: "text",
      name: workload.name,
      format: "csv",
      text: [...writeWorkload(workload.columns, "csv")].join(""),
    },
    policies: choices.map((choice) => ({
      policy: own.has(choice.policy.name) ? `own-${names.indexOf(choice.policy.name) + 1}` : choice.policy.name,
      options: { ...textsOf(choice.policy.options, sharedTexts(choice, choices, flags) as Texts), ...choice.texts },
    })),
    ...(names.length === 0 ? {} : { own: [...own.values()] }),
    // Jobs as a table say nothing of devices.
    machine: { ...deviceOptionTexts(workload.columns), ...textsOf(MACHINE_OPTIONS, given) },
  };
}

/** The files of the policies that are one's own, by their names. */
function ownTexts(choices: readonly PolicyChoice[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { policy: { name } } of choices) {
    const address = policyAddress(name);
    if (address !== null) texts.set(name, Deno.readTextFileSync(new URL(address)));
  }
  return texts;
}

/** What was typed for some options. */
function textsOf(specs: readonly { readonly name: string }[], given: Texts): Texts {
  return Object.fromEntries(specs.flatMap(({ name }) => given[name] === undefined ? [] : [[name, given[name]]]));
}

/** The page with a state in it. */
export function withState(html: string, state: unknown): string {
  const json = JSON.stringify(state).replaceAll("<", "\\u003c");
  return html.replace(/(<script type="application\/json" id="state">)(?=<\/script>)/, (tag) => tag + json);
}
