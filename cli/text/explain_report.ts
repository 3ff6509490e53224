/**
 * The report of `sim explain` as text: each decision with its candidates, the rule that decided, and the process control
 * block.
 *
 * @module
 */

import { type DecisionRule, ruleOf } from "../../analysis/decision_rule.ts";
import type { ExplainedDecision, ExplainRequest, Explanation } from "../../analysis/explain.ts";
import { formatCount, plural } from "../../engine/numbers.ts";
import type { Policy } from "../../engine/policy.ts";
import type { Candidate, ControlBlock, Decision, ResolvedOptions } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { headLine, notesText, optionsHead } from "./options_text.ts";
import { renderTable } from "./table.ts";

/** What the report is made from. */
export interface ExplainReportInput {
  readonly explanation: Explanation;
  readonly request: ExplainRequest;
  readonly policy: Policy;
  readonly options: ResolvedOptions;
  readonly workloadName: string;
  readonly notes: readonly string[];
  readonly labels: ProcessLabels;
  readonly style: Style;
  readonly width: number;
}

/** What a decision is told from. */
export type DecisionContext = Pick<ExplainReportInput, "policy" | "options" | "labels" | "style" | "width">;

/** Marks the chosen candidate. */
const CHOSEN_MARK = "►";

/** Writes head, decisions and control blocks. */
export function renderExplainReport(input: ExplainReportInput): string {
  const { explanation, request, policy, labels, style, width } = input;
  const workload = { name: input.workloadName, processes: labels.count };
  const then = policy.key.then.length === 0 ? "" : `, then ${policy.key.then.join(", ")}`;
  let head = optionsHead(input.options, workload, style, width);
  head += headLine("key", `${policy.key.name}: ${policy.key.meaning}; the least goes first${then}`, style, width);
  head += headLine("equal", policy.tieRule, style, width) + notesText(input.notes, style, width);
  const sections = [head];
  if (request.at !== undefined && explanation.decisions.length === 0) sections.push(noDecisionText(input, request.at));
  for (const explained of explanation.decisions) sections.push(decisionText(explained, input));
  if (request.at === undefined && explanation.decisions.length === 0) sections.push("No decision was made about it.\n");
  if (explanation.hasMore) {
    const count = plural(explanation.decisions.length, "decision");
    const remark = `The first ${count}; more follow: --rows all shows every one, --at TICK and --pid PID choose`;
    sections.push(style.dim(wrap(remark, width)) + "\n");
  }
  if (request.at !== undefined) sections.push(controlBlockTable(explanation.controlBlocks, request.at, input));
  return sections.join("\n");
}

/** Nothing was decided at that tick: who runs then, and since which decision. */
function noDecisionText(input: ExplainReportInput, at: number): string {
  const { explanation, labels, style, width } = input;
  const about = input.request.pid === undefined ? "" : ` about ${labels.name(input.request.pid)}`;
  let text = `${style.bold(`tick ${formatCount(at)}`)}  no decision was made${about}\n`;
  if (explanation.isDone && explanation.time < at) {
    return text + `  every process had finished at tick ${formatCount(explanation.time)}\n`;
  }
  for (const decision of explanation.standing) {
    const chosen = labels.name(decision.pid);
    const since = `CPU ${decision.cpu} runs ${chosen} by the decision of tick ${formatCount(decision.time)}: `;
    text += wrap(since + ruleText(decision, input), width, "    ", "  ") + "\n";
  }
  return explanation.standing.length === 0 ? `${text}  no CPU runs a process\n` : text;
}

/** A decision with its candidates, its reason and the process control block. */
export function decisionText({ decision, controlBlock }: ExplainedDecision, input: DecisionContext): string {
  const { labels, style, width } = input;
  const { time, cpu, pid, preempted } = decision;
  const taken = preempted === null ? "" : `, taken from ${labels.name(preempted)}`;
  const title = `${style.bold(`tick ${formatCount(time)}`)}  CPU ${cpu} runs `;
  let text = `${title}${style.process(labels.index(pid), labels.name(pid))}${taken}\n`;
  text += candidatesText(decision, input);
  text += wrap(`because ${ruleText(decision, input)}`, width, "    ", "  ") + "\n";
  return text + wrap(controlBlockText(controlBlock, labels), width, "    ", "  ") + "\n";
}

