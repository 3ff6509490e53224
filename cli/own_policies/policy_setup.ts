/**
 * What the process that runs a command with policies of one's own is told, and where both write what the other must see.
 *
 * @module
 */

import type { CompiledForm } from "../../engine/compiled_policy.ts";
import type { PolicyFile } from "./policy_words.ts";

/** What the process is told. */
export interface PolicySetup {
  readonly args: readonly string[];
  readonly files: readonly PolicyFile[];
  readonly directory: string;
  readonly columns: number;
  /** Compiled forms of the files, in their order; `null` where the policies run as they are written. */
  readonly compiled: readonly SetupForm[] | null;
}

/** A compiled policy that the process is given. */
export interface SetupForm {
  readonly form: CompiledForm;
  /** Whether it is known to do what the plain form does; otherwise that is found out before it runs. */
  readonly isProved: boolean;
}

/** The exit code, in the record that both processes see, stands here; -1 before. */
export const EXIT_SLOT = 5;
/** One more than the place of the file that is being loaded stands here, 0 for none. */
export const LOADING_SLOT = 4;

/** Here stand, a bit for each of the first files, the compiled policies that were found to do what their plain forms do. */
export const PROVED_SLOT = 7;

/** What a policy may not do but by `--allow-policy-read` and so on. */
export const ALLOWANCES = ["read", "write", "net", "env", "run", "sys", "ffi"] as const;
