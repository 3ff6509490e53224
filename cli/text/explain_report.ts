/**
 * The report of `sim explain` as text: each decision with its candidates, the rule that decided, and the process control
 * block.
 *
 * @module
 */

import type { ExplainedDecision, ExplainRequest, Explanation } from "../../analysis/explain.ts";
import { formatCount } from "../../engine/numbers.ts";
import type { Policy } from "../../engine/policy.ts";
import type { ControlBlock, Decision, DeviceState, LockState, ResolvedOptions } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { wrap } from "../../pictures/width.ts";
import { admissionText, waitText } from "../../pictures/words/admission_words.ts";
import { controlBlockText, stateText } from "../../pictures/words/control_block_words.ts";
import { deviceTexts } from "../../pictures/words/device_words.ts";
import { lockTexts } from "../../pictures/words/lock_words.ts";
import { keyText, orderRuleText, ruleText } from "../../pictures/words/decision_words.ts";
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
  /** The priority of a process, for devices that go by it. */
  readonly priorityOf: (pid: number) => number;
  readonly style: Style;
  readonly width: number;
}

/** What a decision is told from. */
export type DecisionReportInput = Pick<ExplainReportInput, "policy" | "options" | "labels" | "style" | "width">;

/** More devices or locks than this are not told of one by one. */
const DEVICES_MAX = 16;
const LOCKS_MAX = 16;

/** Marks the chosen candidate. */
const CHOSEN_MARK = "►";

/** Writes head, decisions and control blocks. */
export function renderExplainReport(input: ExplainReportInput): string {
  const { explanation, request, policy, labels, style, width } = input;
  const workload = { name: input.workloadName, processes: labels.count };
  const { say } = style;
  let head = optionsHead(input.options, workload, style, width);
  head += headLine("key", orderRuleText(policy, input.options, say), style, width);
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
  if (explanation.admissions.length > 0) sections.push(admissionsText(input));
  if (request.at !== undefined) {
    sections.push(controlBlockTable(explanation.controlBlocks, request.at, input));
    if (explanation.devices.length > 0) sections.push(devicesText(explanation.devices, request.at, input));
    if (explanation.locks.length > 0) sections.push(locksText(explanation.locks, input));
  }
  return sections.join("\n");
}

/** What the devices do after a tick; of many those that do something. */
function devicesText(
  devices: readonly DeviceState[],
  at: number,
  { labels, priorityOf, style, width }: ExplainReportInput,
): string {
  const { say } = style;
  const busy = devices.filter(({ serving, waitingCount }) => serving.length + waitingCount > 0);
  const shown = devices.length <= DEVICES_MAX ? devices : busy.slice(0, DEVICES_MAX);
  const lines = shown.flatMap((device) => deviceTexts(device, at, { labels, priorityOf, say }));
  return lines.map((line) => wrap(line, width, "    ", "  ") + "\n").join("");
}

/** Who holds the locks after a tick and who waits; of many those that are held. */
function locksText(locks: readonly LockState[], { labels, options, style, width }: ExplainReportInput): string {
  const held = locks.filter(({ holder }) => holder !== null);
  const shown = locks.length <= LOCKS_MAX ? locks : held.slice(0, LOCKS_MAX);
  const lines = shown.flatMap((lock) => lockTexts(lock, { labels, options, say: style.say }));
  return lines.map((line) => wrap(line, width, "    ", "  ") + "\n").join("");
}

/** Who was admitted to memory and who not, and why. */
function admissionsText({ explanation, request, options, labels, style, width }: ExplainReportInput): string {
  const words = { options, labels, say: style.say };
  const concerns = (pid: number) => request.pid === undefined || request.pid === pid;
  let text = "";
  for (const { time, admitted, waiting, free } of explanation.admissions) {
    const lines = [
      ...admitted.filter(({ pid }) => concerns(pid)).map((each) => admissionText(each, words)),
      ...waiting.filter(({ pid }) => concerns(pid)).map((each) => waitText(each, free, words)),
    ];
    if (lines.length === 0) continue;
    text += `${style.bold(style.say("tick {tick}", { tick: formatCount(time) }))}  ${
      style.say("admission to memory")
    }\n`;
    for (const line of lines) text += wrap(line, width, "    ", "  ") + "\n";
  }
  return text;
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
    text += wrap(since + reasonText(decision, input), width, "    ", "  ") + "\n";
  }
  return explanation.standing.length === 0 ? `${text}  ${say("no CPU runs a process")}\n` : text;
}

/** A decision with its candidates, its reason and the process control block. */
export function decisionText({ decision, controlBlock }: ExplainedDecision, input: DecisionReportInput): string {
  const { labels, style, width } = input;
  const { time, cpu, pid, preempted } = decision;
  const { say } = style;
  const taken = preempted === null ? "" : say(", taken from {name}", { name: labels.name(preempted) });
  const name = style.process(labels.index(pid), labels.name(pid));
  let text = `${style.bold(say("tick {tick}", { tick: formatCount(time) }))}  ${
    say("CPU {cpu} runs {name}", { cpu, name })
  }${taken}\n`;
  text += candidatesText(decision, input);
  text += wrap(say("because {reason}", { reason: reasonText(decision, input) }), width, "    ", "  ") + "\n";
  return text + wrap(controlBlockText(controlBlock, labels, say), width, "    ", "  ") + "\n";
}

/** Why the chosen process was chosen, in a sentence without its subject's name. */
export function reasonText(decision: Decision, { policy, options, labels, style }: DecisionReportInput): string {
  return ruleText(decision, { policy, options, labels, say: style.say });
}

/** The candidates as a table, the chosen one marked; nothing where there was only one. */
function candidatesText(decision: Decision, { policy, options, labels, style, width }: DecisionReportInput): string {
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
    keyText(candidate.key, options, style.say),
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
