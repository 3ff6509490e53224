/**
 * Where results go: standard output, or a file that appears whole or not at all.
 *
 * A file is written beside its place under a name of its own and renamed at the end, so that a reader never sees half
 * of it, and an interrupted or failed run leaves what was there before. What a killed one left is removed by the next
 * that writes the same file.
 *
 * @module
 */

import { dirname, resolve } from "node:path";
import { OperationError, reasonOf } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { createTemporary, sweepFiles, temporaryName } from "./abandoned.ts";

/** Links that may lead from one to the next, as systems have it. */
const LINKS_MAX = 40;

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
  return new PiecewiseOutput(await explained(path, () => openFile(io, resolve(io.directory, path), path)));
}

/** Writes a whole file at once. */
export async function writeOutput(io: Io, path: string | undefined, text: string): Promise<void> {
  await using output = await openOutput(io, path);
  await output.write(text);
  await output.commit();
}

async function openFile(io: Io, path: string, shown: string): Promise<Target> {
  const place = await placeOf(path);
  const existing = await Deno.stat(place).catch(() => null);
  if (existing?.isDirectory) throw new OperationError(`Cannot write ${shown}: it must be a file, got a directory`);
  // A device or a pipe is written as it stands.
  if (existing !== null && !existing.isFile) return targetOf(await Deno.open(place, { write: true }), shown, null);
  await sweepFiles(place);
  let release = () => {};
  const { path: written, file } = await createTemporary(async () => {
    release();
    const name = temporaryName(place);
    release = await io.keep({ file: name });
    return name;
  }, existing?.mode === null || existing === null ? {} : { mode: existing.mode & 0o777 });
  return targetOf(file, shown, { written, place, release });
}

/** Where a path leads: a link keeps its place and its target is written, also where that is not there yet. */
async function placeOf(path: string): Promise<string> {
  let place = path;
  for (let links = 0; links < LINKS_MAX; links++) {
    const entry = await Deno.lstat(place).catch(() => null);
    if (!entry?.isSymlink) return place;
    place = resolve(await Deno.realPath(dirname(place)), await Deno.readLink(place));
  }
  throw new Error("it must lead to a file, got links without end");
}

/** A file that is written under another name until it is done. */
interface Unfinished {
  readonly written: string;
  readonly place: string;
  /** Says that it need not be removed any more. */
  readonly release: () => void;
}

function targetOf(file: Deno.FsFile, shown: string, unfinished: Unfinished | null): Target {
  const encoder = new TextEncoder();
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  return {
    write: (text) =>
      explained(shown, async () => {
        let bytes = encoder.encode(text);
        while (bytes.length > 0) bytes = bytes.subarray(await file.write(bytes));
      }),
    finish: () =>
      explained(shown, async () => {
        // Closing gives the lock back, and whoever sweeps might take the file for abandoned; Windows renames no open file.
        if (Deno.build.os === "windows") close();
        if (unfinished !== null) await Deno.rename(unfinished.written, unfinished.place);
        close();
        unfinished?.release();
      }),
    async abandon() {
      close();
      if (unfinished === null) return;
      await Deno.remove(unfinished.written).catch(() => {});
      unfinished.release();
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
