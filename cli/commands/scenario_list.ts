/**
 * `sim scenario list`: the scenarios by chapter of the course.
 *
 * @module
 */

import { padEnd, wrap } from "../../pictures/width.ts";
import { defineCommand, flagName } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { toJson } from "../files/json.ts";
import { writeOutput } from "../files/output.ts";
import { choice } from "../flags/flags.ts";
import { outputFlag } from "../flags/report_flags.ts";
import type { Style } from "../io.ts";
import { type Chapter, CHAPTERS } from "../scenarios/_chapters.ts";
import type { Scenario } from "../scenarios/_scenario.ts";
import { loadScenarios } from "../scenarios/mod.ts";
import { SCENARIO_ARGUMENTS } from "./scenario_arguments.ts";

/** `sim scenario list`. */
export const scenarioList = defineCommand({
  name: "scenario",
  usage: "scenario list",
  action: "list the scenarios",
  description: "Lists the scenarios by chapter of the course.",
  args: SCENARIO_ARGUMENTS,
  flags: {
    format: choice("How to write the list", "format", ["text", "json"], { short: "f", defaultText: "text" }),
    output: outputFlag,
  },
  examples: [{ command: "sim scenario list", summary: "all of them" }],
  async run({ args: [, name], flags: given, io, style }) {
    if (name !== undefined) throw new UsageError(`Cannot list the scenarios: NAME must be left out, got ${name}`);
    const scenarios = await loadScenarios();
    const text = given.format === "json"
      ? `[\n  ${scenarios.map((scenario) => toJson(recordOf(scenario))).join(",\n  ")}\n]\n`
      : listText(scenarios, style, io.columns);
    await writeOutput(io, given.output, text);
  },
});

function listText(scenarios: readonly Scenario[], style: Style, width: number): string {
  const nameColumns = Math.max(...scenarios.map(({ name }) => name.length)) + 4;
  const indent = " ".repeat(nameColumns);
  const chapters = Object.keys(CHAPTERS) as Chapter[];
  return chapters.map((chapter) => {
    const [english, chinese] = CHAPTERS[chapter];
    const title = english === chinese ? style.bold(english) : `${style.bold(english)}  ${style.dim(chinese)}`;
    const entries = scenarios.filter((scenario) => scenario.chapter === chapter).map(({ name, summary }) =>
      style.name(padEnd(`  ${name}`, nameColumns)) + wrap(summary, width, indent).slice(nameColumns) + "\n"
    );
    return entries.length === 0 ? "" : `${title}\n${entries.join("")}`;
  }).filter((text) => text !== "").join("\n");
}

function recordOf({ name, chapter, summary, verifies, symbols, parameters }: Scenario) {
  const [english, chinese] = CHAPTERS[chapter];
  const flags = Object.entries(parameters).map(([key, { summary, defaultText, choices }]) => ({
    name: flagName(key),
    summary,
    default: defaultText,
    ...(choices === undefined ? {} : { choices }),
  }));
  return { name, chapter: { english, chinese }, summary, verifies, symbols, parameters: flags };
}
