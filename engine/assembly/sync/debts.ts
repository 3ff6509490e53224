// What a process that the system may stop at any instruction owes: references in messages that it has taken and not unpacked, or packed and
// not sent. Whoever buries it gives back each of them, exactly once, wherever it stopped. A process that only threads of its own program
// can end needs none of this: such a thread gives back what it has itself (workers/core/_shared.ts).
//
//   table   a shared block, for the life of the tree: for each slot  +0 LEDGER  +4 DONE  +8 SERIAL
//   ledger  +0 OWNER  +4 NEXT  +8 COUNTING  +12 OBJECT  +16 OF_ENTRY  +20 VALUE_AFTER   +32 .. 15 entries of 64 bytes     a private block
//           of its process, and more of them linked by NEXT
//   entry   +0 STATE  +4 ADDRESS  +8 LENGTH  +12 VALUE  +16 RING  +20 OWNER  +24 WITH  +28 .. 63 nine objects
//
// STATE and who writes it
//   FREE     owes nothing.
//   HAS      a message at ADDRESS, of whose handles the first VALUE are used up. By the process, or by who mends a ring.
//   LISTS    VALUE objects at ADDRESS, each with one reference: those of a message that is being written, or waits to be sent. By the process.
//   TAKING   HAS if the head of RING has passed the message, else FREE: between ring.ts's entry and its commit. By the process.
//   BEGINS   HAS if a word is 1, else FREE: START of the process's control block, which says that it has received its arguments, or DECODED of the
//            slot WITH of its parent's board. By the process.
//   FINISHING  LISTS unless the process has FINISHED the slot WITH of its parent's board. By the process, or by the owner of the board (board.ts).
//   LENT     LISTS unless the child WITH has received them as its arguments. By the process, its parent.
//
// RING is not 0 while a ring names the entry: from before a commit until after the entry says what came of it. Who takes the ring's lock from
// the dead writes that too (ring.ts), and nobody frees a ring that the dead used before the dead is settled, see `owes`. So who settles takes
// both locks once, and what the entry says from then on is so. Before START is another's, the child's slot is not free.
//
// Counting. A reference is counted in TRANSIT of its object (holders.ts), and the process notes in VALUE that it was. Between the two it may be
// stopped. So TRANSIT has LAST beside it, in one word of 64 bits: the token of the last change that was noted anywhere, `slot << 22 | serial`.
//   (1) OBJECT, OF_ENTRY and VALUE_AFTER, then COUNTING = the serial, which is a new one; (2) TRANSIT and LAST, by one swap;
//   (3) VALUE = VALUE_AFTER; (4) COUNTING = 0.
// Before somebody else puts a token in the place of one, or gives the object up, he writes its serial to DONE of its slot. So whoever finds
// COUNTING not 0 in the ledger of the dead knows that (2) was done if LAST is the token, or else DONE the serial: in this order. If neither, then the
// reference is there, and the object with it. Changes that nobody notes leave LAST as it is, and need no more than an add.
// A serial that comes again after 2^22 changes is passed over where the object still has it.
//
// Burial of a burier. He notes in the dead's entries what he gives back, by a count of his own, and may be stopped himself. THREAD of the dead
// names him (process.ts); who buries him first looks at what he was counting, and then takes over.

import { load, load64, store, swap, swap64 } from "./atomics";
import { blockOf, P_ID, ROOT_LEDGERS, SLOT_MASK } from "./layout";

const LEDGER: usize = 0;
const DONE: usize = 4;
const SERIAL: usize = 8;
const PLACE_BYTES: usize = 12;

const LEDGER_OWNER: usize = 0;
export const LEDGER_NEXT: usize = 4;
const COUNTING: usize = 8;
const OBJECT: usize = 12;
const OF_ENTRY: usize = 16;
const VALUE_AFTER: usize = 20;
export const LEDGER_ENTRIES: usize = 32;
export const ENTRY_COUNT: u32 = 15;
export const ENTRY_BYTES: usize = 64;

export const STATE: usize = 0;
const ADDRESS: usize = 4;
const LENGTH: usize = 8;
const VALUE: usize = 12;
export const RING: usize = 16;
const OWNER: usize = 20;
export const WITH: usize = 24;

export const FREE: u32 = 0;
export const HAS: u32 = 1;
export const LISTS: u32 = 2;
export const TAKING: u32 = 3;
export const BEGINS: u32 = 4;
export const LENT: u32 = 5;
export const FINISHING: u32 = 6;

const SERIAL_BITS: u32 = 22;
const SERIAL_MASK: u32 = (1 << SERIAL_BITS) - 1;

// @ts-ignore: decorator
@inline
function placeOf(slot: u32): usize {
  return <usize>load(ROOT_LEDGERS) + <usize>slot * PLACE_BYTES;
}

