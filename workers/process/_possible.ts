/**
 * Whether processes of the system can be started here, and if not what is missing.
 *
 * @module
 */

import { ensureSpanning, type Mapping } from "../core/_spanning.ts";
import type { Tree } from "../core/_tree.ts";

/** Makes the memory of the tree ready. @throws {Error} with what is missing, and what works. */
export function needSystemProcesses(tree: Tree): Mapping {
  if (Deno.build.standalone) {
    throw refused("the program must be run by the runtime, got one made by deno compile, which can only run as itself");
  }
  if (Deno.build.os === "linux") {
    const missing = [
      ...isGranted({ name: "run", command: Deno.execPath() }) ? [] : ["--allow-run"],
      ...isGranted({ name: "ffi", path: LIBRARY }) ? [] : ["--allow-ffi"],
    ];
    if (missing.length > 0) throw refused(`it needs ${missing.join(" and ")}`);
  }
  return ensureSpanning(tree);
}

function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}

function refused(reason: string): Error {
  return new Error(`Cannot start a process of the operating system: ${reason}; startMethod "worker" works without`);
}

const LIBRARY = "libc.so.6";
