/**
 * The same in the terminal: the command that gives the page's figures, and the file that it reads, where it needs one.
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
import { shellWord } from "../shell_word.ts";
import type { ChosenPolicy, OptionTexts, Snapshot } from "../state.ts";

/** Jobs that are typed on a command line; more are in a file. */
const TYPED_MAX = 12;

/** What to type, and what to save before. */
export interface TerminalCommand {
  /** A line each. */
  readonly commands: readonly string[];
  /** The file that they read; `null` where the workload is in the command, or where the person has the file. */
  readonly file: { readonly name: string; readonly text: string } | null;
}

/** The command of a state. */
export function terminalCommand(
  { jobs, policies, machine }: Pick<Snapshot, "jobs" | "policies" | "machine">,
): TerminalCommand {
  const { word, file } = workloadArgument(jobs);
  const flags = machineFlags(machine);
  const isOwn = ({ options }: ChosenPolicy) => Object.keys(options).some(isMachineOption);
  const labels = policies.map((each) => labelOf(each.policy, withoutMachine(each.options)));
  if (policies.length > 1 && !policies.some(isOwn)) {
    return { commands: [join("sim compare", word, "-p", shellWord(labels.join(",")), flags)], file };
  }
  const commands = policies.map((each, index) => {
    const own = Object.fromEntries(Object.entries(each.options).filter(([name]) => isMachineOption(name)));
    return join("sim run", word, "-p", shellWord(labels[index]), machineFlags({ ...machine, ...own }));
  });
  return { commands, file };
}

function join(...words: readonly string[]): string {
  return words.filter((word) => word !== "").join(" ");
}

function isMachineOption(name: string): boolean {
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
function workloadArgument(jobs: Jobs): { word: string; file: TerminalCommand["file"] } {
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
