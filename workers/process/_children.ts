/**
 * The children of this process: started, watched, ended, reaped. `process.ts` is the face of it.
 *
 * A child is reaped when its exit word is seen: by a join, a look at `isAlive`, or the bell that rings at each death. Its slot in the
 * shared memory is given back only when its thread has said that it is gone, so that a thread that outlives its process
 * keeps its own control block and stays fenced.
 *
 * @module
 */

import { Alarm } from "../core/_alarm.ts";
import { type Encoded, takeShared, unsend } from "../core/_codec.ts";
import { bury } from "../core/_debts.ts";
import { PLAIN_REPORT, TAKEN_BACK, Word } from "../core/_core.ts";
import { errorClass } from "../core/_error_classes.ts";
import { say } from "../core/_say.ts";
import { sweepSoon } from "../core/_shared.ts";
import { readText } from "../core/_text.ts";
import type { Tree } from "../core/_tree.ts";
import { listenerOf, type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { CycleWatch } from "../sync/_deadlock.ts";
import { endWithRoot } from "./_root_end.ts";
import { endSpace } from "./_space_end.ts";
import { signalName, signalOther, type SystemProcess } from "./_system_process.ts";

const TERMINATE = 15;
const KILL = 9;
const TRAP = 5;
/** How long a fence waits for an operation that is under way; operations take microseconds, but a thread may lose its CPU. */
const FENCE_MS_MAX = 1000;
/** How long is waited for the last steps of a process of the system. */
const LAST_STEPS_MS = 1000;
/** How long a thread may run on after its process was told to end, before it is said to be stuck. */
const STUCK_MS = 1000;

/** What a child runs on. */
export interface Carrier {
  /** The process of the system, where it is one. */
  readonly system: SystemProcess | null;
  /** Gives back what is left of it when it has ended. */
  release(): void;
}

/** One started child. */
export class ChildRecord {
  readonly tree: Tree;
  readonly id: number;
  readonly pid: number;
  /** The object that the user has for it. */
  readonly process: object;
  readonly name: string;
  readonly daemon: boolean;
  readonly system: SystemProcess | null;
  readonly #carrier: Carrier;
  /** Takes back what was sent with it. */
  readonly #takeBack: (() => void) | null = null;
  /** null while it lives. */
  exitCode: number | null = null;
  error: unknown = undefined;
  /** What to do when the thread is gone. */
  readonly afterBurial: (() => void)[] = [];
  #escalation: Alarm | null = null;
  #stuckWatch: Alarm | null = null;
  /** When it was told to end. */
  #signalledAtMs = Infinity;
  #buried = false;
  #interruptCount = 0;

  constructor(tree: Tree, id: number, options: {
    process: object;
    name: string;
    daemon: boolean;
    carrier: Carrier;
    sent: Encoded | null;
  }) {
    this.tree = tree;
    this.id = id;
    this.process = options.process;
    this.pid = tree.core.processWord(id, Word.pid);
    this.name = options.name;
    this.daemon = options.daemon;
    this.#carrier = options.carrier;
    this.system = options.carrier.system;
    const { sent } = options;
    if (sent === null || sent.departed.length === 0) return;
    tree.departing.add(this.#takeBack = () => takeBack(tree, id, sent));
  }

  /** Whether it lives; reaps it when it does not. */
  poll(): boolean {
    if (this.exitCode !== null) return false;
    if (this.tree.core.isAlive(this.id)) return true;
    this.#reap();
    return false;
  }

  #reap(): void {
    const { core } = this.tree;
    this.exitCode = core.processExitCode(this.id);
    this.#escalation?.stop();
    // A worker takes those that it started with it, whether they could write their exit words or not.
    endDescendants(this.tree, this, KILL);
    if (this.#takeBack !== null && this.tree.departing.delete(this.#takeBack)) this.#takeBack();
    const report = core.processWord(this.id, Word.report);
    if (report !== 0) {
      this.error = (report & PLAIN_REPORT) !== 0 ? this.#plainReport(report) : takeShared(this.tree, report);
    } else if (this.system !== null) this.#sayEnd(this.exitCode);
    const children = childrenOf(this.tree);
    children.living.delete(this);
    children.servants.delete(this);
    children.leaving.add(this);
    if (!this.bury()) {
      const runsMs = Math.max(0, performance.now() - this.#signalledAtMs);
      this.#stuckWatch = Alarm.after(this.tree, Math.max(0, STUCK_MS - runsMs), () => this.reportStuck());
    }
    const { name, pid, daemon, exitCode } = this;
    if (this.tree.observer !== null) this.tree.tell("ended", { name, pid, daemon, exitCode });
  }

  /** Names what ended a process of the system, where it was neither its own code nor this program. */
  #sayEnd(exitCode: number): void {
    const hasBegun = this.tree.core.processWord(this.id, Word.thread) !== 0;
    let reason: string | null = null;
    if (exitCode < 0 && this.#signalledAtMs === Infinity) {
      const whose = exitCode === -TRAP
        ? "as V8 ends one that has used up its heap, or found an error in itself"
        : "which this program did not send";
      reason = `was ended by ${signalName(-exitCode)}, ${whose}`;
    } else if (exitCode > 0 && !hasBegun) reason = `could not begin: exit code ${exitCode}`;
    if (reason === null) return;
    const text = `Process ${this.name} (pid ${this.pid}) ${reason}`;
    this.error = new Error(text);
    if (!childrenOf(this.tree).helpers.has(this.process)) say(text);
  }

  /** The error of a process that could not load what carries errors. */
  #plainReport(report: number): Error {
    const block = (report & ~PLAIN_REPORT) >>> 0;
    const { name, message, stack } = JSON.parse(readText(this.tree, block));
    this.tree.core.blockRelease(this.tree.self, block);
    const error = Object.create(errorClass(name).prototype);
    for (const [key, value] of Object.entries({ name, message, stack })) {
      Object.defineProperty(error, key, { value, writable: true, configurable: true });
    }
    return error;
  }

  /**
   * Gives the slot and the private blocks back if the thread is gone, and what only it held; true when it is. Not before: code of the
   * dead that still runs may be writing a message into a block of its own, or be swapping a word of a lock.
   */
  bury(): boolean {
    if (this.#buried) return true;
    if (this.tree.core.isPresent(this.id)) return false;
    childrenOf(this.tree).leaving.delete(this);
    this.#buried = true;
    this.#stuckWatch?.stop();
    this.#carrier.release();
    if (bury(this.tree, this.id)) sweepSoon(this.tree);
    for (const action of this.afterBurial) action();
    return true;
  }

  /** Says of each thread of it and its descendants that still runs that it does, once. A process of the system can be stopped. */
  reportStuck(): void {
    if (this.bury()) return;
    if (this.system !== null) return this.system.send("SIGKILL");
    const { core } = this.tree;
    for (let id = core.nextStuck(this.id, 0, 1); id !== 0; id = core.nextStuck(this.id, core.slotOf(id) + 1, 1)) {
      const name = readText(this.tree, core.processWord(id, Word.name));
      say(
        `Process ${name} (pid ${
          core.processWord(id, Word.pid)
        }) was killed, but its thread still runs: Deno cannot stop a ` +
          "thread that is busy in its own code. It can do nothing through this library, and does not hold up the program's exit",
      );
    }
  }

  /** Whether a thread of it or its descendants still runs, and nobody has said so. */
  isLeaving(): boolean {
    return !this.bury() && this.tree.core.nextStuck(this.id, 0, 0) !== 0;
  }

  waitable(): Waitable {
    const { core } = this.tree;
    return { what: `join ${this.name}`, sequence: core.bellOf(this.id, 1), arm: () => core.exitTry(this.id) };
  }

  joinSync(timeoutMs: number): boolean {
    if (this.exitCode === null && timeoutMs > 0) {
      const waitable = this.waitable();
      const watch = timeoutMs === Infinity ? new CycleWatch(this.tree, waitable.sequence, true) : null;
      try {
        waitSync(
          this.tree,
          watch === null ? waitable : { ...waitable, hopeless: (seen) => watch.hopeless(seen) },
          timeoutMs,
        );
      } finally {
        watch?.end();
      }
    }
    if (this.poll()) return false;
    if (timeoutMs > 0) this.system?.ended(LAST_STEPS_MS);
    return true;
  }

  async join(timeoutMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.exitCode === null && timeoutMs > 0) await waitAsync(this.tree, this.waitable(), timeoutMs, signal);
    if (this.poll()) return false;
    if (timeoutMs > 0) await this.#lastSteps();
    return true;
  }

  /** A process of the system that has written its exit word is still there for a moment. */
  async #lastSteps(): Promise<void> {
    if (this.system === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise((resolve) => timer = setTimeout(resolve, LAST_STEPS_MS));
    await Promise.race([this.system.end, limit]);
    clearTimeout(timer);
  }

  /** Interrupts it where it waits. */
  interrupt(): void {
    if (!this.poll()) return;
    const { core } = this.tree;
    if (this.system !== null) core.processSetWord(this.id, Word.interrupts, ++this.#interruptCount);
    core.processInterrupt(this.id);
    this.system?.send("SIGINT"); // for listeners of its own
  }

  /** Tells it to end, and its descendants; after the grace period it is killed. */
  terminate(graceMs: number): void {
    if (!this.poll()) return;
    if (this.system === null) this.#tell(TERMINATE);
    else this.#send("SIGTERM");
    this.#escalation ??= Alarm.after(this.tree, graceMs, () => this.#fence(TERMINATE));
  }

  /** Fences it and its descendants. When this returns, it has ended. */
  kill(): void {
    this.#fence(KILL);
  }

  /** Ends a process of the system without waiting for it. */
  abandon(): void {
    if (this.system !== null) this.#send("SIGKILL");
  }

  /** @param signal What its exit code says. */
  #fence(signal: number): void {
    if (!this.poll()) return;
    if (this.system === null) {
      this.#tell(KILL);
      fence(this.tree, this.id, signal);
    } else {
      this.#send("SIGKILL");
      endSpace(this.tree, this.id, this.pid, this.system.ended(FENCE_MS_MAX) ?? -KILL);
    }
    this.poll();
  }

  #send(signal: "SIGTERM" | "SIGKILL"): void {
    this.#signalledAtMs = Math.min(this.#signalledAtMs, performance.now());
    this.system?.send(signal);
  }

  #tell(signal: number): void {
    this.#signalledAtMs = Math.min(this.#signalledAtMs, performance.now());
    this.tree.core.processSignal(this.id, signal);
    endDescendants(this.tree, this, signal);
  }
}

