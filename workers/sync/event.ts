/**
 * A flag that processes wait for.
 *
 *   words  +0 STATE  +4 SEQUENCE  +8 FLAG   (`engine/assembly/sync/semaphore.ts`)
 *
 * @module
 */

import { ENDED, TIMED_OUT } from "../core/_core.ts";
import { HelpedWait } from "./_help_watch.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { adopted, bindShared, Shared } from "../core/_shared.ts";
import { ProcessEnded } from "../core/_tree.ts";
import { lookAfterGuests, Spin, type Waitable, waitAsync, waitSync } from "../core/_wait.ts";

const WORD_BYTES = 12;

/**
 * A flag, clear at first. Whoever waits goes on when it is set, also when it is cleared again before the waiter has woken.
 *
 * @example
 * ```ts
 * import { Event } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const event = new Event();
 * assertEquals(event.waitSync(1), false);
 * event.set();
 * assertEquals(await event.wait(), true);
 * ```
 * @category Synchronization
 */
export class Event {
  readonly #shared: Shared;
  readonly #pace = new Spin();

  /** Creates a clear event. @throws {RangeError} when the shared memory is used up. */
  constructor() {
    this.#shared = adopted(arguments[0]) ?? Shared.create(Kind.Event, WORD_BYTES, "an Event");
    bindShared(this, this.#shared);
  }

  /** Whether it is set. */
  isSet(): boolean {
    lookAfterGuests(this.#shared.tree);
    return (this.#shared.load(0) & 1) !== 0;
  }

  /** Sets it, and wakes all who wait. */
  set(): void {
    const { core, words, self } = this.#shared;
    if (core.eventSet(words, self) === ENDED) throw new ProcessEnded();
  }

  /** Clears it. */
  clear(): void {
    const { core, words, self } = this.#shared;
    if (core.eventClear(words, self) === ENDED) throw new ProcessEnded();
  }

  /**
   * Blocks until it is set; whether it was, in time.
   *
   * @throws {DeadlockError} when it would wait without a limit, and nobody is left who could set it.
   */
  waitSync(wait?: Wait): boolean {
    const { tree } = this.#shared;
    const timeoutMs = timeoutOf(wait);
    const waitable = this.#waitable();
    if (timeoutMs !== Infinity) return waitSync(tree, waitable, timeoutMs) !== TIMED_OUT;
    const lonely = "Cannot wait for the event: no other process has it that could set it";
    return waitSync(tree, new HelpedWait(waitable, this.#shared, lonely), timeoutMs) !== TIMED_OUT;
  }

  /** Waits until it is set; whether it was, in time. The event loop goes on. */
  async wait(wait?: Wait): Promise<boolean> {
    return await waitAsync(this.#shared.tree, this.#waitable(), timeoutOf(wait), signalOf(wait)) !== TIMED_OUT;
  }

  #waitable(): Waitable {
    const { core, words, self } = this.#shared;
    const since = this.#shared.load(0);
    return {
      what: "an event",
      sequence: words + 4,
      arm: () => core.eventArm(words, self, since),
      attempt: () => core.eventTry(words, self, since),
      spin: (turns) => core.spin(words, since, turns) !== 0,
      pace: this.#pace,
    };
  }

  /** `Event { set: true }`. */
  [Symbol.for("Deno.customInspect")](): string {
    return `Event { set: ${this.isSet()} }`;
  }
}
