/**
 * A lock that knows its owner.
 *
 * @module
 */

import { BUSY, OK, OVERFLOW, OWNER_DIED, TIMED_OUT } from "../core/_core.ts";
import { Contention } from "./_contention.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { refusedWait, timeoutOf, type Wait } from "../core/_limit.ts";
import { createMutex, freeMutex, inspectMutex, logRecovered } from "./_mutex.ts";
import { adopted, bindShared, type Shared } from "../core/_shared.ts";
import { ProcessEnded } from "../core/_tree.ts";
import { TimeoutError } from "../errors.ts";

/**
 * Options of {@linkcode Lock} and {@linkcode RLock}.
 *
 * @example
 * ```ts
 * import { Lock, type LockOptions } from "@quanta/quanta/processes";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const options: LockOptions = { name: "printer" };
 * assertStringIncludes(Deno.inspect(new Lock(options)), "printer");
 * ```
 * @category Synchronization
 */
export interface LockOptions {
  /** A name for error messages, for example those of a deadlock. */
  name?: string;
}

// Shared by all locks, so that taking a free lock allocates nothing.
const yes = Promise.resolve(true);

/**
 * Mutual exclusion between processes. Not recursive: a process that acquires it twice waits for itself, which the blocking form
 * reports as a {@linkcode DeadlockError}. As in Python any process may release it.
 *
 * A process that ends while it holds the lock does not block the others: the lock is recovered, and the next one to acquire it
 * sees `ownerDied`, because what the lock guards may be half done.
 *
 * A cycle of waits without a limit, over any number of processes, locks and blocking joins, throws a `DeadlockError` with their
 * names in the process that closes it: at once where all of them block their threads, after two seconds without
 * a change where one of them awaits, because another task of that process might have released what it holds. A wait with a
 * timeout or a signal ends by itself and is not counted. The search costs nothing while the lock is free; a wait of the kind
 * described costs two stores, a look at the chain of those who wait, and another each second.
 *
 * Taking and giving back a free lock stays in the calling thread: one atomic operation each.
 *
 * @example
 * ```ts
 * import { Lock } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const lock = new Lock();
 * {
 *   using _ = await lock.hold();
 *   assertEquals(lock.acquireSync(0), false);
 * }
 * assertEquals(await lock.acquire(), true);
 * lock.release();
 * ```
 * @category Synchronization
 */
export class Lock {
  readonly #shared: Shared;
  readonly #core: Shared["core"];
  readonly #words: number;
  readonly #self: number;
  readonly #contention: Contention;
  #ownerDied = false;

  /** Creates a free lock. @param options A name for messages. @throws {RangeError} when the shared memory is used up. */
  constructor(options: LockOptions = {}) {
    const shared = adopted(options) ?? createMutex(Kind.Lock, "a Lock", options);
    this.#shared = shared;
    this.#core = shared.core;
    this.#words = shared.words;
    this.#self = shared.self;
    this.#contention = new Contention(shared, false);
    bindShared(this, shared, freeMutex);
  }

  /** Whether the last holder before this one died holding the lock. For the holder to read. */
  get ownerDied(): boolean {
    return this.#ownerDied;
  }

  /** Whether any process holds it at this moment. */
  locked(): boolean {
    return this.#core.lockOwner(this.#words) !== 0;
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
    const code = this.#core.lockTry(this.#words, this.#self);
    if (code === OK) {
      this.#ownerDied = false;
      return true;
    }
    return this.#settle(this.#contention.waitSync(code, wait));
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
    const code = this.#contention.isServed ? this.#core.lockTry(this.#words, this.#self) : BUSY;
    if (code === OK) {
      this.#ownerDied = false;
      return yes;
    }
    return this.#acquire(code, wait);
  }

  async #acquire(code: number, wait: Wait | undefined): Promise<boolean> {
    return this.#settle(await this.#contention.wait(code, wait));
  }

  #settle(code: number): boolean {
    if (code === TIMED_OUT) return false;
    this.#ownerDied = code === OWNER_DIED;
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
   * Acquires the lock for a `using` declaration: `using _ = await lock.hold();`.
   *
   * @throws {TimeoutError} when it was not acquired in time.
   */
  async hold(wait?: Wait): Promise<Disposable> {
    if (!await this.acquire(wait)) throw new TimeoutError("Cannot hold the lock: it was not free in time");
    return { [Symbol.dispose]: () => this.release() };
  }

  /** Releases the lock, whoever holds it. @throws {RangeError} when nobody does who lives: what the dead held is left to the next holder. */
  release(): void {
    const code = this.#core.lockRelease(this.#words, this.#self);
    if (code !== OK) this.#refuse(code);
  }

  #refuse(code: number): never {
    if (code !== OVERFLOW) throw new ProcessEnded();
    throw new RangeError("Cannot release the lock: it is not held");
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    return inspectMutex("Lock", this.#shared);
  }
}
