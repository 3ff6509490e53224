/**
 * `sim schedulable`: whether periodic tasks meet their deadlines, by the tests of theory.
 *
 * @module
 */

import type { Contender } from "../../analysis/contender.ts";
import { TESTED_POLICIES } from "../../analysis/schedulability/schedulability_result.ts";
import { type Schedulability, testSchedulability } from "../../analysis/schedulability/test_schedulability.ts";
import { plural } from "../../engine/numbers.ts";
import { POLICIES } from "../../engine/policies.ts";
import { parseChoice, parseOption } from "../../engine/option_text.ts";
import type { OptionSpec } from "../../engine/policy.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import { csvOf, type CsvValue } from "../../pictures/documents/csv.ts";
import { defineCommand, type FlagValues } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import { JsonObjectWriter } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { type LoadedWorkload, loadWorkload } from "../files/workload_input.ts";
import { withFileFlags } from "../flags/file_defaults.ts";
import { list, text } from "../flags/flags.ts";
import {
  formatFlag,
  outputFlag,
  refuseRows,
  ROWS_DEFAULT,
  rowsFlag,
  WORKLOAD_ARGUMENT,
  workloadFlags,
} from "../flags/report_flags.ts";
import {
  parsePolicyChoice,
  POLICY_NAMES,
  type PolicyChoice,
  refuseForeignOptions,
  sharedTexts,
  simulationFlags,
  simulationOptions,
} from "../flags/simulation_flags.ts";
import { inTicks } from "../flags/time_texts.ts";
import { timesFlag, timesFormat } from "../flags/times_flag.ts";
import { watchRuns } from "../running/watched.ts";
import { reportText } from "../text/report_text.ts";
import { renderSchedulability } from "../text/schedulability_report.ts";

const { preemptive, equals, priorityOrder, horizon, server, serverBudget, serverPeriod, lockProtocol, lockOrder } =
  simulationFlags();

/** How the flag for blocking is read. */
const BLOCKING: OptionSpec = {
  name: "blocking",
  type: "ticks by name",
  min: 0,
  summary: "Ticks for which a less urgent task may hold tasks up, B in the formulas: t1=5,t2=3",
};

const flags = {
  policies: {
    ...list("Policies with commas between them: rm, dm, priority, edf", "policies", parseTestedPolicy, {
      short: "p",
      defaultText: "rm,edf, dm where a deadline is not the period, priority where priorities differ",
    }),
    choices: TESTED_POLICIES,
  },
  format: formatFlag,
  output: outputFlag,
  rows: { ...rowsFlag, summary: "Steps and testing points that are shown of a policy: a number, or all" },
  times: timesFlag,
  preemptive: { ...preemptive, summary: "Let a job that has begun run to its end", group: undefined },
  equals,
  priorityOrder,
  horizon,
  server: { ...server, group: undefined },
  serverBudget: { ...serverBudget, group: undefined },
  serverPeriod: { ...serverPeriod, group: undefined },
  lockProtocol: { ...lockProtocol, group: undefined },
  lockOrder: { ...lockOrder, group: undefined },
  blocking: text(BLOCKING.summary, "name=ticks,..."),
  ...workloadFlags,
};

/** A policy that there are tests for, with its options. */
function parseTestedPolicy(text: string): PolicyChoice {
  const name = text.split(":", 1)[0];
  const isOther = POLICY_NAMES.some((each) => each === name) && !TESTED_POLICIES.some((each) => each === name);
  if (isOther) parseChoice(name, TESTED_POLICIES);
  return parsePolicyChoice(text);
}

