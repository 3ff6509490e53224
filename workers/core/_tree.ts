/**
 * What this process knows of the tree that it belongs to. There is one `Tree` in each process: the bootstrap of a child
 * adopts the one that its parent sent, the root makes its own at first use (`_root.ts`). It is the only state that the
 * library keeps for a process; everything else is in the shared memory.
 *
 * @module
 */

import type { LogLevel } from "../log_level.ts";
import type { ProcessObserver } from "../process_observer.ts";
import type { StartMethod } from "../start_method_name.ts";
import type { Weights } from "./_collector.ts";
import type { Debts } from "./_debt.ts";
import { ARMED, type Core, ENDED, instantiateCore, NO_MEMORY, WATCHED, Word } from "./_core.ts";

export { ARMED, WATCHED };

/** Thrown out of every call of the library in a process that has been ended, so that its code unwinds. */
export class ProcessEnded extends Error {
  override readonly name = "ProcessEnded";
  constructor() {
    super("This process has been ended");
  }
}

/**
 * The base of all errors of this library that callers branch on, as Python's `ProcessError`. A wrong argument is a `TypeError` or a
 * `RangeError`, and none of these.
 *
 * @example
 * ```ts
 * import { ProcessError, Queue } from "@quanta/quanta";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => new Queue().getNowait(), ProcessError, "no item");
 * ```
 * @category Processes
 */
export class ProcessError extends Error {
  /** The name of its class. */
  override readonly name: string = "ProcessError";
}

/**
 * Another process has interrupted this one by `Process.interrupt()`: thrown out of whatever wait of this library the process is in, or
 * comes to, or of `checkpoint()`. Where nobody catches it, the process ends with exit code 1.
 *
 * @example
 * ```ts
 * import { ProcessError, ProcessInterrupted } from "@quanta/quanta";
 * import { assert } from "@std/assert";
 *
 * assert(new ProcessInterrupted() instanceof ProcessError);
 * ```
 * @category Processes
 */
export class ProcessInterrupted extends ProcessError {
  /** The name of its class. */
  override readonly name = "ProcessInterrupted";
  /** Creates the error. */
  constructor(message = "This process was interrupted") {
    super(message);
  }
}

/** Name of the root, which has none in shared memory. */
export const ROOT_NAME = "MainProcess";

/** What a starter sends to a new worker. */
export interface Birth {
  memory: WebAssembly.Memory;
  module: WebAssembly.Module;
  id: number;
  pid: number;
  parentId: number;
  parentPid: number;
  parentName: string;
  name: string;
  daemon: boolean;
  authKey: Uint8Array<ArrayBuffer>;
  logLevel: LogLevel | null;
  /** How its children are started that say nothing else. */
  startMethod: StartMethod;
  /** What its permissions were narrowed to, if they were. */
  permissions?: Deno.PermissionOptions;
}

/** Something that must be done while the process sleeps: the wait wakes at `atMs` (see `performance.now`) and calls `run`. */
export interface Chore {
  atMs: number;
  run(): void;
}

/**
 * What goes on in this process besides its own code, and must go on while its thread is in a blocking wait: a pool. Its `serve` may
 * run code of the user's, which may wait in its turn.
 */
export interface Guest {
  /**
   * Does what there is to do; whether there was anything. Where the thread `sleeps` next, it has it woken for what must be done at once,
   * and leaves what can wait.
   */
  serve(sleeps: boolean): boolean;
  /** What must come before anything comes of it, in this process or with what it has handed out; null where something may come by itself. */
  readonly waitsFor: GuestWait | null;
  /** Whether code of this process may still run out of `serve`, which could be what a wait is for. */
  readonly mayCall: boolean;
}

/** What a guest waits for. */
export interface GuestWait {
  /** Processes of which one must do something. */
  readonly workers: readonly number[];
  /** References on their way that only those can receive, or this process's own code: as words (`sync/_circle.ts`). */
  readonly parcels: readonly number[];
}

/** What hears of words that other address spaces change. */
export interface Ear {
  /** A promise of the next change of a word, by whatever process; null where it is no longer `seen`. */
  change(address: number, seen: number): Promise<void> | null;
}

