/**
 * Processes, whatever they run on.
 *
 * @module
 */

import { Alarm } from "../core/_alarm.ts";
import { encodeShared, unsend } from "../core/_codec.ts";
import { handedOver } from "../core/_handed_over.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { currentTree } from "../core/_root.ts";
import { say } from "../core/_say.ts";
import { shown } from "../core/_shown.ts";
import type { Wording } from "../core/_signed_name.ts";
import type { Tree } from "../core/_tree.ts";
import type { StartMethod } from "../start_method_name.ts";
import { type ChildRecord, childrenOf } from "./_children.ts";
import { spawn, type Spawned } from "./_spawn.ts";
import { checkProcessOptions, type ProcessArguments, type ProcessOptions, targetName } from "./process_options.ts";
import { Sentinel } from "./sentinel.ts";
import { isBoundClass, startMethodOf } from "./start_method.ts";

export type { ProcessArguments, ProcessOptions };

/** What a process object keeps. In a WeakMap, so that a subclass's fields are only its own, and travel. */
interface State {
  tree: Tree;
  options: ProcessOptions<unknown[]>;
  args: readonly unknown[];
  name: string;
  daemon: boolean;
  authKey: Uint8Array<ArrayBuffer>;
  startMethod: StartMethod;
  child: ChildRecord | null;
  /** In the process itself. */
  own: boolean;
  closed: boolean;
}

const states = new WeakMap<object, State>();

const WORDING: Wording = { action: "start a process for", howTo: (name) => `target: ${JSON.stringify(name)}` };

const GRACE_MS = 1000;
/** How long the end of a block waits in silence. */
const SILENT_MS = 2000;

/**
 * A process: a module's exported function, or a subclass's `run`, with its own variables: on a worker of its own, or with
 * `startMethod: "spawn"` a process of the operating system.
 *
 * Arguments are copied, as by a queue; they may hold handles of this library (queues, locks, connections ...) at any depth. The process
 * ends when the target returns, or when what it returned is settled: timers that are still set do not hold it.
 *
 * A subclass crosses as its public fields, which are copied as arguments are; in the process its constructor is not called again.
 *
 * An uncaught error is printed once, gives exit code 1 and is here as `error`. The parent does not die of it.
 *
 * At the end of the parent's own code, also by `Deno.exit` or an uncaught error, its exit handlers run, then its daemons are ended, then its
 * other children are joined.
 *
 * @example
 * ```ts
 * import { Process } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * const process = new Process({ module, target: square, args: [3] });
 * process.start();
 * await process.join();
 * assertEquals(process.exitCode, 0);
 * ```
 * @category Processes
 */
export class Process<P extends readonly unknown[] = unknown[]> {
  /**
   * Makes a process that is not started yet.
   *
   * @throws {TypeError} when an option is of the wrong type, or the target is a closure without a name.
   * @throws {RangeError} when the start method or the group is not supported, `graceMs` is below 0, permissions cannot be narrowed, or the
   * module is relative: `import.meta.resolve("./module.ts")` makes it absolute.
   */
  constructor(options: ProcessOptions<P> & ProcessArguments<NoInfer<P>>) {
    const tree = currentTree();
    const startMethod = startMethodOf(tree, "create a Process", new.target, options?.startMethod);
    checkProcessOptions(options as ProcessOptions<unknown[]>, startMethod);
    const { args = [], kwargs } = options as { args?: readonly unknown[]; kwargs?: unknown };
    const children = childrenOf(tree);
    children.startedCount += 1;
    const path = tree.birth.parentId === 0 ? "" : tree.birth.name.replace(/^.*?-(?=[\d:]+$)/, "") + ":";
    states.set(this, {
      tree,
      options: options as ProcessOptions<unknown[]>,
      args: kwargs === undefined ? [...args] : [...args, kwargs],
      name: options.name ?? `${new.target.name}-${path}${children.startedCount}`,
      daemon: options.daemon ?? tree.birth.daemon,
      authKey: tree.birth.authKey,
      startMethod,
      child: null,
      own: false,
      closed: false,
    });
  }

