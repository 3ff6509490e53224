/**
 * What a pool and its tasks are made of.
 *
 * @module
 */

import { moduleAddress } from "../core/_module_address.ts";
import { shown } from "../core/_shown.ts";
import type { SystemOptions } from "../process/system_options.ts";
import type { StartMethod } from "../start_method_name.ts";

/**
 * A function that a module exports, with its module: what a worker can find. Made by {@linkcode task}, or written down.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { Pool, task, type TaskReference } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * const reference: TaskReference<[n: number], number> = { module, target: "square" };
 * await using pool = new Pool({ processes: 1 }); // of no module
 * assertEquals([await pool.apply(reference, [3]), await pool.apply(task(module, square), [4])], [9, 16]);
 * ```
 * @category Pools
 */
export interface TaskReference<P extends readonly unknown[] = readonly unknown[], R = unknown> {
  /** The module: `import.meta.url` where it is the module itself. */
  readonly module: string | URL;
  /** The function, or the name under which it is exported. */
  readonly target: ((...args: P) => R) | string;
}

/**
 * What a pool runs: a function that the pool's module exports, or a reference to one of any module.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { Pool, type PoolTarget, task } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const targets: PoolTarget<[n: number], number>[] = [square, task(import.meta.resolve("@quanta/quanta/examples"), square)];
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * assertEquals(await Promise.all(targets.map((target) => pool.apply(target, [3]))), [9, 9]);
 * ```
 * @category Pools
 */
export type PoolTarget<P extends readonly unknown[], R> = ((...args: P) => R) | TaskReference<P, R>;

/**
 * Names a function together with the module that exports it, so that a pool can run it. Types are those of the function.
 *
 * A function is found by its own name and text among what the module exports; where that does not say which export is meant (functions that
 * one factory made, an export under another name), the task is refused, and the export is named as text instead. Where the
 * text of the module cannot be read, a function that is not exported, but has the name and text of one that is, runs the export.
 *
 * @throws {TypeError} when the target is neither a function nor a name.
 * @throws {RangeError} when the module is relative: `import.meta.resolve("./module.ts")` makes it absolute.
 *
 * @example
 * ```ts
 * import { Pool, task } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * await using pool = new Pool({ processes: 1 });
 * assertEquals(await pool.map(task(module, square), [1, 2, 3]), [1, 4, 9]);
 * assertEquals(await pool.map(task<[item: number], number>(module, "square"), [4]), [16]);
 * ```
 * @category Pools
 */
export function task<P extends readonly unknown[], R>(
  module: string | URL,
  target: ((...args: P) => R) | string,
): TaskReference<P, R> {
  if (typeof target !== "function" && (typeof target !== "string" || target === "")) {
    throw new TypeError(
      `Cannot name the task: target must be a function that its module exports, or its name, got ${shown(target)}`,
    );
  }
  return { module: moduleAddress(module, "name the task"), target };
}

/**
 * How one task is run.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { Pool, type TaskOptions } from "@quanta/quanta/processes";
 * import { assertRejects } from "@std/assert";
 *
 * const options: TaskOptions = { signal: AbortSignal.abort(new Error("Nobody waits for it")) };
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * await assertRejects(() => pool.apply(square, [3], options), Error, "Nobody waits for it");
 * ```
 * @category Pools
 */
export interface TaskOptions {
  /**
   * Gives the task up: it fails with the signal's reason at once. One that no worker has begun is withdrawn; the worker of one that runs
   * is killed and replaced. Code that never waits then still uses its CPU, as no runtime call stops it (see `Process.kill`); with `timeoutMs` it is stopped.
   */
  signal?: AbortSignal;
  /**
   * Milliseconds that it may take from when a worker takes it; then it fails with `TimeoutError` and its worker is replaced. Code that
   * does not wait is stopped; after its first `await` it can be stopped only while it waits. Of a chunk, for all its items together.
   *
   * A module that takes a second or more to load is part of that time. Where every worker is still in the pool's initializer, or is loading
   * its module, the task fails when that has taken as long (and a second); the error says what they are in.
   */
  timeoutMs?: number;
  /** How often it is begun again when its worker dies. Default: as the pool. */
  retries?: number;
  /** Tasks of a higher number are begun first; at the same number in order. Default 0. */
  priority?: number;
}

