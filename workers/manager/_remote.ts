/**
 * What stands behind a proxy: here the object in shared memory and the line to the manager, for a manager on the network
 * `_network_link.ts`.
 *
 * Apart from `manager_proxy.ts`, the base class of all proxies, so that that one imports nothing that imports a proxy.
 *
 * @module
 */

import { type Exported, portableCall } from "../process/_exported.ts";
import { type Link, linkTo } from "./_link.ts";
import { freeProxy, MANAGER } from "./_words.ts";
import { bindShared, dropShared, Shared } from "../core/_shared.ts";
import type { Wait } from "../wait_options.ts";

/** One proxy's. */
export abstract class Remote {
  /** Makes an object the proxy. */
  abstract bind(handle: object): void;
  abstract call(method: string, args: readonly unknown[], wait: Wait | undefined): Promise<unknown>;
  abstract callSync(method: string, args: readonly unknown[], wait: Wait | undefined): unknown;
  /** Lets go of the object. */
  abstract close(handle: object): void;
}

/** What a proxy's constructor was given. @throws {TypeError} when it is not what a manager gives. */
export function remoteOf(given: unknown): Remote {
  if (given instanceof Remote) return given;
  if (given instanceof Shared) return new SharedRemote(given);
  throw new TypeError("Cannot create a proxy: use the methods of a Manager");
}

/** That of a proxy of a manager in this tree. */
class SharedRemote extends Remote {
  readonly #shared: Shared;
  readonly #link: Link;
  #closed = false;

  constructor(shared: Shared) {
    super();
    this.#shared = shared;
    this.#link = linkTo(shared.tree, shared.load(MANAGER));
  }

  override bind(handle: object): void {
    bindShared(handle, this.#shared, freeProxy);
  }

  override call(method: string, args: readonly unknown[], wait: Wait | undefined): Promise<unknown> {
    if (this.#closed) return Promise.reject(proxyClosed(method));
    return this.#link.call(method, this.#shared.object, args as unknown[], wait);
  }

  override callSync(method: string, args: readonly unknown[], wait: Wait | undefined): unknown {
    if (this.#closed) throw proxyClosed(method);
    return this.#link.callSync(method, this.#shared.object, args as unknown[], wait);
  }

  override close(handle: object): void {
    if (this.#closed) return;
    this.#closed = true;
    dropShared(handle, this.#shared, freeProxy);
  }
}

/** Why a proxy cannot be used any more. */
export function proxyClosed(method: string): Error {
  return new Error(`Cannot call ${method}: the proxy is closed in this process`);
}

/** The arguments of a call with a key and perhaps a fallback. */
export function withFallback(args: unknown[], wait: unknown): unknown[] {
  if (typeof wait === "object" && wait !== null && "fallback" in wait) args.push(wait.fallback);
  return args;
}

/** The arguments of a call of `Op.modify`. */
export function withModifier(key: unknown, modifier: Exported): unknown[] {
  return [key, ...portableCall(modifier, "modify")];
}
