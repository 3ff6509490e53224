// Burial: what a dead process left is given back by the one process that has swapped its id into THREAD (process.ts). First what it owed
// (debts.ts): the core makes its ledger say what is so, the host, which can read messages, gives the references back, and says so by
// `settleEnd`. Then its blocks and its slot.
//
// Each step can be taken again: where the burier is stopped by the system, whoever buries him gives his dead back, to be buried anew.

import { load, store, swap } from "./atomics";
import { releaseAllOf } from "./arena";
import { boardFinishedBy, boardForgetEntry } from "./board";
import { BEGINS, ENTRY_BYTES, ENTRY_COUNT, FINISHING, FREE, HAS, LEDGER_ENTRIES, LEDGER_NEXT, ledgerEnd, ledgerOf, LENT, LISTS, RING, settleCount, STATE, WITH } from "./debts";
import { blockOf, P_HELD, P_PARENT, P_START, SLOT_MASK } from "./layout";
import { enter, isPresent, leave, nextOrphan, processBury, processRelease, returnBurials } from "./process";
import { ringSettle } from "./ring_mend";

/** START of a process whose parent has taken its arguments back. */
const TAKEN_BACK: u32 = 2;
const RECEIVED: u32 = 1;
/** Of a slot: see board.ts. */
const DECODED: usize = 28;

/** Makes the caller the one who buries a dead process whose thread is gone, or else one whose parent is dead too: which, or 0. */
export function buryNext(self: u32, dead: u32): u32 {
  if (processBury(self, dead)) return dead;
  for (let orphan = nextOrphan(0); orphan != 0; orphan = nextOrphan((orphan & SLOT_MASK) + 1)) {
    if (processBury(self, orphan)) return orphan;
  }
  return 0;
}

/**
 * Makes the ledger of a process that the caller buries say what it owes: its entries HAS, LIST or are FREE afterwards. The ledger, or 0 where
 * there is none, or the caller may not.
 */
export function settleBegin(self: u32, dead: u32): usize {
  if (!enter(self)) return 0;
  returnBurials(dead);
  endLoan(dead);
  const ledger = ledgerOf(dead);
  if (ledger != 0) {
    settleCount(dead, ledger);
    for (let part = ledger; part != 0; part = <usize>load(part + LEDGER_NEXT)) { // one turn for each block of the ledger
      for (let index: u32 = 0; index < ENTRY_COUNT; index++) {
        settleEntry(self, dead, part + LEDGER_ENTRIES + <usize>index * ENTRY_BYTES);
      }
    }
  }
  leave(self);
  return ledger;
}

/** Everything that a process owed was given back. */
export function settleEnd(self: u32, dead: u32): void {
  if (!enter(self)) return;
  ledgerEnd(dead);
  leave(self);
}

function settleEntry(self: u32, dead: u32, entry: usize): void {
  const ring = <usize>load(entry + RING);
  if (ring != 0) ringSettle(ring, self, entry);
  const state = load(entry + STATE);
  if (state == LENT) endLoanOf(entry);
  else if (state == BEGINS || state == FINISHING) settleTask(dead, entry);
}

/** What came of the arguments of a process or a task, or of the result of a task. */
function settleTask(dead: u32, entry: usize): void {
  const slot = <usize>load(entry + WITH);
  // Where the thread of the board's owner is gone, the board may be too, and nobody drains it any more.
  const isThere = slot != 0 && isPresent(load(blockOf(dead) + P_PARENT));
  if (load(entry + STATE) == BEGINS) {
    const said = slot == 0 ? load(blockOf(dead) + P_START) : isThere ? load(slot + DECODED) : 0;
    store(entry + STATE, said == RECEIVED ? HAS : FREE);
    return;
  }
  const isFinished = isThere && boardFinishedBy(slot, dead);
  if (isThere) boardForgetEntry(slot);
  store(entry + STATE, isFinished ? FREE : LISTS);
}

/** The owner of a board learns that a worker is dead, and will use its slots for others. */
export function settleTasks(dead: u32): void {
  for (let part = ledgerOf(dead); part != 0; part = <usize>load(part + LEDGER_NEXT)) { // one turn for each block of the ledger
    for (let index: u32 = 0; index < ENTRY_COUNT; index++) {
      const entry = part + LEDGER_ENTRIES + <usize>index * ENTRY_BYTES;
      const state = load(entry + STATE);
      if (load(entry + WITH) != 0 && (state == BEGINS || state == FINISHING)) settleTask(dead, entry);
    }
  }
}

/** Whose the arguments of a child are that nobody will begin to receive any more. */
function endLoanOf(entry: usize): void {
  const before = swap(blockOf(load(entry + WITH)) + P_START, 0, TAKEN_BACK);
  swap(entry + STATE, LENT, before == RECEIVED ? FREE : LISTS); // a thread of the parent may have seen it already
}

/** The same in the ledger of a dead parent, whose thread may run, before the child's slot is another's. */
function endLoan(dead: u32): void {
  const ledger = ledgerOf(load(blockOf(dead) + P_PARENT));
  for (let part = ledger; part != 0; part = <usize>load(part + LEDGER_NEXT)) { // one turn for each block of the ledger
    for (let index: u32 = 0; index < ENTRY_COUNT; index++) {
      const entry = part + LEDGER_ENTRIES + <usize>index * ENTRY_BYTES;
      if (load(entry + STATE) == LENT && load(entry + WITH) == dead) endLoanOf(entry);
    }
  }
}

/** Frees the private blocks and the slot of a process that the caller buries. Whether it held objects: then the caller is to look for what is lost. */
export function buried(self: u32, dead: u32): bool {
  if (!enter(self)) return false;
  const held = load(blockOf(dead) + P_HELD);
  releaseAllOf(self, dead);
  processRelease(dead);
  leave(self);
  return held != 0;
}
