/**
 * Takes a slot for a process and starts what it runs on: a worker, or a process of the system.
 *
 * @module
 */

import type { Encoded } from "../core/_codec.ts";
import { NO_SLOT, Thread, Word } from "../core/_core.ts";
import { libcRefusal } from "../core/_libc.ts";
import { say } from "../core/_say.ts";
import type { Mapping } from "../core/_spanning.ts";
import { writeText } from "../core/_text.ts";
import { type Birth, ProcessEnded, type Tree } from "../core/_tree.ts";
import type { StartMethod } from "../start_method_name.ts";
import { type Carrier, ChildRecord, childrenOf } from "./_children.ts";
import { needDescriptors } from "./_descriptors.ts";
import { limitedWorker } from "./_heap_limit.ts";
import { type Launch, launch, launchFlags, needSystemProcesses } from "./_launch.ts";
import { endSpace } from "./_space_end.ts";
import type { Start, SystemStart } from "./_start.ts";
import type { SystemProcess } from "./_system_process.ts";
import { unreferenced, type Warden, wardenOf } from "./_warden.ts";

const bootstrap = new URL("./_bootstrap.ts", import.meta.url);

/** What a process is started as. */
export interface Spawned extends Launch {
  tree: Tree;
  name: string;
  daemon: boolean;
  authKey: Uint8Array<ArrayBuffer>;
  startMethod: StartMethod;
}

/** What starts one, and what its child is told. */
type Sent = Omit<Start, "birth">;

/**
 * Starts a process.
 *
 * @param process The object that stands for it.
 * @throws {RangeError} when there are too many processes or open files, or the shared memory is used up.
 * @throws {Error} when it is to be a process of the system, and cannot.
 */
export function spawn(process: object, spawned: Spawned, start: Sent, sent: Encoded | null): ChildRecord {
  const { tree, name, daemon, startMethod } = spawned;
  const { core } = tree;
  needDescriptors(tree);
  const prepared = startMethod === "spawn" ? prepareLaunch(spawned) : null;
  const id = core.processClaim(tree.self);
  if (id === NO_SLOT) throw new RangeError("Cannot start the process: there are 1024 processes already");
  let carrier: StartedCarrier;
  let text = 0;
  const debt = sent?.debt ?? null;
  try {
    if (core.isEnded(tree.self)) throw new ProcessEnded();
    if (debt !== null) tree.debts!.lend(debt, id);
    text = writeText(tree, name);
    core.processSetWord(id, Word.name, text);
    core.blockGive(tree.self, text, id);
    carrier = prepared === null ? startWorker(process, id, spawned, start) : startSystem(id, spawned, start, prepared);
  } catch (error) {
    if (text !== 0) core.blockRelease(tree.self, text);
    core.processExit(id, -9);
    if (debt !== null) tree.debts!.regain(debt);
    core.processRelease(id);
    throw error;
  }
  if (start.message !== 0) core.blockGive(tree.self, start.message, id); // both go with it
  const child = new ChildRecord(tree, id, { process, name, daemon, carrier, sent });
  childrenOf(tree).living.add(child);
  carrier.begin(child);
  return child;
}

/** What a process is told of its place in the tree, besides the memory. */
function birthOf({ tree, name, daemon, authKey, permissions }: Spawned, id: number): Omit<Birth, "memory" | "module"> {
  const { birth, core, logLevel, startMethod, self: parentId } = tree;
  return {
    id,
    pid: core.processWord(id, Word.pid),
    parentId,
    parentPid: birth.pid,
    parentName: birth.name,
    name,
    daemon,
    authKey,
    logLevel,
    startMethod,
    permissions: permissions ?? birth.permissions,
  };
}

function startWorker(process: object, id: number, spawned: Spawned, start: Sent): StartedCarrier {
  const { tree, name, daemon, permissions } = spawned;
  const { core, module, memory } = tree;
  tree.tell("started", { name, pid: core.processWord(id, Word.pid), daemon });
  if (isMute(tree, permissions)) core.spanMute(); // before it sleeps for the first time
  const deno = permissions === undefined ? undefined : { permissions };
  const worker = limitedWorker(process) ?? new Worker(bootstrap, { type: "module", name, deno } as WorkerOptions);
  if (worker instanceof Worker) unreferenced(worker);
  const begin = (child: ChildRecord) => {
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
    worker.postMessage({ ...start, birth: { ...birthOf(spawned, id), module, memory } } satisfies Start);
  };
  return { system: null, release: () => worker.terminate(), begin };
}

/**
 * Whether a worker will not be able to call the kernel, by which processes of several address spaces wake each other: for want of `ffi`. In a
 * tree that spans one space only, it has what this process has, or was said to be mute where that could not.
 */
function isMute({ core }: Tree, permissions: Deno.PermissionOptions | undefined): boolean {
  if (permissions !== undefined && permissions !== "inherit") {
    return permissions === "none" || (permissions.ffi !== true && permissions.ffi !== "inherit");
  }
  return core.spans() !== 0 && libcRefusal() !== null;
}

/** What is ready before a process of the system has a place in the tree. */
interface Prepared {
  mapping: Mapping;
  warden: Warden;
  flags: string[];
  ffi: boolean;
}

function prepareLaunch(spawned: Spawned): Prepared {
  const { tree } = spawned;
  const mapping = needSystemProcesses(tree);
  return { mapping, warden: wardenOf(tree, mapping), ...launchFlags(tree, spawned) };
}

function startSystem(id: number, spawned: Spawned, start: Sent, prepared: Prepared): StartedCarrier {
  const { tree, name, daemon, niceness } = spawned;
  const { core } = tree;
  const { authKey, ...birth } = birthOf(spawned, id);
  const told: SystemStart = {
    ...start,
    birth,
    authKey: authKey.toBase64(),
    system: { mainModule: Deno.mainModule, niceness, ffi: prepared.ffi },
  };
  const block = writeText(tree, JSON.stringify(told));
  core.blockGive(tree.self, block, id); // it goes with it
  let system: SystemProcess;
  try {
    system = launch(name, { ...prepared.mapping, id, block }, prepared.flags, spawned);
  } catch (error) {
    core.blockRelease(tree.self, block);
    throw error;
  }
  core.processSetWord(id, Word.space, system.pid);
  tree.tell("started", { name, pid: system.pid, daemon });
  core.processSetWord(id, Word.pid, system.pid); // from here on it does something
  const begin = (child: ChildRecord) => {
    prepared.warden.ring();
    system.end.then((code) => {
      if (child.exitCode === null) endSpace(tree, id, system.pid, code);
      child.poll();
    });
  };
  return { system, release: () => {}, begin };
}

/** One whose record is to be told when it is made. */
interface StartedCarrier extends Carrier {
  begin(child: ChildRecord): void;
}
