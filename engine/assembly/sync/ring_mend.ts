// The locks of a ring, and what is mended where one is taken from a dead owner. The protocol stands in ring.ts.

import { load, load64, relax, store, store64, swap } from "./atomics";
import { assign, ownerOf, release, SHARED, stampOf } from "./arena";
import { entryOwner, FREE, HAS, RING, STATE, TAKING } from "./debts";
import { isAlive } from "./process";
import {
  DATA_FLAG,
  DATA_SEQUENCE,
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
  WRITE_SEGMENT,
  WRITER,
} from "./ring_layout";
import { countOf, HEAD, isCommitted, lengthWord, lineAt, markOf, NEXT, recordBytes } from "./segment";
import { signal } from "./sleep";

/** In TAKE_INTENT: the block is a segment. Blocks are aligned to 16. */
export const SEGMENT_BIT: u32 = 1;
const LOCK_TURNS: i32 = 100;

// @ts-ignore: decorator
@inline
export function ringTag(ring: usize): u32 {
  return SHARED | <u32>(ring >> 4);
}

/** 0 not taken, 1 taken, 2 taken from a dead owner. */
export function takeLock(word: usize, self: u32): i32 {
  for (let turn = 0; turn < LOCK_TURNS; turn++) {
    const owner = swap(word, 0, self);
    if (owner == 0) return 1;
    if (!isAlive(owner) && swap(word, owner, self) == owner) return 2;
    relax();
  }
  return 0;
}

/** What a dead producer left: see ring.ts. */
export function mendWriter(ring: usize, self: u32): void {
  const behind = <usize>load(ring + WRITE_SEGMENT);
  const next = load(behind + NEXT);
  // Consumers move WRITE_SEGMENT on before they free a segment: if it still names it, `next` was read in time.
  if (next != 0 && load(ring + WRITE_SEGMENT) == <u32>behind) swap(ring + WRITE_SEGMENT, <u32>behind, next);
  const segment = <usize>load(ring + WRITE_SEGMENT);
  let tail = load64(ring + TAIL);
  if (isCommitted(segment, tail)) {
    tail = markOf(countOf(tail) + 1, <u32>tail + recordBytes(lengthWord(lineAt(segment, <u32>tail))));
    store64(ring + TAIL, tail);
  }
  const intent = <usize>load(ring + PUT_INTENT);
  if (intent != 0 && segment != intent && ownerOf(intent) == ringTag(ring)) {
    if (countOf(tail) == load(ring + PUT_COUNT)) release(self, intent);
  }
  store(ring + PUT_INTENT, 0);
  const entry = <usize>load(ring + PUT_ENTRY);
  if (entry != 0) {
    if (countOf(tail) != load(ring + PUT_COUNT)) store(entry + STATE, FREE);
    store(ring + PUT_ENTRY, 0);
  }
}

/** What a dead consumer left. */
export function mendReader(ring: usize, self: u32): void {
  const entry = <usize>load(ring + TAKE_ENTRY);
  const word = load(ring + TAKE_INTENT);
  const intent = <usize>(word & ~SEGMENT_BIT);
  const count = load(ring + TAKE_COUNT);
  if (intent != 0 && ownerOf(intent) == ringTag(ring)) {
    const segment = <usize>load(ring + READ_SEGMENT);
    if ((word & SEGMENT_BIT) != 0) {
      if (segment != intent && stampOf(intent) == ~count) release(self, intent);
    } else if (stampOf(intent) == count && countOf(load64(segment + HEAD)) != count) {
      if (entry != 0) assign(self, intent, entryOwner(entry));
      else release(self, intent);
    }
  }
  store(ring + TAKE_INTENT, 0);
  if (entry != 0) {
    if (countOf(load64(<usize>load(ring + READ_SEGMENT) + HEAD)) != count) store(entry + STATE, HAS);
    store(ring + TAKE_ENTRY, 0);
  }
}

/** Has a ring that an entry of a dead process names say what came of the entry. Only inside a section. */
export function ringSettle(ring: usize, self: u32, entry: usize): void {
  let lock = takeLock(ring + WRITER, self);
  while (lock == 0) lock = takeLock(ring + WRITER, self); // ends when its holder is through, or dead
  if (lock == 2) mendWriter(ring, self);
  swap(ring + WRITER, self, 0);
  lock = takeLock(ring + READER, self);
  while (lock == 0) lock = takeLock(ring + READER, self); // the same
  if (lock == 2) mendReader(ring, self);
  swap(ring + READER, self, 0);
  if (load(entry + STATE) == TAKING) store(entry + STATE, FREE);
  store(entry + RING, 0);
  // Who tried meanwhile was told that the ring is full, or empty.
  signal(ring + DATA_FLAG, ring + DATA_SEQUENCE);
  signal(ring + SPACE_FLAG, ring + SPACE_SEQUENCE);
}
