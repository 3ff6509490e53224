/**
 * Takes a slot for a process and starts its worker.
 *
 * @module
 */

import { ChildRecord, childrenOf } from "./_children.ts";
import type { Encoded } from "../core/_codec.ts";
import { NO_SLOT, Thread, Word } from "../core/_core.ts";
import { needDescriptors } from "./_descriptors.ts";
import { limitedWorker } from "./_heap_limit.ts";
import { say } from "../core/_say.ts";
import type { Start } from "./_start.ts";
import { writeText } from "../core/_text.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";

const bootstrap = new URL("./_bootstrap.ts", import.meta.url);

/** What a process is started as. */
export interface Spawned {
  tree: Tree;
  name: string;
  daemon: boolean;
  authKey: Uint8Array<ArrayBuffer>;
  permissions?: Deno.PermissionOptions;
}

/**
 * Starts a process.
 *
 * @param process The object that stands for it.
 * @throws {RangeError} when there are too many processes or open files, or the shared memory is used up.
 */
export function spawn(
  process: object,
  { tree, name, daemon, authKey, permissions }: Spawned,
  start: Omit<Start, "birth">,
  sent: Encoded | null,
): ChildRecord {
  const { core } = tree;
  needDescriptors(tree);
  const id = core.processClaim(tree.self);
  if (id === NO_SLOT) throw new RangeError("Cannot start the process: there are 1024 processes already");
  let worker: Worker;
  let text = 0;
  try {
    if (core.isEnded(tree.self)) throw new ProcessEnded();
    text = writeText(tree, name);
    core.processSetWord(id, Word.name, text);
    core.blockGive(tree.self, text, id);
    tree.tell("started", { name, pid: core.processWord(id, Word.pid), daemon });
    const deno = permissions === undefined ? undefined : { permissions };
    worker = limitedWorker(process) ?? new Worker(bootstrap, { type: "module", name, deno } as WorkerOptions);
  } catch (error) {
    if (text !== 0) core.blockRelease(tree.self, text);
    core.processExit(id, -9);
    core.processRelease(id);
    throw error;
  }
  if (worker instanceof Worker) unreference(worker);
  if (start.message !== 0) core.blockGive(tree.self, start.message, id); // both go with it
  const child = new ChildRecord(tree, id, { process, name, daemon, worker, sent });
  childrenOf(tree).living.add(child);
  worker.onerror = (event) => {
    // The bootstrap itself failed: it may not be read, or the runtime ran out of something. It reports everything else.
    event.preventDefault();
    if (core.isPresent(id) === 0) return; // it has ended in good order
    const isOurs = childrenOf(tree).helpers.has(process); // whoever uses it is told by other means
    if (child.exitCode === null && !isOurs) {
      say(`Process ${name} (pid ${child.pid}) could not go on: ${event.message}`);
    }
    child.error ??= new Error(event.message);
    if (core.processExit(id, 1)) core.announce(id);
    core.processSetWord(id, Word.thread, Thread.gone);
    child.poll();
  };
  const { module, memory, birth, logLevel } = tree;
  const { pid: parentPid, name: parentName } = birth;
  const message: Start = {
    ...start,
    birth: {
      module,
      memory,
      id,
      pid: child.pid,
      parentId: tree.self,
      parentPid,
      parentName,
      name,
      daemon,
      authKey,
      logLevel,
    },
  };
  worker.postMessage(message);
  return child;
}

/** Deno keeps a worker's `unref` under a symbol without a name; without it a stuck thread would hold the exit. */
function unreference(worker: Worker): void {
  const unref = Object.getOwnPropertySymbols(Worker.prototype).find((symbol) => !symbol.description);
  if (unref !== undefined) (worker as unknown as Record<symbol, (referenced: boolean) => void>)[unref](false);
}
