/**
 * What may stand where the cursor is on a command line, for the shells' completion. The commands' own definitions are read,
 * so that a new option is completed without a change here.
 *
 * @module
 */

import { type ArgumentDefinition, type CommandDefinition, type Flag, flagName } from "../command.ts";

/** What may come next. */
export interface Candidates {
  /** Whole words that begin with what was typed; one that ends with `:` or `=` goes on. */
  readonly words: readonly string[];
  /** Whether files may stand here too. */
  readonly files: boolean;
}

/** A command as it can be completed. */
export interface CompletableCommand {
  readonly name: string;
  load(args: readonly string[]): Promise<CommandDefinition>;
}

const NOTHING: Candidates = { words: [], files: false };

/** Options of every command that have a value, and what it may be. */
const GLOBAL_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ["--color", ["auto", "always", "never"]],
  ["--lang", ["en", "zh"]],
]);

/**
 * What may stand at the end of a command line.
 *
 * @param line The line up to the cursor, from the program's name on.
 */
export async function completeLine(line: string, commands: readonly CompletableCommand[]): Promise<Candidates> {
  const words = splitWords(line);
  const typed = words.pop() ?? "";
  const args = words.slice(1);
  const at = args.findIndex((word, index) => !word.startsWith("-") && !GLOBAL_VALUES.has(args[index - 1]));
  const values = GLOBAL_VALUES.get(args.at(-1) ?? "");
  if (values !== undefined) return beginning(typed, values);
  if (at === -1) {
    const names = [...commands.map(({ name }) => name), "help"];
    return beginning(typed, typed.startsWith("-") ? ["--color", "--lang", "--help", "--version"] : names);
  }
  if (args[at] === "help") return at === args.length - 1 ? beginning(typed, commands.map(({ name }) => name)) : NOTHING;
  const command = commands.find(({ name }) => name === args[at]);
  if (command === undefined) return NOTHING;
  // What was typed may not be one of its forms yet.
  const definition = await command.load(args).catch(() => command.load(args.slice(0, at + 1)));
  return inCommand(definition, args.slice(at + 1), typed);
}

function inCommand(definition: CommandDefinition, words: readonly string[], typed: string): Candidates {
  const flags = Object.entries(definition.flags);
  const find = (word: string) =>
    flags.find(([key, { short }]) => word === `--${flagName(key)}` || (short !== undefined && word === `-${short}`))
      ?.[1];
  const inline = /^(--[\w-]+=)(.*)$/.exec(typed);
  if (inline !== null) {
    const flag = find(inline[1].slice(0, -1));
    if (flag === undefined || flag.placeholder === null) return NOTHING;
    const { words: values, files } = valuesOf(flag, inline[2]);
    return { words: values.map((value) => inline[1] + value), files };
  }
  const before = words.at(-1);
  const open = before === undefined || before.includes("=") ? undefined : find(before);
  if (open !== undefined && open.placeholder !== null) return valuesOf(open, typed);
  if (typed.startsWith("-")) {
    const names = flags.flatMap(([key, { negatable, bothWays }]) => [
      ...negatable ? [] : [`--${flagName(key)}`],
      ...negatable || bothWays ? [`--no-${flagName(key)}`] : [],
    ]);
    return beginning(typed, [...names, "--color", "--lang", "--help"].filter((name) => !words.includes(name)));
  }
  let count = 0;
  for (const [index, word] of words.entries()) {
    const flag = word.startsWith("-") && word !== "-" ? find(word) : undefined;
    const isValue = index > 0 && isOpen(find(words[index - 1]));
    if (!isValue && flag === undefined && (word === "-" || !word.startsWith("-"))) count += 1;
  }
  const argument = definition.args[count];
  return argument === undefined ? NOTHING : valuesOf(argument, typed);
}

function isOpen(flag: Flag<unknown> | undefined): boolean {
  return flag !== undefined && flag.placeholder !== null;
}

/** The values of an option or an argument that begin with what was typed. */
function valuesOf(
  { choices = [], complete, isFile = false }: Flag<unknown> | ArgumentDefinition,
  typed: string,
): Candidates {
  const words = complete?.(typed) ?? choices;
  return { ...beginning(typed, words), files: isFile && !/^\w+:/.test(typed) };
}

function beginning(typed: string, words: readonly string[]): Candidates {
  return { words: words.filter((word) => word.startsWith(typed)), files: false };
}

/** The words of a line, the last one being typed; quotes hold blanks together. */
function splitWords(line: string): string[] {
  const words = [""];
  let quote: string | null = null;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (character === "\\" && quote !== "'" && at + 1 < line.length) words[words.length - 1] += line[++at];
    else if (quote !== null) {
      if (character === quote) quote = null;
      else words[words.length - 1] += character;
    } else if (character === "'" || character === '"') quote = character;
    else if (/\s/.test(character)) { if (words.at(-1) !== "" || words.length === 1) words.push(""); }
    else words[words.length - 1] += character;
  }
  return words;
}