/** This process's place in the tree. */
export class Tree {
  readonly core: Core;
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly self: number;
  readonly birth: Birth;
  /** What waits look after. */
  readonly chores = new Set<Chore>();
  /** Whom blocking waits serve. */
  readonly guests = new Set<Guest>();
  /** What `atExit` registered: done when the own code of this process has ended, the last first; see `process/_ending.ts`. */
  readonly exitHandlers: (() => void | Promise<void>)[] = [];
  /** Set while one of them runs: ends the wait for it. `Deno.exit` does that, and says the exit code. */
  leaveExitHandler: (() => void) | null = null;
  /** What the library ends after those, before the children. */
  readonly finalizers = new Set<() => unknown>();
  /** The children of this process, if it ever had any: whether some are left, and what ends or joins them. */
  children: { areLeft(): boolean; end(): Promise<void> } | null = null;
  /** What is waited for in the end. */
  readonly farewells = new Set<() => unknown>();
  /** Set while a child's bootstrap imports the user's module: nothing may be started then. */
  importing: string | null = null;
  /** How processes are started that say nothing else, and whether that was said here. */
  startMethod: StartMethod;
  startMethodIsSet = false;
  /** Whether this process is a worker of a pool. */
  isPoolWorker = false;
  /** The object that `currentProcess` answers in a subclass's `run`. */
  currentProcess: object | null = null;
  /** Whether the threads of all children have ended. A worker that closes takes the workers that it started with it. */
  childrenAreGone: () => boolean = () => true;
  /** Buries the children that have died. The event loop does it when the bell rings, a thread that sleeps here whenever it wakes. */
  reap: () => void = () => {};
  /** Makes every kind of handle known (`_kinds.ts`): a child begins with none, who imports the library has them all. */
  loadHandles: () => Promise<unknown> = () => Promise.resolve();
  /** Frees what nobody can reach, as memory is short; whether it freed anything. */
  relieve: () => boolean = () => false;
  #deathCount = 0;
  /** Who is told of this process's children and waits: those below. */
  observer: ProcessObserver | null = null;
  readonly #observers: Record<"user" | "log", ProcessObserver | null> = { user: null, log: null };
  /** From what level on this process logs, and how; null where it does not. */
  logLevel: LogLevel | null = null;
  log: ((level: LogLevel, text: string) => void) | null = null;
  /** References on their way that this process has to take back where it ends first. Called when it is dead, and its children's threads are gone. */
  readonly departing = new Set<() => void>();
  /** Hears what other address spaces change, where the tree spans several; see `_ear.ts`. */
  ear: Ear | null = null;
  /** Called when there is an ear, by which what is awaited already is to be heard too. */
  readonly onEar = new Set<() => void>();
  /** Where this process may be stopped by the system. */
  debts: Debts | null = null;
  /** How much shared memory the handles of this process keep; see `weightsOf`. */
  weights: Weights | null = null;
  /** How many handles there are of shared objects that may have several. */
  readonly handleCounts = new Map<number, number>();
  /** Keeps one wrapper for each of the others. */
  readonly wrappers = new Map<number, WeakRef<object>>();
  #bytes: Uint8Array<SharedArrayBuffer>;
  #words: Int32Array<SharedArrayBuffer>;
  #view: DataView<SharedArrayBuffer>;

  constructor(birth: Birth) {
    this.birth = birth;
    this.startMethod = birth.startMethod;
    this.memory = birth.memory;
    this.module = birth.module;
    this.self = birth.id;
    this.core = instantiateCore(birth.module, birth.memory);
    this.core.processSetWord(birth.id, Word.space, Deno.pid);
    const buffer = birth.memory.buffer as unknown as SharedArrayBuffer;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Int32Array(buffer);
    this.#view = new DataView(buffer);
  }

