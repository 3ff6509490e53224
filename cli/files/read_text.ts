/**
 * Reads a whole text from a file or from standard input.
 *
 * @module
 */

import { resolve } from "node:path";
import { InterruptedError, reasonOf, WorkloadInputError } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { interruptible, unlessInterrupted } from "../running/interruptible.ts";

/** The most bytes of a text that is read whole: a file without end, such as a device, is no text. */
const BYTES_MAX = 2 ** 28;

/**
 * The text of the file at `path` relative to where the user stands; `-` is standard input.
 *
 * @throws {WorkloadInputError} When it cannot be read, is no UTF-8 text, or has more than 256 MiB.
 * @throws {InterruptedError} When Ctrl-C came first.
 */
export async function readText(io: Io, path: string): Promise<string> {
  const name = path === "-" ? "standard input" : path;
  if (path === "-" && io.stdinIsTerminal) await io.stderr.write("Reading from the terminal; Ctrl-D ends it\n");
  try {
    const stream = path === "-" ? io.stdin() : await openFile(resolve(io.directory, path));
    return await interruptible(io, (signal) => readStream(stream, signal, `Interrupted while reading ${name}`));
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    const reason = error instanceof TypeError ? "it must be UTF-8 text" : reasonOf(error);
    throw new WorkloadInputError(`Cannot read ${name}: ${reason}`, { cause: error });
  }
}

async function openFile(path: string): Promise<ReadableStream<Uint8Array>> {
  if ((await Deno.stat(path)).isDirectory) throw new Error("it is a directory");
  return (await Deno.open(path)).readable;
}

async function readStream(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  interruption: string,
): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const pieces: string[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { value, done } = await unlessInterrupted(signal, interruption, reader.read());
      if (done) break;
      bytes += value.length;
      if (bytes > BYTES_MAX) throw new Error(`it must be at most ${BYTES_MAX / 2 ** 20} megabytes of text, got more`);
      const piece = decoder.decode(value, { stream: true });
      if (piece.includes("\0")) throw new Error("it must be text, got binary data");
      pieces.push(piece);
    }
    pieces.push(decoder.decode());
    return pieces.join("");
  } finally {
    // A device or a pipe must be let go of, and its file closed with it.
    await reader.cancel().catch(() => {});
  }
}
