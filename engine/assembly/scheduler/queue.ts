// FIFO queues as intrusive lists: a process stands in at most one list, so one link column serves them all.
// A queue is a pair of words (head, tail) at given addresses. `head` is the first process, or NONE. `tail` is the address
// of the word that the next process to join is written to: the last one's link, or the head word of an empty queue; so
// joining takes no branch. The multilevel queues keep a bitmap of non-empty levels.

import { getU32, HEADS, linkAddress, NONE, setU32, TAILS } from "./memory";

/** Bit i is set while level i holds a process. */
export let levelsInUse: u64 = 0;

/** Empties a queue. */
// @ts-ignore: decorator
@inline export function clearQueue(headAddress: u32, tailAddress: u32): void {
  store<u32>(headAddress, NONE);
  store<u32>(tailAddress, headAddress);
}

/** Empties all levels; called once before a run. */
export function clearLevels(): void {
  levelsInUse = 0;
  for (let level: u32 = 0; level < 64; ++level) clearQueue(HEADS + (level << 2), TAILS + (level << 2));
}

/** The word that says which process follows this one. */
// @ts-ignore: decorator
@inline function linkWord(process: u32): u32 {
  return linkAddress + (process << 2);
}

/** Appends a process to the queue whose tail word stands at the given address. */
// @ts-ignore: decorator
@inline export function append(tailAddress: u32, process: u32): void {
  const link = linkWord(process);
  store<u32>(link, NONE);
  store<u32>(load<u32>(tailAddress), process);
  store<u32>(tailAddress, link);
}

/** Takes the first process of a queue that is not empty. */
// @ts-ignore: decorator
@inline export function takeFirst(headAddress: u32, tailAddress: u32): u32 {
  const process = load<u32>(headAddress);
  const next = getU32(linkAddress, process);
  store<u32>(headAddress, next);
  if (next == NONE) store<u32>(tailAddress, headAddress);
  return process;
}

/** Appends to a level. */
// @ts-ignore: decorator
@inline export function appendToLevel(level: u32, process: u32): void {
  append(TAILS + (level << 2), process);
  levelsInUse |= u64(1) << level;
}

/** Puts a process before all others of a level. */
export function prependToLevel(level: u32, process: u32): void {
  const head = getU32(HEADS, level);
  setU32(linkAddress, process, head);
  setU32(HEADS, level, process);
  if (head == NONE) setU32(TAILS, level, linkWord(process));
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
  const process = takeFirst(HEADS + (level << 2), TAILS + (level << 2));
  if (getU32(HEADS, level) == NONE) levelsInUse &= ~(u64(1) << level);
  return process;
}

/** Appends all of a level to level 0, in its order; O(1). */
export function appendLevelToFirst(level: u32): void {
  const head = getU32(HEADS, level);
  if (head == NONE) return;
  store<u32>(getU32(TAILS, 0), head);
  setU32(TAILS, 0, getU32(TAILS, level));
  clearQueue(HEADS + (level << 2), TAILS + (level << 2));
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
