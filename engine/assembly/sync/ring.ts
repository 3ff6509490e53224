// The byte ring: many producers, many consumers, whole messages in the order in which they were committed.
//
//   ring      +0 MAX_ITEMS  +4 GROWS  +8 DONE (JoinableQueue)  +12 DONE_SEQUENCE  +16 DONE_FLAG  +20 CARRIES
//   producers +48 WRITER (inner lock)  +52 SPACE_SEQUENCE  +56 SPACE_FLAG  +60 WRITE_SEGMENT  +64 PUT_INTENT  +68 PUT_COUNT
//   consumers +112 READER (inner lock)  +116 DATA_SEQUENCE  +120 DATA_FLAG  +124 READ_SEGMENT  +128 TAKE_INTENT  +132 TAKE_COUNT
//   segment   +0 CAPACITY (power of two)  +4 NEXT  +48 TAIL (64 bits)  +112 HEAD (64 bits)  +176 bytes
//
// TAIL and HEAD are each `count of messages << 32 | position`, both modulo 2^32 and counted over all segments, so that one store
// commits a message and its number. Messages in the queue = count of TAIL - count of HEAD; never more than 2^31.
//
// A record is a word `length`, then the bytes, padded to 8; a long message lies in a block of its own (arena.ts), its
// record has BLOCK_BIT set and holds (address). So a message longer than the ring is one commit like any other, and nobody
// has to read half a message.
//
// Put, under WRITER and in a section: bytes of the record, then TAIL (commit), then release, then signal DATA.
//   A long message: its private block is named in PUT_INTENT with the count before, then owned by the ring, then TAIL (commit),
//   then PUT_INTENT = 0. Who takes WRITER from a dead owner looks at PUT_INTENT: if the count is still PUT_COUNT and the ring owns the
//   block, it was never put, and is freed. If the dead still owns it, it goes with the private blocks of the dead.
//   A full segment of a ring that GROWS: a new one, in the same way; it is committed by NEXT of the old one.
// Get, under READER and in a section: bytes to the caller's scratch block, then HEAD (commit), then release, then signal SPACE.
//   A long message: TAKE_INTENT and TAKE_COUNT, then HEAD (commit), then the block becomes the caller's own, then TAKE_INTENT = 0. Who takes READER
//   from a dead owner: if HEAD moved and the ring still owns the block with that stamp, its taker is dead: it is freed.
//   A drained segment with NEXT: TAKE_INTENT, READ_SEGMENT = NEXT (commit), WRITE_SEGMENT is moved on where its producer died before
//   it could, then the old one is freed, then TAKE_INTENT = 0. The TAIL of a segment is final once its NEXT is set.
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
// limit could tell from a slow writer).

import { clear, copy, load, load64, relax, store, store64, swap } from "./atomics";
import { allocate, assign, ownerOf, release, setStamp, SHARED, stampOf } from "./arena";
import {
  BLOCK,
  blockOf,
  BUSY,
  ENDED,
  NO_MEMORY,
  OK,
  OVERFLOW,
  P_TAKEN_BLOCK,
  P_TAKEN_BYTES,
} from "./layout";
import { enter, isAlive, isEnded, leave } from "./process";
import { arm, signal } from "./sleep";

const MAX_ITEMS: usize = 0;
const GROWS: usize = 4;
const DONE: usize = 8;
const DONE_SEQUENCE: usize = 12;
const DONE_FLAG: usize = 16;
/** 1 once a message with handles was put: whoever frees the ring must unpack what is left. */
const CARRIES: usize = 20;
const WRITER: usize = 48;
const SPACE_SEQUENCE: usize = 52;
const SPACE_FLAG: usize = 56;
const WRITE_SEGMENT: usize = 60;
const PUT_INTENT: usize = 64;
const PUT_COUNT: usize = 68;
const READER: usize = 112;
const DATA_SEQUENCE: usize = 116;
const DATA_FLAG: usize = 120;
const READ_SEGMENT: usize = 124;
const TAKE_INTENT: usize = 128;
const TAKE_COUNT: usize = 132;
export const RING_BYTES: u32 = 176;

const CAPACITY: usize = 0;
const NEXT: usize = 4;
const TAIL: usize = 48;
const HEAD: usize = 112;
const BYTES: usize = 176;
const CAPACITY_MAX: u32 = 1 << 22;

