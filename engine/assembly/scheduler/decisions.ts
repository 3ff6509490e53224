// The record of a decision: what was ready, in the policy's order, with the keys it was ordered by.

import { CANDIDATES_MAX, getF64, NONE, readySinceAddress } from "./memory";
import { recordCandidate, recordDecision, recordsDecisionAt } from "./trace";
import { keyOf } from "./policy";
import { now, readyCount } from "./machine";

/** Records the decision to give `cpu` to the best ready process. `preempted` is the one that loses it, or NONE. */
export function noteDecision<P>(policy: P, cpu: u32, preempted: u32, preemptedKey: f64): void {
  if (!recordsDecisionAt(now)) return;
  let process = policy.peek();
  const entry = recordDecision(now, cpu, process, preempted, preemptedKey, readyCount);
  for (let listed: u32 = 0; listed < CANDIDATES_MAX && process != NONE; ++listed) {
    recordCandidate(entry, process, keyOf(policy, process), getF64(readySinceAddress, process));
    process = policy.next(process);
  }
}
