/**
 * `sim scenario show`: the source of a scenario, as the example to learn from.
 *
 * @module
 */

import { defineCommand } from "../command.ts";
import { OperationError, UsageError } from "../exit_code.ts";
import { writeOutput } from "../files/output.ts";
import { outputFlag } from "../flags/report_flags.ts";
import { loadScenario } from "../scenarios/mod.ts";
import { SCENARIO_ARGUMENTS } from "./scenario_arguments.ts";

/** `sim scenario show`. */
export const scenarioShow = defineCommand({
  name: "scenario",
  usage: "scenario show <name>",
  action: "show the scenario",
  description: "Prints the source of a scenario: the example for its part of the library.",
  args: SCENARIO_ARGUMENTS,
  flags: { output: outputFlag },
  examples: [{ command: "sim scenario show lock", summary: "a program with ten processes and a lock" }],
  async run({ args: [, name], flags: given, io }) {
    if (name === undefined) throw new UsageError("Cannot show a scenario: NAME must be given");
    const { module } = await loadScenario(name);
    await writeOutput(io, given.output, await sourceOf(module));
  },
});

/** The text of a module, wherever it is. */
async function sourceOf(module: string): Promise<string> {
  const response = await fetch(module).catch((error) => {
    throw new OperationError(`Cannot read ${module}: ${error.message}`, { cause: error });
  });
  if (!response.ok) throw new OperationError(`Cannot read ${module}: the server answered ${response.status}`);
  return await response.text();
}
