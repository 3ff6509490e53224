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
// The uncontended path writes nothing here. A contended wait without a limit costs two stores and a walk, as long as its chain of
// waits.

import { add, load, store } from "./atomics";
import { ARENA, blockOf, ID_MASK, P_EXIT_SEQUENCE, P_ID, P_WANT_COUNT, P_WANTS, SLOT_COUNT } from "./layout";
import { isAlive } from "./process";

const SOFT: u32 = 1;
/** Set in the answer of `wantLook` when a member of the cycle is SOFT. */
const SOFT_CYCLE: u32 = 0x40000000;

/** `self` is about to wait. Returns the length of the cycle that this closes, with `SOFT_CYCLE`, or 0. */
export function wantBegin(self: u32, wanted: usize, soft: bool): u32 {
  const block = blockOf(self);
  add(block + P_WANT_COUNT, 1);
  store(block + P_WANTS, <u32>wanted | (soft ? SOFT : 0));
  return wantLook(self);
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

/** What a process wants, without SOFT; 0 for nothing. */
export function wanted(id: u32): usize {
  return <usize>(load(blockOf(id) + P_WANTS) & ~SOFT);
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
    if (wants == 0) return 0;
    if ((wants & SOFT) != 0) soft = SOFT_CYCLE;
    walkSum = (walkSum * 31 + id) * 31 + count;
    id = wantedOf(<usize>(wants & ~SOFT));
    if (id == self) return length | soft;
    if (id == 0) return 0;
  }
  return 0;
}
