// The board of a pool: tasks that one process, the owner, offers and any number of workers take. Everything is exact for
// each single task: who has it, and that it is taken once.
//
//   board  +0 SLOTS  +4 CLOSED  +8 OWNER  +48 TAIL  +52 READY_SEQUENCE  +56 READY_FLAG  +112 HEAD  +176 DONE  +180 DONE_SEQUENCE
//          +184 DONE_FLAG  +192 seats (8 bytes each: id, ready), entries (2 * SLOTS words), slots (128 bytes each)
//   slot   +0 STATE  +4 FUNCTION  +8 ARGUMENTS  +12 ARGUMENTS_BYTES  +16 MODE  +20 TIMEOUT_MS  +24 STARTED  +28 DECODED
//          +32 OUTCOME  +36 RESULT  +40 RESULT_BYTES  +44 NEXT  +48 TAKER  +52 PHASE  +56 short results, 68 bytes  +124 ENTRY
//
// Words and writers
//   STATE    FREE or READY by the owner; READY to TAKEN | id by the worker that takes it, in one swap, or back to FREE by the
//            owner that recalls it: whoever swaps first has the task. TAKEN | id to FINISHED by the worker, or to ABANDONED by the
//            owner that gives it up: so a worker that is killed for a task is killed in that task and in no other.
//            TAKEN | dead to FREE by the owner.
//   PHASE    what the worker that has the task does for it; for the host alone (workers/pool/_board.ts).
//   TAKER    the id again, by the worker after STATE: who FINISHED it.
//   entries  addresses of slots in the order of offers, by the owner; entry TAIL is written before TAIL.
//   TAIL     count of offers, by the owner.
//   HEAD     count of entries that are passed: nobody need look at them again. By everyone, in steps of one.
//   DONE     the newest finished slot, each naming the one before in NEXT: pushed by workers, emptied at once by the owner.
//   DONE_FLAG  ARMED: the owner waits for DONE_SEQUENCE. WATCHED: the owner's thread sleeps on some other word, and serves the board meanwhile:
//            then who finishes a task nudges the owner, who has said in WAITS_ON where it sleeps before it armed (process.ts, Nudging).
//   ENTRY    of a result with handles: the entry in the worker's ledger (debts.ts) that lists them, FINISHING until STATE is FINISHED. By the
//            worker before that. Afterwards it is FREE: by the worker, or by the owner who drains the slot, so that what a worker left that
//            was stopped in between is so also when the slot has another task.
//   the rest of a slot   by the owner before READY, by the worker while it has the task, by the owner after that.
//
// Take. Read HEAD; if it is TAIL there is nothing. Read the entry, swap its slot's STATE (commit), then swap HEAD on, whether the slot was
// won or not. HEAD passes an entry only after somebody saw its slot not READY: taken or recalled. So a READY slot always has an
// entry at or after HEAD. A worker that stalls between its reads may win a slot that was offered again meanwhile,
// under a later entry: that is a task like any other, and the later entry is passed. A death between the swaps leaves HEAD one behind,
// which the next taker mends by going on.
//
// Finish. The result, then STATE = FINISHED (commit), then DONE, in a section: what a fenced worker computes never arrives. A result
// that does not fit the slot lies in a block, owned by the slot (SHARED | address >> 4) from before the commit on; the owner, who
// learns of a death, first empties DONE, then looks at every slot that it has not got back: what the dead FINISHED but did not push is
// finished, what it had TAKEN is lost. A block that the dead has not given yet goes with its private ones.
//
// The owner's board, arguments and entries are private blocks of its own, and go with it, as do the blocks that slots of the board own.
// A worker that was killed may read and arm the board as long as its thread runs: the owner frees it, and the arguments that such a worker
// had, when that thread is gone. Handles in arguments are the owner's to give back until DECODED is 1, which the worker says before it
// decodes; those in results until STATE is FINISHED are the worker's.
//
// Rejected: a ring of messages as a queue of tasks (after a death nobody knows which messages the dead had taken, and an offer cannot be
// recalled); a ring for each worker (a long task holds up those behind it).

import { add, clear, copy, exchange, load, relax, store, storeGuarded, swap } from "./atomics";
import { allocate, assign, ownerOf, release, SHARED } from "./arena";
import { FINISHING, FREE as NOTHING_OWED, STATE as ENTRY_STATE } from "./debts";
import { BUSY, CLOSED, ENDED, NO_MEMORY, OK } from "./layout";
import { enter, isEnded, leave, nudge } from "./process";
import { arm, signal, WATCHED } from "./sleep";
import { wake } from "./wake";

const SLOTS: usize = 0;
const CLOSED_WORD: usize = 4;
const OWNER: usize = 8;
const TAIL: usize = 48;
const READY_SEQUENCE: usize = 52;
const READY_FLAG: usize = 56;
const HEAD: usize = 112;
const DONE: usize = 176;
const DONE_SEQUENCE: usize = 180;
const DONE_FLAG: usize = 184;
const ENTRIES: usize = 188;
const SEATS: usize = 192;
const SEAT_BYTES: u32 = 8;

