/**
 * `sim` without a command: the main job done once on a built-in workload, and what to try next, on one screen.
 *
 * @module
 */

import { suggestedPolicies } from "../../analysis/suggested_policies.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { defineCommand } from "../command.ts";
import { loadWorkload } from "../files/workload_input.ts";
import { EXAMPLE_ARGUMENTS } from "../flags/example_arguments.ts";
import { parsePolicyChoice, simulationOptions } from "../flags/simulation_flags.ts";
import { CALL } from "../text/call.ts";
import { renderTour } from "../text/tour_report.ts";
import { runContenders } from "./compare.ts";

/** The built-in workload that is shown. */
const [WORKLOAD] = EXAMPLE_ARGUMENTS;

/** What the user may want to do next. */
const NEXT: readonly (readonly [command: string, purpose: string])[] = [
  [`${CALL} run "A 0 3; B 2 6" -p rr`, "jobs as you type them"],
  [`${CALL} compare my_jobs.csv --cpus 2`, "a table of yours"],
  [`${CALL} explain ${WORKLOAD} -p srtf`, "why each decision was made"],
  [`${CALL} page`, "all of it in a browser"],
  [`${CALL} --help`, "all commands"],
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
    const labels = new ProcessLabels(workload.columns);
    const { name: workloadName } = workload;
    await io.stdout.write(renderTour({ runs, workloadName, labels, next: NEXT, style, width: io.columns }));
  },
});
