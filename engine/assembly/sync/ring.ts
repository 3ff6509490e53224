// The ring: many producers, many consumers, whole messages in the order in which they were committed.
//
//   ring      +0 MAX_ITEMS  +4 GROWS  +8 DONE (JoinableQueue)  +12 DONE_SEQUENCE  +16 DONE_FLAG  +20 CARRIES
//             +24 SPACE_SEQUENCE  +28 SPACE_FLAG  +32 DATA_SEQUENCE  +36 DATA_FLAG
//   producers +48 WRITER (inner lock)  +56 TAIL (64 bits)  +64 WRITE_SEGMENT  +68 PUT_INTENT  +72 PUT_COUNT  +76 TAKEN_SEEN  +80 HEAD_SEEN
//             +84 PUT_ENTRY
//   consumers +112 READER (inner lock)  +116 READ_SEGMENT  +120 TAKE_INTENT  +124 TAKE_COUNT  +128 TAKE_ENTRY
//   segments  the records, and HEAD: segment.ts
//
// TAIL and HEAD are each `count of messages << 32 | position`, both modulo 2^32 and counted over all segments. Messages in the queue =
// count of TAIL - count of HEAD; never more than 2^31. A record is committed by the stamp of its first line, which consumers look
// at; TAIL is the producers' own. So a short message is one cache line that goes from one side to the other, and nothing else does: for the same
// reason each side's words are a cache line of their own, and producers keep what they saw of HEAD, the number of messages taken
// (TAKEN_SEEN) and the position (HEAD_SEEN). Both only grow, so what was seen is never too much; it is looked at again when the ring
// seems full.
//
// A long message lies in a block of its own, its record holds the address. So a message longer than the ring is one commit like
// any other, and nobody has to read half a message.
//
// Put, under WRITER and in a section: the record, then its stamp (commit), then TAIL, then release, then signal DATA. Who takes WRITER
// from a dead owner moves TAIL on if the record there is committed.
//   A long message: its private block is named in PUT_INTENT with the count before, then owned by the ring, then the stamp (commit),
//   TAIL, then PUT_INTENT = 0. Who takes WRITER from a dead owner looks at PUT_INTENT: if the count is still PUT_COUNT and the ring owns
//   the block, it was never put, and is freed. If the dead still owns it, it goes with the private blocks of the dead.
//   A full segment of a ring that GROWS: a new one, in the same way; it is committed by NEXT of the old one.
// Get, under READER and in a section: bytes to the caller's scratch block, then HEAD (commit), then release, then signal SPACE.
//   A long message: TAKE_INTENT and TAKE_COUNT, then HEAD (commit), then the block becomes the caller's own, then TAKE_INTENT = 0. Who takes READER
//   from a dead owner: if HEAD moved and the ring still owns the block with that stamp, its taker is dead: it is freed.
//   A drained segment with NEXT: TAKE_INTENT, READ_SEGMENT = NEXT (commit), WRITE_SEGMENT is moved on where its producer died before
//   it could, then the old one is freed, then TAKE_INTENT = 0. Nothing is committed in a segment once its NEXT is set.
//
// Debts. Whom the system may stop says in a ledger of its own what references it has in messages (debts.ts). Where a message has some, the entry
// is named in PUT_ENTRY or TAKE_ENTRY, with the count, before the commit; after it the entry is changed to what is so from then on (FREE after a
// put, HAS after a get), and then the name is cleared. Who takes the lock from a dead owner does the same where TAIL, or HEAD, has moved. The block
// of a long message is then given to the dead, with which it goes when it is settled.
//
// So a death before the commit leaves a message that was never put, or that the next consumer gets; after it, one that is
// put, or that the dead has taken. Wake-ups that the dead owed are made by the announcement (process.ts).
//
// Nobody sleeps while holding WRITER or READER. A try that fails because a living process holds the lock is BUSY as if the
// ring were full or empty; whoever releases it after a success signals those who armed the same side. (After a failure it
// does not: two that fail would wake each other for ever. It need not: what makes the ring usable again signals.)
//
// Rejected: one lock for both ends (halves the rate of one producer and one consumer); messages in fragments (a death in the
// middle leaves half a message on either side); reserving space by an atomic add (a death leaves a hole that only a time
// limit could tell from a slow writer); TAIL as the commit (two cache lines for each message, and round trips take twice as long).

