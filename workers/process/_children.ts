/**
 * The children of this process: started, watched, ended, reaped. `process.ts` is the face of it.
 *
 * A child is reaped when its exit word is seen: by a join, a look at `isAlive`, or the bell that rings at each death. Its slot in the
 * shared memory is given back only when its thread has said that it is gone, so that a thread that outlives its process
 * keeps its own control block and stays fenced.
 *
 * @module
 */

import { takeShared, unsend } from "../core/_codec.ts";
import type { Encoded } from "../core/_codec.ts";
import { Word } from "../core/_core.ts";
import { CycleWatch } from "../sync/_deadlock.ts";
import { readText } from "../core/_text.ts";
import type { Chore, Tree } from "../core/_tree.ts";
import { listenerOf, type Waitable, waitAsync, waitSync } from "../core/_wait.ts";

const TERMINATE = 15;
const KILL = 9;
/** How long a fence waits for an operation that is under way; operations take microseconds, but a thread may lose its CPU. */
const FENCE_MS_MAX = 1000;
/** How long a killed thread may take to be gone before it is reported as stuck; and how long at the end of the program. */
const STUCK_MS = 1000;
const STUCK_AT_END_MS = 250;

/** One started child. */
export class ChildRecord {
  readonly tree: Tree;
  readonly id: number;
  readonly pid: number;
  /** The object that the user has for it. */
  readonly process: object;
  readonly name: string;
  readonly daemon: boolean;
  readonly worker: Worker;
  /** What was sent with it, until it is known that it arrived. */
  readonly sent: { block: number; encoded: Encoded } | null;
  /** null while it lives. */
  exitCode: number | null = null;
  error: unknown = undefined;
  escalation: Chore | null = null;
  escalationTimer: ReturnType<typeof setTimeout> | undefined;
  #killedAtMs = -Infinity;
  #reportedStuck = false;
  #buried = false;

  constructor(tree: Tree, id: number, options: {
    process: object;
    name: string;
    daemon: boolean;
    worker: Worker;
    sent: { block: number; encoded: Encoded } | null;
  }) {
    this.tree = tree;
    this.id = id;
    this.process = options.process;
    this.pid = tree.core.processWord(id, Word.pid);
    this.name = options.name;
    this.daemon = options.daemon;
    this.worker = options.worker;
    this.sent = options.sent;
  }

  /** Whether it lives; reaps it when it does not. */
  poll(): boolean {
    if (this.exitCode !== null) return false;
    if (this.tree.core.isAlive(this.id)) return true;
    this.#reap();
    return false;
  }

