/**
 * The names of the hooks of a policy of one's own.
 *
 * @module
 */

import type { OwnPolicy } from "./own_policy.ts";

/** In the order in which a run comes to them; the place of each is its number in the record of calls, from 1. */
export const OWN_HOOKS = [
  "start",
  "ready",
  "key",
  "pick",
  "picked",
  "slice",
  "runningKey",
  "preempts",
  "executed",
  "burstEnded",
  "expired",
  "blocked",
  "preempted",
  "terminated",
  "timer",
  "level",
] as const satisfies readonly (keyof OwnPolicy)[];
