// The CPUs of a wide machine for rigid jobs as ranges: the idle ones, and those of each job, both in the order of their
// indices. A job takes the idle CPUs with the lowest indices, which are whole ranges but for the last; so what it costs to
// start or end one goes by ranges, not by CPUs. Each start cuts one range at the most, and an end joins what was cut: there
// are never more ranges than one and one for each job.
//
// Jobs take the lowest indices, so the CPUs that were ever used are those below a mark: no CPU need be asked whether it
// had a job before.

import { cpuCount, Feature, features } from "./needs";
import { getU32, setU32 } from "./columns";
import { RANGE_BYTES, rangesAddress, rangesOfAddress } from "./memory";

/** So many CPUs are quicker kept one by one. */
// @ts-ignore: decorator
@inline const NARROW_CPUS: u32 = 1024;
/** End of a list of ranges. */
// @ts-ignore: decorator
@inline const NO_RANGE: u32 = 0;

/** Whether the machine is kept as ranges. */
export let isWide: bool = false;
/** CPUs below this index had a job before. */
export let everUsed: u32 = 0;
let firstIdle: u32 = NO_RANGE;
/** Ranges that are not in use, linked by next; and the first that never was. */
let spareRange: u32 = NO_RANGE;
let unusedRange: u32 = 0;

// A range, by its address: first CPU u32, CPUs u32, next range u32.
// @ts-ignore: decorator
@inline export function firstOf(range: u32): u32 {
  return load<u32>(range);
}
// @ts-ignore: decorator
@inline export function countOf(range: u32): u32 {
  return load<u32>(range, 4);
}
// @ts-ignore: decorator
@inline export function nextRange(range: u32): u32 {
  return load<u32>(range, 8);
}
// @ts-ignore: decorator
@inline function setCount(range: u32, count: u32): void {
  store<u32>(range, count, 4);
}
// @ts-ignore: decorator
@inline function setNext(range: u32, next: u32): void {
  store<u32>(range, next, 8);
}

/** Makes all CPUs idle; called once before a run. */
export function clearRanges(): void {
  isWide = (features & Feature.Rigid) != 0 && cpuCount > NARROW_CPUS;
  if (!isWide) return;
  everUsed = 0;
  spareRange = NO_RANGE;
  unusedRange = rangesAddress;
  firstIdle = newRange(0, cpuCount, NO_RANGE);
}

function newRange(first: u32, count: u32, next: u32): u32 {
  let range = spareRange;
  if (range != NO_RANGE) {
    spareRange = nextRange(range);
  } else {
    range = unusedRange;
    unusedRange += RANGE_BYTES;
  }
  store<u32>(range, first);
  setCount(range, count);
  setNext(range, next);
  return range;
}

/** The idle CPU with the lowest index. Called only while one is idle. */
// @ts-ignore: decorator
@inline export function firstIdleOfRanges(): u32 {
  return firstOf(firstIdle);
}

/** The first range of a job that runs. */
// @ts-ignore: decorator
@inline export function rangesOf(process: u32): u32 {
  return getU32(rangesOfAddress, process);
}

/** Gives the `count` idle CPUs of the lowest indices to a job; returns how many of them had another one before. */
export function takeRanges(process: u32, count: u32): u32 {
  setU32(rangesOfAddress, process, firstIdle);
  let last = firstIdle;
  let left = count;
  let used: u32 = 0;
  for (;; last = nextRange(last)) {
    const taken = min(left, countOf(last));
    const first = firstOf(last);
    used += first >= everUsed ? 0 : min(taken, everUsed - first);
    left -= taken;
    if (left > 0) continue;
    everUsed = max(everUsed, first + taken);
    const rest = countOf(last) - taken;
    firstIdle = rest == 0 ? nextRange(last) : newRange(first + taken, rest, nextRange(last));
    setCount(last, taken);
    setNext(last, NO_RANGE);
    return used;
  }
}

/** Makes the CPUs of a job that ends idle: its ranges and the idle ones become one list, and neighbours one range. */
export function giveRangesBack(process: u32): void {
  let given = getU32(rangesOfAddress, process);
  let previous = NO_RANGE;
  let idle = firstIdle;
  while (given != NO_RANGE) {
    const next = nextRange(given);
    while (idle != NO_RANGE && firstOf(idle) < firstOf(given)) {
      previous = idle;
      idle = nextRange(idle);
    }
    previous = insert(given, previous, idle);
    idle = nextRange(previous);
    given = next;
  }
}

/** Puts a range between two idle ones, of which it may become a part; returns the range that it stands in then. */
function insert(range: u32, previous: u32, next: u32): u32 {
  let stands = range;
  if (previous != NO_RANGE && firstOf(previous) + countOf(previous) == firstOf(range)) {
    setCount(previous, countOf(previous) + countOf(range));
    drop(range);
    stands = previous;
  } else {
    if (previous == NO_RANGE) firstIdle = range;
    else setNext(previous, range);
    setNext(range, next);
  }
  if (next != NO_RANGE && firstOf(stands) + countOf(stands) == firstOf(next)) {
    setCount(stands, countOf(stands) + countOf(next));
    setNext(stands, nextRange(next));
    drop(next);
  }
  return stands;
}

function drop(range: u32): void {
  setNext(range, spareRange);
  spareRange = range;
}