  #reap(): void {
    const { core, self } = this.tree;
    this.exitCode = core.processExitCode(this.id);
    this.stopEscalation();
    // A worker takes those that it started with it, whether they could write their exit words or not.
    endDescendants(this.tree, this, KILL);
    if (this.sent !== null && core.processWord(this.id, Word.flags) === 0) {
      unsend(this.tree, this.sent.encoded, this.sent.block);
    }
    const report = core.processWord(this.id, Word.report);
    if (report !== 0) this.error = takeShared(this.tree, report);
    core.blockRelease(self, core.processWord(this.id, Word.name));
    core.processSetWord(this.id, Word.name, 0);
    const children = childrenOf(this.tree);
    children.living.delete(this);
    children.servants.delete(this);
    children.leaving.add(this);
    this.bury();
    const { name, pid, daemon, exitCode } = this;
    if (this.tree.observer !== null) this.tree.tell("ended", { name, pid, daemon, exitCode });
  }

  /**
   * Gives the slot and the private blocks back if the thread is gone; true when it is. Not before: code of the
   * dead that still runs may be writing a message into a block of its own.
   */
  bury(): boolean {
    if (this.#buried) return true;
    const { core } = this.tree;
    if (core.processWord(this.id, Word.thread) !== 2) return false;
    childrenOf(this.tree).leaving.delete(this);
    this.#buried = true;
    this.worker.terminate();
    core.reclaim(this.tree.self, this.id);
    if (core.processWord(this.id, Word.held) !== 0) childrenOf(this.tree).sweepSoon();
    core.processRelease(this.id);
    return true;
  }

  /** Says once that the thread of a killed process still runs. */
  reportStuck(): void {
    if (this.#reportedStuck || this.exitCode === null || this.bury()) return;
    if (this.tree.core.processWord(this.id, Word.thread) === 0) return; // it has not begun, and will do nothing
    this.#reportedStuck = true;
    this.worker.terminate();
    console.error(
      `Process ${this.name} (pid ${this.pid}) was killed, but its thread still runs: Deno cannot stop a thread that is ` +
        "busy in its own code. It can do nothing through this library, and does not hold up the program's exit",
    );
  }

  /** Whether it was killed so short ago that its thread may still be on its way out. */
  isLeaving(): boolean {
    return !this.bury() && performance.now() - this.#killedAtMs < STUCK_AT_END_MS;
  }

  stopEscalation(): void {
    clearTimeout(this.escalationTimer);
    if (this.escalation !== null) this.tree.chores.delete(this.escalation);
    this.escalation = null;
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
        waitSync(this.tree, watch === null ? waitable : { ...waitable, hopeless: () => watch.hopeless() }, timeoutMs);
      } finally {
        watch?.end();
      }
    }
    return !this.poll();
  }

  async join(timeoutMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.exitCode === null && timeoutMs > 0) await waitAsync(this.tree, this.waitable(), timeoutMs, signal);
    return !this.poll();
  }

  /** Tells it to end, and its descendants; after the grace period it is killed. */
  terminate(graceMs: number): void {
    if (!this.poll()) return;
    const { core, chores } = this.tree;
    core.processSignal(this.id, TERMINATE);
    endDescendants(this.tree, this, TERMINATE);
    if (this.escalation !== null) return;
    const run = () => {
      this.stopEscalation();
      this.kill(0);
    };
    this.escalation = { atMs: performance.now() + graceMs, run };
    chores.add(this.escalation);
    this.escalationTimer = setTimeout(run, graceMs);
    Deno.unrefTimer(this.escalationTimer as unknown as number);
  }

  /** Fences it and its descendants. When this returns, it has ended. */
  kill(stuckMs = STUCK_MS): void {
    if (!this.poll()) return;
    const { core } = this.tree;
    core.processSignal(this.id, KILL);
    endDescendants(this.tree, this, KILL);
    fence(this.tree, this.id, KILL);
    this.#killedAtMs = performance.now();
    this.poll();
    if (stuckMs === 0) return this.reportStuck();
    const timer = setTimeout(() => this.reportStuck(), stuckMs);
    Deno.unrefTimer(timer as unknown as number);
  }
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
    core.processSignal(id, signal);
    if (signal === KILL) fence(tree, id, told || KILL);
    if (told === 0) {
      console.error(`Process ${name} (pid ${pid}) was ended with its ancestor ${top.name} (pid ${top.pid})`);
    }
  }
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
  readonly #tree: Tree;
  #willSweep = false;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** Frees what only the dead held, once for those that are buried in one turn. */
  sweepSoon(): void {
    if (this.#willSweep) return;
    this.#willSweep = true;
    import("../core/_sweep.ts").then(({ sweep }) => {
      this.#willSweep = false;
      sweep(this.#tree);
    });
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
    const created = children = new Children(tree);
    childrenByTree.set(tree, children);
    listenerOf(tree).onBell = () => created.poll();
    tree.childrenAreGone = () =>
      [created.living, created.leaving].every((some) => [...some].every(({ id }) => !tree.core.isPresent(id)));
    if (tree.birth.parentId === 0) endWithRoot(tree, created);
    else tree.exitHandlers.unshift(() => endChildren(created));
  }
  return children;
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
  for (const child of [...children.leaving]) if (child.exitCode === -KILL) child.reportStuck();
}

/**
 * The root's end. Workers are not referenced, so that `beforeunload` comes when the root's own code has ended; it is put
 * off until its children have ended, and comes again then.
 */
function endWithRoot(tree: Tree, children: Children): void {
  let ending = false;
  addEventListener("beforeunload", (event) => {
    children.poll();
    if (children.living.size > 0 || tree.exitHandlers.length > 0) {
      event.preventDefault();
      if (ending) return;
      ending = true;
      endChildren(children).then(() => runExitHandlers(tree)).finally(() => ending = false);
      return;
    }
    if ([...children.leaving].some((child) => child.isLeaving())) {
      event.preventDefault();
      setTimeout(() => {}, 10); // the event comes again after it
      return;
    }
    for (const child of [...children.leaving]) if (child.exitCode === -KILL) child.reportStuck();
  });
}

/** Runs what `atExit` registered, the last first. */
export async function runExitHandlers(tree: Tree): Promise<void> {
  for (let handler = tree.exitHandlers.pop(); handler !== undefined; handler = tree.exitHandlers.pop()) await handler();
}