const STATE: usize = 0;
const OUTCOME: usize = 32;
const RESULT: usize = 36;
const RESULT_BYTES: usize = 40;
const NEXT: usize = 44;
const TAKER: usize = 48;
const SHORT: usize = 56;
const SHORT_MAX: u32 = 68;
const ENTRY: usize = 124;
const SLOT_BYTES: u32 = 128;

const FREE: u32 = 0;
const READY: u32 = 1;
const FINISHED: u32 = 2;
const ABANDONED: u32 = 3;
const TAKEN: u32 = 0x80000000;

// @ts-ignore: decorator
@inline
function entryAt(board: usize, count: u32): usize {
  return <usize>load(board + ENTRIES) + (<usize>(count & ((load(board + SLOTS) << 1) - 1)) << 2);
}

/** A board with a number of slots that is a power of two, its counters beginning at `start`; private to the caller. */
export function boardMake(self: u32, slots: u32, seats: u32, start: u32): i32 {
  if (!enter(self)) return ENDED;
  const before = <u32>SEATS + ((seats * SEAT_BYTES + 15) & ~15);
  const bytes = before + slots * 8 + slots * SLOT_BYTES;
  const board = allocate(self, bytes);
  if (board != 0) {
    clear(board, <usize>bytes);
    store(board + SLOTS, slots);
    store(board + OWNER, self);
    store(board + ENTRIES, <u32>board + before);
    store(board + TAIL, start);
    store(board + HEAD, start);
  }
  leave(self);
  return board == 0 ? NO_MEMORY : <i32>board;
}

/** Address of the first slot; the others follow, `SLOT_BYTES` apart. */
export function boardSlots(board: usize): usize {
  return <usize>load(board + ENTRIES) + <usize>(load(board + SLOTS) << 3);
}

/** Address of a seat: what a worker says of itself. */
export function boardSeat(board: usize, seat: u32): usize {
  return board + SEATS + <usize>(seat * SEAT_BYTES);
}

/** Offers a slot that is FREE, or FINISHED and drained. `BUSY` while entries of recalled slots fill the ring. No signal: see `boardCall`. */
export function boardOffer(board: usize, slot: usize): i32 {
  const tail = load(board + TAIL);
  if (tail - load(board + HEAD) >= load(board + SLOTS) << 1 && tail - boardPass(board) >= load(board + SLOTS) << 1) return BUSY;
  store(slot + RESULT, 0);
  store(slot + STATE, READY);
  store(entryAt(board, tail), <u32>slot);
  store(board + TAIL, tail + 1);
  return OK;
}

/** Passes entries of recalled slots that nobody has passed; the count of entries that are passed. */
export function boardPass(board: usize): u32 {
  while (true) { // every turn passes an entry, or ends it
    const head = load(board + HEAD);
    if (head == load(board + TAIL) || load(<usize>load(entryAt(board, head)) + STATE) == READY) return head;
    swap(board + HEAD, head, head + 1);
  }
}

/** Wakes workers after offers. */
export function boardCall(board: usize): void {
  signal(board + READY_FLAG, board + READY_SEQUENCE);
}

/**
 * Takes an offer back: true when no worker has it. Offered again before its entry is passed (`boardPass`), it would be taken at that entry's
 * place.
 */
export function boardRecall(slot: usize): bool {
  return swap(slot + STATE, READY, FREE) == READY;
}

/** Lets workers end when there is nothing more to take. */
export function boardClose(board: usize): void {
  store(board + CLOSED_WORD, 1);
  boardCall(board);
}

/** Takes the oldest offer: its slot, or `BUSY`, or `CLOSED`. */
export function boardTake(board: usize, self: u32): i32 {
  const closed = load(board + CLOSED_WORD) != 0; // read first: what was offered before the end is taken
  if (load(board + HEAD) == load(board + TAIL)) return isEnded(self) ? ENDED : closed ? CLOSED : BUSY;
  if (!enter(self)) return ENDED;
  let code = BUSY;
  while (true) { // every turn wins a slot, or an entry is passed, by this worker or another
    const head = load(board + HEAD);
    if (head == load(board + TAIL)) {
      if (closed) code = CLOSED;
      break;
    }
    const slot = <usize>load(entryAt(board, head));
    const won = swap(slot + STATE, READY, TAKEN | self) == READY;
    swap(board + HEAD, head, head + 1);
    if (won) {
      store(slot + TAKER, self);
      code = <i32>slot;
      break;
    }
  }
  leave(self);
  return code;
}

/** Says that a worker will sleep; then it tries once more. */
export function boardArmTake(board: usize): void {
  arm(board + READY_FLAG, 1);
}

/** Spins until there is an offer; false when the turns are used up. */
export function boardSpinTake(board: usize, turns: u32): bool {
  for (let turn: u32 = 0; turn < turns; turn++) {
    if (load(board + HEAD) != load(board + TAIL)) return true;
    relax();
  }
  return false;
}

