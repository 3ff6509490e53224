/**
 * The same in the terminal: the commands that give what the page shows, and the files that they read, where they need any.
 *
 * @module
 */

import { MACHINE_OPTIONS } from "../../engine/machine_options.ts";
import { flagName } from "../../engine/option_text.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";
import { isTyped } from "../../engine/workload/typed.ts";
import { labelOf } from "../contender.ts";
import type { Jobs, TableJobs } from "../jobs/jobs.ts";
import { tableOf, tableText } from "../jobs/table_text.ts";
import { ownId, ownPlace, type PolicyOfOwn } from "../own_policies.ts";
import { shellWord } from "../shell_word.ts";
import type { ChosenPolicy, OptionTexts, Snapshot } from "../state.ts";

/** Jobs that are typed on a command line; more are in a file. */
const TYPED_MAX = 12;

/** A file that commands read. */
export interface TerminalFile {
  readonly name: string;
  readonly text: string;
}

/** What to type, and what to save before. */
export interface TerminalCommand {
  /** A line each. */
  readonly commands: readonly string[];
  /** The files that they read, but for those that the person has. */
  readonly files: readonly TerminalFile[];
}

/** What commands are made of. */
export interface TerminalState extends Pick<Snapshot, "jobs" | "policies" | "machine"> {
  /** What is known of policies of one's own; none where missing. */
  readonly ownPolicies?: readonly PolicyOfOwn[];
}

/** The command that gives the figures of a state. */
export function terminalCommand(state: TerminalState): TerminalCommand {
  const commands = state.policies.length > 1
    ? together("compare", "run", state)
    : [commandFor("run", state, state.policies[0])];
  return { commands, files: filesOf(state) };
}

/** The files that commands about a state read. */
export function filesOf({ jobs, policies, ownPolicies = [] }: TerminalState): readonly TerminalFile[] {
  const { file } = workloadArgument(jobs);
  const scripts = ownPolicies.filter((_, place) => policies.some(({ policy }) => policy === ownId(place)));
  return [...(file === null ? [] : [file]), ...scripts.map((own) => ({ name: scriptFile(own), text: own.text }))];
}

/** The file of a policy of one's own. */
export function scriptFile({ policy }: PolicyOfOwn): string {
  return `${policy.name}.ts`;
}

/** A policy and its options as a flag has them: one of one's own by its file. */
function policyWord({ policy, options }: ChosenPolicy, own: readonly PolicyOfOwn[] = []): string {
  const label = labelOf(policy, options, own);
  const script = own[ownPlace(policy)];
  return script === undefined ? label : `./${scriptFile(script)}${label.slice(script.policy.name.length)}`;
}

/** The words for a state's jobs. */
export function jobsWord({ jobs }: TerminalState): string {
  return workloadArgument(jobs).word;
}

/** The policy that is looked at. */
export function shownPolicy({ policies, shown }: Pick<Snapshot, "policies" | "shown">): ChosenPolicy {
  return policies[Math.min(shown, policies.length - 1)];
}

/** A command about a state's jobs under one policy. */
export function commandFor(
  name: string,
  state: TerminalState,
  chosen: ChosenPolicy,
  ...more: readonly string[]
): string {
  return join("sim", name, jobsWord(state), ...policyWords(state, chosen), ...more);
}

/** A policy and the machine that it runs on, as flags. */
export function policyWords(
  { machine, ownPolicies }: TerminalState,
  { policy, options }: ChosenPolicy,
): readonly string[] {
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => isMachineOption(name)));
  const word = policyWord({ policy, options: withoutMachine(options) }, ownPolicies);
  return ["-p", shellWord(word), machineFlags({ ...machine, ...own })];
}

/**
 * A command about all policies of a state; where one of them has an option of the machine that is its own, a line for each, of the
 * command `alone`.
 */
