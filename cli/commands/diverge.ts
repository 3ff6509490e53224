/**
 * `sim diverge`: where two conventions, two policies or two options first part, why, and what it costs.
 *
 * @module
 */

import type { Contender } from "../../analysis/contender.ts";
import { diverge as divergeContenders, type Divergence } from "../../analysis/diverge.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { ClusterLog } from "../../engine/workload/cluster_log.ts";
import { MACHINE_OPTIONS } from "../../mod.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { defineCommand, flagName, type FlagValues } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { flatMetrics } from "../files/flat_metrics.ts";
import { JsonObjectWriter, simulatedOptions } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { type LoadedWorkload, loadWorkload } from "../files/workload_input.ts";
import { policyCandidates } from "../flags/candidates.ts";
import { withFileFlags } from "../flags/file_defaults.ts";
import { choice, list } from "../flags/flags.ts";
import { machineFlags, machineNotes, type MachineTexts, machineTexts } from "../flags/log_machine.ts";
import { outputFlag, refuseRows, rowsFlag, WORKLOAD_ARGUMENT, workloadFlags } from "../flags/report_flags.ts";
import {
  parsePolicyChoice,
  POLICY_NAMES,
  type PolicyChoice,
  refuseForeignOptions,
  sharedTexts,
  simulationFlags,
  type SimulationOptionName,
  simulationOptions,
} from "../flags/simulation_flags.ts";
import { watchRuns } from "../running/watched.ts";
import { processDifferences, renderDivergeReport } from "../text/diverge_report.ts";
import { reportText } from "../text/report_text.ts";

const POLICY_DEFAULT = "rr";

/** What is compared where nothing is given in two values. */
const TIES_DEFAULT = "textbook,ostep";

/** Processes that are listed where nothing is said. */
const PROCESSES_DEFAULT = 10;

/** Kinds of options whose values have no commas of their own. */
const SINGLE_KINDS: readonly string[] = ["ticks", "count", "choice"];

const flags = {
  policy: {
    ...list("One policy, or two with a comma between them, also with their options", "policies", parsePolicyChoice, {
      short: "p",
      defaultText: POLICY_DEFAULT,
    }),
    choices: POLICY_NAMES,
    complete: (typed: string) => policyCandidates(typed, true),
  },
  format: choice("How to write the report", "format", ["text", "markdown", "latex", "html", "json"], {
    short: "f",
    defaultText: "text",
  }),
  output: outputFlag,
  rows: {
    ...rowsFlag,
    summary: "How many of the processes that end otherwise: a number, or all",
    defaultText: String(PROCESSES_DEFAULT),
  },
  ...machineFlags,
  ...simulationFlags(),
  ...workloadFlags,
};

/** `sim diverge`. */
export const diverge = defineCommand({
  name: "diverge",
  description: "Runs a workload twice and shows the first tick at which the CPUs do different things, what each run " +
    "decided there and by which rule, and what the difference costs in every figure. Give one option in two values " +
    "with a comma between them: --ties textbook,ostep (the default), --policy sjf,srtf, --quantum 1,4. What is a " +
    "list by itself is given with the policy: --policy mlfq:quanta=1/2/4,mlfq:quanta=2/4/8.",
  args: [WORKLOAD_ARGUMENT],
  flags,
  examples: [
    {
      command: "sim diverge example:stallings --quantum 1 --ties textbook,ostep",
      summary: "two books' answers to one exercise",
    },
    { command: "sim diverge jobs.csv --policy sjf,srtf", summary: "the first preemption" },
    { command: "sim diverge jobs.csv -p mlfq,mlfq:boost=100", summary: "what a boost changes first" },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    if (given.machine === undefined) chooseContenders(given, {}); // refused before anything is read
    refuseRows("diverge", given);
    const loaded = await loadWorkload(io, argument, given);
    const { contenders, varied } = chooseContenders(given, loaded);
    const machine = machineNotes(loaded.log, contenders.map(({ options }) => resolveOptions(options)));
    const workload = { ...loaded, notes: [...loaded.notes, ...machine] };
    await using output = await openOutput(io, given.output);
    const divergence = await watchRuns(
      io,
      ({ label }) => `${label} on ${workload.name}`,
      (how) => divergeContenders(workload.columns, contenders, how),
    );
    // Periodic tasks are their jobs here, the same in both runs.
    const labels = new ProcessLabels(divergence.runs[0].result.workload);
    if (given.format === "json") await writeJson(output, workload, divergence);
    else {
      const { name: workloadName, notes } = workload;
      const rowsMax = given.rows ?? PROCESSES_DEFAULT;
      const report = { divergence, varied, workloadName, notes, labels, rowsMax };
      await output.write(
        await reportText(
          given.format,
          io,
          style,
          (style, width) => renderDivergeReport({ ...report, style, width }),
          { argument, policies: [], flags: {} },
        ),
      );
    }
    await output.commit();
  },
});

