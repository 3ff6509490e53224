// The reader-writer lock: any number of readers, or one writer, in the order in which they came.
//
//   head   +0 GUARD (inner lock)  +4 FIRST (newest entry, or 0)  +8 DIED
//   entry  +0 NEXT (the one before it)  +4 OWNER  +8 SEQUENCE  +12 STATE  +16 MODE      a shared block of its own
//
// Every acquisition, held or waiting, is an entry in one list, so that it is known who holds the lock, and what the dead held is found.
// A reader may have it when no writer came before it that is still there; a writer when nobody did. So nobody is overtaken: a reader
// that comes after a waiting writer waits behind it. The guard is held for a few steps inside a section, never while asleep, and each
// change of the list is one store, as in waiters.ts.
//
// An entry makes itself HOLDING, when it looks; who leaves only wakes those that may now. So a death between the two owes nobody
// anything: the announcement wakes all, and each looks for itself. Who looks takes the entries of the dead out of the count first,
// and frees them once the thread of their owner is gone. A writer that died holding the lock sets DIED: whoever has the lock after it is told by
// OWNER_DIED, every reader, up to and with the next writer, which alone can mend what was left half done.
//
// A death between the two steps that make a new entry shared and link it leaves one block that nobody finds.

import { add, load, store } from "./atomics";
import { allocate, assign, release, SHARED } from "./arena";
import { giveInner, takeInner } from "./inner";
import { BUSY, ENDED, NO_MEMORY, NOT_OWNER, OK, OWNER_DIED } from "./layout";
import { enter, isAlive, isPresent, leave } from "./process";
import { wake } from "./wake";

const FIRST: usize = 4;
const DIED: usize = 8;

const E_NEXT: usize = 0;
const E_OWNER: usize = 4;
const E_SEQUENCE: usize = 8;
const E_STATE: usize = 12;
const E_MODE: usize = 16;
const ENTRY_BYTES: u32 = 20;

const WAITING: u32 = 0;
const HOLDING: u32 = 1;
/** Its owner died; it counts no more. */
const LOST: u32 = 2;

const WRITE: u32 = 1;

/** Takes the guard and the entries of the dead out of the count. */
function settle(head: usize, self: u32): void {
  takeInner(head, self);
  let link = head + FIRST;
  while (load(link) != 0) {
    const entry = <usize>load(link);
    const owner = load(entry + E_OWNER);
    if (!isAlive(owner)) {
      if (load(entry + E_STATE) == HOLDING && load(entry + E_MODE) == WRITE) store(head + DIED, 1);
      store(entry + E_STATE, LOST);
      if (!isPresent(owner)) {
        store(link, load(entry + E_NEXT));
        release(self, entry);
        continue;
      }
    }
    link = entry + E_NEXT;
  }
}

function unguard(head: usize, self: u32): void {
  giveInner(head, self);
  leave(self);
}

/** Whether one of a mode may have the lock, with those before it that `older` leads to. */
function mayHold(older: usize, mode: u32): bool {
  for (let entry = older; entry != 0; entry = <usize>load(entry + E_NEXT)) {
    if (load(entry + E_STATE) != LOST && (mode == WRITE || load(entry + E_MODE) == WRITE)) return false;
  }
  return true;
}

/** Wakes all that wait and may have it now. */
function wakeNext(head: usize): void {
  for (let entry = <usize>load(head + FIRST); entry != 0; entry = <usize>load(entry + E_NEXT)) {
    if (load(entry + E_STATE) != WAITING || !mayHold(<usize>load(entry + E_NEXT), load(entry + E_MODE))) continue;
    add(entry + E_SEQUENCE, 1);
    wake(entry + E_SEQUENCE);
  }
}

/** What the one is told who now has the lock. */
function holding(head: usize, mode: u32): i32 {
  if (load(head + DIED) == 0) return OK;
  if (mode == WRITE) store(head + DIED, 0);
  return OWNER_DIED;
}

function push(head: usize, self: u32, mode: u32, state: u32): usize {
  const entry = allocate(self, ENTRY_BYTES);
  if (entry == 0) return 0;
  store(entry + E_NEXT, load(head + FIRST));
  store(entry + E_OWNER, self);
  store(entry + E_SEQUENCE, 0);
  store(entry + E_STATE, state);
  store(entry + E_MODE, mode);
  assign(self, entry, SHARED);
  store(head + FIRST, <u32>entry);
  return entry;
}

/** Takes one entry out and frees it. */
function remove(head: usize, self: u32, entry: usize): void {
  let link = head + FIRST;
  while (load(link) != 0) {
    const current = <usize>load(link);
    if (current == entry) {
      store(link, load(current + E_NEXT));
      release(self, current);
      return;
    }
    link = current + E_NEXT;
  }
}

/** One try, by a newcomer: `BUSY` when it would have to wait. */
export function rwTry(head: usize, self: u32, mode: u32): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  let code = BUSY;
  if (mayHold(<usize>load(head + FIRST), mode)) {
    code = push(head, self, mode, HOLDING) == 0 ? NO_MEMORY : holding(head, mode);
  }
  unguard(head, self);
  return code;
}

/** Gets in line: an entry's address, or a negative code. */
export function rwJoin(head: usize, self: u32, mode: u32): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  const entry = push(head, self, mode, WAITING);
  unguard(head, self);
  return entry == 0 ? NO_MEMORY : <i32>entry;
}

/** Whether it is the entry's turn; then it has the lock. Not to be called any more after an answer other than `BUSY`. */
export function rwLook(head: usize, self: u32, entry: usize): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  let code = BUSY;
  const mode = load(entry + E_MODE);
  if (mayHold(<usize>load(entry + E_NEXT), mode)) {
    store(entry + E_STATE, HOLDING);
    code = holding(head, mode);
  }
  unguard(head, self);
  return code;
}

/** Leaves the line. */
export function rwLeave(head: usize, self: u32, entry: usize): void {
  if (!enter(self)) return;
  settle(head, self);
  remove(head, self, entry);
  wakeNext(head);
  unguard(head, self);
}

/** Releases one hold of `self`; `NOT_OWNER` when it has none of that mode. */
export function rwRelease(head: usize, self: u32, mode: u32): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  let code = NOT_OWNER;
  for (let entry = <usize>load(head + FIRST); entry != 0; entry = <usize>load(entry + E_NEXT)) {
    if (load(entry + E_OWNER) != self || load(entry + E_STATE) != HOLDING || load(entry + E_MODE) != mode) continue;
    remove(head, self, entry);
    wakeNext(head);
    code = OK;
    break;
  }
  unguard(head, self);
  return code;
}

/** How many hold it in a mode: of all processes, or of `owner` where that is not 0. */
export function rwCount(head: usize, self: u32, mode: u32, owner: u32): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  let count = 0;
  for (let entry = <usize>load(head + FIRST); entry != 0; entry = <usize>load(entry + E_NEXT)) {
    if (load(entry + E_STATE) != HOLDING || load(entry + E_MODE) != mode) continue;
    if (owner == 0 || load(entry + E_OWNER) == owner) count++;
  }
  unguard(head, self);
  return count;
}
