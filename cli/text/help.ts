/**
 * Help as text, laid out for the terminal's width, from the commands' own definitions.
 *
 * @module
 */

import { padEnd, widthOf, wrap } from "../../pictures/width.ts";
import { type CommandDefinition, type Flag, flagName } from "../command.ts";
import { EXIT_CODE } from "../exit_code.ts";
import type { Style } from "../io.ts";
import { asCalled, CALL, PROGRAM_NAME } from "./call.ts";

/** A name and what it is. */
type Entry = readonly [name: string, meaning: string];

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDTH_MAX = 110;

/** A name longer than this gets a line of its own. */
const NAME_COLUMNS_MAX = 30;

/** Meanings are not squeezed into fewer columns than this. */
const MEANING_COLUMNS_MIN = 24;

const EXIT_CODES: readonly Entry[] = [
  [String(EXIT_CODE.ok), "done; a reader that closes the pipe early is no error"],
  [String(EXIT_CODE.failure), "the machine failed: a file could not be written, memory ran out, or a bug"],
  [String(EXIT_CODE.usage), "the command line is wrong"],
  [String(EXIT_CODE.workload), "the workload is wrong: unreadable, invalid, or it deadlocks"],
  [String(EXIT_CODE.disagreement), "verify, check: what was looked at does not hold; the report says where"],
  [String(EXIT_CODE.interrupted), "stopped by Ctrl-C; files that were being written are not there"],
];

const GLOBAL_FLAGS: readonly Entry[] = [
  ["--color <auto|always|never>", "When to colour; auto colours on a terminal, unless NO_COLOR is set"],
  ["--lang <en|zh>", "The language of reports (run, compare, explain, sweep); as LANG says where it is not given"],
  ["-h, --help", "Show help, also of a command"],
  ["-V, --version", "Show the version"],
];

/** A workload in a file and the same typed: what everybody needs first. */
const FIRST = `    name,arrival,bursts,priority
    A,0,8,3
    B,1,3 io 2 4,1
`;

const FIRST_MEANING = "jobs.csv, a line per process; bursts are ticks of CPU, with I/O between them:";

const FIRST_COMMANDS: readonly Entry[] = [
  ["run jobs.csv -p priority", "that file"],
  ['run "A 0 8 3; B 1 3,2,4 1" -p priority', "the same typed: name, arrival, bursts, priority; 3,2,4 is CPU, I/O, CPU"],
  ['run "A:0:8:3 B:1:3,2,4:1" -p priority', "the same, shorter"],
];

const WORKLOADS: readonly Entry[] = [
  [
    "FILE",
    "a table as people write them (CSV, Markdown, LaTeX ..., headers by meaning, --columns where there are none), JSON, YAML, " +
    "SWF (Standard Workload Format) or an OSTEP job string, also gzip",
  ],
  [
    '"A 0 8 3; B 1 4"',
    "typed jobs: several words of which the second is a number, or NAME:ARRIVAL:BURSTS, unless a file has that name; also " +
    "arrivals and bursts as two lines of numbers",
  ],
  ["-", "standard input"],
  ["example:NAME", "a built-in workload"],
  ["ostep:LIST", "a job string of OSTEP's programs, such as ostep:0,180,0:100,20,0"],
  ["generate:OPTIONS", "a random workload with options of sim generate, such as generate:processes=200:load=0.9"],
];

/** Help of the whole program. */
export function renderProgramHelp(
  version: string,
  commands: readonly { readonly name: string; readonly summary: string }[],
  examples: readonly string[],
  style: Style,
  columns: number,
): string {
  const width = Math.min(columns, WIDTH_MAX);
  const all = commands.map(({ name, summary }): Entry => [name, summary]);
  const uses: Entry[] = [
    [CALL, "compares the usual policies on a built-in workload"],
    [`${CALL} COMMAND --help`, "shows what a command takes"],
  ];
  const workloads = [...WORKLOADS];
  workloads[3] = ["example:NAME", `a built-in workload: ${examples.join(", ")}`];
  return [
    `${style.bold(`${PROGRAM_NAME} ${version}`)}: processes you can simulate\n`,
    `${style.bold("A workload")}\n${wrap(FIRST_MEANING, width, "  ", "  ")}\n${FIRST}` +
    renderFirst(style, width),
    section("Usage", uses, style, width),
    section("Commands", all, style, width),
    section("Workloads", workloads, style, width),
    section("Options", GLOBAL_FLAGS, style, width),
    section("Exit codes", EXIT_CODES, style, width),
  ].join("\n");
}

