/**
 * Whether tasks meet their deadlines, as text: the tests and their steps.
 *
 * @module
 */

import type { DemandPoint, ProcessorDemand } from "../../analysis/schedulability/processor_demand.ts";
import type { AnalysedResponse, IteratedJob } from "../../analysis/schedulability/response_times.ts";
import type {
  ExactNumber,
  SchedulabilityTestName,
  SchedulabilityVerdict,
} from "../../analysis/schedulability/schedulability_result.ts";
import type {
  PolicySchedulability,
  Schedulability,
  SimulatedDeadlines,
} from "../../analysis/schedulability/test_schedulability.ts";
import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import { findPolicy } from "../../engine/policies.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { notesText } from "./options_text.ts";
import { type Cell, renderTable } from "./table.ts";
import { timesOf } from "./times.ts";

/** What the report is made from. */
export interface SchedulabilityReportInput {
  readonly result: Schedulability;
  readonly workloadName: string;
  readonly notes: readonly string[];
  /** Steps and testing points of a policy that are shown. */
  readonly rowsMax: number;
  readonly style: Style;
  readonly width: number;
}

/** Terms of a sum that are written out. */
const TERMS_SHOWN = 8;

/** What the tests are called. */
const TITLES: Readonly<Record<SchedulabilityTestName, string>> = {
  "utilization": "utilization",
  "liu-layland": "Liu and Layland",
  "hyperbolic": "hyperbolic bound",
  "harmonic": "harmonic periods",
  "response-times": "response times",
  "density": "density",
  "processor-demand": "processor demand",
  "server": "server",
};

/** Writes the tasks, then each policy. */
export function renderSchedulability(input: SchedulabilityReportInput): string {
  const { result, workloadName, notes, style, width } = input;
  const { say } = style;
  const count = say.count(result.tasks.length, "periodic task");
  let text = say("{count} of {workload}, one CPU", { count, workload: style.bold(workloadName) }) + "\n";
  text += notesText(notes, style, width) + "\n" + tasksText(input);
  for (const policy of result.policies) text += "\n" + policyText(policy, input);
  return text;
}

function tasksText({ result, style, width }: SchedulabilityReportInput): string {
  const { say } = style;
  const { count } = timesOf(style);
  const { tasks, utilization, hyperperiod } = result;
  const isLater = tasks.some(({ arrival }) => arrival !== tasks[0].arrival);
  const columns = [
    { title: say("Task"), align: "left" as const },
    ...(isLater ? [{ title: say("Arrival"), rank: 1 }] : []),
    { title: say("CPU") },
    { title: say("Period") },
    { title: say("Deadline") },
    { title: say("CPU / period"), rank: 2 },
  ];
  const rows = tasks.map(({ name, arrival, cpu, period, deadline, utilization }) => [
    name,
    ...(isLater ? [count(arrival)] : []),
    count(cpu),
    count(period),
    count(deadline),
    exactText(utilization),
  ]);
  const facts = [say("utilization {value}", { value: exactText(utilization) })];
  if (hyperperiod !== null) facts.push(say("hyperperiod {ticks}", { ticks: count(hyperperiod) }));
  return renderTable(columns, rows, style, width).text + "\n" + wrap(facts.join(" · "), width) + "\n";
}

/** `15/16 = 0.9375`; a decimal alone where the number is one. */
function exactText({ text, value }: ExactNumber): string {
  const decimal = formatDecimal(value, 4);
  return /^-?[\d.]+$/.test(text) ? (text.includes(".") ? decimal : text) : `${text} = ${decimal}`;
}

function policyText(policy: PolicySchedulability, input: SchedulabilityReportInput): string {
  const { style, width } = input;
  const { say } = style;
  const { title } = findPolicy(policy.policy);
  const how = policy.preemptive ? "" : say(", without preemption");
  const verdict = verdictText(policy.says, style);
  let text = wrap(`${style.bold(policy.label)} ${say(title)}${how}: `, width).trimEnd() + ` ${verdict}\n\n`;
  text += serverText(policy, style, width);
  text += testsText(policy, style, width);
  const steps = stepsText(policy, input);
  const points = demandText(policy.demand, input);
  return text + (steps === "" ? "" : "\n" + steps) + (points === "" ? "" : "\n" + points);
}

function serverText({ server }: PolicySchedulability, style: Style, width: number): string {
  if (server === null) return "";
  const { say } = style;
  const { count } = timesOf(style);
  const { kind, budget, period, utilization, jitter } = server;
  const values = { kind, budget: count(budget), period: count(period), utilization: exactText(utilization) };
  const early = jitter === 0 ? "" : say(", up to {jitter} early (J)", { jitter: count(jitter) });
  const text = say("server {kind}: {budget} in every {period} = {utilization}", values) + early;
  return wrap(text, width) + "\n\n";
}