export function together(
  name: string,
  alone: string,
  state: TerminalState,
  ...more: readonly string[]
): readonly string[] {
  const { policies, machine } = state;
  const isOwn = ({ options }: ChosenPolicy) => Object.keys(options).some(isMachineOption);
  if (policies.some(isOwn)) return policies.map((each) => commandFor(alone, state, each, ...more));
  const labels = policies.map((each) => policyWord(each, state.ownPolicies)).join(",");
  return [join("sim", name, jobsWord(state), "-p", shellWord(labels), machineFlags(machine), ...more)];
}

function join(...words: readonly string[]): string {
  return words.filter((word) => word !== "").join(" ");
}

/** Whether an option is the machine's. */
export function isMachineOption(name: string): boolean {
  return MACHINE_OPTIONS.some((spec) => spec.name === name);
}

function withoutMachine(options: OptionTexts): OptionTexts {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !isMachineOption(name)));
}

function machineFlags(machine: OptionTexts): string {
  return MACHINE_OPTIONS.flatMap(({ name, type }) => {
    const text = machine[name]?.trim() ?? "";
    if (text === "" || (type === "boolean" && text !== "true")) return [];
    return [`--${flagName(name)}${type === "boolean" ? "" : ` ${shellWord(text)}`}`];
  }).join(" ");
}

/** What names the workload on the command line. */
function workloadArgument(jobs: Jobs): { word: string; file: TerminalFile | null } {
  switch (jobs.kind) {
    case "random": {
      const settings = Object.entries(jobs.recipe).map(([name, value]) => `:${name}=${value}`).join("");
      return { word: `generate${settings}`, file: null };
    }
    case "text":
      return jobs.name === ""
        ? { word: "jobs.txt", file: { name: "jobs.txt", text: jobs.text } }
        : { word: shellWord(jobs.name), file: { name: jobs.name, text: jobs.text } };
    case "table": {
      const example = EXAMPLE_WORKLOADS.find(({ workload }) => isSame(tableOf(toColumns(workload)), jobs));
      if (example !== undefined) return { word: `example:${example.name}`, file: null };
      const typed = typedJobs(jobs);
      if (typed !== null) return { word: `"${typed}"`, file: null };
      const name = `${jobs.name.trim().replaceAll(/[^\w.-]+/g, "-").replace(/^[-.]+/, "") || "jobs"}.csv`;
      return { word: name, file: { name, text: tableText(jobs).text } };
    }
  }
}

function isSame(one: TableJobs, other: TableJobs): boolean {
  const text = (jobs: TableJobs) => `${jobs.name.trim()}\n${tableText(jobs).text}`;
  return text(one) === text(other);
}

/** A few plain jobs as they are typed: `A 0 3; B 2 6`; `null` where a cell is more than a name or a number. */
function typedJobs({ fields, rows }: TableJobs): string | null {
  const used = rows.filter((cells) => cells.some((cell) => cell.trim() !== ""));
  if (used.length > TYPED_MAX || used.length === 0) return null;
  const order = ["name", "arrival", "bursts", "priority"] as const;
  const isElse = fields.some((field, column) => {
    return !(order as readonly string[]).includes(field) && used.some((cells) => cells[column].trim() !== "");
  });
  const cellsOf = (cells: readonly string[]) => order.map((field) => cells[fields.indexOf(field)]?.trim() ?? "");
  const hasPriority = used.some((cells) => cellsOf(cells)[3] !== "");
  const lines = used.map((cells, row) => {
    const [name, ...numbers] = cellsOf(cells).slice(0, hasPriority ? 4 : 3);
    return [name === "" ? `P${row + 1}` : name, ...numbers];
  });
  const isPlain = lines.every(([name, ...numbers]) => {
    return /^[A-Za-z]\w*$/.test(name) && numbers.every((number) => /^\d+$/.test(number));
  });
  const text = lines.map((cells) => cells.join(" ")).join("; ");
  return !isElse && isPlain && isTyped(text) ? text : null;
}
