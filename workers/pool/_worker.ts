/**
 * What runs in each worker of a pool: takes tasks from the board, one at a time, and finishes them.
 *
 * Between tasks that do not wait for anything the thread stays here; it goes back to its event loop when there is nothing to take,
 * and every few milliseconds, so that what a task left behind (timers, promises) goes on, and fails where it fails.
 *
 * @module
 */

import { isThenable } from "../core/_checks.ts";
import { BUSY, CLOSED, ENDED, OK } from "../core/_core.ts";
import { Decoder } from "../core/_decode.ts";
import { currentTree } from "../core/_root.ts";
import { findExport, isUnsure, type Wording } from "../core/_signed_name.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";
import { Spin, type Waitable, waitAsync } from "../core/_wait.ts";
import { BEGIN_MS, Mode, Outcome, Phase, type PoolBirth, Slot, SLOT_BYTES } from "./_board.ts";
import { runChunk, type Target } from "./_chunk.ts";
import { Finisher } from "./_finish.ts";
import { ownersClock } from "./_owners_clock.ts";

/** A thread that never lacks tasks looks into its event loop this often. */
const TURN_MS = 10;

/** The target of a pool's processes. */
export async function poolWorker(birth: PoolBirth): Promise<void> {
  globalThis.close = () => Deno.exit(0); // the runtime's own would tell nobody
  const tree = currentTree();
  tree.isPoolWorker = true;
  const worker = new PoolWorker(tree, birth);
  try {
    await worker.initialize();
    await worker.work();
  } catch (error) {
    // A task that was given up: its process is being ended, or ends here.
    if (!(error instanceof ProcessEnded) || tree.core.isEnded(tree.self)) throw error;
  }
}

class PoolWorker {
  readonly #tree: Tree;
  readonly #birth: PoolBirth;
  readonly #finisher: Finisher;
  /** Decodes what holds no handles. */
  readonly #plain: Decoder;
  readonly #spin = new Spin();
  /** What time it is for the pool's owner. */
  readonly #ownersNow: () => number;
  /** Gives functions a time limit; see `_limited.ts`. */
  #limited: ((target: Target, timeoutMs: number) => Target) | null = null;
  /** Whether all kinds of handles are known: most pools are given none, and the classes are most of the library. */
  #knowsHandles = false;
  /** By the address of their description. */
  readonly #targets = new Map<number, Target>();

