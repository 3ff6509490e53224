/**
 * Proxies that the clients of a gate have. A process has one proxy for each object, so what two clients have is one and the same: it is closed
 * when neither has it any more.
 *
 * @module
 */

import type { ManagerProxy } from "../manager/manager_proxy.ts";

/** Those of one gate. */
export class HeldProxies {
  readonly #counts = new Map<ManagerProxy, number>();

  /** One client more has it. */
  hold(proxy: ManagerProxy): void {
    this.#counts.set(proxy, (this.#counts.get(proxy) ?? 0) + 1);
  }

  /** One client fewer. */
  release(proxy: ManagerProxy): void {
    const count = this.#counts.get(proxy)! - 1;
    this.#counts.set(proxy, count);
    // Not in this turn, in which another client may be about to get it.
    if (count === 0) setTimeout(() => this.#close(proxy), 0);
  }

  #close(proxy: ManagerProxy): void {
    if (this.#counts.get(proxy) !== 0) return; // somebody got it meanwhile, or it is closed
    this.#counts.delete(proxy);
    proxy.close();
  }
}