/** The first commands, each over what it does. */
function renderFirst(style: Style, width: number): string {
  return FIRST_COMMANDS.map(([command, meaning]) =>
    `${wrap(`${CALL} ${command}`, width, "      ", "  ").replace(command, style.name(command))}\n${
      style.dim(wrap(meaning, width, "      "))
    }\n`
  ).join("");
}

/** Help of one command. */
export function renderCommandHelp(command: CommandDefinition, style: Style, columns: number): string {
  const width = Math.min(columns, WIDTH_MAX);
  const args = command.args.map(({ name, isOptional }) => isOptional ? `[${name}]` : `<${name}>`);
  const usage = [CALL, command.usage ?? [command.name, ...args].join(" "), "[options]"].join(" ");
  const parts = [
    `${style.bold("Usage:")} ${usage}\n`,
    wrap(asCalled(command.description), width) + "\n",
  ];
  if (command.args.length > 0) {
    parts.push(
      section("Arguments", command.args.map(({ name, summary }): Entry => [`<${name}>`, summary]), style, width),
    );
  }
  for (const [group, entries] of groupFlags(command)) parts.push(section(group, entries, style, width));
  parts.push(section("Everywhere", GLOBAL_FLAGS, style, width));
  if (command.examples.length > 0) parts.push(renderExamples(command, style, width));
  return parts.join("\n");
}

/** The options under their headings, the command's own first. */
function groupFlags({ flags }: CommandDefinition): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const [key, flag] of Object.entries(flags)) {
    const group = flag.group === undefined ? "Options" : flag.group;
    groups.set(group, [...groups.get(group) ?? [], flagEntry(key, flag)]);
  }
  return groups;
}

function flagEntry(key: string, flag: Flag<unknown>): Entry {
  const short = flag.short === undefined ? "" : `-${flag.short}, `;
  const name = `${short}--${flag.bothWays ? "[no-]" : flag.negatable ? "no-" : ""}${flagName(key)}`;
  const value = flag.placeholder === null ? "" : ` <${flag.placeholder}>`;
  const remarks = [];
  if (flag.choicesInSummary !== true && flag.choices !== undefined && flag.choices.length > 0) {
    remarks.push(flag.choices.join(", "));
  }
  if (flag.defaultText !== undefined) remarks.push(`default ${flag.defaultText}`);
  return [name + value, flag.summary + (remarks.length === 0 ? "" : ` (${remarks.join("; ")})`)];
}

function renderExamples({ examples }: CommandDefinition, style: Style, width: number): string {
  const lines = examples.map((example) => {
    const command = example.isVerbatim === true ? example.command : asCalled(example.command);
    return `${wrap(command, width, "      ", "  ").replace(command, () => style.name(command))}\n${
      style.dim(wrap(example.summary, width, "      "))
    }\n`;
  });
  return `${style.bold("Examples")}\n${lines.join("")}`;
}

/** A heading and its entries, names in one column, meanings wrapped in another. */
function section(title: string, entries: readonly Entry[], style: Style, width: number): string {
  const widest = Math.min(NAME_COLUMNS_MAX, Math.max(...entries.map(([name]) => widthOf(name))));
  // Where no room is left beside the names, all of them get lines of their own.
  const nameColumns = width - widest - 4 >= MEANING_COLUMNS_MIN ? widest : 2;
  const indent = " ".repeat(nameColumns + 4);
  const lines = entries.map(([name, meaning]) => {
    const text = wrap(asCalled(meaning), width, indent);
    const head = `  ${style.name(name)}`;
    if (widthOf(name) > nameColumns) return `${head}\n${text}\n`;
    return `${head}${padEnd("", nameColumns - widthOf(name) + 2)}${text.slice(indent.length)}\n`;
  });
  return `${style.bold(title)}\n${lines.join("")}`;
}