import { load, load64, relax, store, store64, storeGuarded, swap } from "./atomics";
import { assign, release, setStamp } from "./arena";
import { entryTakes, FREE, HAS, RING, STATE } from "./debts";
import { BLOCK, blockOf, BUSY, ENDED, NO_MEMORY, NOT_BYTES, OK, P_TAKEN_BLOCK, P_TAKEN_BYTES } from "./layout";
import { enter, isEnded, leave } from "./process";
import { ringCount, ringIsFull } from "./ring_counts";
import {
  CARRIES,
  DATA_FLAG,
  DATA_SEQUENCE,
  DONE,
  GROWS,
  HEAD_SEEN,
  MAX_ITEMS,
  PUT_COUNT,
  PUT_ENTRY,
  PUT_INTENT,
  READ_SEGMENT,
  READER,
  SPACE_FLAG,
  SPACE_SEQUENCE,
  TAIL,
  TAKE_COUNT,
  TAKE_ENTRY,
  TAKE_INTENT,
  TAKEN_SEEN,
  WRITE_SEGMENT,
  WRITER,
} from "./ring_layout";
import { mendReader, mendWriter, ringTag, SEGMENT_BIT, takeLock } from "./ring_mend";
import {
  BLOCK_BIT,
  blockAddress,
  CAPACITY,
  commit,
  countOf,
  HEAD,
  isBytes,
  isCommitted,
  lengthWord,
  LINE_BYTES,
  lineAt,
  markOf,
  newSegment,
  NEXT,
  readRecord,
  recordBytes,
  writeBlock,
  writeRecord,
} from "./segment";
import { signal } from "./sleep";

const CAPACITY_MAX: u32 = 1 << 22;
/** More segments in a row without a message there are not: consumers free them. */
const PEEK_TURNS: i32 = 1 << 16;

/** Prepares a zeroed ring. `capacity` is a power of two, a line or more; counters begin at `start`. Only inside a section. */
export function ringCreate(ring: usize, self: u32, capacity: u32, maxItems: u32, grows: bool, start: u32): i32 {
  const mark = markOf(start, start & ~(LINE_BYTES - 1));
  const segment = newSegment(self, capacity, mark);
  if (segment == 0) return NO_MEMORY;
  store(ring + MAX_ITEMS, maxItems);
  store(ring + GROWS, grows ? 1 : 0);
  store(ring + DONE, start);
  store64(ring + TAIL, mark);
  store(ring + TAKEN_SEEN, start);
  store(ring + HEAD_SEEN, <u32>mark);
  store(ring + WRITE_SEGMENT, <u32>segment);
  store(ring + READ_SEGMENT, <u32>segment);
  assign(self, segment, ringTag(ring));
  return OK;
}

/** Frees what a ring holds; nobody uses it any more. One step for each message left. */
export function ringDestroy(ring: usize, self: u32): void {
  while (true) { // every turn takes a message or ends it
    const segment = <usize>load(ring + READ_SEGMENT);
    const head = load64(segment + HEAD);
    if (!isCommitted(segment, head)) {
      const next = <usize>load(segment + NEXT);
      release(self, segment);
      if (next == 0) return;
      store(ring + READ_SEGMENT, <u32>next);
      continue;
    }
    const line = lineAt(segment, <u32>head);
    const word = lengthWord(line);
    if ((word & BLOCK_BIT) != 0) release(self, blockAddress(line));
    store64(segment + HEAD, markOf(countOf(head) + 1, <u32>head + recordBytes(word)));
  }
}

/**
 * Puts `length` bytes at `source`, or with `block` a private block that holds them and then belongs to the ring. An entry of the caller's
 * ledger that lists the references of the message is FREE after `OK`.
 */
export function ringPut(ring: usize, self: u32, source: usize, length: u32, block: bool, entry: usize): i32 {
  if (!enter(self)) return ENDED;
  const lock = takeLock(ring + WRITER, self);
  if (lock == 0) {
    leave(self);
    return BUSY;
  }
  if (lock == 2) mendWriter(ring, self);
  const code = put(ring, self, source, length, block, entry);
  swap(ring + WRITER, self, 0);
  leave(self);
  if (code == OK) {
    signal(ring + DATA_FLAG, ring + DATA_SEQUENCE);
    if (load(ring + SPACE_FLAG) != 0 && !ringIsFull(ring)) signal(ring + SPACE_FLAG, ring + SPACE_SEQUENCE);
  }
  return code;
}

