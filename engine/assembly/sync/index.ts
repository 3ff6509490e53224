// The module that every process of a tree instantiates over the one shared memory. It keeps no data of its own: what it is
// told is in the arguments, what it knows is in the memory. The host (workers/core/_core.ts) passes addresses back unseen.

import { clear, load, store } from "./atomics";
import { allocate, arenaUsedBytes, assign, giveBack, joinPart, partAfter, release, SHARED, sizeOf } from "./arena";
import { blockOf, BUSY, ENDED, NO_MEMORY, OK, P_BELL, P_EXIT_SEQUENCE, P_TAKEN_BLOCK, P_TAKEN_BYTES, ROOT_DIRECTORY, ROOT_MEMORY_FLAG, ROOT_MEMORY_SEQUENCE, ROOT_PAGES, SLOT_MASK } from "./layout";
import { enter, isAlive, leave } from "./process";
import { OBJECT_BYTES, objectCreate, objectFree, objectLost, objectsOnTheirWay } from "./holders";
import { ringCreate, ringDestroy } from "./ring";
import { RING_BYTES } from "./ring_layout";
import { arm } from "./sleep";

export {
  announce,
  deathCount,
  isAlone,
  isAlive,
  isDescendant,
  isEnded,
  isPresent,
  nextDescendant,
  nextSerial,
  nextStuck,
  nudge,
  outerBegin,
  outerEnd,
  processClaim,
  processExit,
  processExitCode,
  processInterrupt,
  processIsOutside,
  processRelease,
  processSetWord,
  processSignal,
  processTakeStart,
  processWord,
  spin,
  takeInterrupt,
  treeCreate,
  waitBegin,
  waitEnd,
} from "./process";
export { buried, buryNext, settleBegin, settleEnd, settleTasks } from "./burial";
export { ledgerBegin } from "./debts";
export { park } from "./sleep";
export { bucketOf } from "./wake";
export {
  limited,
  nextInSpace,
  nextWard,
  othersArePresent,
  ringOf,
  setAwaits,
  spanBegin,
  spanDescriptor,
  spanLock,
  spanMute,
  spanLedgers,
  spans,
  spanSpace,
  spanToken,
  spanUnlock,
  takeRung,
} from "./spaces";
export {
  lockArm,
  lockOwner,
  lockRelease,
  lockTry,
  recursiveArm,
  recursiveDepth,
  recursiveRelease,
  recursiveSetDepth,
  recursiveTry,
} from "./lock";
export { rwCount, rwJoin, rwLeave, rwLook, rwRelease, rwTry } from "./rwlock";
export {
  wantAny,
  wantBegin,
  wantCount,
  wanted,
  wantedOf,
  wantEnd,
  wantLook,
  wantRestore,
  wantSaved,
  wantStands,
  wantSum,
} from "./wants";
export {
  eventArm,
  eventClear,
  eventSet,
  eventTry,
  semaphoreArm,
  semaphoreRelease,
  semaphoreTry,
} from "./semaphore";
export {
  barrierActionRuns,
  barrierArrive,
  barrierBreak,
  barrierFinish,
  barrierLeave,
  barrierState,
  barrierTry,
  conditionCount,
  conditionJoin,
  conditionLeave,
  conditionNotify,
  waiterIndex,
  waitersFree,
  waiterTry,
} from "./waiters";
export { ringCarries, ringGet, ringGetBytes, ringMark, ringPeek, ringPut, ringSpinGet, ringSpinTake } from "./ring";
export {
  ringArmDone,
  ringArmGet,
  ringArmPut,
  ringCount,
  ringDone,
  ringIsFull,
  ringMaxItems,
  ringSequence,
  ringSignalAll,
  ringTryDone,
} from "./ring_counts";
export {
  boardAbandon,
  boardArmDrain,
  boardArmTake,
  boardCall,
  boardClose,
  boardDrain,
  boardFinish,
  boardMake,
  boardOffer,
  boardPass,
  boardRecall,
  boardRecover,
  boardSeat,
  boardSequence,
  boardSlots,
  boardSpinDrain,
  boardSpinTake,
  boardTake,
} from "./board";
export {
  objectArrive,
  objectCreate,
  objectDepart,
  objectDrop,
  objectForgo,
  objectHold,
  objectHolder,
  objectIsHeld,
  objectKind,
  objectMoves,
  objectReceive,
  objectReferences,
  objectSoleHolder,
  objectTransit,
} from "./holders";

/** A private block; 0 when memory is used up, `ENDED` when not allowed. */
export function blockAllocate(self: u32, bytes: u32): i32 {
  if (!enter(self)) return ENDED;
  const payload = allocate(self, bytes);
  leave(self);
  return <i32>payload;
}

