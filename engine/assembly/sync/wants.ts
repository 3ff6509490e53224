// Cycles of waits.
//
//   P_WANTS       what the process waits for without a limit, or 0: a user's lock, or, below the arena, the word for the end of a process
//                 (EXIT_SEQUENCE) that it joins. SOFT is set when only a task of the process waits and its event loop goes on.
//   P_WANT_COUNT  how many such waits there were. Both are written by the process alone, the count first.
//
// Who begins to wait walks: what it wants, who has that, what that one wants, ... back to itself. It walks twice: each member that
// shows the same count both times waited from the end of the first walk to the start of the second, so all of them
// did at one and the same instant. If none of them is SOFT, nobody in the cycle can do anything any more: a deadlock. With a SOFT
// member another task of that process may still give the lock back: the host looks again after a while whether the same
// cycle, with the same counts (`wantSum`), still stands. Whoever closes a cycle sees it, so the others need not look.
//
// Any other holder. A thread that blocks on a queue, an event ... waits for whichever other process has that. It says so too, with ANY set
// and the object's address, or with LIST set and a block of several such words (workers/sync/_circle.ts). It does so after a try in vain and takes
// it back whenever it wakes, and SEEN is what the sequence word that it sleeps on was before that try: while the word is that, nobody has
// brought about anything since. `wantStands` tells whether a thread is blocked so; the host walks from one to all that it waits for, and
// where each of these is blocked, nobody ever goes on. As above it walks twice, and the counts and the moves of references must be the same.
//
// The uncontended path writes nothing here. A contended wait without a limit costs two stores and a walk, as long as its chain of
// waits.

import { add, load, store } from "./atomics";
import { ARENA, blockOf, ID_MASK, P_EXIT_SEQUENCE, P_ID, P_SEEN, P_WAITS_ON, P_WANT_COUNT, P_WANTS, SLOT_COUNT } from "./layout";
import { isAlive, isEnded } from "./process";

const SOFT: u32 = 1;
const ANY: u32 = 2;
const TAGS: u32 = 3;
/** Set in the answer of `wantLook` when a member of the cycle is SOFT. */
const SOFT_CYCLE: u32 = 0x40000000;

/** `self` is about to wait. Returns the length of the cycle that this closes, with `SOFT_CYCLE`, or 0. */
export function wantBegin(self: u32, wanted: usize, soft: bool): u32 {
  const block = blockOf(self);
  add(block + P_WANT_COUNT, 1);
  store(block + P_WANTS, <u32>wanted | (soft ? SOFT : 0));
  return wantLook(self);
}

/** The thread of `self` is about to sleep for what any other holder may bring about; `wanted` with its tags. */
export function wantAny(self: u32, wanted: u32, seen: u32): void {
  const block = blockOf(self);
  add(block + P_WANT_COUNT, 1);
  store(block + P_SEEN, seen);
  store(block + P_WANTS, wanted);
}

/** What the thread of a process is blocked for, with its tags; 0 when it may go on. */
export function wantStands(id: u32): u32 {
  if (!isAlive(id) || isEnded(id)) return 0;
  const block = blockOf(id);
  const wants = load(block + P_WANTS);
  if (wants == 0 || (wants & TAGS) == SOFT) return 0;
  if ((wants & ANY) == 0) return wants;
  const sequence = <usize>load(block + P_WAITS_ON);
  return sequence != 0 && load(sequence) == load(block + P_SEEN) ? wants : 0;
}

/** How many waits without a limit the process has begun. */
export function wantCount(id: u32): u32 {
  return load(blockOf(id) + P_WANT_COUNT);
}

/** What of it others saw, to be given to `wantRestore` after another wait of the same process. */
export function wantSaved(self: u32): u32 {
  return load(blockOf(self) + P_WANTS);
}

export function wantRestore(self: u32, saved: u32): void {
  const block = blockOf(self);
  add(block + P_WANT_COUNT, 1);
  store(block + P_WANTS, saved);
}

export function wantEnd(self: u32): void {
  store(blockOf(self) + P_WANTS, 0);
}

/** The length of the cycle through `self`, with `SOFT_CYCLE`, or 0. */
export function wantLook(self: u32): u32 {
  const first = walk(self);
  if (first == 0) return 0;
  const sum = walkSum;
  return walk(self) == first && walkSum == sum ? first : 0;
}

/** A number for the members of the cycle that `wantLook` found, and their counts of waits. */
export function wantSum(): u32 {
  return walkSum;
}

/** The one thing that a process wants, without SOFT; 0 for nothing, and where several may bring it about. */
export function wanted(id: u32): usize {
  const wants = load(blockOf(id) + P_WANTS);
  return (wants & ANY) != 0 ? 0 : <usize>(wants & ~SOFT);
}

/** Who has what is wanted: the lock's owner, or the process whose end is awaited. 0 when nobody does who lives. */
export function wantedOf(wanted: usize): u32 {
  const id = wanted < ARENA ? load(wanted - P_EXIT_SEQUENCE + P_ID) : load(wanted) & ID_MASK;
  return isAlive(id) ? id : 0;
}

let walkSum: u32 = 0;

function walk(self: u32): u32 {
  walkSum = 0;
  let soft: u32 = 0;
  let id = self;
  for (let length: u32 = 1; length <= SLOT_COUNT; length++) {
    const count = load(blockOf(id) + P_WANT_COUNT);
    const wants = load(blockOf(id) + P_WANTS);
    if (wants == 0 || (wants & ANY) != 0) return 0;
    if ((wants & SOFT) != 0) soft = SOFT_CYCLE;
    walkSum = (walkSum * 31 + id) * 31 + count;
    id = wantedOf(<usize>(wants & ~SOFT));
    if (id == self) return length | soft;
    if (id == 0) return 0;
  }
  return 0;
}
