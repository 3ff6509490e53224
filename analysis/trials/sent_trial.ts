/**
 * Trials under policies of one's own, which go to other processes by the addresses of their modules.
 *
 * @module
 */

import { loadPolicy } from "../../engine/load_policy.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { policyAddress } from "../../engine/own_policies.ts";
import type { OwnPolicyOptions } from "../../engine/own_policy.ts";
import { runTrial, type Trial, type TrialOutcome } from "./trial.ts";

/** A trial as plain data. */
export interface SentTrial {
  readonly trial: Trial;
  /** Which of its options have a policy of one's own, and the address of each. */
  readonly policies: readonly { readonly index: number; readonly address: string }[];
}

/**
 * The trial as it is sent.
 *
 * @throws {TypeError} If a policy was not loaded from a module.
 */
export function sentTrial(trial: Trial): SentTrial {
  const policies = trial.options.flatMap(({ policy }, index) => {
    const address = policyAddress(policy);
    return address === null ? [] : [{ index, address }];
  });
  const options = trial.options.map((each) =>
    typeof each.policy === "string" ? each : { ...each, policy: each.policy.name }
  );
  return { trial: { ...trial, options: options as SimulationOptions[] }, policies };
}

/** Does the work where it was sent to; a module is loaded once. */
export async function runSentTrial({ trial, policies }: SentTrial): Promise<TrialOutcome[]> {
  const options: (SimulationOptions | OwnPolicyOptions)[] = [...trial.options];
  for (const { index, address } of policies) {
    options[index] = { ...options[index], policy: await loadPolicy(address) };
  }
  return runTrial({ ...trial, options });
}
