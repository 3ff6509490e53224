/**
 * A condition: processes that hold a lock wait for others to change what it guards.
 *
 *   words  +0 the list of waiters (`engine/assembly/sync/waiters.ts`)  +8 the lock: its object's address  +12 its kind
 *
 * @module
 */

import { BUSY, ENDED, OK, TIMED_OUT } from "../core/_core.ts";
import { checkInteger, checkNoPromise } from "../core/_checks.ts";
import { shown } from "../core/_shown.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { reviveOwn } from "../core/_kinds.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { freeMutex } from "./_mutex.ts";
import { adopted, bindShared, depart, dropKept, portableOf, Shared } from "../core/_shared.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";
import { type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { type GivenUp, giveUpAll, giveUpOne, isGivenUp, takeBack } from "./_given_up.ts";
import { HelpedWait } from "./_help_watch.ts";
import { Lock } from "./lock.ts";
import { RLock } from "./rlock.ts";

const LOCK = 8;
const LOCK_KIND = 12;
const WORD_BYTES = 16;
const SEQUENCE = 8;

/**
 * A condition variable over a lock, its own RLock by default. All methods but the constructor's want the lock held by this process.
 *
 * Notifying wakes exactly as many as were asked for of those who wait, the longest first; one that times out at the same
 * moment is either counted and true, or neither. A waiter that dies is passed over.
 *
 * The tasks of one process hold an {@linkcode RLock} together, and one that waits gives up what all of them hold, which they have again
 * when it goes on; one whose hold was given up so may notify, wait and release as if it had it. Where tasks must exclude each other, give it a
 * {@linkcode Lock}.
 *
 * @example
 * ```ts
 * import { Condition } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const condition = new Condition();
 * using _ = await condition.hold();
 * assertEquals(await condition.wait(1), false);
 * assertEquals(condition.notify(), 0);
 * ```
 * @category Synchronization
 */
export class Condition {
  readonly #shared: Shared;
  readonly #lock: Lock | RLock;
  readonly #lockShared: Shared;

  /**
   * Creates a condition.
   *
   * @param lock The lock that guards what is waited for. Default: a new RLock.
   * @throws {TypeError} when it is no Lock or RLock.
   */
  constructor(lock?: Lock | RLock) {
    const shared = adopted(lock);
    if (shared !== null) {
      this.#shared = shared;
      const { tree } = shared;
      this.#lock = reviveOwn(tree, shared.load(LOCK_KIND), shared.load(LOCK)) as Lock | RLock;
    } else {
      this.#lock = lock === undefined ? new RLock() : lock;
      this.#shared = create(this.#lock);
    }
    this.#lockShared = portableOf(this.#lock)!.shared!;
    bindShared(this, this.#shared, freeCondition);
  }

  /** Acquires the lock, blocking; see the lock. */
  acquireSync(wait?: Wait): boolean {
    return this.#lock.acquireSync(wait);
  }

  /** Acquires the lock; see the lock. */
  acquire(wait?: Wait): Promise<boolean> {
    return this.#lock.acquire(wait);
  }

  /** Acquires the lock, blocking, for a `using` declaration. */
  holdSync(wait?: Wait): Disposable {
    return this.#lock.holdSync(wait);
  }

  /** Acquires the lock for a `using` declaration. */
  hold(wait?: Wait): Promise<Disposable> {
    return this.#lock.hold(wait);
  }

  /** Releases the lock. */
  release(): void {
    this.#lock.release();
  }

  /** How many wait and were not notified yet. */
  get waiting(): number {
    const { core, words, self } = this.#shared;
    return this.#checked(core.conditionCount(words, self));
  }

  /**
   * Gives the lock up, as often as it was acquired, sleeps until notified, and takes it again as it was.
   *
   * @returns Whether it was notified in time.
   * @throws {Error} when this process does not hold the lock.
   * @throws {DeadlockError} when it would wait without a limit, and nobody is left who could notify. The lock is held again then.
   */
  waitSync(wait?: Wait): boolean {
    const timeoutMs = timeoutOf(wait);
    const { waiter, given } = this.#giveUp("wait");
    let failure: { reason: unknown } | null = null;
    try {
      if (timeoutMs > 0) waitSync(this.#shared.tree, this.#blocking(waiter), timeoutMs);
    } catch (reason) {
      failure = { reason };
    }
    if (this.#ended()) throw new ProcessEnded();
    this.#lock.acquireSync();
    return this.#resume(waiter, given, failure);
  }

  /** The same; the event loop goes on. The lock is held again also when the signal ended the wait. */
  async wait(wait?: Wait): Promise<boolean> {
    const timeoutMs = timeoutOf(wait);
    const { waiter, given } = this.#giveUp("wait");
    let failure: { reason: unknown } | null = null;
    try {
      if (timeoutMs > 0) await waitAsync(this.#shared.tree, this.#waitable(waiter), timeoutMs, signalOf(wait));
    } catch (reason) {
      failure = { reason };
    }
    if (this.#ended()) throw new ProcessEnded();
    await this.#lock.acquire();
    while (given !== null && (this.#lock as RLock).depth === 0) { // another task released it, or waits, before this one heard of it
      giveUpOne(this.#lock);
      await this.#lock.acquire();
    }
    return this.#resume(waiter, given, failure);
  }

  /** With the lock in hand again. Who was notified at the moment of an abort has used up a notification, and says so. */
  #resume(waiter: number, given: GivenUp | null, failure: { reason: unknown } | null): boolean {
    this.#restore(given);
    const notified = this.#leave(waiter);
    if (failure !== null && !notified) throw failure.reason;
    return notified;
  }

  /**
   * Waits until the predicate answers something true, which is then returned; or the last answer when the time is up.
   *
   * @throws {TypeError} when the predicate is no function, or answers with a promise: it is asked with the lock in hand, and at once.
   */
  waitForSync<T>(predicate: () => T, wait?: Wait): T {
    checkPredicate(predicate);
    const timeoutMs = timeoutOf(wait);
    const deadline = performance.now() + timeoutMs;
    for (;;) { // one turn for each notification
      const answer = asked(predicate);
      if (answer) return answer;
      const restMs = deadline - performance.now();
      if (restMs <= 0) return answer;
      this.waitSync(restMs);
    }
  }

  /** The same; the event loop goes on. */
  async waitFor<T>(predicate: () => T, wait?: Wait): Promise<T> {
    checkPredicate(predicate);
    const timeoutMs = timeoutOf(wait);
    const deadline = performance.now() + timeoutMs;
    for (;;) { // one turn for each notification
      const answer = asked(predicate);
      if (answer) return answer;
      const restMs = deadline - performance.now();
      if (restMs <= 0) return answer;
      await this.wait({ timeoutMs: restMs, signal: signalOf(wait) });
    }
  }

  /** Wakes up to `count` of those who wait; returns how many. @throws {Error} when this process does not hold the lock. */
  notify(count = 1): number {
    checkInteger("notify: count", count, 0);
    if (this.#isHeld()) return this.#notify(count);
    if (!(this.#lock instanceof RLock) || !isGivenUp(this.#lock)) this.#refuse("notify");
    // Another task waits and has given up this one's hold: without the lock, who is about to wait in another process would miss it.
    using _ = this.#lock.holdSync();
    return this.#notify(count);
  }

  #notify(count: number): number {
    const { core, words, self } = this.#shared;
    return this.#checked(core.conditionNotify(words, self, Math.min(count, 0x7fffffff)));
  }

  /** Wakes all who wait; returns how many. */
  notifyAll(): number {
    return this.notify(0x7fffffff);
  }

  #checked(code: number): number {
    if (code === ENDED) throw new ProcessEnded();
    return code;
  }

  #ended(): boolean {
    return this.#shared.core.isEnded(this.#shared.self) !== 0;
  }

  #isHeld(): boolean {
    const { core, self, words } = this.#lockShared;
    return core.lockOwner(words) === self;
  }

  #refuse(action: string): never {
    if (this.#ended()) throw new ProcessEnded();
    throw new Error(`Cannot ${action}: this process does not hold the condition's lock`);
  }

  /** Joins the waiters, then releases the lock whole. */
  #giveUp(action: string): { waiter: number; given: GivenUp | null } {
    const { core, tree, words, self } = this.#shared;
    const rlock = this.#lock instanceof RLock ? this.#lock : null;
    const isHeld = this.#isHeld();
    if (!isHeld && (rlock === null || !isGivenUp(rlock))) this.#refuse(action);
    const waiter = tree.check(core.conditionJoin(words, self), "wait");
    if (rlock === null) {
      this.#lock.release();
      return { waiter, given: null };
    }
    if (!isHeld) {
      giveUpOne(rlock);
      return { waiter, given: giveUpAll(rlock, 1) };
    }
    const given = giveUpAll(rlock, rlock.depth);
    core.recursiveSetDepth(this.#lockShared.words, 1);
    rlock.release();
    return { waiter, given };
  }

  /** Takes the lock as often again as it was given up. Another task of this process may have it too by now. */
  #restore(given: GivenUp | null): void {
    if (given === null) return;
    const rlock = this.#lock as RLock;
    const depth = takeBack(rlock, given);
    const held = rlock.depth;
    // Where that task has given it up whole meanwhile, the depth is another process's to write.
    if (held > 0) this.#shared.core.recursiveSetDepth(this.#lockShared.words, held - 1 + depth);
  }

  #leave(waiter: number): boolean {
    const { core, words, self } = this.#shared;
    return this.#checkedLeave(core.conditionLeave(words, self, waiter));
  }

  #checkedLeave(code: number): boolean {
    if (code !== OK && code !== BUSY && code !== TIMED_OUT) throw new ProcessEnded();
    return code === OK;
  }

  #waitable(waiter: number): Waitable {
    const { core, self } = this.#shared;
    const sequence = waiter + SEQUENCE;
    const spin = (turns: number) => core.spin(sequence, 0, turns) !== 0;
    return { what: "a condition", sequence, arm: () => core.waiterTry(waiter, self), spin };
  }

  #blocking(waiter: number): Waitable {
    const lonely = "Cannot wait for the condition: no other process has it that could notify";
    return new HelpedWait(this.#waitable(waiter), this.#shared, lonely);
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    return `Condition { waiting: ${this.waiting}, lock: ${Deno.inspect(this.#lock)} }`;
  }
}

function checkPredicate(predicate: unknown): void {
  if (typeof predicate === "function") return;
  throw new TypeError(`Cannot wait: predicate must be a function, got ${shown(predicate)}`);
}

/** What the predicate answers. A promise would count as true whatever it comes to. */
function asked<T>(predicate: () => T): T {
  const answer = predicate();
  checkNoPromise("wait: predicate", answer);
  return answer;
}

function create(lock: unknown): Shared {
  const kept = lock instanceof Lock || lock instanceof RLock ? portableOf(lock)?.shared : undefined;
  if (kept === undefined) {
    throw new TypeError(`Cannot create a Condition: lock must be a Lock or an RLock, got ${shown(lock)}`);
  }
  return Shared.create(Kind.Condition, WORD_BYTES, "a Condition", (shared) => {
    depart(kept); // the condition itself keeps the lock, until it is freed
    shared.store(LOCK, kept.object);
    shared.store(LOCK_KIND, kept.kind);
  });
}

/** Frees the waiters of the dead, and lets go of the lock that a condition kept. */
export function freeCondition({ tree, words }: { tree: Tree; words: number }): void {
  tree.core.waitersFree(words, tree.self);
  dropKept(tree, tree.core.wordLoad(words + LOCK_KIND), tree.core.wordLoad(words + LOCK), freeMutex);
}
