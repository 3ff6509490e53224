/**
 * Whether the program may open what another worker needs: Deno does not refuse a worker for which there are no file descriptors, but
 * ends the whole program in a panic. Looked at before a start, as far as the system tells: on Linux with all permissions by a count, elsewhere
 * by opening as many files, where that is permitted.
 *
 * @module
 */

import { childrenOf } from "./_children.ts";
import { Word } from "../core/_core.ts";
import type { Tree } from "../core/_tree.ts";

/** What a worker opens (Deno 2.9.6 on Linux), and what others may open meanwhile. */
const PER_PROCESS = 6;
const RESERVE = 24;
/** Starts before the next look: where a count says that there is much room, a share of that; without a count, so many. */
const SHARE = 4;
const PROBED_STARTS = 8;

const DESCRIPTORS = "/proc/self/fd";
const LIMITS = "/proc/self/limits";
const NULL_FILE = "/dev/null";

/** How many starts of each process need no look. */
const unchecked = new WeakMap<Tree, number>();

/** @throws {RangeError} when a worker more would open too many files. */
export function needDescriptors(tree: Tree): void {
  const left = unchecked.get(tree) ?? 0;
  if (left > 0) return void unchecked.set(tree, left - 1);
  const starting = [...childrenOf(tree).living].filter(({ id }) => tree.core.processWord(id, Word.thread) === 0).length;
  const promised = RESERVE + starting * PER_PROCESS;
  const free = counted() ?? probed(promised + PROBED_STARTS * SHARE * PER_PROCESS);
  if (free === null) return;
  const room = Math.floor((free - promised) / PER_PROCESS);
  if (room < 1) {
    throw new RangeError(
      `Cannot start the process: the files that the program may still open (ulimit -n) must be ${
        promised + PER_PROCESS
      } or more, got ${free}`,
    );
  }
  unchecked.set(tree, Math.floor(room / SHARE));
}

/** How many more files may be opened, or null where the system does not say. */
function counted(): number | null {
  if (Deno.build.os !== "linux") return null;
  const permissions = ["read", "run", "ffi"] as const; // all of them, or the question would be put to the user
  if (permissions.some((name) => Deno.permissions.querySync({ name }).state !== "granted")) return null;
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(Deno.readTextFileSync(LIMITS)) ?? [];
    if (limit === undefined) return null;
    return Number(limit) - [...Deno.readDirSync(DESCRIPTORS)].length;
  } catch {
    return null;
  }
}

/** The same up to `wanted`, by trying. */
function probed(wanted: number): number | null {
  if (Deno.build.os === "windows") return null; // knows no such limit
  if (Deno.permissions.querySync({ name: "read", path: NULL_FILE }).state !== "granted") return null;
  const files: Deno.FsFile[] = [];
  try {
    while (files.length < wanted) files.push(Deno.openSync(NULL_FILE));
  } catch {
    // That many.
  } finally {
    for (const file of files) file.close();
  }
  return files.length;
}
