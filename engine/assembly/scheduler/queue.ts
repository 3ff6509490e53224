// FIFO queues as intrusive lists: a process stands in at most one list, so one link column serves them all.
// A queue is the pair of words (head, tail) at a given address; the multilevel queues keep a bitmap of non-empty levels.

import { getU32, HEADS, linkAddress, NONE, setU32, TAILS } from "./memory";

/** Bit i is set while level i holds a process. */
export let levelsInUse: u64 = 0;

/** Empties all levels; called once before a run. */
export function clearLevels(): void {
  levelsInUse = 0;
  for (let level: u32 = 0; level < 64; ++level) {
    setU32(HEADS, level, NONE);
    setU32(TAILS, level, NONE);
  }
}

/** Appends a process to the queue whose head and tail words stand at the given addresses. */
// @ts-ignore: decorator
@inline export function append(headAddress: u32, tailAddress: u32, process: u32): void {
  setU32(linkAddress, process, NONE);
  const tail = load<u32>(tailAddress);
  if (tail == NONE) store<u32>(headAddress, process);
  else setU32(linkAddress, tail, process);
  store<u32>(tailAddress, process);
}

/** Takes the first process of a queue that is not empty. */
// @ts-ignore: decorator
@inline export function takeFirst(headAddress: u32, tailAddress: u32): u32 {
  const process = load<u32>(headAddress);
  const next = getU32(linkAddress, process);
  store<u32>(headAddress, next);
  if (next == NONE) store<u32>(tailAddress, NONE);
  return process;
}

/** Appends to a level. */
// @ts-ignore: decorator
@inline export function appendToLevel(level: u32, process: u32): void {
  append(HEADS + (level << 2), TAILS + (level << 2), process);
  levelsInUse |= u64(1) << level;
}

/** Puts a process before all others of a level. */
export function prependToLevel(level: u32, process: u32): void {
  const head = getU32(HEADS, level);
  setU32(linkAddress, process, head);
  setU32(HEADS, level, process);
  if (head == NONE) setU32(TAILS, level, process);
  levelsInUse |= u64(1) << level;
}

/** The first level that holds a process. Defined only while one does. */
// @ts-ignore: decorator
@inline export function firstLevel(): u32 {
  return u32(ctz(levelsInUse));
}

/** Takes the first process of the first non-empty level. Defined only while there is one. */
// @ts-ignore: decorator
@inline export function takeFirstOfLevels(): u32 {
  const level = firstLevel();
  const headAddress = HEADS + (level << 2);
  const process = takeFirst(headAddress, TAILS + (level << 2));
  if (load<u32>(headAddress) == NONE) levelsInUse &= ~(u64(1) << level);
  return process;
}

/** Appends all of a level to level 0, in its order; O(1). */
export function appendLevelToFirst(level: u32): void {
  const head = getU32(HEADS, level);
  if (head == NONE) return;
  const lastOfFirst = getU32(TAILS, 0);
  if (lastOfFirst == NONE) setU32(HEADS, 0, head);
  else setU32(linkAddress, lastOfFirst, head);
  setU32(TAILS, 0, getU32(TAILS, level));
  setU32(HEADS, level, NONE);
  setU32(TAILS, level, NONE);
  levelsInUse = (levelsInUse & ~(u64(1) << level)) | 1;
}

/** The process at the head of a level. */
// @ts-ignore: decorator
@inline export function headOfLevel(level: u32): u32 {
  return getU32(HEADS, level);
}

/** The process that follows in the same list, or the first of the next level that holds one, or NONE. */
export function nextInLevels(process: u32, level: u32): u32 {
  const next = getU32(linkAddress, process);
  if (next != NONE || level >= 63) return next;
  const below = levelsInUse >> (level + 1);
  return below == 0 ? NONE : headOfLevel(level + 1 + u32(ctz(below)));
}

/** The level whose list holds the process that ends at or after it; used only to list candidates. */
export function levelOfListed(process: u32): u32 {
  for (let levels = levelsInUse; levels != 0; levels &= levels - 1) {
    const level = u32(ctz(levels));
    for (let other = headOfLevel(level); other != NONE; other = getU32(linkAddress, other)) {
      if (other == process) return level;
    }
  }
  return 0;
}