/**
 * How a task is run whose caller does not wait.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { type AsyncTaskOptions, Pool } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * let told = 0;
 * const options: AsyncTaskOptions<number> = { priority: 1, callback: (value) => told = value };
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * await pool.applyAsync(square, [7], options);
 * assertEquals(told, 49);
 * ```
 * @category Pools
 */
export interface AsyncTaskOptions<R> extends TaskOptions {
  /** Called with the result. */
  callback?: (result: R) => void;
  /** Called with the error. */
  errorCallback?: (error: unknown) => void;
}

/**
 * How items are run.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { type MapOptions, Pool } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * let last = 0;
 * const options: MapOptions = { chunkSize: 2, onProgress: (done) => last = done };
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * await pool.map(square, [1, 2, 3], options);
 * assertEquals(last, 3);
 * ```
 * @category Pools
 */
export interface MapOptions extends TaskOptions {
  /** Items in one message to a worker. Default: so that each worker gets about four chunks; for `imap` 1. */
  chunkSize?: number;
  /** Called when items are done, with how many are and, where it is known, how many there are. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * How items are run whose caller does not wait.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { type AsyncMapOptions, Pool } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * let told: number[] = [];
 * const options: AsyncMapOptions<number[]> = { chunkSize: 2, callback: (values) => told = values };
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * await pool.mapAsync(square, [1, 2, 3], options);
 * assertEquals(told, [1, 4, 9]);
 * ```
 * @category Pools
 */
export interface AsyncMapOptions<R> extends MapOptions, AsyncTaskOptions<R> {}

/**
 * How a pool of {@linkcode Pool.imap} is fed.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { type ImapOptions, Pool } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ImapOptions = { ahead: 2 }; // so that endless input is taken as it is used
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * assertEquals(await Array.fromAsync(pool.imap(square, [1, 2, 3], options)), [1, 4, 9]);
 * ```
 * @category Pools
 */
export interface ImapOptions extends Omit<MapOptions, "onProgress"> {
  /** The most items that are taken from the input ahead of the caller. Default: four chunks for each worker. */
  ahead?: number;
}

/**
 * What a {@linkcode Pool} is made of.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { Pool, type PoolOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: PoolOptions = {
 *   module: import.meta.resolve("@quanta/quanta/examples"),
 *   processes: 1,
 *   maxTasksPerChild: 100,
 *   retries: 1,
 * };
 * await using pool = new Pool(options);
 * assertEquals(await pool.apply(square, [3]), 9);
 * ```
 * @category Pools
 */
export interface PoolOptions<I extends readonly unknown[] = readonly unknown[]>
  extends Pick<SystemOptions, "env" | "cwd" | "v8Flags" | "niceness" | "cpus"> {
  /** On what its workers run: as for `Process`. */
  startMethod?: StartMethod;
  /** Workers, which is how many tasks run at once. Default: the number of CPUs. */
  processes?: number;
  /** The module that exports the functions to run: `import.meta.url` where it is the module itself. */
  module?: string | URL;
  /** Called in each worker before its first task. */
  initializer?: PoolTarget<I, unknown>;
  /** Its arguments. */
  initArgs?: I;
  /** A worker is replaced after so many tasks or chunks. Default: never. */
  maxTasksPerChild?: number;
  /** How often a task is begun again when its worker dies. Default 0. */
  retries?: number;
  /** The most tasks that may wait for a worker: `apply` then waits for room, `applyAsync` throws `QueueFull`. Default: no limit. */
  queueLimit?: number;
  /**
   * MiB of heap that a worker may use before it is ended, alone: its task fails with `WorkerDied`, whose cause says why. Not counted are
   * array buffers. With `startMethod: "worker"` workers start slower then (by about 30 ms), and there are no blocking forms, as their end is
   * told to the event loop alone; so the default is no limit, and a worker that uses up its heap ends the program, as Deno does it. A process
   * of the system ends alone in any case.
   */
  memoryLimitMb?: number;
  /**
   * Milliseconds that the end of an `await using` block waits for tasks that are not done; then they are ended. Default: no limit, but
   * after two seconds it is said what is waited for. 0: as Python's `with`.
   */
  leaveMs?: number;
  /** Narrows what workers may do: as for `Process`. Not together with `memoryLimitMb`, unless they are processes of the system. */
  permissions?: Deno.PermissionOptions;
  /** As for `Process`. */
  assertWorkerOptions?: boolean;
}
