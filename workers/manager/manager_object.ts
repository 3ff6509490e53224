/**
 * Objects of classes of one's own in a manager's process.
 *
 * @module
 */

import { moduleAddress } from "../core/_module_address.ts";
import { signedName } from "../core/_signed_name.ts";
import { checkOptions, namesOf } from "./_checks.ts";
import { remoteOf } from "./_remote.ts";
import { ManagerProxy } from "./manager_proxy.ts";

/**
 * Names of the methods of an object that a proxy has: those that do not begin with `_`.
 *
 * @example
 * ```ts
 * import { Counter } from "@quanta/quanta/examples";
 * import { Manager, type MethodName } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const exposed: MethodName<Counter>[] = ["add"];
 * const type = Manager.register({ module: import.meta.resolve("@quanta/quanta/examples"), type: Counter, exposed });
 * assertEquals(type.name, "Counter");
 * ```
 * @category Managers
 */
export type MethodName<T> = {
  [K in keyof T & string]: T[K] extends (...args: never) => unknown ? K extends `_${string}` ? never : K : never;
}[keyof T & string];

/**
 * The arguments of a method.
 *
 * @example
 * ```ts
 * import type { Counter } from "@quanta/quanta/examples";
 * import type { ManagedArguments } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const [step]: ManagedArguments<Counter["add"]> = [2];
 * assertEquals(step, 2);
 * ```
 * @category Managers
 */
export type ManagedArguments<F> = F extends (...args: infer A) => unknown ? A : never;
/**
 * What a call of a method gives: a copy of its result, settled; or a proxy of it where it is an object and `Proxied` is true.
 *
 * @example
 * ```ts
 * import type { Counter } from "@quanta/quanta/examples";
 * import type { ManagedResult } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const count: ManagedResult<Counter["add"], false> = 7; // what `await counter.add(2)` gives
 * assertEquals(count + 1, 8);
 * ```
 * @category Managers
 */
export type ManagedResult<F, Proxied extends boolean> = F extends (...args: never) => infer R
  ? Proxied extends true ? Awaited<R> extends object ? Managed<Awaited<R>> : Awaited<R> : Awaited<R>
  : never;

/**
 * A proxy of a `T`: each method `m` as `m`, awaited, and as `mSync`, blocking. `P` are the methods whose results stay with the manager.
 *
 * @example
 * ```ts
 * import { Counter } from "@quanta/quanta/examples";
 * import { type Managed, Manager } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const type = Manager.register({ module: import.meta.resolve("@quanta/quanta/examples"), type: Counter });
 * const counter: Managed<Counter> = await manager.create(type, [5]);
 * assertEquals([await counter.add(2), counter.addSync(1)], [7, 8]); // the one object is in the manager's process
 * ```
 * @category Managers
 */
export type Managed<T extends object, P extends string = never> =
  & ManagerObject
  & {
    readonly [K in MethodName<T>]: (
      ...args: ManagedArguments<T[K]>
    ) => Promise<ManagedResult<T[K], K extends P ? true : false>>;
  }
  & {
    readonly [K in MethodName<T> as `${K}Sync`]: (
      ...args: ManagedArguments<T[K]>
    ) => ManagedResult<T[K], K extends P ? true : false>;
  };

/**
 * What to register.
 *
 * @example
 * ```ts
 * import { Counter } from "@quanta/quanta/examples";
 * import { Manager, type RegisterOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: RegisterOptions<Counter, [count?: number], never> = {
 *   module: import.meta.resolve("@quanta/quanta/examples"),
 *   type: Counter,
 *   exposed: ["add"],
 * };
 * assertEquals(Manager.register(options).name, "Counter");
 * ```
 * @category Managers
 */
export interface RegisterOptions<T extends object, A extends readonly unknown[], P extends string> {
  /** The module that exports the class: `import.meta.url` where it is the module itself. */
  module: string | URL;
  /** The class, or a function that makes an object; or the name that the module exports it by, where its own does not say which is meant. */
  type: (new (...args: A) => T) | ((...args: A) => T | Promise<T>) | string;
  /**
   * The methods that may be called. Default: all whose names do not begin with `_`. An object that lacks one of them is refused where it is
   * created: by a TypeError.
   */
  exposed?: readonly MethodName<T>[];
  /** The methods whose results stay in the manager's process: what the caller gets is a proxy. */
  proxied?: readonly P[];
}

/**
 * A class that a manager can make objects of; made by `Manager.register`.
 *
 * @example
 * ```ts
 * import { Manager, RegisteredType } from "@quanta/quanta/processes";
 * import { Counter } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * const type = Manager.register({ module: import.meta.resolve("@quanta/quanta/examples"), type: Counter });
 * assertEquals([type instanceof RegisteredType, type.name], [true, "Counter"]);
 * ```
 * @category Managers
 */
