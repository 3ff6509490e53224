/**
 * A pool that processes share.
 *
 * @module
 */

import { signalOf, timeoutOf } from "../core/_limit.ts";
import type { SentTarget } from "./_pool.ts";
import { Remote } from "./_remote.ts";
import type { Managed } from "./manager_object.ts";
import { ManagerProxy } from "./manager_proxy.ts";
import type { MapOptions, PoolTarget, TaskOptions } from "../pool/options.ts";
import type { Wait } from "../wait_options.ts";

/** Options of a task that can be sent to another process. */
export type ManagedTaskOptions = Omit<TaskOptions, "signal">;
/** Options of a map that can be sent to another process. */
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
 * import { square } from "../../examples/square.ts";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const pool = await manager.pool({ processes: 2, module: new URL("../../examples/square.ts", import.meta.url) });
 * assertEquals(await pool.apply(square, [3]), 9);
 * assertEquals(pool.mapSync(square, [1, 2, 3]), [1, 4, 9]);
 * ```
 */
export class ManagerPool extends ManagerProxy {
  /** For this library: see `Manager.pool`. */
  constructor(shared: unknown) {
    super(new Remote(shared));
  }

  /** Calls a function in a worker, and waits for what it returns. @throws what it threw; see `Pool`. */
  apply<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    args: P,
    options: ManagedTaskOptions = {},
    wait?: Wait,
  ): Promise<Awaited<R>> {
    return this.call("apply", [sent(target), [...args], options], wait) as Promise<Awaited<R>>;
  }

  /** The same; blocks the thread. */
  applySync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    args: P,
    options: ManagedTaskOptions = {},
    wait?: Wait,
  ): Awaited<R> {
    return this.callSync("apply", [sent(target), [...args], options], wait) as Awaited<R>;
  }

  /** Calls a function for each item; the results in the order of the items. */
  map<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: ManagedMapOptions = {},
    wait?: Wait,
  ): Promise<Awaited<R>[]> {
    return this.call("map", [sent(target), [...items], options], wait) as Promise<Awaited<R>[]>;
  }

  /** The same; blocks the thread. */
  mapSync<T, R>(
    target: PoolTarget<[item: T], R>,
    items: Iterable<T>,
    options: ManagedMapOptions = {},
    wait?: Wait,
  ): Awaited<R>[] {
    return this.callSync("map", [sent(target), [...items], options], wait) as Awaited<R>[];
  }

  /** Calls a function for each list of arguments; the results in their order. */
  starmap<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<P>,
    options: ManagedMapOptions = {},
    wait?: Wait,
  ): Promise<Awaited<R>[]> {
    return this.call("starmap", [sent(target), [...items], options], wait) as Promise<Awaited<R>[]>;
  }

  /** The same; blocks the thread. */
  starmapSync<P extends readonly unknown[], R>(
    target: PoolTarget<P, R>,
    items: Iterable<P>,
    options: ManagedMapOptions = {},
    wait?: Wait,
  ): Awaited<R>[] {
    return this.callSync("starmap", [sent(target), [...items], options], wait) as Awaited<R>[];
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
  join(wait?: Wait): Promise<boolean> {
    return this.call("join", [timeoutOf(wait)], { signal: signalOf(wait) }) as Promise<boolean>;
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
    using steps = await this.call("imap", [sent(target), [...items], options, ordered]) as Managed<
      { next(): Promise<IteratorResult<R>> }
    >;
    for (;;) { // ends with the items
      const { done, value } = await steps.next();
      if (done) return;
      yield value as R;
    }
  }
}

/** A target as it crosses. @throws {TypeError} when it has no name. */
export function sent(target: AnyTarget): SentTarget {
  const { module, target: named } = typeof target === "function" ? { module: undefined, target } : target;
  const name = typeof named === "function" ? named.name : named;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(
      "Cannot run the task: target must be a function exported by its module, or task(module, function)",
    );
  }
  return [module === undefined ? null : String(module), name];
}