const BLOCK_BIT: u32 = 0x80000000;
/** In TAKE_INTENT: the block is a segment. Blocks are aligned to 16. */
const SEGMENT_BIT: u32 = 1;
const LOCK_TURNS: i32 = 100;

// @ts-ignore: decorator
@inline
function countOf(mark: u64): u32 {
  return <u32>(mark >> 32);
}

// @ts-ignore: decorator
@inline
function markOf(count: u32, position: u32): u64 {
  return ((<u64>count) << 32) | <u64>position;
}

// @ts-ignore: decorator
@inline
function ringTag(ring: usize): u32 {
  return SHARED | <u32>(ring >> 4);
}

function newSegment(self: u32, capacity: u32, mark: u64): usize {
  const segment = allocate(self, <u32>BYTES + capacity);
  if (segment == 0) return 0;
  clear(segment, BYTES);
  store(segment + CAPACITY, capacity);
  store64(segment + TAIL, mark);
  store64(segment + HEAD, mark);
  return segment;
}

/** Prepares a zeroed ring. `capacity` is a power of two; counters begin at `start`. Only inside a section. */
export function ringCreate(ring: usize, self: u32, capacity: u32, maxItems: u32, grows: bool, start: u32): i32 {
  const segment = newSegment(self, capacity, markOf(start, start & ~7));
  if (segment == 0) return NO_MEMORY;
  store(ring + MAX_ITEMS, maxItems);
  store(ring + GROWS, grows ? 1 : 0);
  store(ring + DONE, start);
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
    const next = <usize>load(segment + NEXT);
    if (head == load64(segment + TAIL)) {
      release(self, segment);
      if (next == 0) return;
      store(ring + READ_SEGMENT, <u32>next);
      continue;
    }
    const record = recordAt(segment, <u32>head);
    const word = load(record);
    if ((word & BLOCK_BIT) != 0) release(self, <usize>load(record + 4));
    store64(segment + HEAD, markOf(countOf(head) + 1, <u32>head + recordBytes(word)));
  }
}

// @ts-ignore: decorator
@inline
function recordAt(segment: usize, position: u32): usize {
  return segment + BYTES + <usize>(position & (load(segment + CAPACITY) - 1));
}

/** Bytes of a record in the ring: the word, the message or its block's address, padding. */
// @ts-ignore: decorator
@inline
function recordBytes(word: u32): u32 {
  return (word & BLOCK_BIT) != 0 ? 8 : (word + 11) & ~7;
}

/** 0 not taken, 1 taken, 2 taken from a dead owner. */
function takeLock(word: usize, self: u32): i32 {
  for (let turn = 0; turn < LOCK_TURNS; turn++) {
    const owner = swap(word, 0, self);
    if (owner == 0) return 1;
    if (!isAlive(owner) && swap(word, owner, self) == owner) return 2;
    relax();
  }
  return 0;
}

function mendWriter(ring: usize, self: u32): void {
  const behind = <usize>load(ring + WRITE_SEGMENT);
  const next = load(behind + NEXT);
  // Consumers move WRITE_SEGMENT on before they free a segment: if it still names it, `next` was read in time.
  if (next != 0 && load(ring + WRITE_SEGMENT) == <u32>behind) swap(ring + WRITE_SEGMENT, <u32>behind, next);
  const segment = <usize>load(ring + WRITE_SEGMENT);
  const intent = <usize>load(ring + PUT_INTENT);
  if (intent != 0 && segment != intent && ownerOf(intent) == ringTag(ring)) {
    if (countOf(load64(segment + TAIL)) == load(ring + PUT_COUNT)) release(self, intent);
  }
  store(ring + PUT_INTENT, 0);
}

function mendReader(ring: usize, self: u32): void {
  const word = load(ring + TAKE_INTENT);
  const intent = <usize>(word & ~SEGMENT_BIT);
  const count = load(ring + TAKE_COUNT);
  if (intent != 0 && ownerOf(intent) == ringTag(ring)) {
    const segment = <usize>load(ring + READ_SEGMENT);
    if ((word & SEGMENT_BIT) != 0) {
      if (segment != intent && stampOf(intent) == ~count) release(self, intent);
    } else if (stampOf(intent) == count && countOf(load64(segment + HEAD)) != count) release(self, intent);
  }
  store(ring + TAKE_INTENT, 0);
}

