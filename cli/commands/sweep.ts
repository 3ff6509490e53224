/**
 * `sim sweep`: what the length of the quantum does.
 *
 * @module
 */

import { type Sweep, sweep as sweepQuanta } from "../../analysis/sweep.ts";
import { parseQuanta } from "../../engine/number_range.ts";
import { findPolicy, POLICIES } from "../../engine/policies.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { csvOf } from "../../pictures/documents/csv.ts";
import { defineCommand } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { flatMetrics } from "../files/flat_metrics.ts";
import { JsonObjectWriter, simulatedOptions } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { type LoadedWorkload, loadWorkload } from "../files/workload_input.ts";
import { policyCandidates } from "../flags/candidates.ts";
import { withFileFlags } from "../flags/file_defaults.ts";
import { machineFlags, machineNotes, machineTexts } from "../flags/log_machine.ts";
import { lookOf, pictureFlags, refuseLook } from "../flags/picture_flags.ts";
import {
  formatFlag,
  outputFlag,
  refuseRows,
  refuseSamePlace,
  refuseUnused,
  ROWS_DEFAULT,
  rowsFlag,
  WORKLOAD_ARGUMENT,
  workloadFlags,
} from "../flags/report_flags.ts";
import {
  parsePolicyChoice,
  refuseForeignOptions,
  simulationFlags,
  simulationOptions,
} from "../flags/simulation_flags.ts";
import { load } from "../load.ts";
import { type RunNamer, watchRuns } from "../running/watched.ts";
import { machineText, policyOptionsText } from "../text/options_text.ts";
import { reportText } from "../text/report_text.ts";
import { renderSweepReport } from "../text/sweep_report.ts";
import { sweepByParameters, varyFlags } from "./sweep_parameters.ts";

const POLICY_DEFAULT = "rr";

/** Policies that have a quantum to vary. */
const SWEPT_POLICIES = POLICIES.filter(({ options }) => options.some(({ name }) => name === "quantum"))
  .map(({ name }) => name);

