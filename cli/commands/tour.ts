/**
 * `sim` without a command: the main job done once on a built-in workload, and what to try next.
 *
 * @module
 */

import { suggestedPolicies } from "../../analysis/suggested_policies.ts";
import { defineCommand } from "../command.ts";
import { loadWorkload } from "../files/workload_input.ts";
import { EXAMPLE_ARGUMENTS } from "../flags/example_arguments.ts";
import { CALL } from "../installation.ts";
import { parsePolicyChoice, simulationOptions } from "../flags/simulation_flags.ts";
import { compareText, runContenders } from "./compare.ts";

/** The built-in workload that is shown. */
const [WORKLOAD] = EXAMPLE_ARGUMENTS;

/** What the user may want to do next. */
const NEXT: readonly (readonly [command: string, purpose: string])[] = [
  [`sim run ${WORKLOAD} --policy mlfq`, "one policy: states and figures"],
  [`sim explain ${WORKLOAD} --policy srtf`, "why each decision was made"],
  [`sim sweep ${WORKLOAD} --switch-cost 1`, "what the quantum's length does"],
  ["sim compare my_jobs.csv --cpus 2", "your own workload, on two CPUs"],
  ["sim policies", "every policy and its options"],
  ["sim --help", "all commands"],
];

/** `sim`. */
export const tour = defineCommand({
  name: "start",
  description: "Compares the usual policies on a built-in workload.",
  args: [],
  flags: {},
  examples: [],
  async run({ io, style }) {
    const workload = await loadWorkload(io, WORKLOAD);
    const contenders = suggestedPolicies(workload.columns).map((name) => ({
      label: name,
      options: simulationOptions("start", parsePolicyChoice(name), {}),
    }));
    const runs = await runContenders(io, workload, contenders, true);
    const commandColumns = Math.max(...NEXT.map(([command]) => command.length)) + 3;
    const isWide = NEXT.every(([, purpose]) => 2 + commandColumns + purpose.length <= io.columns);
    const next = NEXT.map(([command, purpose]) =>
      isWide
        ? `  ${style.name(command.padEnd(commandColumns))}${purpose}\n`
        : `  ${style.name(command)}\n      ${purpose}\n`
    );
    const told = `\n${style.bold("Try next")}${CALL === "sim" ? "" : ` (sim stands for ${CALL})`}\n${next.join("")}`;
    await io.stdout.write(compareText(style, io.columns, workload, runs, "mean") + told);
  },
});