/** Takes back what was sent with a process, unless it has begun to receive that. */
function takeBack(tree: Tree, id: number, sent: Encoded): void {
  const { core, debts } = tree;
  const { debt } = sent;
  // Where this process is dead itself, another may have buried its child, and taken it back for whoever comes first.
  const isBack = core.processTakeStart(id, TAKEN_BACK) !== 0 ||
    (debt !== null && (core.processWord(id, Word.start) === TAKEN_BACK || debts!.isRegained(debt)));
  if (isBack) unsend(tree, sent, null);
  else if (debt !== null) debts!.leave(debt);
}

/** Waits until the process is outside of every operation, and sets its exit code to that of a signal. */
function fence(tree: Tree, id: number, signal: number): void {
  const { core } = tree;
  const deadline = performance.now() + FENCE_MS_MAX;
  while (!core.processIsOutside(id) && performance.now() < deadline) core.spin(0, 0, 100); // ends at the deadline
  if (core.processExit(id, -signal)) core.announce(id);
}

/** Ends the descendants of a process that is being ended, or has ended, and reports each. */
function endDescendants(tree: Tree, top: ChildRecord, signal: number): void {
  const { core } = tree;
  for (let id = core.nextDescendant(top.id, 0); id !== 0; id = core.nextDescendant(top.id, core.slotOf(id) + 1)) {
    const told = core.processWord(id, Word.kill);
    if (told !== 0 && signal === TERMINATE) continue;
    const name = readText(tree, core.processWord(id, Word.name));
    const pid = core.processWord(id, Word.pid);
    if (hasOwnSpace(tree, id)) endSystem(tree, id, pid, signal);
    else {
      core.processSignal(id, signal);
      if (signal === KILL) fence(tree, id, told || KILL);
    }
    if (told === 0) {
      say(`Process ${name} (pid ${pid}) was ended with its ancestor ${top.name} (pid ${top.pid})`);
    }
  }
}