export function blockRelease(self: u32, payload: usize): void {
  if (!enter(self)) return;
  release(self, payload);
  leave(self);
}

/** The same for a block that was taken in vain: wakes nobody who waits for memory. */
export function blockReturn(self: u32, payload: usize): void {
  if (!enter(self)) return;
  giveBack(self, payload);
  leave(self);
}

/** Makes a private block one that outlives its process. */
export function blockShare(self: u32, payload: usize): void {
  assign(self, payload, SHARED);
}

/** Makes a block the private one of another process, with which it goes. */
export function blockGive(self: u32, payload: usize, to: u32): void {
  assign(self, payload, to);
}

export function blockBytes(payload: usize): u32 {
  return sizeOf(payload);
}

/** Makes a private block a part of another: see arena.ts. */
export function blockJoin(self: u32, whole: usize, last: usize, part: usize): void {
  joinPart(self, whole, last, part);
}

/** The part behind a block, or 0. */
export function blockNext(payload: usize): usize {
  return partAfter(payload);
}

/** Says that somebody will sleep until memory is freed; then it tries once more. */
export function memoryArm(bits: u32): void {
  arm(ROOT_MEMORY_FLAG, bits);
}

/** The most pages that the memory may have. */
export function memoryPagesMax(): u32 {
  return load(ROOT_PAGES);
}

export function memorySequence(): usize {
  return ROOT_MEMORY_SEQUENCE;
}

export function usedBytes(self: u32): u32 {
  if (!enter(self)) return 0;
  const bytes = arenaUsedBytes(self);
  leave(self);
  return bytes;
}

/** The words of an object, behind its list of holders. */
export function objectWords(object: usize): usize {
  return object + OBJECT_BYTES;
}

/** An object of one of the kinds (a bit for each) that only dead processes held, for the caller to free; or 0. */
export function lostObject(self: u32, kinds: u32): usize {
  if (!enter(self)) return 0;
  const object = objectLost(self, kinds);
  leave(self);
  return object;
}

/** See holders.ts. */
export function objectsUnheld(self: u32, kinds: u32, target: usize, most: u32): u32 {
  if (!enter(self)) return 0;
  const count = objectsOnTheirWay(self, kinds, target, most);
  leave(self);
  return count;
}

/** Frees an object that is for the caller to free. */
export function objectRelease(self: u32, object: usize): void {
  if (!enter(self)) return;
  objectFree(object, self);
  leave(self);
}

export function wordLoad(address: usize): u32 {
  return load(address);
}

/** Stores a word that others read: `ENDED`, and nothing stored, by a process that may not act. */
export function wordPublish(self: u32, address: usize, value: u32): i32 {
  if (!enter(self)) return ENDED;
  store(address, value);
  leave(self);
  return OK;
}

export function wordStore(address: usize, value: u32): void {
  store(address, value);
}

/** A ring in a shared block of its own; 0 when memory is used up. */
export function ringMake(self: u32, capacity: u32, maxItems: u32, grows: bool, start: u32): i32 {
  if (!enter(self)) return ENDED;
  const ring = allocate(self, RING_BYTES);
  let code = NO_MEMORY;
  if (ring != 0) {
    clear(ring, <usize>RING_BYTES);
    code = ringCreate(ring, self, capacity, maxItems, grows, start);
    if (code == OK) assign(self, ring, SHARED);
    else release(self, ring);
  }
  leave(self);
  return code == OK ? <i32>ring : code;
}

export function ringFree(self: u32, ring: usize): void {
  if (!enter(self)) return;
  ringDestroy(ring, self);
  release(self, ring);
  leave(self);
}

/** The block and the length of the message of the last `BLOCK` that `ringGet` answered. */
export function takenBlock(self: u32): u32 {
  return load(blockOf(self) + P_TAKEN_BLOCK);
}

export function takenBytes(self: u32): u32 {
  return load(blockOf(self) + P_TAKEN_BYTES);
}

/** Address of the sequence word of a process's bell, or with `exit` of the one for its end. */
export function bellOf(id: u32, exit: bool): usize {
  return blockOf(id) + (exit ? P_EXIT_SEQUENCE : P_BELL);
}

/** `OK` when the process has ended. */
export function exitTry(id: u32): i32 {
  return isAlive(id) ? BUSY : OK;
}

export function slotOf(id: u32): u32 {
  return id & SLOT_MASK;
}

/** Address of the directory of named memory: a lock, its sequence word, the first entry. */
export function directory(): usize {
  return ROOT_DIRECTORY;
}
