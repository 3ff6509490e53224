// For how long urgent processes wait for a lock while less urgent ones run. Who waits for a lock stands in a tree of its own, by
// its own urgency: a treap (Seidel and Aragon 1996; the heap order is a hash of the process), in which ticks that count for all
// below a key are added in O(log n), left at the top of subtrees until somebody goes that way.
//
// Between two instants nothing changes, so whoever waits is looked at once an instant, lock by lock: the contended ones, which
// somebody waits for, are listed.

import { fillU32, getF64, getU32, NONE, setF64, setU32 } from "./columns";
import { cpuCount, lockCount, processCount } from "./needs";
import {
  blockedSinceAddress,
  contendedAddress,
  contendedPlaceAddress,
  inversionAddress,
  lockOwnerAddress,
  ownUrgencyAddress,
  pendingInversionAddress,
  readySinceAddress,
  runStampAddress,
  waiterLeftAddress,
  waiterRightAddress,
  waiterRootAddress,
  waitsForAddress,
} from "./memory";
import { runningOn } from "./cpus";
import { now } from "./counters";
import { EXTENDED } from "./build";
import { urgencyOf } from "./extended/urgency";

/** Locks that somebody waits for. */
export let contendedCount: u32 = 0;

/** Times that inversions were counted; marks what ran then. */
let stamp: u32 = 0;

/** What `split` gives. */
let splitLow: u32 = NONE;
let splitHigh: u32 = NONE;

/** Called once before a run. */
export function clearInversions(): void {
  contendedCount = 0;
  stamp = 0;
  fillU32(waiterRootAddress, lockCount, NONE);
}

/** A process waits for a lock from now on. */
export function addWaiter(process: u32, lock: u32): void {
  const root = getU32(waiterRootAddress, lock);
  if (root == NONE) {
    setU32(contendedAddress, contendedCount, lock);
    setU32(contendedPlaceAddress, lock, contendedCount);
    contendedCount += 1;
  }
  setF64(pendingInversionAddress, process, 0);
  setU32(waiterRootAddress, lock, insert(root, process));
}

/** A process waits for a lock no longer. */
export function removeWaiter(process: u32, lock: u32): void {
  const root = remove(getU32(waiterRootAddress, lock), process);
  setU32(waiterRootAddress, lock, root);
  if (root != NONE) return;
  contendedCount -= 1;
  const place = getU32(contendedPlaceAddress, lock);
  const moved = getU32(contendedAddress, contendedCount);
  setU32(contendedAddress, place, moved);
  setU32(contendedPlaceAddress, moved, place);
}

/** The holder of a lock, or of the lock that this one waits for, and so on; NONE in a circle. */
function lastHolder(lock: u32): u32 {
  for (let steps: u32 = 0; steps < contendedCount; ++steps) {
    const holder = getU32(lockOwnerAddress, lock);
    lock = getU32(waitsForAddress, holder);
    if (lock == NONE) return holder;
  }
  return NONE;
}

/**
 * Counts the ticks from this instant to the next one as inversion of those processes that wait for a lock whose last holder is
 * ready, while a process that is less urgent than they are by themselves has a CPU. Called between two instants, while any lock
 * is contended.
 */
export function countInversions(until: f64): void {
  stamp += 1;
  if (stamp == 0) {
    fillU32(runStampAddress, processCount, 0);
    stamp = 1;
  }
  let least: f64 = -Infinity;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = runningOn(cpu);
    if (process == NONE) continue;
    setU32(runStampAddress, process, stamp);
    least = max(least, EXTENDED ? urgencyOf(process) : getF64(ownUrgencyAddress, process));
  }
  for (let index: u32 = 0; index < contendedCount; ++index) {
    const lock = getU32(contendedAddress, index);
    const holder = lastHolder(lock);
    if (holder == NONE || getU32(runStampAddress, holder) == stamp || isBlocked(holder)) continue;
    addBelow(getU32(waiterRootAddress, lock), least, until - now);
  }
}

