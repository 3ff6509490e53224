/**
 * A pool in a manager's process: what `manager_pool.ts` is the proxy of.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { nameIn } from "../core/_signed_name.ts";
import type { AsyncResult } from "../pool/async_result.ts";
import { Pool } from "../pool/pool.ts";
import { PROXY_KIND } from "./_words.ts";
import { DeadlockError } from "../errors.ts";
import type { MapOptions, PoolOptions, TaskOptions, TaskReference } from "../pool/options.ts";

/** A function as it comes from a client: its module, or null for the pool's own, and its name. */
export type SentTarget = [module: string | null, name: string];

/** What the steps of an `imap` give. */
interface Steps {
  next(): Promise<IteratorResult<unknown>>;
}

/** What became of a task. */
export interface Outcome {
  succeeded: boolean;
  value: unknown;
}

type Result = Pick<AsyncResult<unknown>, "get" | "wait" | "ready" | "successful">;

/** The result of a task: what `manager_async_result.ts` is the proxy of. */
class ResultHost {
  readonly [PROXY_KIND] = Kind.ManagerAsyncResult;
  readonly #result: Result;

  constructor(result: Result) {
    this.#result = result;
  }

  /** Null when it did not end in time. */
  async outcome(timeoutMs: number): Promise<Outcome | null> {
    if (!await this.#result.wait(timeoutMs)) return null;
    try {
      return { succeeded: true, value: await this.#result.get() };
    } catch (error) {
      return { succeeded: false, value: error };
    }
  }

  wait(timeoutMs: number): Promise<boolean> {
    return this.#result.wait(timeoutMs);
  }

  ready(): boolean {
    return this.#result.ready();
  }

  successful(): boolean {
    return this.#result.successful();
  }
}

/** The pool, and what its functions are called by. */
export class PoolHost {
  readonly #pool: Pool;
  readonly #module: string | undefined;
  /** Pids of processes that block until a task of this pool is done. */
  readonly #waiters = new Set<number>();

  constructor(options: PoolOptions) {
    this.#pool = new Pool(options);
    this.#module = options.module as string | undefined;
  }

  apply(target: SentTarget, args: unknown[], options: TaskOptions, waiter = 0): Promise<unknown> {
    return this.#waitedFor(waiter, () => this.#pool.apply(this.#reference(target), args, options));
  }

  map(target: SentTarget, items: unknown[], options: MapOptions, waiter = 0): Promise<unknown[]> {
    return this.#waitedFor(waiter, () => this.#pool.map(this.#reference(target), items, options));
  }

  starmap(target: SentTarget, items: unknown[][], options: MapOptions, waiter = 0): Promise<unknown[]> {
    return this.#waitedFor(waiter, () => this.#pool.starmap(this.#reference(target), items, options));
  }

  /**
   * Runs tasks for which a process blocks: `waiter` is its pid where that is a worker of a pool, else 0.
   *
   * @throws {DeadlockError} when every worker of this pool blocks for tasks of it, so that nobody is left to run them.
   */
  async #waitedFor<T>(waiter: number, run: () => Promise<T>): Promise<T> {
    if (waiter === 0) return await run();
    this.#waiters.add(waiter);
    try {
      const { workers } = this.#pool;
      if (workers.every(({ pid }) => this.#waiters.has(pid))) throw ownPool(workers);
      return await run();
    } finally {
      this.#waiters.delete(waiter);
    }
  }

  /** What follows gives a proxy of the result to come. */
  applyAsync(target: SentTarget, args: unknown[], options: TaskOptions): ResultHost {
    return new ResultHost(this.#pool.applyAsync(this.#reference(target), args, options));
  }

  mapAsync(target: SentTarget, items: unknown[], options: MapOptions): ResultHost {
    return new ResultHost(this.#pool.mapAsync(this.#reference(target), items, options));
  }

  starmapAsync(target: SentTarget, items: unknown[][], options: MapOptions): ResultHost {
    return new ResultHost(this.#pool.starmapAsync(this.#reference(target), items, options));
  }

  /** The results one by one; given as a proxy. */
  imap(target: SentTarget, items: unknown[], options: MapOptions, ordered: boolean): Steps {
    const results = ordered
      ? this.#pool.imap(this.#reference(target), items, options)
      : this.#pool.imapUnordered(this.#reference(target), items, options);
    const iterator = results[Symbol.asyncIterator]();
    return { next: () => Promise.resolve(iterator.next()) };
  }

  closePool(): void {
    this.#pool.close();
  }

  terminate(): void {
    this.#pool.terminate();
  }

  join(timeoutMs: number): Promise<boolean> {
    return this.#pool.join(timeoutMs);
  }

  [Symbol.dispose](): void {
    this.#pool.terminate();
  }

  // deno-lint-ignore no-explicit-any
  #reference([module, target]: SentTarget): TaskReference<any, unknown> {
    const of = module ?? this.#module;
    if (of === undefined) {
      throw new TypeError(
        `Cannot run the task ${nameIn(target)}: give the pool a module, or use task(module, function)`,
      );
    }
    return { module: of, target };
  }
}

function ownPool(workers: { name: string; pid: number }[]): DeadlockError {
  const cycle = workers.map(({ name: process, pid }) => ({ process, pid, waitsFor: "a task of its own pool" }));
  const names = cycle.map(({ process, pid }) => `${process} (pid ${pid})`).join(", ");
  return new DeadlockError(
    `Cannot wait: this would never end: every worker of the pool waits for a task of that pool: ${names}`,
    cycle,
  );
}
