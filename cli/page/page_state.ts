/**
 * The state that the page is opened with. The page reads it as it reads links (`web/read_snapshot.ts`); what is left out is as it
 * is for everybody.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
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
  return {
    version: VERSION,
    jobs: {
      kind: "text",
      name: workload.name,
      format: "csv",
      text: [...writeWorkload(workload.columns, "csv")].join(""),
    },
    policies: choices.map((choice) => ({
      policy: choice.policy.name,
      options: { ...textsOf(choice.policy.options, sharedTexts(choice, choices, flags) as Texts), ...choice.texts },
    })),
    // Jobs as a table say nothing of devices.
    machine: { ...deviceOptionTexts(workload.columns), ...textsOf(MACHINE_OPTIONS, given) },
  };
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
