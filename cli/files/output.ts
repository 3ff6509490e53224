/**
 * Where results go: standard output, or a file that appears whole or not at all.
 *
 * A file is written beside its place under a name of its own and renamed at the end, so that a reader never sees half
 * of it, and an interrupted or failed run leaves what was there before.
 *
 * @module
 */

import { basename, dirname, join, resolve } from "node:path";
import { OperationError, reasonOf } from "../exit_code.ts";
import type { Io } from "../io.ts";

/** Text is handed on in pieces of about this many characters. */
const PIECE_LENGTH = 64 * 1024;

/** A place that takes text. Without {@linkcode Output.commit} nothing of it remains, except on standard output. */
export interface Output extends AsyncDisposable {
  /** Takes text; it may be kept until more has come. */
  write(text: string): Promise<void>;
  /** Hands on what was kept, for text that is read while it comes. */
  flush(): Promise<void>;
  /** Puts the file in its place. Call it once, after the last write. */
  commit(): Promise<void>;
}

/** Where the text of an {@linkcode Output} ends up. */
interface Target {
  write(text: string): Promise<void>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

class PiecewiseOutput implements Output {
  #pending: string[] = [];
  #pendingLength = 0;
  #isDone = false;
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  async write(text: string): Promise<void> {
    this.#pending.push(text);
    this.#pendingLength += text.length;
    if (this.#pendingLength >= PIECE_LENGTH) await this.flush();
  }

  async commit(): Promise<void> {
    await this.flush();
    await this.#target.finish();
    this.#isDone = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isDone) await this.#target.abandon();
  }

  async flush(): Promise<void> {
    const text = this.#pending.join("");
    this.#pending = [];
    this.#pendingLength = 0;
    if (text !== "") await this.#target.write(text);
  }
}

/** Opens standard output, or the file at `path` relative to where the user stands; `-` is standard output too. */
export async function openOutput(io: Io, path: string | undefined): Promise<Output> {
  if (path === undefined || path === "-") {
    const nothing = () => Promise.resolve();
    return new PiecewiseOutput({ write: (text) => io.stdout.write(text), finish: nothing, abandon: nothing });
  }
  return new PiecewiseOutput(await explained(path, () => openFile(resolve(io.directory, path), path)));
}

/** Writes a whole file at once. */
export async function writeOutput(io: Io, path: string | undefined, text: string): Promise<void> {
  await using output = await openOutput(io, path);
  await output.write(text);
  await output.commit();
}

async function openFile(path: string, shown: string): Promise<Target> {
  const existing = await Deno.stat(path).catch(() => null);
  if (existing?.isDirectory) throw new OperationError(`Cannot write ${shown}: it must be a file, got a directory`);
  // A link keeps its place and its target is replaced; a device or a pipe is written as it stands.
  const isSpecial = existing !== null && !existing.isFile;
  const place = existing === null || isSpecial ? path : await Deno.realPath(path);
  const written = isSpecial ? place : join(dirname(place), `.${basename(place)}.${crypto.randomUUID()}.tmp`);
  const mode = existing?.mode === null || existing?.mode === undefined ? undefined : existing.mode & 0o777;
  const file = await Deno.open(written, { write: true, createNew: !isSpecial, mode });
  const encoder = new TextEncoder();
  return {
    write: (text) =>
      explained(shown, async () => {
        let bytes = encoder.encode(text);
        while (bytes.length > 0) bytes = bytes.subarray(await file.write(bytes));
      }),
    finish: () =>
      explained(shown, async () => {
        file.close();
        if (!isSpecial) await Deno.rename(written, place);
      }),
    async abandon() {
      try {
        file.close();
      } catch {
        // It was closed before the rename failed.
      }
      if (!isSpecial) await Deno.remove(written).catch(() => {});
    },
  };
}

/** Runs an operation on the file that the user calls `shown`; a failure says which file and why. */
async function explained<T>(shown: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof OperationError || error instanceof Deno.errors.BrokenPipe) throw error;
    throw new OperationError(`Cannot write ${shown}: ${reasonOf(error)}`, { cause: error });
  }
}
