/**
 * The root of a tree: makes the shared memory at the first use of the library in a program.
 *
 * @module
 */

import { instantiateCore } from "./_core.ts";
import { checkRuntime } from "./_runtime.ts";
import { adoptTree, PAGE_BYTES, PAGES_BEFORE, ROOT_NAME, Tree, treeIfAny } from "./_tree.ts";
import { base64 } from "./_wasm.ts";

/** Pages at first; it stands in the module too (tools/build.ts), with the most that there can be. */
const PAGES_INITIAL = 4;
const PAGES_POSSIBLE = 65536;
const BYTES_DEFAULT = 2 ** 30;

/** The most bytes of the tree that will be made, in a list so that it is no variable of the module. */
const limits = [BYTES_DEFAULT];

/** Says how many bytes the tree may have that is not made yet. */
export function limitMemory(bytes: number): void {
  limits[0] = bytes;
}

/** The tree of this process; the first call in the root process creates it. @throws {Error} when the runtime is too old for it. */
export function currentTree(): Tree {
  return treeIfAny() ?? createRoot();
}

function createRoot(): Tree {
  checkRuntime();
  const module = new WebAssembly.Module(Uint8Array.fromBase64(base64));
  const maximum = Math.min(PAGES_POSSIBLE, Math.ceil(limits[0] / PAGE_BYTES) + PAGES_BEFORE);
  const memory = new WebAssembly.Memory({ initial: PAGES_INITIAL, maximum, shared: true });
  const id = instantiateCore(module, memory).treeCreate(Deno.pid, maximum);
  return adoptTree(
    new Tree({
      memory,
      module,
      id,
      pid: Deno.pid,
      parentId: 0,
      parentPid: 0,
      parentName: "",
      name: ROOT_NAME,
      daemon: false,
      logLevel: null,
      startMethod: "worker",
      authKey: crypto.getRandomValues(new Uint8Array(32)),
    }),
  );
}