/** The candidates as a table, the chosen one marked; nothing where there was only one. */
function candidatesText(decision: Decision, { policy, options, labels, style, width }: DecisionContext): string {
  const { candidates, readyCount, pid } = decision;
  if (candidates.length <= 1) return "";
  const keyName = policy.key.name;
  const columns = [
    { title: "  ready", align: "left" as const },
    { title: keyName },
    ...(keyName === "joined" ? [] : [{ title: "joined" }]),
    { title: "arrival" },
    { title: "pid" },
  ];
  const rows = candidates.map((candidate) => [
    `${candidate.pid === pid ? CHOSEN_MARK : " "} ${labels.name(candidate.pid)}`,
    keyText(candidate.key, options),
    ...(keyName === "joined" ? [] : [formatCount(candidate.joined)]),
    formatCount(candidate.arrival),
    String(candidate.pid),
  ]);
  const { text } = renderTable(columns, rows, style, width, "  ");
  const rest = readyCount - candidates.length;
  return text + (rest > 0 ? style.dim(`    and ${plural(rest, "more process", "more processes")}`) + "\n" : "");
}

/** A key as a reader understands it: the rank of a queue comes with the queue's cause. */
function keyText(key: number, options: ResolvedOptions): string {
  if (options.policy !== "causes") return formatCount(key);
  return `${key} (${options.order[key]})`;
}

/** Why the chosen process was chosen, in a sentence without its subject's name. */
export function ruleText(decision: Decision, input: DecisionContext): string {
  const { labels } = input;
  const chosen = labels.name(decision.pid);
  const parts = [orderText(decision, ruleOf(decision, input.policy), chosen, input)];
  if (decision.preempted !== null) parts.push(preemptionText(decision, chosen, input));
  parts.push(...machineTexts(decision, input));
  return parts.join("; ");
}

/** What a decision looks at, where it does not look at all ready processes. */
function scopeText({ groups, queues }: ResolvedOptions): string {
  if (groups) return " of the group whose turn it is";
  return queues === "per-cpu" ? " in its queue" : "";
}

/** Where it was taken from and what that costs, on a machine where that makes a difference. */
function machineTexts({ cpu, queue, lastCpu }: Decision, { options }: DecisionContext): string[] {
  const parts: string[] = [];
  if (queue !== undefined && queue !== cpu) parts.push(`stolen from the queue of CPU ${queue}, since its own is empty`);
  if (typeof lastCpu !== "number" || lastCpu === cpu) return parts;
  const costs: string[] = [];
  if (options.migrationCost > 0) costs.push(`${plural(options.migrationCost, "tick")} of migration`);
  if (options.cacheWarmup > 0) costs.push(`a cache to warm up, ${plural(options.cacheWarmup, "tick")}`);
  const cost = costs.length === 0 ? "" : `, which costs ${costs.join(" and ")}`;
  return [...parts, `it comes from CPU ${lastCpu}${cost}`];
}

function orderText(decision: Decision, rule: DecisionRule, chosen: string, input: DecisionContext): string {
  const { policy, options, labels } = input;
  const { runnerUp } = rule;
  const [first] = decision.candidates;
  if (runnerUp === null) {
    const alone = `${chosen} is the only ready process${scopeText(options)}`;
    // What the policy reckons cannot be read off the workload.
    return policy.key.name === "joined" || first === undefined
      ? alone
      : `${alone}; its ${policy.key.name} is ${keyText(first.key, options)}`;
  }
  const other = labels.name(runnerUp.pid);
  const keyName = policy.key.name;
  const equal = `${keyName} is ${keyText(first.key, options)} for both ${chosen} and ${other}`;
  const versus = (criterion: keyof Candidate) =>
    `${formatCount(first[criterion])} against ${formatCount(runnerUp[criterion])}`;
  switch (rule.by) {
    case "alone":
    case "key":
      if (keyName === "joined") {
        return `it joined the queue at ${formatCount(first.key)}, ${other} at ${formatCount(runnerUp.key)}`;
      }
      return `its ${keyName} is ${keyText(first.key, options)}, against ${keyText(runnerUp.key, options)} of ${other}`;
    case "joined":
      return `${equal}, and ${chosen} joined the queue earlier: ${versus("joined")}`;
    case "arrival":
      return `${equal}, and ${chosen} arrived earlier: ${versus("arrival")}`;
    case "pid":
      return `${equal}, and ${chosen} has the lesser pid: ${versus("pid")}`;
    case "place":
      return first.joined === runnerUp.joined
        ? `${chosen} and ${other} joined the queue at one tick, ${
          formatCount(first.joined)
        }, ${chosen} first by the ties ` +
          `rule (${options.ties})`
        : `${chosen} stands before ${other} in its queue, which it joined at the head`;
  }
}

