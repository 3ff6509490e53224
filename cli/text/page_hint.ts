/**
 * How to see in a browser what a report is about: the command that opens the page with the same jobs, policies and machine.
 *
 * @module
 */

import { flagName } from "../../engine/option_text.ts";
import { knownOwnPolicy } from "../../engine/own_policies.ts";
import { oneLine, widthOf } from "../../pictures/width.ts";
import { machineFlags } from "../flags/log_machine.ts";
import { workloadFlags } from "../flags/report_flags.ts";
import { SIMULATION_OPTION_NAMES } from "../flags/simulation_flags.ts";
import type { Style } from "../io.ts";
import { CALL } from "./call.ts";

/** Flags of `sim page` beside those of simulations: what is read of a workload, and on which machine. */
const OTHER_FLAGS = [...Object.keys(workloadFlags), ...Object.keys(machineFlags)];

/** Policies that the page takes; where a report has more, it opens with those that suit the workload. */
const POLICIES_MAX = 6;

/** What a command line that a report was made by has in common with `sim page`. */
export interface PageArguments {
  /** The workload; none for the page as it opens by itself. */
  readonly argument?: string;
  /** As they were typed; none for those that suit the workload. */
  readonly policies: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

/** The command; `null` where the workload came from standard input, which is gone, or a policy is one's own: here are names, and it wants the file. */
export function pageCommand({ argument, policies, flags }: PageArguments): string | null {
  if (argument === "-" || policies.some((policy) => knownOwnPolicy(policy.split(":")[0]) !== undefined)) return null;
  const words = [CALL, "page"];
  if (argument !== undefined) words.push(shellWord(argument));
  if (policies.length > 0 && policies.length <= POLICIES_MAX) words.push("-p", shellWord(policies.join(",")));
  for (const name of [...SIMULATION_OPTION_NAMES, ...OTHER_FLAGS]) {
    const value = flags[name];
    if (value === undefined) continue;
    const text = String(value);
    if (text === "true") words.push(`--${flagName(name)}`);
    else if (text === "false") words.push(`--no-${flagName(name)}`);
    else words.push(`--${flagName(name)}`, shellWord(text));
  }
  return words.join(" ");
}

/** The command that opens the page with what `sim run` runs, which takes the same words. */
export function pageInsteadOf(command: string): string {
  return command.replace(/^sim run /, () => `${CALL} page `);
}

/** The end of a report; `page` is the command, or what it is made of. The command stands on one line, however long: who copies it in pieces would run another. */
export function pageHint(page: PageArguments | string, { say, dim }: Style, width: number): string {
  const command = typeof page === "string" ? page : pageCommand(page);
  if (command === null) return "";
  const label = say("In a browser:");
  const between = widthOf(label) + 1 + widthOf(command) <= width ? " " : "\n";
  return `\n${dim(`${label}${between}${command}`)}\n`;
}

/** A word for a shell, such that a terminal obeys nothing of it. */
function shellWord(text: string): string {
  const word = oneLine(text);
  return /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
