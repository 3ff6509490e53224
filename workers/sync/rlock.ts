/**
 * A lock that its owner may take again.
 *
 * @module
 */

import { BUSY, NOT_OWNER, OK, OWNER_DIED, TIMED_OUT } from "../core/_core.ts";
import { Contention } from "./_contention.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { refusedWait, timeoutOf, type Wait } from "../core/_limit.ts";
import { giveUpOne } from "./_given_up.ts";
import type { LockOptions } from "./lock.ts";
import { createMutex, freeMutex, inspectMutex, logRecovered } from "./_mutex.ts";
import { adopted, bindShared, type Shared } from "../core/_shared.ts";
import { ProcessEnded } from "../core/_tree.ts";
import { TimeoutError } from "../errors.ts";

const yes = Promise.resolve(true);

/**
 * A recursive lock. Its owner is the process, not the task: two tasks of one process that both await it do not exclude each other.
 * Only the owner may release it, as often as it acquired it. A dead owner is treated as by {@linkcode Lock}.
 *
 * @example
 * ```ts
 * import { RLock } from "@quanta/quanta";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const lock = new RLock();
 * assertEquals(lock.acquireSync(), true);
 * assertEquals(lock.acquireSync(), true);
 * lock.release();
 * lock.release();
 * assertThrows(() => lock.release(), Error, "not held by this process");
 * ```
 * @category Synchronization
 */
export class RLock {
  readonly #shared: Shared;
  readonly #contention: Contention;
  #ownerDied = false;

  /** Creates a free lock. @param options A name for messages. @throws {RangeError} when the shared memory is used up. */
  constructor(options: LockOptions = {}) {
    this.#shared = adopted(options) ?? createMutex(Kind.RLock, "an RLock", options);
    this.#contention = new Contention(this.#shared, true);
    bindShared(this, this.#shared, freeMutex);
  }

  /** Whether the last holder before this one died holding the lock. For the holder to read. */
  get ownerDied(): boolean {
    return this.#ownerDied;
  }

  /** Whether any process holds it at this moment. */
  locked(): boolean {
    return this.#shared.core.lockOwner(this.#shared.words) !== 0;
  }

  /** How often this process holds it. */
  get depth(): number {
    return this.#shared.core.recursiveDepth(this.#shared.words, this.#shared.self);
  }

  /**
   * Blocks the thread until the lock is acquired.
   *
   * @param wait Milliseconds, 0 to not wait at all.
   * @returns Whether it was acquired in time.
   * @throws {DeadlockError} when waiting without a limit would close a cycle of waits.
   */
  acquireSync(wait?: Wait): boolean {
    if (wait !== undefined) timeoutOf(wait);
    const code = this.#shared.core.recursiveTry(this.#shared.words, this.#shared.self);
    return this.#settle(code === OK ? code : this.#contention.waitSync(code, wait));
  }

  /**
   * Waits until the lock is acquired; the event loop goes on. The calls of one process are served in their order.
   *
   * @param wait Milliseconds, or options with an AbortSignal.
   * @returns Whether it was acquired in time.
   */
  acquire(wait?: Wait): Promise<boolean> {
    const refused = refusedWait(wait);
    if (refused !== undefined) return refused;
    const { core, words, self } = this.#shared;
    const code = this.#contention.isServed ? core.recursiveTry(words, self) : BUSY;
    if (code === OK) {
      this.#settle(code);
      return yes;
    }
    return this.#contention.wait(code, wait).then((code) => this.#settle(code));
  }

  #settle(code: number): boolean {
    if (code === TIMED_OUT) return false;
    // Taking it again leaves what the first time said; another task may have taken it again before this one hears of it.
    if (code === OWNER_DIED || this.depth === 1) this.#ownerDied = code === OWNER_DIED;
    if (code === OWNER_DIED) logRecovered(this.#shared);
    return true;
  }

  /**
   * Acquires the lock, blocking, for a `using` declaration.
   *
   * @throws {TimeoutError} when it was not acquired in time.
   */
  holdSync(wait?: Wait): Disposable {
    if (!this.acquireSync(wait)) throw new TimeoutError("Cannot hold the lock: it was not free in time");
    return { [Symbol.dispose]: () => this.release() };
  }

  /**
   * Acquires the lock for a `using` declaration.
   *
   * @throws {TimeoutError} when it was not acquired in time.
   */
  async hold(wait?: Wait): Promise<Disposable> {
    if (!await this.acquire(wait)) throw new TimeoutError("Cannot hold the lock: it was not free in time");
    return { [Symbol.dispose]: () => this.release() };
  }

  /** Releases the lock once. @throws {Error} when this process does not hold it. */
  release(): void {
    const code = this.#shared.core.recursiveRelease(this.#shared.words, this.#shared.self);
    if (code === OK) return;
    if (code !== NOT_OWNER) throw new ProcessEnded();
    if (giveUpOne(this)) return; // a task that waits for a condition gave it up for this one
    throw new Error("Cannot release the lock: it is not held by this process");
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    return inspectMutex("RLock", this.#shared);
  }
}
