/**
 * A namespace that processes share.
 *
 * @module
 */

import { checkText } from "./_checks.ts";
import { remoteOf, withFallback, withModifier } from "./_remote.ts";
import { Op } from "./_words.ts";
import { callOp, callOpSync, type Fallback, ManagerProxy, type Modifier } from "./manager_proxy.ts";
import type { Wait } from "../wait_options.ts";

/**
 * A namespace with the attributes of `T`, which can be read and written as properties.
 *
 * @example
 * ```ts
 * import { Manager, type Namespace } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const shared: Namespace<{ done: number }> = await manager.namespace({ done: 0 });
 * shared.done = 3;
 * assertEquals(await shared.get("done"), 3);
 * ```
 * @category Managers
 */
export type Namespace<T extends object = Record<string, unknown>> = ManagerNamespace<T> & T;

/**
 * Attributes in a manager's process. `namespace.x`, `namespace.x = 1`, `delete namespace.x` and `"x" in namespace` block the
 * thread; the methods have both forms, and reach attributes that are called like one of them.
 *
 * As in Python an attribute whose name begins with `_` is one of this handle, and stays in this process. See {@linkcode ManagerDict} on
 * copies and lost updates: `namespace.x += 1` is two steps.
 *
 * @example
 * ```ts
 * import { Manager } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const shared = await manager.namespace({ x: 10, y: "hello" });
 * shared.x = 11;
 * assertEquals([await shared.get("x"), shared.y], [11, "hello"]);
 * ```
 * @category Managers
 */
export class ManagerNamespace<T extends object = Record<string, unknown>> extends ManagerProxy {
  /** For this library: see `Manager.namespace`. */
  constructor(shared: unknown) {
    super(remoteOf(shared), withAttributes);
  }

  /** An attribute; undefined, or the fallback, where there is none. */
  async get<K extends keyof T & string>(name: K, wait?: Fallback<T[K]>): Promise<T[K]> {
    return await this.call("get", withFallback([attribute(name)], wait), wait) as T[K];
  }

  /** The same; blocks the thread. */
  getSync<K extends keyof T & string>(name: K, wait?: Fallback<T[K]>): T[K] {
    return this.callSync("get", withFallback([attribute(name)], wait), wait) as T[K];
  }

  /** Sets an attribute. */
  async set<K extends keyof T & string>(name: K, value: T[K], wait?: Wait): Promise<void> {
    return await this.call("set", [attribute(name), value], wait) as void;
  }

  /** The same; blocks the thread. */
  setSync<K extends keyof T & string>(name: K, value: T[K], wait?: Wait): void {
    this.callSync("set", [attribute(name), value], wait);
  }

  /** Whether there is the attribute. */
  async has(name: string, wait?: Wait): Promise<boolean> {
    return await this.call("has", [attribute(name)], wait) as boolean;
  }

  /** The same; blocks the thread. */
  hasSync(name: string, wait?: Wait): boolean {
    return this.callSync("has", [attribute(name)], wait) as boolean;
  }

  /** Removes an attribute; whether it was there. */
  async delete(name: keyof T & string, wait?: Wait): Promise<boolean> {
    return await this.call("delete", [attribute(name)], wait) as boolean;
  }

  /** The same; blocks the thread. */
  deleteSync(name: keyof T & string, wait?: Wait): boolean {
    return this.callSync("delete", [attribute(name)], wait) as boolean;
  }

  /** A copy of all attributes, as a plain object. */
  async copy(wait?: Wait): Promise<T> {
    return Object.fromEntries(await this.call("entries", [], wait) as [string, unknown][]) as T;
  }

  /** The same; blocks the thread. */
  copySync(wait?: Wait): T {
    return Object.fromEntries(this.callSync("entries", [], wait) as [string, unknown][]) as T;
  }

  /**
   * Adds to a number in one step, so that no other process's addition is lost.
   *
   * @returns The new value.
   * @throws {TypeError} when the attribute is no number, or one of it and the step is a bigint and the other is not.
   */
  async increment<N extends number | bigint>(name: keyof T & string, by: N = 1 as N, wait?: Wait): Promise<N> {
    return await this.call("increment", [attribute(name), by], wait) as N;
  }

  /** The same; blocks the thread. */
  incrementSync<N extends number | bigint>(name: keyof T & string, by: N = 1 as N, wait?: Wait): N {
    return this.callSync("increment", [attribute(name), by], wait) as N;
  }

  /** Sets an attribute if its value is still the expected one (equal contents); whether it was. */
  async compareAndSet<K extends keyof T & string>(name: K, expected: T[K], value: T[K], wait?: Wait): Promise<boolean> {
    return await this.call("compareAndSet", [attribute(name), expected, value], wait) as boolean;
  }

  /** The same; blocks the thread. */
  compareAndSetSync<K extends keyof T & string>(name: K, expected: T[K], value: T[K], wait?: Wait): boolean {
    return this.callSync("compareAndSet", [attribute(name), expected, value], wait) as boolean;
  }

  /**
   * Changes an attribute in one step: the manager's process runs an exported function on it.
   *
   * @returns The new value.
   */
  async modify<K extends keyof T & string, A extends readonly unknown[] = []>(
    name: K,
    modifier: Modifier<T[K], A>,
    wait?: Wait,
  ): Promise<T[K]> {
    return await callOp(this, Op.modify, withModifier(attribute(name), modifier), wait) as T[K];
  }

  /** The same; blocks the thread. */
  modifySync<K extends keyof T & string, A extends readonly unknown[] = []>(
    name: K,
    modifier: Modifier<T[K], A>,
    wait?: Wait,
  ): T[K] {
    return callOpSync(this, Op.modify, withModifier(attribute(name), modifier), wait) as T[K];
  }
}

/** @throws {TypeError} when it is not the name of one. */
function attribute(name: unknown): string {
  checkText(name, "use the namespace", "name");
  return name;
}

/** The name of the attribute that a property stands for; null where the property is the handle's own. */
function attributeOf(own: object, key: string | symbol): string | null {
  // `then` is neither: awaiting a namespace must not ask for it.
  return typeof key === "symbol" || key.startsWith("_") || key === "then" || key in own ? null : key;
}

/** The handle that turns properties into calls. */
function withAttributes(own: object): object {
  const handle = new Proxy(own, {
    get(_, key) {
      const name = attributeOf(own, key);
      return name === null ? Reflect.get(own, key, handle) : handle.getSync(name);
    },
    set(_, key, value) {
      const name = attributeOf(own, key);
      if (name !== null) handle.setSync(name, value);
      else if (key in own && !String(key).startsWith("_")) {
        throw new TypeError(
          `Cannot set ${String(key)}: it is a method of every namespace; use set("${String(key)}", ...)`,
        );
      } else return Reflect.set(own, key, value);
      return true;
    },
    has(_, key) {
      const name = attributeOf(own, key);
      return name === null ? key in own : handle.hasSync(name);
    },
    deleteProperty(_, key) {
      const name = attributeOf(own, key);
      return name === null ? Reflect.deleteProperty(own, key) : handle.deleteSync(name);
    },
  }) as ManagerNamespace;
  return handle;
}
