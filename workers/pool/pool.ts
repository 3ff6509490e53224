/**
 * A pool of processes.
 *
 * @module
 */

import { timeoutOf } from "../core/_limit.ts";
import { currentTree } from "../core/_root.ts";
import { QueueFull } from "../errors.ts";
import { startMethodOf } from "../process/start_method.ts";
import type { Wait } from "../wait_options.ts";
import { Mode } from "./_board.ts";
import { checkArguments, checkIsOptions, checkItems, checkOptions, checkTaskOptions } from "./_checks.ts";
import { PoolEngine, type Sink } from "./_engine.ts";
import { MapJob } from "./_map.ts";
import type { PoolTask } from "./_task.ts";
import { AsyncResult, insideOf, sinkOf } from "./async_result.ts";
import { PoolIterator } from "./iterator.ts";
import type {
  AsyncMapOptions,
  AsyncTaskOptions,
  ImapOptions,
  MapOptions,
  PoolOptions,
  PoolTarget,
  TaskOptions,
} from "./options.ts";

/**
 * The arguments of a call, required where the function requires some, and its options `O`. With `kwargs` among the options these are
 * its last argument, as Python's keyword arguments.
 *
 * @example
 * ```ts
 * import type { CallArguments, TaskOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const call: CallArguments<[width: number, height: number], TaskOptions> = [[3, 4], { timeoutMs: 1_000 }];
 * const [args, options] = call; // what follows the function in `pool.apply(area, [3, 4], { timeoutMs: 1_000 })`
 * assertEquals([args, options?.timeoutMs], [[3, 4], 1_000]);
 * ```
 * @category Pools
 */
export type CallArguments<P extends readonly unknown[], O> =
  | ([] extends P ? [args?: P, options?: O & { kwargs?: undefined }] : [args: P, options?: O & { kwargs?: undefined }])
  | (Required<P> extends readonly [...infer L, infer K]
    ? K extends object ? [args: L, options: O & { kwargs: K }] : never
    : never);

// deno-lint-ignore no-explicit-any
type AnyTarget = PoolTarget<any, unknown>;

/** A call as it is carried out. */
interface Call<R> {
  args: readonly unknown[];
  options: AsyncTaskOptions<R>;
}

function read<R>(call: unknown): Call<R> {
  const [args = [], options = {}] = call as [
    args?: readonly unknown[],
    options?: AsyncTaskOptions<R> & { kwargs?: unknown },
  ];
  checkArguments("apply", args);
  checkTaskOptions("apply", options);
  return { args: options.kwargs === undefined ? args : [...args, options.kwargs], options };
}

/** How items are run, and who gets the results. */
interface About {
  kind: number;
  options: MapOptions;
  sink: Sink;
}

const collected = new FinalizationRegistry<PoolEngine>((engine) => engine.terminate());

/**
 * Processes that run tasks: calls of functions that a module exports, with arguments and results copied as by a queue. Each worker runs
 * one task at a time, so that never more than `processes` run; an `async` function's task runs until its promise is settled.
 *
 * Workers are daemons: they end with the program's own code, and a pool that nobody refers to any more ends too. So `close` and
 * `join` are for results that nobody awaits.
 *
 * A task fails alone: with what it threw, whole and with its stack; with `DataCloneError` and the path when an argument or a result cannot
 * cross; with `WorkerDied` when its worker ended under it (`Deno.exit`, an error thrown late, a kill), unless it asks for
 * `retries`. The worker is replaced and the other tasks go on. Only a worker that ends by itself before or while it is initialised
 * ends the pool: so would every other.
 *
 * A worker that uses up its heap is the exception: Deno then ends the whole program, and no setting of a Web Worker prevents it.
 *
 * @example
 * ```ts
 * import { Pool } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new Pool({ processes: 2, module: import.meta.resolve("@quanta/quanta/examples") });
 * assertEquals(await pool.apply(square, [3]), 9);
 * assertEquals(await pool.map(square, [1, 2, 3, 4]), [1, 4, 9, 16]);
 * for await (const value of pool.imapUnordered(square, [5, 5])) assertEquals(value, 25);
 * assertEquals(pool.mapSync(square, [6]), [36]);
 * ```
 * @category Pools
 */
export class Pool<I extends readonly unknown[] = readonly unknown[]> {
  readonly #engine: PoolEngine;

