/**
 * A barrier: processes wait until all have arrived.
 *
 *   words  +0 the list of waiters and the state of the round (`engine/assembly/sync/waiters.ts`)
 *
 * @module
 */

import {
  checkInteger,
  checkMilliseconds,
  checkNoPromise,
  checkOptions,
  checkType,
  isThenable,
} from "../core/_checks.ts";
import { addressOr, BROKEN, BUSY, ENDED, NO_ACTION, NO_MEMORY, OK, TIMED_OUT } from "../core/_core.ts";
import { HelpedWait } from "./_help_watch.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { adopted, bindShared, Shared } from "../core/_shared.ts";
import { ProcessEnded, type Tree, usedUp } from "../core/_tree.ts";
import { type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { BrokenBarrierError } from "../errors.ts";

const PARTIES = 8;
const SEQUENCE = 20;
const TIMEOUT = 32;
const NEEDS_ACTION = 40;
const WORD_BYTES = 44;
const WAITER_SEQUENCE = 8;
/** More than can ever arrive. */
const PARTIES_MAX = 0x7fffffff;
/** The answer of an arrival: the last one. */
const LAST = 1;
/** The answer of a wait: to run the action. */
const CHOSEN = 2;

/**
 * Options of a {@linkcode Barrier}.
 *
 * @example
 * ```ts
 * import { Barrier, type BarrierOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * let rounds = 0;
 * const options: BarrierOptions = { action: () => void (rounds += 1), timeoutMs: 60_000 };
 * const barrier = new Barrier(2, options);
 * await Promise.all([barrier.wait(), barrier.wait()]);
 * assertEquals(rounds, 1);
 * ```
 * @category Synchronization
 */
export interface BarrierOptions {
  /**
   * Called once a round by one of the parties, when all have arrived and before any goes on: by the last to arrive where its process has
   * the action, else by one that waits and has it. It does not cross: the process that made the barrier has it, and a process that
   * received the barrier may set its own with `barrier.action`. A round in which no party has one is broken.
   *
   * Where it answers with a promise, nobody goes on before that is kept; it is awaited by `wait` alone. `waitSync` cannot, and refuses it by
   * a TypeError, which breaks the barrier.
   */
  action?: () => void | PromiseLike<void>;
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
 * @category Synchronization
 */
export class Barrier {
  readonly #shared: Shared;
  #action: (() => void | PromiseLike<void>) | undefined;

  /**
   * Creates a barrier.
   *
   * @param parties How many must arrive, 1 or more.
   * @throws {RangeError} when `parties` is not such a number, or `timeoutMs` is not above 0.
   * @throws {TypeError} when one of them is no number, or the action no function.
   */
  constructor(parties: number, options: BarrierOptions = {}) {
    this.#shared = adopted(parties) ?? create(parties, options);
    this.action = options.action;
    bindShared(this, this.#shared, freeBarrier);
  }

  /** What this process runs when it arrives last, or is chosen to. Setting one makes every round need one. */
  get action(): (() => void | PromiseLike<void>) | undefined {
    return this.#action;
  }
  set action(action: (() => void | PromiseLike<void>) | undefined) {
    checkType("set the barrier's action: it", action, "function");
    this.#action = action;
    if (action !== undefined) this.#shared.store(NEEDS_ACTION, 1);
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
   * @throws {BrokenBarrierError} when the barrier is broken, or the time was up, which breaks it; or its action could not be run.
   * @throws {DeadlockError} when it would wait without a limit, and nobody is left who could arrive. That breaks the barrier.
   */
  waitSync(wait?: Wait): number {
    const timeoutMs = this.#timeout(wait);
    let code = this.#arrive();
    const deadline = performance.now() + timeoutMs;
    while (code === BUSY) { // one turn for each action that ends
      if (waitSync(this.#shared.tree, this.#entrance(), deadline - performance.now()) === TIMED_OUT) this.#giveUp();
      code = this.#arrive();
    }
    if (code === LAST) return this.#lastSync();
    let outcome: number;
    try {
      outcome = waitSync(this.#shared.tree, this.#blocking(code), deadline - performance.now());
    } catch (reason) {
      this.#abandon(code);
      throw reason;
    }
    if (outcome === CHOSEN) this.#actInSeatSync(code);
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
    if (code === LAST) return await this.#last();
    let outcome: number;
    try {
      outcome = await waitAsync(this.#shared.tree, this.#seat(code), deadline - performance.now(), signal);
    } catch (reason) {
      this.#abandon(code);
      throw reason;
    }
    if (outcome === CHOSEN) await this.#actInSeat(code);
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
    const given = typeof wait === "object" && wait !== null ? wait.timeoutMs : wait;
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
    const code = addressOr(core.barrierArrive(words, self, this.#action === undefined ? 0 : 1));
    if (code === NO_ACTION) {
      throw broken("its action is a function of a process that is no party to this round; set `action` in one that is");
    }
    if (code === BROKEN) throw broken("it is broken");
    if (code === ENDED) throw new ProcessEnded();
    if (code === NO_MEMORY) throw usedUp("wait");
    return code < NO_ACTION ? code >>> 0 : code; // an address may have its highest bit set
  }

  #lastSync(): number {
    if (this.#action !== undefined) this.#actSync();
    return this.parties - 1;
  }

  async #last(): Promise<number> {
    if (this.#action !== undefined) await this.#act();
    return this.parties - 1;
  }

  /** Runs the action. */
  #actSync(): void {
    try {
      checkNoPromise("wait at the barrier: its action", this.#action?.());
    } catch (error) {
      this.#finish(0);
      throw error;
    }
    this.#finished();
  }

  /** The same; a promise that it answers with is awaited. */
  async #act(): Promise<void> {
    try {
      const answer = this.#action?.();
      if (isThenable(answer)) await answer;
    } catch (error) {
      this.#finish(0);
      throw error;
    }
    this.#finished();
  }

  #finish(isGood: 0 | 1): number {
    const { core, words, self } = this.#shared;
    return core.barrierFinish(words, self, isGood);
  }

  #finished(): void {
    const code = this.#finish(1);
    if (code === ENDED) throw new ProcessEnded();
    if (code !== OK) throw broken("it was reset or broken while the action ran");
  }

  /** Runs the action for a party that was chosen while it waited. */
  #actInSeatSync(seat: number): void {
    try {
      this.#actSync();
    } catch (error) {
      this.#abandon(seat);
      throw error;
    }
  }

  /** The same; the event loop goes on. */
  async #actInSeat(seat: number): Promise<void> {
    try {
      await this.#act();
    } catch (error) {
      this.#abandon(seat);
      throw error;
    }
  }

  /** Leaves after a wait. */
  #leave(seat: number): number {
    const { core, words, self } = this.#shared;
    const index = core.waiterIndex(seat);
    const code = core.barrierLeave(words, self, seat);
    if (code === ENDED) throw new ProcessEnded();
    if (code !== OK) throw broken("not all arrived: one gave up, died, or broke it");
    return index;
  }

  #abandon(seat: number): void {
    const { core, words, self } = this.#shared;
    core.barrierLeave(words, self, seat);
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

  #blocking(seat: number): Waitable {
    const lonely = "Cannot wait at the barrier: no other process has it that could arrive";
    return new HelpedWait(this.#seat(seat), this.#shared, lonely);
  }

  /** For those who come while an action runs: `OK` once it has ended, which the next arrival finds out. */
  #entrance(): Waitable {
    const { core, words, self } = this.#shared;
    const status = () => core.barrierActionRuns(words, self);
    return { what: "a barrier", sequence: words + SEQUENCE, arm: status };
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    return `Barrier { waiting: ${this.waiting} of ${this.parties}${this.broken ? ", broken" : ""} }`;
  }
}

/** Frees the waiters of the dead. */
export function freeBarrier({ tree, words }: { tree: Tree; words: number }): void {
  tree.core.waitersFree(words, tree.self);
}

function broken(reason: string): BrokenBarrierError {
  return new BrokenBarrierError(`Cannot wait at the barrier: ${reason}`);
}

function create(parties: number, options: BarrierOptions): Shared {
  checkOptions("create a Barrier", options);
  const { timeoutMs = Infinity } = options;
  checkInteger("create a Barrier: parties", parties, 1);
  checkMilliseconds("create a Barrier: timeoutMs", timeoutMs, { above: 0 });
  return Shared.create(Kind.Barrier, WORD_BYTES, "a Barrier", (shared) => {
    shared.store(PARTIES, Math.min(parties, PARTIES_MAX));
    shared.tree.view(shared.words + WORD_BYTES).setFloat64(shared.words + TIMEOUT, timeoutMs, true);
  });
}
