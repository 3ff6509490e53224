// The record of a decision: what was ready, in the policy's order, with the keys it was ordered by.

import { getF64, getU32, NONE } from "./columns";
import { CANDIDATES_MAX, readySinceAddress } from "./memory";
import { recordCandidate, recordDecision, recordsDecisionAt } from "./trace";
import { keepsPlace, keyOf } from "./policy";
import { now } from "./counters";
import { liftedFrom } from "./lifted";
import { EXTENDED } from "./build";
import { homeOf, queueOfRoot } from "./extended/roots";
import { ranOnAddress } from "./extended/memory";

/** The queue that a process is in, and, from bit 16 on, the CPU that it was dispatched on last; 0xffff where on none. */
function placeOf(process: u32): u32 {
  return queueOfRoot(homeOf(process)) | (getU32(ranOnAddress, process) << 16);
}

/** Records the decision to give `cpu` to the best ready process. `preempted` is the one that loses it, or NONE; `ready` how many are ready. */
export function noteDecision<P>(policy: P, cpu: u32, preempted: u32, preemptedKey: f64, ready: u32): void {
  if (!recordsDecisionAt(now)) return;
  let process = policy.peek();
  const entry = recordDecision(now, cpu, process, preempted, preemptedKey, ready, EXTENDED ? placeOf(process) : 0);
  for (let listed: u32 = 0; listed < CANDIDATES_MAX && process != NONE; process = policy.next(process)) {
    // A running process at its place in the queue is not ready.
    if (keepsPlace(policy) && liftedFrom(process) != NONE) continue;
    recordCandidate(entry, process, keyOf(policy, process), getF64(readySinceAddress, process));
    listed += 1;
  }
}