function put(ring: usize, self: u32, source: usize, length: u32, block: bool, entry: usize): i32 {
  let segment = <usize>load(ring + WRITE_SEGMENT);
  const tail = load64(ring + TAIL);
  const maxItems = load(ring + MAX_ITEMS);
  if (maxItems != 0xffffffff && countOf(tail) - load(ring + TAKEN_SEEN) >= maxItems) {
    const count = ringCount(ring);
    storeGuarded(ring + TAKEN_SEEN, countOf(tail) - count);
    if (count >= maxItems) return BUSY;
  }
  const word = block ? length | BLOCK_BIT : length;
  const bytes = recordBytes(word);
  const capacity = load(segment + CAPACITY);
  if (<u32>tail - load(ring + HEAD_SEEN) + bytes > capacity) {
    const head = <u32>load64(segment + HEAD);
    storeGuarded(ring + HEAD_SEEN, head);
    if (<u32>tail - head + bytes > capacity) {
      if (load(ring + GROWS) == 0) return BUSY;
      segment = grow(ring, self, segment, tail, bytes);
      if (segment == 0) return NO_MEMORY;
    }
  }
  const line = lineAt(segment, <u32>tail);
  if (block) {
    writeBlock(line, word, source);
    setStamp(source, countOf(tail));
    store(ring + PUT_COUNT, countOf(tail));
    store(ring + PUT_INTENT, <u32>source);
    assign(self, source, ringTag(ring));
  } else writeRecord(segment, tail, source, length);
  if (entry != 0) {
    store(entry + RING, <u32>ring);
    store(ring + PUT_COUNT, countOf(tail));
    store(ring + PUT_ENTRY, <u32>entry);
  }
  commit(line, countOf(tail));
  store64(ring + TAIL, markOf(countOf(tail) + 1, <u32>tail + bytes));
  if (block) store(ring + PUT_INTENT, 0);
  if (entry != 0) {
    store(entry + STATE, FREE);
    store(ring + PUT_ENTRY, 0);
    store(entry + RING, 0);
  }
  return OK;
}

/** A next segment, twice as large; 0 when memory is used up. */
function grow(ring: usize, self: u32, segment: usize, tail: u64, bytes: u32): usize {
  let capacity = min(load(segment + CAPACITY) << 1, CAPACITY_MAX);
  while (capacity < bytes) capacity <<= 1;
  const next = newSegment(self, capacity, tail);
  if (next == 0) return 0;
  setStamp(next, ~countOf(tail));
  store(ring + PUT_COUNT, countOf(tail));
  store(ring + PUT_INTENT, <u32>next);
  assign(self, next, ringTag(ring));
  store(segment + NEXT, <u32>next);
  store(ring + WRITE_SEGMENT, <u32>next);
  storeGuarded(ring + HEAD_SEEN, <u32>tail);
  store(ring + PUT_INTENT, 0);
  return next;
}

/** A message with handles is about to be put. */
export function ringMark(ring: usize): void {
  store(ring + CARRIES, 1);
}

export function ringCarries(ring: usize): bool {
  return load(ring + CARRIES) != 0;
}

/**
 * Takes a message: copies it to `target` and returns its length; or `BLOCK`, and `taken` names the block, which is now the
 * caller's own; or `BUSY`. Where it may have handles, and there is a free entry of the caller's ledger, that HAS the message from then on.
 */
export function ringGet(ring: usize, self: u32, target: usize, entry: usize): i32 {
  if (isEmpty(ring)) return isEnded(self) ? ENDED : BUSY;
  return take(ring, self, target, false, entry);
}

/** The same for a message that was sent as bytes: `NOT_BYTES` where the next one was not, which stays. */
export function ringGetBytes(ring: usize, self: u32, target: usize): i32 {
  if (isEmpty(ring)) return isEnded(self) ? ENDED : BUSY;
  return take(ring, self, target, true, 0);
}

/** The same after a spin for a message; `BUSY` when the turns were used up. */
export function ringSpinTake(ring: usize, self: u32, target: usize, turns: u32, entry: usize): i32 {
  return ringSpinGet(ring, turns) ? take(ring, self, target, false, entry) : BUSY;
}

function take(ring: usize, self: u32, target: usize, bytesOnly: bool, entry: usize): i32 {
  if (!enter(self)) return ENDED;
  const lock = takeLock(ring + READER, self);
  if (lock == 0) {
    leave(self);
    return BUSY;
  }
  if (lock == 2) mendReader(ring, self);
  const code = get(ring, self, target, bytesOnly, entry);
  swap(ring + READER, self, 0);
  leave(self);
  if (code == NOT_BYTES) signal(ring + DATA_FLAG, ring + DATA_SEQUENCE); // for who can take it
  else if (code != BUSY) {
    signal(ring + SPACE_FLAG, ring + SPACE_SEQUENCE);
    if (load(ring + DATA_FLAG) != 0 && !isEmpty(ring)) signal(ring + DATA_FLAG, ring + DATA_SEQUENCE);
  }
  return code;
}

