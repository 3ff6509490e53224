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

import { BUSY, OK } from "../core/_core.ts";
import { Mode } from "./_board.ts";
import { Crew } from "./_crew.ts";
import { Dispatcher } from "./_dispatcher.ts";
import { CallTask, type PoolTask, type TaskDescription } from "./_task.ts";
import { locate, Targets } from "./_targets.ts";
import { Watch } from "./_watch.ts";
import { currentTree } from "../core/_root.ts";
import type { Tree } from "../core/_tree.ts";
import { waitSync } from "../core/_wait.ts";
import { Limit, signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import type { PoolOptions, PoolTarget, TaskOptions } from "./options.ts";

// deno-lint-ignore no-explicit-any
type AnyTarget = PoolTarget<any, unknown>;

/** Who gets what became of something. */
export interface Sink {
  settle(succeeded: boolean, value: unknown): void;
}

/** Something that submits tasks bit by bit. */
export interface Feeder {
  /** Submits without regard to how many tasks wait. */
  hurry(): void;
  /** The pool was terminated. */
  stop(error: unknown): void;
}

/** How an observer is told of a wait for tasks. */
const WAITS_FOR = "the pool";

/** One pool. */
export class PoolEngine {
  readonly tree: Tree;
  readonly processes: number;
  readonly dispatcher: Dispatcher;
  readonly #crew: Crew;
  readonly #watch: Watch;
  readonly #targets: Targets;
  readonly #retries: number;
  readonly #deafWhileBlocked: boolean;
  readonly #queueLimit: number;
  #state: "running" | "closed" | "ending" | "gone" = "running";
  #broken: Error | null = null;
  readonly #gone = Promise.withResolvers<void>();
  /** Tasks that wait for room, in order. */
  readonly #roomWaiters = new Set<() => void>();
  readonly #feeders = new Set<Feeder>();
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
    const located = initializer === undefined ? null : locate(initializer, options.module);
    this.processes = processes;
    this.#retries = options.retries ?? 0;
    this.#deafWhileBlocked = options.memoryLimitMb !== undefined;
    this.#queueLimit = options.queueLimit ?? Infinity;
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
      memoryLimitMb: options.memoryLimitMb,
      permissions: options.permissions,
      assertWorkerOptions: options.assertWorkerOptions,
    });
    this.#crew.onBroken = (error) => {
      this.#broken ??= error;
      this.#end(() => error);
    };
    this.#crew.onGone = () => this.#finish();
    this.#watch = new Watch(this.dispatcher, () => this.#crew.check());
    this.#unregister = atEndOf(tree, this);
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

  /** Submits a call. What hinders it goes to the sink. */
  call(target: AnyTarget, args: readonly unknown[], { options, sink }: { options: TaskOptions; sink: Sink }): void {
    let what: TaskDescription;
    try {
      const { address, name } = this.#targets.describe(target);
      const encoded = this.dispatcher.encode(args, "args");
      const page = this.dispatcher.pages.keep(encoded);
      const { departed, length } = encoded;
      what = { target: address, name, mode: Mode.call, page, address: encoded.address, bytes: length, departed };
    } catch (error) {
      return sink.settle(false, error);
    }
    this.submit(new CallTask(what, options, { retries: this.#retries, sink }));
  }

  /** The description of a chunk that has its items in shared memory already, or gets them there. */
  describeChunk(target: AnyTarget, items: readonly unknown[], mode: number): TaskDescription {
    const { address: targetAt, name } = this.#targets.describe(target);
    const { pages, tree } = this.dispatcher;
    if ((mode & Mode.kind) === Mode.map && items.every((item) => typeof item === "number")) {
      const bytes = items.length * 8;
      const page = pages.take(bytes);
      if (page !== null) {
        new Float64Array(tree.bytes(page.block + bytes).buffer, page.block, items.length).set(items as number[]);
        return { target: targetAt, name, mode: mode | Mode.numbers, page, address: page.block, bytes, departed: [] };
      }
    }
    const encoded = this.dispatcher.encode(items, "items");
    const page = pages.keep(encoded);
    return {
      target: targetAt,
      name,
      mode,
      page,
      address: encoded.address,
      bytes: encoded.length,
      departed: encoded.departed,
    };
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
    this.#feeders.add(feeder);
    this.dispatcher.outstanding += 1;
  }

  /** It will not any more. */
  fed(feeder: Feeder): void {
    if (!this.#feeders.delete(feeder)) return;
    this.dispatcher.outstanding -= 1;
    this.dispatcher.onSettled();
  }

  /** Somebody waits until all is done: nobody may hold back. */
  hurry(): void {
    for (const feeder of [...this.#feeders]) feeder.hurry();
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

  /** Blocks until something is so; false when the time was up first. */
  waitSync(isSo: () => boolean, timeoutMs: number): boolean {
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
        if (this.#state !== "gone") {
          this.dispatcher.arm();
          this.dispatcher.pump();
          this.#crew.check();
          this.#react();
        }
        return isSo() ? OK : BUSY;
      },
      spin: (turns: number) => core.boardSpinDrain(board, turns) !== 0,
    };
    return waitSync(this.tree, waitable, timeoutMs) === OK;
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

  /** Waits until every worker has ended; whether they have. */
  async join(wait: Wait | undefined): Promise<boolean> {
    const timeoutMs = timeoutOf(wait);
    const signal = signalOf(wait);
    signal?.throwIfAborted();
    if (this.isGone || timeoutMs === 0) return this.isGone;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const limit = new Limit(timeoutMs, signal, resolve, reject);
    this.retain();
    try {
      await Promise.race([this.#gone.promise, promise]);
    } finally {
      limit.lift();
      this.release();
    }
    return this.isGone;
  }

  get isGone(): boolean {
    return this.#state === "gone";
  }

  #end(error: (name: string) => unknown): void {
    if (this.#state === "ending" || this.#state === "gone") return;
    this.#state = "ending";
    this.#letIn();
    if (!this.tree.core.isEnded(this.tree.self)) this.dispatcher.giveUpAll(error);
    for (const feeder of [...this.#feeders]) feeder.stop(error("of the map"));
    this.#crew.dismiss();
    if (this.#crew.isGone) this.#finish();
  }

  /** To tasks that were settled. Not from within the dispatcher, which may be in the midst of something. */
  #react(): void {
    this.#reacts = false;
    if (this.#state === "gone") return;
    this.#letIn();
    if (this.dispatcher.outstanding > 0) return;
    this.#holder = null;
    if (this.#state !== "closed") return;
    this.#state = "ending";
    this.#crew.close();
    if (this.#crew.isGone) this.#finish();
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