  constructor(tree: Tree, birth: PoolBirth) {
    this.#tree = tree;
    this.#birth = birth;
    this.#finisher = new Finisher(tree, birth.board, (lacks) => {
      this.#say(4, lacks ? Phase.lacksMemory : Phase.ready);
      if (lacks) tree.core.nudge(tree.birth.parentId); // who may sleep over results that it could take
    });
    this.#plain = new Decoder(tree, null);
    this.#ownersNow = ownersClock(birth);
    this.#say(0, tree.self);
  }

  /** Writes a word of this worker's seat. */
  #say(word: number, value: number): void {
    const { core, self } = this.#tree;
    const seat = core.boardSeat(this.#birth.board, this.#birth.seat);
    if (core.wordPublish(self, seat + word, value) !== OK) throw new ProcessEnded();
  }

  async initialize(): Promise<void> {
    const { initializer, initArgs } = this.#birth;
    if (initializer !== null) {
      this.#say(4, Phase.loads);
      const initialize = await this.#load(initializer.module, initializer.name);
      this.#say(4, Phase.initializes);
      await initialize(...initArgs);
    }
    this.#say(4, Phase.ready);
  }

  async work(): Promise<void> {
    const { core, self } = this.#tree;
    const { board, tasksMax } = this.#birth;
    let taken = BUSY;
    const offers: Waitable = {
      what: "a task",
      sequence: core.boardSequence(board, 0),
      arm: () => {
        core.boardArmTake(board);
        return (taken = core.boardTake(board, self)) === BUSY ? BUSY : OK;
      },
      spin: (turns) => core.boardSpinTake(board, turns) !== 0,
    };
    let turnAtMs = performance.now() + TURN_MS;
    for (let count = 0; count < tasksMax && !this.#finisher.stopped;) { // ends too when the pool is closed, or this process is ended
      taken = core.boardTake(board, self);
      if (taken === BUSY) {
        if (this.#spin.run(offers)) continue;
        await waitAsync(this.#tree, offers, Infinity, undefined);
        turnAtMs = performance.now() + TURN_MS;
      }
      if (taken === CLOSED) return;
      if (taken === ENDED) throw new ProcessEnded();
      const pending = this.#run(taken >>> 0);
      if (pending !== undefined) await pending;
      count += 1;
      if ((count & 15) === 0 && performance.now() > turnAtMs) {
        await new Promise((resolve) => setImmediate(resolve));
        turnAtMs = performance.now() + TURN_MS;
      }
    }
  }

  /** Runs the task in a slot; a promise when it waits for something. */
  #run(slot: number): Promise<void> | undefined {
    const words = this.#tree.words(slot + SLOT_BYTES);
    const at = slot >>> 2;
    const timeoutMs = words[at + Slot.timeoutMs];
    if (!this.#knowsHandles && (words[at + Slot.mode] & Mode.handles) !== 0) return this.#loadHandles(slot);
    if (timeoutMs !== 0) {
      if (this.#limited === null) return this.#loadLimited(slot);
      if (words[at + Slot.startedMs] === 0) this.#begin(slot);
    }
    const target = this.#targets.get(words[at + Slot.target] >>> 0);
    if (target === undefined) return this.#import(slot, words[at + Slot.target] >>> 0);
    return timeoutMs === 0 ? this.#execute(slot, target) : this.#timed(slot, target, timeoutMs);
  }

  /** Loads what tasks need that are given handles, before the first of them begins. */
  async #loadHandles(slot: number): Promise<void> {
    await this.#tree.loadHandles();
    this.#knowsHandles = true;
    await this.#run(slot);
  }

  /** Loads what tasks with a limit need, before the first of them begins. */
  async #loadLimited(slot: number): Promise<void> {
    this.#limited = (await import("./_limited.ts")).limited;
    await this.#run(slot);
  }

  /** The limit of a task counts from now. */
  #begin(slot: number): void {
    this.#tree.core.wordPublish(this.#tree.self, slot + Slot.startedMs * 4, this.#ownersNow() | 1);
  }

  /** Milliseconds since then. */
  #sinceBegin(slot: number): number {
    return Math.max(
      0,
      ((this.#ownersNow() | 1) - this.#tree.words(slot + SLOT_BYTES)[(slot >>> 2) + Slot.startedMs]) | 0,
    );
  }

  #execute(slot: number, target: Target): Promise<void> | undefined {
    const words = this.#tree.words(slot + SLOT_BYTES);
    const at = slot >>> 2;
    const mode = words[at + Slot.mode];
    const [address, bytes] = [words[at + Slot.args] >>> 0, words[at + Slot.argsBytes] >>> 0];
    try {
      if ((mode & Mode.numbers) !== 0) {
        const items = new Float64Array(this.#tree.bytes(address + bytes).buffer, address, bytes >> 3);
        return runChunk(this.#finisher, slot, { target, items, mode });
      }
      const args = this.#arguments(slot, { mode, address, bytes }) as unknown[];
      if ((mode & Mode.kind) !== Mode.call) return runChunk(this.#finisher, slot, { target, items: args, mode });
      const result = target(...args);
      if (isThenable(result)) return this.#settle(slot, result);
      this.#finisher.finish(slot, Outcome.value, result);
    } catch (error) {
      this.#finisher.fail(slot, error);
    }
  }

  /** Where there are handles in the arguments, they are this worker's from now on, whether it comes to decode them or not. */
  #arguments(slot: number, { mode, address, bytes }: { mode: number; address: number; bytes: number }): unknown {
    if ((mode & Mode.handles) === 0) return this.#plain.decode(address, bytes);
    const { core, debts, self } = this.#tree;
    const debt = debts === null ? null : debts.beginTask(address, bytes, slot);
    try {
      if (core.wordPublish(self, slot + Slot.decoded * 4, 1) !== OK) throw new ProcessEnded();
      if (debt !== null) debts!.begun(debt);
      return this.#finisher.codec.decoder.decode(address, bytes, debt);
    } finally {
      if (debt !== null) debts!.leave(debt);
    }
  }

  async #settle(slot: number, result: PromiseLike<unknown>): Promise<void> {
    let value: unknown;
    try {
      value = await result;
    } catch (error) {
      return this.#finisher.fail(slot, error);
    }
    this.#finisher.finish(slot, Outcome.value, value);
  }

  /** A task with a limit: code that never waits is stopped by the runtime; code that waits is left to the pool. */
  async #timed(slot: number, target: Target, timeoutMs: number): Promise<void> {
    await this.#execute(slot, this.#limited!(target, Math.max(1, timeoutMs - this.#sinceBegin(slot))));
  }

  async #import(slot: number, address: number): Promise<void> {
    const { core, self } = this.#tree;
    const say = (phase: number) => core.wordPublish(self, slot + Slot.phase * 4, phase);
    try {
      const description = this.#plain.decode(address + 4, core.wordLoad(address));
      const [module, name] = description as string[];
      say(Phase.loads);
      this.#targets.set(address, await this.#load(module, name));
      if (this.#sinceBegin(slot) < BEGIN_MS) this.#begin(slot);
      say(Phase.none);
    } catch (error) {
      return this.#finisher.fail(slot, error);
    }
    await this.#run(slot);
  }

  async #load(module: string, name: string): Promise<Target> {
    this.#tree.importing = module;
    let exports: Record<string, unknown>;
    try {
      exports = await import(module);
    } finally {
      this.#tree.importing = null;
    }
    const target = findExport(exports, module, name, WORDING);
    if (isUnsure(name)) (await import("../core/_handed_over.ts")).handedOver(target, module, WORDING);
    return target;
  }
}

const WORDING: Wording = { action: "run the task", howTo: (name) => `task(module, ${JSON.stringify(name)})` };