/** Whether a descendant is a process of the system: it lives elsewhere than its parent. */
function hasOwnSpace({ core }: Tree, id: number): boolean {
  const space = core.processWord(id, Word.space);
  return space !== 0 && space !== core.processWord(core.processWord(id, Word.parent), Word.space);
}

/** The same for a descendant that is a process of the system. Those that live in it end with it. */
function endSystem(tree: Tree, id: number, pid: number, signal: number): void {
  const { core } = tree;
  core.processSetWord(id, Word.kill, signal);
  signalOther(pid, signal, () => core.isAlive(id) === 0);
  if (signal !== KILL) return;
  const deadline = performance.now() + FENCE_MS_MAX;
  while (core.isAlive(id) !== 0 && performance.now() < deadline) core.spin(0, 0, 100); // ends at the deadline
  endSpace(tree, id, pid, -KILL);
}

/** The children of one process. */
export class Children {
  readonly living = new Set<ChildRecord>();
  /** Ended, but the thread has not said that it is gone. */
  readonly leaving = new Set<ChildRecord>();
  /** Those that serve the others, with what ends each: at the end they go last. */
  readonly servants = new Map<ChildRecord, () => Promise<void>>();
  /** Process objects of the library's own: a daemon may have them, and `activeChildren` does not list them. */
  readonly helpers = new WeakSet<object>();
  /** How many were ever started: for names. */
  startedCount = 0;

