/**
 * A pool that processes share.
 *
 * @module
 */

import { signalOf, timeoutOf } from "../core/_limit.ts";
import { moduleAddress } from "../core/_module_address.ts";
import { currentTree } from "../core/_root.ts";
import { nameIn, unsureName } from "../core/_signed_name.ts";
import type { MapOptions, PoolTarget, TaskOptions } from "../pool/options.ts";
import type { Wait } from "../wait_options.ts";
import { checkOptions, itemsOf, wrongShape } from "./_checks.ts";
import type { SentTarget } from "./_pool.ts";
import { remoteOf } from "./_remote.ts";
import type { ManagedCallbacks, ManagerAsyncResult } from "./manager_async_result.ts";
import type { Managed } from "./manager_object.ts";
import { ManagerProxy } from "./manager_proxy.ts";

/**
 * Options of a task that can be sent to another process.
 *
 * @example
 * ```ts
 * import { type ManagedTaskOptions, Pipe } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ManagedTaskOptions = { priority: 1, retries: 2 };
 * const [here, there] = Pipe();
 * await here.send(options); // as it goes to the pool with the task
 * assertEquals(await there.recv(), options);
 * ```
 * @category Managers
 */
export type ManagedTaskOptions = Omit<TaskOptions, "signal">;
/**
 * Options of a map that can be sent to another process.
 *
 * @example
 * ```ts
 * import { type ManagedMapOptions, Pipe } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ManagedMapOptions = { chunkSize: 10, timeoutMs: 5_000 };
 * const [here, there] = Pipe();
 * await here.send(options); // as it goes to the pool with the items
 * assertEquals(await there.recv(), options);
 * ```
 * @category Managers
 */
export type ManagedMapOptions = Omit<MapOptions, "signal" | "onProgress">;

// deno-lint-ignore no-explicit-any
type AnyTarget = PoolTarget<any, unknown>;

/**
 * A pool in a manager's process, for all processes that have its proxy: together they never run more than its workers. Functions are named
 * as for a `Pool`: those of the pool's module as they are, others by `task`.
 *
 * A wait that is given up by its timeout or signal does not give up the task: it has a `timeoutMs` of its own.
 *
 * @example
 * ```ts
 * import { Manager } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const pool = await manager.pool({ processes: 2, module: import.meta.resolve("@quanta/quanta/examples") });
 * assertEquals(await pool.apply(square, [3]), 9);
 * assertEquals(pool.mapSync(square, [1, 2, 3]), [1, 4, 9]);
 * ```
 * @category Managers
 */
export class ManagerPool extends ManagerProxy {
  /** For this library: see `Manager.pool`. */
  constructor(shared: unknown) {
    super(remoteOf(shared));
  }

