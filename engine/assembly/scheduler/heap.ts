// A 4-ary heap of 16-byte entries (key f64, tag u64), least first; equal keys are ordered by tag.
// In a ready heap the tag is the process number, and processes are numbered by (arrival, pid): so the order is
// (key, arrival, pid), total, and independent of history. Four children share a cache line, since memory.ts lays heaps out
// so that the second entry begins one.

/** The tag of no entry. */
// @ts-ignore: decorator
@inline export const NO_TAG: u64 = 0xffffffffffffffff;

// @ts-ignore: decorator
@inline function keyAt(base: u32, index: u32): f64 {
  return load<f64>(base + (index << 4));
}
// @ts-ignore: decorator
@inline function tagAt(base: u32, index: u32): u64 {
  return load<u64>(base + (index << 4), 8);
}
// @ts-ignore: decorator
@inline function put(base: u32, index: u32, key: f64, tag: u64): void {
  store<f64>(base + (index << 4), key);
  store<u64>(base + (index << 4), tag, 8);
}

/** Adds an entry to a heap of `count` entries. */
export function heapPush(base: u32, count: u32, key: f64, tag: u64): void {
  let index = count;
  while (index > 0) {
    const parent = (index - 1) >> 2;
    const parentKey = keyAt(base, parent);
    const parentTag = tagAt(base, parent);
    if (parentKey < key || (parentKey == key && parentTag < tag)) break;
    put(base, index, parentKey, parentTag);
    index = parent;
  }
  put(base, index, key, tag);
}

/** The least key of a heap that is not empty. */
// @ts-ignore: decorator
@inline export function heapKey(base: u32): f64 {
  return keyAt(base, 0);
}

/** The tag of the least entry of a heap that is not empty. */
// @ts-ignore: decorator
@inline export function heapTag(base: u32): u64 {
  return tagAt(base, 0);
}

/** Whether the entry at one address goes before that of a key at another. */
// @ts-ignore: decorator
@inline function goesBefore(key: f64, at: u32, otherKey: f64, other: u32): bool {
  return key < otherKey || (key == otherKey && load<u64>(at, 8) < load<u64>(other, 8));
}

/** Removes the least entry of a heap of `count` entries, 1 at the least, and returns its tag. */
export function heapPop(base: u32, count: u32): u64 {
  const top = load<u64>(base, 8);
  // Places are counted in bytes from the base: 2^30 at the most, so that those of the children do not wrap.
  const last = (count - 1) << 4;
  const key = load<f64>(base + last);
  const tag = load<u64>(base + last, 8);
  let hole = base;
  for (let first: u32 = 16; first < last; first = ((hole - base) << 2) + 16) {
    let least = base + first;
    let leastKey = load<f64>(least);
    const end = base + min(first + 64, last);
    for (let child = least + 16; child < end; child += 16) {
      const childKey = load<f64>(child);
      if (goesBefore(childKey, child, leastKey, least)) {
        least = child;
        leastKey = childKey;
      }
    }
    const leastTag = load<u64>(least, 8);
    if (key < leastKey || (key == leastKey && tag < leastTag)) break;
    store<f64>(hole, leastKey);
    store<u64>(hole, leastTag, 8);
    hole = least;
  }
  store<f64>(hole, key);
  store<u64>(hole, tag, 8);
  return top;
}

// Listing the least entries in order without changing the heap: what comes next is among the children of what has been
// listed, so the open ones are kept in a small table. Listing k entries costs O(k²), whatever the heap's size.

// @ts-ignore: decorator
@inline const OPEN: u32 = 544; // u32 entry numbers, at most 3 * CANDIDATES_MAX + 1 of them
let openCount: u32 = 0;

/** Starts a listing at the least entry, which counts as listed. */
export function startListing(count: u32): void {
  openCount = 0;
  openChildren(0, count);
}

function openChildren(index: u32, count: u32): void {
  const end = min((index << 2) + 5, count);
  for (let child = (index << 2) + 1; child < end; ++child) {
    store<u32>(OPEN + (openCount << 2), child);
    openCount += 1;
  }
}

/** The tag of the next entry of the listing, or NO_TAG at its end. */
export function listNext(base: u32, count: u32): u64 {
  if (openCount == 0) return NO_TAG;
  let least: u32 = 0;
  for (let slot: u32 = 1; slot < openCount; ++slot) {
    const entry = load<u32>(OPEN + (slot << 2));
    const best = load<u32>(OPEN + (least << 2));
    const key = keyAt(base, entry);
    const bestKey = keyAt(base, best);
    if (key < bestKey || (key == bestKey && tagAt(base, entry) < tagAt(base, best))) least = slot;
  }
  const listed = load<u32>(OPEN + (least << 2));
  openCount -= 1;
  store<u32>(OPEN + (least << 2), load<u32>(OPEN + (openCount << 2)));
  openChildren(listed, count);
  return tagAt(base, listed);
}
