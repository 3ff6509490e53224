// The lock that knows its owner, and its recursive form.
//
//   +0 WORD      0 free; DIED free, its last owner died holding it; else the owner's process id, and CONTENDED when
//                somebody may be asleep
//   +4 SEQUENCE  sequence word (process.ts)
//   +8 DEPTH     recursive form: how often the owner holds it. Written by the owner alone.
//
// Acquire swaps 0 for the id: one atomic step, no section. Then it looks at KILL: a process that was ended before the
// swap gives the lock back; one ended later owns a lock as a dead owner does.
// Release swaps the id for 0. Only if CONTENDED is set it stores 0, adds to SEQUENCE and wakes all.
// A waiter sets CONTENDED in a word that still names an owner, tries again and sleeps. Everyone is woken at a release, and
// whoever loses sets CONTENDED again: no count of waiters is kept that a death could spoil.
// A dead owner is seen by whoever meets its id in WORD: it swaps that word for DIED and goes on as with a free lock. Those
// asleep are woken by the announcement of the death. Whoever takes a lock that was DIED is told by OWNER_DIED.
//
// Death at each step: before the swap, nothing happened; after it, the lock has a dead owner; after the release's store and
// before its wake-up, the announcement wakes them instead.
//
// A cycle of waits. A process whose whole thread waits, without limit, for a user's lock says so in P_WANTS and counts it in
// P_WANT_COUNT. The last one to close a cycle walks it: wants, owner, wants, ... back to itself. It walks twice: each member that
// shows the same P_WANT_COUNT both times slept from the end of the first walk to the start of the second, so all of them
// did at one and the same instant, and that is a deadlock. Nothing of this is on the uncontended path.

import { add, load, store, swap, wake } from "./atomics";
import {
  blockOf,
  BUSY,
  ENDED,
  ID_MASK,
  NOT_OWNER,
  OK,
  OVERFLOW,
  OWNER_DIED,
  P_WANT_COUNT,
  P_WANTS,
  SLOT_COUNT,
} from "./layout";
import { enter, isAlive, isEnded, leave } from "./process";

const DIED: u32 = 1; // generation 0 is never given out, so this is no process
const CONTENDED: u32 = 0x80000000;
const SEQUENCE: usize = 4;
const DEPTH: usize = 8;
const DEPTH_MAX: u32 = 0x7fffffff;

/** One try. `BUSY` when a living process holds it. */
export function lockTry(lock: usize, self: u32): i32 {
  if (swap(lock, 0, self) == 0) return !isEnded(self) ? OK : giveUp(lock, self);
  return trySlow(lock, self);
}

function giveUp(lock: usize, self: u32): i32 {
  lockFree(lock, self);
  return ENDED;
}

/** Gives a lock back that `self` owns, contended or not. */
function lockFree(lock: usize, self: u32): bool {
  if (swap(lock, self, 0) == self) return true;
  if (swap(lock, self | CONTENDED, 0) != (self | CONTENDED)) return false;
  add(lock + SEQUENCE, 1);
  wake(lock + SEQUENCE);
  return true;
}

/** Up to three turns between deaths: free, died, or owned. */
function trySlow(lock: usize, self: u32): i32 {
  while (true) {
    const word = load(lock);
    if (word == 0 || word == DIED) {
      if (swap(lock, word, self) != word) continue;
      if (isEnded(self)) return giveUp(lock, self);
      return word == DIED ? OWNER_DIED : OK;
    }
    if (isEnded(self)) return ENDED;
    if (isAlive(word & ID_MASK)) return BUSY;
    swap(lock, word, DIED);
  }
}

/** Says that somebody will sleep, then tries once more. */
export function lockArm(lock: usize, self: u32): i32 {
  while (true) { // every turn ends it, or another process changed the word
    const code = trySlow(lock, self);
    if (code != BUSY) return code;
    const word = load(lock);
    if (word == 0 || word == DIED) continue;
    if ((word & CONTENDED) != 0 || swap(lock, word, word | CONTENDED) == word) return BUSY;
  }
}