  /** What the process does: calls the target. A subclass says something else. Called directly, it runs in the caller. */
  run(): unknown {
    const { options, args } = stateOf(this);
    if (typeof options.target === "function") return options.target(...args);
    if (options.target === undefined) return undefined;
    const name = options.target;
    return import(String(options.module)).then((exports) => exports[name](...args));
  }

  /**
   * Starts the process. Returns at once; the process begins to load the module.
   *
   * @throws {Error} when it was started before, in a daemon, or while a child is still importing its module. When it is to be a process of the
   *   operating system, and that is not possible here: what is missing.
   * @throws {TypeError} when the module may have several functions of the target's name and text, as an expression makes them.
   * @throws {DOMException} `DataCloneError` when an argument cannot cross; the message names the path to it.
   * @throws {RangeError} when there are 1024 processes, the program may open no more files (`ulimit -n`; a process takes six), or the shared
   *   memory is used up.
   */
  start(): void {
    const state = openStateOf(this);
    const { tree, options } = state;
    if (state.child !== null || state.own) throw new Error("Cannot start the process: it was started before");
    if (tree.importing !== null) {
      throw new Error(
        `Cannot start the process: ${tree.importing} starts processes while it is imported by a child, which would go on ` +
          "for ever; start them in a function, or under `if (import.meta.main)`",
      );
    }
    if (tree.birth.daemon && !childrenOf(tree).helpers.has(this)) {
      throw new Error("Cannot start the process: a daemon may not have children");
    }
    const subclass = this.constructor !== Process && !isBoundClass(this.constructor);
    if (options.module === undefined) {
      throw new TypeError("Cannot start the process: module must be the URL of the module that exports the target");
    }
    const module = String(options.module);
    const target = subclass ? this.constructor : options.target;
    const name = typeof target === "function" ? handedOver(target, module, WORDING) : targetName(target);
    const value = subclass ? { ...this } : state.args;
    const empty = subclass ? Object.keys(value).length === 0 : state.args.length === 0;
    const sent = empty ? null : encodeShared(tree, value, subclass ? "this" : "args");
    try {
      const start = {
        module,
        name,
        own: typeof target === "function"
          ? { name: target.name, text: Function.prototype.toString.call(target) }
          : null,
        subclass,
        message: sent?.block ?? 0,
        plain: sent?.encoded.plain ?? true,
      };
      state.child = spawn(this, spawnedOf(state), start, sent?.encoded ?? null);
    } catch (error) {
      if (sent !== null) unsend(tree, sent.encoded, sent.block);
      throw error;
    }
    // What the process got is its own now: nothing here keeps it alive.
    state.args = [];
    state.options = { graceMs: options.graceMs };
  }

  /**
   * Waits until the process has ended.
   *
   * @param wait Milliseconds, or options.
   * @returns Whether it has ended.
   * @throws {Error} when it was not started by `start`.
   */
  async join(wait?: Wait): Promise<boolean> {
    const child = childOf(this, "join");
    return await child.join(timeoutOf(wait), signalOf(wait));
  }

  /** Blocks the thread until the process has ended; like {@linkcode Process.join}. */
  joinSync(wait?: Wait): boolean {
    return childOf(this, "join").joinSync(timeoutOf(wait));
  }

  /**
   * Interrupts the process: the wait of this library that it is in, or comes to, or `checkpoint()`, throws a {@linkcode ProcessInterrupted}.
   * Awaited waits are all rejected with it; where there is none, it is an uncaught error of the process, which a listener may prevent. If
   * nobody catches it, the process ends with exit code 1, after its `finally` blocks and exit handlers. One that has ended is not disturbed.
   * A process of the system is sent SIGINT too, for listeners of its own.
   *
   * @throws {Error} when it was not started by `start`.
   */
  interrupt(): void {
    childOf(this, "interrupt").interrupt();
  }

