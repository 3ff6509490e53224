/**
 * What stands behind a proxy in this process: the object in shared memory, and the line to the manager.
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
export class Remote {
  readonly #shared: Shared;
  readonly #link: Link;
  #closed = false;

  /** @throws {TypeError} when what was given is not what a manager gives. */
  constructor(shared: unknown) {
    if (!(shared instanceof Shared)) throw new TypeError("Cannot create a proxy: use the methods of a Manager");
    this.#shared = shared;
    this.#link = linkTo(shared.tree, shared.load(MANAGER));
  }

  /** Makes an object the proxy. */
  bind(handle: object): void {
    bindShared(handle, this.#shared, freeProxy);
  }

  call(method: string, args: readonly unknown[], wait: Wait | undefined): Promise<unknown> {
    if (this.#closed) return Promise.reject(closed(method));
    return this.#link.call(method, this.#shared.object, args as unknown[], wait);
  }

  callSync(method: string, args: readonly unknown[], wait: Wait | undefined): unknown {
    if (this.#closed) throw closed(method);
    return this.#link.callSync(method, this.#shared.object, args as unknown[], wait);
  }

  close(handle: object): void {
    if (this.#closed) return;
    this.#closed = true;
    dropShared(handle, this.#shared, freeProxy);
  }
}

function closed(method: string): Error {
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
