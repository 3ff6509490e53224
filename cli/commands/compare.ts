/**
 * `sim compare`: one workload under several policies.
 *
 * @module
 */

import { POLICIES } from "../../engine/policies.ts";
import type { Summary } from "../../engine/result.ts";
import { defineCommand, type FlagValues } from "../command.ts";
import { compareRuns, type Contender, type PicturedRun } from "../compare_runs.ts";
import { choice, list, toggle } from "../flags.ts";
import type { Io } from "../io.ts";
import { openOutput, type Output } from "../output.ts";
import { renderCompareReport } from "../render/compare_report.ts";
import { csvOf, type CsvValue } from "../render/csv.ts";
import { flatMetrics } from "../render/flat_metrics.ts";
import { JsonObjectWriter, simulatedOptions } from "../render/json.ts";
import { ProcessLabels } from "../render/process_labels.ts";
import type { Style } from "../render/style.ts";
import { STATISTICS } from "../render/summary_table.ts";
import { formatFlag, outputFlag, WORKLOAD_ARGUMENT, workloadFlags } from "../report_flags.ts";
import {
  parsePolicyChoice,
  POLICY_NAMES,
  type PolicyChoice,
  refuseForeignOptions,
  simulationFlags,
  simulationOptions,
} from "../simulation_flags.ts";
import { type LoadedWorkload, loadWorkload } from "../workload_input.ts";

const flags = {
  policies: list(
    "Policies with commas between them, each also with its options: rr:quantum=1,rr:quantum=8,mlfq",
    "policies",
    parsePolicyChoice,
    {
      short: "p",
      defaultText: POLICY_NAMES.join(","),
    },
  ),
  by: choice("Which statistic over the processes to compare", "statistic", STATISTICS.map(({ name }) => name), {
    defaultText: "mean",
  }),
  gantt: toggle("Draw the timeline of every policy"),
  format: formatFlag,
  output: outputFlag,
  ...simulationFlags(),
  ...workloadFlags,
};

/** `sim compare`. */
export const compare = defineCommand({
  name: "compare",
  description:
    "Simulates a workload under several policies and marks the best of each figure. Options of the machine hold " +
    "for all of them, options of a policy for those that have it.",
  args: [WORKLOAD_ARGUMENT],
  flags,
  examples: [
    { command: "sim compare example:stallings --gantt", summary: "all policies, with their timelines" },
    {
      command: "sim compare jobs.csv -p rr:quantum=1,rr:quantum=10 --switch-cost 1",
      summary: "one policy, two quanta",
    },
    { command: "sim compare jobs.swf --rigid --cpus 128 --by p95", summary: "a parallel machine's log" },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    const contenders = chooseContenders(given);
    const workload = await loadWorkload(io, argument, given);
    await using output = await openOutput(io, given.output);
    const isText = (given.format ?? "text") === "text";
    const runs = await compareRuns(io, workload, contenders, isText && (given.gantt ?? false));
    if (given.format === "json") await writeJson(output, workload, runs);
    else if (given.format === "csv") { for (const line of csvOf(runs.map(csvRecord))) await output.write(line); }
    else await output.write(compareText(io, style, workload, runs, given.by ?? "mean"));
    await output.commit();
  },
});

/** The report as text, as `sim` alone prints it too. */
export function compareText(
  io: Pick<Io, "columns">,
  style: Style,
  workload: LoadedWorkload,
  runs: readonly PicturedRun[],
  statistic: keyof Summary,
): string {
  const labels = new ProcessLabels(workload.columns);
  const { name: workloadName, notes } = workload;
  return renderCompareReport({ runs, workloadName, notes, labels, statistic, style, width: io.columns });
}

function chooseContenders(given: FlagValues<typeof flags>): Contender[] {
  const possible = POLICIES.filter((policy) => policy.rigid || given.rigid === undefined);
  const choices: readonly PolicyChoice[] = given.policies ?? possible.map(({ name }) => parsePolicyChoice(name));
  refuseForeignOptions("compare", choices.map(({ policy }) => policy), given);
  return choices.map((each) => ({ label: each.label, options: simulationOptions("compare", each, given) }));
}

async function writeJson(output: Output, workload: LoadedWorkload, runs: readonly PicturedRun[]): Promise<void> {
  const json = await JsonObjectWriter.begin(output, "compare");
  await json.value("workload", { name: workload.name, processes: workload.columns.arrival.length });
  await json.value("notes", workload.notes);
  await json.beginList("runs");
  await json.items(runs.map(({ label, result }) => ({
    label,
    options: simulatedOptions(result.options),
    metrics: result.metrics,
    notes: result.notes,
  })));
  await json.endList();
  await json.end();
}

/** A run as one record: `turnaroundMean`, `turnaroundMedian`, and so on. */
function csvRecord({ label, result }: PicturedRun): Record<string, CsvValue> {
  return { policy: result.options.policy, label, ...flatMetrics(result.metrics) };
}
