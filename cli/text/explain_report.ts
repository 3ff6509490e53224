/**
 * The report of `sim explain` as text: each decision with its candidates, the rule that decided, and the process control
 * block.
 *
 * @module
 */

import { type DecisionRule, ruleOf } from "../../analysis/decision_rule.ts";
import type { ExplainedDecision, ExplainRequest, Explanation } from "../../analysis/explain.ts";
import { formatCount } from "../../engine/numbers.ts";
import type { Policy } from "../../engine/policy.ts";
import type { Candidate, ControlBlock, Decision, ResolvedOptions } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { wrap } from "../../pictures/width.ts";
import type { Say, Style } from "../io.ts";
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
  const { say } = style;
  const { name, meaning } = policy.key;
  const then = policy.key.then.length === 0 ? "" : say(", then {keys}", { keys: policy.key.then.join(", ") });
  let head = optionsHead(input.options, workload, style, width);
  head += headLine(
    "key",
    say("{name}: {meaning}; the least goes first", { name, meaning: say(meaning) }) + then,
    style,
    width,
  );
  head += headLine("equal", say(policy.tieRule), style, width) + notesText(input.notes, style, width);
  const sections = [head];
  if (request.at !== undefined && explanation.decisions.length === 0) sections.push(noDecisionText(input, request.at));
  for (const explained of explanation.decisions) sections.push(decisionText(explained, input));
  if (request.at === undefined && explanation.decisions.length === 0) {
    sections.push(`${say("No decision was made about it.")}\n`);
  }
  if (explanation.hasMore) {
    const count = say.count(explanation.decisions.length, "decision");
    const remark = say("The first {count}; more follow: --rows all shows every one, --at TICK and --pid PID choose", {
      count,
    });
    sections.push(style.dim(wrap(remark, width)) + "\n");
  }
  if (request.at !== undefined) sections.push(controlBlockTable(explanation.controlBlocks, request.at, input));
  return sections.join("\n");
}

/** Nothing was decided at that tick: who runs then, and since which decision. */
function noDecisionText(input: ExplainReportInput, at: number): string {
  const { explanation, labels, style, width } = input;
  const { say } = style;
  const about = input.request.pid === undefined ? "" : say(" about {name}", { name: labels.name(input.request.pid) });
  let text = `${style.bold(say("tick {tick}", { tick: formatCount(at) }))}  ${say("no decision was made")}${about}\n`;
  if (explanation.isDone && explanation.time < at) {
    return `${text}  ${say("every process had finished at tick {tick}", { tick: formatCount(explanation.time) })}\n`;
  }
  for (const decision of explanation.standing) {
    const chosen = labels.name(decision.pid);
    const what = { cpu: decision.cpu, name: chosen, tick: formatCount(decision.time) };
    const since = say("CPU {cpu} runs {name} by the decision of tick {tick}: ", what);
    text += wrap(since + ruleText(decision, input), width, "    ", "  ") + "\n";
  }
  return explanation.standing.length === 0 ? `${text}  ${say("no CPU runs a process")}\n` : text;
}

/** A decision with its candidates, its reason and the process control block. */
export function decisionText({ decision, controlBlock }: ExplainedDecision, input: DecisionContext): string {
  const { labels, style, width } = input;
  const { time, cpu, pid, preempted } = decision;
  const { say } = style;
  const taken = preempted === null ? "" : say(", taken from {name}", { name: labels.name(preempted) });
  const name = style.process(labels.index(pid), labels.name(pid));
  let text = `${style.bold(say("tick {tick}", { tick: formatCount(time) }))}  ${
    say("CPU {cpu} runs {name}", { cpu, name })
  }${taken}\n`;
  text += candidatesText(decision, input);
  text += wrap(say("because {reason}", { reason: ruleText(decision, input) }), width, "    ", "  ") + "\n";
  return text + wrap(controlBlockText(controlBlock, labels, say), width, "    ", "  ") + "\n";
}