function verdictText(says: SchedulabilityVerdict, style: Style): string {
  const text = style.say(says);
  return says === "schedulable" ? style.good(text) : says === "not schedulable" ? style.warn(text) : style.dim(text);
}

function testsText({ tests, simulated }: PolicySchedulability, style: Style, width: number): string {
  const { say } = style;
  const columns = [
    { title: say("Test"), align: "left" as const },
    { title: say("Value"), rank: 2 },
    { title: say("At most"), rank: 3 },
    { title: say("Says"), align: "left" as const },
  ];
  const says = (verdict: SchedulabilityVerdict): Cell => ({
    text: say(verdict),
    paint: (text) =>
      verdict === "schedulable" ? style.good(text) : verdict === "not schedulable" ? style.warn(text) : text,
  });
  const rows: (Cell | string)[][] = tests.map(({ name, left, bound, says: verdict }) => [
    say(TITLES[name]),
    left === null ? "" : exactText(left),
    bound === null ? "" : exactText(bound),
    says(verdict),
  ]);
  if (simulated !== null) {
    const missed = say("{misses} of {jobs} late", {
      misses: formatCount(simulated.misses),
      jobs: formatCount(simulated.jobs),
    });
    rows.push([say("simulation"), missed, "0", says(simulated.says)]);
  }
  let text = renderTable(columns, rows, style, width).text + "\n";
  for (const { name, because } of tests) text += reasonText(say(TITLES[name]), say(because), style, width);
  return text + reasonText(say("simulation"), simulatedText(simulated, style), style, width);
}

function reasonText(title: string, reason: string, style: Style, width: number): string {
  if (style.document !== undefined) return style.document.term(title, reason);
  return wrap(`${title}: ${reason}`, width, "    ", "  ") + "\n";
}

function simulatedText(simulated: SimulatedDeadlines | null, { say, ...style }: Style): string {
  if (simulated === null) return say("not run, as the hyperperiod has more than 200,000 jobs");
  const { count } = timesOf(style);
  const { jobs, firstMiss, horizon } = simulated;
  const span = { jobs: say.count(jobs, "job"), horizon: count(horizon) };
  if (firstMiss === null) return say("no deadline is missed by the {jobs} released before {horizon}", span);
  const missed = { job: firstMiss.job, deadline: count(firstMiss.deadline) };
  return say("{job} is the first to miss its deadline, at {deadline}", missed);
}

function stepsText(
  { responseTimes, preemptive, simulated, server }: PolicySchedulability,
  input: SchedulabilityReportInput,
): string {
  if (responseTimes === null) return "";
  const { style, width, rowsMax, result } = input;
  const { say } = style;
  const names = new Map<number | null, string>(result.tasks.map(({ pid, name }) => [pid, name]));
  names.set(null, say("the server"));
  const seen = new Map<number | null, number>(simulated?.responses.map(({ pid, response }) => [pid, response]));
  const { count } = timesOf(style);
  let text = say("Response times, the most urgent task first") + "\n";
  let left = rowsMax;
  let omitted = 0;
  for (const response of responseTimes) {
    const { pid, before, blocking, deadline } = response;
    const name = names.get(pid)!;
    const order = before.length === 0
      ? ""
      : say(", behind {tasks}", { tasks: elided(before.map((pid) => names.get(pid)!)) });
    const held = blocking === 0 ? "" : say(", held up for {ticks} by a less urgent one", { ticks: count(blocking) });
    const simulatedOne = seen.get(response.pid);
    const shown = simulatedOne === undefined ? "" : say("; simulated {ticks}", { ticks: count(simulatedOne) });
    const found = response.response === null
      ? say("too many steps")
      : response.meets
      ? say("{ticks}, within {deadline}", { ticks: count(response.response), deadline: count(deadline) })
      : say("{ticks} or more, past {deadline}", { ticks: count(response.response), deadline: count(deadline) });
    text += wrap(`${style.bold(name)}${order}${held}: ${found}${shown}`, width, "    ", "  ") + "\n";
    const lines = response.jobs.flatMap((job) => jobLines(response, job, { preemptive, server }, input));
    for (const line of lines.slice(0, left)) text += wrap(line, width, "        ", "      ") + "\n";
    omitted += Math.max(0, lines.length - left);
    left = Math.max(0, left - lines.length);
  }
  return text + moreText(omitted, "step", style, width);
}

function elided(parts: readonly string[], between = ", "): string {
  return parts.length <= TERMS_SHOWN ? parts.join(between) : [...parts.slice(0, TERMS_SHOWN), "…"].join(between);
}

