/**
 * Options that only policies of one's own have, as help shows them. On the command line they are read by `policy_words.ts`.
 *
 * @module
 */

import { OPTION_PLACEHOLDERS, optionText } from "../../engine/option_text.ts";
import { knownOwnPolicies } from "../../engine/own_policies.ts";
import type { Flag, FlagSet } from "../command.ts";
import { SIMULATION_OPTION_NAMES } from "../flags/simulation_flags.ts";
import { ALLOWANCES } from "./policy_setup.ts";

const GROUP = "Policies of one's own";

/** A flag for each option of the policies that are loaded that no other policy has. */
export function ownFlags(): FlagSet {
  const flags: Record<string, Flag<unknown>> = {};
  for (const { name: policy, options } of knownOwnPolicies()) {
    for (const { name, type, summary, choices, default: usual } of options) {
      if (SIMULATION_OPTION_NAMES.has(name)) continue;
      flags[name] = {
        summary: summary.replace(/\.$/, ""),
        placeholder: OPTION_PLACEHOLDERS[type],
        choices,
        defaultText: type === "boolean" ? undefined : optionText(usual),
        negatable: type === "boolean" && usual === true,
        group: `Policy ${policy}`,
        parse: (text) => text,
      };
    }
  }
  for (const kind of ALLOWANCES) {
    flags[`allowPolicy${kind[0].toUpperCase()}${kind.slice(1)}`] = {
      summary: `Let policies of one's own do what Deno's --allow-${kind} lets programs do`,
      placeholder: null,
      group: GROUP,
      parse: (text) => text,
    };
  }
  flags.compile = {
    summary:
      "Compile policies of one's own into the machine, where what they do compiled is what they do as they are written",
    placeholder: null,
    group: GROUP,
    parse: (text) => text,
  };
  flags.policyHookMs = {
    summary: "Milliseconds after which a hook is taken for one without end",
    placeholder: "ms",
    defaultText: "5000",
    group: GROUP,
    parse: (text) => text,
  };
  return flags;
}