/** The ledger of a process that has not been settled, or 0. */
export function ledgerOf(id: u32): usize {
  if (load(ROOT_LEDGERS) == 0) return 0;
  const ledger = <usize>load(placeOf(id & SLOT_MASK) + LEDGER);
  return ledger != 0 && load(ledger + LEDGER_OWNER) == id ? ledger : 0;
}

/** Begins a zeroed ledger, or with `more` goes on with it in another block. */
export function ledgerBegin(self: u32, ledger: usize, more: usize): void {
  const begun = more != 0 ? more : ledger;
  store(begun + LEDGER_OWNER, self);
  for (let index: u32 = 0; index < ENTRY_COUNT; index++) {
    store(begun + LEDGER_ENTRIES + <usize>index * ENTRY_BYTES + OWNER, self);
  }
  if (more != 0) store(ledger + LEDGER_NEXT, <u32>more);
  else store(placeOf(self & SLOT_MASK) + LEDGER, <u32>ledger);
}

/** Ends the ledger of a process: everything in it was given back. */
export function ledgerEnd(id: u32): void {
  if (ledgerOf(id) != 0) store(placeOf(id & SLOT_MASK) + LEDGER, 0);
}

/** Whether a dead process was not settled: until then everything that it held stays where it is, as if its thread was there. */
export function owes(id: u32): bool {
  return load(ROOT_LEDGERS) != 0 && load(blockOf(id) + P_ID) == id && ledgerOf(id) != 0;
}

/** Who puts another token in the place of this one says first that its change was made. */
function acknowledge(token: u32): void {
  if (token == 0) return;
  const done = placeOf(token >> SERIAL_BITS) + DONE;
  const serial = token & SERIAL_MASK;
  while (true) { // every turn ends it, or another said so of a change of the same process
    const before = load(done);
    const isNewer = ((serial - before) & SERIAL_MASK) - 1 < SERIAL_MASK >> 1;
    if (!isNewer || swap(done, before, serial) == before) return;
  }
}

/**
 * Adds to a counter that has its token behind it, and notes in an entry, of the caller's ledger or of one that it settles, what its VALUE is
 * from then on. False where the caller has no ledger, or there is no entry: then nothing is done.
 */
export function countNoted(counter: usize, self: u32, change: u32, entry: usize, value: u32): bool {
  if (entry == 0) return false;
  const ledger = ledgerOf(self);
  if (ledger == 0) return false;
  const slot = self & SLOT_MASK;
  let serial = (load(placeOf(slot) + SERIAL) + 1) & SERIAL_MASK;
  if (serial == 0 || (slot << SERIAL_BITS | serial) == load(counter + 4)) serial = (serial + 1) & SERIAL_MASK;
  store(placeOf(slot) + SERIAL, serial);
  store(ledger + OBJECT, <u32>counter);
  store(ledger + OF_ENTRY, <u32>entry);
  store(ledger + VALUE_AFTER, value);
  store(ledger + COUNTING, serial);
  const token = slot << SERIAL_BITS | serial;
  while (true) { // every turn ends it, or the counter was changed by another
    const seen = load64(counter);
    acknowledge(<u32>(seen >> 32));
    if (swap64(counter, seen, (<u64>token << 32) | <u64>(<u32>seen + change)) == seen) break;
  }
  store(entry + VALUE, value);
  store(ledger + COUNTING, 0);
  return true;
}

/** Puts `mark` in the place of a counter that is 0; whether it was. */
export function closeCounter(counter: usize, mark: u32): bool {
  if (load(ROOT_LEDGERS) == 0) return swap(counter, 0, mark) == 0;
  while (true) { // every turn ends it, or the counter was changed by another
    const seen = load64(counter);
    if (<u32>seen != 0) return false;
    acknowledge(<u32>(seen >> 32));
    if (swap64(counter, seen, seen | <u64>mark) == seen) return true;
  }
}

/** Notes a count that the dead had begun, if it was made. */
export function settleCount(dead: u32, ledger: usize): void {
  const serial = load(ledger + COUNTING);
  if (serial == 0) return;
  const slot = dead & SLOT_MASK;
  const isLast = load(<usize>load(ledger + OBJECT) + 4) == (slot << SERIAL_BITS | serial);
  if (isLast || load(placeOf(slot) + DONE) == serial) store(<usize>load(ledger + OF_ENTRY) + VALUE, load(ledger + VALUE_AFTER));
  store(ledger + COUNTING, 0);
}

/** Before a message of a ring is taken: what the entry is for, if it comes to that. */
export function entryTakes(entry: usize, ring: usize, address: usize, length: u32): void {
  store(entry + ADDRESS, <u32>address);
  store(entry + LENGTH, length);
  store(entry + VALUE, 0);
  store(entry + WITH, 0);
  store(entry + STATE, TAKING);
  store(entry + RING, <u32>ring);
}

export function entryOwner(entry: usize): u32 {
  return load(entry + OWNER);
}
