/**
 * Trials under policies of one's own, which go to other processes by the addresses of their modules.
 *
 * @module
 */

import { type CompiledForm, compiledOf } from "../../engine/compiled_policy.ts";
import { withCompiledForm } from "../../engine/with_compiled_form.ts";
import { loadPolicy } from "../../engine/load_policy.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { ownPolicyClass, policyAddress } from "../../engine/own_policies.ts";
import type { OwnPolicyClass, OwnPolicyOptions } from "../../engine/own_policy.ts";
import { runTrial, type Trial, type TrialOutcome } from "./trial.ts";

/** A policy of one's own as plain data. */
interface SentPolicy {
  readonly index: number;
  readonly address: string;
  /** Its compiled form, where it is to run by that. */
  readonly form: CompiledForm | null;
}

/** A trial as plain data. */
export interface SentTrial {
  readonly trial: Trial;
  /** Which of its options have a policy of one's own, and the address of each. */
  readonly policies: readonly SentPolicy[];
}

/**
 * The trial as it is sent.
 *
 * @throws {TypeError} If a policy was not loaded from a module.
 */
export function sentTrial(trial: Trial): SentTrial {
  const policies = trial.options.flatMap(({ policy }, index) => {
    const address = policyAddress(policy);
    if (address === null) return [];
    const found = typeof policy === "string" ? ownPolicyClass(policy) : policy;
    return [{ index, address, form: found === undefined ? null : compiledOf(found)?.form ?? null }];
  });
  const options = trial.options.map((each) =>
    typeof each.policy === "string" ? each : { ...each, policy: each.policy.name }
  );
  return { trial: { ...trial, options: options as SimulationOptions[] }, policies };
}

/** Does the work where it was sent to; a module is loaded once. */
export async function runSentTrial({ trial, policies }: SentTrial): Promise<TrialOutcome[]> {
  const options: (SimulationOptions | OwnPolicyOptions)[] = [...trial.options];
  for (const sent of policies) options[sent.index] = { ...options[sent.index], policy: await receive(sent) };
  return runTrial({ ...trial, options });
}

/** Compiled policies that came, by their addresses: their modules are made once. */
const received = new Map<string, OwnPolicyClass>();

async function receive({ address, form }: SentPolicy): Promise<OwnPolicyClass> {
  if (form === null) return await loadPolicy(address);
  let policy = received.get(address);
  if (policy === undefined) {
    policy = withCompiledForm(await loadPolicy(address), form);
    received.set(address, policy);
  }
  return policy;
}
