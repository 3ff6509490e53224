/**
 * What a command of the command line is: data that help, completions and the parser read, and one function. A command
 * is one file of `commands/`, one line of `commands/mod.ts`, and one of `mod.ts`, which names all that is loaded when it is wanted.
 *
 * @module
 */

import type { Io, Style } from "./io.ts";

export { flagName } from "../engine/option_text.ts";

/** One option of a command, of value type `T`. */
export interface Flag<T> {
  /** One line of help. */
  readonly summary: string;
  /** What help shows for the value, as in `--cpus <count>`; `null` for a switch that takes none. */
  readonly placeholder: string | null;
  /** One letter, as in `-o`. */
  readonly short?: string;
  /** Shown in help; the value itself is filled in by whoever uses the flag. */
  readonly defaultText?: string;
  /** The only values it takes, or those worth offering when the user asks to complete one. */
  readonly choices?: readonly string[];
  /** Whether the summary tells which of the choices are whose. */
  readonly choicesInSummary?: boolean;
  /** A switch that is on by default and is turned off with `--no-NAME`. */
  readonly negatable?: boolean;
  /** A switch that is turned on with `--NAME` and off with `--no-NAME`, as what it is by itself differs. */
  readonly bothWays?: boolean;
  /** Words that begin with what was typed, where they depend on it; instead of the choices. */
  complete?(typed: string): readonly string[];
  /** Whether the value names a file, for completion. */
  readonly isFile?: boolean;
  /** The heading it stands under in help. Default: the command's own options. */
  readonly group?: string;
  /**
   * Reads the value.
   *
   * @throws {RangeError} When it is not one; the message says what it must be.
   */
  parse(text: string): T;
}

/** The options of a command by name in camelCase; `switchCost` is `--switch-cost`. */
export type FlagSet = Readonly<Record<string, Flag<unknown>>>;

/** The values that were given; what was not given is not there. */
export type FlagValues<F extends FlagSet> = { [K in keyof F]?: F[K] extends Flag<infer T> ? T : never };

/** A positional argument. */
export interface ArgumentDefinition {
  readonly name: string;
  readonly summary: string;
  readonly isOptional?: boolean;
  /** Offered when the user asks to complete it. */
  readonly choices?: readonly string[];
  /** Words that begin with what was typed, where they depend on it; instead of the choices. */
  complete?(typed: string): readonly string[];
  /** Whether it may name a file, for completion. */
  readonly isFile?: boolean;
}

/** A line of help that shows a use. */
export interface ExampleDefinition {
  /** A line for the shell; help shows `sim` as its user calls the program. */
  readonly command: string;
  readonly summary: string;
  /** Whether help shows the command as it stands here. */
  readonly isVerbatim?: boolean;
}

/** What a command is called with. */
export interface Invocation<F extends FlagSet> {
  readonly args: readonly string[];
  readonly flags: FlagValues<F>;
  readonly io: Io;
  /** Colours, as `--color`, `NO_COLOR` and the terminal allow on standard output. */
  readonly style: Style;
}

/** A command. */
export interface CommandDefinition<F extends FlagSet = FlagSet> {
  readonly name: string;
  /** The words of its usage line after the program's name. Default: its name and arguments. */
  readonly usage?: string;
  /** What it could not do, as messages say it. Default: its name. */
  readonly action?: string;
  /** Sentences under the usage line of its help. */
  readonly description: string;
  readonly args: readonly ArgumentDefinition[];
  readonly flags: F;
  readonly examples: readonly ExampleDefinition[];
  /** Does the work. Errors of `exit_code.ts` become a short message and their exit code. */
  run(invocation: Invocation<F>): Promise<void>;
}

/** Infers the flags' types of a command. */
export function defineCommand<F extends FlagSet>(command: CommandDefinition<F>): CommandDefinition<F> {
  return command;
}