/** Whether a process that does not run is blocked, not ready: it has blocked since it was last ready. */
// @ts-ignore: decorator
@inline function isBlocked(process: u32): bool {
  return getF64(blockedSinceAddress, process) > getF64(readySinceAddress, process);
}

// @ts-ignore: decorator
@inline function leftOf(node: u32): u32 {
  return getU32(waiterLeftAddress, node);
}
// @ts-ignore: decorator
@inline function rightOf(node: u32): u32 {
  return getU32(waiterRightAddress, node);
}
// @ts-ignore: decorator
@inline function add(column: u32, node: u32, ticks: f64): void {
  setF64(column, node, getF64(column, node) + ticks);
}

/** The heap order: a mix of the bits of the process number (the finaliser of MurmurHash3). */
function rankOf(node: u32): u32 {
  let mixed = node;
  mixed = (mixed ^ (mixed >> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >> 16);
}

/** Whether a node goes before another process. */
// @ts-ignore: decorator
@inline function isBefore(node: u32, process: u32): bool {
  const key = getF64(ownUrgencyAddress, node);
  const other = getF64(ownUrgencyAddress, process);
  return key < other || (key == other && node < process);
}

/** Adds ticks to all of a tree that are more urgent than a key. */
function addBelow(node: u32, key: f64, ticks: f64): void {
  while (node != NONE) {
    if (getF64(ownUrgencyAddress, node) < key) {
      add(inversionAddress, node, ticks);
      const left = leftOf(node);
      if (left != NONE) add(pendingInversionAddress, left, ticks);
      node = rightOf(node);
    } else {
      node = leftOf(node);
    }
  }
}

/** Gives the ticks that were left at a node to it and to the subtrees below it. */
function settle(node: u32): void {
  const ticks = getF64(pendingInversionAddress, node);
  if (ticks == 0) return;
  setF64(pendingInversionAddress, node, 0);
  add(inversionAddress, node, ticks);
  if (leftOf(node) != NONE) add(pendingInversionAddress, leftOf(node), ticks);
  if (rightOf(node) != NONE) add(pendingInversionAddress, rightOf(node), ticks);
}

/** Splits a tree into what goes before a process and the rest. */
function split(node: u32, process: u32): void {
  if (node == NONE) {
    splitLow = NONE;
    splitHigh = NONE;
    return;
  }
  settle(node);
  if (isBefore(node, process)) {
    split(rightOf(node), process);
    setU32(waiterRightAddress, node, splitLow);
    splitLow = node;
  } else {
    split(leftOf(node), process);
    setU32(waiterLeftAddress, node, splitHigh);
    splitHigh = node;
  }
}

function insert(node: u32, process: u32): u32 {
  if (node == NONE || rankOf(process) < rankOf(node)) {
    split(node, process);
    setU32(waiterLeftAddress, process, splitLow);
    setU32(waiterRightAddress, process, splitHigh);
    return process;
  }
  settle(node);
  if (isBefore(node, process)) setU32(waiterRightAddress, node, insert(rightOf(node), process));
  else setU32(waiterLeftAddress, node, insert(leftOf(node), process));
  return node;
}

/** One tree of two, all of the first of which goes before all of the second. */
function merge(low: u32, high: u32): u32 {
  if (low == NONE) return high;
  if (high == NONE) return low;
  if (rankOf(low) < rankOf(high)) {
    settle(low);
    setU32(waiterRightAddress, low, merge(rightOf(low), high));
    return low;
  }
  settle(high);
  setU32(waiterLeftAddress, high, merge(low, leftOf(high)));
  return high;
}

function remove(node: u32, process: u32): u32 {
  settle(node);
  if (node == process) return merge(leftOf(node), rightOf(node));
  if (isBefore(node, process)) setU32(waiterRightAddress, node, remove(rightOf(node), process));
  else setU32(waiterLeftAddress, node, remove(leftOf(node), process));
  return node;
}
