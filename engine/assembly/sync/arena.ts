// The arena: a binary buddy allocator over the shared memory, for every process of the tree.
//
//   block   [ state and order | owner | next or stamp | previous or part ]  payload ...       2^order bytes, order 6 to 30
//
// The headers are the truth: from ARENA to ARENA_TOP one block follows the other, so that the arena can be walked. The
// free lists are only an index over it. One lock guards everything; each change commits with one store of a header (or of
// ARENA_TOP). A death inside leaves the headers whole and the lists in doubt: the next one to take the lock rebuilds the
// lists from the headers.
//   allocate  unlink; split: the upper half's header, then the lower half's (commit); owner, then state = USED (commit)
//   release   one header: the block itself, or the pair it makes with its free buddy (commit), then the lists; then its parts
//   grow      memory, headers of the new blocks, then ARENA_TOP (commit)
//
// Parts. What is too long for one block begins in one and goes on in others, each linked behind the one before. Their owner is
// SHARED | PART_BIT | the address >> 4 of the first: so they go with it, whoever has it. Who releases the first frees it and then them;
// after a death in between they are parts of a block that is free, which is how the next one to take the lock knows them.
//
// Owner: the process whose private block it is (freed when that process is dead and its thread gone), or SHARED, or SHARED | the
// address >> 4 of the ring or the slot of a board that holds it (that of a board goes with the board's owner), or OBJECT | its kind
// (holders.ts). P_PRIVATE_BLOCKS counts private blocks, never too low, so that most deaths need no walk.

import { add, clear, load, store } from "./atomics";
import { giveInner, takeInner } from "./inner";
import {
  ARENA,
  ARENA_HEADS,
  ARENA_LOCK,
  ARENA_TOP,
  blockOf,
  P_PRIVATE_BLOCKS,
  ROOT_MEMORY_FLAG,
  ROOT_MEMORY_SEQUENCE,
} from "./layout";
import { signal } from "./sleep";

export const HEADER_BYTES: usize = 16;
const ORDER_MIN: u32 = 6;
const ORDER_MAX: u32 = 30;
const FREE: u32 = 0x100;
const USED: u32 = 0x200;
const ORDER_MASK: u32 = 0xff;
/** Owner of a block that belongs to no single process. */
export const SHARED: u32 = 0x80000000;

/** Owner of an object, with its kind: an address >> 4 has no such bit. */
export const OBJECT: u32 = 0xc0000000;

/** In the owner: the block is a part of the one that the rest names. */
const PART_BIT: u32 = 0x20000000;
const PLACE_MASK: u32 = 0x0fffffff;

const H_STATE: usize = 0;
const H_OWNER: usize = 4;
const H_NEXT: usize = 8;
const H_PREVIOUS: usize = 12;
/** Of a used block: the block that is the next part of what begins in it, or 0. */
const H_PART: usize = H_PREVIOUS;
const PAGE_BITS: u32 = 16;

// @ts-ignore: decorator
@inline
function headOf(order: u32): usize {
  return ARENA_HEADS + (<usize>order << 2);
}

// @ts-ignore: decorator
@inline
function orderOf(block: usize): u32 {
  return load(block + H_STATE) & ORDER_MASK;
}

function takeLock(self: u32): void {
  if (takeInner(ARENA_LOCK, self)) rebuild();
  if (load(ARENA_TOP) == 0) store(ARENA_TOP, <u32>ARENA);
}

// @ts-ignore: decorator
@inline
function giveLock(self: u32): void {
  giveInner(ARENA_LOCK, self);
}

function push(block: usize, order: u32): void {
  const head = headOf(order);
  const next = load(head);
  store(block + H_NEXT, next);
  store(block + H_PREVIOUS, 0);
  if (next != 0) store(<usize>next + H_PREVIOUS, <u32>block);
  store(head, <u32>block);
}

function unlink(block: usize, order: u32): void {
  const next = load(block + H_NEXT);
  const previous = load(block + H_PREVIOUS);
  if (previous != 0) store(<usize>previous + H_NEXT, next);
  else store(headOf(order), next);
  if (next != 0) store(<usize>next + H_PREVIOUS, previous);
}

/** The free lists from the headers, and parts of what was freed; one step for each block. */
function rebuild(): void {
  for (let order = ORDER_MIN; order <= ORDER_MAX; order++) store(headOf(order), 0);
  const top = <usize>load(ARENA_TOP);
  for (let block: usize = ARENA; block < top; block += <usize>1 << orderOf(block)) {
    const owner = load(block + H_OWNER);
    if ((load(block + H_STATE) & USED) != 0 && isPart(owner) && (load(wholeOf(owner) + H_STATE) & USED) == 0) {
      store(block + H_STATE, FREE | orderOf(block));
    }
    if ((load(block + H_STATE) & FREE) != 0) push(block, orderOf(block));
  }
}

// @ts-ignore: decorator
@inline
function isPart(owner: u32): bool {
  return (owner & (OBJECT | PART_BIT)) == (SHARED | PART_BIT);
}

