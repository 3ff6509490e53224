/**
 * Reads a whole text from a file or from standard input.
 *
 * @module
 */

import { resolve } from "node:path";
import { InterruptedError, reasonOf, WorkloadInputError } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { interruptible, unlessInterrupted } from "../work/interruptible.ts";

/**
 * The text of the file at `path` relative to where the user stands; `-` is standard input.
 *
 * @throws {WorkloadInputError} When it cannot be read, or is no UTF-8 text.
 */
export async function readText(io: Io, path: string): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    if (path !== "-") return decoder.decode(await Deno.readFile(resolve(io.directory, path)));
    if (io.stdinIsTerminal) await io.stderr.write("Reading from the terminal; Ctrl-D ends it\n");
    return decoder.decode(await readStdin(io));
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    const reason = error instanceof TypeError ? "it must be UTF-8 text" : reasonOf(error);
    throw new WorkloadInputError(`Cannot read ${path === "-" ? "standard input" : path}: ${reason}`, { cause: error });
  }
}

async function readStdin(io: Io): Promise<ArrayBuffer> {
  const read = () => new Response(io.stdin()).arrayBuffer();
  return await interruptible(
    io,
    (signal) => unlessInterrupted(signal, "Interrupted while reading standard input", read()),
  );
}
