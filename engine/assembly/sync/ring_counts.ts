// What can be counted of a ring, and what waits for it: room, messages, items that are done.

import { load, load64, swap } from "./atomics";
import { BUSY, ENDED, OK, OVERFLOW } from "./layout";
import { enter, isEnded, leave } from "./process";
import {
  DATA_FLAG,
  DATA_SEQUENCE,
  DONE,
  DONE_FLAG,
  DONE_SEQUENCE,
  MAX_ITEMS,
  READ_SEGMENT,
  SPACE_FLAG,
  SPACE_SEQUENCE,
  TAIL,
  WRITE_SEGMENT,
} from "./ring_layout";
import { countOf, HEAD, isCommitted } from "./segment";
import { arm, signal } from "./sleep";

/** How many messages were ever put, also by one that died before it could say so. */
function putCount(ring: usize): u32 {
  while (true) { // every turn ends it, or something was put
    const tail = load64(ring + TAIL);
    const segment = load(ring + WRITE_SEGMENT);
    const count = countOf(tail) + (isCommitted(<usize>segment, tail) ? 1 : 0);
    if (load64(ring + TAIL) == tail && load(ring + WRITE_SEGMENT) == segment) return count;
  }
}

/** The number of messages; exact only while nobody else is at work. */
export function ringCount(ring: usize): u32 {
  while (true) { // every turn ends it, or consumers went on to another segment
    const reading = load(ring + READ_SEGMENT);
    const taken = countOf(load64(<usize>reading + HEAD));
    const put = putCount(ring);
    if (load(ring + READ_SEGMENT) != reading) continue;
    const count = put - taken;
    return <i32>count < 0 ? 0 : count;
  }
}

/** The most messages that it holds. */
export function ringMaxItems(ring: usize): u32 {
  return load(ring + MAX_ITEMS);
}

export function ringIsFull(ring: usize): bool {
  return ringCount(ring) >= load(ring + MAX_ITEMS);
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

/** Says that a producer will sleep; then it tries once more. */
export function ringArmPut(ring: usize, bits: u32): void {
  arm(ring + SPACE_FLAG, bits);
}

export function ringArmGet(ring: usize, bits: u32): void {
  arm(ring + DATA_FLAG, bits);
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