  /**
   * Ends the process by force, without clean-up: exit code -15. It obeys at its next wait of this library, at `checkpoint()`, or at the end of
   * its turn of the event loop; if it does none of these within `graceMs`, it is fenced as by `kill`: a thread asleep in `Atomics.wait`, for
   * example, cannot obey. Its descendants are ended too, and reported.
   *
   * A process of the system is sent SIGTERM: it ends at once, whatever it does, unless it listens for that (`Deno.addSignalListener`); then
   * its exit code is what it says. If it is still there after `graceMs`, it is killed.
   */
  terminate(): void {
    const { options } = openStateOf(this);
    childOf(this, "terminate").terminate(options.graceMs ?? GRACE_MS);
  }

  /**
   * Fences the process: from now on it can do nothing through this library, its locks are recovered, exit code -9. Its
   * descendants too. Code of its own that never waits cannot be stopped by Deno; that is reported, and does not
   * hold up the program's exit.
   *
   * A process of the system is sent SIGKILL, and is gone when this returns, with its CPU and memory.
   */
  kill(): void {
    childOf(this, "kill").kill();
  }

  /** Whether it was started and has not ended. */
  isAlive(): boolean {
    const state = openStateOf(this);
    return state.own || (state.child?.poll() ?? false);
  }

  /** Gives up what the object holds. Afterwards only `name` can be asked. @throws {Error} while it runs. */
  close(): void {
    const state = stateOf(this);
    if (state.child?.poll()) {
      throw new Error("Cannot close the process: it is still running; join or terminate it first");
    }
    state.closed = true;
  }

  /** Joins it, if it was started: `await using`. After 2 s it is said on standard error output what is waited for, as a `Pool` says it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { child, name, tree } = stateOf(this);
    if (!child?.poll()) return;
    const alarm = Alarm.after(tree, SILENT_MS, () =>
      say(
        `Process ${name} (pid ${child.pid}): its block has ended, and it is waited until it ends. An error that the block ended by ` +
          "is shown only then. To wait no longer: terminate() before the end (join(ms) says whether it is needed), const and " +
          "daemon: true in the place of await using, or Ctrl-C",
      ));
    try {
      await child.join(Infinity, undefined);
    } finally {
      alarm.stop();
    }
  }

  /** The name, for messages. May be set before the start. */
  get name(): string {
    return stateOf(this).name;
  }
  set name(name: string) {
    if (typeof name !== "string") {
      throw new TypeError(`Cannot name the process: name must be a string, got ${shown(name)}`);
    }
    beforeStart(this, "name").name = name;
  }

  /** Whether it is a daemon. May be set before the start. */
  get daemon(): boolean {
    return openStateOf(this).daemon;
  }
  set daemon(daemon: boolean) {
    if (typeof daemon !== "boolean") {
      throw new TypeError(`Cannot set daemon: it must be a boolean, got ${shown(daemon)}`);
    }
    beforeStart(this, "daemon").daemon = daemon;
  }

  /** That of the system, or on a worker a number of its own in the tree, which Linux gives to no process; null before the start. */
  get pid(): number | null {
    const state = openStateOf(this);
    return state.own ? state.tree.birth.pid : state.child?.pid ?? null;
  }

  /** The same as {@linkcode Process.pid}, as Python has it. */
  get ident(): number | null {
    return this.pid;
  }

  /** The pid of the process that made this object, its parent. */
  get parentPid(): number {
    const { own, tree } = openStateOf(this);
    return own ? tree.birth.parentPid : tree.birth.pid;
  }

  /** null before the start and while it runs; 0; the code; 1 after an uncaught error; -N when ended by signal N, whoever sent it. */
  get exitCode(): number | null {
    const { child } = openStateOf(this);
    child?.poll();
    return child?.exitCode ?? null;
  }

