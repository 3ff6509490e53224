/**
 * `sim completions`: scripts that complete commands, options and their values in a shell. The scripts ask
 * `sim completions complete LINE`, which `program.ts` answers.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { defineCommand } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { COMPLETION_SCRIPTS } from "../text/completion_scripts.ts";

const SHELLS = Object.keys(COMPLETION_SCRIPTS);

const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** `sim completions`. */
export const completions = defineCommand({
  name: "completions",
  description:
    "Prints a script that completes commands, options and their values. The shell must know sim as a command; " +
    `where it does not, a function does: sim() { deno task --quiet --config ${CONFIG} sim "$@"; }`,
  args: [{ name: "shell", summary: SHELLS.join(", "), choices: SHELLS }],
  flags: {},
  examples: [
    {
      command: `sim() { deno task --quiet --config ${CONFIG} sim "$@"; }`,
      summary: "a function for bash and zsh, where sim is not known",
    },
    { command: "source <(sim completions bash)", summary: "in ~/.bashrc, after the function; zsh alike" },
    { command: "sim completions fish | source", summary: "in ~/.config/fish/config.fish" },
  ],
  async run({ args: [shell], io }) {
    const script = COMPLETION_SCRIPTS[shell];
    if (script === undefined) {
      throw new UsageError(`Cannot complete: SHELL must be one of ${SHELLS.join(", ")}, got ${shell}`);
    }
    await io.stdout.write(script);
  },
});