function copyIn(segment: usize, position: u32, source: usize, length: u32): void {
  const capacity = load(segment + CAPACITY);
  const offset = position & (capacity - 1);
  const first = min(length, capacity - offset);
  copy(segment + BYTES + <usize>offset, source, <usize>first);
  if (first < length) copy(segment + BYTES, source + <usize>first, <usize>(length - first));
}

function copyOut(segment: usize, position: u32, target: usize, length: u32): void {
  const capacity = load(segment + CAPACITY);
  const offset = position & (capacity - 1);
  const first = min(length, capacity - offset);
  copy(target, segment + BYTES + <usize>offset, <usize>first);
  if (first < length) copy(target + <usize>first, segment + BYTES, <usize>(length - first));
}

/** The number of messages; exact only while nobody else is at work. */
export function ringCount(ring: usize): u32 {
  while (true) { // every turn ends it, or consumers went on to another segment
    const reading = load(ring + READ_SEGMENT);
    const taken = countOf(load64(<usize>reading + HEAD));
    const writing = <usize>load(ring + WRITE_SEGMENT);
    const put = countOf(load64(writing + TAIL));
    if (load(ring + READ_SEGMENT) != reading) continue;
    const count = put - taken;
    return <i32>count < 0 ? 0 : count;
  }
}

export function ringIsFull(ring: usize): bool {
  return ringCount(ring) >= load(ring + MAX_ITEMS);
}

/** Puts `length` bytes at `source`, or with `block` a private block that holds them and then belongs to the ring. */
export function ringPut(ring: usize, self: u32, source: usize, length: u32, block: bool): i32 {
  if (!enter(self)) return ENDED;
  const lock = takeLock(ring + WRITER, self);
  if (lock == 0) {
    leave(self);
    return BUSY;
  }
  if (lock == 2) mendWriter(ring, self);
  const code = put(ring, self, source, length, block);
  swap(ring + WRITER, self, 0);
  leave(self);
  if (code == OK) {
    signal(ring + DATA_FLAG, ring + DATA_SEQUENCE);
    if (load(ring + SPACE_FLAG) != 0 && !ringIsFull(ring)) signal(ring + SPACE_FLAG, ring + SPACE_SEQUENCE);
  }
  return code;
}

function put(ring: usize, self: u32, source: usize, length: u32, block: bool): i32 {
  let segment = <usize>load(ring + WRITE_SEGMENT);
  let tail = load64(segment + TAIL);
  const maxItems = load(ring + MAX_ITEMS);
  if (maxItems != 0xffffffff && ringCount(ring) >= maxItems) return BUSY;
  const word = block ? length | BLOCK_BIT : length;
  const bytes = recordBytes(word);
  const used = <u32>tail - <u32>load64(segment + HEAD);
  if (used + bytes > load(segment + CAPACITY)) {
    if (load(ring + GROWS) == 0) return BUSY;
    const next = grow(ring, self, segment, tail, bytes);
    if (next == 0) return NO_MEMORY;
    segment = next;
    tail = load64(segment + TAIL);
  }
  const record = recordAt(segment, <u32>tail);
  store(record, word);
  if (block) {
    store(record + 4, <u32>source);
    setStamp(source, countOf(tail));
    store(ring + PUT_COUNT, countOf(tail));
    store(ring + PUT_INTENT, <u32>source);
    assign(self, source, ringTag(ring));
  } else copyIn(segment, <u32>tail + 4, source, length);
  store64(segment + TAIL, markOf(countOf(tail) + 1, <u32>tail + bytes));
  if (block) store(ring + PUT_INTENT, 0);
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
  store(ring + PUT_INTENT, 0);
  return next;
}

export function ringMark(ring: usize): void {
  store(ring + CARRIES, 1);
}

export function ringCarries(ring: usize): bool {
  return load(ring + CARRIES) != 0;
}

/** Says that a producer will sleep; then it tries once more. */
export function ringArmPut(ring: usize, bits: u32): void {
  arm(ring + SPACE_FLAG, bits);
}

export function ringArmGet(ring: usize, bits: u32): void {
  arm(ring + DATA_FLAG, bits);
}

/**
 * Takes a message: copies it to `target` and returns its length; or `BLOCK`, and `taken` names the block, which is now the
 * caller's own; or `BUSY`.
 */
