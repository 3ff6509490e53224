// The ready heap of the policies that order processes by a key. Equal keys go by (arrival, pid), or, for those that push
// "in turn", by the order of joining the queue. In the extended build it is a tree; see extended/run_queues.ts.

import { after, first, headTag, join, orderKey, part, rekey, size, tailTag } from "./extended/run_queues";
import { EXTENDED } from "./build";
import { NONE } from "./columns";
import { heapAddress } from "./memory";
import { heapKey, heapPop, heapPush, heapTag, listNext, NO_TAG, startListing } from "./heap";
import { noteOverflow } from "./counters";

/** Bits of a process number in a tag; a process takes more than 57 bytes, so 27 bits do. The turn stands above them. */
// @ts-ignore: decorator
@inline const PROCESS_BITS: u64 = 27;
// @ts-ignore: decorator
@inline const PROCESS_MASK: u64 = (1 << PROCESS_BITS) - 1;

/** Whether processes are also pushed before their equals, which halves the turns; set by the host. */
export let joinsFirst: u32 = 0;

let count: u32 = 0;
/** The turn of the next process that is pushed behind its equals. */
let turn: u64 = 0;
/** The turn of the last process that was pushed before its equals; turns are one less each. */
let firstTurn: u64 = 0;

/** Called once before a run. */
export function clearReadyHeap(): void {
  count = 0;
  turn = joinsFirst != 0 ? u64(1) << (63 - PROCESS_BITS) : 0;
  firstTurn = turn;
}

/** Adds a process; among equal keys it goes by (arrival, pid). */
// @ts-ignore: decorator
@inline export function readyHeapPush(key: f64, process: u32): void {
  if (EXTENDED) {
    join(process, key, process);
    return;
  }
  heapPush(heapAddress, count, key, process);
  count += 1;
}

/** Adds a process; among equal keys it goes behind those that are in the heap. One heap takes either this or the other. */
// @ts-ignore: decorator
@inline export function readyHeapPushInTurn(key: f64, process: u32): void {
  if (EXTENDED) {
    join(process, key, tailTag());
    return;
  }
  heapPush(heapAddress, count, key, (turn << PROCESS_BITS) | u64(process));
  count += 1;
  turn += 1;
  if (turn >> (64 - PROCESS_BITS)) noteOverflow();
}

/** Adds a process; among equal keys it goes before those that are in the heap. Beside pushes in turn. */
export function readyHeapPushFirst(key: f64, process: u32): void {
  if (EXTENDED) {
    join(process, key, headTag());
    return;
  }
  firstTurn -= 1;
  heapPush(heapAddress, count, key, (firstTurn << PROCESS_BITS) | u64(process));
  count += 1;
  if (firstTurn == 0) noteOverflow();
}

/** Adds a process; among equal keys it goes by (arrival, pid), the last first. One heap takes either this or the others. */
export function readyHeapPushLastFirst(key: f64, process: u32): void {
  const tag = ((PROCESS_MASK - u64(process)) << PROCESS_BITS) | u64(process);
  if (EXTENDED) {
    join(process, key, tag);
    return;
  }
  heapPush(heapAddress, count, key, tag);
  count += 1;
}

/** Gives every process in the heap the key that its policy has for it now; equal ones keep the order of joining. */
export function readyHeapRekey<P>(policy: P): void {
  if (EXTENDED) {
    rekey(policy);
    return;
  }
  for (let index: u32 = 0; index < count; ++index) {
    const tag = load<u64>(heapAddress + (index << 4), 8);
    heapPush(heapAddress, index, policy.key(u32(tag & PROCESS_MASK)), tag);
  }
}

// @ts-ignore: decorator
@inline export function readyHeapCount(): u32 {
  if (EXTENDED) return size();
  return count;
}

/** The key of the best process of a heap that is not empty. */
// @ts-ignore: decorator
@inline export function readyHeapKey(): f64 {
  if (EXTENDED) return orderKey(first());
  return heapKey(heapAddress);
}

/** Takes the best process of a heap that is not empty. */
// @ts-ignore: decorator
@inline export function readyHeapPop(): u32 {
  if (EXTENDED) {
    const best = first();
    part(best);
    return best;
  }
  const process = u32(heapPop(heapAddress, count) & PROCESS_MASK);
  count -= 1;
  return process;
}

/** What a policy that keeps its ready processes in the heap looks them up with. */
// @ts-ignore: decorator
@unmanaged
export class InReadyHeap {
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    if (EXTENDED) return first() == NONE;
    return count == 0;
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    if (EXTENDED) return first();
    return u32(heapTag(heapAddress) & PROCESS_MASK);
  }
  next(process: u32): u32 {
    if (EXTENDED) return after(process);
    if (process == u32(heapTag(heapAddress) & PROCESS_MASK)) startListing(count);
    const tag = listNext(heapAddress, count);
    return tag == NO_TAG ? NONE : u32(tag & PROCESS_MASK);
  }
}

/** What the policies have in common that take the best process of the heap and nothing more. */
// @ts-ignore: decorator
@unmanaged
export class HeapOrdered extends InReadyHeap {
  // @ts-ignore: decorator
  @inline pick(): u32 {
    return readyHeapPop();
  }
}