/** `sim sweep`. */
export const sweep = defineCommand({
  name: "sweep",
  description:
    "Simulates a workload once per quantum, and marks the two ends: where switching eats the machine, and where " +
    "the quantum covers the longest burst, so that the policy is FCFS. With --vary any parameter, or two crossed; with " +
    "--seeds and a generated workload, each combination on the same workloads, with confidence intervals.",
  args: [WORKLOAD_ARGUMENT],
  flags: {
    quantum: {
      summary: "The quanta: 1..100, 1..100..5, or 1,2,4,8 (default: from 1 to just past the longest burst)",
      placeholder: "range",
      short: "q",
      parse: parseQuanta,
    },
    policy: {
      summary: "The policy, also with its options; for mlfq, the quantum is that of the highest queue",
      placeholder: "policy",
      short: "p",
      defaultText: POLICY_DEFAULT,
      choices: SWEPT_POLICIES,
      complete: (typed: string) => policyCandidates(typed, false),
      parse: parsePolicyChoice,
    },
    ...varyFlags,
    format: formatFlag,
    output: outputFlag,
    ...pictureFlags("the plot"),
    rows: rowsFlag,
    ...machineFlags,
    ...simulationFlags("quantum"),
    ...workloadFlags,
  },
  examples: [
    { command: "sim sweep example:stallings --switch-cost 1", summary: "both ends on a small workload" },
    {
      command: "sim sweep jobs.csv --quantum 1..200..5 -p mlfq --svg sweep.svg",
      summary: "the highest queue's quantum",
    },
    {
      command:
        "sim sweep generate:processes=300 --vary load=0.5..0.9..0.1:policy=fcfs,rr,mlfq --seeds 1..20 --svg load.svg",
      summary: "load against policy, with confidence intervals",
    },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    const choice = given.policy ?? parsePolicyChoice(POLICY_DEFAULT);
    const { quantum: range, ...others } = given;
    refuseRows("sweep", given);
    refuseSamePlace("sweep", io, given);
    refuseLook("sweep", given);
    if (given.vary !== undefined || given.seeds !== undefined) {
      return await sweepByParameters(argument, choice, others, given, { io, style });
    }
    refuseUnused("sweep", given, ["figures", "by", "jobs"], "come with --vary or --seeds");
    if (!choice.policy.options.some(({ name }) => name === "quantum")) {
      const names = SWEPT_POLICIES.join(", ");
      throw new UsageError(`Cannot sweep: --policy must be one with a quantum (${names}), got ${choice.policy.name}`);
    }
    refuseForeignOptions("sweep", [choice.policy], others);
    if (given.machine === undefined) simulationOptions("sweep", choice, others, "unread"); // refused before anything is read
    const loaded = await loadWorkload(io, argument, given);
    const texts = machineTexts("sweep", withFileFlags(loaded, [choice], others), loaded.log, choice.policy);
    const options = simulationOptions("sweep", choice, texts, loaded.tick);
    const workload = { ...loaded, notes: [...loaded.notes, ...machineNotes(loaded.log, [resolveOptions(options)])] };
    await using output = await openOutput(io, given.output);
    await using svgOutput = given.svg === undefined ? null : await openOutput(io, given.svg);
    const nameOf: RunNamer = ({ label, index, runs }) => `${label} on ${workload.name} (${index + 1} of ${runs})`;
    const result = await watchRuns(
      io,
      nameOf,
      (how) => sweepQuanta(workload.columns, options, { ...how, quanta: range }),
    );
    if (svgOutput !== null) {
      const { renderSvgSweep } = await load<typeof import("../../pictures/svg/sweep.ts")>(
        import.meta,
        "../../pictures/svg/sweep.ts",
      );
      const { title, subtitle } = drawingTexts(result, workload);
      await svgOutput.write(renderSvgSweep(result, { title: given.title ?? title, subtitle }, lookOf(given)));
    }
    if (given.format === "json") await writeJson(output, workload, result);
    else if (given.format === "csv") { for (const line of csvOf(csvRecords(result))) await output.write(line); }
    else {
      const { name: workloadName, notes } = workload;
      const rowsMax = given.rows ?? ROWS_DEFAULT;
      const report = { sweep: result, workloadName, notes, rowsMax };
      await output.write(
        await reportText(
          given.format,
          io,
          style,
          (style, width) => renderSweepReport({ ...report, style, width }),
          { argument, policies: [choice.label], flags: others },
        ),
      );
    }
    await svgOutput?.commit();
    await output.commit();
  },
});

function drawingTexts({ options }: Sweep, workload: LoadedWorkload): { title: string; subtitle: string } {
  const own = policyOptionsText(options, ["quantum", "quanta"]);
  const rules = `${machineText(options)} · switch-cost ${options.switchCost} · ties ${options.ties}`;
  const title = `${findPolicy(options.policy).title} on ${workload.name}: what the quantum does`;
  return { title, subtitle: own === "" ? rules : `${rules} · ${own}` };
}

async function writeJson(output: Output, workload: LoadedWorkload, sweep: Sweep): Promise<void> {
  const json = await JsonObjectWriter.begin(output, "sweep");
  await json.value("workload", { name: workload.name, processes: workload.columns.arrival.length });
  const { quantum: _quantum, quanta: _quanta, ...options } = simulatedOptions(sweep.options);
  await json.value("options", options);
  await json.value("notes", [...workload.notes, ...sweep.notes]);
  await json.value("longestBurst", sweep.longestStretch);
  await json.value("switchingUpTo", sweep.switchingUpTo);
  await json.value("fcfsFrom", sweep.fcfsFrom);
  await json.value("fcfs", sweep.fcfs);
  await json.beginList("runs");
  await json.items(sweep.points);
  await json.endList();
  await json.end();
}

function csvRecords({ points }: Sweep) {
  return points.map(({ quantum, switchingShare, isFcfs, metrics }) => ({
    quantum,
    switchingShare,
    isFcfs,
    ...flatMetrics(metrics),
  }));
}
