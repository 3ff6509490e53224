/**
 * A client of the manager's benchmark.
 *
 * @module
 */

import type { Event } from "../../workers/sync/event.ts";
import type { ManagerDict } from "../../workers/manager/manager_dict.ts";
import type { Semaphore } from "../../workers/sync/semaphore.ts";

/** Sets a key again and again, from when it is told to. */
export function setKey(dict: ManagerDict<string, number>, count: number, ready: Semaphore, go: Event): void {
  dict.setSync("key", 0);
  ready.release();
  go.waitSync();
  for (let value = 0; value < count; value++) dict.setSync("key", value);
}
