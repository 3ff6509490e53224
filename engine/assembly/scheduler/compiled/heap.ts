// Memory for what a compiled policy makes: blocks of 2^5 bytes and more, those that were given back in a list for each size.
// They lie above the columns, which are laid out once, so the region begins where the memory ended then. Objects are collected
// between instants, when nothing of the policy's is under way: what its object reaches is all that lives.

import { fail, Fault } from "./faults";
import { processCount } from "../needs";


/** Bytes that a policy may have, besides some for each process. */
// @ts-ignore: decorator
@inline const BYTES_MAX: u64 = 256 << 20;
// @ts-ignore: decorator
@inline const BYTES_PER_PROCESS: u64 = 256;
/** The least that is looked through at a time. */
// @ts-ignore: decorator
@inline const COLLECT_FROM: u64 = 1 << 20;

/** A block begins with its size, right before an address that 16 divides. */
// @ts-ignore: decorator
@inline const HEADER: u32 = 4;
// @ts-ignore: decorator
@inline const LEAST_CLASS: u32 = 5;

/** The first free block of each size. */
const free: u32 = u32(memory.data(128, 16));
/** Where the region begins and where the next block goes; 0 before the first. */
let base: u64 = 0;
let next: u64 = 0;
/** Bytes of blocks that are in use, and how many there may be before objects are collected. */
let used: u64 = 0;
let collectAt: u64 = COLLECT_FROM;

/** The size of a block by the power of two. */
// @ts-ignore: decorator
@inline function classOf(bytes: usize): u32 {
  return max(LEAST_CLASS, 32 - clz(u32(bytes) + HEADER - 1));
}

/** A new block at the end of the region. */
function extend(bytes: u64): u32 {
  if (base == 0) {
    base = u64(memory.size()) << 16;
    next = base + 16 - HEADER;
  }
  const end = next + bytes;
  if (end - base > BYTES_MAX + BYTES_PER_PROCESS * u64(processCount)) outOfMemory();
  const size = u64(memory.size()) << 16;
  if (end + 16 > size) {
    // Twice what there is of it, so that growing is rare; as much as is needed where that cannot be had.
    const missing = (end + 16 - size + 65535) >> 16;
    if (memory.grow(i32(max(missing, (next - base) >> 16))) < 0 && memory.grow(i32(missing)) < 0) outOfMemory();
  }
  const block = u32(next);
  next = end;
  return block;
}

function outOfMemory(): void {
  fail(Fault.Memory, f64(used), f64(BYTES_MAX + BYTES_PER_PROCESS * u64(processCount)));
}

// @ts-ignore: decorator
@global @unsafe export function __alloc(size: usize): usize {
  if (size > 0x3ffffff0) outOfMemory();
  const sizeClass = classOf(size);
  const bytes = u64(1) << sizeClass;
  const list = free + (sizeClass << 2);
  let block = load<u32>(list);
  if (block != 0) store<u32>(list, load<u32>(block + HEADER));
  else block = extend(bytes);
  used += bytes;
  store<u32>(block, u32(bytes) - HEADER);
  return block + HEADER;
}

// @ts-ignore: decorator
@global @unsafe export function __free(pointer: usize): void {
  const block = u32(pointer) - HEADER;
  const bytes = load<u32>(block) + HEADER;
  const list = free + (classOf(bytes - HEADER) << 2);
  store<u32>(block + HEADER, load<u32>(list));
  store<u32>(list, block);
  used -= bytes;
}

// @ts-ignore: decorator
@global @unsafe export function __realloc(pointer: usize, size: usize): usize {
  const had = load<u32>(u32(pointer) - HEADER);
  if (size <= had) return pointer;
  const moved = __alloc(size);
  memory.copy(moved, pointer, had);
  __free(pointer);
  return moved;
}

/** Called between instants: objects that nothing reaches are given back. */
// @ts-ignore: decorator
@inline export function collectUnused(): void {
  if (used > collectAt) collectNow();
}

function collectNow(): void {
  __collect();
  collectAt = max(COLLECT_FROM, used << 1);
}
