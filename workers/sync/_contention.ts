/**
 * The contended path of Lock and RLock.
 *
 * @module
 */

import { BUSY, OWNER_DIED, TIMED_OUT } from "../core/_core.ts";
import { CycleWatch } from "./_deadlock.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { mutexName } from "./_mutex.ts";
import type { Shared } from "../core/_shared.ts";
import { ProcessEnded } from "../core/_tree.ts";
import { type Waitable, waitAsync, waitSync } from "../core/_wait.ts";

const SEQUENCE = 4;

/** One lock's contended path. Answers `OK`, `OWNER_DIED` or `TIMED_OUT`, or throws. */
export class Contention implements Waitable {
  readonly sequence: number;
  readonly #shared: Shared;
  readonly #tryArm: (words: number, self: number) => number;

  constructor(shared: Shared, recursive: boolean) {
    this.#shared = shared;
    this.sequence = shared.words + SEQUENCE;
    this.#tryArm = recursive ? shared.core.recursiveArm : shared.core.lockArm;
  }

  get what(): string {
    return mutexName(this.#shared.tree, this.#shared.words);
  }

  arm(): number {
    return this.#tryArm(this.#shared.words, this.#shared.self);
  }

  /** After a try that answered `code`. */
  waitSync(code: number, wait: Wait | undefined): number {
    if (code !== BUSY) return settled(code);
    const timeoutMs = timeoutOf(wait);
    if (timeoutMs === 0) return TIMED_OUT;
    const { tree, words } = this.#shared;
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
    const signal = signalOf(wait);
    if (timeoutMs !== Infinity || signal !== undefined) return await waitAsync(tree, this, timeoutMs, signal);
    const watch = new CycleWatch(tree, words, false);
    try {
      return await waitAsync(tree, this.#watched(watch), timeoutMs, undefined);
    } finally {
      watch.end();
    }
  }

  #watched(watch: CycleWatch): Waitable {
    return {
      sequence: this.sequence,
      what: this.what,
      arm: () => this.arm(),
      hopeless: () => watch.hopeless(),
    };
  }
}

function settled(code: number): number {
  if (code === OWNER_DIED) return code;
  if (code === -5) throw new RangeError("Cannot acquire the lock: it is held too many times already");
  throw new ProcessEnded();
}
