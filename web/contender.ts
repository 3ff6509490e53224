/**
 * From what was typed for a policy and for the machine to the options of a run, or to what is wrong with them and where.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../engine/machine_options.ts";
import { flagName, parseOption } from "../engine/option_text.ts";
import type { SimulationOptions } from "../engine/options.ts";
import type { Policy } from "../engine/policy.ts";
import { resolveOptions } from "../engine/resolve_options.ts";
import { ownPlace, policyOf, type PolicyOfOwn, type ScriptMistake } from "./own_policies.ts";
import type { ChosenPolicy, OptionTexts } from "./state.ts";

/** Why a run cannot be. */
export interface Refused {
  /** The option that is to be changed; `null` where it is none. */
  readonly option: string | null;
  /** What must be, without a word for the action. */
  readonly message: string;
}

/** A policy as it is to be run. */
export interface Contender {
  readonly policy: Policy;
  /** As the command line has it: `rr:quantum=2`. */
  readonly label: string;
  /** `null` where something is wrong, or the policy is not known yet. */
  readonly options: SimulationOptions | null;
  /** The text of a policy of one's own, which runs in workers only; `null` for one of the catalogue. */
  readonly script: string | null;
  readonly refused: readonly Refused[];
}

/** The contender that a person chose, on the machine that they chose. `scripts`: the policies of one's own. */
export function contenderOf(
  { policy: id, options: own }: ChosenPolicy,
  machine: OptionTexts,
  scripts: readonly PolicyOfOwn[] = [],
): Contender {
  const policy = policyOf(id, scripts);
  const texts = { ...machine, ...own };
  const options: Record<string, unknown> = { policy: policy.name };
  const label = labelOf(id, own, scripts);
  const { text: script = null, state, mistake = null } = scripts[ownPlace(id)] ?? {};
  if (mistake !== null) {
    return { policy, label, options: null, script, refused: [{ option: null, message: placedText(mistake) }] };
  }
  const refused: Refused[] = [];
  for (const spec of [...MACHINE_OPTIONS, ...policy.options]) {
    const text = texts[spec.name];
    if (text === undefined) continue;
    try {
      options[spec.name] = parseOption(spec, text.trim());
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      refused.push({ option: spec.name, message: `${spec.name} ${error.message}` });
    }
  }
  const given = options as unknown as SimulationOptions;
  // Of one that is not known there is nothing to be said.
  if (state === "waiting" || (ownPlace(id) >= 0 && state === undefined)) {
    return { policy, label, options: null, script, refused: [] };
  }
  if (refused.length === 0) {
    try {
      resolveOptions(given);
    } catch (error) {
      refused.push(refusedBy(error));
    }
  }
  return { policy, label, options: refused.length === 0 ? given : null, script, refused };
}

/** The options of a policy that another has too; what the other lacks is dropped. */
export function commonOptions(options: OptionTexts, policy: Policy): OptionTexts {
  const known = new Set([...MACHINE_OPTIONS, ...policy.options].map((spec) => spec.name));
  return Object.fromEntries(Object.entries(options).filter(([name]) => known.has(name)));
}

/** Why a policy cannot run on a machine at all, whatever its own options; `null` where it can. */
export function machineRefusal(id: string, machine: OptionTexts, scripts: readonly PolicyOfOwn[]): string | null {
  return contenderOf({ policy: id, options: {} }, machine, scripts).refused[0]?.message ?? null;
}

/** A mistake and its line, as one sentence. */
export function placedText({ message, line }: ScriptMistake): string {
  return line === null ? message : `line ${line}: ${message}`;
}

/**
 * What the engine refused, by the option that its sentence begins with.
 *
 * @throws what is no refusal, but a bug.
 */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError)) throw error;
  return refusedIn(error.message);
}

/** The same of the sentence alone. */
export function refusedIn(sentence: string): Refused {
  const message = sentence.replace(/^Cannot simulate: /, "");
  const option = /^(\w+)(?:\[\d+\]|\.\w+)* must /.exec(message)?.[1] ?? null;
  return { option, message };
}

/** A policy with its options as the command line has it; those that it does not have are left out. */
export function labelOf(id: string, own: OptionTexts, scripts: readonly PolicyOfOwn[] = []): string {
  const policy = policyOf(id, scripts);
  const known = commonOptions(own, policy);
  const parts = Object.entries(known).map(([option, text]) => {
    return `${flagName(option)}=${text.trim().replaceAll(/\s*,\s*/g, "/")}`;
  });
  return [policy.name, ...parts].join(":");
}
