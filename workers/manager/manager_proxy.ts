/**
 * What all proxies of a manager's objects have in common.
 *
 * @module
 */

import type { Wait, WaitOptions } from "../wait_options.ts";
import type { Remote } from "./_remote.ts";

/**
 * How to wait for an answer, and what the answer is where there is nothing.
 *
 * @example
 * ```ts
 * import { type Fallback, Manager } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const orNone: Fallback<number> = { fallback: 0, timeoutMs: 60_000 };
 * await using manager = new Manager();
 * const stock = await manager.dict({ apples: 100 });
 * assertEquals([await stock.get("apples", orNone), await stock.get("pears", orNone)], [100, 0]);
 * ```
 * @category Managers
 */
export type Fallback<V> =
  | number
  | (WaitOptions & {
    /** Given back in the place of what is missing. */
    fallback?: V;
  });

/**
 * A function that a module exports, to be run by the manager's process.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { Manager, type Modifier } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const squared: Modifier<number, []> = { module: import.meta.resolve("@quanta/quanta/examples"), target: square };
 * await using manager = new Manager();
 * const side = await manager.value(12);
 * assertEquals([await side.modify(squared), side.value], [144, 144]); // in one step, there
 * ```
 * @category Managers
 */
export interface Modifier<V, A extends readonly unknown[]> {
  /** The module that exports it: `import.meta.url` where it is the module itself. */
  module: string | URL;
  /** The function, or its name: gets the value and the arguments, and returns the new value. It must not return a promise. */
  target: ((value: V, ...args: A) => V) | string;
  /** Arguments; copied. */
  args?: A;
}

// Not in the proxy itself, as that may be wrapped in a JavaScript `Proxy`.
const remotes = new WeakMap<object, Remote>();

/**
 * A handle of an object that a manager's process keeps. It crosses to other processes as any handle of this library does, and several
 * handles of one object are one object: a process that receives it again gets the proxy that it has, and to close that one closes it for all
 * who use it in this process (queues, pipes and shared memory give another handle each time). The object lives while a process, a message or another object of the manager has a handle;
 * what a process had is let go when it ends.
 *
 * Arguments and answers are copies, except for handles. To change something inside a value, set it again, or nest a proxy.
 *
 * @example
 * ```ts
 * import { Manager, type ManagerProxy } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const proxy: ManagerProxy = await manager.list([1, 2]);
 * assertEquals(await proxy.call("length"), 2);
 * ```
 * @category Managers
 */
export abstract class ManagerProxy {
  /** For this library: proxies are made by a `Manager`. */
  constructor(remote: unknown, wrap?: (target: object) => object) {
    const handle = wrap === undefined ? this : wrap(this);
    (remote as Remote).bind(handle);
    remotes.set(handle, remote as Remote);
    return handle as this;
  }

  /**
   * Calls a method of the object by its name.
   *
   * @throws {TypeError} when the object has no such method, or does not expose it.
   * @throws whatever the method throws, whole; {@linkcode RemoteError} for what is not an error.
   * @throws {WorkerDied} when the manager has shut down or died.
   * @throws {TimeoutError} when no answer came in time. The call may still be carried out.
   */
  call(method: string, args: readonly unknown[] = [], wait?: Wait): Promise<unknown> {
    try {
      checkCall(method, args);
    } catch (error) {
      return Promise.reject(error);
    }
    return remotes.get(this)!.call(method, args, wait);
  }

  /** The same; blocks the thread. */
  callSync(method: string, args: readonly unknown[] = [], wait?: Wait): unknown {
    checkCall(method, args);
    return remotes.get(this)!.callSync(method, args, wait);
  }

  /** Lets go of the object in this process, before the handle is collected. The process has one proxy for it, however often it was received. */
  close(): void {
    remotes.get(this)!.close(this);
  }

  /** Lets go of it: `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Its class; the object is not asked. */
  [Symbol.for("Deno.customInspect")](): string {
    return `${this.constructor.name} {}`;
  }
}

/** Names that begin so are the manager's own. */
function checkCall(method: unknown, args: unknown): void {
  if (typeof method !== "string") {
    throw new TypeError(`Cannot call a method: its name must be a string, got ${Deno.inspect(method)}`);
  }
  if (method.startsWith("#")) throw new TypeError(`Cannot call ${method}: no object has a method of that name`);
  if (!Array.isArray(args)) throw new TypeError(`Cannot call ${method}: args must be an array, got ${typeof args}`);
}

/** For this library: does with a proxy's object what the manager does, not the object. */
export function callOp(proxy: ManagerProxy, op: string, args: readonly unknown[], wait?: Wait): Promise<unknown> {
  return remotes.get(proxy)!.call(op, args, wait);
}

/** The same; blocks the thread. */
export function callOpSync(proxy: ManagerProxy, op: string, args: readonly unknown[], wait?: Wait): unknown {
  return remotes.get(proxy)!.callSync(op, args, wait);
}
