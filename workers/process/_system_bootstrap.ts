/**
 * What a process of the system runs first (`_launch.ts` starts it): has itself killed with its parent, joins the tree's memory, and is
 * a child as a worker is (`_bootstrap.ts`). Its main thread has no worker's scope: a timer keeps the event loop alive, and the end is that
 * of the program.
 *
 * @module
 */

import { instantiateCore, Word } from "../core/_core.ts";
import { adoptMapped } from "../core/_spanning.ts";
import type { Birth } from "../core/_tree.ts";
import { base64 } from "../core/_wasm.ts";
import { Child } from "./_bootstrap.ts";
import { dieWithParent, nameProcess, parentOfThis, setNiceness } from "./_libc_process.ts";
import type { Start, SystemStart } from "./_start.ts";

const KILL = 9;
/** The longest that a timer can be set to. */
const TIMER_MAX_MS = 2 ** 30;

/** How often it looks whether it may begin. */
const LOOK_MS = 1;

/** Read before the user's code could change it. */
const exit = Deno.exit;

begin();

function begin(): void {
  const [label, fdPath, token, idText, blockText, parentText, ...args] = Deno.args;
  dieWithParent(KILL);
  if (parentOfThis() !== Number(parentText)) exit(1); // it ended before it could take this process with it
  nameProcess(label);
  const module = new WebAssembly.Module(Uint8Array.fromBase64(base64));
  const memory = adoptMapped({ fdPath, token }, module);
  const id = Number(idText);
  const { birth, authKey, ...start } = read(memory, Number(blockText));
  const core = instantiateCore(module, memory);
  if (core.isAlive(id) === 0 || core.isPresent(birth.parentId) === 0) exit(1);
  // Its parent writes its pid when it has told its observer of the start, so that nothing is told before that. It goes with its parent.
  while (core.processWord(id, Word.pid) !== Deno.pid) sleep(LOOK_MS);
  const { system } = start;
  if (system.niceness !== undefined) setNiceness(system.niceness);
  Object.defineProperty(Deno, "args", { value: args, enumerable: true, configurable: true, writable: true });
  Object.defineProperty(Deno, "mainModule", { value: system.mainModule, enumerable: true, configurable: true });
  setInterval(() => {}, TIMER_MAX_MS);
  const born: Birth = { ...birth, memory, module, pid: Deno.pid, authKey: Uint8Array.fromBase64(authKey) };
  const child = new Child({ ...start, birth: born } satisfies Start, exit);
  if (!system.ffi) {
    child.tree.core.futex(); // is opened, and stays so
    Deno.permissions.revokeSync({ name: "ffi" });
  }
  listenToInterrupts(child);
  child.run();
  likeWorker(); // after the library's own listeners
}

/** Code that runs in both finds `onerror` as workers have it: called with what the error is, it prevents it by answering true. A program's own gets the event. */
function likeWorker(): void {
  let handler: OnErrorEventHandler = null;
  addEventListener("error", (event) => {
    const { message, filename, lineno, colno, error } = event;
    if (handler?.call(globalThis, message, filename, lineno, colno, error) === true) event.preventDefault();
  });
  Object.defineProperty(globalThis, "onerror", {
    get: () => handler,
    set: (value: unknown) => handler = typeof value === "function" ? value as OnErrorEventHandler : null,
    enumerable: true,
    configurable: true,
  });
}

type OnErrorEventHandler =
  | ((message: string, filename: string, line: number, column: number, error: unknown) => unknown)
  | null;

function sleep(timeMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, timeMs);
}

/** The text that a parent wrote, in a block that is this process's own (`core/_text.ts`). */
function read(memory: WebAssembly.Memory, block: number): SystemStart {
  const length = new DataView(memory.buffer).getUint32(block, true);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, block + 4, length).slice()));
}

/**
 * SIGINT interrupts the process as `Process.interrupt` does. That sends the signal too, for listeners of the user's, after it has counted it:
 * such a one is not for us.
 */
function listenToInterrupts({ tree }: Child): void {
  const { core, self: id } = tree;
  let counted = 0;
  Deno.addSignalListener("SIGINT", () => {
    const sent = core.processWord(id, Word.interrupts);
    if (sent === counted) core.processInterrupt(id);
    counted = sent;
  });
}
