/**
 * The process that runs this code, its parent, its children, its machine.
 *
 * @module
 */

import { childrenOf } from "./_children.ts";
import { shown } from "../core/_shown.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { currentTree } from "../core/_root.ts";
import { ProcessEnded, ProcessInterrupted, ROOT_NAME, type Tree } from "../core/_tree.ts";
import { type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { CycleWatch } from "../sync/_deadlock.ts";
import type { Process } from "./process.ts";

/**
 * What a process knows of itself. In a subclass's `run` it is the subclass's object.
 *
 * @example
 * ```ts
 * import { currentProcess, type CurrentProcess } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const self: CurrentProcess = currentProcess();
 * assertEquals([self.pid, self.parentPid, self.daemon, self.isAlive()], [Deno.pid, 0, false, true]);
 * ```
 * @category Processes
 */
export interface CurrentProcess {
  /** `"MainProcess"` in the root. */
  readonly name: string;
  /** Of the root and of processes of the system that of the system; on a worker a number of its own in the tree. */
  readonly pid: number | null;
  /** The same, as Python has it. */
  readonly ident: number | null;
  /** 0 in the root. */
  readonly parentPid: number;
  /** Whether it ends with its parent's code. */
  readonly daemon: boolean;
  /** null: it runs. */
  readonly exitCode: number | null;
  /** The key that its connections prove. */
  authKey: Uint8Array;
  /** true. */
  isAlive(): boolean;
}

class Myself implements CurrentProcess {
  readonly #tree: Tree;
  readonly exitCode = null;

  constructor(tree: Tree) {
    this.#tree = tree;
  }
  get name(): string {
    return this.#tree.birth.name;
  }
  get pid(): number {
    return this.#tree.birth.pid;
  }
  get parentPid(): number {
    return this.#tree.birth.parentPid;
  }
  get daemon(): boolean {
    return this.#tree.birth.daemon;
  }
  get authKey(): Uint8Array {
    return this.#tree.birth.authKey;
  }
  set authKey(key: Uint8Array) {
    if (!(key instanceof Uint8Array)) {
      throw new TypeError(`Cannot set authKey: it must be a Uint8Array, got ${shown(key)}`);
    }
    this.#tree.birth.authKey = new Uint8Array(key);
  }
  get ident(): number {
    return this.pid;
  }
  isAlive(): boolean {
    return true;
  }
  [Symbol.for("Deno.customInspect")](): string {
    return `<${this.name === ROOT_NAME ? ROOT_NAME : "Process"} name=${this.name} pid=${this.pid} started${
      this.daemon ? " daemon" : ""
    }>`;
  }
}

/**
 * The process that runs this code.
 *
 * @example
 * ```ts
 * import { currentProcess } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(currentProcess().name, "MainProcess");
 * assertEquals(currentProcess().pid, Deno.pid);
 * ```
 * @category Processes
 */
export function currentProcess(): CurrentProcess {
  const tree = currentTree();
  return (tree.currentProcess ??= new Myself(tree)) as CurrentProcess;
}

/**
 * A process's parent.
 *
 * @example
 * ```ts
 * import { parentProcess, type ParentProcess } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const parent: ParentProcess | null = parentProcess();
 * assertEquals(parent, null); // in the main process
 * ```
 * @category Processes
 */
export class ParentProcess {
  readonly #tree: Tree;
  readonly #id: number;
  /** Its name. */
  readonly name: string;
  /** Its pid. */
  readonly pid: number;

  /** For this library. */
  constructor(tree: unknown) {
    this.#tree = tree as Tree;
    const { parentId, parentName, parentPid } = this.#tree.birth;
    this.#id = parentId;
    this.name = parentName;
    this.pid = parentPid;
  }

  /** Whether it has not ended. */
  isAlive(): boolean {
    return this.#tree.core.isAlive(this.#id) !== 0;
  }

  /** Waits until it has ended; whether it has. */
  async join(wait?: Wait): Promise<boolean> {
    await waitAsync(this.#tree, this.#waitable(), timeoutOf(wait), signalOf(wait));
    return !this.isAlive();
  }

  /** Blocks until it has ended; whether it has. @throws {DeadlockError} when it waits for this process in its turn. */
  joinSync(wait?: Wait): boolean {
    const timeoutMs = timeoutOf(wait);
    const waitable = this.#waitable();
    const watch = timeoutMs === Infinity ? new CycleWatch(this.#tree, waitable.sequence, true) : null;
    try {
      waitSync(
        this.#tree,
        watch === null ? waitable : { ...waitable, hopeless: (seen) => watch.hopeless(seen) },
        timeoutMs,
      );
    } finally {
      watch?.end();
    }
    return !this.isAlive();
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    return `<ParentProcess name=${this.name} pid=${this.pid} ${this.isAlive() ? "started" : "stopped"}>`;
  }

  #waitable(): Waitable {
    const { core } = this.#tree;
    return { what: `join ${this.name}`, sequence: core.bellOf(this.#id, 1), arm: () => core.exitTry(this.#id) };
  }
}

/**
 * The parent of this process; null in the root.
 *
 * @example
 * ```ts
 * import { parentProcess } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parentProcess(), null);
 * ```
 * @category Processes
 */
export function parentProcess(): ParentProcess | null {
  const tree = currentTree();
  return tree.birth.parentId === 0 ? null : new ParentProcess(tree);
}

/**
 * The children of this process that run. Those that have ended are reaped.
 *
 * @example
 * ```ts
 * import { activeChildren, Process } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * const process = new Process({ module, target: square, args: [3], name: "Squarer" });
 * process.start();
 * await process.join();
 * assertEquals(activeChildren(), []);
 * ```
 * @category Processes
 */
export function activeChildren(): Process[] {
  const children = childrenOf(currentTree());
  children.poll();
  const processes = [...children.living].map(({ process }) => process as Process);
  return processes.filter((process) => !children.helpers.has(process));
}

/**
 * The number of CPUs that can be used at once.
 *
 * @example
 * ```ts
 * import { cpuCount } from "@quanta/quanta";
 * import { assert } from "@std/assert";
 *
 * assert(cpuCount() >= 1);
 * ```
 * @category Processes
 */
export function cpuCount(): number {
  return navigator.hardwareConcurrency;
}

/**
 * Lets a computation be ended: returns at once, unless the process has been told to end; then it does not return. To be called now and
 * then by code that neither waits nor returns to the event loop.
 *
 * @throws {ProcessInterrupted} when the process was interrupted.
 *
 * @example
 * ```ts
 * import { checkpoint } from "@quanta/quanta";
 *
 * for (let turn = 0; turn < 1000; turn++) checkpoint();
 * ```
 * @category Processes
 */
export function checkpoint(): void {
  const tree = currentTree();
  if (tree.core.isEnded(tree.self)) throw new ProcessEnded();
  if (tree.core.takeInterrupt(tree.self) !== 0) throw new ProcessInterrupted();
}

/**
 * Registers something to do at the end of this process's own code, however that comes: the last statement, an uncaught error, `Deno.exit`.
 * As with Python's `atexit` the last registered is done first, and before children are joined; what is returned is awaited. An error
 * is printed, makes the exit code 1 if it was 0, and keeps no other handler from being run. `Deno.exit` in a handler ends it and sets the exit
 * code. Not done when the process is ended by a signal, nor when Deno ends the program because its main module awaits at its top level what
 * never comes.
 *
 * @throws {TypeError} when it is no function.
 *
 * @example
 * ```ts
 * import { atExit } from "@quanta/quanta";
 *
 * atExit(() => console.log("the process ends"));
 * ```
 * @category Processes
 */
export function atExit(handler: () => void | Promise<void>): void {
  if (typeof handler !== "function") {
    throw new TypeError(`Cannot register the exit handler: it must be a function, got ${shown(handler)}`);
  }
  const tree = currentTree();
  childrenOf(tree);
  tree.exitHandlers.push(handler);
}
