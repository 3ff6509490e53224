/**
 * The world as the command line sees it: streams, environment, terminal and interrupts. Commands reach the world through
 * an {@linkcode Io} alone, so that tests run them in process.
 *
 * @module
 */

import type { Say } from "../pictures/words/language.ts";
import { OperationError, reasonOf } from "./exit_code.ts";
import { load } from "./load.ts";
import { Guard, type Kept } from "./running/guard.ts";
import type { SetupForm } from "./own_policies/policy_setup.ts";
import type { PolicyFile } from "./own_policies/policy_words.ts";
import { IS_CLONE } from "./text/call.ts";

/** A stream that takes text. */
export interface TextSink {
  /**
   * Writes all of it. Rejects with `Deno.errors.BrokenPipe` when the reader is gone, and with an
   * {@linkcode OperationError} when it cannot be written otherwise.
   */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
}

/** Paints text; every method returns its text unchanged where colours are off. */
export interface Style {
  readonly isColored: boolean;
  bold(text: string): string;
  dim(text: string): string;
  /** What is best, done or good. */
  good(text: string): string;
  /** What deserves care. */
  warn(text: string): string;
  /** Names that the user may type. */
  name(text: string): string;
  /** Text in a process's colour. */
  process(index: number, text: string): string;
  /** Text on a process's colour. */
  onProcess(index: number, text: string): string;
  /** Texts in the user's language. */
  readonly say: Say;
  /** Where the report is for a document, which lays out tables and terms itself; absent on a terminal. */
  readonly document?: DocumentMarks;
  /** How times are written; as ticks where it is absent. */
  readonly times?: TimesFormat;
}

/** How times are written. */
export interface TimesFormat {
  /** A time that is a whole number of ticks. */
  count(ticks: number): string;
  /** When something happens, where that is told otherwise than how long it takes: by the clock. */
  instant?(ticks: number): string;
  /** A mean of times. */
  decimal(ticks: number): string;
  /** How many ticks make a unit, and what the unit is called. */
  readonly perUnit: number;
  readonly unit: string;
}

/** Marks what a document lays out itself; the texts may be painted. */
export interface DocumentMarks {
  /** Columns that a chart of characters has room for. */
  readonly chartColumns: number;
  table(
    table: {
      readonly titles: readonly string[];
      readonly isLeft: readonly boolean[];
      readonly rows: readonly (readonly string[])[];
    },
  ): string;
  /** A word and what is said of it. */
  term(term: string, text: string): string;
  /** A chart of characters. */
  chart(text: string): string;
  /** A chart as SVG; `null` where the document cannot show one. */
  readonly drawing: ((svg: string) => string) | null;
}

/** Everything outside the program that a command may touch, files excepted. */
export interface Io {
  /** Results. */
  readonly stdout: TextSink;
  /** Everything else: progress, warnings, errors. */
  readonly stderr: TextSink;
  /** Standard input, read once. */
  stdin(): ReadableStream<Uint8Array>;
  /** Whether standard input is a terminal, where reading a workload would wait for the keyboard. */
  readonly stdinIsTerminal: boolean;
  /** An environment variable, or `undefined`. */
  env(name: string): string | undefined;
  /** The absolute directory that relative paths of the user mean. */
  readonly directory: string;
  /** Columns of the terminal that text is laid out for. */
  readonly columns: number;
  /** Calls `handler` at every Ctrl-C until the returned function is called. */
  onInterrupt(handler: () => void): () => void;
  /**
   * Sees to it that something that is about to be made is gone when the program is ended from outside. The returned
   * function says that it is gone already, or may stay.
   */
  keep(what: Kept): Promise<() => void>;
  /** Where policies of one's own are loaded: here. Absent where a command that names some is to run in a process of its own. */
  readonly policyLoader?: {
    /** Their files. */
    readonly files: readonly PolicyFile[];
    /** Told which is loaded, from 1, and 0 when it is. */
    noteLoading(index: number): void;
    /** Whether this is a process of their own, which may little. */
    readonly isApart?: boolean;
    /** Their compiled forms; none where they run as they are written. */
    readonly compiled?: readonly SetupForm[] | null;
    /** Told which compiled form, from 0, was found to do what the plain one does. */
    noteProved?(index: number): void;
  };
  /** Has the user's browser show a file; says so where it cannot. */
  show(path: string): Promise<void>;
}

/** Columns where there is no terminal to ask. */
const COLUMNS_DEFAULT = 80;

/** Columns below which nothing can be laid out; a narrower terminal wraps. */
const COLUMNS_MIN = 40;

type DenoOutput = typeof Deno.stdout | typeof Deno.stderr;

class DenoSink implements TextSink {
  readonly #stream: DenoOutput;
  readonly #encoder = new TextEncoder();
  readonly isTerminal: boolean;

  constructor(stream: DenoOutput) {
    this.#stream = stream;
    this.isTerminal = stream.isTerminal();
  }

  async write(text: string): Promise<void> {
    let bytes = this.#encoder.encode(text);
    try {
      while (bytes.length > 0) bytes = bytes.subarray(await this.#stream.write(bytes));
    } catch (error) {
      if (error instanceof Deno.errors.BrokenPipe) throw error;
      const name = this.#stream === Deno.stdout ? "standard output" : "standard error";
      throw new OperationError(`Cannot write ${name}: ${reasonOf(error)}`, { cause: error });
    }
  }
}

/** The terminal's columns: what `COLUMNS` says, else what the terminal says, else 80. */
function terminalColumns(): number {
  const stated = Number(Deno.env.get("COLUMNS"));
  if (Number.isInteger(stated) && stated > 0) return Math.max(stated, COLUMNS_MIN);
  if (!Deno.stdout.isTerminal()) return COLUMNS_DEFAULT;
  try {
    return Math.max(Deno.consoleSize().columns, COLUMNS_MIN);
  } catch {
    return COLUMNS_DEFAULT;
  }
}

/**
 * The real world, and what to do where it ends unforeseen. `deno task` starts the program of a clone in the clone; `INIT_CWD` is where
 * the user stands then.
 */
export function systemIo(
  place?: { readonly directory: string; readonly columns: number },
): Io & { removeAll(): void } {
  const guard = new Guard();
  return {
    stdout: new DenoSink(Deno.stdout),
    stderr: new DenoSink(Deno.stderr),
    stdin: () => Deno.stdin.readable,
    stdinIsTerminal: Deno.stdin.isTerminal(),
    env: (name) => Deno.env.get(name),
    directory: place?.directory ?? ((IS_CLONE ? Deno.env.get("INIT_CWD") : undefined) || Deno.cwd()),
    columns: place?.columns ?? terminalColumns(),
    onInterrupt: (handler) => guard.onInterrupt(handler),
    keep: (what) => guard.keep(what),
    show: async (path) =>
      await (await load<typeof import("./running/show_file.ts")>(import.meta, "./running/show_file.ts")).showFile(path),
    removeAll: () => guard.removeAll(),
  };
}
