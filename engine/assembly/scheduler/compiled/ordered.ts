// Ready processes of a compiled policy in the order of their keys. While all keys are levels (whole numbers from 0 to 63) and
// equal ones go in the order of joining, they stand in lists, one for each: no heap is as quick. With the first other key all move to
// the heap, in the order in which they stand, and stay there. A policy that has keys asked anew begins there, since lists
// do not know who joined first of two that become equal.

import { appendToLevel, firstLevel, hasNoLevel, headOfLevel, nextInLevels, takeFirstOfLevels } from "../queue";
import { InReadyHeap, readyHeapCount, readyHeapKey, readyHeapPop, readyHeapPush, readyHeapPushFirst, readyHeapPushInTurn } from "../ready_heap";
import { placeOf } from "./numbers";

// @ts-ignore: decorator
@inline const LEVELS: u32 = 64;

/** What goes first of equal keys: 0 in the order of joining, 1 by (arrival, pid), 2 the last to join. */
let ties: u32 = 0;
let inLevels: bool = false;

// @ts-ignore: decorator
@inline function heap(): InReadyHeap {
  return changetype<InReadyHeap>(0);
}

/** Called once before a run. */
export function clearOrdered(equal: u32): void {
  ties = equal;
  inLevels = equal == 0 && !isDefined(OWN_REORDERS);
}

// @ts-ignore: decorator
@inline export function orderedPush(key: f64, process: u32): void {
  if (inLevels) {
    const level = u32(placeOf(key));
    if (level < LEVELS && f64(level) == key) {
      appendToLevel(level, process);
      return;
    }
    leaveLevels();
  }
  if (ties == 0) readyHeapPushInTurn(key, process);
  else if (ties == 1) readyHeapPush(key, process);
  else readyHeapPushFirst(key, process);
}

function leaveLevels(): void {
  inLevels = false;
  while (!hasNoLevel()) {
    const key = f64(firstLevel());
    readyHeapPushInTurn(key, takeFirstOfLevels());
  }
}

// @ts-ignore: decorator
@inline export function orderedIsEmpty(): bool {
  return inLevels ? hasNoLevel() : readyHeapCount() == 0;
}

// @ts-ignore: decorator
@inline export function orderedPeek(): u32 {
  return inLevels ? headOfLevel(firstLevel()) : heap().peek();
}

// @ts-ignore: decorator
@inline export function orderedPop(): u32 {
  return inLevels ? takeFirstOfLevels() : readyHeapPop();
}

/** The key of the best process; called only when not empty. */
// @ts-ignore: decorator
@inline export function orderedKey(): f64 {
  return inLevels ? f64(firstLevel()) : readyHeapKey();
}

/** The process that would be taken after one of this key. */
export function orderedNext(process: u32, key: f64): u32 {
  return inLevels ? nextInLevels(process, u32(placeOf(key))) : heap().next(process);
}
