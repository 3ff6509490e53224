/**
 * A process of the operating system that maps a tree's memory and runs a function of a module, for the tests of what lies below
 * `startMethod: "spawn"`. What the library itself does at a start (flags, deaths, the end) is not here.
 *
 * @module
 */

import { assert } from "@std/assert";
import { encodeShared, takeShared } from "../../../workers/core/_codec.ts";
import { bury, keepDebts } from "../../../workers/core/_debts.ts";
import { Thread, Word } from "../../../workers/core/_core.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { adoptMapped, ensureSpanning } from "../../../workers/core/_spanning.ts";
import { adoptTree, ROOT_NAME, Tree } from "../../../workers/core/_tree.ts";
import { base64 } from "../../../workers/core/_wasm.ts";
import "../../../workers/handles.ts";

/** The other process, as whoever started it sees it. */
export interface Space {
  readonly id: number;
  readonly child: Deno.ChildProcess;
  /** Waits for its end, and says that it is dead; its exit code, or minus the signal. */
  ended(): Promise<number>;
}

/** Starts one that calls an export of a module. */
export function startSpace(module: URL, target: string, ...args: unknown[]): Space {
  const tree = currentTree();
  const { core, self } = tree;
  const { fdPath, token } = ensureSpanning(tree);
  const id = core.processClaim(self);
  assert(id > 0);
  const { block } = encodeShared(tree, args, "args");
  core.blockGive(self, block, id);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      "--config",
      new URL("../../../deno.npm.json", import.meta.url).pathname,
      import.meta.filename!,
      JSON.stringify({ fdPath, token, id, parent: self, block, module: module.href, target }),
    ],
    stdin: "null",
  }).spawn();
  core.processSetWord(id, Word.space, child.pid);
  const ended = async () => {
    const { code, signal } = await child.status;
    const exitCode = signal === null ? code : -Number(code) + 128;
    for (
      let other = core.nextInSpace(child.pid, 0);
      other !== 0;
      other = core.nextInSpace(child.pid, core.slotOf(other) + 1)
    ) {
      if (core.processExit(other, exitCode)) core.announce(other);
      core.processSetWord(other, Word.thread, Thread.gone);
      bury(tree, other);
    }
    return exitCode;
  };
  return { id, child, ended };
}

if (import.meta.main) {
  const { fdPath, token, id, parent, block, module: specifier, target } = JSON.parse(Deno.args[0]);
  const module = new WebAssembly.Module(Uint8Array.fromBase64(base64));
  const memory = adoptMapped({ fdPath, token }, module);
  const tree = adoptTree(
    new Tree({
      memory,
      module,
      id,
      pid: Deno.pid,
      parentId: parent,
      parentPid: Deno.ppid,
      parentName: ROOT_NAME,
      name: "space",
      daemon: false,
      logLevel: null,
      startMethod: "worker",
      authKey: new Uint8Array(32),
    }),
  );
  tree.core.processSetWord(id, Word.thread, Thread.runs);
  keepDebts(tree);
  await (await import(specifier))[target](...takeShared(tree, block) as unknown[]);
  Deno.exit(0);
}