export class RegisteredType<
  T extends object = object,
  A extends readonly unknown[] = readonly unknown[],
  P extends string = never,
> {
  /** Its module. */
  readonly module: string;
  /** The name that its module exports it by. */
  readonly name: string;
  /** The same with a mark of the class, by which the manager's process tells it from others. */
  readonly signedName: string;
  /** The methods that may be called; null for all. */
  readonly exposed: readonly string[] | null;
  /** The methods whose results stay with the manager. */
  readonly proxied: readonly string[];
  /** Only for the types. */
  declare protected readonly types: (args: A) => Managed<T, P>;

  /** See `Manager.register`. */
  constructor(options: RegisterOptions<T, A, P>) {
    checkOptions(options, "register");
    const { module, type, exposed, proxied = [] } = options;
    const name = typeof type === "function" ? type.name : type;
    if (typeof name !== "string" || name === "") {
      throw new TypeError("Cannot register: type must be a class or a function that its module exports");
    }
    if (typeof module !== "string" && !(module instanceof URL)) {
      throw new TypeError("Cannot register: module must be the URL of the module that exports the class");
    }
    this.module = moduleAddress(module, "register");
    this.name = name;
    this.signedName = typeof type === "function" ? signedName(type) : type;
    this.exposed = exposed === undefined ? null : namesOf(exposed, "register", "exposed");
    this.proxied = namesOf(proxied, "register", "proxied");
    if (typeof type === "function") {
      refuseUnwritten(type, this.exposed ?? [], "exposed");
      refuseUnwritten(type, this.proxied, "proxied");
    }
  }
}

/** Refuses names that stand nowhere in a class and what it extends: its objects have no such method, unless somebody adds it. */
function refuseUnwritten(
  type: { readonly prototype?: unknown; readonly name: string },
  names: readonly string[],
  field: string,
): void {
  if (!/^class\b/.test(Function.prototype.toString.call(type))) return; // what a function makes is not known
  const missing = names.find((name) => !(name in (type.prototype as object)) && !isWritten(type, name));
  if (missing === undefined) return;
  throw new TypeError(
    `Cannot register: ${field} must name methods of ${type.name}, got ${
      JSON.stringify(missing)
    }, which it does not have`,
  );
}

/** Whether a class, or one that it extends, has a name in its text: of a field, say, that its constructor sets. A computed one may be any. */
function isWritten(type: object, name: string): boolean {
  for (let each: object | null = type; typeof each === "function"; each = Object.getPrototypeOf(each)) {
    const text = Function.prototype.toString.call(each);
    if (text.includes(name) || /\[[^\]]+\]\s*[=(]|\.assign\b|\bdefinePropert/.test(text)) return true;
  }
  return false;
}

/**
 * A proxy of an object of a class of one's own; see {@linkcode Managed} for its methods, and `Manager.create`. A method that is called like one
 * of the proxy's own (`call`, `callSync`, `close`) is reached by `call`, and so is one whose own name ends in `Sync`.
 *
 * An object that has `Symbol.dispose` or `Symbol.asyncDispose` is disposed of when nobody has a proxy of it any more, and when the manager shuts
 * down. Methods that return a promise are awaited in the manager's process, which serves others meanwhile. One that blocks or computes
 * for long keeps the others waiting.
 *
 * @example
 * ```ts
 * import { Manager, type ManagerObject } from "@quanta/quanta/processes";
 * import { Counter } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const type = Manager.register({ module: import.meta.resolve("@quanta/quanta/examples"), type: Counter });
 * const counter: ManagerObject = await manager.create(type);
 * assertEquals(typeof counter.call, "function");
 * ```
 * @category Managers
 */
export class ManagerObject extends ManagerProxy {
  /** For this library: see `Manager.create`. */
  constructor(shared: unknown) {
    super(remoteOf(shared), withMethods);
  }
}

/** How often a method is asked for is how often it is called: they are made once. */
function withMethods(target: object): object {
  const own = target as ManagerObject;
  const methods = new Map<string, unknown>();
  const handle: ManagerObject = new Proxy(own, {
    get(_, key) {
      // `then` is no method: awaiting a proxy must not call it.
      if (typeof key === "symbol" || key === "then" || key in own) return Reflect.get(own, key, handle);
      let method = methods.get(key);
      if (method === undefined) methods.set(key, method = methodOf(handle, key));
      return method;
    },
  });
  return handle;
}

function methodOf(handle: ManagerObject, key: string): unknown {
  if (!key.endsWith("Sync")) return (...args: unknown[]) => handle.call(key, args);
  const name = key.slice(0, -"Sync".length);
  return (...args: unknown[]) => handle.callSync(name, args);
}
