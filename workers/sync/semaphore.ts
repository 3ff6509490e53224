/**
 * Semaphores.
 *
 *   words  +0 VALUE  +4 SEQUENCE  +8 FLAG  +12 MAX   (`engine/assembly/sync/semaphore.ts`)
 *
 * @module
 */

import { BUSY, ENDED, OK, OVERFLOW, TIMED_OUT } from "../core/_core.ts";
import { checkInteger } from "../core/_checks.ts";
import { HelpedWait } from "./_help_watch.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { refusedWait, signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { isServed, Line } from "../core/_line.ts";
import { adopted, bindShared, Shared } from "../core/_shared.ts";
import { ProcessEnded } from "../core/_tree.ts";
import { lookAfterGuests, Spin, type Waitable, waitSync } from "../core/_wait.ts";
import { TimeoutError } from "../errors.ts";

const MAX = 12;
const WORD_BYTES = 16;
const VALUE_MAX = 0x7fffffff;

const yes = Promise.resolve(true);

/**
 * A counter that processes lower and raise; lowering waits while it is 0.
 *
 * A unit has no owner: what a process took and did not give back when it ended stays taken.
 *
 * @example
 * ```ts
 * import { Semaphore } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const semaphore = new Semaphore(2);
 * assertEquals([semaphore.acquireSync(), semaphore.acquireSync(), semaphore.acquireSync(0)], [true, true, false]);
 * semaphore.release();
 * assertEquals(semaphore.value, 1);
 * ```
 * @category Synchronization
 */
export class Semaphore {
  readonly #shared: Shared;
  readonly #waitable: Waitable;
  /** Who awaits it in this process, once there was one that had to wait. */
  #line: Line | null = null;

  /**
   * Creates a semaphore.
   *
   * @param value The first value, from 0 to 2^31 - 1. Default 1.
   * @throws {RangeError} when the value is out of range, or the shared memory is used up.
   */
  constructor(value = 1) {
    const bounded = this instanceof BoundedSemaphore;
    const shared = adopted(value) ?? create(value, bounded);
    this.#shared = shared;
    this.#waitable = {
      what: "a semaphore",
      sequence: shared.words + 4,
      arm: () => shared.core.semaphoreArm(shared.words, shared.self),
      attempt: () => shared.core.semaphoreTry(shared.words, shared.self),
      spin: (turns) => shared.core.spin(shared.words, 0, turns) !== 0,
      pace: new Spin(),
    };
    bindShared(this, shared);
  }

  /** The value at this moment. */
  get value(): number {
    return this.#shared.load(0);
  }

  /** Whether no unit is free at this moment: the next `acquire` would wait. */
  locked(): boolean {
    return this.value === 0;
  }

  /**
   * Blocks until the value could be lowered; whether it was, in time.
   *
   * @throws {DeadlockError} when it would wait without a limit, and no other process has the semaphore.
   */
  acquireSync(wait?: Wait): boolean {
    if (wait !== undefined) timeoutOf(wait);
    const { core, words, self, tree } = this.#shared;
    const code = core.semaphoreTry(words, self);
    if (code === OK) return true;
    if (code !== BUSY) throw new ProcessEnded();
    const timeoutMs = timeoutOf(wait);
    if (timeoutMs === 0) lookAfterGuests(tree);
    return timeoutMs > 0 && waitSync(tree, this.#blocking(), timeoutMs) !== TIMED_OUT;
  }

  /**
   * Waits until the value could be lowered; whether it was, in time. The event loop goes on. The calls of one process are served in
   * their order.
   */
  acquire(wait?: Wait): Promise<boolean> {
    const refused = refusedWait(wait);
    if (refused !== undefined) return refused;
    const { core, words, self } = this.#shared;
    const code = isServed(this.#line) ? core.semaphoreTry(words, self) : BUSY;
    return code === OK ? yes : this.#acquire(code, wait);
  }

  async #acquire(code: number, wait: Wait | undefined): Promise<boolean> {
    if (code !== BUSY) throw new ProcessEnded();
    const timeoutMs = timeoutOf(wait);
    if (timeoutMs === 0) return false;
    const { what, sequence, arm } = this.#waitable;
    this.#line ??= new Line(this.#shared.tree, { what, sequence, arm: () => BUSY });
    const outcome = await this.#line.join({ attempt: arm }, timeoutMs, signalOf(wait));
    if (outcome === ENDED) throw new ProcessEnded();
    return outcome === OK;
  }

  /** Takes a unit, blocking, for a `using` declaration. @throws {TimeoutError} when there was none in time. */
  holdSync(wait?: Wait): Disposable {
    if (!this.acquireSync(wait)) throw new TimeoutError("Cannot hold the semaphore: no unit was free in time");
    return { [Symbol.dispose]: () => this.release() };
  }

  /** Takes a unit for a `using` declaration. @throws {TimeoutError} when there was none in time. */
  async hold(wait?: Wait): Promise<Disposable> {
    if (!await this.acquire(wait)) throw new TimeoutError("Cannot hold the semaphore: no unit was free in time");
    return { [Symbol.dispose]: () => this.release() };
  }

  #blocking(): Waitable {
    const lonely = "Cannot acquire the semaphore: no other process has it that could release it";
    return new HelpedWait(this.#waitable, this.#shared, lonely);
  }

  /** Raises the value by one. @throws {RangeError} when it is at its maximum. */
  release(): void {
    const { core, words, self } = this.#shared;
    const code = core.semaphoreRelease(words, self);
    if (code === OK) return;
    if (code !== OVERFLOW) throw new ProcessEnded();
    throw new RangeError(`Cannot release the semaphore: its value is at its maximum, ${this.#shared.load(MAX)}`);
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    const max = this.#shared.load(MAX);
    return this instanceof BoundedSemaphore
      ? `BoundedSemaphore { value: ${this.value}, max: ${max} }`
      : `Semaphore { value: ${this.value} }`;
  }
}

/**
 * A semaphore whose value never exceeds the first one: releasing too often throws.
 *
 * @example
 * ```ts
 * import { BoundedSemaphore } from "@quanta/quanta";
 * import { assertThrows } from "@std/assert";
 *
 * const semaphore = new BoundedSemaphore(2);
 * await semaphore.acquire();
 * semaphore.release();
 * assertThrows(() => semaphore.release(), RangeError, "at its maximum, 2");
 * ```
 * @category Synchronization
 */
export class BoundedSemaphore extends Semaphore {}

function create(value: number, bounded: boolean): Shared {
  checkInteger(`create a ${bounded ? "BoundedSemaphore" : "Semaphore"}: value`, value, 0, VALUE_MAX);
  const shared = Shared.create(bounded ? Kind.BoundedSemaphore : Kind.Semaphore, WORD_BYTES, "a Semaphore");
  shared.store(0, value);
  shared.store(MAX, bounded ? value : VALUE_MAX);
  return shared;
}
