/**
 * The catalogue of policies.
 *
 * @module
 */

import type { PolicyName } from "./options.ts";
import { causes } from "./policies/causes.ts";
import { cfs } from "./policies/cfs.ts";
import { conservative } from "./policies/conservative.ts";
import { counters } from "./policies/counters.ts";
import { dm } from "./policies/dm.ts";
import { easy } from "./policies/easy.ts";
import { edf } from "./policies/edf.ts";
import { eevdf } from "./policies/eevdf.ts";
import { fcfs } from "./policies/fcfs.ts";
import { feedback } from "./policies/feedback.ts";
import { fss } from "./policies/fss.ts";
import { hrrn } from "./policies/hrrn.ts";
import { ljf } from "./policies/ljf.ts";
import { llf } from "./policies/llf.ts";
import { las } from "./policies/las.ts";
import { lifo } from "./policies/lifo.ts";
import { lottery } from "./policies/lottery.ts";
import { lrtf } from "./policies/lrtf.ts";
import { mlfq } from "./policies/mlfq.ts";
import { mlq } from "./policies/mlq.ts";
import { predicted } from "./policies/predicted.ts";
import { priority } from "./policies/priority.ts";
import { rm } from "./policies/rm.ts";
import { rr } from "./policies/rr.ts";
import { sjf } from "./policies/sjf.ts";
import { srtf } from "./policies/srtf.ts";
import { stride } from "./policies/stride.ts";
import { unix } from "./policies/unix.ts";
import { vrr } from "./policies/vrr.ts";
import { knownOwnPolicy, ownPolicy } from "./own_policies.ts";
import type { OwnPolicyClass } from "./own_policy.ts";
import type { EnginePolicy, Policy } from "./policy.ts";

const ENGINE_POLICIES = [
  fcfs,
  lifo,
  sjf,
  srtf,
  rr,
  vrr,
  las,
  causes,
  mlfq,
  predicted,
  hrrn,
  ljf,
  lrtf,
  priority,
  counters,
  unix,
  fss,
  mlq,
  feedback,
  lottery,
  stride,
  cfs,
  eevdf,
  edf,
  rm,
  dm,
  llf,
  easy,
  conservative,
] as unknown as readonly EnginePolicy[];

/**
 * Every policy, in the order in which reports list them.
 *
 * @example What a policy can be asked
 * ```ts
 * import { POLICIES } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(POLICIES.slice(0, 4).map((policy) => policy.name), ["fcfs", "lifo", "sjf", "srtf"]);
 * ```
 * @category Policies and machines
 */
export const POLICIES: readonly Policy[] = ENGINE_POLICIES;

const NAMES: ReadonlySet<string> = new Set(POLICIES.map(({ name }) => name));

/**
 * The policy of this name, one's own where it was used before, or the one that a class is.
 *
 * @throws {RangeError} If there is none.
 * @throws {TypeError} If a class breaks the contract.
 */
export function findPolicy(name: PolicyName | OwnPolicyClass): EnginePolicy {
  if (typeof name === "function") return ownPolicy(name, NAMES);
  const found = ENGINE_POLICIES.find((policy) => policy.name === name) ?? knownOwnPolicy(name);
  if (found === undefined) {
    const names = POLICIES.map((policy) => policy.name).join(", ");
    throw new RangeError(
      `Cannot simulate: policy must be one of ${names}, got ${JSON.stringify(name) ?? String(name)}`,
    );
  }
  return found;
}
