/**
 * Loads policies of one's own for a command, and says at which line of their files something is wrong.
 *
 * @module
 */

import { withCompiledForm } from "../../engine/with_compiled_form.ts";
import { loadPolicy } from "../../engine/load_policy.ts";
import { namePolicyAddress, policyAddress } from "../../engine/own_policies.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { Policy } from "../../engine/policy.ts";
import { PolicyError } from "../../engine/policy_error.ts";
import { flagName } from "../command.ts";
import { WorkloadInputError } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { load } from "../load.ts";
import type { SetupForm } from "./policy_setup.ts";
import { type PolicyFile, withPolicyNames } from "./policy_words.ts";

export { PolicyError };

/**
 * Loads the policies that a command line names, and answers the command line that names them by their names.
 *
 * @throws {WorkloadInputError} When one cannot be loaded; the message says why and where.
 */
export async function loadPolicies(
  args: readonly string[],
  files: readonly PolicyFile[],
  loader: Partial<Io["policyLoader"]> = {},
): Promise<string[]> {
  const policies = new Map<string, Policy>();
  for (const [index, { typed, address }] of files.entries()) {
    loader.noteLoading?.(index + 1);
    try {
      policies.set(typed, findPolicy(await loadPolicy(address)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const place = error instanceof Error ? placeIn(address, error) : "";
      const text = withAllowance(reason.replace(/^Cannot [a-z ]+: /, ""));
      throw new WorkloadInputError(`Cannot load policy ${typed}: ${text}${place}`, { cause: error });
    }
    loader.noteLoading?.(0);
    const setup = loader.compiled?.[index];
    if (setup !== undefined) {
      policies.set(
        typed,
        await takeCompiled(files[index], setup, () => loader.noteProved?.(index)),
      );
    }
  }
  const { SIMULATION_OPTION_NAMES } = await load<typeof import("../flags/simulation_flags.ts")>(
    import.meta,
    "../flags/simulation_flags.ts",
  );
  const others = new Set([...SIMULATION_OPTION_NAMES].map(flagName));
  return withPolicyNames(args, (typed) => policies.get(typed)!, (option) => others.has(flagName(option)));
}

/**
 * A policy by its compiled form, which is held against the plain one first where that is not known to be the same.
 *
 * @throws {WorkloadInputError} If they differ.
 */
async function takeCompiled({ typed, address }: PolicyFile, setup: SetupForm, noteProved: () => void): Promise<Policy> {
  const plain = await loadPolicy(address);
  const made = withCompiledForm(plain, setup.form);
  namePolicyAddress(made, address);
  if (!setup.isProved) {
    const { PROOF_WORKLOADS, proveForm } = await load<typeof import("../../compiler/compile_policy.ts")>(
      import.meta,
      "../../compiler/compile_policy.ts",
    );
    try {
      proveForm(plain, made, PROOF_WORKLOADS, typed);
    } catch (error) {
      throw error instanceof SyntaxError ? new WorkloadInputError(error.message, { cause: error }) : error;
    }
    noteProved();
  }
  return findPolicy(made);
}

/** What Deno says of a permission that a policy does not have, with the flag that gives it. */
function withAllowance(message: string): string {
  return message.replace(/run again with the --allow-(\w+) flag/, "which a policy has with --allow-policy-$1 only");
}

/**
 * What a policy did wrong, with the line of its file: where it threw, or where the hook stands that broke the contract.
 */
export function withPlace(error: PolicyError, files: readonly PolicyFile[]): WorkloadInputError {
  const message = withAllowance(error.message);
  const address = policyAddress(error.policy);
  const file = files.find((each) => each.address === address);
  if (file === undefined) return new WorkloadInputError(message, { cause: error });
  const shown = message.replaceAll(`${file.address}:`, `${file.typed}:`);
  if (error.place !== null) return new WorkloadInputError(shown, { cause: error });
  const line = lineOfHook(file.path, error.hook);
  return new WorkloadInputError(line === null ? `${shown} (${file.typed})` : `${shown} (${file.typed}:${line})`, {
    cause: error,
  });
}

/** The line on which a hook stands in a file; `null` where it is not found there. */
export function lineOfHook(path: string | URL, hook: string): number | null {
  try {
    const lines = Deno.readTextFileSync(path).split("\n");
    const written = new RegExp(`^[^/*]*?\\b${hook}\\s*(?:\\(|=|:|\\?:)`);
    const index = lines.findIndex((line) => written.test(line) && !line.includes(`.${hook}`));
    return index < 0 ? null : index + 1;
  } catch {
    return null;
  }
}

/** Where in a file an error was thrown, as ` (line 3, column 5)`; nothing where it was not there. */
function placeIn(address: string, error: Error): string {
  const at = (error.stack ?? "").indexOf(`${address}:`);
  const place = at < 0 ? null : /^:(\d+):(\d+)/.exec(error.stack!.slice(at + address.length));
  return place === null || error.message.includes(address) ? "" : ` (line ${place[1]}, column ${place[2]})`;
}
