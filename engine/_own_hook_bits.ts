/**
 * Which hooks a policy of one's own has, as the core is told.
 *
 * @module
 */

import type { OwnPolicy } from "./own_policy.ts";

/** The core's bits for hooks; `left` stands for two of them. */
export const HOOK = {
  key: 1,
  ready: 2,
  pick: 4,
  picked: 8,
  slice: 16,
  runningKey: 32,
  preempts: 64,
  executed: 128,
  burstEnded: 256,
  expired: 512,
  left: 1024,
  terminated: 2048,
  level: 4096,
  timer: 8192,
} as const;

/** The bits of the hooks that a policy has. */
export function hooksOf(policy: OwnPolicy): number {
  let bits = 0;
  for (const [name, bit] of Object.entries(HOOK)) {
    if (name !== "left" && typeof policy[name as keyof OwnPolicy] === "function") bits |= bit;
  }
  if (policy.blocked !== undefined || policy.preempted !== undefined) bits |= HOOK.left;
  if (bits & HOOK.pick) bits |= HOOK.ready | HOOK.picked;
  return bits;
}
