/**
 * `sim check`: a timeline, ours or anybody's, held against the rules that every run keeps.
 *
 * @module
 */

import { checkDecisions, type WrongDecision } from "../../analysis/check/check_decisions.ts";
import {
  type CheckedLog,
  checkLog,
  type CheckOptions,
  type CheckProgress,
  type DeviceOptions,
  type LockOptions,
  RULES,
} from "../../analysis/check/check_log.ts";
import type { Log } from "../../analysis/check/log.ts";
import { readLog } from "../../analysis/check/read_log.ts";
import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { formatCount, plural } from "../../engine/numbers.ts";
import { optionText, parseChoice, parseOption } from "../../engine/option_text.ts";
import type { Policy } from "../../engine/policy.ts";
import { Simulation } from "../../engine/simulation.ts";
import { csvOf } from "../../pictures/documents/csv.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { english } from "../../pictures/words/language.ts";
import { defineCommand, type FlagValues } from "../command.ts";
import { DisagreementError, UsageError, WorkloadInputError } from "../exit_code.ts";
import { JsonObjectWriter } from "../files/json.ts";
import { openOutput, type Output } from "../files/output.ts";
import { readText } from "../files/read_text.ts";
import { type LoadedWorkload, loadWorkload } from "../files/workload_input.ts";
import { policyCandidates, workloadCandidates } from "../flags/candidates.ts";
import { withFileFlags } from "../flags/file_defaults.ts";
import { count, file, list, text, ticks, toggle } from "../flags/flags.ts";
import { formatFlag, outputFlag, refuseRows, rowsFlag, workloadFlags } from "../flags/report_flags.ts";
import {
  parsePolicyChoice,
  POLICY_NAMES,
  type PolicyChoice,
  refuseForeignOptions,
  simulationFlags,
  simulationOptions,
  type SimulationTexts,
} from "../flags/simulation_flags.ts";
import type { Io } from "../io.ts";
import { load } from "../load.ts";
import { type Told, watched, watchRun } from "../running/watched.ts";
import { renderCheckReport } from "../text/check_report.ts";
import type { PageArguments } from "../text/page_hint.ts";
import { reportText } from "../text/report_text.ts";

/** Violations that are printed where nothing is said. */
const VIOLATIONS_DEFAULT = 20;

/** Rules that can be skipped. */
const RULE_NAMES = [...RULES.map(({ name }) => name), "decisions"];

const flags = {
  workload: {
    ...text(
      "The workload that was run, for what the log does not tell: arrivals, CPU and I/O bursts",
      "workload",
    ),
    complete: workloadCandidates,
    isFile: true,
  },
  figures: file("Figures of the processes that belong to the timeline: what sim run writes with --format csv"),
  cpus: count("CPUs of the machine, where the log does not tell", 1),
  rigid: toggle("Jobs take several CPUs at once, where the log does not tell"),
  horizon: ticks("The tick before which periodic tasks release jobs, where the log does not tell", 0, {
    defaultText: "until their pattern repeats",
  }),
  skip: {
    ...list("Rules that need not hold, such as idle under a policy that keeps CPUs free", "rules", ruleName),
    choices: RULE_NAMES,
  },
  policy: {
    summary: "Check the decisions too: the policy that was run, also with its options, on the workload of --workload",
    placeholder: "policy",
    short: "p",
    choices: POLICY_NAMES,
    complete: (typed: string) => policyCandidates(typed, false),
    parse: parsePolicyChoice,
  },
  format: formatFlag,
  output: outputFlag,
  rows: {
    ...rowsFlag,
    summary: "How many violations: a number, or all",
    defaultText: String(VIOLATIONS_DEFAULT),
  },
  ...simulationFlags("cpus", "rigid", "horizon"),
  ...workloadFlags,
};

type Given = FlagValues<typeof flags>;

