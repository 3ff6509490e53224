/**
 * `sim explain`: why each decision was made.
 *
 * @module
 */

import { ruleOf } from "../../analysis/decision_rule.ts";
import { type ExplainedDecision, explainSimulation, type Explanation } from "../../analysis/explain.ts";
import { formatCount } from "../../engine/numbers.ts";
import { parseWhole } from "../../engine/option_text.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { Policy } from "../../engine/policy.ts";
import type { Decision } from "../../engine/result.ts";
import { type Progress, Simulation } from "../../engine/simulation.ts";
import { csvOf } from "../../pictures/documents/csv.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { defineCommand } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { JsonObjectWriter, simulatedOptions } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { loadWorkload } from "../files/workload_input.ts";
import type { LoadedWorkload } from "../files/workload_input.ts";
import { policyCandidates } from "../flags/candidates.ts";
import { withFileDefaults } from "../flags/file_defaults.ts";
import { ticks } from "../flags/flags.ts";
import { machineFlags, machineNotes, machineTexts } from "../flags/log_machine.ts";
import { formatFlag, outputFlag, rowsFlag, WORKLOAD_ARGUMENT, workloadFlags } from "../flags/report_flags.ts";
import {
  parsePolicyChoice,
  POLICY_NAMES,
  refuseForeignOptions,
  simulationFlags,
  simulationOptions,
} from "../flags/simulation_flags.ts";
import { tickNotes } from "../flags/time_texts.ts";
import { type Told, watched } from "../running/watched.ts";
import { renderExplainReport } from "../text/explain_report.ts";
import { reportText } from "../text/report_text.ts";

const POLICY_DEFAULT = "rr";

/** Decisions that are shown where nothing is said. */
const DECISIONS_DEFAULT = 20;

/** `sim explain`. */
export const explain = defineCommand({
  name: "explain",
  description:
    "Says of each decision who was ready, by which key and which rule one of them was chosen, and what its " +
    "process control block holds at that moment. All of it is the engine's own record.",
  args: [WORKLOAD_ARGUMENT],
  flags: {
    policy: {
      summary: "The policy, also with its options: mlfq:levels=4:boost=100",
      placeholder: "policy",
      short: "p",
      defaultText: POLICY_DEFAULT,
      choices: POLICY_NAMES,
      complete: (typed: string) => policyCandidates(typed, false),
      parse: parsePolicyChoice,
    },
    at: ticks("Only this tick: its decisions, and where every process stands after it", 0),
    pid: {
      summary: "Only decisions that chose this process, took its CPU, or passed it over: a pid or a name",
      placeholder: "pid",
      parse: (text: string) => text,
    },
    format: formatFlag,
    output: outputFlag,
    rows: { ...rowsFlag, summary: "How many decisions: a number, or all", defaultText: String(DECISIONS_DEFAULT) },
    ...machineFlags,
    ...simulationFlags(),
    ...workloadFlags,
  },
  examples: [
    { command: "sim explain example:stallings --policy srtf", summary: "every decision from the start" },
    { command: "sim explain example:stallings --policy mlfq --at 9", summary: "one moment, with every control block" },
    { command: "sim explain example:mixed -p causes --pid shell", summary: "one process" },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    const choice = given.policy ?? parsePolicyChoice(POLICY_DEFAULT);
    refuseForeignOptions("explain", [choice.policy], given);
    if (given.machine === undefined) simulationOptions("explain", choice, given, "unread"); // refused before anything is read
    const loaded = await loadWorkload(io, argument, given);
    const usual = withFileDefaults(loaded, { typed: given.policy, usual: choice }, given);
    const texts = machineTexts("explain", usual.flags, loaded.log, usual.choice.policy);
    const typed = tickNotes([usual.choice.policy], { ...given, ...usual.choice.texts }, loaded.tick);
    const options = simulationOptions("explain", usual.choice, texts, loaded.tick);
    const simulation = new Simulation(loaded.columns, { ...options, decisions: "full" });
    const notes = [...loaded.notes, ...usual.notes, ...typed, ...machineNotes(loaded.log, [simulation.options])];
    const workload = { ...loaded, notes, columns: simulation.workload };
    const labels = new ProcessLabels(workload.columns);
    const pid = given.pid === undefined ? undefined : findPid(given.pid, workload, labels);
    const request = { at: given.at, pid, decisionsMax: given.rows ?? DECISIONS_DEFAULT };
    await using output = await openOutput(io, given.output);
    const explanation = await watched(
      io,
      tellProgress(workload.name),
      (how) => explainSimulation(simulation, { ...request, ...how }),
    );
    const policy = findPolicy(simulation.options.policy);
    if (given.format === "json") await writeJson(output, workload, simulation, explanation, policy);
    else if (given.format === "csv") {
      for (const line of csvOf(explanation.decisions.map((each) => csvRecord(each, policy)))) await output.write(line);
    } else {
      const { name: workloadName } = workload;
      const resolved = simulation.options;
      const { priority } = workload.columns;
      const priorityOf = (pid: number) => priority?.[labels.index(pid)] ?? 0;
      const report = { explanation, request, policy, options: resolved, workloadName, notes, labels, priorityOf };
      await output.write(
        await reportText(
          given.format,
          io,
          style,
          (style, width) => renderExplainReport({ ...report, style, width }),
          { argument, policies: [usual.choice.label], flags: usual.flags },
        ),
      );
    }
    await output.commit();
  },
});