  /** Calls a function in a worker, and waits for what it returns. @throws what it threw; see `Pool`. */
  async apply<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    args: P,
    options: ManagedTaskOptions = {},
    wait?: Wait,
  ): Promise<Awaited<R>> {
    return await this.call("apply", [sent(target), argumentsOf(args), options], wait) as Awaited<R>;
  }

  /** The same; blocks the thread. */
  applySync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    args: P,
    options: ManagedTaskOptions = {},
    wait?: Wait,
  ): Awaited<R> {
    return this.callSync("apply", [sent(target), argumentsOf(args), options, waiter(wait)], wait) as Awaited<R>;
  }

  /** Calls a function for each item; the results in the order of the items. */
  async map<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: ManagedMapOptions = {},
    wait?: Wait,
  ): Promise<Awaited<R>[]> {
    return await this.call("map", [sent(target), itemsOf(items, "run the tasks"), options], wait) as Awaited<R>[];
  }

  /** The same; blocks the thread. */
  mapSync<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: ManagedMapOptions = {},
    wait?: Wait,
  ): Awaited<R>[] {
    return this.callSync(
      "map",
      [sent(target), itemsOf(items, "run the tasks"), options, waiter(wait)],
      wait,
    ) as Awaited<R>[];
  }

  /** Calls a function for each list of arguments; the results in their order. */
  async starmap<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<P>,
    options: ManagedMapOptions = {},
    wait?: Wait,
  ): Promise<Awaited<R>[]> {
    return await this.call("starmap", [sent(target), itemsOf(items, "run the tasks"), options], wait) as Awaited<R>[];
  }

  /** The same; blocks the thread. */
  starmapSync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<P>,
    options: ManagedMapOptions = {},
    wait?: Wait,
  ): Awaited<R>[] {
    return this.callSync(
      "starmap",
      [sent(target), itemsOf(items, "run the tasks"), options, waiter(wait)],
      wait,
    ) as Awaited<R>[];
  }

  /**
   * Gives a task to the pool, and does not wait for it: what comes of it is asked of the result. This waits until the manager's process has
   * taken it.
   *
   * @param options Callbacks among them, which are called in this process; an awaited wait for the result goes on for them.
   */
  async applyAsync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    args: P,
    options: ManagedTaskOptions & ManagedCallbacks<Awaited<R>> = {},
    wait?: Wait,
  ): Promise<ManagerAsyncResult<Awaited<R>>> {
    const [rest, callbacks] = parted(options);
    return called(await this.call("applyAsync", [sent(target), argumentsOf(args), rest], wait), callbacks);
  }

  /** The same; blocks the thread until the manager's process has taken it. */
  applyAsyncSync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    args: P,
    options: ManagedTaskOptions & ManagedCallbacks<Awaited<R>> = {},
    wait?: Wait,
  ): ManagerAsyncResult<Awaited<R>> {
    const [rest, callbacks] = parted(options);
    return called(this.callSync("applyAsync", [sent(target), argumentsOf(args), rest], wait), callbacks);
  }

  /**
   * Calls a function for each item, and does not wait for it. This waits until the manager's process has
   * taken it.
   *
   * @param options Callbacks among them, which are called in this process; an awaited wait for the result goes on for them.
   */
  async mapAsync<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: ManagedMapOptions & ManagedCallbacks<Awaited<R>[]> = {},
    wait?: Wait,
  ): Promise<ManagerAsyncResult<Awaited<R>[]>> {
    const [rest, callbacks] = parted(options);
    return called(await this.call("mapAsync", [sent(target), itemsOf(items, "run the tasks"), rest], wait), callbacks);
  }

  /** The same; blocks the thread until the manager's process has taken it. */
  mapAsyncSync<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: ManagedMapOptions & ManagedCallbacks<Awaited<R>[]> = {},
    wait?: Wait,
  ): ManagerAsyncResult<Awaited<R>[]> {
    const [rest, callbacks] = parted(options);
    return called(this.callSync("mapAsync", [sent(target), itemsOf(items, "run the tasks"), rest], wait), callbacks);
  }

  /**
   * Calls a function for each list of arguments, and does not wait for it. This waits until the manager's process has
   * taken it.
   *
   * @param options Callbacks among them, which are called in this process; an awaited wait for the result goes on for them.
   */
  async starmapAsync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<P>,
    options: ManagedMapOptions & ManagedCallbacks<Awaited<R>[]> = {},
    wait?: Wait,
  ): Promise<ManagerAsyncResult<Awaited<R>[]>> {
    const [rest, callbacks] = parted(options);
    return called(
      await this.call("starmapAsync", [sent(target), itemsOf(items, "run the tasks"), rest], wait),
      callbacks,
    );
  }

  /** The same; blocks the thread until the manager's process has taken it. */
  starmapAsyncSync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<P>,
    options: ManagedMapOptions & ManagedCallbacks<Awaited<R>[]> = {},
    wait?: Wait,
  ): ManagerAsyncResult<Awaited<R>[]> {
    const [rest, callbacks] = parted(options);
    return called(
      this.callSync("starmapAsync", [sent(target), itemsOf(items, "run the tasks"), rest], wait),
      callbacks,
    );
  }

  /** Calls a function for each item; the results one by one, in the order of the items. */
  imap<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: ManagedMapOptions = {},
  ): AsyncIterableIterator<Awaited<R>> {
    return this.#steps<Awaited<R>>(target, items, { options, ordered: true });
  }

  /** The same, as they come. */
  imapUnordered<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: ManagedMapOptions = {},
  ): AsyncIterableIterator<Awaited<R>> {
    return this.#steps<Awaited<R>>(target, items, { options, ordered: false });
  }

  /** Takes no more tasks; those that were given are done. (`close` lets go of the proxy.) */
  closePool(wait?: Wait): Promise<void> {
    return this.call("closePool", [], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  closePoolSync(wait?: Wait): void {
    this.callSync("closePool", [], wait);
  }

  /** Ends the workers; pending tasks are dropped and rejected. */
  terminate(wait?: Wait): Promise<void> {
    return this.call("terminate", [], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  terminateSync(wait?: Wait): void {
    this.callSync("terminate", [], wait);
  }

  /** Waits until all is done and the workers have ended; whether they have. @throws {Error} before `closePool` or `terminate`. */
  async join(wait?: Wait): Promise<boolean> {
    return await this.call("join", [timeoutOf(wait)], { signal: signalOf(wait) }) as boolean;
  }

  /** The same; blocks the thread. */
  joinSync(wait?: Wait): boolean {
    return this.callSync("join", [timeoutOf(wait)]) as boolean;
  }

  async *#steps<R>(
    target: AnyTarget,
    items: Iterable<unknown>,
    { options, ordered }: { options: ManagedMapOptions; ordered: boolean },
  ): AsyncGenerator<R, void> {
    using steps = await this.call("imap", [sent(target), itemsOf(items, "run the tasks"), options, ordered]) as Managed<
      { next(): Promise<IteratorResult<R>> }
    >;
    for (;;) { // ends with the items
      const { done, value } = await steps.next();
      if (done) return;
      yield value as R;
    }
  }
}

/** Callbacks apart from the options, which are sent. @throws {TypeError} when one is no function. */
function parted<R>(options: ManagedTaskOptions & ManagedCallbacks<R>): [ManagedTaskOptions, ManagedCallbacks<R>] {
  checkOptions(options, "run the task");
  const { callback, errorCallback, ...rest } = options;
  for (const [name, value] of Object.entries({ callback, errorCallback })) {
    if (value !== undefined && typeof value !== "function") throw wrongShape("run the task", name, "a function", value);
  }
  return [rest, { callback, errorCallback }];
}

function called<R>(result: unknown, callbacks: ManagedCallbacks<R>): ManagerAsyncResult<R> {
  (result as ManagerAsyncResult<R>).callLater(callbacks);
  return result as ManagerAsyncResult<R>;
}

/** Who blocks until the answer comes, for ever, as a worker of a pool; 0 for anybody else. */
function waiter(wait: Wait | undefined): number {
  const { birth, isPoolWorker } = currentTree();
  return isPoolWorker && timeoutOf(wait) === Infinity ? birth.pid : 0;
}

function argumentsOf(args: unknown): unknown[] {
  if (!Array.isArray(args)) throw wrongShape("run the task", "args", "an array", args);
  return [...args];
}

/** A target as it crosses. @throws {TypeError} when it has no name. */
export function sent(target: AnyTarget): SentTarget {
  const given: unknown = target;
  const { module, target: named } = (typeof given === "object" && given !== null ? given : { target: given }) as {
    module?: unknown;
    target?: unknown;
  };
  const name = typeof named === "function" ? unsureName(named) : typeof given === "object" ? named : undefined;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(
      "Cannot run the task: target must be a function exported by its module, or task(module, function)",
    );
  }
  return [module === undefined ? null : moduleAddress(module, `run the task ${nameIn(name)}`), name];
}
