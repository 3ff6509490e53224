/**
 * `sim scenario`: the demonstrations of the course, run for real. Which options there are depends on the words before
 * them: each scenario has parameters of its own.
 *
 * @module
 */

import { closest } from "../../engine/suggest.ts";
import { type CommandDefinition, defineCommand } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { SCENARIO_NAMES } from "../scenarios/mod.ts";
import { CALL } from "../text/call.ts";
import { SCENARIO_ACTIONS, SCENARIO_ARGUMENTS } from "./scenario_arguments.ts";

type Action = typeof SCENARIO_ACTIONS[number];

/** The words of the command line that are no options, as far as that can be told without knowing the options. */
function wordsOf(args: readonly string[]): { action?: string; name?: string } {
  const [action, name] = args.slice(args.indexOf("scenario") + 1);
  const word = (text: string | undefined) => text === undefined || text.startsWith("-") ? undefined : text;
  return { action: word(action), name: word(action) === undefined ? undefined : word(name) };
}

/** The command as it is on a command line `args`. */
export async function loadScenarioCommand(args: readonly string[]): Promise<CommandDefinition> {
  const { action, name } = wordsOf(args);
  if (action === undefined) return overview;
  checkAction(action);
  if (name !== undefined) checkName(action, name);
  if (action === "list") return (await import("./scenario_list.ts")).scenarioList;
  if (action === "show") return (await import("./scenario_show.ts")).scenarioShow;
  return await (await import("./scenario_run.ts")).scenarioRun(name ?? null);
}

function checkAction(action: string): asserts action is Action {
  if (SCENARIO_ACTIONS.some((candidate) => candidate === action)) return;
  const meant = SCENARIO_NAMES.includes(action) ? `run ${action}` : closest(action, SCENARIO_ACTIONS);
  const hint = meant === null ? "" : `. Did you mean ${CALL} scenario ${meant}?`;
  throw new UsageError(`Cannot start: ACTION must be one of ${SCENARIO_ACTIONS.join(", ")}, got ${action}${hint}`);
}

function checkName(action: string, name: string): void {
  if (action === "list" || SCENARIO_NAMES.includes(name)) return;
  const meant = closest(name, SCENARIO_NAMES);
  const hint = meant === null ? `, as ${CALL} scenario list shows them` : `. Did you mean ${meant}?`;
  throw new UsageError(`Cannot ${action} a scenario: NAME must be one of the scenarios, got ${name}${hint}`);
}

/** `sim scenario` without an action: help, and completions. */
const overview = defineCommand({
  name: "scenario",
  description:
    "Real programs on real processes, one for each thing that there is to know about processes: runs them, " +
    "checks what must be seen, and shows their source as an example.",
  usage: "scenario <list|run|show> [name]",
  args: [{ ...SCENARIO_ARGUMENTS[0], isOptional: true }, SCENARIO_ARGUMENTS[1]],
  flags: {},
  examples: [
    { command: "sim scenario list", summary: "all of them, by chapter" },
    { command: "sim scenario run lock", summary: "one of them" },
    { command: "sim scenario run lock --help", summary: "its parameters" },
    { command: "sim scenario show lock", summary: "its source" },
    { command: "sim scenario run --all", summary: "every one, with what was verified" },
  ],
  run() {
    return Promise.reject(new UsageError(`Cannot start: ACTION must be one of ${SCENARIO_ACTIONS.join(", ")}`));
  },
});
