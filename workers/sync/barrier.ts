/**
 * A barrier: processes wait until all have arrived.
 *
 *   words  +0 the list of waiters and the state of the round (`engine/assembly/sync/waiters.ts`)
 *
 * @module
 */

import { BROKEN, BUSY, ENDED, NO_MEMORY, OK, TIMED_OUT } from "../core/_core.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { adopted, bindShared, Shared } from "../core/_shared.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";
import { type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { BrokenBarrierError } from "../errors.ts";

const PARTIES = 8;
const SEQUENCE = 20;
const TIMEOUT = 32;
const WORD_BYTES = 40;
const WAITER_SEQUENCE = 8;
/** The answer of an arrival: the last one. */
const LAST = 1;

/** Options of a {@linkcode Barrier}. */
export interface BarrierOptions {
  /**
   * Called in the process that arrives last, before the others go on. It does not cross: a process that received the barrier as an
   * argument sets its own with `barrier.action`.
   */
  action?: () => void;
  /** How long `wait` waits if it does not say. Milliseconds; default without a limit. It crosses. */
  timeoutMs?: number;
}

/**
 * Waits for a number of parties. When one of them gives up (timeout, abort signal), dies while it waits, or the action throws,
 * the barrier is broken: all who wait, and all who come, get a {@linkcode BrokenBarrierError} until `reset`.
 *
 * @example
 * ```ts
 * import { Barrier } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const barrier = new Barrier(2);
 * assertEquals((await Promise.all([barrier.wait(), barrier.wait()])).sort(), [0, 1]);
 * ```
 */
export class Barrier {
  readonly #shared: Shared;
  /** Called in this process when it arrives last. */
  action: (() => void) | undefined;

  /**
   * Creates a barrier.
   *
   * @param parties How many must arrive, 1 or more.
   * @throws {RangeError} when `parties` is not such a number.
   */
  constructor(parties: number, options: BarrierOptions = {}) {
    this.#shared = adopted(parties) ?? create(parties, options);
    this.action = options.action;
    bindShared(this, this.#shared, freeBarrier);
  }

  /** How many must arrive. */
  get parties(): number {
    return this.#shared.load(PARTIES);
  }

  /** How many wait at this moment. */
  get waiting(): number {
    return Math.max(0, this.#state());
  }

  /** Whether it is broken. */
  get broken(): boolean {
    return this.#state() === BROKEN;
  }

  /**
   * Blocks until all have arrived.
   *
   * @returns A number from 0 to parties - 1, another one for each.
   * @throws {BrokenBarrierError} when the barrier is broken, or the time was up, which breaks it.
   */
  waitSync(wait?: Wait): number {
    const timeoutMs = this.#timeout(wait);
    let code = this.#arrive();
    const deadline = performance.now() + timeoutMs;
    while (code === BUSY) { // one turn for each action that ends
      if (waitSync(this.#shared.tree, this.#entrance(), deadline - performance.now()) === TIMED_OUT) this.#giveUp();
      code = this.#arrive();
    }
    if (code === LAST) return this.#last();
    if (waitSync(this.#shared.tree, this.#seat(code), deadline - performance.now()) === TIMED_OUT) {
      return this.#leave(code);
    }
    return this.#leave(code);
  }

  /** The same; the event loop goes on. An aborted wait breaks the barrier. */
  async wait(wait?: Wait): Promise<number> {
    const timeoutMs = this.#timeout(wait);
    const signal = signalOf(wait);
    signal?.throwIfAborted();
    let code = this.#arrive();
    const deadline = performance.now() + timeoutMs;
    while (code === BUSY) { // one turn for each action that ends
      const rest = deadline - performance.now();
      if (await waitAsync(this.#shared.tree, this.#entrance(), rest, signal) === TIMED_OUT) this.#giveUp();
      code = this.#arrive();
    }
    if (code === LAST) return this.#last();
    try {
      await waitAsync(this.#shared.tree, this.#seat(code), deadline - performance.now(), signal);
    } catch (reason) {
      const { core, words, self } = this.#shared;
      core.barrierLeave(words, self, code);
      throw reason;
    }
    return this.#leave(code);
  }

  /** Makes it usable again; whoever waits gets a `BrokenBarrierError`. */
  reset(): void {
    this.#break(1);
  }

  /** Breaks it. */
  abort(): void {
    this.#break(0);
  }

  #break(reset: number): void {
    const { core, words, self } = this.#shared;
    if (core.barrierBreak(words, self, reset) === ENDED) throw new ProcessEnded();
  }

  #timeout(wait: Wait | undefined): number {
    const given = typeof wait === "object" ? wait?.timeoutMs : wait;
    if (given !== undefined) return timeoutOf(wait);
    const { tree, words } = this.#shared;
    return tree.view(words + WORD_BYTES).getFloat64(words + TIMEOUT, true) || Infinity;
  }

  #state(): number {
    const { core, words, self } = this.#shared;
    const code = core.barrierState(words, self);
    if (code === ENDED) throw new ProcessEnded();
    return code;
  }

  /** A seat's address, `LAST`, or `BUSY` while an action runs. */
  #arrive(): number {
    const { core, words, self } = this.#shared;
    const code = core.barrierArrive(words, self, this.action === undefined ? 0 : 1);
    if (code === BROKEN) throw broken("it is broken");
    if (code === ENDED) throw new ProcessEnded();
    if (code === NO_MEMORY) throw new RangeError("Cannot wait: the tree's shared memory is used up");
    return code;
  }

  #last(): number {
    if (this.action !== undefined) {
      const { core, words, self } = this.#shared;
      try {
        this.action();
      } catch (error) {
        core.barrierFinish(words, self, 0);
        throw error;
      }
      const code = core.barrierFinish(words, self, 1);
      if (code === ENDED) throw new ProcessEnded();
      if (code !== OK) throw broken("it was reset or broken while the action ran");
    }
    return this.parties - 1;
  }

  #leave(seat: number): number {
    const { core, words, self } = this.#shared;
    const index = core.waiterIndex(seat);
    const code = core.barrierLeave(words, self, seat);
    if (code === ENDED) throw new ProcessEnded();
    if (code !== OK) throw broken("not all arrived: one gave up, died, or broke it");
    return index;
  }

  #giveUp(): never {
    this.abort();
    throw broken("the time was up");
  }

  #seat(seat: number): Waitable {
    const { core, words, self } = this.#shared;
    const sequence = seat + WAITER_SEQUENCE;
    const spin = (turns: number) => core.spin(sequence, 0, turns) !== 0;
    return { what: "a barrier", sequence, arm: () => core.barrierTry(words, self, seat), spin };
  }

  /** For those who come while an action runs: `OK` once it has ended, which the next arrival finds out. */
  #entrance(): Waitable {
    const { core, words, self } = this.#shared;
    const status = () => core.barrierActionRuns(words, self);
    return { what: "a barrier", sequence: words + SEQUENCE, arm: status };
  }
}

/** Frees the waiters of the dead. */
export function freeBarrier({ tree, words }: { tree: Tree; words: number }): void {
  tree.core.waitersFree(words, tree.self);
}

function broken(reason: string): BrokenBarrierError {
  return new BrokenBarrierError(`Cannot wait at the barrier: ${reason}`);
}

function create(parties: number, { timeoutMs = Infinity }: BarrierOptions): Shared {
  if (!Number.isInteger(parties) || parties < 1 || parties > 0x7fffffff) {
    throw new RangeError(`Cannot create a Barrier: parties must be an integer of 1 or more, got ${parties}`);
  }
  if (!(timeoutMs > 0)) throw new RangeError(`Cannot create a Barrier: timeoutMs must be above 0, got ${timeoutMs}`);
  return Shared.create(Kind.Barrier, WORD_BYTES, "a Barrier", (shared) => {
    shared.store(PARTIES, parties);
    shared.tree.view(shared.words + WORD_BYTES).setFloat64(shared.words + TIMEOUT, timeoutMs, true);
  });
}