  /** Kills the processes of the system, as the program of this process goes without its own process going: it is begun anew (`--watch`). */
  killSystem(): void {
    for (const child of [...this.living, ...this.leaving]) child.abandon();
  }

  /** Reaps those that have ended. */
  poll(): void {
    for (const child of [...this.living]) child.poll();
    for (const child of [...this.leaving]) child.bury();
  }
}

const childrenByTree = new WeakMap<Tree, Children>();

/** The children of this process. The first call arranges that they are reaped, and joined at the end. */
export function childrenOf(tree: Tree): Children {
  let children = childrenByTree.get(tree);
  if (children === undefined) {
    const created = children = new Children();
    childrenByTree.set(tree, children);
    tree.reap = listenerOf(tree).onBell = () => created.poll();
    tree.childrenAreGone = () =>
      [created.living, created.leaving].every((some) => [...some].every(({ id }) => !tree.core.isPresent(id)));
    const areLeft = () => {
      created.poll();
      return created.living.size > 0;
    };
    tree.children = { areLeft, end: () => endChildren(created) };
    if (tree.birth.parentId === 0) endWithRoot(tree, created);
  }
  return children;
}

/** Does something when the threads are gone of all children that have ended and are meant: now, or later. */
export function whenBuried(tree: Tree, isMeant: (child: ChildRecord) => boolean, action: () => void): void {
  const waited = [...childrenOf(tree).leaving].filter((child) => isMeant(child) && !child.bury());
  let count = waited.length;
  if (count === 0) return action();
  const buried = () => {
    if (--count === 0) action();
  };
  for (const child of waited) child.afterBurial.push(buried);
}

/** Ends the daemons, joins the others, then ends the servants. */
async function endChildren(children: Children): Promise<void> {
  children.poll();
  const daemons = [...children.living].filter((child) => child.daemon);
  for (const daemon of daemons) daemon.terminate(STUCK_MS);
  for (const daemon of daemons) await daemon.join(Infinity, undefined);
  for (;;) { // each turn joins one; it may have started others meanwhile
    const child = [...children.living].find((child) => !children.servants.has(child));
    if (child === undefined) break;
    await child.join(Infinity, undefined);
  }
  for (const [servant, end] of children.servants) if (servant.poll()) await end();
}
