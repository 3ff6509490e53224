/**
 * What may follow what was typed of a workload or of a policy, for the shells' completion.
 *
 * @module
 */

import { POLICIES } from "../../engine/policies.ts";
import { flagName } from "../command.ts";
import { EXAMPLE_ARGUMENTS } from "./example_arguments.ts";
import { GENERATE_FLAGS, type GenerateOptionName } from "./generate_flags.ts";

/** Workloads that are no files: `example:`, `ostep:`, `generate:` and what can follow. */
export function workloadCandidates(typed: string): readonly string[] {
  if (typed.startsWith("generate:")) return settings(typed, generatorOptions());
  if (typed.startsWith("example:")) return EXAMPLE_ARGUMENTS;
  return ["example:", "generate:", "ostep:"];
}

/** Policies, and after a colon their options; `isList`: several with commas between them. */
export function policyCandidates(typed: string, isList: boolean): readonly string[] {
  const comma = isList ? typed.lastIndexOf(",") + 1 : 0;
  const before = typed.slice(0, comma);
  const last = typed.slice(comma);
  const policy = POLICIES.find(({ name }) => last.startsWith(`${name}:`));
  if (policy !== undefined) {
    const options = policy.options.map(({ name, type, choices }) => ({
      name: flagName(name),
      values: choices ?? (type === "boolean" ? ["true", "false"] : []),
    }));
    return settings(last, options).map((word) => before + word);
  }
  const all = isList ? ["all"] : [];
  return [...POLICIES.map(({ name }) => name), ...all].flatMap((name) => {
    // Whoever has typed all of a name may go on to its options.
    const more = name === last && POLICIES.some((each) => each.name === name && each.options.length > 0);
    return more ? [before + name, `${before}${name}:`] : [before + name];
  });
}

interface Setting {
  readonly name: string;
  readonly values: readonly string[];
}

function generatorOptions(): Setting[] {
  return (Object.keys(GENERATE_FLAGS) as GenerateOptionName[]).map((name) => {
    const flag: { choices?: readonly string[] } = GENERATE_FLAGS[name];
    return { name: flagName(name), values: flag.choices ?? [] };
  });
}

/** `mlfq:levels=4:preemption=` and what may follow: options that are not there yet, or the values of the last one. */
function settings(typed: string, options: readonly Setting[]): string[] {
  const colon = typed.lastIndexOf(":") + 1;
  const before = typed.slice(0, colon);
  const last = typed.slice(colon);
  const at = last.indexOf("=");
  if (at !== -1) {
    const option = options.find(({ name }) => name === last.slice(0, at));
    return (option?.values ?? []).map((value) => `${before}${last.slice(0, at + 1)}${value}`);
  }
  return options.filter(({ name }) => !before.includes(`:${name}=`)).map(({ name }) => `${before}${name}=`);
}
