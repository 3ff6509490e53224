/**
 * Runs the command line in process, in a world made for the test.
 *
 * @module
 */

import type { Io } from "../../cli/io.ts";
import { main } from "../../cli/main.ts";

/** The world that a test wants. */
export interface WorldOptions {
  readonly stdin?: string | ReadableStream<Uint8Array>;
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether standard output is a terminal. */
  readonly isTerminal?: boolean;
  readonly directory?: string;
  /** Called at the first write to standard output; may throw. */
  readonly onWrite?: () => void;
  /** Presses Ctrl-C as soon as somebody listens. */
  readonly isInterrupted?: boolean;
  /** Takes the function that presses Ctrl-C, whenever somebody listens. */
  readonly onListen?: (press: () => void) => void;
  /** Takes the path of a file that is to be shown. */
  readonly onShow?: (path: string) => void;
}

/** What came of a run. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A world that keeps what is written. */
export function createWorld(options: WorldOptions = {}): { io: Io; out: () => string; err: () => string } {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    stdout: {
      isTerminal: options.isTerminal ?? false,
      write(text) {
        options.onWrite?.();
        out.push(text);
        return Promise.resolve();
      },
    },
    stderr: {
      isTerminal: false,
      write(text) {
        err.push(text);
        return Promise.resolve();
      },
    },
    stdin: () => options.stdin instanceof ReadableStream ? options.stdin : new Blob([options.stdin ?? ""]).stream(),
    stdinIsTerminal: false,
    env: (name) => options.env?.[name],
    directory: options.directory ?? Deno.cwd(),
    columns: options.columns ?? 80,
    onInterrupt(handler) {
      if (options.isInterrupted) handler();
      options.onListen?.(handler);
      return () => {};
    },
    keep: () => Promise.resolve(() => {}),
    show(path) {
      options.onShow?.(path);
      return Promise.resolve();
    },
  };
  return { io, out: () => out.join(""), err: () => err.join("") };
}

/** Runs the command line to its end. */
export async function runCli(args: readonly string[], options: WorldOptions = {}): Promise<Outcome> {
  const { io, out, err } = createWorld(options);
  const code = await main(args, io);
  return { code, out: out(), err: err() };
}
