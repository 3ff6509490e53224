/**
 * The pool's side of the board: offers tasks, gives out what became of them, and takes back what dead workers had.
 *
 * A task is waiting, then in a slot (offered, or with a worker), then its slot is free again. It is settled once, which may come
 * before its slot is free: when it is given up. `#tasks` has for each slot the task in it.
 *
 * No code of the user's is called from here: results are handed to promises, iterators and microtasks. So that whatever looks after
 * the board (`pump`) may be called from anywhere: by a submission, by a blocking wait, by the event loop.
 *
 * @module
 */

import { codecOf, type Encoded } from "../core/_codec.ts";
import { BUSY, type Core } from "../core/_core.ts";
import type { Decoder } from "../core/_decode.ts";
import { MemoryWatch } from "../core/_scarcity.ts";
import type { GuestWait, Tree } from "../core/_tree.ts";
import { type ChildRecord, whenBuried } from "../process/_children.ts";
import { answerIn, type Death, forgoAnswer, workerDied } from "./_answer.ts";
import { Mode, Phase, Slot, SLOT_BYTES, SLOTS } from "./_board.ts";
import { Deadlines, type Unready } from "./_deadlines.ts";
import { Pages } from "./_pages.ts";
import { Pending } from "./_pending.ts";
import type { PoolTask } from "./_task.ts";

/** States of a slot: offered, done; and with whom a task is, of a negative one. */
const READY = 1;
const FINISHED = 2;
const TAKER = 0x7fffffff;

/** While the slots are full, every so many submissions look after the board. */
const PUMP_EVERY = 64;

/** What a dispatcher needs of the workers. */
export interface Workers {
  /** Ends the worker with that process id, for good. */
  kill(id: number): void;
  /** What they are in when none can take a task yet, else null. */
  unready(): Unready | null;
}

/** Gives tasks to workers. */
export class Dispatcher {
  readonly tree: Tree;
  readonly board: number;
  readonly pages: Pages;
  readonly #core: Core;
  readonly #decoder: Decoder;
  readonly #slots: number;
  readonly #free: number[] = [];
  /** Slots of withdrawn offers, which are free when the entry of their offer is passed. */
  #withdrawn: { slot: number; offer: number }[] = [];
  /** How many offers there were, modulo 2^32. */
  #offers = 0;
  readonly #tasks: (PoolTask | null)[] = new Array(SLOTS).fill(null);
  readonly #pending = new Pending();
  readonly #processes: number;
  /** Tasks of different priorities were seen: then only so many are offered as workers can begin. */
  #mixed = false;
  #submissions = 0;
  readonly #deadlines: Deadlines;
  #workers: Workers | null = null;
  /** Tasks that are not settled. */
  outstanding = 0;
  readonly #memory: MemoryWatch;
  /** Whether the last offer found no memory for arguments. */
  #isShort = false;
  /** Bytes of arguments in shared memory. */
  argsBytes = 0;
  /** Called when a task was settled. */
  onSettled: () => void = () => {};