/**
 * Finishes a task: its result is copied from `source`, or with `block` that private block is given away with it. After `NO_MEMORY`
 * the task is still the worker's.
 */
export function boardFinish(board: usize, slot: usize, self: u32, outcome: u32, source: usize, length: u32, block: bool, entry: usize): i32 {
  if (!enter(self)) return ENDED;
  if (load(slot + STATE) != (TAKEN | self)) {
    leave(self);
    return ENDED;
  }
  let payload = block ? source : 0;
  if (!block) {
    if (length > SHORT_MAX) {
      payload = allocate(self, length);
      if (payload == 0) {
        leave(self);
        return NO_MEMORY;
      }
      copy(payload, source, <usize>length);
    } else copy(slot + SHORT, source, <usize>length);
  }
  store(slot + OUTCOME, outcome);
  store(slot + RESULT_BYTES, length);
  if (payload != 0) {
    store(slot + RESULT, <u32>payload);
    assign(self, payload, SHARED | <u32>(slot >> 4));
  }
  storeGuarded(slot + ENTRY, <u32>entry);
  if (swap(slot + STATE, TAKEN | self, FINISHED) != (TAKEN | self)) {
    if (payload != 0) release(self, payload);
    leave(self);
    return ENDED;
  }
  while (true) { // every turn pushes, or another worker did
    const newest = load(board + DONE);
    store(slot + NEXT, newest);
    if (swap(board + DONE, newest, <u32>slot) == newest) break;
  }
  if (entry != 0) swap(entry + ENTRY_STATE, FINISHING, NOTHING_OWED);
  leave(self);
  signalDone(board);
  return OK;
}

/** Tells the owner, who alone waits for results. */
function signalDone(board: usize): void {
  if (load(board + DONE_FLAG) == 0) return;
  const armed = exchange(board + DONE_FLAG, 0);
  if (armed == 0) return;
  add(board + DONE_SEQUENCE, 1);
  wake(board + DONE_SEQUENCE);
  if ((armed & WATCHED) != 0) nudge(load(board + OWNER));
}

/** The finished slots, the oldest first, each naming the next in NEXT; 0 when there is none. */
export function boardDrain(board: usize): usize {
  if (load(board + DONE) == 0) return 0;
  let newest = <usize>exchange(board + DONE, 0);
  let first: usize = 0;
  while (newest != 0) {
    const next = <usize>load(newest + NEXT);
    const entry = <usize>load(newest + ENTRY);
    if (entry != 0) {
      swap(entry + ENTRY_STATE, FINISHING, NOTHING_OWED);
      store(newest + ENTRY, 0);
    }
    store(newest + NEXT, <u32>first);
    first = newest;
    newest = next;
  }
  return first;
}

/** Says that the owner will sleep (`bits`: see DONE_FLAG), and looks once more: `OK` when something is finished. */
export function boardArmDrain(board: usize, bits: u32): i32 {
  arm(board + DONE_FLAG, bits);
  return load(board + DONE) != 0 ? OK : BUSY;
}

/** Spins until something is finished; false when the turns are used up. */
export function boardSpinDrain(board: usize, turns: u32): bool {
  for (let turn: u32 = 0; turn < turns; turn++) {
    if (load(board + DONE) != 0) return true;
    relax();
  }
  return false;
}

/** Gives up a task that a worker has: that worker, who can no longer finish it, or 0 when nobody has it. */
export function boardAbandon(slot: usize): u32 {
  const state = load(slot + STATE);
  if ((state & TAKEN) == 0 || swap(slot + STATE, state, ABANDONED) != state) return 0;
  return state & ~TAKEN;
}

/** What a dead worker left of a slot, after `boardDrain`: 0 nothing, 1 it had the task (the slot is FREE now), 2 it finished it. */
export function boardRecover(self: u32, slot: usize, dead: u32): u32 {
  const state = load(slot + STATE);
  if (state == FINISHED) return boardFinishedBy(slot, dead) ? 2 : 0;
  if (state != (TAKEN | dead)) return 0;
  const payload = <usize>load(slot + RESULT);
  if (payload != 0 && enter(self)) {
    if (ownerOf(payload) == (SHARED | <u32>(slot >> 4))) release(self, payload);
    leave(self);
  }
  store(slot + RESULT, 0);
  store(slot + STATE, FREE);
  return 1;
}

/** Whether a worker has finished what is in a slot. */
export function boardFinishedBy(slot: usize, worker: u32): bool {
  return load(slot + STATE) == FINISHED && load(slot + TAKER) == worker;
}

/** The entry of a finished slot is settled. */
export function boardForgetEntry(slot: usize): void {
  store(slot + ENTRY, 0);
}

/** Addresses of the sequence words: 0 offers, 1 results. */
export function boardSequence(board: usize, which: u32): usize {
  return board + (which == 0 ? READY_SEQUENCE : DONE_SEQUENCE);
}
