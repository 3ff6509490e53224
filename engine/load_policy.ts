/**
 * Policies of one's own from their files.
 *
 * @module
 */

import { namePolicyAddress } from "./own_policies.ts";
import type { OwnPolicyClass } from "./own_policy.ts";
import { findPolicy } from "./policies.ts";

/**
 * Loads a policy from its module, whose default export it is. What is loaded so can be sent by its address to other processes, as
 * trials are.
 *
 * @param address The module's address, absolute: `import.meta.resolve("./mine.ts")`.
 * @throws {TypeError} If the default export is none, or breaks the contract.
 * @throws Whatever the module throws.
 *
 * @example
 * ```ts
 * import { loadPolicy, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const source = "export default class Lifo { static ties = 'last'; key() { return 0; } }";
 * const policy = await loadPolicy(`data:text/javascript,${encodeURIComponent(source)}`);
 * const { processes } = simulate({ processes: [{ bursts: 1 }, { bursts: 1 }] }, { policy });
 * assertEquals(processes.map(({ finish }) => finish), [2, 1]);
 * ```
 * @category Policies of one's own
 */
export async function loadPolicy(address: string | URL): Promise<OwnPolicyClass> {
  const href = String(address);
  const { default: policy }: { default?: unknown } = await import(href);
  if (typeof policy !== "function") {
    throw new TypeError(`Cannot load policy: the default export of ${href} must be a class, got ${typeof policy}`);
  }
  const found = policy as OwnPolicyClass;
  namePolicyAddress(found, href);
  findPolicy(found);
  return found;
}
