/**
 * Contenders that are other programs: started once, then asked for one run at a time over their standard streams.
 *
 * @module
 */

import { tellingLine } from "./errors.ts";
import type { Contender, Role } from "./suite.ts";

/** A program that answers each line of JSON with a line of JSON. */
export interface ProgramDescription {
  name: string;
  role: Role;
  operations?: number;
  /** The program and its arguments; a URL stands for the path of a file. */
  command: readonly (string | URL)[];
  /** Written as one line for each run. */
  request: unknown;
  cwd?: string | URL;
  env?: Record<string, string>;
}

/** What a program answers: milliseconds (or bytes) and perhaps a result, or why it cannot. */
interface Answer {
  ms?: number;
  result?: string;
  error?: string;
}

/** How long a program that was asked to end may take. */
const END_TIMEOUT_MS = 2_000;

/** A part of a command line. */
export function pathOf(part: string | URL): string {
  return typeof part === "string" ? part : decodeURIComponent(part.pathname);
}

/** A program that has been started. */
export class LineProgram {
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #complaints: Promise<string>;
  #buffered = "";

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#writer = process.stdin.getWriter();
    this.#reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.#complaints = new Response(process.stderr).text();
  }

  /**
   * Starts a program.
   *
   * @throws {Error} If there is no such program.
   */
  static start(
    command: readonly (string | URL)[],
    options: Pick<ProgramDescription, "cwd" | "env"> = {},
  ): LineProgram {
    const [program, ...args] = command.map(pathOf);
    try {
      return new LineProgram(
        new Deno.Command(program, { ...options, args, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn(),
      );
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) throw new Error(`there is no ${program}`);
      throw error;
    }
  }

  /**
   * Writes a line and reads one.
   *
   * @throws {Error} If the program ends instead of answering; the message has the end of what it said on standard error.
   */
  async ask(line: string): Promise<string> {
    try {
      await this.#writer.write(new TextEncoder().encode(`${line}\n`));
    } catch {
      throw await this.#ended();
    }
    for (;;) {
      const end = this.#buffered.indexOf("\n");
      if (end >= 0) {
        const answer = this.#buffered.slice(0, end);
        this.#buffered = this.#buffered.slice(end + 1);
        return answer;
      }
      const { value, done } = await this.#reader.read();
      if (done) throw await this.#ended();
      this.#buffered += value;
    }
  }

  async #ended(): Promise<Error> {
    const [{ code }, complaints] = await Promise.all([this.#process.status, this.#complaints]);
    const last = tellingLine(complaints);
    return new Error(last === "" ? `it ended with code ${code}` : `it ended with code ${code}: ${last}`);
  }

  /** Ends the program by the end of its input; by force, if it does not obey. */
  async end(): Promise<void> {
    await this.#writer.close().catch(() => {});
    const timer = setTimeout(() => {
      try {
        this.#process.kill("SIGKILL");
      } catch {
        // It has ended in this moment.
      }
    }, END_TIMEOUT_MS);
    await this.#process.status;
    clearTimeout(timer);
    await this.#reader.cancel().catch(() => {});
    await this.#complaints;
  }
}

/** A contender that is a program of its own: started in `open`, asked in `run`, ended in `close`. */
export function fromProgram(description: ProgramDescription): Contender {
  let program: LineProgram | undefined;
  let answer: Answer = {};
  return {
    name: description.name,
    role: description.role,
    operations: description.operations,
    open() {
      program = LineProgram.start(description.command, description);
    },
    async run() {
      const line = await program!.ask(JSON.stringify(description.request));
      try {
        answer = JSON.parse(line);
      } catch {
        throw new Error(`its answer is not JSON: ${line.slice(0, 200)}`);
      }
      if (answer.error !== undefined) throw new Error(answer.error);
      if (typeof answer.ms !== "number") throw new Error(`its answer has no ms: ${line.slice(0, 200)}`);
      return answer.ms;
    },
    result: () => answer.result ?? null,
    async close() {
      await program?.end();
      program = undefined;
    },
  };
}
