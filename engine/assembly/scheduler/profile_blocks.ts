// The spans of the profile (profile.ts), in the order of time: each is its start and the CPUs that are free from then on,
// until the next one. They stand in blocks of up to 32, and a directory lists the blocks in order: so that one span more
// or less moves some of a block, a wide change adds to whole blocks, and a search passes over blocks that cannot have what
// it looks for.
//
// A span is known by its address, and by that of its block's entry in the directory: the CPUs of a block are less than they
// are by what the entry says. Two neighbours have 24 spans or more together, so there are at most a twelfth as many blocks
// as spans, and one or two more.

import { closeGap, makeRoom } from "./entries";
import { cpuCount } from "./needs";
import { BLOCK_BYTES, ENTRY_BYTES, profileAddress, profileBlocksAddress } from "./memory";

// @ts-ignore: decorator
@inline export const SPAN_BYTES: u32 = 16; // start f64, CPUs i32
// @ts-ignore: decorator
@inline const SPANS_MAX: u32 = BLOCK_BYTES / SPAN_BYTES;
/** A block of so many spans, or fewer, becomes one with a neighbour if both have no more than the second number together. */
// @ts-ignore: decorator
@inline const FEW: u32 = 16;
// @ts-ignore: decorator
@inline const TOGETHER_MAX: u32 = 24;

/** The end of the directory. */
export let directoryEnd: u32 = 0;
/** A block that is not in use and holds the address of the next such one, 0 for none; and the first that never was in use. */
let spareBlock: u32 = 0;
let unusedBlock: u32 = 0;

// The cursor: a span, and the entry of its block.
export let entry: u32 = 0;
export let span: u32 = 0;

// An entry: start of the first span f64, block u32, spans u32, what is to be added to their CPUs i32, bounds of their CPUs
// (below and above, not always the closest) i32.
// @ts-ignore: decorator
@inline export function blockOf(entry: u32): u32 {
  return load<u32>(entry, 8);
}
// @ts-ignore: decorator
@inline export function countOf(entry: u32): u32 {
  return load<u32>(entry, 12);
}
// @ts-ignore: decorator
@inline export function addOf(entry: u32): i32 {
  return load<i32>(entry, 16);
}
// @ts-ignore: decorator
@inline export function lowOf(entry: u32): i32 {
  return load<i32>(entry, 20);
}
// @ts-ignore: decorator
@inline export function highOf(entry: u32): i32 {
  return load<i32>(entry, 24);
}
// @ts-ignore: decorator
@inline export function setLow(entry: u32, cpus: i32): void {
  store<i32>(entry, cpus, 20);
}
// @ts-ignore: decorator
@inline export function setHigh(entry: u32, cpus: i32): void {
  store<i32>(entry, cpus, 24);
}
// @ts-ignore: decorator
@inline function setCount(entry: u32, count: u32): void {
  store<u32>(entry, count, 12);
}
// @ts-ignore: decorator
@inline export function endOf(entry: u32): u32 {
  return blockOf(entry) + countOf(entry) * SPAN_BYTES;
}
// @ts-ignore: decorator
@inline export function startOf(spanOrEntry: u32): f64 {
  return load<f64>(spanOrEntry);
}

/** Called once before a run: one span, in which all CPUs are free. */
export function clearBlocks(): void {
  spareBlock = 0;
  unusedBlock = profileBlocksAddress + BLOCK_BYTES;
  directoryEnd = profileAddress + ENTRY_BYTES;
  setAt(profileAddress, profileBlocksAddress);
  store<f64>(entry, 0);
  store<u32>(entry, profileBlocksAddress, 8);
  setCount(entry, 1);
  store<i32>(entry, 0, 16);
  setLow(entry, i32(cpuCount));
  setHigh(entry, i32(cpuCount));
  store<f64>(span, 0);
  store<i32>(span, i32(cpuCount), 8);
}

/** Sets the cursor. */
// @ts-ignore: decorator
@inline export function setAt(newEntry: u32, newSpan: u32): void {
  entry = newEntry;
  span = newSpan;
}

/** Sets the cursor to the span in which a time is, which is not before the first one's start. */
export function seek(time: f64): void {
  let low = profileAddress;
  for (let left = (directoryEnd - low) / ENTRY_BYTES; left > 1;) {
    const half = left >> 1;
    const middle = low + half * ENTRY_BYTES;
    low = startOf(middle) <= time ? middle : low;
    left -= half;
  }
  let at = blockOf(low);
  for (let left = countOf(low); left > 1;) {
    const half = left >> 1;
    const middle = at + half * SPAN_BYTES;
    at = startOf(middle) <= time ? middle : at;
    left -= half;
  }
  setAt(low, at);
}

/** The CPUs that are free in the span at the cursor. */
// @ts-ignore: decorator
@inline export function free(): i32 {
  return load<i32>(span, 8) + addOf(entry);
}

/** Where the span at the cursor ends; Infinity for the last one. */
// @ts-ignore: decorator
@inline export function nextStart(): f64 {
  if (span + SPAN_BYTES < endOf(entry)) return startOf(span + SPAN_BYTES);
  return entry + ENTRY_BYTES < directoryEnd ? startOf(entry + ENTRY_BYTES) : Infinity;
}

