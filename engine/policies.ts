/**
 * The catalogue of policies.
 *
 * @module
 */

import type { PolicyName } from "./options.ts";
import type { EnginePolicy, Policy } from "./policy.ts";
import { causes } from "./policies/causes.ts";
import { fcfs } from "./policies/fcfs.ts";
import { mlfq } from "./policies/mlfq.ts";
import { rr } from "./policies/rr.ts";
import { sjf } from "./policies/sjf.ts";
import { srtf } from "./policies/srtf.ts";

const ENGINE_POLICIES = [fcfs, sjf, srtf, rr, causes, mlfq] as unknown as readonly EnginePolicy[];

/**
 * Every policy, in the order in which reports list them.
 *
 * @example What a policy can be asked
 * ```ts
 * import { POLICIES } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(POLICIES.map((policy) => policy.name), ["fcfs", "sjf", "srtf", "rr", "causes", "mlfq"]);
 * ```
 */
export const POLICIES: readonly Policy[] = ENGINE_POLICIES;

/**
 * The policy of this name.
 *
 * @throws {RangeError} If there is none.
 */
export function findPolicy(name: PolicyName): EnginePolicy {
  const found = ENGINE_POLICIES.find((policy) => policy.name === name);
  if (found === undefined) {
    const names = POLICIES.map((policy) => policy.name).join(", ");
    throw new RangeError(
      `Cannot simulate: policy must be one of ${names}, got ${JSON.stringify(name) ?? String(name)}`,
    );
  }
  return found;
}