function moreText(count: number, noun: string, style: Style, width: number): string {
  if (count === 0) return "";
  const more = style.say("{count} more; --rows all shows every one", { count: style.say.count(count, noun) });
  return style.dim(wrap(more, width, "  ", "  ")) + "\n";
}

/** The steps of a job, each with the sum that it is: `R1 = 3 + ⌈3/4⌉·1 = 4`. */
function jobLines(
  response: AnalysedResponse,
  { job, steps, response: found }: IteratedJob,
  { preemptive, server }: Pick<PolicySchedulability, "preemptive" | "server">,
  { result, style }: SchedulabilityReportInput,
): string[] {
  const { count } = timesOf(style);
  const { cpu, blocking, before, period } = response;
  const tasks = new Map<number | null, { cpu: number; period: number; jitter?: number }>(
    result.tasks.map((task) => [task.pid, task]),
  );
  if (server !== null) tasks.set(null, { cpu: server.budget, period: server.period, jitter: server.jitter });
  const times = preemptive ? job : job - 1;
  const own = [
    ...(blocking > 0 ? [count(blocking)] : []),
    ...(times === 0 ? [] : [times === 1 ? count(cpu) : `${formatCount(times)}·${count(cpu)}`]),
  ];
  const letter = preemptive ? "R" : "s";
  const label = job === 1 ? "" : `${style.say("job {job}", { job: formatCount(job) })}: `;
  const lines = steps.map((value, index) => {
    const name = `${letter}${index}`;
    if (index === 0) return `${label}${name} = ${count(value)}`;
    const last = steps[index - 1];
    const terms = before.map((pid) => {
      const other = tasks.get(pid)!;
      const released = preemptive
        ? `⌈${other.jitter ? `(${count(last)}+${count(other.jitter)})` : count(last)}/${count(other.period)}⌉`
        : `(⌊${count(last)}/${count(other.period)}⌋+1)`;
      return `${released}·${count(other.cpu)}`;
    });
    const sum = elided([...own, ...terms], " + ");
    return before.length === 0 ? `${name} = ${count(value)}` : `${name} = ${sum} = ${count(value)}`;
  });
  const end = steps.at(-1)!;
  const release = (job - 1) * period;
  if (!preemptive || job > 1) {
    const parts = [count(end), ...(preemptive ? [] : [count(cpu)])].join(" + ");
    lines.push(`R = ${parts}${release === 0 ? "" : ` - ${count(release)}`} = ${count(found)}`);
  }
  return lines;
}

function demandText(demand: ProcessorDemand | null, input: SchedulabilityReportInput): string {
  if (demand === null) return "";
  const { style, width, rowsMax } = input;
  const { say } = style;
  const { count } = timesOf(style);
  if (demand.bound === null) return wrap(say("No bound on the deadlines to look at is a safe number"), width) + "\n";
  const bounds = ([
    ["L* {tick}", demand.utilizationBound],
    ["busy period {tick}", demand.busyPeriod],
    ["hyperperiod {ticks}", demand.hyperperiod],
  ] as const).flatMap(([template, tick]) =>
    tick === null ? [] : [say(template, { tick: count(tick), ticks: count(tick) })]
  );
  const values = { bound: count(demand.bound), bounds: bounds.join(", ") };
  let text = wrap(say("What is due by each deadline up to {bound} ({bounds})", values), width) + "\n\n";
  const hasBlocking = demand.points.some(({ blocking }) => blocking > 0);
  const columns = [
    { title: say("Deadline") },
    { title: say("Demand") },
    ...(hasBlocking ? [{ title: say("Blocking") }] : []),
    { title: say("Fits"), align: "left" as const },
  ];
  const shown = shownPoints(demand.points, rowsMax);
  const rows = shown.map(({ tick, demand, blocking, meets }) => [
    count(tick),
    count(demand),
    ...(hasBlocking ? [count(blocking)] : []),
    meets ? say("yes") : { text: say("no"), paint: style.warn },
  ]);
  text += renderTable(columns, rows, style, width).text;
  text += moreText(demand.points.length - shown.length, "deadline", style, width);
  const quick = demand.quickPoints.map(({ tick, demand }) => `h(${count(tick)}) = ${count(demand)}`);
  if (quick.length > 0) {
    const points = elided(quick);
    text += wrap(say("Quick analysis (QPA), from the last one down: {points}", { points }), width) + "\n";
  }
  return text;
}

/** The first points, and the one that fails. */
function shownPoints(points: readonly DemandPoint[], rowsMax: number): readonly DemandPoint[] {
  if (points.length <= rowsMax) return points;
  const failed = points.at(-1)!.meets ? [] : points.slice(-1);
  return [...points.slice(0, Math.max(0, rowsMax - failed.length)), ...failed];
}
