// Locks: who holds which and who waits, and how long that took. A lock is handed over at its unlock: who gets it owns it from
// that instant on.
//
// Processes that wait stand in a FIFO list a lock; in a tree a lock where it goes to the most urgent one, and in both where
// urgency is inherited from them. That, and where an urgency other than a process's own comes from, is in extended/urgency.ts:
// only the extended build has it.
//
// The figures of a lock, 56 bytes: times it was taken f64, those of them that had to wait f64, ticks waited f64, longest wait
// f64, ticks held f64, longest hold f64, since when it is held f64.

import { fillU32, getF64, getU32, NONE, setF64, setU32 } from "./columns";
import { Feature, features, lockCount, processCount } from "./needs";
import {
  blockedSinceAddress,
  LOCK_FIGURES_BYTES,
  lockFiguresAddress,
  lockHeadAddress,
  lockOwnerAddress,
  lockTailAddress,
  lockWaitAddress,
  waitsForAddress,
} from "./memory";
import { append, clearQueue, takeFirst } from "./queue";
import { addWaiter, clearInversions, removeWaiter } from "./inversions";
import { now } from "./counters";
import { EXTENDED } from "./build";
import { clearUrgencies, lockByPriority, mostUrgentOf, noteGiven, noteTaken, noteWaiting, ordersWaiters } from "./extended/urgency";

/** Called once before a run. */
export function clearLocks(): void {
  for (let lock: u32 = 0; lock < lockCount; ++lock) {
    setU32(lockOwnerAddress, lock, NONE);
    clearQueue(lockHeadAddress + (lock << 2), lockTailAddress + (lock << 2));
  }
  if (features & Feature.Locks) fillU32(waitsForAddress, processCount, NONE);
  if (features & Feature.Urgency) clearInversions();
  if (EXTENDED && features & Feature.Urgency) clearUrgencies();
}

// @ts-ignore: decorator
@inline function figuresOf(lock: u32): u32 {
  return lockFiguresAddress + lock * LOCK_FIGURES_BYTES;
}

/** A process takes a lock that is free, or waits for it from now on; whether it took it. */
export function takeLock(process: u32, lock: u32): bool {
  const owner = getU32(lockOwnerAddress, lock);
  if (owner == NONE) {
    own(process, lock, 0);
    return true;
  }
  if (!EXTENDED || !lockByPriority) append(lockTailAddress + (lock << 2), process);
  setU32(waitsForAddress, process, lock);
  if (features & Feature.Urgency) addWaiter(process, lock);
  if (EXTENDED && ordersWaiters()) noteWaiting(process, lock, owner);
  return false;
}

/** A process gives up a lock that it holds; returns who holds it now, NONE where nobody has waited. */
export function giveLock(process: u32, lock: u32): u32 {
  const figures = figuresOf(lock);
  const held = now - load<f64>(figures, 48);
  store<f64>(figures, load<f64>(figures, 32) + held, 32);
  if (held > load<f64>(figures, 40)) store<f64>(figures, held, 40);
  const next = takeWaiter(lock);
  if (next == NONE) setU32(lockOwnerAddress, lock, NONE);
  if (EXTENDED && ordersWaiters()) noteGiven(process, lock);
  if (next != NONE) handOver(next, lock);
  return next;
}

/** Takes the process that gets a lock next from those that wait for it; NONE where none does. */
function takeWaiter(lock: u32): u32 {
  if (EXTENDED && ordersWaiters()) {
    const best = mostUrgentOf(lock);
    if (lockByPriority || best == NONE) return best;
  }
  const headAddress = lockHeadAddress + (lock << 2);
  return load<u32>(headAddress) == NONE ? NONE : takeFirst(headAddress, lockTailAddress + (lock << 2));
}

function handOver(process: u32, lock: u32): void {
  const waited = now - getF64(blockedSinceAddress, process);
  setF64(lockWaitAddress, process, getF64(lockWaitAddress, process) + waited);
  if (features & Feature.Urgency) removeWaiter(process, lock);
  const figures = figuresOf(lock);
  store<f64>(figures, load<f64>(figures, 8) + 1, 8);
  own(process, lock, waited);
}

/** A process holds a lock from now on, for which it has waited so many ticks. */
function own(process: u32, lock: u32, waited: f64): void {
  setU32(lockOwnerAddress, lock, process);
  const figures = figuresOf(lock);
  store<f64>(figures, load<f64>(figures) + 1);
  store<f64>(figures, load<f64>(figures, 16) + waited, 16);
  if (waited > load<f64>(figures, 24)) store<f64>(figures, waited, 24);
  store<f64>(figures, now, 48);
  if (EXTENDED && ordersWaiters()) noteTaken(process, lock);
  setU32(waitsForAddress, process, NONE);
}
