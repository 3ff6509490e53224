/**
 * A value that processes share.
 *
 * @module
 */

import { remoteOf, withModifier } from "./_remote.ts";
import { Op } from "./_words.ts";
import { callOp, callOpSync, ManagerProxy, type Modifier } from "./manager_proxy.ts";
import type { Wait } from "../wait_options.ts";

/**
 * One value of any type in a manager's process. For a number in shared memory, without a process in between, see `Value`.
 *
 * @example
 * ```ts
 * import { Manager } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const best = await manager.value({ name: "nobody", score: 0 });
 * await best.set({ name: "Ada", score: 7 });
 * assertEquals(best.value.score, 7);
 * ```
 * @category Managers
 */
export class ManagerValue<T = unknown> extends ManagerProxy {
  /** For this library: see `Manager`. */
  constructor(shared: unknown) {
    super(remoteOf(shared));
  }

  /** The value. */
  get(wait?: Wait): Promise<T> {
    return this.call("get", [], wait) as Promise<T>;
  }

  /** The same; blocks the thread. */
  getSync(wait?: Wait): T {
    return this.callSync("get", [], wait) as T;
  }

  /** Replaces the value. */
  set(value: T, wait?: Wait): Promise<void> {
    return this.call("set", [value], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  setSync(value: T, wait?: Wait): void {
    this.callSync("set", [value], wait);
  }

  /**
   * Adds to a number in one step, so that no other process's addition is lost.
   *
   * @returns The new value.
   * @throws {TypeError} when the value is no number, or one of value and step is a bigint and the other is not.
   */
  increment<N extends T & (number | bigint)>(by: N = 1 as N, wait?: Wait): Promise<N> {
    return this.call("increment", [by], wait) as Promise<N>;
  }

  /** The same; blocks the thread. */
  incrementSync<N extends T & (number | bigint)>(by: N = 1 as N, wait?: Wait): N {
    return this.callSync("increment", [by], wait) as N;
  }

  /** Replaces the value if it is still the expected one (equal contents); whether it was. */
  compareAndSet(expected: T, value: T, wait?: Wait): Promise<boolean> {
    return this.call("compareAndSet", [expected, value], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  compareAndSetSync(expected: T, value: T, wait?: Wait): boolean {
    return this.callSync("compareAndSet", [expected, value], wait) as boolean;
  }

  /**
   * Changes the value in one step: the manager's process runs an exported function on it.
   *
   * @returns The new value.
   */
  async modify<A extends readonly unknown[] = []>(modifier: Modifier<T, A>, wait?: Wait): Promise<T> {
    return await callOp(this, Op.modify, withModifier(null, modifier), wait) as T;
  }

  /** The same; blocks the thread. */
  modifySync<A extends readonly unknown[] = []>(modifier: Modifier<T, A>, wait?: Wait): T {
    return callOpSync(this, Op.modify, withModifier(null, modifier), wait) as T;
  }
  /** The value; reading and setting it block the thread. */
  get value(): T {
    return this.getSync();
  }
  set value(value: T) {
    this.setSync(value);
  }
}
