/**
 * A pool without its face: its states, and what its parts tell each other.
 *
 *   running --close--> closed --all tasks settled--> ending --last worker ended--> gone
 *   running or closed --terminate, or a worker that cannot be initialised--> ending
 *
 * It knows the `Pool` only while tasks are outstanding, so that a pool that nobody refers to can be collected, which ends it.
 *
 * @module
 */

import { Alarm } from "../core/_alarm.ts";
import { ARMED, BUSY, OK, WATCHED } from "../core/_core.ts";
import { Limit, signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { currentTree } from "../core/_root.ts";
import type { Guest, GuestWait, Tree } from "../core/_tree.ts";
import { lookAfterGuests, waitSync } from "../core/_wait.ts";
import { HelpWatch } from "../sync/_help_watch.ts";
import { Mode } from "./_board.ts";
import { Calls } from "./_calls.ts";
import { Crew } from "./_crew.ts";
import { Dispatcher } from "./_dispatcher.ts";
import { type Feeder, Feeders } from "./_feeders.ts";
import { Leaving } from "./_leaving.ts";
import { locate, Targets } from "./_targets.ts";
import { CallTask, type PoolTask, type TaskDescription } from "./_task.ts";
import { Watch } from "./_watch.ts";
import type { PoolOptions, PoolTarget, TaskOptions } from "./options.ts";

// deno-lint-ignore no-explicit-any
type AnyTarget = PoolTarget<any, unknown>;

/** Who gets what became of something. */
export interface Sink {
  settle(succeeded: boolean, value: unknown): void;
}

/** How long workers may go on with tasks that nobody wants when everything else is done. */
const UNWANTED_MS = 1000;

/** How an observer is told of a wait for tasks. */
const WAITS_FOR = "the pool";

/** One pool. */
export class PoolEngine implements Guest {
  readonly tree: Tree;
  readonly processes: number;
  readonly dispatcher: Dispatcher;
  readonly calls: Calls = new Calls();
  readonly #crew: Crew;
  readonly #watch: Watch;
  readonly #targets: Targets;
  readonly #retries: number;
  readonly #deafWhileBlocked: boolean;
  readonly #queueLimit: number;
  readonly #leaveMs: number;
  #state: "running" | "closed" | "ending" | "gone" = "running";
  #broken: Error | null = null;
  readonly #gone = Promise.withResolvers<void>();
  /** Tasks that wait for room, in order. */
  readonly #roomWaiters = new Set<() => void>();
  readonly feeders: Feeders = new Feeders();
  /** A blocking wait for this pool is under way, and no code of the user's in it. */
  #blocks = false;
  #seenDeaths = 0;
  readonly #shown: HelpWatch;
  /** The block that it belongs to has ended. */
  isLeft = false;
  /** How many wait, blocking, for results of this pool among others. */
  seekers = 0;
  #unwanted: Alarm | null = null;
  /** `#react` is due. */
  #reacts = false;
  /** The pool, while it may not be collected. */
  #holder: object | null = null;
  readonly #unregister: () => void;

  // deno-lint-ignore no-explicit-any
  constructor(options: PoolOptions<any>) {
    const tree = this.tree = currentTree();
    const { processes = navigator.hardwareConcurrency, initializer, initArgs = [], maxTasksPerChild = Infinity } =
      options;
    const located = initializer === undefined
      ? null
      : locate(initializer, options.module, { action: "create a Pool", field: "initializer" });
    this.processes = processes;
    this.#retries = options.retries ?? 0;
    this.#deafWhileBlocked = options.memoryLimitMb !== undefined && options.startMethod !== "spawn";
    this.#queueLimit = options.queueLimit ?? Infinity;
    this.#shown = new HelpWatch(tree, { objects: [], isOnlyShown: true });
    this.dispatcher = new Dispatcher(tree, processes);
    this.dispatcher.onSettled = () => {
      if (this.#reacts) return;
      this.#reacts = true;
      queueMicrotask(() => this.#react());
    };
    this.#targets = new Targets(tree, options.module);
    this.#crew = new Crew(this.dispatcher, {
      processes,
      initializer: located,
      initArgs,
      tasksMax: maxTasksPerChild,
      runs: options,
    });
    this.#crew.onBroken = (error) => {
      this.#broken ??= error;
      this.#end(() => error);
    };
    this.#crew.onGone = () => this.#finish();
    this.#leaveMs = options.leaveMs ?? Infinity;
    this.#watch = new Watch(this.dispatcher, () => this.#crew.check());
    this.#unregister = atEndOf(tree, this);
    tree.guests.add(this);
    try {
      this.#crew.start();
    } catch (error) {
      this.terminate();
      throw error;
    }
  }

  /** @throws {Error} when it takes no more tasks. */
  checkRunning(action: string): void {
    if (this.#broken !== null) throw this.#broken;
    if (this.#state !== "running") throw new Error(`Cannot ${action}: the pool is ${this.#stateText()}`);
  }

  #stateText(): string {
    return this.#state === "closed" ? "closed" : "closed or terminated";
  }

  /** Whether as many tasks wait as may. */
  get isFull(): boolean {
    return this.#queueLimit !== Infinity && this.dispatcher.waitingCount >= this.#queueLimit;
  }

  /** Whether a task may be submitted at once, so that it overtakes none that waits for room. */
  get hasRoom(): boolean {
    return !this.isFull && this.#roomWaiters.size === 0;
  }

  /** Whether neither `close` nor `terminate` was called. */
  get isRunning(): boolean {
    return this.#state === "running";
  }

  /** Workers that live, as name and pid. */
  get workers(): { name: string; pid: number }[] {
    return this.#crew.workers.map(({ name, pid }) => ({ name, pid: pid! }));
  }

  /** Submits a call: its task, or null when something hinders it, which goes to the sink. */
  call(
    target: AnyTarget,
    args: readonly unknown[],
    { options, sink }: { options: TaskOptions; sink: Sink },
  ): PoolTask | null {
    let what: TaskDescription;
    try {
      const { address, name, module } = this.#targets.describe(target);
      const encoded = this.dispatcher.encode(args, "args");
      const page = this.dispatcher.pages.keep(encoded);
      const { departed, length, debt } = encoded;
      if (debt !== null) this.dispatcher.tree.debts!.leave(debt); // the tasks of a pool are not noted
      what = {
        target: address,
        name,
        module,
        mode: Mode.call,
        page,
        address: encoded.address,
        bytes: length,
        departed,
      };
    } catch (error) {
      sink.settle(false, error);
      return null;
    }
    const task = new CallTask(what, options, { retries: this.#retries, sink });
    this.submit(task);
    return task;
  }

  /** The description of a chunk that has its items in shared memory already, or gets them there. */
  describeChunk(target: AnyTarget, items: readonly unknown[], mode: number): TaskDescription {
    const { address: targetAt, name, module } = this.#targets.describe(target);
    const { pages, tree } = this.dispatcher;
    if ((mode & Mode.kind) === Mode.map && items.every((item) => typeof item === "number")) {
      const bytes = items.length * 8;
      const page = pages.take(bytes);
      if (page !== null) {
        new Float64Array(tree.bytes(page.block + bytes).buffer, page.block, items.length).set(items as number[]);
        const address = page.block;
        return { target: targetAt, name, module, mode: mode | Mode.numbers, page, address, bytes, departed: [] };
      }
    }
    const encoded = this.dispatcher.encode(items, "items");
    const page = pages.keep(encoded);
    if (encoded.debt !== null) tree.debts!.leave(encoded.debt); // as above
    return {
      target: targetAt,
      name,
      module,
      mode,
      page,
      address: encoded.address,
      bytes: encoded.length,
      departed: encoded.departed,
    };
  }

  /** What the workers are in when none of them can take a task; else nothing. */
  get unreadyText(): string {
    const unready = this.#crew.unready();
    return unready === null ? "" : `no worker of the pool is ready: ${unready.text}`;
  }

  /** How often a task is begun again, unless it says so itself. */
  get retries(): number {
    return this.#retries;
  }

  submit(task: PoolTask): void {
    this.dispatcher.submit(task);
    this.#watch.listen();
  }

  /** Something will submit more tasks, even when the pool is closed, until it says `fed`. */
  feeds(feeder: Feeder): void {
    this.dispatcher.outstanding += 1;
    this.feeders.add(feeder);
  }

  /** It will not any more. */
  fed(feeder: Feeder): void {
    if (!this.feeders.delete(feeder)) return;
    this.dispatcher.outstanding -= 1;
    this.dispatcher.onSettled();
  }

  /** Whether somebody waits until all is done. */
  get isJoined(): boolean {
    return this.feeders.joinCount > 0;
  }

  /** While tasks are outstanding, the pool is not collected. */
  hold(pool: object): void {
    this.#holder = this.dispatcher.outstanding > 0 ? pool : null;
  }

  retain(): void {
    this.#watch.retain();
    this.tree.tell("blocked", WAITS_FOR);
  }

  release(): void {
    this.#watch.release();
    this.tree.tell("resumed", WAITS_FOR);
  }

  /** Blocks until something is so; false when the time was up first. Calls that are due are made before it returns. */
  waitSync(isSo: () => boolean, timeoutMs: number): boolean {
    if (!isSo() && timeoutMs === 0) lookAfterGuests(this.tree);
    this.calls.make();
    if (isSo() || timeoutMs === 0) return isSo();
    if (this.#deafWhileBlocked) {
      throw new Error(
        "Cannot block for the pool: with memoryLimitMb the end of a worker is told to the event loop alone; use the awaited form",
      );
    }
    const { core } = this.tree;
    const { board } = this.dispatcher;
    const waitable = {
      what: "a pool",
      sequence: core.boardSequence(board, 1),
      arm: () => {
        if (!this.isGone) {
          this.dispatcher.arm(ARMED);
          this.#crew.check();
          this.#attend();
        }
        return isSo() ? OK : BUSY;
      },
      spin: (turns: number) => core.boardSpinDrain(board, turns) !== 0,
      // Nobody is told here: where a circle leads through workers, one of them waits for something else, and its task fails.
      hopeless: this.#shown.hopeless,
      awake: this.#shown.awake,
    };
    const blocked = this.#blocks;
    this.#blocks = true;
    try {
      return waitSync(this.tree, waitable, timeoutMs) === OK;
    } finally {
      this.#blocks = blocked;
    }
  }

  /** What there is to do now, of everything but deaths; whether there was anything. */
  #attend(): boolean {
    const count = this.dispatcher.pump();
    this.#react();
    const blocked = this.#blocks;
    this.#blocks = false; // code of the user's may wait for something else
    try {
      const fed = this.feeders.feed();
      return this.calls.make() || fed || count > 0;
    } finally {
      this.#blocks = blocked;
    }
  }

  serve(sleeps: boolean): boolean {
    if (this.isGone) return false;
    if (this.#blocks) return this.feeders.feed(); // the wait does the rest
    const deaths = this.tree.core.deathCount();
    const died = deaths !== this.#seenDeaths && this.#crew.check();
    this.#seenDeaths = deaths;
    // Where there is no more to do than to take results, which nobody can ask for now, the thread is not woken for each.
    if (sleeps && !this.#waitsForResults) {
      return this.calls.make() || died || (this.#crew.lacksMemory && this.#attend());
    }
    const served = this.#attend() || died;
    return (sleeps && this.#waitsForResults && this.dispatcher.arm(WATCHED) === OK) || served;
  }

  /** Whether something goes on when there is a result. */
  get #waitsForResults(): boolean {
    const { outstanding, hasWaiting } = this.dispatcher;
    if (outstanding === 0) return false;
    return hasWaiting || this.calls.mayCome || this.feeders.size > 0 || this.#roomWaiters.size > 0 ||
      this.seekers > 0 || !this.isRunning;
  }

  get waitsFor(): GuestWait | null {
    if (!this.#crew.isSettled || this.#crew.lacksMemory || this.calls.isDue) return null;
    const { ids } = this.#crew;
    const wait = this.dispatcher.waitsFor(ids, this.#blocks || this.#waitsForResults);
    return wait !== null && this.#state === "ending" ? { ...wait, workers: ids } : wait;
  }

  get mayCall(): boolean {
    return this.calls.mayCome || this.feeders.size > 0;
  }

  /** Has a task submitted as soon as there is room for it, after those that came before; or fails it, at the signal. */
  whenRoom(signal: AbortSignal | undefined, submit: () => void, fail: (error: unknown) => void): void {
    if (signal?.aborted) return fail(signal.reason);
    const limit = new Limit(Infinity, signal, () => {}, (reason) => {
      this.#roomWaiters.delete(enter);
      fail(reason);
    });
    const enter = () => {
      limit.lift();
      submit();
    };
    this.#roomWaiters.add(enter);
  }

  close(): void {
    if (this.#state !== "running") return;
    this.#state = "closed";
    this.#letIn();
    this.#react();
  }

  terminate(): void {
    this.#end((name) => new Error(`Cannot complete the task ${name}: the pool was terminated`));
  }

  /** Ends every worker at once. */
  killWorkers(): void {
    this.#end((name) => new Error(`Cannot complete the task ${name}: the workers of the pool were killed`), true);
  }

  /** The block that the pool belongs to has ended: waits for what was given to be done, and takes nothing more. */
  async leave(): Promise<void> {
    this.isLeft = true;
    this.close();
    this.feeders.leave();
    this.#react();
    const leaving = new Leaving(this, this.#crew, this.#leaveMs);
    try {
      await this.#wait(Infinity, undefined);
    } finally {
      leaving.end();
    }
  }

  /** Waits until every worker has ended; whether they have. Meanwhile inputs are taken, whose results may be taken later. */
  async join(wait: Wait | undefined): Promise<boolean> {
    const timeoutMs = timeoutOf(wait);
    const signal = signalOf(wait);
    signal?.throwIfAborted();
    if (this.isGone || timeoutMs === 0) return this.isGone;
    this.feeders.joinCount += 1;
    try {
      this.feeders.feed();
      await this.#wait(timeoutMs, signal);
    } finally {
      this.feeders.joinCount -= 1;
    }
    return this.isGone;
  }

  /** The same; blocks the thread. */
  joinSync(timeoutMs: number): boolean {
    this.feeders.joinCount += 1;
    try {
      return this.waitSync(() => this.isGone, timeoutMs);
    } finally {
      this.feeders.joinCount -= 1;
    }
  }

  /** Waits until every worker has ended, the time is up or the signal comes. */
  async #wait(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const limit = new Limit(timeoutMs, signal, resolve, reject);
    this.retain();
    try {
      await Promise.race([this.#gone.promise, promise]);
    } finally {
      limit.lift();
      this.release();
    }
  }

  get isGone(): boolean {
    return this.#state === "gone";
  }

  #end(error: (name: string) => unknown, kill = false): void {
    if (this.#state === "ending" || this.#state === "gone") return;
    this.#state = "ending";
    this.#letIn();
    if (!this.tree.core.isEnded(this.tree.self)) this.dispatcher.giveUpAll(error);
    this.feeders.stop(error("of the map"));
    this.#crew.dismiss(kill);
    if (this.#crew.isGone) this.#finish();
  }

  /** To tasks that were settled. Not from within the dispatcher, which may be in the midst of something. */
  #react(): void {
    this.#reacts = false;
    if (this.#state === "gone") return;
    this.#letIn();
    this.feeders.feed();
    if (this.dispatcher.outstanding > 0) return;
    this.#holder = null;
    if (this.#state !== "closed") return;
    this.#state = "ending";
    this.#crew.close();
    if (this.#crew.isGone) return this.#finish();
    this.#unwanted = Alarm.after(this.tree, UNWANTED_MS, () => this.#endUnwanted());
  }

  /** Ends the workers that are busy with tasks nobody wants: of iterators that were left. */
  #endUnwanted(): void {
    for (const [task] of [...this.dispatcher.offered()]) this.dispatcher.end(task);
  }

  /** Submits what there is room for, each before the next is asked about; everything when nothing is taken any more. */
  #letIn(): void {
    for (const enter of this.#roomWaiters) {
      if (this.isFull && this.isRunning) return;
      this.#roomWaiters.delete(enter);
      enter();
    }
  }

  #finish(): void {
    if (this.#state === "gone") return;
    this.#state = "gone";
    this.#watch.stop();
    this.#unwanted?.stop();
    this.tree.guests.delete(this);
    this.#unregister();
    this.dispatcher.free(({ process }) => this.#crew.has(process), () => this.#targets.free());
    this.#gone.resolve();
  }
}

/** Arranges that a pool ends with its process's own code; answers how to take that back. */
function atEndOf({ finalizers }: Tree, engine: PoolEngine): () => void {
  const end = () => engine.terminate();
  finalizers.add(end);
  return () => finalizers.delete(end);
}