/** What the two runs are, and the option that tells them apart. */
interface Contest {
  readonly contenders: readonly [Contender, Contender];
  readonly varied: string;
}

/** What of a workload says how it is run. */
type RunSource = Partial<Pick<LoadedWorkload, "log" | "settings" | "columns">>;

function chooseContenders(given: FlagValues<typeof flags>, { log, settings, columns }: RunSource): Contest {
  const { policy: policies = [parsePolicyChoice(POLICY_DEFAULT)], ...typed } = given;
  const texts = withFileFlags({ settings, columns }, policies, typed);
  refuseForeignOptions("diverge", policies.map(({ policy }) => policy), texts);
  if (texts.horizon?.includes(",")) {
    const rule = "--horizon must be given in one value, since other jobs are another workload";
    throw new UsageError(`Cannot diverge: ${rule}, got ${texts.horizon}`);
  }
  const named = policies.flatMap(({ policy }) => policy.options);
  const varied = [...MACHINE_OPTIONS, ...named].filter(({ name, type }) =>
    SINGLE_KINDS.includes(type) && texts[name as SimulationOptionName]?.includes(",")
  ).map(({ name }) => name as SimulationOptionName);
  const names = new Set<string>(varied);
  if (policies.length > 1) names.add("policy");
  if (names.size > 1) {
    const flags = [...names].map((name) => `--${flagName(name)}`).join(" and ");
    throw new UsageError(`Cannot diverge: one option must be given in two values, got ${flags}`);
  }
  if (names.size === 0 && texts.ties !== undefined) {
    throw new UsageError(`Cannot diverge: one option must be given in two values, got --ties ${texts.ties} alone`);
  }
  const [name = "ties"] = names;
  if (name === "policy") return contestOfPolicies(policies, texts, log);
  const option = name as SimulationOptionName;
  const values = twoOf(option, (names.size === 0 ? TIES_DEFAULT : texts[option]!).split(","));
  return {
    contenders: both(values, (value) => ({
      label: `${flagName(option)} ${value}`,
      options: optionsOf(policies[0], { ...texts, [option]: value }, log),
    })),
    varied: flagName(option),
  };
}

/** The options of a run, those of the log's machine where they are asked for. */
function optionsOf(choice: PolicyChoice, texts: MachineTexts, log: ClusterLog | undefined): SimulationOptions {
  return simulationOptions("diverge", choice, machineTexts("diverge", texts, log, choice.policy));
}

function contestOfPolicies(
  policies: readonly PolicyChoice[],
  texts: MachineTexts,
  log: ClusterLog | undefined,
): Contest {
  const choices = twoOf("policy", policies);
  return {
    contenders: both(choices, (choice) => ({
      label: choice.label,
      options: optionsOf(choice, sharedTexts(choice, policies, texts), log),
    })),
    varied: "policy",
  };
}

function twoOf<T>(name: string, values: readonly T[]): readonly [T, T] {
  if (values.length === 2) return [values[0], values[1]];
  throw new UsageError(`Cannot diverge: --${flagName(name)} must be given in two values, got ${values.length}`);
}

function both<T, R>([one, other]: readonly [T, T], map: (value: T) => R): readonly [R, R] {
  return [map(one), map(other)];
}

async function writeJson(output: Output, workload: LoadedWorkload, { runs, difference }: Divergence): Promise<void> {
  const json = await JsonObjectWriter.begin(output, "diverge");
  await json.value("workload", { name: workload.name, processes: workload.columns.arrival.length });
  await json.value("notes", [...new Set([...workload.notes, ...runs.flatMap(({ result }) => result.notes)])]);
  await json.value("difference", difference);
  await json.beginList("runs");
  await json.items(runs.map(({ label, result, explanation }) => ({
    label,
    options: simulatedOptions(result.options),
    metrics: result.metrics,
    transitions: explanation?.transitions ?? [],
    decisions: explanation?.decisions.map(({ decision }) => decision) ?? [],
    standing: explanation?.standing ?? [],
  })));
  await json.endList();
  const [one, other] = runs.map(({ result }) => flatMetrics(result.metrics));
  await json.beginList("costs");
  await json.items(
    Object.keys(one).filter((figure) => !figure.endsWith("Pid")).map((figure) => ({
      figure,
      values: [one[figure], other[figure]],
      difference: one[figure] === null || other[figure] === null ? null : other[figure] - one[figure],
    })),
  );
  await json.endList();
  await json.beginList("processes");
  await json.items(processDifferences(runs));
  await json.endList();
  await json.end();
}
