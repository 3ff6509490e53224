/**
 * The root of a tree: makes the shared memory at the first use of the library in a program.
 *
 * @module
 */

import { instantiateCore } from "./_core.ts";
import { checkRuntime } from "./_runtime.ts";
import { adoptTree, ROOT_NAME, Tree, treeIfAny } from "./_tree.ts";
import { base64 } from "./_wasm.ts";

/** Pages of 64 KiB: at first, and at most. They stand in the module too (tools/build.ts). */
const PAGES_INITIAL = 4;
const PAGES_MAXIMUM = 16384;

/** The tree of this process; the first call in the root process creates it. @throws {Error} when the runtime is too old for it. */
export function currentTree(): Tree {
  return treeIfAny() ?? createRoot();
}

function createRoot(): Tree {
  checkRuntime();
  const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const module = new WebAssembly.Module(binary);
  const memory = new WebAssembly.Memory({ initial: PAGES_INITIAL, maximum: PAGES_MAXIMUM, shared: true });
  const id = instantiateCore(module, memory).treeCreate(Deno.pid);
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
      authKey: crypto.getRandomValues(new Uint8Array(32)),
    }),
  );
}