  /** What it reads from its standard input is written here, where that is `"piped"`; null otherwise. @throws {Error} before the start. */
  get stdin(): WritableStream<Uint8Array<ArrayBuffer>> | null {
    return childOf(this, "write to").system?.streams.stdin ?? null;
  }

  /** What it writes to its standard output, where that is `"piped"`; null otherwise. @throws {Error} before the start. */
  get stdout(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return childOf(this, "read from").system?.streams.stdout ?? null;
  }

  /** What it writes to its standard error output, where that is `"piped"`; null otherwise. @throws {Error} before the start. */
  get stderr(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return childOf(this, "read from").system?.streams.stderr ?? null;
  }

  /** The uncaught error that ended it; of a process of the system also one that names the signal that ended it, where this program sent none. */
  get error(): unknown {
    const { child } = openStateOf(this);
    child?.poll();
    return child?.error;
  }

  /** The key with which its connections over a network prove who they are. Inherited; may be set before the start. */
  get authKey(): Uint8Array<ArrayBuffer> {
    return openStateOf(this).authKey;
  }
  set authKey(key: Uint8Array) {
    if (!(key instanceof Uint8Array)) {
      throw new TypeError(`Cannot set authKey: it must be a Uint8Array, got ${shown(key)}`);
    }
    beforeStart(this, "authKey").authKey = new Uint8Array(key);
  }

  /** Something for `wait()` that is ready when the process has ended. @throws {Error} before the start. */
  get sentinel(): Sentinel {
    const child = childOf(this, "wait for");
    return new Sentinel(child.tree, child.id, child.pid);
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    const { name, child, closed, daemon, own, tree } = stateOf(this);
    child?.poll();
    const isStarted = own || child?.exitCode === null;
    const status = closed ? "closed" : isStarted ? "started" : child === null ? "initial" : "stopped";
    const exitCode = child?.exitCode ?? null;
    const pid = own ? tree.birth.pid : child?.pid ?? "none";
    return `<${this.constructor.name} name=${name} pid=${pid} ${status}${
      exitCode === null ? "" : ` exitCode=${exitCode}`
    }${daemon ? " daemon" : ""}>`;
  }
}

/** What a start needs to know of a process: not its arguments, which nobody keeps afterwards. */
function spawnedOf({ tree, name, daemon, authKey, startMethod, options }: State): Spawned {
  const { permissions, env, cwd, stdin, stdout, stderr, v8Flags, memoryLimitMb, niceness, cpus } = options;
  const system = { env, cwd, stdin, stdout, stderr, v8Flags, memoryLimitMb, niceness, cpus };
  return { tree, name, daemon, authKey, startMethod, permissions, ...system };
}

function stateOf(process: object): State {
  const state = states.get(process);
  if (state === undefined) throw new TypeError("Cannot use the process: its constructor was not called");
  return state;
}

function openStateOf(process: object): State {
  const state = stateOf(process);
  if (state.closed) throw new Error("Cannot use the process: it is closed");
  return state;
}

function childOf(process: object, action: string): ChildRecord {
  const { child } = openStateOf(process);
  if (child === null) throw new Error(`Cannot ${action} the process: it was not started by start()`);
  return child;
}

function beforeStart(process: object, field: string): State {
  const state = openStateOf(process);
  if (state.child !== null) throw new Error(`Cannot set ${field}: the process has been started`);
  return state;
}

/** Makes a subclass's object again in its own process: its fields, and the state of the base class. */
export function reviveSubclass(tree: Tree, subclass: typeof Process, fields: Record<string, unknown> = {}): Process {
  const process: Process = Object.create(subclass.prototype);
  states.set(process, {
    tree,
    options: {},
    args: [],
    name: tree.birth.name,
    daemon: tree.birth.daemon,
    authKey: tree.birth.authKey,
    startMethod: tree.startMethod,
    child: null,
    own: true,
    closed: false,
  });
  tree.currentProcess = process;
  return Object.assign(process, fields);
}
