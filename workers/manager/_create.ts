/**
 * Making an object in a manager's process.
 *
 * The proxy's object in shared memory comes first, because its address names what is made. From the moment that the call was sent
 * the server knows that address, so that it frees it like any other when nobody has the proxy.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { moduleAddress } from "../core/_module_address.ts";
import { end, type Shared } from "../core/_shared.ts";
import type { PoolOptions } from "../pool/options.ts";
import type { Wait } from "../wait_options.ts";
import { checkOptions, itemsOf, wrongShape } from "./_checks.ts";
import type { Link } from "./_link.ts";
import { createProxy, freeProxy, freeUnknown, Op, Type } from "./_words.ts";
import { ManagerAsyncResult } from "./manager_async_result.ts";
import { ManagerDict, mapOf } from "./manager_dict.ts";
import { ManagerList } from "./manager_list.ts";
import { ManagerNamespace } from "./manager_namespace.ts";
import { ManagerObject, RegisteredType } from "./manager_object.ts";
import { ManagerPool, sent } from "./manager_pool.ts";
import { ManagerSet } from "./manager_set.ts";
import { ManagerValue } from "./manager_value.ts";

/** What to make: the kind of its proxy, and the arguments of `Op.create`. */
export interface Plan {
  kind: number;
  init: unknown[];
}

/** Makes an object; its proxy. */
export async function create(
  manager: Shared,
  link: Link,
  { kind, init }: Plan,
  wait: Wait | undefined,
): Promise<object> {
  const shared = createProxy(kind, manager);
  const { sentCount } = link;
  const created = link.call(Op.create, shared.object, init, wait);
  const sent = link.sentCount > sentCount;
  try {
    await created;
  } catch (error) {
    forsake(shared, sent);
    throw error;
  }
  return new (proxyClass(kind))(shared);
}

/** The same; blocks the thread. */
export function createSync(manager: Shared, link: Link, { kind, init }: Plan, wait: Wait | undefined): object {
  const shared = createProxy(kind, manager);
  const { sentCount } = link;
  try {
    link.callSync(Op.create, shared.object, init, wait);
  } catch (error) {
    forsake(shared, link.sentCount > sentCount);
    throw error;
  }
  return new (proxyClass(kind))(shared);
}

/** Lets go of a proxy whose object could not be made. The server knows its address from the moment that the call was sent. */
function forsake(shared: Shared, sent: boolean): void {
  const { core, self, object } = shared;
  end(shared, sent ? freeProxy : freeUnknown, () => core.objectDrop(object, self));
}

/** The class of the proxies of a kind. */
export function proxyClass(kind: number): new (shared: unknown) => object {
  switch (kind) {
    case Kind.ManagerDict:
      return ManagerDict;
    case Kind.ManagerList:
      return ManagerList;
    case Kind.ManagerSet:
      return ManagerSet;
    case Kind.ManagerAsyncResult:
      return ManagerAsyncResult;
    case Kind.ManagerNamespace:
      return ManagerNamespace;
    case Kind.ManagerValue:
      return ManagerValue;
    case Kind.ManagerPool:
      return ManagerPool;
    default:
      return ManagerObject;
  }
}

/** A dict. */
export function dictPlan(entries: unknown): Plan {
  return { kind: Kind.ManagerDict, init: [Type.dict, mapOf(entries)] };
}

/** A list. */
export function listPlan(items: Iterable<unknown>): Plan {
  return { kind: Kind.ManagerList, init: [Type.list, itemsOf(items, "fill the list")] };
}

/** A set. */
export function setPlan(items: Iterable<unknown>): Plan {
  return { kind: Kind.ManagerSet, init: [Type.set, itemsOf(items, "fill the set")] };
}

/** A namespace: a dict whose keys are the names of its attributes. */
export function namespacePlan(attributes: object | undefined): Plan {
  return { kind: Kind.ManagerNamespace, init: [Type.dict, mapOf(attributes ?? {})] };
}

/** A value. */
export function valuePlan(value: unknown): Plan {
  return { kind: Kind.ManagerValue, init: [Type.value, value] };
}

/** An object of a registered class. */
export function objectPlan(type: unknown, args: readonly unknown[] | undefined): Plan {
  if (!(type instanceof RegisteredType)) {
    throw new TypeError("Cannot create an object: type must come from Manager.register");
  }
  if (args !== undefined && !Array.isArray(args)) throw wrongShape("create an object", "args", "an array", args);
  const { module, signedName, exposed, proxied } = type;
  return { kind: Kind.ManagerObject, init: [Type.object, module, signedName, exposed, proxied, args ?? []] };
}

/** A pool. */
export function poolPlan(given: PoolOptions<never>): Plan {
  checkOptions(given, "create a pool");
  const { initializer, module, ...options } = given;
  const own = module === undefined ? undefined : moduleAddress(module, "create a Pool");
  const sentOptions: Record<string, unknown> = { ...options, module: own };
  if (initializer !== undefined) {
    const [of, target] = sent(initializer);
    sentOptions.initializer = { module: of ?? own, target };
  }
  const host = new URL("./_pool.ts", import.meta.url).href;
  return { kind: Kind.ManagerPool, init: [Type.object, host, "PoolHost", null, PROXIED, [sentOptions]] };
}

/** The methods of a pool whose results stay with it. */
const PROXIED = ["imap", "applyAsync", "mapAsync", "starmapAsync"];