  constructor(tree: Tree, processes: number) {
    const { core, self } = tree;
    this.tree = tree;
    this.#core = core;
    this.#processes = processes;
    this.#decoder = codecOf(tree).decoder;
    this.pages = new Pages(tree);
    this.#memory = new MemoryWatch(tree);
    this.board = tree.check(core.boardMake(self, SLOTS, processes, 0), "create a pool");
    this.#slots = core.boardSlots(this.board);
    for (let index = SLOTS - 1; index >= 0; index--) this.#free.push(this.#slots + index * SLOT_BYTES);
    this.#deadlines = new Deadlines(tree, {
      pump: () => this.pump(),
      unready: () => this.#workers!.unready(),
      fail: (task, error) => this.#failLate(task, error),
      doom: (task) => this.end(task),
    });
    tree.departing.add(this.#abandon);
  }

  set workers(workers: Workers) {
    this.#workers = workers;
  }

  /**
   * The workers that have a task, `all` where any may take one: only from one of them something can come. Null where a result is there that
   * `isAwaited`, or something is on its way that brings one.
   */
  waitsFor(all: readonly number[], isAwaited: boolean): GuestWait | null {
    if (this.#isShort || (isAwaited && this.hasResults)) return null;
    const takers: number[] = [];
    const parcels: number[] = [];
    let waits = this.#pending.count > 0;
    for (const task of this.#tasks) {
      if (task === null) continue;
      const state = this.#word(task.slot, Slot.state);
      if (state < 0) takers.push(state & TAKER);
      else if (state === READY) waits = true;
      else if (isAwaited || state !== FINISHED) return null; // being handed in, or given up
      for (const { object } of task.what.departed) {
        if (state === READY) parcels.push(object, task.slot, READY);
        if (task.keeps) parcels.push(object, 0, 0);
      }
    }
    if (this.#pending.count > SLOTS) return { workers: all, parcels: [] }; // who looks takes what is missing for a reason not to know
    for (const task of this.#pending.all()) {
      for (let times = task.keeps ? 2 : 1; times > 0; times--) {
        for (const { object } of task.what.departed) parcels.push(object, 0, 0);
      }
    }
    return { workers: waits ? all : takers, parcels };
  }

  /** Whether tasks wait for a slot. */
  get hasWaiting(): boolean {
    return this.#pending.count > 0;
  }

  /** How many tasks wait for a worker. */
  get waitingCount(): number {
    return this.#pending.count + Math.max(0, this.#inSlots - this.#processes);
  }

  get #inSlots(): number {
    return SLOTS - this.#free.length - this.#withdrawn.length;
  }

  /** Whether something was handed in. */
  get hasResults(): boolean {
    return this.#core.boardSpinDrain(this.board, 1) !== 0;
  }

  /** Encodes a call's arguments. @throws {DOMException} `DataCloneError` naming the path. */
  encode(value: unknown, label: string): Encoded {
    return codecOf(this.tree).encoder.encode(value, label);
  }

  /** Takes a task on. */
  submit(task: PoolTask): void {
    const { signal, priority = 0 } = task.options;
    this.outstanding += 1;
    this.argsBytes += task.what.bytes;
    if (signal !== undefined) {
      const abort = () => this.giveUp(task, signal.reason);
      if (signal.aborted) {
        this.#pending.count += 1;
        return abort();
      }
      signal.addEventListener("abort", abort, { once: true });
      task.unlisten = () => signal.removeEventListener("abort", abort);
    }
    if (priority !== 0 || this.#mixed) this.#mix(priority);
    else if (this.#pending.count === 0 && this.#offer(task)) return this.#core.boardCall(this.board);
    this.#pending.push(task);
    if (++this.#submissions % PUMP_EVERY === 0 || this.#mixed) this.pump();
  }

  /** Looks after the board: gives out results, offers tasks. How many results there were. */
  pump(): number {
    const count = this.#drain();
    this.#publish();
    return count;
  }

  /** Says that somebody will sleep until there is a result, on the board's word (`ARMED`) or another (`WATCHED`); `OK` when there is one. */
  arm(bits: number): number {
    return this.#core.boardArmDrain(this.board, bits);
  }

  /** Fails a task. One that runs takes its worker with it. */
  giveUp(task: PoolTask, error: unknown): void {
    if (task.settled) return;
    this.#settle(task);
    task.fail(error);
    if (!this.#takeBack(task)) this.end(task);
  }

  /** Nobody wants the result any more. A task that runs may go on. */
  withdraw(task: PoolTask): void {
    if (task.settled) return;
    this.#settle(task);
    this.#takeBack(task);
  }

  /** Fails every task; the workers are ended by who calls this. */
  giveUpAll(error: (name: string) => unknown): void {
    this.#drain();
    for (const task of [...this.#pending.all(), ...this.#tasks]) {
      if (task === null || task.settled) continue;
      this.#settle(task);
      task.fail(error(task.what.name));
      this.#takeBack(task); // or its worker ends, and then its slot is freed
    }
  }

  /** Takes tasks back and fails them, all or none; whether no worker had begun any. */
  cancel(tasks: readonly PoolTask[], error: unknown): boolean {
    this.#drain();
    if (tasks.some((task) => task.settled)) return false;
    const recalled = new Set<PoolTask>();
    for (const task of tasks.toReversed()) { // the first are begun first
      if (task.slot === 0) continue;
      if (!this.#recall(task)) {
        for (const other of recalled) this.#pending.unshift(other);
        this.#publish();
        return false;
      }
      recalled.add(task);
    }
    for (const task of tasks) {
      this.#settle(task);
      if (!recalled.has(task)) this.#pending.forget();
      this.#discard(task, false);
      task.fail(error);
    }
    this.#publish();
    return true;
  }

  /** The tasks in slots, and which process has each; 0 for those that no worker has begun. */
  *offered(): Generator<[task: PoolTask, taker: number]> {
    for (const task of this.#tasks) {
      if (task === null) continue;
      const state = this.#word(task.slot, Slot.state);
      yield [task, state < 0 ? state & TAKER : 0];
    }
  }

  /** Takes back a settled task that no worker has begun; false when one has. */
  #takeBack(task: PoolTask): boolean {
    if (task.slot === 0) this.#pending.forget();
    else if (!this.#recall(task)) return false;
    this.#discard(task, false);
    return true;
  }

  /** Takes back what a dead worker had. */
  recover(death: Death): void {
    if (death.id === 0) return; // it did not come as far as to take anything
    this.#core.settleTasks(death.id);
    this.#drain();
    for (const task of this.#tasks) {
      if (task === null) continue;
      const left = this.#core.boardRecover(this.tree.self, task.slot, death.id);
      if (left === 2) this.#reap(task.slot);
      else if (left === 1) this.#lost(task, death);
      else if (task.doomed === death.id) {
        const received = this.#isReceived(task);
        this.#vacate(task);
        this.#discard(task, received, death);
      }
    }
    this.#publish();
  }

  /** Gives the board back, and what else the workers use, when the threads of the last of them are gone. */
  free(isWorker: (child: ChildRecord) => boolean, others: () => void): void {
    const { core, self, departing } = this.tree;
    this.#deadlines.stop();
    departing.delete(this.#abandon);
    this.pages.close();
    whenBuried(this.tree, isWorker, () => {
      core.blockRelease(self, this.board);
      others();
    });
  }

  /** Gives up the handles in all arguments and results, when this process has ended before the pool did. */
  readonly #abandon = (): void => {
    for (const task of this.#pending.all()) if (!task.settled) task.letGo(false);
    for (const task of this.#tasks) task?.letGo(this.#isReceived(task));
    for (let slot = this.#core.boardDrain(this.board); slot !== 0; slot = this.#word(slot, Slot.next) >>> 0) {
      try {
        forgoAnswer(answerIn(slot, this.tree, this.#decoder));
      } catch {
        // A handle cannot be received, which was meant.
      }
    }
  };

  /** Whether a worker has the handles among the arguments of a task in a slot. */
  #isReceived(task: PoolTask): boolean {
    return this.#word(task.slot, Slot.decoded) !== 0;
  }

  /** Puts a task into a slot, if there is one. */
  #offer(task: PoolTask): boolean {
    if (this.#withdrawn.length > 0) this.#readmit();
    if (this.#free.length === 0 || (this.#mixed && this.#inSlots >= 2 * this.#processes)) return false;
    const { page } = task.what;
    if (page.waiting !== null) {
      const address = this.pages.place(page);
      if (address === 0) return this.#awaitMemory();
      task.what.address = address;
    }
    const slot = this.#free.pop()!;
    const { what, options: { timeoutMs } } = task;
    const words = this.tree.words(slot + SLOT_BYTES);
    const at = slot >>> 2;
    words[at + Slot.target] = what.target;
    words[at + Slot.args] = what.address;
    words[at + Slot.argsBytes] = what.bytes;
    words[at + Slot.mode] = what.departed.length > 0 ? what.mode | Mode.handles : what.mode;
    words[at + Slot.timeoutMs] = timeoutMs === undefined ? 0 : Math.max(1, Math.min(0x7fffffff, Math.ceil(timeoutMs)));
    words[at + Slot.startedMs] = 0;
    words[at + Slot.decoded] = 0;
    words[at + Slot.phase] = Phase.none;
    if (this.#core.boardOffer(this.board, slot) === BUSY) {
      this.#free.push(slot);
      return false;
    }
    task.slot = slot;
    task.offer = this.#offers++;
    this.#tasks[this.#indexOf(slot)] = task;
    if (timeoutMs !== undefined) this.#deadlines.watch(task);
    return true;
  }

  /** Goes on when there is memory for the arguments of the first that wait; false, for now. */
  #awaitMemory(): false {
    this.#isShort = true;
    const again = () => {
      this.#isShort = false;
      this.pump();
      return !this.#isShort;
    };
    const lost = (error: unknown) => {
      const task = this.#pending.shift();
      if (task === null) return;
      this.#settle(task);
      task.fail(error);
      this.#discard(task, false);
      this.pump();
    };
    queueMicrotask(() => this.#memory.watch("send the task", again, lost));
    return false;
  }

  /** Makes withdrawn slots free whose entries are passed. */
  #readmit(): void {
    const passed = this.#core.boardPass(this.board);
    this.#withdrawn = this.#withdrawn.filter(({ slot, offer }) => {
      if ((passed - offer | 0) <= 0) return true;
      this.#free.push(slot);
      return false;
    });
  }

  #publish(): void {
    let offered = false;
    while (this.#pending.count > 0) { // every turn offers a task, or ends it
      const task = this.#pending.shift()!;
      if (!this.#offer(task)) {
        this.#pending.unshift(task);
        break;
      }
      offered = true;
    }
    if (offered) this.#core.boardCall(this.board);
  }

  /** Withdraws offers that a task of a higher priority goes before. */
  #mix(priority: number): void {
    this.#mixed = true;
    const inOrder = this.#tasks.filter((task) => task !== null).sort((a, b) => a.offer - b.offer);
    for (const task of inOrder.toReversed()) {
      if (task.settled || (task.options.priority ?? 0) >= priority) continue;
      if (this.#recall(task)) this.#pending.unshift(task);
    }
  }

  #drain(): number {
    let count = 0;
    for (let slot = this.#core.boardDrain(this.board); slot !== 0; count++) {
      const next = this.#word(slot, Slot.next) >>> 0;
      this.#reap(slot);
      slot = next;
    }
    return count;
  }

  /** Gives out what was handed in for a slot. */
  #reap(slot: number): void {
    const task = this.#tasks[this.#indexOf(slot)]!;
    const { core, self } = this.tree;
    const answer = answerIn(slot, this.tree, this.#decoder);
    const received = this.#isReceived(task);
    this.#vacate(task);
    try {
      if (!task.settled) {
        this.#settle(task);
        task.succeed(answer);
      } else forgoAnswer(answer);
    } catch (error) {
      task.fail(error);
    } finally {
      if (answer.block !== 0) core.blockRelease(self, answer.block);
      this.#discard(task, received);
    }
  }

  /** A worker died with the task. */
  #lost(task: PoolTask, death: Death): void {
    const received = this.#isReceived(task);
    this.#vacate(task);
    if (!task.settled && task.retriesLeft > 0) {
      task.again(received);
      this.#pending.unshift(task);
      return;
    }
    this.#discard(task, received, death);
    if (task.settled) return;
    this.#settle(task);
    task.fail(workerDied(task.what.name, death));
  }

  #settle(task: PoolTask): void {
    task.settled = true;
    this.outstanding -= 1;
    task.unlisten?.();
    this.onSettled();
  }

  /** The slot is free again. */
  #vacate(task: PoolTask): void {
    this.#free.push(task.slot);
    this.#leaveSlot(task);
  }

  /** Withdraws an offer that no worker has taken. */
  #recall(task: PoolTask): boolean {
    if (this.#core.boardRecall(task.slot) === 0) return false;
    this.#withdrawn.push({ slot: task.slot, offer: task.offer });
    this.#leaveSlot(task);
    return true;
  }

  #leaveSlot(task: PoolTask): void {
    this.#tasks[this.#indexOf(task.slot)] = null;
    this.#deadlines.forget(task);
    task.slot = 0;
  }

  /** The arguments are not needed any more. A worker that died over them may be reading them as long as its thread runs. */
  #discard(task: PoolTask, received: boolean, death?: Death): void {
    task.letGo(received);
    this.argsBytes -= task.what.bytes;
    const release = () => this.pages.release(task.what.page);
    if (death === undefined) release();
    else whenBuried(this.tree, ({ id }) => id === death.id, release);
  }

  /** Ends the worker that has a task which is settled. */
  end(task: PoolTask): void {
    const id = this.#core.boardAbandon(task.slot);
    if (id === 0) return; // it is finished: the next drain frees its slot
    task.doomed = id;
    this.#deadlines.forget(task);
    this.#workers!.kill(id);
  }

  /** Fails a task whose time is up. */
  #failLate(task: PoolTask, error: unknown): void {
    this.#settle(task);
    task.fail(error);
    if (this.#recall(task)) this.#discard(task, false);
  }

  #word(slot: number, word: number): number {
    return this.tree.words(slot + SLOT_BYTES)[(slot >>> 2) + word];
  }

  #indexOf(slot: number): number {
    return (slot - this.#slots) / SLOT_BYTES;
  }
}