/** The CPUs that are free in the span before the one at the cursor; -1 where there is none. */
// @ts-ignore: decorator
@inline export function freeBefore(): i32 {
  if (span > blockOf(entry)) return load<i32>(span - SPAN_BYTES, 8) + addOf(entry);
  if (entry == profileAddress) return -1;
  return load<i32>(endOf(entry - ENTRY_BYTES) - SPAN_BYTES, 8) + addOf(entry - ENTRY_BYTES);
}

/** Moves the cursor to the next span, which there is. */
// @ts-ignore: decorator
@inline export function advance(): void {
  span += SPAN_BYTES;
  if (span == endOf(entry)) setAt(entry + ENTRY_BYTES, blockOf(entry + ENTRY_BYTES));
}

/** Adds to the CPUs of the span at the cursor. */
// @ts-ignore: decorator
@inline export function add(cpus: i32): void {
  const sum = load<i32>(span, 8) + cpus;
  store<i32>(span, sum, 8);
  widen(sum + addOf(entry));
}

/** Adds to the CPUs of all spans of the block at the cursor. */
// @ts-ignore: decorator
@inline export function addToBlock(cpus: i32): void {
  store<i32>(entry, addOf(entry) + cpus, 16);
  setLow(entry, lowOf(entry) + cpus);
  setHigh(entry, highOf(entry) + cpus);
}

/** Makes the bounds of the block at the cursor hold for so many CPUs. */
// @ts-ignore: decorator
@inline function widen(cpus: i32): void {
  setLow(entry, min(lowOf(entry), cpus));
  setHigh(entry, max(highOf(entry), cpus));
}

/** Lets the span at the cursor begin at another time, between its neighbours. */
// @ts-ignore: decorator
@inline export function setStart(time: f64): void {
  store<f64>(span, time);
  if (span == blockOf(entry)) store<f64>(entry, time);
}

/** A new span after the one at the cursor, and the cursor on it. */
export function insertAfter(start: f64, cpus: i32): void {
  if (countOf(entry) == SPANS_MAX) split();
  const end = endOf(entry);
  span += SPAN_BYTES;
  makeRoom(span, (end - span) / SPAN_BYTES);
  store<f64>(span, start);
  store<i32>(span, cpus - addOf(entry), 8);
  setCount(entry, countOf(entry) + 1);
  widen(cpus);
}

/** Moves half of the block at the cursor to a new one behind it. */
function split(): void {
  const half = SPANS_MAX / 2;
  const next = entry + ENTRY_BYTES;
  memory.copy(next + ENTRY_BYTES, next, directoryEnd - next);
  directoryEnd += ENTRY_BYTES;
  memory.copy(next, entry, ENTRY_BYTES);
  const block = takeBlock();
  const middle = blockOf(entry) + half * SPAN_BYTES;
  memory.copy(block, middle, half * SPAN_BYTES);
  setCount(entry, half);
  setCount(next, half);
  store<u32>(next, block, 8);
  store<f64>(next, startOf(block));
  if (span >= middle) setAt(next, block + (span - middle));
}

function takeBlock(): u32 {
  const block = spareBlock;
  if (block != 0) {
    spareBlock = load<u32>(block);
    return block;
  }
  unusedBlock += BLOCK_BYTES;
  return unusedBlock - BLOCK_BYTES;
}

/** Takes an entry out of the directory; its block is of no use any more. */
function dropEntry(gone: u32): void {
  store<u32>(blockOf(gone), spareBlock);
  spareBlock = blockOf(gone);
  memory.copy(gone, gone + ENTRY_BYTES, directoryEnd - gone - ENTRY_BYTES);
  directoryEnd -= ENTRY_BYTES;
}

/** Removes the span at the cursor, which is not the last of all; the cursor is on the next one then. */
export function remove(): void {
  const left = countOf(entry) - 1;
  setCount(entry, left);
  closeGap(span, span + SPAN_BYTES, (endOf(entry) - span) / SPAN_BYTES);
  if (left == 0) {
    dropEntry(entry);
    span = blockOf(entry);
    return;
  }
  if (span == blockOf(entry)) store<f64>(entry, startOf(span));
  if (left <= FEW) gather();
  if (span == endOf(entry)) setAt(entry + ENTRY_BYTES, blockOf(entry + ENTRY_BYTES));
}

/** Makes the block at the cursor one with a neighbour, where both are small. */
function gather(): void {
  const next = entry + ENTRY_BYTES;
  if (next < directoryEnd && countOf(entry) + countOf(next) <= TOGETHER_MAX) {
    append(entry, next);
    return;
  }
  const before = entry - ENTRY_BYTES;
  if (entry == profileAddress || countOf(before) + countOf(entry) > TOGETHER_MAX) return;
  const place = endOf(before) + (span - blockOf(entry));
  append(before, entry);
  setAt(before, place);
}

/** Appends a block to the one before it. */
function append(to: u32, from: u32): void {
  const change = addOf(from) - addOf(to);
  let place = endOf(to);
  for (let each = blockOf(from), end = endOf(from); each < end; each += SPAN_BYTES, place += SPAN_BYTES) {
    store<f64>(place, startOf(each));
    store<i32>(place, load<i32>(each, 8) + change, 8);
  }
  setCount(to, countOf(to) + countOf(from));
  setLow(to, min(lowOf(to), lowOf(from)));
  setHigh(to, max(highOf(to), highOf(from)));
  dropEntry(from);
}
