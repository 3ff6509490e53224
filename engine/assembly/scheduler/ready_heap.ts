// The ready heap of the policies that order processes by a key: (key, arrival, pid).

import { heapAddress, NONE } from "./memory";
import { heapKey, heapPop, heapPush, heapTag, listNext, NO_TAG, startListing } from "./heap";

let count: u32 = 0;

/** Called once before a run. */
export function clearReadyHeap(): void {
  count = 0;
}

// @ts-ignore: decorator
@inline export function readyHeapIsEmpty(): bool {
  return count == 0;
}

// @ts-ignore: decorator
@inline export function readyHeapPush(key: f64, process: u32): void {
  heapPush(heapAddress, count, key, process);
  count += 1;
}

/** The key of the best process of a heap that is not empty. */
// @ts-ignore: decorator
@inline export function readyHeapKey(): f64 {
  return heapKey(heapAddress);
}

/** The best process of a heap that is not empty. */
// @ts-ignore: decorator
@inline export function readyHeapTop(): u32 {
  return u32(heapTag(heapAddress));
}

/** Takes the best process of a heap that is not empty. */
// @ts-ignore: decorator
@inline export function readyHeapPop(): u32 {
  const process = u32(heapPop(heapAddress, count));
  count -= 1;
  return process;
}

/** The process that would be taken after this one, or NONE. Called in a row from the best process on. */
export function readyHeapNext(process: u32): u32 {
  if (process == readyHeapTop()) startListing(count);
  const tag = listNext(heapAddress, count);
  return tag == NO_TAG ? NONE : u32(tag);
}