/** Whether there is nothing to take. */
function isEmpty(ring: usize): bool {
  while (true) { // every turn ends it, or consumers went on to another segment
    const segment = load(ring + READ_SEGMENT);
    const isLast = load(<usize>segment + NEXT) == 0;
    const isDrained = !isCommitted(<usize>segment, load64(<usize>segment + HEAD));
    if (load(ring + READ_SEGMENT) == segment) return isLast && isDrained;
  }
}

function get(ring: usize, self: u32, target: usize, bytesOnly: bool, entry: usize): i32 {
  let segment = <usize>load(ring + READ_SEGMENT);
  let head = load64(segment + HEAD);
  while (true) { // at most one turn for each segment
    const next = <usize>load(segment + NEXT);
    if (isCommitted(segment, head)) break;
    if (next == 0) return BUSY;
    setStamp(segment, ~countOf(head));
    store(ring + TAKE_COUNT, countOf(head));
    store(ring + TAKE_INTENT, <u32>segment | SEGMENT_BIT);
    store(ring + READ_SEGMENT, <u32>next);
    swap(ring + WRITE_SEGMENT, <u32>segment, <u32>next); // where the producer died after NEXT
    release(self, segment);
    store(ring + TAKE_INTENT, 0);
    segment = next;
    head = load64(segment + HEAD);
  }
  const line = lineAt(segment, <u32>head);
  const word = lengthWord(line);
  if (bytesOnly && !isBytes(line)) return NOT_BYTES;
  const after = markOf(countOf(head) + 1, <u32>head + recordBytes(word));
  if (entry != 0 && load(ring + CARRIES) == 0) entry = 0;
  if ((word & BLOCK_BIT) == 0) {
    readRecord(segment, <u32>head, target, word);
    if (entry != 0) announceTake(ring, entry, target, word, countOf(head));
    store64(segment + HEAD, after);
    if (entry != 0) endTake(ring, entry);
    return <i32>word;
  }
  const block = blockAddress(line);
  if (entry != 0) announceTake(ring, entry, block, word & ~BLOCK_BIT, countOf(head));
  store(ring + TAKE_COUNT, countOf(head));
  store(ring + TAKE_INTENT, <u32>block);
  store(blockOf(self) + P_TAKEN_BLOCK, <u32>block);
  store(blockOf(self) + P_TAKEN_BYTES, word & ~BLOCK_BIT);
  store64(segment + HEAD, after);
  assign(self, block, self);
  store(ring + TAKE_INTENT, 0);
  if (entry != 0) endTake(ring, entry);
  return BLOCK;
}

function announceTake(ring: usize, entry: usize, address: usize, length: u32, count: u32): void {
  entryTakes(entry, ring, address, length);
  store(ring + TAKE_COUNT, count);
  store(ring + TAKE_ENTRY, <u32>entry);
}

function endTake(ring: usize, entry: usize): void {
  store(entry + STATE, HAS);
  store(ring + TAKE_ENTRY, 0);
  store(entry + RING, 0);
}

/**
 * Copies the next message that was not looked at yet to `target`, and leaves it where it is. Only where nobody else reaches the ring.
 * `cursor` has 16 bytes, zeroed for the first message. Answers as `ringGet` does.
 */
export function ringPeek(ring: usize, self: u32, cursor: usize, target: usize): i32 {
  let segment = <usize>load(cursor);
  if (segment == 0) {
    segment = <usize>load(ring + READ_SEGMENT);
    store64(cursor + 8, load64(segment + HEAD));
  }
  for (let turn = 0; !isCommitted(segment, load64(cursor + 8)); turn++) { // one turn for each segment
    segment = <usize>load(segment + NEXT);
    if (segment == 0 || turn == PEEK_TURNS) return BUSY;
    store64(cursor + 8, load64(segment + HEAD));
  }
  store(cursor, <u32>segment);
  const head = load64(cursor + 8);
  const line = lineAt(segment, <u32>head);
  const word = lengthWord(line);
  store64(cursor + 8, markOf(countOf(head) + 1, <u32>head + recordBytes(word)));
  if ((word & BLOCK_BIT) == 0) {
    readRecord(segment, <u32>head, target, word);
    return <i32>word;
  }
  store(blockOf(self) + P_TAKEN_BLOCK, <u32>blockAddress(line));
  store(blockOf(self) + P_TAKEN_BYTES, word & ~BLOCK_BIT);
  return BLOCK;
}

/** Spins until there is a message; false when the turns are used up. */
export function ringSpinGet(ring: usize, turns: u32): bool {
  const segment = <usize>load(ring + READ_SEGMENT);
  const head = load64(segment + HEAD);
  const line = lineAt(segment, <u32>head);
  for (let turn: u32 = 0; turn < turns; turn++) {
    if (load(line) == countOf(head) + 1) return true;
    relax();
  }
  return !isEmpty(ring);
}
