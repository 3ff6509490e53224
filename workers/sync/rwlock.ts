/**
 * A lock for many readers or one writer.
 *
 *   words  +0 .. +8 the lock itself (`engine/assembly/sync/rwlock.ts`)  +12 NAME (a text, or 0)  +16 SERIAL   (`_mutex.ts`)
 *
 * @module
 */

import { BUSY, NOT_OWNER, OK, OWNER_DIED, TIMED_OUT } from "../core/_core.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { refusedWait, signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import type { LockOptions } from "./lock.ts";
import { createMutex, freeMutex, logRecovered, mutexName } from "./_mutex.ts";
import { HelpedWait } from "./_help_watch.ts";
import { adopted, bindShared, type Shared } from "../core/_shared.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";
import { type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { DeadlockError, TimeoutError } from "../errors.ts";

const READ = 0;
const WRITE = 1;
type Mode = typeof READ | typeof WRITE;
/** Of an entry in the line. */
const ENTRY_SEQUENCE = 8;

/**
 * A reader-writer lock between processes: any number hold it to read, or one to write. It is fair: all are served in the order in which
 * they came, so that a reader who comes after a waiting writer waits behind it, and neither side starves.
 *
 * It is not recursive, and a reader cannot become a writer: release it first. Each call that acquires it is a hold of its own, so the tasks of
 * one process exclude each other as processes do. A hold is given back by the process that has it.
 *
 * What a process holds when it ends is released. Where it held the lock to write, those who have it next see `ownerDied`, because what it
 * guards may be half done: every reader, up to and with the next writer, who may mend it.
 *
 * Acquiring takes a few steps in shared memory, ten times those of a {@linkcode Lock}; it pays where reading takes longer than that.
 *
 * @example
 * ```ts
 * import { RWLock } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const lock = new RWLock();
 * {
 *   using _ = await lock.holdRead();
 *   assertEquals(lock.acquireReadSync(0), true); // another reader
 *   assertEquals(lock.acquireWriteSync(0), false);
 *   lock.releaseRead();
 * }
 * using _ = lock.holdWriteSync();
 * assertEquals(lock.acquireReadSync(0), false);
 * ```
 * @category Synchronization
 */
export class RWLock {
  readonly #shared: Shared;
  #ownerDied = false;

  /** Creates a free lock. @param options A name for messages. @throws {RangeError} when the shared memory is used up. */
  constructor(options: LockOptions = {}) {
    this.#shared = adopted(options) ?? createMutex(Kind.RWLock, "an RWLock", options);
    bindShared(this, this.#shared, freeRWLock);
  }

  /** Whether a writer died holding the lock before this process acquired it the last time. For the holder to read. */
  get ownerDied(): boolean {
    return this.#ownerDied;
  }

  /** How many hold it to read at this moment, in all processes. */
  get readers(): number {
    return this.#count(READ);
  }

  /** Whether anybody holds it at this moment, to read or to write. */
  locked(): boolean {
    return this.readers > 0 || this.writeLocked();
  }

  /** Whether anybody holds it to write at this moment. */
  writeLocked(): boolean {
    return this.#count(WRITE) > 0;
  }

  /**
   * Blocks the thread until the lock is acquired to read.
   *
   * @param wait Milliseconds, 0 to not wait at all.
   * @returns Whether it was acquired in time.
   * @throws {DeadlockError} when it would wait without a limit, and this process stands in its own way, or nobody is left who could release it.
   */
  acquireReadSync(wait?: Wait): boolean {
    return this.#acquireSync(READ, wait);
  }

  /** Blocks the thread until the lock is acquired to write; like {@linkcode RWLock.acquireReadSync}. */
  acquireWriteSync(wait?: Wait): boolean {
    return this.#acquireSync(WRITE, wait);
  }

  /**
   * Waits until the lock is acquired to read; the event loop goes on.
   *
   * @param wait Milliseconds, or options with an AbortSignal.
   * @returns Whether it was acquired in time.
   */
  acquireRead(wait?: Wait): Promise<boolean> {
    return this.#acquire(READ, wait);
  }

  /** Waits until the lock is acquired to write; like {@linkcode RWLock.acquireRead}. */
  acquireWrite(wait?: Wait): Promise<boolean> {
    return this.#acquire(WRITE, wait);
  }

  /** Gives back one hold of this process to read. @throws {Error} when it has none. */
  releaseRead(): void {
    this.#release(READ);
  }

  /** Gives back the hold of this process to write. @throws {Error} when it has none. */
  releaseWrite(): void {
    this.#release(WRITE);
  }

  /** Acquires the lock to read, blocking, for a `using` declaration. @throws {TimeoutError} when it was not free in time. */
  holdReadSync(wait?: Wait): Disposable {
    if (!this.acquireReadSync(wait)) throw late();
    return { [Symbol.dispose]: () => this.releaseRead() };
  }

  /** Acquires the lock to write, blocking, for a `using` declaration. @throws {TimeoutError} when it was not free in time. */
  holdWriteSync(wait?: Wait): Disposable {
    if (!this.acquireWriteSync(wait)) throw late();
    return { [Symbol.dispose]: () => this.releaseWrite() };
  }

  /** Acquires the lock to read for a `using` declaration. @throws {TimeoutError} when it was not free in time. */
  async holdRead(wait?: Wait): Promise<Disposable> {
    if (!await this.acquireRead(wait)) throw late();
    return { [Symbol.dispose]: () => this.releaseRead() };
  }

  /** Acquires the lock to write for a `using` declaration. @throws {TimeoutError} when it was not free in time. */
  async holdWrite(wait?: Wait): Promise<Disposable> {
    if (!await this.acquireWrite(wait)) throw late();
    return { [Symbol.dispose]: () => this.releaseWrite() };
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    const { tree, words } = this.#shared;
    const { readers } = this;
    const held = this.writeLocked() ? "held to write" : readers > 0 ? `held to read by ${readers}` : "free";
    return `RWLock { ${mutexName(tree, words)}: ${held} }`;
  }

  #acquireSync(mode: Mode, wait: Wait | undefined): boolean {
    const timeoutMs = timeoutOf(wait);
    const { core, words, self, tree } = this.#shared;
    const code = core.rwTry(words, self, mode);
    if (code !== BUSY) return this.#settle(code);
    if (timeoutMs === 0) return false;
    if (timeoutMs === Infinity) this.#refuseOwn();
    const entry = this.#join(mode);
    const waitable = timeoutMs === Infinity ? this.#blocking(entry) : this.#waitable(entry);
    let outcome: number = TIMED_OUT;
    try {
      return this.#settle(outcome = waitSync(tree, waitable, timeoutMs));
    } finally {
      if (!isHeld(outcome)) core.rwLeave(words, self, entry);
    }
  }

  async #acquire(mode: Mode, wait: Wait | undefined): Promise<boolean> {
    const refused = refusedWait(wait);
    if (refused !== undefined) return refused;
    const timeoutMs = timeoutOf(wait);
    const { core, words, self, tree } = this.#shared;
    const code = core.rwTry(words, self, mode);
    if (code !== BUSY) return this.#settle(code);
    if (timeoutMs === 0) return false;
    const entry = this.#join(mode);
    let outcome: number = TIMED_OUT;
    try {
      return this.#settle(outcome = await waitAsync(tree, this.#waitable(entry), timeoutMs, signalOf(wait)));
    } finally {
      if (!isHeld(outcome)) core.rwLeave(words, self, entry);
    }
  }

  #settle(code: number): boolean {
    if (code === TIMED_OUT) return false;
    if (!isHeld(code)) this.#shared.tree.check(code, "acquire the lock");
    this.#ownerDied = code === OWNER_DIED;
    if (code === OWNER_DIED) logRecovered(this.#shared);
    return true;
  }

  #join(mode: Mode): number {
    const { core, words, self, tree } = this.#shared;
    return tree.check(core.rwJoin(words, self, mode), "wait for the lock");
  }

  /** While this thread blocks, none of its tasks can give back what the lock waits for. */
  #refuseOwn(): void {
    const { core, words, self, tree } = this.#shared;
    if (core.rwCount(words, self, READ, self) + core.rwCount(words, self, WRITE, self) <= 0) return;
    const waitsFor = mutexName(tree, words);
    const { name: process, pid } = tree.birth;
    throw new DeadlockError(
      `Cannot wait: this would never end: ${process} (pid ${pid}) waits for ${waitsFor}, which ${process} holds`,
      [{ process, pid, waitsFor }],
    );
  }

  #waitable(entry: number): Waitable {
    const { core, words, self, tree } = this.#shared;
    return {
      what: mutexName(tree, words),
      sequence: entry + ENTRY_SEQUENCE,
      arm: () => core.rwLook(words, self, entry),
    };
  }

  #blocking(entry: number): Waitable {
    const lonely = "Cannot acquire the lock: no other process has it that could release it";
    return new HelpedWait(this.#waitable(entry), this.#shared, lonely);
  }

  #release(mode: Mode): void {
    const { core, words, self } = this.#shared;
    const code = core.rwRelease(words, self, mode);
    if (code === OK) return;
    if (code !== NOT_OWNER) throw new ProcessEnded();
    throw new Error(`Cannot release the lock: this process does not hold it to ${mode === READ ? "read" : "write"}`);
  }

  #count(mode: Mode): number {
    const { core, words, self } = this.#shared;
    const count = core.rwCount(words, self, mode, 0);
    if (count < 0) throw new ProcessEnded();
    return count;
  }
}

function isHeld(code: number): boolean {
  return code === OK || code === OWNER_DIED;
}

function late(): TimeoutError {
  return new TimeoutError("Cannot hold the lock: it was not free in time");
}

/** Frees the entries of the dead, and the name. */
export function freeRWLock(shared: { tree: Tree; words: number }): void {
  shared.tree.core.waitersFree(shared.words, shared.tree.self); // the same kind of list
  freeMutex(shared);
}
