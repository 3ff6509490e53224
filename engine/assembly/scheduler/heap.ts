// A 4-ary heap of 16-byte entries (key f64, tag u64), least first; equal keys are ordered by tag.
// In a ready heap the tag is the process number, and processes are numbered by (arrival, pid): so the order is
// (key, arrival, pid), total, and independent of history. Four children share a cache line.

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

/** Removes the least entry of a heap of `count` entries, 1 at the least, and returns its tag. */
export function heapPop(base: u32, count: u32): u64 {
  const top = tagAt(base, 0);
  const last = count - 1;
  const key = keyAt(base, last);
  const tag = tagAt(base, last);
  let index: u32 = 0;
  for (;;) {
    let child = (index << 2) + 1;
    if (child >= last) break;
    const childEnd = min(child + 4, last);
    let least = child;
    let leastKey = keyAt(base, child);
    while (++child < childEnd) {
      const childKey = keyAt(base, child);
      if (childKey < leastKey || (childKey == leastKey && tagAt(base, child) < tagAt(base, least))) {
        least = child;
        leastKey = childKey;
      }
    }
    const leastTag = tagAt(base, least);
    if (key < leastKey || (key == leastKey && tag < leastTag)) break;
    put(base, index, leastKey, leastTag);
    index = least;
  }
  put(base, index, key, tag);
  return top;
}

/** The tag of the least entry greater than (key, tag), or NO_TAG; O(count), used only to list candidates. */
export function heapNext(base: u32, count: u32, key: f64, tag: u64): u64 {
  let found = NO_TAG;
  let foundKey: f64 = Infinity;
  for (let index: u32 = 0; index < count; ++index) {
    const otherKey = keyAt(base, index);
    const other = tagAt(base, index);
    if (otherKey < key || (otherKey == key && other <= tag)) continue;
    if (otherKey < foundKey || (otherKey == foundKey && other < found)) {
      found = other;
      foundKey = otherKey;
    }
  }
  return found;
}
