/**
 * `sim completions`: scripts that complete commands, options and their values in a shell. The scripts ask
 * `sim completions complete LINE`, which `program.ts` answers.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { defineCommand } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { IS_CLONE } from "../text/call.ts";
import { COMPLETION_SCRIPTS } from "../text/completion_scripts.ts";

const SHELLS = Object.keys(COMPLETION_SCRIPTS);

/** Makes the program of a clone a command of the shell. */
function shellFunction(): string {
  return `sim() { deno task --quiet --config ${fileURLToPath(new URL("../../deno.json", import.meta.url))} sim "$@"; }`;
}

/** `sim completions`. */
export const completions = defineCommand({
  name: "completions",
  description: "Prints a script that completes commands, options and their values." +
    (IS_CLONE ? ` The shell must know the command sim; where it does not, a function does: ${shellFunction()}` : ""),
  args: [{ name: "shell", summary: SHELLS.join(", "), choices: SHELLS }],
  flags: {},
  examples: [
    ...(IS_CLONE
      ? [{ command: shellFunction(), summary: "a function for bash and zsh, where sim is not known", isVerbatim: true }]
      : []),
    {
      command: "source <(sim completions bash)",
      isVerbatim: true,
      summary: IS_CLONE ? "in ~/.bashrc, after the function; zsh alike" : "in ~/.bashrc; zsh alike",
    },
    { command: "sim completions fish | source", summary: "in ~/.config/fish/config.fish", isVerbatim: true },
  ],
  async run({ args: [shell], io }) {
    if (!SHELLS.includes(shell)) {
      throw new UsageError(`Cannot complete: SHELL must be one of ${SHELLS.join(", ")}, got ${shell}`);
    }
    await io.stdout.write(COMPLETION_SCRIPTS[shell]);
  },
});
