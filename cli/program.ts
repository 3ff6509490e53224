/**
 * The one file that knows Cliffy: turns {@linkcode CommandDefinition}s into a Cliffy program, parses the command line
 * and calls the command. Only the command that is asked for is loaded; the others are names until help or a completion
 * needs more.
 *
 * Cliffy would print and exit by itself; here it only parses. Help is rendered by `text/help.ts`, errors are thrown.
 *
 * @module
 */

import { Command, ValidationError } from "@cliffy/command";
import config from "../deno.json" with { type: "json" };
import { closest, didYouMean } from "../engine/suggest.ts";
import { english, LANGUAGES, type Say, sayIn } from "../pictures/words/language.ts";
import { type CommandDefinition, type Flag, flagName, type FlagSet } from "./command.ts";
import { type CommandEntry, COMMANDS, DEFAULT_COMMAND } from "./commands/mod.ts";
import { UsageError } from "./exit_code.ts";
import type { Io } from "./io.ts";
import { load } from "./load.ts";
import { PROGRAM_NAME } from "./text/call.ts";
import { environmentLanguage } from "./text/languages/environment_language.ts";
import { COLOR_CHOICES, type ColorChoice, createStyle, wantsColor } from "./text/style.ts";

// Cliffy's builder changes its type with every option; this program builds from data and knows its options itself.
// deno-lint-ignore no-explicit-any
type AnyCommand = Command<any>;

/** What Cliffy hands to an action: values as text, switches as booleans. */
type RawFlags = Record<string, string | boolean | undefined>;

/** Parses `args` and runs the command they name. Errors are thrown; see `exit_code.ts`. */
export async function runProgram(args: readonly string[], io: Io): Promise<void> {
  // `sim help run` is what `sim run --help` is.
  if (args[0] === "help") return await runProgram([...args.slice(1), "--help"], io);
  const name = findCommandName(args);
  if (args.some((word) => word === "-h" || word === "--help")) return await printHelp(name, args, io);
  // What was typed so far is no command line to be parsed.
  if (name === "completions" && args[1] === "complete") return await completeWords(args[2] ?? "", io);
  const program = createProgram();
  for (const entry of COMMANDS) {
    const command = addCommand(program, entry);
    if (entry.name === name) defineOn(command, await entry.load(args), io);
  }
  await parse(defineRoot(program, io), args);
}

/** Answers a shell that asks what may stand at the end of a line. */
async function completeWords(line: string, io: Io): Promise<void> {
  const { completeLine } = await load<typeof import("./flags/complete_line.ts")>(
    import.meta,
    "./flags/complete_line.ts",
  );
  const { FILES } = await load<typeof import("./text/completion_scripts.ts")>(
    import.meta,
    "./text/completion_scripts.ts",
  );
  const { words, files } = await completeLine(line, COMMANDS);
  await io.stdout.write([...words, ...(files ? [FILES] : [])].map((word) => `${word}\n`).join(""));
}

function createProgram(): AnyCommand {
  // deno-lint-ignore no-explicit-any
  return new Command().name(PROGRAM_NAME).throwErrors().noExit() as any;
}

/** Adds a command that has nothing but its name and summary yet. */
function addCommand(program: AnyCommand, { name, summary }: CommandEntry): AnyCommand {
  const command: AnyCommand = new Command().description(summary);
  program.command(name, command);
  return command;
}

/** Runs Cliffy and turns its complaints into a {@linkcode UsageError}. */
async function parse(program: AnyCommand, args: readonly string[]): Promise<void> {
  try {
    await program.parse([...args]);
  } catch (error) {
    if (error instanceof ValidationError) throw new UsageError(plain(error.message));
    throw error;
  }
}

/** Cliffy's messages come with colour codes and a final period. */
function plain(message: string): string {
  // deno-lint-ignore no-control-regex
  return withoutWildGuess(message.replace(/\x1b\[[0-9;]*m/g, "").replace(/\.$/, ""));
}

/** Cliffy always has a suggestion; one that is no slip of what was typed is left out. */
function withoutWildGuess(message: string): string {
  const guess = /^Unknown option "-*([^"]*)"(\. Did you mean option "-*([^"]*)"\?)$/.exec(message);
  if (guess === null || closest(guess[1], [guess[3]]) !== null) return message;
  return message.slice(0, -guess[2].length);
}

/**
 * The command that the command line names, or `null` for none: the first word that is no option and no option's value.
 *
 * @throws {UsageError} When there is no such command.
 */
function findCommandName(args: readonly string[]): string | null {
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (word === "--color" || word === "--lang") index += 1;
    else if (word === "-" || !word.startsWith("-")) return knownCommand(word);
  }
  return null;
}

function knownCommand(word: string): string {
  const names = COMMANDS.map((entry) => entry.name);
  if (names.includes(word)) return word;
  throw new UsageError(
    `Cannot start: COMMAND must be one of ${names.join(", ")}, got ${word}${didYouMean(word, names)}`,
  );
}