/** `sim schedulable`. */
export const schedulable = defineCommand({
  name: "schedulable",
  action: "test schedulability",
  description:
    "Tests whether periodic tasks meet all deadlines on one CPU, step by step: the utilisation against the bounds of " +
    "Liu and Layland and of Bini and Buttazzo, response-time analysis, processor demand. Each test says schedulable, not " +
    "schedulable, or that it cannot say; a simulation of the hyperperiod stands beside them. All is exact, in fractions.",
  args: [WORKLOAD_ARGUMENT],
  flags,
  examples: [
    { command: "sim schedulable example:silberschatz-periodic", summary: "rate monotonic misses a deadline, EDF none" },
    { command: "sim schedulable tasks.csv -p dm,edf", summary: "with deadlines before the next release" },
    { command: "sim schedulable tasks.csv -p rm --no-preemptive", summary: "jobs that run to their ends" },
    {
      command: "sim schedulable tasks.csv --server deferrable --server-budget 1 --server-period 4",
      summary: "and how great it may be",
    },
    { command: "sim schedulable tasks.csv -p dm --blocking t1=5,t2=3", summary: "tasks that share resources" },
    { command: "sim schedulable tasks.yaml -p dm --lock-protocol ceiling", summary: "whose programs say for how long" },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    refuseRows("test schedulability", given);
    const loaded = await loadWorkload(io, argument, given);
    const contenders = chooseContenders(given, loaded);
    const blocking = blockingOf(given.blocking, loaded);
    const times = timesFormat("test schedulability", given, loaded.tick);
    const result = await watchRuns(
      io,
      ({ label }) => `${label} on ${loaded.name}`,
      (how) => testSchedulability(loaded.columns, contenders, { ...how, blocking }),
    );
    const notes = [...loaded.notes];
    const isServed = contenders.every(({ options }) => "server" in options && options.server !== "none");
    if (result.leftOut > 0 && !isServed) {
      notes.push(`Left out: ${plural(result.leftOut, "process", "processes")} without a period`);
    }
    const { format, output: path, rows: rowsMax = ROWS_DEFAULT } = given;
    await using output = await openOutput(io, path);
    if (format === "json") await writeJson(output, { ...loaded, notes }, result);
    else if (format === "csv") { for (const line of csvOf(csvRecords(result))) await output.write(line); }
    else {
      const report = { result, workloadName: loaded.name, notes, rowsMax };
      await output.write(
        await reportText(
          format,
          io,
          style,
          (style, width) => renderSchedulability({ ...report, style: { ...style, times }, width }),
        ),
      );
    }
    await output.commit();
  },
});

/** The blocking that was typed, in ticks. */
function blockingOf(text: string | undefined, { tick }: LoadedWorkload): Record<string, number> | undefined {
  if (text === undefined) return undefined;
  try {
    return parseOption(BLOCKING, inTicks(BLOCKING, text, tick)) as Record<string, number>;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`Cannot test schedulability: --blocking ${error.message}`);
  }
}

function chooseContenders(given: FlagValues<typeof flags>, { columns, settings, tick }: LoadedWorkload): Contender[] {
  const choices = given.policies ?? usualPolicies(columns, given).map(parsePolicyChoice);
  const texts = withFileFlags({ settings }, choices, given);
  refuseForeignOptions("test schedulability", choices.map(({ policy }) => policy), texts);
  const contenders = choices.map((choice) => ({
    label: choice.label,
    options: simulationOptions("test schedulability", choice, sharedTexts(choice, choices, texts), tick),
  }));
  if (contenders.length > 0) return contenders;
  throw new UsageError("Cannot test schedulability: --policies must name a policy, got nothing");
}

/** What is tested where nothing is said. */
function usualPolicies(
  { period, deadline, priority }: WorkloadColumns,
  { server, lockProtocol = "none" }: Pick<FlagValues<typeof flags>, "server" | "lockProtocol">,
): string[] {
  const isOther = deadline?.some((ticks, row) => ticks > 0 && ticks !== period?.[row]) ?? false;
  const differ = priority?.some((each) => each !== priority[0]) ?? false;
  const fixed = ["rm", ...(isOther ? ["dm"] : []), ...(differ ? ["priority"] : [])];
  // What a protocol for locks comes to is known of fixed priorities.
  const usual = lockProtocol === "none" ? [...fixed, "edf"] : fixed;
  // A server is of the policies that have it.
  const hasServer = (name: string) =>
    POLICIES.find((policy) => policy.name === name)?.options.some((spec) =>
      spec.name === "server" && spec.choices!.includes(server!)
    );
  return server === undefined || server === "none" ? usual : usual.filter(hasServer);
}

async function writeJson(output: Output, workload: LoadedWorkload, result: Schedulability): Promise<void> {
  const json = await JsonObjectWriter.begin(output, "schedulable");
  await json.value("workload", { name: workload.name, processes: workload.columns.arrival.length });
  await json.value("notes", workload.notes);
  await json.value("utilization", result.utilization);
  await json.value("hyperperiod", result.hyperperiod);
  for (const [key, items] of [["tasks", result.tasks], ["policies", result.policies]] as const) {
    await json.beginList(key);
    await json.items(items);
    await json.endList();
  }
  await json.end();
}

/** A record for each test, and one for each simulation. */
function csvRecords({ policies }: Schedulability): Record<string, CsvValue>[] {
  return policies.flatMap(({ label, tests, simulated }) => {
    const records: Record<string, CsvValue>[] = tests.map(({ name, says, left, bound, because }) => ({
      policy: label,
      test: name,
      says,
      value: left?.text ?? null,
      decimal: left?.value ?? null,
      bound: bound?.text ?? null,
      because,
    }));
    if (simulated === null) return records;
    const { says, jobs, misses, firstMiss } = simulated;
    const because = firstMiss === null ? `none of ${plural(jobs, "job")} is late` : `${firstMiss.job} is late`;
    return [...records, {
      policy: label,
      test: "simulation",
      says,
      value: String(misses),
      decimal: misses,
      bound: "0",
      because,
    }];
  });
}
