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
// A dead owner is seen by whoever meets its id in WORD: it swaps that word for DIED and goes on as with a free lock, also who came to
// release it. Those asleep are woken by the announcement of the death. Whoever takes a lock that was DIED is told by OWNER_DIED, and
// where it finds itself ended and gives the lock back, the mark goes back with it.
//
// Death at each step: before the swap, nothing happened; after it, the lock has a dead owner; after the release's store and
// before its wake-up, the announcement wakes them instead.

import { add, load, store, swap } from "./atomics";
import { BUSY, ENDED, ID_MASK, NOT_OWNER, OK, OVERFLOW, OWNER_DIED } from "./layout";
import { enter, isAlive, isEnded, leave } from "./process";
import { wake } from "./wake";

const DIED: u32 = 1; // generation 0 is never given out, so this is no process
const CONTENDED: u32 = 0x80000000;
const SEQUENCE: usize = 4;
const DEPTH: usize = 8;
const DEPTH_MAX: u32 = 0x7fffffff;

/** One try. `BUSY` when a living process holds it. */
export function lockTry(lock: usize, self: u32): i32 {
  if (swap(lock, 0, self) == 0) return !isEnded(self) ? OK : giveUp(lock, self, 0);
  return trySlow(lock, self);
}

function giveUp(lock: usize, self: u32, before: u32): i32 {
  lockFree(lock, self, before);
  return ENDED;
}

/** Gives a lock back that `self` owns, contended or not: as free, or as DIED. */
function lockFree(lock: usize, self: u32, free: u32): bool {
  if (swap(lock, self, free) == self) return true;
  if (swap(lock, self | CONTENDED, free) != (self | CONTENDED)) return false;
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
      if (isEnded(self)) return giveUp(lock, self, word);
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
  // The code of an ended process unwinds through its releases; the lock is to be recovered, not given back as if all were well.
  if (isEnded(self)) return ENDED;
  if (swap(lock, self, 0) == self) return OK;
  return releaseSlow(lock, self);
}

function releaseSlow(lock: usize, self: u32): i32 {
  if (!enter(self)) return ENDED; // a lock of another process: a fenced one may not
  let code = OVERFLOW;
  while (true) { // every turn ends it, or another process changed the word
    const word = load(lock);
    if (word == 0 || word == DIED) break;
    const held = isAlive(word & ID_MASK);
    if (swap(lock, word, held ? 0 : DIED) != word) continue;
    if (!held) break; // nobody holds it, and who takes it next is to be told
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
  if (isEnded(self)) return ENDED;
  if ((load(lock) & ID_MASK) != self) return NOT_OWNER;
  const depth = load(lock + DEPTH);
  if (depth > 1) {
    store(lock + DEPTH, depth - 1);
    return OK;
  }
  return lockFree(lock, self, 0) ? OK : ENDED;
}

/** How often `self` holds it; 0 when it does not. */
export function recursiveDepth(lock: usize, self: u32): u32 {
  return (load(lock) & ID_MASK) == self ? load(lock + DEPTH) : 0;
}

/** Takes a depth over, after a condition gave the whole lock up and has it again. */
export function recursiveSetDepth(lock: usize, depth: u32): void {
  store(lock + DEPTH, depth);
}
