/**
 * The contended path of Lock and RLock.
 *
 * @module
 */

import { BUSY, OK, OVERFLOW, OWNER_DIED, TIMED_OUT } from "../core/_core.ts";
import { CycleWatch } from "./_deadlock.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { isServed, Line, type Operation } from "../core/_line.ts";
import { mutexName } from "./_mutex.ts";
import type { Shared } from "../core/_shared.ts";
import { ProcessEnded } from "../core/_tree.ts";
import { lookAfterGuests, type Waitable, waitSync } from "../core/_wait.ts";

const SEQUENCE = 4;

/** One lock's contended path. Answers `OK`, `OWNER_DIED` or `TIMED_OUT`, or throws. */
export class Contention implements Waitable {
  readonly sequence: number;
  readonly #shared: Shared;
  readonly #tryArm: (words: number, self: number) => number;
  /** Who awaits it in this process, once there was one that had to wait. */
  #line: Line | null = null;
  /** The one of them whose wait others see. */
  #shown: { watch: CycleWatch; operation: Operation } | null = null;

  constructor(shared: Shared, recursive: boolean) {
    this.#shared = shared;
    this.sequence = shared.words + SEQUENCE;
    const { lockArm, recursiveArm, recursiveTry } = shared.core;
    this.#tryArm = !recursive ? lockArm : (words, self) => {
      const code = recursiveTry(words, self); // another task of this process may have it by now
      return code === BUSY ? recursiveArm(words, self) : code;
    };
  }

  get what(): string {
    return mutexName(this.#shared.tree, this.#shared.words);
  }

  arm(): number {
    return this.#tryArm(this.#shared.words, this.#shared.self);
  }

  /** Whether nobody of this process awaits it any more, after who can have it has it. */
  get isServed(): boolean {
    return isServed(this.#line);
  }

  /** After a try that answered `code`. */
  waitSync(code: number, wait: Wait | undefined): number {
    if (code !== BUSY) return settled(code);
    const timeoutMs = timeoutOf(wait);
    const { tree, words } = this.#shared;
    if (timeoutMs === 0) {
      lookAfterGuests(tree);
      return TIMED_OUT;
    }
    if (timeoutMs !== Infinity) return waitSync(tree, this, timeoutMs);
    const watch = new CycleWatch(tree, words, true);
    try {
      return waitSync(tree, this.#watched(watch), timeoutMs);
    } finally {
      watch.end();
    }
  }

  async wait(code: number, wait: Wait | undefined): Promise<number> {
    if (code !== BUSY) return settled(code);
    const timeoutMs = timeoutOf(wait);
    if (timeoutMs === 0) return TIMED_OUT;
    const { tree, words } = this.#shared;
    const { what, sequence } = this;
    const signal = signalOf(wait);
    const line = this.#line ??= new Line(tree, { what, sequence, arm: () => BUSY, hopeless: () => this.#review() });
    const operation = { attempt: () => this.arm() };
    if (timeoutMs !== Infinity || signal !== undefined) return settled(await line.join(operation, timeoutMs, signal));
    const watch = new CycleWatch(tree, words, false, (watch) => this.#shown = { watch, operation });
    try {
      return settled(await line.join(operation, timeoutMs, undefined));
    } finally {
      if (this.#shown?.watch === watch) this.#shown = null;
      watch.end();
    }
  }

  /** Has the one leave whose wait is hopeless; the others may not be. */
  #review(): null {
    const error = this.#shown?.watch.hopeless() ?? null;
    if (error !== null) this.#line!.expel(this.#shown!.operation, error);
    return null;
  }

  #watched(watch: CycleWatch): Waitable {
    return {
      sequence: this.sequence,
      what: this.what,
      arm: () => this.arm(),
      hopeless: (seen) => watch.hopeless(seen),
    };
  }
}

function settled(code: number): number {
  if (code === OK || code === OWNER_DIED || code === TIMED_OUT) return code;
  if (code === OVERFLOW) throw new RangeError("Cannot acquire the lock: it is held too many times already");
  throw new ProcessEnded();
}