/** The lock's owner, or 0; a dead owner is none. */
export function lockOwner(lock: usize): u32 {
  const id = load(lock) & ID_MASK;
  return id > DIED && isAlive(id) ? id : 0;
}

/** Releases a lock, whoever of the living holds it. `OVERFLOW` when nobody does. */
export function lockRelease(lock: usize, self: u32): i32 {
  if (swap(lock, self, 0) == self) return OK;
  return releaseSlow(lock, self);
}

function releaseSlow(lock: usize, self: u32): i32 {
  if (!enter(self)) return ENDED; // a lock of another process: a fenced one may not
  let code = OVERFLOW;
  while (true) { // every turn ends it, or another process changed the word
    const word = load(lock);
    if (word == 0 || word == DIED) break;
    if (swap(lock, word, 0) != word) continue;
    if ((word & CONTENDED) != 0) {
      add(lock + SEQUENCE, 1);
      wake(lock + SEQUENCE);
    }
    code = OK;
    break;
  }
  leave(self);
  return code;
}

export function recursiveTry(lock: usize, self: u32): i32 {
  if ((load(lock) & ID_MASK) == self) return deeper(lock, self);
  const code = lockTry(lock, self);
  if (code == OK || code == OWNER_DIED) store(lock + DEPTH, 1);
  return code;
}

function deeper(lock: usize, self: u32): i32 {
  if (isEnded(self)) return ENDED;
  const depth = load(lock + DEPTH);
  if (depth == DEPTH_MAX) return OVERFLOW;
  store(lock + DEPTH, depth + 1);
  return OK;
}

export function recursiveArm(lock: usize, self: u32): i32 {
  const code = lockArm(lock, self);
  if (code == OK || code == OWNER_DIED) store(lock + DEPTH, 1);
  return code;
}

/** `NOT_OWNER` when `self` does not hold it. */
export function recursiveRelease(lock: usize, self: u32): i32 {
  if ((load(lock) & ID_MASK) != self) return isEnded(self) ? ENDED : NOT_OWNER;
  const depth = load(lock + DEPTH);
  if (depth > 1) {
    store(lock + DEPTH, depth - 1);
    return OK;
  }
  return lockFree(lock, self) ? OK : ENDED;
}

/** How often `self` holds it; 0 when it does not. */
export function recursiveDepth(lock: usize, self: u32): u32 {
  return (load(lock) & ID_MASK) == self ? load(lock + DEPTH) : 0;
}

/** Takes a depth over, after a condition gave the whole lock up and has it again. */
export function recursiveSetDepth(lock: usize, depth: u32): void {
  store(lock + DEPTH, depth);
}

/** The whole thread of `self` is about to wait for `lock`. Returns the length of the cycle that this closes, or 0. */
export function wantBegin(self: u32, lock: usize): u32 {
  const block = blockOf(self);
  add(block + P_WANT_COUNT, 1);
  store(block + P_WANTS, <u32>lock);
  const first = walk(self);
  if (first == 0) return 0;
  const checksum = walkSum;
  const second = walk(self);
  return second == first && walkSum == checksum ? first : 0;
}

export function wantEnd(self: u32): void {
  store(blockOf(self) + P_WANTS, 0);
}

/** What the last walk saw, folded: the members and their counts of waits. */
let walkSum: u32 = 0;

/** Follows wants and owners from `self`; the number of processes in the cycle back to it, or 0. */
function walk(self: u32): u32 {
  walkSum = 0;
  let id = self;
  for (let length: u32 = 1; length <= SLOT_COUNT; length++) {
    const count = load(blockOf(id) + P_WANT_COUNT);
    const lock = <usize>load(blockOf(id) + P_WANTS);
    if (lock == 0) return 0;
    walkSum = (walkSum * 31 + id) * 31 + count;
    id = load(lock) & ID_MASK;
    if (id == self) return length;
    if (id <= DIED || !isAlive(id)) return 0;
  }
  return 0;
}