function pidsOf({ columns }: LoadedWorkload): Iterable<number> {
  return columns.pid ?? columns.arrival.keys().map((row) => row + 1);
}

/** How far the run came that is explained. */
function tellProgress(name: string): (progress: Progress) => Told {
  return ({ finished, processes, time }) => {
    const far = `explained up to tick ${formatCount(time)}`;
    return { line: `${name}: ${far}`, share: finished / processes, far };
  };
}

/** The process that is meant by a pid or a name. */
function findPid(text: string, workload: LoadedWorkload, labels: ProcessLabels): number {
  for (const pid of pidsOf(workload)) {
    if (labels.name(pid) === text) return pid;
  }
  let pid: number;
  try {
    pid = parseWhole(text, 1);
  } catch {
    throw new UsageError(`Cannot explain: --pid must be a pid or a name of ${workload.name}, got ${text}`);
  }
  if (labels.index(pid) === -1) {
    throw new UsageError(`Cannot explain: --pid must be a pid of ${workload.name}, got ${pid}`);
  }
  return pid;
}

async function writeJson(
  output: Output,
  workload: LoadedWorkload,
  simulation: Simulation,
  explanation: Explanation,
  policy: Policy,
): Promise<void> {
  const json = await JsonObjectWriter.begin(output, "explain");
  await json.value("workload", { name: workload.name, processes: workload.columns.arrival.length });
  await json.value("options", simulatedOptions(simulation.options));
  await json.value("key", { name: policy.key.name, meaning: policy.key.meaning, then: policy.key.then });
  await json.value("notes", workload.notes);
  await json.beginList("decisions");
  await json.items(explanation.decisions.map(({ decision, controlBlock }) => ({
    ...decision,
    ...ruleRecord(decision, policy),
    controlBlock,
  })));
  await json.endList();
  if (explanation.admissions.length > 0) await json.value("admissions", explanation.admissions);
  await json.value("hasMore", explanation.hasMore);
  await json.value("controlBlocks", explanation.controlBlocks);
  if (explanation.devices.length > 0) await json.value("devices", explanation.devices);
  if (explanation.locks.length > 0) await json.value("locks", explanation.locks);
  await json.end();
}

function ruleRecord(decision: Decision, policy: Policy) {
  const { by, runnerUp } = ruleOf(decision, policy);
  return { decidedBy: by, runnerUp: runnerUp?.pid ?? null };
}

function csvRecord({ decision }: ExplainedDecision, policy: Policy) {
  const { time, cpu, pid, preempted, preemptedKey, readyCount, candidates } = decision;
  const { by, runnerUp } = ruleOf(decision, policy);
  return {
    time,
    cpu,
    pid,
    key: candidates[0]?.key ?? null,
    preempted,
    preemptedKey,
    readyCount,
    decidedBy: by,
    runnerUp: runnerUp?.pid ?? null,
    runnerUpKey: runnerUp?.key ?? null,
  };
}
