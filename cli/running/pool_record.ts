/**
 * Hooks that are called in the processes of a pool: each process writes into a part of the record of its own, so that whoever watches sees
 * them all.
 *
 * @module
 */

import { recordHookCalls } from "../../engine/own_calls.ts";
import type { SharedArray } from "../../mod.ts";

/** How many processes of pools have a part of the record; the parts, so many entries each, begin behind it. */
export const POOL_TAKEN = 6;
export const POOL_FIRST = 8;
export const POOL_PART = 4;
export const POOL_PARTS = 256;

let record: SharedArray<"float64"> | null = null;

/** Pools that are made from now on write into this record. */
export function recordPools(shared: SharedArray<"float64">): void {
  record = shared;
}

/** What a pool is to be given for that; nothing where no policy of one's own is loaded. */
export function recordingPool(): {
  initializer?: typeof recordHere;
  module?: string;
  initArgs?: [SharedArray<"float64">];
} {
  return record === null ? {} : { module: import.meta.url, initializer: recordHere, initArgs: [record] };
}

/** Takes a part of the record for this process; where all are taken its hooks are not watched. */
export function recordHere(shared: SharedArray<"float64">): void {
  const lock = shared.getLock();
  lock.acquireSync();
  const part = shared.view[POOL_TAKEN];
  if (part < POOL_PARTS) shared.view[POOL_TAKEN] = part + 1;
  lock.release();
  const first = POOL_FIRST + part * POOL_PART;
  if (part < POOL_PARTS) recordHookCalls(shared.view.subarray(first, first + POOL_PART) as unknown as Float64Array);
}