  /**
   * Starts the workers.
   *
   * @throws {RangeError} when `processes`, `maxTasksPerChild` or another number is out of range, or `module` is relative.
   * @throws {TypeError} when the initializer is no function of a module.
   * @throws {Error} when a worker cannot be started, in a daemon for example; the others are ended then.
   */
  constructor(options: PoolOptions<I> = {}) {
    checkIsOptions(options);
    const startMethod = startMethodOf(currentTree(), "create a Pool", new.target, options.startMethod);
    checkOptions(options, startMethod);
    this.#engine = new PoolEngine({ ...options, startMethod });
    collected.register(this, this.#engine, this.#engine);
  }

  /** How many tasks run at once. */
  get processes(): number {
    return this.#engine.processes;
  }

  /** The workers that live, as name and pid. */
  get workers(): { name: string; pid: number }[] {
    return this.#engine.workers;
  }

  /**
   * Calls a function in a worker, and waits for what it returns; the event loop goes on.
   *
   * @throws {Error} when the pool is closed or terminated.
   * @throws what the function threw; see the class for other errors of a task.
   */
  apply<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    ...call: CallArguments<P, TaskOptions>
  ): Promise<Awaited<R>> {
    return this.#promise((sink) => {
      const { args, options } = read(call);
      this.#engine.checkRunning("apply");
      if (this.#engine.hasRoom) return this.#call(target, args, { options, sink });
      const fail = (error: unknown) => sink.settle(false, error);
      const submit = () => {
        try {
          this.#engine.checkRunning("apply");
          this.#call(target, args, { options, sink });
        } catch (error) {
          fail(error);
        }
      };
      this.#engine.whenRoom(options.signal, submit, fail);
    });
  }

  /** Calls a function in a worker, and blocks until it returns; as {@linkcode Pool.apply}. */
  applySync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    ...call: CallArguments<P, TaskOptions>
  ): Awaited<R> {
    const { args, options } = read(call);
    this.#engine.checkRunning("apply");
    this.#engine.waitSync(() => !this.#engine.isFull, Infinity);
    const result = new AsyncResult<Awaited<R>>(this.#engine, this, {});
    this.#call(target, args, { options, sink: sinkOf(result) });
    return result.getSync();
  }

  /**
   * Calls a function in a worker, and does not wait.
   *
   * @throws {QueueFull} when as many tasks wait as `queueLimit` allows.
   * @throws {Error} when the pool is closed or terminated.
   */
  applyAsync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    ...call: CallArguments<P, AsyncTaskOptions<Awaited<R>>>
  ): AsyncResult<Awaited<R>> {
    const { args, options } = read<Awaited<R>>(call);
    this.#engine.checkRunning("apply");
    if (!this.#engine.hasRoom) throw new QueueFull("Cannot apply: as many tasks wait as queueLimit allows");
    const result = new AsyncResult<Awaited<R>>(this.#engine, this, options);
    const task = this.#call(target, args, { options, sink: sinkOf(result) });
    if (task !== null) insideOf(result)!.cancel = (error) => this.#engine.dispatcher.cancel([task], error);
    return result;
  }

  /**
   * Calls a function for each item, in chunks, and waits for all results, in the order of the items. When a call throws, the rest of its
   * chunk is not done; what is thrown here, when every chunk is done, is the first error in the order of the items.
   */
  map<T, R>(target: PoolTarget<[item: T], R>, items: Iterable<T>, options: MapOptions = {}): Promise<Awaited<R>[]> {
    return this.#promise((sink) => this.#map(target, items, { kind: Mode.map, options, sink }));
  }

  /** The same; blocks the thread. */
  mapSync<T, R>(target: PoolTarget<[item: T], R>, items: Iterable<T>, options: MapOptions = {}): Awaited<R>[] {
    return this.#mapSync(target, items, { kind: Mode.map, options });
  }

  /** The same; does not wait. */
  mapAsync<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: AsyncMapOptions<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.#mapAsync(target, items, { kind: Mode.map, options });
  }

  /** Calls a function for each array of arguments; as {@linkcode Pool.map}. */
  starmap<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<NoInfer<P>>,
    options: MapOptions = {},
  ): Promise<Awaited<R>[]> {
    return this.#promise((sink) => this.#map(target, items, { kind: Mode.starmap, options, sink }));
  }

  /** The same; blocks the thread. */
  starmapSync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<NoInfer<P>>,
    options: MapOptions = {},
  ): Awaited<R>[] {
    return this.#mapSync(target, items, { kind: Mode.starmap, options });
  }

  /** The same; does not wait. */
  starmapAsync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<NoInfer<P>>,
    options: AsyncMapOptions<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.#mapAsync(target, items, { kind: Mode.starmap, options });
  }

  /**
   * Calls a function for each item; results come one by one, in the order of the items. The input, which may be endless, is taken as
   * results are taken, no more than `ahead` items before.
   */
  imap<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T> | AsyncIterable<T>,
    options: ImapOptions = {},
  ): PoolIterator<Awaited<R>> {
    this.#check("imap", options);
    checkItems("imap", items, { isAsync: true });
    return new PoolIterator(this.#engine, this, { target, items, options, ordered: true });
  }

  /** The same; results come in the order in which they are ready. */
  imapUnordered<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T> | AsyncIterable<T>,
    options: ImapOptions = {},
  ): PoolIterator<Awaited<R>> {
    this.#check("imapUnordered", options);
    checkItems("imapUnordered", items, { isAsync: true });
    return new PoolIterator(this.#engine, this, { target, items, options, ordered: false });
  }

  /** Takes no more tasks. The workers end when those there are done. */
  close(): void {
    this.#engine.close();
  }

  /** Ends the workers at once. Tasks that have no result fail. */
  terminate(): void {
    this.#engine.terminate();
  }

  /** The same (the name that CPython 3.14's `ProcessPoolExecutor` has for it). */
  terminateWorkers(): void {
    this.#engine.terminate();
  }

  /**
   * Kills the workers, as `Process.kill` does: when this returns they have ended, whatever they were doing. Tasks that have no result fail, and
   * the pool takes no more.
   */
  killWorkers(): void {
    this.#engine.killWorkers();
  }

  /**
   * Waits until every worker has ended; the event loop goes on.
   *
   * @returns Whether they have, in time.
   * @throws {Error} before `close` or `terminate`.
   */
  async join(wait?: Wait): Promise<boolean> {
    this.#checkJoin();
    return await this.#engine.join(wait);
  }

  /** Blocks until every worker has ended; as {@linkcode Pool.join}. */
  joinSync(wait?: Wait): boolean {
    this.#checkJoin();
    return this.#engine.joinSync(timeoutOf(wait));
  }

  /** Terminates it: `using`. */
  [Symbol.dispose](): void {
    this.terminate();
  }

  /**
   * Leaves it: `await using`. What was given to be done is done first, but no more is taken of an input of `imap`, and what runs for an
   * iterator that was left is not waited for long.
   *
   * Nobody is told whether a block ends by an error; Python's `with` terminates in any case. So after two seconds it is said on the
   * standard error output what is waited for, and `leaveMs` of the pool says how long that may take: 0 is as in Python.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine.leave();
  }

  #check(action: string, options: TaskOptions): void {
    checkTaskOptions(action, options);
    this.#engine.checkRunning(action);
  }

  #checkJoin(): void {
    if (this.#engine.isRunning) throw new Error("Cannot join the pool: close or terminate it first");
  }

  #call(target: AnyTarget, args: readonly unknown[], about: { options: TaskOptions; sink: Sink }): PoolTask | null {
    const task = this.#engine.call(target, args, about);
    this.#engine.hold(this);
    return task;
  }

  #map(target: AnyTarget, items: Iterable<unknown>, about: About): MapJob {
    const action = about.kind === Mode.starmap ? "starmap" : "map";
    this.#check(action, about.options);
    checkItems(action, items);
    const job = new MapJob(this.#engine, { target, items, ...about });
    this.#engine.feeds(job);
    this.#engine.hold(this);
    return job;
  }

  #mapSync<R>(target: AnyTarget, items: Iterable<unknown>, about: Omit<About, "sink">): R[] {
    const result = new AsyncResult<R[]>(this.#engine, this, {});
    this.#map(target, items, { ...about, sink: sinkOf(result) });
    return result.getSync();
  }

  #mapAsync<R>(target: AnyTarget, items: Iterable<unknown>, about: Omit<About, "sink">): AsyncResult<R[]> {
    checkTaskOptions("map", about.options); // before its callbacks are looked at
    const result = new AsyncResult<R[]>(this.#engine, this, about.options as AsyncMapOptions<R[]>);
    const job = this.#map(target, items, { ...about, sink: sinkOf(result) });
    insideOf(result)!.cancel = (error) => job.cancel(error);
    return result;
  }

  /** A promise that keeps the program alive. */
  #promise<R>(begin: (sink: Sink) => void): Promise<R> {
    const engine = this.#engine;
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    const settle = (succeeded: boolean, value: unknown) => {
      engine.release();
      if (succeeded) return resolve(value as R);
      // Who left the block has left this too: the error that it was left by is the one to be shown.
      if (engine.isLeft) promise.catch(() => {});
      reject(value);
    };
    engine.retain();
    try {
      begin({ settle });
    } catch (error) {
      settle(false, error);
    }
    return promise;
  }
}
