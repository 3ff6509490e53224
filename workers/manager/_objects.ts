/**
 * The objects of a manager, by the addresses of their proxies.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { say } from "../core/_say.ts";
import { portableOf, type Shared } from "../core/_shared.ts";
import { findExport, isUnsure, nameIn, type Wording } from "../core/_signed_name.ts";
import type { Tree } from "../core/_tree.ts";
import { proxyClass } from "./_create.ts";
import { DictReferent, ListReferent, ValueReferent } from "./_referents.ts";
import { SetReferent } from "./_set_referent.ts";
import { createProxy, freeForsaken, PROXY_KIND, Type } from "./_words.ts";
import type { ManagerProxy } from "./manager_proxy.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** An object and what may be called. `target` is null where it could not be made, or is being made. */
interface Referent {
  target: object | null;
  /** Exposed names; null for every method whose name does not begin with `_`. */
  exposed: ReadonlySet<string> | null;
  /** Methods whose results stay here. */
  proxied: ReadonlySet<string>;
}

/** What follows `Type.object` in `Op.create`. */
type ObjectInit = [module: string, name: string, exposed: string[] | null, proxied: string[], args: unknown[]];

const NONE: ReadonlySet<string> = new Set();

const WORDING: Wording = {
  action: "use",
  howTo: (name) => JSON.stringify(name),
};

/** What a manager keeps. */
export class ManagerObjects {
  readonly #manager: Shared;
  readonly #tree: Tree;
  readonly #referents = new Map<number, Referent>();
  /** Proxies that anybody may have who knows their names. */
  readonly #published = new Map<string, object>();
  /** Addresses of proxies whose objects were deleted, and whose memory was not freed yet. */
  readonly #graves = new Set<number>();
  /** Proxies that were made for a reply, and are let go when it is sent. */
  readonly #made = new WeakSet<object>();
  /** Whether code of the user's is here, which may want the event loop. */
  hasUserCode = false;

  constructor(manager: Shared) {
    this.#manager = manager;
    this.#tree = manager.tree;
  }

  /** How many objects there are. */
  get count(): number {
    return this.#referents.size;
  }

  /** An exported function. @throws {TypeError} when the module has none of that name. */
  async find(module: string, name: string): Promise<Method> {
    this.hasUserCode = true;
    const found = findExport(await import(module), module, name, WORDING);
    if (isUnsure(name)) (await import("../core/_handed_over.ts")).handedOver(found, module, WORDING);
    return found as Method;
  }

  /** Makes the object behind a new proxy. The proxy's client lets go of it where this throws. */
  create(address: number, [type, ...init]: unknown[]): Promise<void> | undefined {
    const referent: Referent = { target: null, exposed: null, proxied: NONE };
    this.#referents.set(address, referent);
    switch (type) {
      case Type.dict:
        referent.target = new DictReferent(init[0] as Map<unknown, unknown>);
        return;
      case Type.list:
        referent.target = new ListReferent(init[0] as unknown[]);
        return;
      case Type.set:
        referent.target = new SetReferent(init[0] as unknown[]);
        return;
      case Type.value:
        referent.target = new ValueReferent(init[0]);
        return;
      default:
        return this.#construct(referent, init as ObjectInit);
    }
  }

