/**
 * The result of a task of a pool that processes share.
 *
 * @module
 */

import { signalOf, timeoutOf } from "../core/_limit.ts";
import { TimeoutError } from "../errors.ts";
import type { Outcome } from "./_pool.ts";
import { remoteOf } from "./_remote.ts";
import { ManagerProxy } from "./manager_proxy.ts";
import type { Wait } from "../wait_options.ts";

/**
 * What is called in this process when a task of a {@linkcode ManagerPool} has ended.
 *
 * @example
 * ```ts
 * import type { ManagedCallbacks } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const areas: number[] = [];
 * const callbacks: ManagedCallbacks<number> = {
 *   callback: (area) => areas.push(area),
 *   errorCallback: (error) => console.error(error),
 * };
 * // `pool.applyAsync(square, [3], callbacks)` runs the task in the manager's pool, and calls this here:
 * callbacks.callback?.(9);
 * assertEquals(areas, [9]);
 * ```
 * @category Managers
 */
export interface ManagedCallbacks<R> {
  /** Called with the result. */
  callback?: (result: R) => void;
  /** Called with the error. */
  errorCallback?: (error: unknown) => void;
}

/** How much longer than the manager's process this one waits for its answer. */
const GRACE_MS = 1000;

/**
 * What became of a task that was given to a {@linkcode ManagerPool}, or will: the result itself is in the manager's process until nobody has
 * a handle. It crosses to other processes, which then can ask for the result too; callbacks stay with the process that gave them.
 *
 * @example
 * ```ts
 * import { Manager } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const pool = await manager.pool({ processes: 2, module: import.meta.resolve("@quanta/quanta/examples") });
 * const result = await pool.applyAsync(square, [7]);
 * assertEquals(await result.get(10_000), 49);
 * assertEquals([await result.ready(), result.successfulSync()], [true, true]);
 * ```
 * @category Managers
 */
export class ManagerAsyncResult<R = unknown> extends ManagerProxy {
  #callbacks: ManagedCallbacks<R> | null = null;

  /** For this library: see `ManagerPool.applyAsync`. */
  constructor(shared: unknown) {
    super(remoteOf(shared));
  }

  /**
   * Waits for the result. Callbacks have run when it is there, as for all that follow.
   *
   * @throws {TimeoutError} when it did not come in time; the task goes on.
   * @throws what the task threw.
   */
  async get(wait?: Wait): Promise<R> {
    return resultOf(await this.#outcome(wait));
  }

  /** The same; blocks the thread. */
  getSync(wait?: Wait): R {
    return resultOf(this.#outcomeSync(wait));
  }

  /** Waits until the task has ended; whether it has. */
  async wait(wait?: Wait): Promise<boolean> {
    if (this.#callbacks !== null) return await this.#outcome(wait) !== null;
    return await this.call("wait", [timeoutOf(wait)], longer(wait)) as boolean;
  }

  /** The same; blocks the thread. */
  waitSync(wait?: Wait): boolean {
    if (this.#callbacks !== null) return this.#outcomeSync(wait) !== null;
    return this.callSync("wait", [timeoutOf(wait)], longer(wait)) as boolean;
  }

  /** Whether the task has ended. */
  ready(wait?: Wait): Promise<boolean> {
    return this.call("ready", [], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  readySync(wait?: Wait): boolean {
    return this.callSync("ready", [], wait) as boolean;
  }

  /** Whether it has a result. @throws {Error} before it is ready. */
  successful(wait?: Wait): Promise<boolean> {
    return this.call("successful", [], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  successfulSync(wait?: Wait): boolean {
    return this.callSync("successful", [], wait) as boolean;
  }

  /** For this library: calls these when the task has ended. */
  callLater(callbacks: ManagedCallbacks<R>): void {
    if (callbacks.callback === undefined && callbacks.errorCallback === undefined) return;
    this.#callbacks = callbacks;
    this.#outcome(undefined).catch((error) => { // of the manager, or of the way to it
      if (this.#callbacks !== null) this.#tell({ succeeded: false, value: error });
    });
  }

  async #outcome(wait: Wait | undefined): Promise<Outcome | null> {
    return this.#tell(await this.call("outcome", [timeoutOf(wait)], longer(wait)) as Outcome | null);
  }

  #outcomeSync(wait: Wait | undefined): Outcome | null {
    return this.#tell(this.callSync("outcome", [timeoutOf(wait)], longer(wait)) as Outcome | null);
  }

  /** Calls the callbacks, once. */
  #tell(outcome: Outcome | null): Outcome | null {
    if (outcome === null || this.#callbacks === null) return outcome;
    const { callback, errorCallback } = this.#callbacks;
    this.#callbacks = null;
    try {
      if (outcome.succeeded) callback?.(outcome.value as R);
      else errorCallback?.(outcome.value);
    } catch (error) {
      queueMicrotask(() => { // an error in a callback is the program's own, uncaught
        throw error;
      });
    }
    return outcome;
  }
}

/** A wait for an answer that may take as long as another wait. */
function longer(wait: Wait | undefined): Wait {
  return { timeoutMs: timeoutOf(wait) + GRACE_MS, signal: signalOf(wait) };
}

function resultOf<R>(outcome: Outcome | null): R {
  if (outcome === null) throw new TimeoutError("The task was not ready in time");
  if (!outcome.succeeded) throw outcome.value;
  return outcome.value as R;
}
