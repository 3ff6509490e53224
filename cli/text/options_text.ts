/**
 * The head of every report: what was simulated, under which rules, and what the reader should know.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { formatDecimal, plural } from "../../engine/numbers.ts";
import { optionText } from "../../engine/option_text.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { ResolvedOptions, SimulationResult } from "../../engine/result.ts";
import { padEnd, widthOf, wrap } from "../../pictures/width.ts";
import { english, type Say } from "../../pictures/words/language.ts";
import { flagName } from "../command.ts";
import type { Style, TimesFormat } from "../io.ts";
import { timesOf } from "./times.ts";

/** Columns of the words that the lines of a head begin with. */
const LABEL_COLUMNS = 10;

/** What each tie rule does, in a few words. */
const TIES_MEANING: Readonly<Record<string, string>> = {
  textbook: "at one instant, arrivals queue before a process whose quantum ends",
  ostep: "at one instant, a process whose quantum ends queues before arrivals",
};

/** What each quantum-return rule does, in a few words. */
const QUANTUM_RETURN_MEANING: Readonly<Record<string, string>> = {
  full: "a preempted or unblocked process gets a full quantum",
  remainder: "a preempted or unblocked process gets the rest of its quantum",
};

/** What each order of priorities means, in a few words. */
const PRIORITY_ORDER_MEANING: Readonly<Record<string, string>> = {
  low: "the least number is the most urgent",
  high: "the greatest number is the most urgent",
};

/** Options of policies that a head states on lines of their own. */
export const HEAD_OPTIONS: readonly string[] = ["quantumReturn", "priorityOrder"];

type OptionRecord = Readonly<Record<string, unknown>>;

/** `quantum 4, quantum-return full`: the policy's options in force, except those that `leftOut` names, and a server where there is none. */
export function policyOptionsText(options: ResolvedOptions, leftOut: readonly string[] = []): string {
  const values = options as unknown as OptionRecord;
  const shown = findPolicy(options.policy).options.filter((spec) => !leftOut.includes(spec.name));
  return shown.flatMap((spec) => {
    const text = optionText(values[spec.name]);
    return text === "" || (spec.name === "server" && text === "none") ? [] : [`${flagName(spec.name)} ${text}`];
  }).join(", ");
}

/** The machine's options in force; those at their defaults that change nothing are left out. */
export function machineText(options: ResolvedOptions, say: Say = english): string {
  const values = options as unknown as OptionRecord;
  const parts = [say.count(options.cpus, "CPU")];
  if (options.rigid) parts.push(say("rigid jobs"));
  for (const { name, default: usual } of MACHINE_OPTIONS) {
    if (
      ["cpus", "rigid", "ties", "switchCost", "switchFirst", "switchAt"].includes(name) ||
      optionText(values[name]) === optionText(usual)
    ) {
      continue;
    }
    parts.push(values[name] === true ? flagName(name) : `${flagName(name)} ${optionText(values[name])}`);
  }
  return parts.join(", ");
}

/** What a drawing says of a run's figures: `mean turnaround 10.60, p99 16 · mean response 0, p99 0 · 13 switches`. */
export function figuresLine(
  { metrics: { turnaround, response, switches } }: Pick<SimulationResult, "metrics">,
  times?: TimesFormat,
): string {
  const { count, decimal } = timesOf({ times });
  const parts = ([["turnaround", turnaround], ["response", response]] as const).map(([name, { mean, p99 }]) =>
    `mean ${name} ${decimal(mean)}, p99 ${count(p99)}`
  );
  return [...parts, plural(switches, "switch", "switches")].join(" · ");
}

/** The switch-cost rule in words. */
export function switchCostText({ switchCost, switchFirst, switchAt }: ResolvedOptions, say: Say = english): string {
  if (switchCost === 0) return say("switch-cost 0: a context switch takes no time");
  const of = { switchCost, ticks: say.count(switchCost, "tick") };
  if (switchAt === "leaving") return say("switch-cost {switchCost}: {ticks} when a process leaves a CPU", of);
  if (switchAt === "leaving-unfinished") {
    return say("switch-cost {switchCost}: {ticks} when a process leaves a CPU and has not ended", of);
  }
  const text = say("switch-cost {switchCost}: {ticks} before a CPU runs a process other than its last", of);
  return switchFirst ? text + say(", and before its first") : text;
}

/** What periodic tasks ask for. */
export function taskLoadText(utilization: number, say: Say = english): string {
  return say("{utilization}, the utilization of the tasks", { utilization: formatDecimal(utilization) });
}