  async #construct(referent: Referent, [module, name, exposed, proxied, args]: ObjectInit): Promise<void> {
    const type = await this.find(module, name);
    const target = isClass(type) ? Reflect.construct(type, args) : await type(...args);
    if (typeof target !== "object" || target === null) {
      throw new TypeError(
        `Cannot create ${nameIn(name)}: it must make an object, got ${target === null ? "null" : typeof target}`,
      );
    }
    const missing = exposed?.find((method) => typeof (target as Record<string, unknown>)[method] !== "function");
    if (missing !== undefined) {
      throw new TypeError(
        `Cannot create ${nameIn(name)}: exposed must name its methods, and it has none of the name ${missing}`,
      );
    }
    if (exposed !== null) referent.exposed = new Set(exposed);
    referent.proxied = new Set(proxied);
    referent.target = target;
  }

  /** Calls a method of an object. */
  call(address: number, method: string, args: unknown[]): unknown {
    const referent = this.#referents.get(address);
    const target = referent?.target;
    if (target === null || target === undefined) throw gone(method);
    const call = (target as Record<string, unknown>)[method];
    if (typeof call !== "function" || !isExposed(referent!, method)) throw notExposed(referent!, method);
    const result = Reflect.apply(call, target, args);
    return referent!.proxied.has(method) ? this.#asProxy(result) : result;
  }

  /** Changes a value by an exported function. */
  async modify(address: number, [key, module, name, args]: unknown[]): Promise<unknown> {
    const change = await this.find(module as string, name as string);
    const target = this.#referents.get(address)?.target;
    if (!(target instanceof DictReferent || target instanceof ListReferent || target instanceof ValueReferent)) {
      throw gone("modify");
    }
    return target.modify(key as never, change, args as unknown[]);
  }

  /** Keeps a proxy under a name. @throws {TypeError} when it is not one of this manager. */
  publish(name: string, proxy: object): void {
    const shared = portableOf(proxy)?.shared;
    if (shared === undefined || !this.#referents.has(shared.object)) {
      throw new TypeError(`Cannot publish ${name}: it must be a proxy of this manager`);
    }
    this.#published.set(name, proxy);
  }

  /** Forgets a name; whether it was known. */
  unpublish(name: string): boolean {
    return this.#published.delete(name);
  }

  /** @throws {RangeError} when the name is not known. */
  lookup(name: string): object {
    const proxy = this.#published.get(name);
    if (proxy === undefined) throw new RangeError(`Cannot look up ${name}: nothing is published under that name`);
    return proxy;
  }

  /** A proxy of a result; what is no object is given as it is. */
  async #asProxy(result: unknown): Promise<unknown> {
    const target = await result;
    if (typeof target !== "object" || target === null || portableOf(target) !== undefined) return target;
    const kind = (target as { [PROXY_KIND]?: number })[PROXY_KIND] ?? Kind.ManagerObject;
    const shared = createProxy(kind, this.#manager);
    this.#referents.set(shared.object, { target, exposed: null, proxied: NONE });
    const proxy = new (proxyClass(kind))(shared);
    this.#made.add(proxy);
    return proxy;
  }

  /** Lets go of a proxy that was made for a reply: that is on its way. */
  letGo(result: unknown): void {
    if (typeof result === "object" && result !== null && this.#made.delete(result)) (result as ManagerProxy).close();
  }

  /** Disposes of everything. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#referents.values()].map(({ target }) => dispose(target)));
  }

  /** Deletes what no process and no message has a proxy of. False when some memory must wait for a thread to be gone. */
  sweep(): boolean {
    const { core } = this.#tree;
    for (const address of [...this.#referents.keys()]) {
      if (core.objectIsHeld(address)) continue;
      dispose(this.#referents.get(address)!.target);
      this.#referents.delete(address);
      this.#graves.add(address);
    }
    for (const address of this.#graves) {
      if (freeForsaken(this.#tree, address)) this.#graves.delete(address);
    }
    return this.#graves.size === 0;
  }
}

/** Disposes of an object that can be disposed of. */
async function dispose(target: object | null): Promise<void> {
  try {
    const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now } = (target ?? {}) as Partial<
      AsyncDisposable & Disposable
    >;
    if (later !== undefined) await later.call(target);
    else now?.call(target);
  } catch (error) {
    say("A manager's object failed to dispose of itself:", error);
  }
}

function isClass(type: unknown): type is new (...args: unknown[]) => object {
  return /^class\b/.test(Function.prototype.toString.call(type));
}

function isExposed({ target, exposed }: Referent, method: string): boolean {
  if (exposed !== null) return exposed.has(method);
  return !method.startsWith("_") && !method.startsWith("#") && method !== "constructor" &&
    (!(method in Object.prototype) || Object.hasOwn(target!, method) ||
      (target as Record<string, unknown>)[method] !== (Object.prototype as unknown as Record<string, unknown>)[method]);
}

function notExposed({ target, exposed }: Referent, method: string): TypeError {
  const what = target!.constructor?.name ?? "the object";
  const names = exposed === null ? "" : `; it exposes ${[...exposed].join(", ")}`;
  return new TypeError(`Cannot call ${method}: ${what} has no such method${names}`);
}

function gone(method: string): Error {
  return new Error(`Cannot call ${method}: the manager has no such object`);
}