function preemptionText(decision: Decision, chosen: string, { policy, options, labels }: DecisionContext): string {
  const loser = labels.name(decision.preempted!);
  const key = decision.candidates[0].key;
  const loserKey = decision.preemptedKey!;
  const keyName = policy.key.name;
  if (key < loserKey) {
    return `it outranks ${loser}, which ran: ${keyName} ${keyText(key, options)} against ${keyText(loserKey, options)}`;
  }
  return `it stands before ${loser}, which ran, in the order of the queues (${keyName} ${
    keyText(key, options)
  } of ${chosen}, ` +
    `${keyText(loserKey, options)} of ${loser})`;
}

/** A process control block on one line. */
function controlBlockText(block: ControlBlock, labels: ProcessLabels): string {
  const parts = [`${labels.name(block.pid)} (pid ${block.pid})`, stateText(block)];
  if (block.level !== null) parts.push(`level ${block.level}`);
  parts.push(`executed ${formatCount(block.executed)}`, `remaining ${formatCount(block.remaining)}`);
  if (block.quantumLeft !== null) parts.push(`quantum left ${formatCount(block.quantumLeft)}`);
  parts.push(`entry ${block.programCounter} of ${block.programLength}`);
  parts.push(plural(block.dispatches, "dispatch", "dispatches"));
  if (block.preemptions > 0) parts.push(plural(block.preemptions, "preemption"));
  if (block.blocked > 0) parts.push(`blocked ${formatCount(block.blocked)}`);
  if (block.affinity !== undefined) parts.push(`bound to ${cpusText(block.affinity)}`);
  if (block.group !== undefined) parts.push(`group ${block.group}`);
  if (block.holds.length > 0) parts.push(`holds ${block.holds.join(", ")}`);
  return `control block: ${parts.join(" · ")}`;
}

/** `CPU 2` or `CPUs 0, 2`. */
function cpusText(cpus: readonly number[]): string {
  return `${cpus.length === 1 ? "CPU" : "CPUs"} ${cpus.join(", ")}`;
}

function stateText({ state, cpu, readySince, waitsFor, finish, queue }: ControlBlock): string {
  if (state === "running") return `running on CPU ${cpu}`;
  if (state === "ready") {
    const where = typeof queue === "number" ? ` (queue ${queue})` : "";
    return `ready since ${formatCount(readySince ?? 0)}${where}`;
  }
  if (state === "terminated") return `terminated at ${formatCount(finish ?? 0)}`;
  return waitsFor === null ? state : `${state}, waits for ${waitsFor}`;
}

/** Where every process stands at a tick. */
function controlBlockTable(
  blocks: readonly ControlBlock[],
  at: number,
  { labels, style, width }: ExplainReportInput,
): string {
  const number = (value: number | null) => value === null ? "-" : formatCount(value);
  const columns = [
    { title: "Control block", align: "left" as const },
    { title: "State", align: "left" as const },
    { title: "Executed" },
    { title: "Remaining" },
    { title: "Level", rank: 3 },
    { title: "Quantum left", rank: 2 },
    { title: "Dispatches", rank: 4 },
    { title: "Preemptions", rank: 5 },
    { title: "Blocked", rank: 6 },
  ];
  const hasLevels = blocks.some(({ level }) => level !== null);
  const kept = (_: unknown, index: number) => hasLevels || columns[index].title !== "Level";
  const rows = blocks.map((block) =>
    [
      labels.name(block.pid),
      stateText(block),
      number(block.executed),
      number(block.remaining),
      number(block.level),
      number(block.quantumLeft),
      number(block.dispatches),
      number(block.preemptions),
      number(block.blocked),
    ].filter(kept)
  );
  const { text } = renderTable(columns.filter(kept), rows, style, width);
  return `After the events of tick ${formatCount(at)}:\n\n${text}`;
}
