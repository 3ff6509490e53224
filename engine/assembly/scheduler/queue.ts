// FIFO queues as intrusive lists: a process stands in at most one list, so one link column serves them all.
// A queue is a pair of words (head, tail) at given addresses. `head` is the first process, or NONE. `tail` is the address
// of the word that the next process to join is written to: the last one's link, or the head word of an empty queue; so
// joining takes no branch. The multilevel queues keep a bitmap of non-empty levels.
//
// In the extended build the levels of the ready queue are not lists but keys in the tree that extended/run_queues.ts looks
// at, and all that is said here of levels holds of what is seen there.

import { Cause } from "./trace";
import { EXTENDED } from "./build";
import { after, first, firstOfKey, headTag, join, look, orderKey, part, tailTag } from "./extended/run_queues";
import { getU32, NONE, setU32 } from "./columns";
import { HEADS, linkAddress, TAILS } from "./memory";
import { rootCount } from "./extended/memory";

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
  if (EXTENDED) {
    join(process, level, tailTag());
    return;
  }
  append(TAILS + (level << 2), process);
  levelsInUse |= u64(1) << level;
}

/** Puts a process before all others of a level. */
export function prependToLevel(level: u32, process: u32): void {
  if (EXTENDED) {
    join(process, level, headTag());
    return;
  }
  const head = getU32(HEADS, level);
  setU32(linkAddress, process, head);
  setU32(HEADS, level, process);
  if (head == NONE) setU32(TAILS, level, linkWord(process));
  levelsInUse |= u64(1) << level;
}

/** Whether no level holds a process. */
// @ts-ignore: decorator
@inline export function hasNoLevel(): bool {
  if (EXTENDED) return first() == NONE;
  return levelsInUse == 0;
}

/** The first level that holds a process. Defined only while one does. */
// @ts-ignore: decorator
@inline export function firstLevel(): u32 {
  if (EXTENDED) return u32(orderKey(first()));
  return u32(ctz(levelsInUse));
}

/** The first level from this one on that holds a process, or NONE. */
export function firstLevelFrom(level: u32): u32 {
  if (EXTENDED) {
    const process = firstOfKey(level);
    return process == NONE ? NONE : u32(orderKey(process));
  }
  if (level > 63) return NONE;
  const from = levelsInUse >> level;
  return from == 0 ? NONE : level + u32(ctz(from));
}

/** Whether a level holds a process. */
// @ts-ignore: decorator
@inline export function holdsLevel(level: u32): bool {
  if (EXTENDED) return headOfLevel(level) != NONE;
  return ((levelsInUse >> level) & 1) != 0;
}

/** The process that stands behind this one in its level, or NONE. */
// @ts-ignore: decorator
@inline export function nextInLevel(process: u32): u32 {
  if (EXTENDED) {
    const next = after(process);
    return next == NONE || orderKey(next) != orderKey(process) ? NONE : next;
  }
  return getU32(linkAddress, process);
}

/** Takes the first process of the first non-empty level. Defined only while there is one. */
// @ts-ignore: decorator
@inline export function takeFirstOfLevels(): u32 {
  return takeFirstOfLevel(firstLevel());
}

/** Takes the first process of a level that is not empty. */
// @ts-ignore: decorator
@inline export function takeFirstOfLevel(level: u32): u32 {
  if (EXTENDED) {
    const best = firstOfKey(level);
    part(best);
    return best;
  }
  const process = takeFirst(HEADS + (level << 2), TAILS + (level << 2));
  if (getU32(HEADS, level) == NONE) levelsInUse &= ~(u64(1) << level);
  return process;
}

/** Removes the process that follows another one in a level. */
export function removeAfter(level: u32, process: u32): void {
  const removed = getU32(linkAddress, process);
  const next = getU32(linkAddress, removed);
  setU32(linkAddress, process, next);
  if (next == NONE) setU32(TAILS, level, linkWord(process));
}

/** Appends all of a level to level 0, in its order; O(1). In the extended build in all queues, process by process. */
export function appendLevelToFirst(level: u32): void {
  if (EXTENDED) {
    for (let root: u32 = 0; root < rootCount(); ++root) appendLevelOf(root, level);
    return;
  }
  const head = getU32(HEADS, level);
  if (head == NONE) return;
  store<u32>(getU32(TAILS, 0), head);
  setU32(TAILS, 0, getU32(TAILS, level));
  clearQueue(HEADS + (level << 2), TAILS + (level << 2));
  levelsInUse = (levelsInUse & ~(u64(1) << level)) | 1;
}

function appendLevelOf(root: u32, level: u32): void {
  look(root, NONE);
  for (let process = headOfLevel(level); process != NONE; process = headOfLevel(level)) {
    part(process);
    appendToLevel(0, process);
  }
}

/** The process at the head of a level, or NONE. */
// @ts-ignore: decorator
@inline export function headOfLevel(level: u32): u32 {
  if (EXTENDED) {
    const process = firstOfKey(level);
    return process == NONE || orderKey(process) != level ? NONE : process;
  }
  return getU32(HEADS, level);
}

/** What the policies whose ready processes stand in levels have in common. */
// @ts-ignore: decorator
@unmanaged
export class Levels {
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return hasNoLevel();
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    return headOfLevel(firstLevel());
  }
  // @ts-ignore: decorator
  @inline nextLevel(): u32 {
    return firstLevel();
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    return takeFirstOfLevels();
  }
}

/** What the policies with one FIFO queue have in common. */
// @ts-ignore: decorator
@unmanaged
export class OneQueue {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    appendToLevel(0, process);
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return hasNoLevel();
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    return headOfLevel(0);
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    return takeFirstOfLevels();
  }
  next(process: u32): u32 {
    return nextInLevels(process, 0);
  }
}

/** The process that follows in the same list, or the first of the next level that holds one, or NONE. */
export function nextInLevels(process: u32, level: u32): u32 {
  if (EXTENDED) return after(process);
  const next = getU32(linkAddress, process);
  if (next != NONE || level >= 63) return next;
  const below = levelsInUse >> (level + 1);
  return below == 0 ? NONE : headOfLevel(level + 1 + u32(ctz(below)));
}