/** The block that a part belongs to, or the free one that it is in. */
function wholeOf(owner: u32): usize {
  return blockAround(<usize>(owner & PLACE_MASK) << 4);
}

/** Memory up to `end`; false when there is no more. */
function reach(end: usize): bool {
  const pages = <i32>((end + 0xffff) >> PAGE_BITS);
  const missing = pages - memory.size();
  // A quarter more than is needed, so that growing stays rare; exactly what is needed where that is refused.
  if (missing <= 0) return true;
  // Where that is refused too, the memory may have been given all its pages meanwhile (spaces.ts).
  return memory.grow(missing + (pages >> 2)) >= 0 || memory.grow(missing) >= 0 || memory.size() >= pages;
}

/** A new block of an order at the top, with free blocks before it up to its alignment. 0 when memory is used up. */
function extend(order: u32): usize {
  const top = <usize>load(ARENA_TOP);
  const size = <usize>1 << order;
  const start = ARENA + ((top - ARENA + size - 1) & ~(size - 1));
  if (<u64>start + <u64>size > 0xffff0000 || !reach(start + size)) return 0;
  for (let gap = top; gap < start;) {
    const gapOrder = <u32>ctz(<u32>(gap - ARENA));
    store(gap + H_STATE, FREE | gapOrder);
    gap += <usize>1 << gapOrder;
  }
  store(start + H_STATE, FREE | order);
  store(ARENA_TOP, <u32>(start + size));
  for (let gap = top; gap < start;) {
    const gapOrder = orderOf(gap);
    const next = gap + (<usize>1 << gapOrder);
    push(gap, gapOrder);
    gap = next;
  }
  return start;
}

/** A private block of at least `bytes`, not zeroed; 0 when memory is used up. Only inside a section. */
export function allocate(self: u32, bytes: u32): usize {
  if (bytes > (1 << ORDER_MAX) - <u32>HEADER_BYTES) return 0;
  const whole = bytes + <u32>HEADER_BYTES;
  const wanted: u32 = whole <= 1 << ORDER_MIN ? ORDER_MIN : 32 - <u32>clz(whole - 1);
  takeLock(self);
  let order = wanted;
  while (order <= ORDER_MAX && load(headOf(order)) == 0) order++;
  let block: usize;
  if (order <= ORDER_MAX) {
    block = <usize>load(headOf(order));
    unlink(block, order);
  } else {
    order = wanted;
    block = extend(wanted);
    if (block == 0) {
      giveLock(self);
      return 0;
    }
  }
  while (order > wanted) {
    order--;
    const upper = block + (<usize>1 << order);
    store(upper + H_STATE, FREE | order);
    store(block + H_STATE, FREE | order);
    push(upper, order);
  }
  add(blockOf(self) + P_PRIVATE_BLOCKS, 1);
  store(block + H_OWNER, self);
  store(block + H_PART, 0);
  store(block + H_STATE, USED | order);
  giveLock(self);
  return block + HEADER_BYTES;
}

/** A block of zeroes. */
export function allocateZeroed(self: u32, bytes: u32): usize {
  const payload = allocate(self, bytes);
  if (payload != 0) clear(payload, <usize>bytes);
  return payload;
}

/** Frees a block and returns the start of the free block that it is part of now. */
function releaseLocked(block: usize): usize {
  let order = orderOf(block);
  while (order < ORDER_MAX) {
    const buddy = ARENA + ((block - ARENA) ^ (<usize>1 << order));
    if (buddy + (<usize>1 << order) > <usize>load(ARENA_TOP) || load(buddy + H_STATE) != (FREE | order)) break;
    unlink(buddy, order);
    order++;
    if (buddy < block) block = buddy;
    store(block + H_STATE, FREE | order);
  }
  store(block + H_STATE, FREE | order);
  push(block, order);
  return block;
}

/** Gives a block back, with its parts, and wakes who waits for memory. Only inside a section. */
export function release(self: u32, payload: usize): void {
  giveBack(self, payload);
  signal(ROOT_MEMORY_FLAG, ROOT_MEMORY_SEQUENCE);
}

/** The same, and wakes nobody: for what was taken in vain. */
export function giveBack(self: u32, payload: usize): void {
  const block = payload - HEADER_BYTES;
  takeLock(self);
  const owner = load(block + H_OWNER);
  let part = <usize>load(block + H_PART);
  releaseLocked(block);
  while (part != 0) { // one turn for each part
    const next = <usize>load(part + H_PART);
    releaseLocked(part);
    part = next;
  }
  giveLock(self);
  if (owner == self) add(blockOf(self) + P_PRIVATE_BLOCKS, <u32>-1);
}

/** Makes a private block the part of `whole` behind `last`, which is `whole` or its last part. It belongs to `whole` before it is linked. */
export function joinPart(self: u32, whole: usize, last: usize, part: usize): void {
  assign(self, part, SHARED | PART_BIT | <u32>(whole >> 4));
  store(last - HEADER_BYTES + H_PART, <u32>(part - HEADER_BYTES));
}