/** Load as a report states it: of periodic tasks what they ask for, not what their jobs came to. */
export function loadText(
  { metrics: { load }, deadlines, options }: Pick<SimulationResult, "metrics" | "deadlines" | "options">,
  say: Say = english,
): string {
  const tasks = deadlines?.utilization ?? null;
  if (tasks !== null) {
    const { cpus, speeds } = options;
    const capacity = speeds.length === 0 ? cpus : speeds.reduce((sum, speed) => sum + speed, 0);
    const excess = tasks <= capacity
      ? ""
      : cpus === 1
      ? say(", more than the CPU can do")
      : say(", more than {cpus} CPUs can do", { cpus });
    return taskLoadText(tasks, say) + excess;
  }
  if (load === null) return say("none: all processes arrive at once");
  return `${formatDecimal(load)}${load > 1 ? say(", more than 1") : ""}`;
}

/** A line of a head: a word and its text, wrapped under itself. */
export function headLine(english: string, text: string, style: Style, width: number): string {
  const label = style.say(english);
  if (style.document !== undefined) return style.document.term(label, text);
  const indent = " ".repeat(LABEL_COLUMNS);
  // A long name of a policy takes what it needs.
  const columns = Math.max(LABEL_COLUMNS, widthOf(label) + 1);
  const [first, ...rest] = wrap(text, width, indent, "".padEnd(columns)).split("\n");
  return [style.dim(padEnd(label, columns)) + first.slice(columns), ...rest].join("\n") + "\n";
}

/** What an option of policies is, and what that means: one part for each value that there is. */
function meaningsText(
  all: readonly ResolvedOptions[],
  name: string,
  meanings: Readonly<Record<string, string>>,
  say: Say,
): string {
  const values = new Set(all.flatMap((each) => {
    const value = (each as unknown as OptionRecord)[name];
    return value === undefined ? [] : [String(value)];
  }));
  return [...values].map((value) => `${flagName(name)} ${value}: ${say(meanings[value])}`).join("; ");
}

/** The rules that every report states: machine, switch cost, ties, quantum return, order of priorities. */
export function rulesHead(all: readonly ResolvedOptions[], style: Style, width: number): string {
  const [options] = all;
  const { say } = style;
  const cutting = all.filter((each) => (each as unknown as OptionRecord).quantum !== Infinity);
  const returns = meaningsText(cutting, "quantumReturn", QUANTUM_RETURN_MEANING, say);
  const order = meaningsText(all, "priorityOrder", PRIORITY_ORDER_MEANING, say);
  let text = headLine("machine", `${machineText(options, say)}; ${switchCostText(options, say)}`, style, width);
  text += headLine("ties", `${options.ties}: ${say(TIES_MEANING[options.ties])}`, style, width);
  if (returns !== "") text += headLine("quantum", returns, style, width);
  if (order !== "") text += headLine("order", order, style, width);
  return text;
}

/** What was simulated and under which rules. */
export function optionsHead(
  options: ResolvedOptions,
  workload: { readonly name: string; readonly processes: number },
  style: Style,
  width: number,
): string {
  const policy = findPolicy(options.policy);
  const own = policyOptionsText(options, HEAD_OPTIONS);
  const count = style.say.count(workload.processes, "process", "processes");
  const what = { policy: style.bold(style.say(policy.title)), workload: style.bold(workload.name), count };
  let text = `${style.say("{policy} on {workload}, {count}", what)}\n`;
  text += headLine("policy", own === "" ? policy.name : `${policy.name}: ${own}`, style, width);
  return text + rulesHead([options], style, width);
}

/** The head of a report on one run. */
export function runHead(result: SimulationResult, workloadName: string, style: Style, width: number): string {
  const { options, metrics } = result;
  let text = optionsHead(options, { name: workloadName, processes: metrics.processes }, style, width);
  text += headLine("load", loadText(result, style.say), style, width);
  return text + notesText(result.notes, style, width);
}

/** What the reader should know, a line each. */
export function notesText(notes: Iterable<string>, style: Style, width: number): string {
  let text = "";
  for (const note of new Set(notes)) {
    const [label, said] = [style.say("note"), style.say(note)];
    if (style.document !== undefined) text += style.document.term(label, said);
    else text += style.warn(wrap(said, width, " ".repeat(LABEL_COLUMNS), padEnd(label, LABEL_COLUMNS))) + "\n";
  }
  return text;
}
