// How many CPUs will be free when, by the estimates of the jobs that run and the reservations of those that wait. In the last
// span, which goes on for ever, all CPUs are free; neighbours differ. There are at most two spans more than twice the jobs.
// The spans themselves are in profile_blocks.ts.

import {
  add,
  addOf,
  addToBlock,
  advance,
  blockOf,
  clearBlocks,
  directoryEnd,
  endOf,
  entry,
  free,
  freeBefore,
  highOf,
  insertAfter,
  lowOf,
  nextStart,
  remove,
  seek,
  setAt,
  setHigh,
  setLow,
  setStart,
  span,
  SPAN_BYTES,
  startOf,
} from "./profile_blocks";
import { ENTRY_BYTES, profileAddress } from "./memory";

/** Called once before a run. */
export function clearProfile(): void {
  if (profileAddress != 0) clearBlocks();
}

/** Forgets what was before `now`. */
export function forgetBefore(now: f64): void {
  setAt(profileAddress, blockOf(profileAddress));
  while (nextStart() <= now) remove();
}

/**
 * The first time from `now` on at which a job with a reservation from `start` on could begin instead, its own CPUs counting
 * as free; `start` where there is no earlier one (Infinity for a job that has none yet). The cursor is on the span of what
 * is found. Nothing is changed: most jobs that are asked for cannot be moved.
 */
export function earlierStart(now: f64, start: f64, ticks: f64, cpus: i32): f64 {
  let block = profileAddress;
  let at = blockOf(block);
  let last = endOf(block);
  let needed = cpus - addOf(block);
  let found = now;
  let end = min(now + ticks, start);
  let isWhole = true; // whether the search has been through this block from its first span on
  setAt(block, at);
  while (true) {
    while (load<i32>(at, 8) >= needed) {
      at += SPAN_BYTES;
      if (at == last) {
        if (isWhole) setLow(block, max(lowOf(block), cpus));
        do block += ENTRY_BYTES;
        while (block < directoryEnd && startOf(block) < end && lowOf(block) >= cpus);
        if (block == directoryEnd) return found;
        at = blockOf(block);
        last = endOf(block);
        needed = cpus - addOf(block);
        isWhole = true;
      }
      if (startOf(at) >= end) return found;
    }
    isWhole = isWhole && at == blockOf(block);
    // From here on too few are free. In the last span of all there are enough.
    do {
      at += SPAN_BYTES;
      if (at == last) {
        if (isWhole) setHigh(block, min(highOf(block), cpus - 1));
        do block += ENTRY_BYTES;
        while (highOf(block) < cpus);
        at = blockOf(block);
        last = endOf(block);
        needed = cpus - addOf(block);
        isWhole = true;
      }
      if (startOf(at) >= start) return start;
    } while (load<i32>(at, 8) < needed);
    isWhole = isWhole && at == blockOf(block);
    found = max(found, startOf(at));
    end = min(found + ticks, start);
    setAt(block, at);
  }
}

/** Lets the span after the one at the cursor begin at another time instead, if as many CPUs are free in it. */
// @ts-ignore: decorator
@inline function moveNext(start: f64, cpus: i32): bool {
  const oldEntry = entry;
  const oldSpan = span;
  advance();
  if (free() == cpus) {
    setStart(start);
    return true;
  }
  setAt(oldEntry, oldSpan);
  return false;
}

/** Takes CPUs from `start` up to `end`, where the cursor is on the span of `start`; gives them back with a negative number. */
export function takeCpusHere(start: f64, end: f64, cpus: i32): void {
  if (startOf(span) == start) {
    if (freeBefore() == free() - cpus) {
      // It becomes one with the span before it, as far as it lies inside.
      if (nextStart() > end) {
        setStart(end);
        return;
      }
      remove();
    }
  } else {
    const before = free();
    const next = nextStart();
    if (next > end) {
      insertAfter(start, before - cpus);
      insertAfter(end, before);
      return;
    }
    if (next == end && moveNext(start, before - cpus)) return;
    insertAfter(start, before);
  }
  while (startOf(span) < end) {
    const next = nextStart();
    if (next > end) {
      const before = free();
      add(-cpus);
      insertAfter(end, before);
      return;
    }
    if (span == blockOf(entry) && entry + ENTRY_BYTES < directoryEnd && startOf(entry + ENTRY_BYTES) <= end) {
      addToBlock(-cpus);
      setAt(entry + ENTRY_BYTES, blockOf(entry + ENTRY_BYTES));
    } else {
      add(-cpus);
      advance();
    }
  }
  if (free() == freeBefore()) remove();
}

/** Takes CPUs from `start` up to `end`; gives them back with a negative number. */
export function takeCpus(start: f64, end: f64, cpus: i32): void {
  seek(start);
  takeCpusHere(start, end, cpus);
}
