/**
 * What the process that runs a command with policies of one's own is told, and where both write what the other must see.
 *
 * @module
 */

import type { PolicyFile } from "./policy_words.ts";

/** What the process is told. */
export interface PolicySetup {
  readonly args: readonly string[];
  readonly files: readonly PolicyFile[];
  readonly directory: string;
  readonly columns: number;
}

/** The exit code, in the record that both processes see, stands here; -1 before. */
export const EXIT_SLOT = 5;
/** One more than the place of the file that is being loaded stands here, 0 for none. */
export const LOADING_SLOT = 4;

/** What a policy may not do but by `--allow-policy-read` and so on. */
export const ALLOWANCES = ["read", "write", "net", "env", "run", "sys", "ffi"] as const;