  /** Whether any process has died since this was asked before; then this one's children are looked after. */
  seesDeath(): boolean {
    const count = this.core.deathCount();
    if (count === this.#deathCount) return false;
    this.#deathCount = count;
    this.reap();
    return true;
  }

  /** The memory as bytes, at least up to `end`: it grows while views stay as long as they were. */
  bytes(end: number): Uint8Array<SharedArrayBuffer> {
    if (end > this.#bytes.length) this.#renew();
    return this.#bytes;
  }

  words(end: number): Int32Array<SharedArrayBuffer> {
    if (end > this.#bytes.length) this.#renew();
    return this.#words;
  }

  view(end: number): DataView<SharedArrayBuffer> {
    if (end > this.#bytes.length) this.#renew();
    return this.#view;
  }

  #renew(): void {
    // Where another thread grew the memory, V8 tells this one some time later; growing by nothing asks at once.
    this.memory.grow(0);
    const buffer = this.memory.buffer as unknown as SharedArrayBuffer;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Int32Array(buffer);
    this.#view = new DataView(buffer);
  }

  /** Sets who is told, for the user or for the log. */
  setObserver(whose: "user" | "log", observer: ProcessObserver | null): void {
    this.#observers[whose] = observer;
    const { user, log } = this.#observers;
    this.observer = user === null || log === null ? user ?? log : bothOf(log, user);
  }

  /** Tells the observer, if there is one. What the observer does itself is not told. */
  tell<K extends keyof ProcessObserver>(what: K, about: Parameters<NonNullable<ProcessObserver[K]>>[0]): void {
    const { observer } = this;
    if (observer === null || this.core.isEnded(this.self)) return;
    this.observer = null;
    try {
      (observer[what] as Told | undefined)?.call(observer, about);
    } catch (error) {
      queueMicrotask(() => {
        throw error; // no error of what it was told of
      });
    } finally {
      this.observer = observer;
    }
  }

  /** Whether there is anything to do when the own code of this process has ended; see `process/_ending.ts`. */
  get hasEndings(): boolean {
    const { exitHandlers, finalizers, farewells, children } = this;
    return exitHandlers.length > 0 || finalizers.size > 0 || farewells.size > 0 || (children?.areLeft() ?? false);
  }

  /** Does something on shared memory that a signal must not cut in two. @throws {ProcessEnded} when this process may do nothing more. */
  whole<T>(action: () => T): T {
    const outer = this.core.outerBegin(this.self);
    if (outer === 0) throw new ProcessEnded();
    try {
      return action();
    } finally {
      if (outer === 1) this.core.outerEnd(this.self);
    }
  }

  /** Throws `ProcessEnded` when the answer says so, or when there is no memory left; else gives it back, as the address that it is. */
  check(code: number, action: string): number {
    if (code === ENDED) throw new ProcessEnded();
    if (isShort(code)) throw usedUp(action);
    return code >>> 0;
  }

  /** What `make` answers: an address, or that there is no memory, also after what nobody needs any more was given back. */
  made(make: () => number): number {
    const code = make();
    return isShort(code) && this.relieve() ? make() : code;
  }

  /** A private block of shared memory. @throws {RangeError} when there is none. */
  allocate(bytes: number, action: string): number {
    return this.check(this.tryAllocate(bytes), action);
  }

  /** The same; 0 when there is none. */
  tryAllocate(bytes: number): number {
    if (bytes > BYTES_MAX) return 0;
    const code = this.made(() => this.core.blockAllocate(this.self, bytes));
    if (code === ENDED) throw new ProcessEnded();
    return code >>> 0;
  }
}

function isShort(code: number): boolean {
  return code === 0 || code === NO_MEMORY;
}

/** There is no shared memory for something. What was dropped is collected only between turns of the event loop, so the way out is named. */
export function usedUp(action: string): RangeError {
  return new RangeError(
    `Cannot ${action}: the tree's shared memory is used up; give objects back by "using" or [Symbol.dispose](), or see limitSharedMemory`,
  );
}

type Told = (about: unknown) => void;

function bothOf(one: ProcessObserver, other: ProcessObserver): ProcessObserver {
  const tell = (what: keyof ProcessObserver) => (about: unknown) => {
    (one[what] as Told | undefined)?.call(one, about);
    (other[what] as Told | undefined)?.call(other, about);
  };
  return { started: tell("started"), ended: tell("ended"), blocked: tell("blocked"), resumed: tell("resumed") };
}

/** A page of WASM memory. */
export const PAGE_BYTES = 65536;
/** Pages before the arena, so that its bytes are those that were asked for. */
export const PAGES_BEFORE = 3;
/** More than this cannot be, and would not be a number of the core's any more. */
export const BYTES_MAX = 2 ** 31 - 1;

// The tree of this process. Set once.
let current: Tree | null = null;

/** The tree, if there is one yet. */
export function treeIfAny(): Tree | null {
  return current;
}

const prepared: ((tree: Tree) => void)[] = [];

/** Has something done with the tree of this process, once there is one. */
export function onTree(prepare: (tree: Tree) => void): void {
  prepared.push(prepare);
  if (current !== null) prepare(current);
}

/** Makes a tree that of this process. */
export function adoptTree(tree: Tree): Tree {
  current = tree;
  for (const prepare of prepared) prepare(tree);
  return tree;
}

// What follows is of no tree. It is here because each file that a child loads before it begins costs it as much as all that it does then.

/** What a listener of uncaught errors is called in: a worker's scope, or the root's. */
type Scope = Pick<EventTarget, "addEventListener">;

/**
 * Calls `handle` with each uncaught error that no listener of the user's prevents, as Deno would end the thread for it. To be called before
 * the user's code, where possible: its listeners come after this one. A rejection that listeners of `node:process` wait for is left to
 * them, as Deno leaves it.
 */
export function onUncaught(scope: Scope, handle: (error: unknown, inPromise: boolean) => void): void {
  const listen = (event: Event) => {
    if (event.defaultPrevented) return;
    const inPromise = event.type !== "error";
    const error = inPromise ? (event as PromiseRejectionEvent).reason : (event as ErrorEvent).error;
    if (inPromise && !(error instanceof ProcessEnded) && nodeListens()) return; // Deno calls them after this event's listeners
    event.preventDefault(); // the runtime looks when all listeners were called, and would end the thread at once
    if (error instanceof ProcessEnded) {
      event.stopImmediatePropagation(); // no error of the user's
      return handle(error, inPromise);
    }
    let prevented = false;
    event.preventDefault = () => void (prevented = true);
    queueMicrotask(() => {
      if (!prevented || !event.cancelable) handle(error, inPromise);
    });
  };
  scope.addEventListener("error", listen);
  scope.addEventListener("unhandledrejection", listen);
}

/** Whether there are listeners of `node:process` that are told of rejections. That module is loaded for it, and not before there is an error. */
function nodeListens(): boolean {
  const { process } = globalThis as { process?: { listenerCount?(name: string): number } };
  const count = (name: string) => process?.listenerCount?.(name) ?? 0;
  return count("unhandledRejection") + count("uncaughtException") > 0;
}