/** The part behind a block, or 0. */
export function partAfter(payload: usize): usize {
  const part = <usize>load(payload - HEADER_BYTES + H_PART);
  return part == 0 ? 0 : part + HEADER_BYTES;
}

/** Gives a block to another owner: from private to shared, to a ring, to another process, or back. */
export function assign(self: u32, payload: usize, owner: u32): void {
  const word = payload - HEADER_BYTES + H_OWNER;
  const before = load(word);
  if ((owner & SHARED) == 0 && before != owner) add(blockOf(owner) + P_PRIVATE_BLOCKS, 1);
  store(word, owner);
  if (before == self && owner != self) add(blockOf(self) + P_PRIVATE_BLOCKS, <u32>-1);
}

export function ownerOf(payload: usize): u32 {
  return load(payload - HEADER_BYTES + H_OWNER);
}

/** A number that the owner of a used block keeps with it. */
export function stampOf(payload: usize): u32 {
  return load(payload - HEADER_BYTES + H_NEXT);
}

export function setStamp(payload: usize, stamp: u32): void {
  store(payload - HEADER_BYTES + H_NEXT, stamp);
}

/** Bytes that a block holds. */
export function sizeOf(payload: usize): u32 {
  return (1 << orderOf(payload - HEADER_BYTES)) - <u32>HEADER_BYTES;
}

/**
 * Frees the private blocks of a dead process, and what slots in them hold (board.ts). Some steps for each block of the arena, none when it
 * had no block.
 */
export function releaseAllOf(self: u32, dead: u32): void {
  const count = blockOf(dead) + P_PRIVATE_BLOCKS;
  if (load(count) == 0) return;
  takeLock(self);
  for (let pass = 0; pass < 3; pass++) {
    for (let block: usize = ARENA; block < <usize>load(ARENA_TOP); block += <usize>1 << orderOf(block)) {
      if ((load(block + H_STATE) & USED) == 0) continue;
      const owner = load(block + H_OWNER);
      if (pass == 0 ? isPartOf(owner, dead) : pass == 1 ? isHeldIn(owner, dead) : owner == dead) block = releaseLocked(block);
    }
  }
  store(count, 0);
  giveLock(self);
  signal(ROOT_MEMORY_FLAG, ROOT_MEMORY_SEQUENCE);
}

/** Whether an owner is an address inside of a private block of a process. */
function isHeldIn(owner: u32, process: u32): bool {
  if ((owner & OBJECT) != SHARED || (owner & PLACE_MASK) == 0 || isPart(owner)) return false;
  const block = wholeOf(owner);
  return (load(block + H_STATE) & USED) != 0 && load(block + H_OWNER) == process;
}

/** Whether an owner is a block that is a process's own, or held in one. */
function isPartOf(owner: u32, process: u32): bool {
  if (!isPart(owner)) return false;
  const whole = wholeOf(owner);
  if ((load(whole + H_STATE) & USED) == 0) return false;
  const ownerOfWhole = load(whole + H_OWNER);
  return ownerOfWhole == process || isHeldIn(ownerOfWhole, process);
}

/** The block that an address below ARENA_TOP lies in. At most one step for each order. */
function blockAround(address: usize): usize {
  // Where the block that begins at a multiple of 2^order is smaller than that, another begins at each of its halves.
  for (let order = ORDER_MAX; order > ORDER_MIN; order--) {
    const block = ARENA + ((address - ARENA) & ~((<usize>1 << order) - 1));
    if (orderOf(block) >= order) return block;
  }
  return ARENA + ((address - ARENA) & ~((<usize>1 << ORDER_MIN) - 1));
}

/**
 * The next used block after one (0: the first) whose owner has all the bits; holds the lock from the first call until it answers 0 or
 * `stopFinding` is called.
 */
export function findOwned(self: u32, after: usize, bits: u32): usize {
  let block = ARENA;
  if (after == 0) takeLock(self);
  else block = after - HEADER_BYTES + (<usize>1 << orderOf(after - HEADER_BYTES));
  for (; block < <usize>load(ARENA_TOP); block += <usize>1 << orderOf(block)) {
    if ((load(block + H_STATE) & USED) != 0 && (load(block + H_OWNER) & bits) == bits) return block + HEADER_BYTES;
  }
  giveLock(self);
  return 0;
}

export function stopFinding(self: u32): void {
  giveLock(self);
}

/** Keeps memory from being freed, for a few steps: see holders.ts. Only inside a section. */
export function lockArena(self: u32): void {
  takeLock(self);
}

export function unlockArena(self: u32): void {
  giveLock(self);
}

/** Bytes in used blocks, headers included: for tests and for leaks. */
export function arenaUsedBytes(self: u32): u32 {
  takeLock(self);
  let bytes: u32 = 0;
  const top = <usize>load(ARENA_TOP);
  for (let block: usize = ARENA; block < top; block += <usize>1 << orderOf(block)) {
    if ((load(block + H_STATE) & USED) != 0) bytes += <u32>1 << orderOf(block);
  }
  giveLock(self);
  return bytes;
}