/** `sim check`. */
export const check = defineCommand({
  name: "check",
  description:
    "Checks a timeline against the rules that every run of every policy keeps, without knowing the policy: " +
    "nobody at two places, nothing before its arrival, work done as wanted, no CPU idle beside a ready process, figures " +
    "that agree with the timeline. A log is what sim run writes with --format json, or JSON or CSV from elsewhere with " +
    "the same names (cli/schema/log.schema.json): a CSV timeline has the columns cpu, pid, start, end and perhaps kind.",
  args: [{ name: "log", summary: "The log: a JSON or CSV file, or - for standard input", isFile: true }],
  flags,
  examples: [
    { command: "sim run jobs.csv -p mlfq -f json | sim check - --workload jobs.csv", summary: "a run of this program" },
    { command: "sim check theirs.csv --workload jobs.csv --cpus 4", summary: "another simulator's timeline" },
    { command: "sim run jobs.csv -f csv --table timeline | sim check -", summary: "a timeline alone" },
    {
      command: "sim check homework.csv --workload jobs.csv --policy srtf",
      summary: "an answer to an exercise: its first wrong decision, and why",
    },
  ],
  async run({ args: [argument], flags: given, io, style }) {
    refuseRows("check", given);
    refuseForeignOptions("check", given.policy === undefined ? [] : [given.policy.policy], policyTexts(given));
    if (given.policy !== undefined && given.workload === undefined) {
      throw new UsageError("Cannot check: --policy must come with --workload, which it decides on");
    }
    const name = argument === "-" ? "standard input" : argument;
    const timeline = readLog(name, await readText(io, argument));
    const log = given.figures === undefined
      ? timeline
      : joined(timeline, readLog(given.figures, await readText(io, given.figures)));
    const workload = given.workload === undefined ? null : await loadWorkload(io, given.workload, given);
    const { cpus, rigid, horizon, skip } = given;
    const devices = deviceOptions(given, workload);
    const locks = lockOptions(given, workload);
    const held = await watched(
      io,
      tellRules,
      (how) =>
        checkLog(log, {
          ...how,
          ...limitsOf(given),
          workload: workload?.columns,
          cpus,
          rigid,
          horizon,
          devices,
          locks,
          skip,
        }),
    );
    const checked = given.policy === undefined
      ? held
      : await withDecisions(io, held, { log, workload: workload!, choice: given.policy, given });
    const rowsMax = given.rows ?? VIOLATIONS_DEFAULT;
    await using output = await openOutput(io, given.output);
    if (given.format === "json") await writeJson(output, log, checked);
    else if (given.format === "csv") { for (const line of csvOf(csvRecords(checked))) await output.write(line); }
    else {
      await output.write(
        await reportText(
          given.format,
          io,
          style,
          (style, width) => renderCheckReport({ log, checked, rowsMax, style, width }),
          pageOf(given),
        ),
      );
    }
    await output.commit();
    const { length } = checked.violations;
    if (length > 0) throw new DisagreementError(`${plural(length, "violation")} in ${name}`);
    if (checked.rules.every(({ outcome }) => "skipped" in outcome)) {
      throw new WorkloadInputError(`Cannot check ${name}: no rule could be checked; the report says why of each`);
    }
  },
});

/** What memory holds, where that was typed. */
function limitsOf(given: Given): Pick<CheckOptions, "admit" | "memory" | "resources"> {
  const limitOf = (name: "admit" | "memory" | "resources") => {
    const text = given[name];
    if (text === undefined) return {};
    const spec = MACHINE_OPTIONS.find((option) => option.name === name)!;
    return { [name]: parseOption(spec, text) };
  };
  return { ...limitOf("admit"), ...limitOf("memory"), ...limitOf("resources") };
}

/** The options of machine and policy as they were typed; some are this command's own. */
function policyTexts(given: Given): SimulationTexts {
  const { cpus, rigid, horizon, policy: _policy, workload: _workload, ...texts } = given;
  const own = { cpus: cpus?.toString(), rigid: rigid?.toString(), horizon: horizon?.toString() };
  return { ...texts as SimulationTexts, ...Object.fromEntries(Object.entries(own).filter(([, text]) => text)) };
}

/** What was typed of devices, as the timeline is held against it. */
function deviceOptions(given: Given, workload: LoadedWorkload | null): DeviceOptions {
  const { devices, deviceOrder, deviceServers, deviceOrders, devicePriorityOrder } = given;
  const typed = simulationOptions("check", parsePolicyChoice("fcfs"), {
    devices,
    deviceOrder,
    deviceServers,
    deviceOrders,
    devicePriorityOrder,
  });
  const usual = given.policy?.texts.priorityOrder ?? given.priorityOrder ?? workload?.settings?.priorityOrder;
  const order = typed.devicePriorityOrder === "low" || typed.devicePriorityOrder === "high"
    ? typed.devicePriorityOrder
    : usual === "low" || usual === "high"
    ? usual
    : undefined;
  return {
    devices: typed.devices,
    deviceOrder: typed.deviceOrder,
    deviceServers: typed.deviceServers,
    deviceOrders: typed.deviceOrders,
    devicePriorityOrder: order,
  };
}

/** What was typed of locks, as the timeline is held against it. */
function lockOptions(given: Given, workload: LoadedWorkload | null): LockOptions {
  const { lockProtocol, lockOrder } = given;
  const typed = simulationOptions("check", parsePolicyChoice("priority"), { lockProtocol, lockOrder });
  const locks = {
    ...(lockProtocol === undefined ? {} : { lockProtocol: typed.lockProtocol }),
    ...(lockOrder === undefined ? {} : { lockOrder: typed.lockOrder }),
  };
  if (given.policy?.policy.name !== "priority") return locks;
  const texts: Readonly<Record<string, string | undefined>> = { ...policyTexts(given), ...given.policy.texts };
  const isPlain = ["preemptive", "aging", "waitingRate", "runningRate"].every((name) => texts[name] === undefined);
  const usual = texts.priorityOrder ?? workload?.settings?.priorityOrder ?? "low";
  return isPlain && (usual === "low" || usual === "high") ? { ...locks, priorityOrder: usual } : locks;
}