/** Prints the help of a command, or of the program; anything else on the command line does not matter then. */
async function printHelp(name: string | null, args: readonly string[], io: Io): Promise<void> {
  const help = await load<typeof import("./text/help.ts")>(import.meta, "./text/help.ts");
  const given = args[args.indexOf("--color") + 1];
  const color = COLOR_CHOICES.find((choice) => args.includes("--color") && choice === given);
  const style = createStyle(wantsColor(color ?? "auto", io));
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry !== undefined) {
    const definition = await withOwnFlags(await entry.load(args), io);
    return await io.stdout.write(help.renderCommandHelp(definition, style, io.columns));
  }
  const { EXAMPLE_NAMES } = await load<typeof import("./flags/example_arguments.ts")>(
    import.meta,
    "./flags/example_arguments.ts",
  );
  const { version } = config;
  await io.stdout.write(help.renderProgramHelp(version, COMMANDS, EXAMPLE_NAMES, style, io.columns));
}

/** A command with the options of policies of one's own, where some are loaded. */
async function withOwnFlags(definition: CommandDefinition, io: Io): Promise<CommandDefinition> {
  if (io.policyLoader === undefined) return definition;
  const { ownFlags } = await load<typeof import("./own_policies/own_flags.ts")>(
    import.meta,
    "./own_policies/own_flags.ts",
  );
  return { ...definition, flags: { ...definition.flags, ...ownFlags() } };
}

/** What the program does without a command, and the options that every command has. */
function defineRoot(program: AnyCommand, io: Io): AnyCommand {
  // Cliffy's builder still points at the command that was added last.
  program.reset()
    .helpOption("-h, --help", "Show help")
    .option("-V, --version", "Show the version", {
      standalone: true,
      action: () => io.stdout.write(`${config.name} ${config.version}\n`),
    })
    .option("--color <when:string>", "When to colour", { global: true })
    .option("--lang <language:string>", "The language of reports", { global: true })
    .action((raw: RawFlags) => call(DEFAULT_COMMAND, raw, [], io));
  return program;
}

/** Gives a Cliffy command the arguments and options of a definition. */
function defineOn(command: AnyCommand, definition: CommandDefinition, io: Io): void {
  const args = definition.args.map((arg) => arg.isOptional ? `[${arg.name}:string]` : `<${arg.name}:string>`);
  if (args.length > 0) command.arguments(args.join(" "));
  for (const [key, flag] of Object.entries(definition.flags)) {
    command.option(cliffyFlags(key, flag), flag.summary);
    if (flag.bothWays) command.option(cliffyFlags(key, { ...flag, negatable: true }), flag.summary);
  }
  command.action((raw: RawFlags, ...args: string[]) => call(async () => await definition, raw, args, io));
}

/** `-o, --output <value:string>`, as Cliffy reads it. */
function cliffyFlags(key: string, flag: Flag<unknown>): string {
  const name = flagName(key);
  const short = flag.short === undefined ? "" : `-${flag.short}, `;
  if (flag.placeholder === null) return `${short}--${flag.negatable ? "no-" : ""}${name}`;
  // Cliffy would read a placeholder such as `name=ticks` as more of its own notation; help shows the real one.
  return `${short}--${name} <value:string>`;
}

/** Reads the values and runs the command. */
async function call(
  load: () => Promise<CommandDefinition>,
  raw: RawFlags,
  args: readonly string[],
  io: Io,
): Promise<void> {
  const definition = await load();
  const color = readColor(raw.color);
  const flags = readFlags(definition, raw);
  await definition.run({
    args,
    flags,
    io,
    style: createStyle(wantsColor(color, io), await readLanguage(raw.lang, io)),
  });
}

function readColor(value: string | boolean | undefined): ColorChoice {
  const choice = value ?? "auto";
  const found = COLOR_CHOICES.find((candidate) => candidate === choice);
  if (found !== undefined) return found;
  throw new UsageError(`Cannot start: --color must be one of ${COLOR_CHOICES.join(", ")}, got ${choice}`);
}

/** The language of reports: as told, else as the environment asks. */
async function readLanguage(value: string | boolean | undefined, io: Io): Promise<Say> {
  const choice = value ?? environmentLanguage((name) => io.env(name));
  const found = LANGUAGES.find((candidate) => candidate === choice);
  if (found === undefined) {
    throw new UsageError(`Cannot start: --lang must be one of ${LANGUAGES.join(", ")}, got ${choice}`);
  }
  return found === "en"
    ? english
    : sayIn((await load<typeof import("./text/languages/zh.ts")>(import.meta, "./text/languages/zh.ts")).zh);
}

/** The given values of a command's options, read by each option's own rule. */
function readFlags(definition: CommandDefinition, raw: RawFlags): Record<keyof FlagSet, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, flag] of Object.entries(definition.flags)) {
    const value = raw[key];
    // Cliffy says true for a negatable switch that was not given.
    if (value === undefined || (flag.negatable && value === true)) continue;
    try {
      values[key] = flag.parse(String(value));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UsageError(`Cannot ${definition.action ?? definition.name}: --${flagName(key)} ${error.message}`);
    }
  }
  return values;
}