export function ringGet(ring: usize, self: u32, target: usize): i32 {
  if (isEmpty(ring)) return isEnded(self) ? ENDED : BUSY;
  if (!enter(self)) return ENDED;
  const lock = takeLock(ring + READER, self);
  if (lock == 0) {
    leave(self);
    return BUSY;
  }
  if (lock == 2) mendReader(ring, self);
  const code = get(ring, self, target);
  swap(ring + READER, self, 0);
  leave(self);
  if (code != BUSY) {
    signal(ring + SPACE_FLAG, ring + SPACE_SEQUENCE);
    if (load(ring + DATA_FLAG) != 0 && !isEmpty(ring)) signal(ring + DATA_FLAG, ring + DATA_SEQUENCE);
  }
  return code;
}

/** Whether there is nothing to take; looks at two words, or three where the ring grew. */
function isEmpty(ring: usize): bool {
  const segment = <usize>load(ring + READ_SEGMENT);
  return load(segment + NEXT) == 0 && load64(segment + HEAD) == load64(segment + TAIL);
}

function get(ring: usize, self: u32, target: usize): i32 {
  let segment = <usize>load(ring + READ_SEGMENT);
  let head = load64(segment + HEAD);
  while (true) { // at most one turn for each segment
    const next = <usize>load(segment + NEXT);
    if (head != load64(segment + TAIL)) break;
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
  const record = recordAt(segment, <u32>head);
  const word = load(record);
  const after = markOf(countOf(head) + 1, <u32>head + recordBytes(word));
  if ((word & BLOCK_BIT) == 0) {
    copyOut(segment, <u32>head + 4, target, word);
    store64(segment + HEAD, after);
    return <i32>word;
  }
  const block = <usize>load(record + 4);
  store(ring + TAKE_COUNT, countOf(head));
  store(ring + TAKE_INTENT, <u32>block);
  store(blockOf(self) + P_TAKEN_BLOCK, <u32>block);
  store(blockOf(self) + P_TAKEN_BYTES, word & ~BLOCK_BIT);
  store64(segment + HEAD, after);
  assign(self, block, self);
  store(ring + TAKE_INTENT, 0);
  return BLOCK;
}

/** Spins until there is a message; false when the turns are used up. */
export function ringSpinGet(ring: usize, turns: u32): bool {
  for (let turn: u32 = 0; turn < turns; turn++) {
    if (!isEmpty(ring)) return true;
    relax();
  }
  return false;
}

/** How many messages were ever put. */
function putCount(ring: usize): u32 {
  while (true) { // every turn ends it, or the ring grew
    const segment = load(ring + WRITE_SEGMENT);
    const count = countOf(load64(<usize>segment + TAIL));
    if (load(ring + WRITE_SEGMENT) == segment) return count;
  }
}

/** One message less to do. `OVERFLOW` when all that were put are done. */
export function ringDone(ring: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  let code = OK;
  while (true) { // every turn ends it, or another process changed the number
    const done = load(ring + DONE);
    if (done == putCount(ring)) {
      code = OVERFLOW;
      break;
    }
    if (swap(ring + DONE, done, done + 1) == done) break;
  }
  if (code == OK && ringIsDone(ring)) signal(ring + DONE_FLAG, ring + DONE_SEQUENCE);
  leave(self);
  return code;
}

function ringIsDone(ring: usize): bool {
  return load(ring + DONE) == putCount(ring);
}

export function ringTryDone(ring: usize, self: u32): i32 {
  if (isEnded(self)) return ENDED;
  return ringIsDone(ring) ? OK : BUSY;
}

export function ringArmDone(ring: usize, bits: u32): void {
  arm(ring + DONE_FLAG, bits);
}

/** Addresses of the sequence words: 0 space, 1 data, 2 done. */
export function ringSequence(ring: usize, which: u32): usize {
  return ring + (which == 0 ? SPACE_SEQUENCE : which == 1 ? DATA_SEQUENCE : DONE_SEQUENCE);
}

/** Wakes both sides: an end of the pipe was closed. */
export function ringSignalAll(ring: usize): void {
  signal(ring + DATA_FLAG, ring + DATA_SEQUENCE);
  signal(ring + SPACE_FLAG, ring + SPACE_SEQUENCE);
}