/** What the page would open with: there an answer can be drawn, and every decision be looked at. */
function pageOf({ workload: argument, policy, ...flags }: Given): PageArguments | undefined {
  return argument === undefined ? undefined : { argument, policies: policy === undefined ? [] : [policy.label], flags };
}

/** What a log is held against a policy with. */
interface DecisionRequest {
  readonly log: Log;
  readonly workload: LoadedWorkload;
  readonly choice: PolicyChoice;
  readonly given: Given;
}

/** The outcome with one rule more: that every CPU does what the policy decides. */
async function withDecisions(io: Io, checked: CheckedLog, request: DecisionRequest): Promise<CheckedLog> {
  const { log, workload, choice, given } = request;
  const rule = { name: "decisions", meaning: `every CPU runs whom ${choice.label} chooses` };
  if (log.segments.length === 0 || given.skip?.includes(rule.name)) {
    const skipped = log.segments.length === 0 ? "the log has no timeline" : "as asked";
    return { ...checked, rules: [...checked.rules, { ...rule, violations: 0, outcome: { skipped } }] };
  }
  const texts = withFileFlags(workload, [choice], policyTexts(given));
  const { cpus, rigid, admit, memory, resources } = log.machine;
  const options = simulationOptions("check", choice, {
    ...(cpus !== null && cpus > 1 ? { cpus: String(cpus) } : {}),
    ...(rigid ? { rigid: "true" } : {}),
    ...(admit < Infinity ? { admit: String(admit) } : {}),
    ...(memory < Infinity ? { memory: String(memory) } : {}),
    ...(resources.size > 0 ? { resources: optionText(Object.fromEntries(resources)) } : {}),
    ...texts,
  });
  const label = `${choice.label} on ${workload.name}`;
  const { segments, wrong } = await watchRun(
    io,
    label,
    (how) => checkDecisions(log, workload.columns, options, how),
  );
  const outcome = { looked: plural(segments, "segment") };
  const rules = [...checked.rules, { ...rule, violations: wrong === null ? 0 : 1, outcome }];
  if (wrong === null) return { ...checked, rules };
  const message = await wrongText(wrong, new Simulation(workload.columns, options), choice.policy);
  return { rules, violations: [...checked.violations, { rule: rule.name, place: wrong.place, message }] };
}

/** What should have been decided, and by which rule. */
async function wrongText(
  { tick, cpu, got, wanted, explanation }: WrongDecision,
  { options, workload }: Simulation,
  policy: Policy,
): Promise<string> {
  const { ruleText } = await load<typeof import("../../pictures/words/decision_words.ts")>(
    import.meta,
    "../../pictures/words/decision_words.ts",
  );
  const labels = new ProcessLabels(workload);
  const decision = explanation.decisions.find((each) => each.decision.cpu === cpu)?.decision ??
    explanation.standing.find((each) => each.cpu === cpu);
  const context = { policy, options, labels, say: english };
  const reason = decision === undefined ? "nobody is ready" : ruleText(decision, context);
  const must = wanted === null ? "be idle" : `run ${labels.name(wanted)}`;
  const seen = got === null ? "it is idle" : labels.index(Number(got)) === -1 ? got : labels.name(Number(got));
  return `from tick ${formatCount(tick)} on CPU ${cpu} must ${must}, because ${reason}; got ${seen}`;
}

/** How many rules have been looked at. */
function tellRules({ done, rules }: CheckProgress): Told {
  const far = `${done} of ${plural(rules, "rule")} checked`;
  return { line: far, share: done / rules, far };
}

function ruleName(value: string): string {
  return parseChoice(value, RULE_NAMES);
}

/** A timeline with the figures of another file. */
function joined(timeline: Log, figures: Log): Log {
  if (figures.processes.length > 0) return { ...timeline, processes: figures.processes };
  throw new WorkloadInputError(`Cannot check ${figures.file}: it must have figures of processes`);
}

function csvRecords({ violations }: CheckedLog) {
  return violations.map(({ rule, place, message }) => ({
    rule,
    file: place.file,
    line: place.line,
    field: place.path,
    message,
  }));
}

async function writeJson(output: Output, log: Log, checked: CheckedLog): Promise<void> {
  const json = await JsonObjectWriter.begin(output, "check");
  await json.value("file", log.file);
  await json.value("holds", checked.violations.length === 0);
  await json.beginList("rules");
  await json.items(checked.rules.map(({ name, meaning, violations, outcome }) => ({
    name,
    meaning,
    violations,
    looked: "looked" in outcome ? outcome.looked : null,
    skipped: "skipped" in outcome ? outcome.skipped : null,
  })));
  await json.endList();
  await json.beginList("violations");
  await json.items(csvRecords(checked));
  await json.endList();
  await json.end();
}
