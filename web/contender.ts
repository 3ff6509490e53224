/**
 * From what was typed for a policy and for the machine to the options of a run, or to what is wrong with them and where.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../engine/machine_options.ts";
import { flagName, parseOption } from "../engine/option_text.ts";
import type { PolicyName, SimulationOptions } from "../engine/options.ts";
import { POLICIES } from "../engine/policies.ts";
import type { Policy } from "../engine/policy.ts";
import { resolveOptions } from "../engine/resolve_options.ts";
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
  /** `null` where something is wrong. */
  readonly options: SimulationOptions | null;
  readonly refused: readonly Refused[];
}

/** The contender that a person chose, on the machine that they chose. */
export function contenderOf({ policy: name, options: own }: ChosenPolicy, machine: OptionTexts): Contender {
  const policy = policyOf(name);
  const texts = { ...machine, ...own };
  const options: Record<string, unknown> = { policy: name };
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
  if (refused.length === 0) {
    try {
      resolveOptions(given);
    } catch (error) {
      refused.push(refusedBy(error));
    }
  }
  return { policy, label: labelOf(name, own), options: refused.length === 0 ? given : null, refused };
}

/** The options of a policy that another has too; what the other lacks is dropped. */
export function commonOptions(options: OptionTexts, policy: Policy): OptionTexts {
  const known = new Set([...MACHINE_OPTIONS, ...policy.options].map((spec) => spec.name));
  return Object.fromEntries(Object.entries(options).filter(([name]) => known.has(name)));
}

/** Why a policy cannot run on a machine at all, whatever its own options; `null` where it can. */
export function machineRefusal(policy: Policy, machine: OptionTexts): string | null {
  return contenderOf({ policy: policy.name, options: {} }, machine).refused[0]?.message ?? null;
}

/**
 * What the engine refused, by the option that its sentence begins with.
 *
 * @throws what is no refusal, but a bug.
 */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError)) throw error;
  const message = error.message.replace(/^Cannot simulate: /, "");
  const option = /^(\w+)(?:\[\d+\]|\.\w+)* must /.exec(message)?.[1] ?? null;
  return { option, message };
}

/** A policy with its options as the command line has it; those that it does not have are left out. */
export function labelOf(name: PolicyName, own: OptionTexts): string {
  const known = commonOptions(own, policyOf(name));
  const parts = Object.entries(known).map(([option, text]) => {
    return `${flagName(option)}=${text.trim().replaceAll(/\s*,\s*/g, "/")}`;
  });
  return [name, ...parts].join(":");
}

/** The policy of a name. */
export function policyOf(name: PolicyName): Policy {
  return POLICIES.find((policy) => policy.name === name)!;
}