/** The candidates as a table, the chosen one marked; nothing where there was only one. */
function candidatesText(decision: Decision, { policy, options, labels, style, width }: DecisionContext): string {
  const { candidates, readyCount, pid } = decision;
  if (candidates.length <= 1) return "";
  const keyName = policy.key.name;
  const columns = [
    { title: `  ${style.say("ready")}`, align: "left" as const },
    { title: keyName },
    ...(keyName === "joined" ? [] : [{ title: style.say("joined") }]),
    { title: style.say("arrival") },
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
  return text +
    (rest > 0
      ? style.dim(
        `    ${style.say("and {count}", { count: style.say.count(rest, "more process", "more processes") })}`,
      ) + "\n"
      : "");
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
function scopeText({ groups, queues }: ResolvedOptions, say: Say): string {
  if (groups) return say(" of the group whose turn it is");
  return queues === "per-cpu" ? say(" in its queue") : "";
}

/** Where it was taken from and what that costs, on a machine where that makes a difference. */
function machineTexts({ cpu, queue, lastCpu }: Decision, { options, style: { say } }: DecisionContext): string[] {
  const parts: string[] = [];
  if (queue !== undefined && queue !== cpu) {
    parts.push(say("stolen from the queue of CPU {queue}, since its own is empty", { queue }));
  }
  if (typeof lastCpu !== "number" || lastCpu === cpu) return parts;
  const costs: string[] = [];
  if (options.migrationCost > 0) {
    costs.push(say("{ticks} of migration", { ticks: say.count(options.migrationCost, "tick") }));
  }
  if (options.cacheWarmup > 0) {
    costs.push(say("a cache to warm up, {ticks}", { ticks: say.count(options.cacheWarmup, "tick") }));
  }
  const cost = costs.length === 0 ? "" : say(", which costs {costs}", { costs: costs.join(say(" and ")) });
  return [...parts, say("it comes from CPU {cpu}", { cpu: lastCpu }) + cost];
}

function orderText(decision: Decision, rule: DecisionRule, chosen: string, input: DecisionContext): string {
  const { policy, options, labels, style: { say } } = input;
  const { runnerUp } = rule;
  const [first] = decision.candidates;
  if (runnerUp === null) {
    const alone = say("{name} is the only ready process", { name: chosen }) + scopeText(options, say);
    // What the policy reckons cannot be read off the workload.
    return policy.key.name === "joined" || first === undefined
      ? alone
      : alone + say("; its {key} is {value}", { key: policy.key.name, value: keyText(first.key, options) });
  }
  const other = labels.name(runnerUp.pid);
  const keyName = policy.key.name;
  const both = { key: keyName, value: keyText(first.key, options), name: chosen, other };
  const equal = say("{key} is {value} for both {name} and {other}", both);
  const versus = (criterion: keyof Candidate) =>
    say("{first} against {second}", { first: formatCount(first[criterion]), second: formatCount(runnerUp[criterion]) });
  switch (rule.by) {
    case "alone":
    case "key":
      if (keyName === "joined") {
        const ticks = { first: formatCount(first.key), other, second: formatCount(runnerUp.key) };
        return say("it joined the queue at {first}, {other} at {second}", ticks);
      }
      return say("its {key} is {first}, against {second} of {other}", {
        key: keyName,
        first: keyText(first.key, options),
        second: keyText(runnerUp.key, options),
        other,
      });
    case "joined":
      return equal + say(", and {name} joined the queue earlier: {versus}", { name: chosen, versus: versus("joined") });
    case "arrival":
      return equal + say(", and {name} arrived earlier: {versus}", { name: chosen, versus: versus("arrival") });
    case "pid":
      return equal + say(", and {name} has the lesser pid: {versus}", { name: chosen, versus: versus("pid") });
    case "place":
      return first.joined === runnerUp.joined
        ? say("{name} and {other} joined the queue at one tick, {tick}, {name} first by the ties rule ({ties})", {
          name: chosen,
          other,
          tick: formatCount(first.joined),
          ties: options.ties,
        })
        : say("{name} stands before {other} in its queue, which it joined at the head", { name: chosen, other });
  }
}

function preemptionText(
  decision: Decision,
  chosen: string,
  { policy, options, labels, style: { say } }: DecisionContext,
): string {
  const key = decision.candidates[0].key;
  const loserKey = decision.preemptedKey!;
  const what = {
    loser: labels.name(decision.preempted!),
    key: policy.key.name,
    first: keyText(key, options),
    second: keyText(loserKey, options),
    name: chosen,
  };
  return key < loserKey ? say("it outranks {loser}, which ran: {key} {first} against {second}", what) : say(
    "it stands before {loser}, which ran, in the order of the queues ({key} {first} of {name}, {second} of {loser})",
    what,
  );
}

/** A process control block on one line. */
function controlBlockText(block: ControlBlock, labels: ProcessLabels, say: Say): string {
  const ticks = (template: string, value: number) => say(template, { ticks: formatCount(value) });
  const parts = [
    say("{name} (pid {pid})", { name: labels.name(block.pid), pid: block.pid }),
    stateText(block, say),
  ];
  if (block.level !== null) parts.push(say("level {level}", { level: block.level }));
  parts.push(ticks("executed {ticks}", block.executed), ticks("remaining {ticks}", block.remaining));
  if (block.quantumLeft !== null) parts.push(ticks("quantum left {ticks}", block.quantumLeft));
  parts.push(say("entry {at} of {all}", { at: block.programCounter, all: block.programLength }));
  parts.push(say.count(block.dispatches, "dispatch", "dispatches"));
  if (block.preemptions > 0) parts.push(say.count(block.preemptions, "preemption"));
  if (block.blocked > 0) parts.push(ticks("blocked {ticks}", block.blocked));
  if (block.affinity !== undefined) parts.push(say("bound to {cpus}", { cpus: cpusText(block.affinity, say) }));
  if (block.group !== undefined) parts.push(say("group {name}", { name: block.group }));
  if (block.holds.length > 0) parts.push(say("holds {locks}", { locks: block.holds.join(", ") }));
  return say("control block: {text}", { text: parts.join(" · ") });
}

/** `CPU 2` or `CPUs 0, 2`. */
function cpusText(cpus: readonly number[], say: Say): string {
  const list = cpus.join(", ");
  return cpus.length === 1 ? say("CPU {list}", { list }) : say("CPUs {list}", { list });
}

function stateText({ state, cpu, readySince, waitsFor, finish, queue }: ControlBlock, say: Say): string {
  if (state === "running") return say("running on CPU {cpu}", { cpu: cpu ?? "" });
  if (state === "ready") {
    const since = say("ready since {tick}", { tick: formatCount(readySince ?? 0) });
    return typeof queue === "number" ? since + say(" (queue {queue})", { queue }) : since;
  }
  if (state === "terminated") return say("terminated at {tick}", { tick: formatCount(finish ?? 0) });
  return waitsFor === null ? say(state) : say("{state}, waits for {lock}", { state: say(state), lock: waitsFor });
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
      stateText(block, style.say),
      number(block.executed),
      number(block.remaining),
      number(block.level),
      number(block.quantumLeft),
      number(block.dispatches),
      number(block.preemptions),
      number(block.blocked),
    ].filter(kept)
  );
  const titled = columns.filter(kept).map((column) => ({ ...column, title: style.say(column.title) }));
  const { text } = renderTable(titled, rows, style, width);
  return `${style.say("After the events of tick {tick}:", { tick: formatCount(at) })}\n\n${text}`;
}
