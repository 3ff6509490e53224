// The memory of a ring: segments of lines.
//
//   segment  +0 CAPACITY (bytes, power of two)  +4 NEXT  +48 HEAD (64 bits)  +112 lines
//   line     +0 STAMP  +4 LENGTH  +8 56 bytes          64 bytes, one cache line: blocks of the arena begin 16 bytes behind one
//
// A record is one line or more, one after the other, around the end of the segment if need be. STAMP of its first line says whether it is
// there: it is the record's number plus one, modulo 2^32. Any other line has the stamp of an older record, or a number below that of
// the segment's first record: so nobody takes old bytes for a record, and reader and writer of a short message share one line.
//
// LENGTH of the first line is that of the message, and where it lies in a block of its own (arena.ts) BLOCK_BIT is set and the address
// follows. HEAD is `count of messages << 32 | position`, both modulo 2^32 and counted over all segments of a ring.

import { clear, copy, load, store, store64, storeGuarded } from "./atomics";
import { allocate } from "./arena";

export const CAPACITY: usize = 0;
export const NEXT: usize = 4;
export const HEAD: usize = 48;
const LINES: usize = 112;
export const LINE_BYTES: u32 = 64;
const LENGTH: usize = 4;
const PAYLOAD: usize = 8;
const PAYLOAD_BYTES: u32 = 56;

export const BLOCK_BIT: u32 = 0x80000000;

// @ts-ignore: decorator
@inline
export function countOf(mark: u64): u32 {
  return <u32>(mark >> 32);
}

// @ts-ignore: decorator
@inline
export function markOf(count: u32, position: u32): u64 {
  return ((<u64>count) << 32) | <u64>position;
}

/** A private block with a segment whose first record will have the number and the position of the mark; 0 when memory is used up. */
export function newSegment(self: u32, capacity: u32, mark: u64): usize {
  const segment = allocate(self, <u32>LINES + capacity);
  if (segment == 0) return 0;
  clear(segment, LINES);
  store(segment + CAPACITY, capacity);
  store64(segment + HEAD, mark);
  const end = segment + LINES + <usize>capacity;
  for (let line = segment + LINES; line < end; line += LINE_BYTES) storeGuarded(line, countOf(mark));
  return segment;
}

// @ts-ignore: decorator
@inline
export function lineAt(segment: usize, position: u32): usize {
  return segment + LINES + <usize>(position & (load(segment + CAPACITY) - 1));
}

/** Whether the record of a mark is there. */
// @ts-ignore: decorator
@inline
export function isCommitted(segment: usize, mark: u64): bool {
  return load(lineAt(segment, <u32>mark)) == countOf(mark) + 1;
}

// @ts-ignore: decorator
@inline
export function commit(line: usize, count: u32): void {
  store(line, count + 1);
}

// @ts-ignore: decorator
@inline
export function lengthWord(line: usize): u32 {
  return load(line + LENGTH);
}

/** Address of the block of a record that has BLOCK_BIT. */
// @ts-ignore: decorator
@inline
export function blockAddress(line: usize): usize {
  return <usize>load(line + PAYLOAD);
}

/** Whether a message was sent as bytes: it begins with `Tag.Raw` (workers/core/_format.ts). */
export function isBytes(line: usize): bool {
  const begin = (lengthWord(line) & BLOCK_BIT) != 0 ? blockAddress(line) : line + PAYLOAD;
  return (load(begin) & 0xff) == 0xff;
}

/** Bytes of a record in a segment. */
// @ts-ignore: decorator
@inline
export function recordBytes(word: u32): u32 {
  return (word & BLOCK_BIT) != 0 || word <= PAYLOAD_BYTES ? LINE_BYTES : (word + PAYLOAD_BYTES - 1) / PAYLOAD_BYTES * LINE_BYTES;
}

/** Writes the record of a long message, but for its stamp. */
// @ts-ignore: decorator
@inline
export function writeBlock(line: usize, word: u32, block: usize): void {
  storeGuarded(line + LENGTH, word);
  storeGuarded(line + PAYLOAD, <u32>block);
}

/** Writes the record of a message, but for the stamp of its first line. */
export function writeRecord(segment: usize, mark: u64, source: usize, length: u32): void {
  let position = <u32>mark;
  let line = lineAt(segment, position);
  storeGuarded(line + LENGTH, length);
  while (length > PAYLOAD_BYTES) { // one turn for each line but the last
    copy(line + PAYLOAD, source, PAYLOAD_BYTES);
    source += PAYLOAD_BYTES;
    length -= PAYLOAD_BYTES;
    position += LINE_BYTES;
    line = lineAt(segment, position);
    storeGuarded(line, countOf(mark));
  }
  copy(line + PAYLOAD, source, length);
}

export function readRecord(segment: usize, position: u32, target: usize, length: u32): void {
  let line = lineAt(segment, position);
  while (length > PAYLOAD_BYTES) { // one turn for each line but the last
    copy(target, line + PAYLOAD, PAYLOAD_BYTES);
    target += PAYLOAD_BYTES;
    length -= PAYLOAD_BYTES;
    position += LINE_BYTES;
    line = lineAt(segment, position);
  }
  copy(target, line + PAYLOAD, length);
}
