/**
 * What charts call the activities of processes.
 *
 * @module
 */

import type { Activity } from "../state_intervals.ts";

/** In the order of legends. */
export const ACTIVITY_NAMES: Readonly<Record<Activity, string>> = {
  running: "running",
  ready: "ready",
  device: "blocked on I/O",
  lock: "blocked on a lock",
  throttled: "ready, its group's quota used up",
  switching: "context switch",
  migrating: "migration",
  warming: "running with a cold cache",
  held: "waiting for admission",
};
