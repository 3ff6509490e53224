// Urgency that is not a process's own: what it inherits from those that wait for its locks (Sha, Rajkumar and Lehoczky 1990), or
// what the ceilings of its locks give it (the immediate ceiling protocol). The column `trait`, which the policy orders by, is
// then how urgent a process is now; `ownUrgency` stays. The least number is the most urgent.
//
// Those that wait for a lock stand in a tree, ordered by how urgent they are now, then by when they asked: run_queues.ts, with
// a root for each lock behind those of the queues. Who waits for a lock stands in no ready queue, so the nodes are free.
//
// Who becomes more urgent while it is ready keeps its tag, so that it stands among its new equals by when it joined. Nobody who
// is ready or waits becomes less urgent: only who gives up a lock does, and that one has a CPU, or is about to become ready.

import { fillU32, getF64, getU32, getU8, NONE, setF64, setU32 } from "../columns";
import { processCount } from "../needs";
import { lockOwnerAddress, ownUrgencyAddress, traitAddress, waitsForAddress } from "../memory";
import { heldLockAddress, isReadyAddress, lockCeilingAddress, nextHeldAddress, rootCount } from "./memory";
import { notePreemption } from "../counters";
import { first, join, lookAside, lookBack, orderKey, part, tailTag, tagOf } from "./run_queues";
import { homeOf } from "./roots";

/** The host's `lockProtocol` by number. */
export const enum LockProtocol {
  None = 0,
  Inheritance = 1,
  Ceiling = 2,
}

/** Where a holder gets urgency from; set by the host. */
export let lockProtocol: u32 = 0;
/** Whether a lock goes to the most urgent process that waits instead of the first; set by the host. */
export let lockByPriority: u32 = 0;

/** Called once before a run that has locks and urgencies. */
export function clearUrgencies(): void {
  fillU32(heldLockAddress, processCount, NONE);
}

/** Whether those that wait for a lock stand in its tree. */
// @ts-ignore: decorator
@inline export function ordersWaiters(): bool {
  return (lockProtocol | lockByPriority) != 0;
}

// @ts-ignore: decorator
@inline function rootOfLock(lock: u32): u32 {
  return rootCount() + lock;
}

/** How urgent a process is now. */
// @ts-ignore: decorator
@inline export function urgencyOf(process: u32): f64 {
  return getF64(lockProtocol == LockProtocol.None ? ownUrgencyAddress : traitAddress, process);
}

/** The most urgent process that waits for a lock, of equal ones the one that asked first; NONE where none waits. */
export function mostUrgentOf(lock: u32): u32 {
  lookAside(rootOfLock(lock));
  const process = first();
  lookBack();
  return process;
}

/** A process waits for a lock from now on. */
export function noteWaiting(process: u32, lock: u32, owner: u32): void {
  lookAside(rootOfLock(lock));
  join(process, urgencyOf(process), tailTag());
  lookBack();
  if (lockProtocol == LockProtocol.Inheritance) raise(owner, urgencyOf(process));
}

/** A process holds a lock from now on, which was free, or for which it has waited. */
export function noteTaken(process: u32, lock: u32): void {
  if (getU32(waitsForAddress, process) == lock) {
    lookAside(rootOfLock(lock));
    part(process);
    lookBack();
    setU32(waitsForAddress, process, NONE);
  }
  setU32(nextHeldAddress, lock, getU32(heldLockAddress, process));
  setU32(heldLockAddress, process, lock);
  if (lockProtocol != LockProtocol.None) raise(process, urgencyBy(lock));
}

/** A process has given up a lock. */
export function noteGiven(process: u32, lock: u32): void {
  let held = getU32(heldLockAddress, process);
  if (held == lock) {
    setU32(heldLockAddress, process, getU32(nextHeldAddress, lock));
  } else {
    while (getU32(nextHeldAddress, held) != lock) held = getU32(nextHeldAddress, held);
    setU32(nextHeldAddress, held, getU32(nextHeldAddress, lock));
  }
  if (lockProtocol == LockProtocol.None) return;
  const before = getF64(traitAddress, process);
  let urgency = getF64(ownUrgencyAddress, process);
  held = getU32(heldLockAddress, process);
  for (; held != NONE && urgency > before; held = getU32(nextHeldAddress, held)) urgency = min(urgency, urgencyBy(held));
  if (urgency == before) return;
  setF64(traitAddress, process, urgency);
  notePreemption();
}

/** How urgent a lock makes its holder at the least; Infinity where it does not. */
function urgencyBy(lock: u32): f64 {
  if (lockProtocol == LockProtocol.Ceiling) return getF64(lockCeilingAddress, lock);
  const process = mostUrgentOf(lock);
  return process == NONE ? Infinity : urgencyOf(process);
}

/** Makes a process at least so urgent, and whoever holds the lock that it waits for, and so on. */
function raise(process: u32, urgency: f64): void {
  while (urgency < getF64(traitAddress, process)) {
    setF64(traitAddress, process, urgency);
    const lock = getU32(waitsForAddress, process);
    if (lock == NONE) {
      if (getU8(isReadyAddress, process)) requeue(homeOf(process), process, urgency);
      notePreemption();
      return;
    }
    requeue(rootOfLock(lock), process, urgency);
    process = getU32(lockOwnerAddress, lock);
  }
}

/** A process takes its place by its new key in the tree of a root. */
function requeue(root: u32, process: u32, key: f64): void {
  lookAside(root);
  const tag = tagOf(process);
  part(process);
  join(process, key, tag);
  lookBack();
}
