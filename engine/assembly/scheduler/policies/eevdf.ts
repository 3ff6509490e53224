// Earliest eligible virtual deadline first (Stoica and Abdel-Wahab 1995), by the rules of Linux 6.6 (kernel/sched/fair.c).
// A process's virtual runtime grows by 1024 / weight with every tick that it executes. The virtual time V is the mean of
// the virtual runtimes of all runnable processes, weighted. A process at or behind V is eligible (its lag, V - virtual
// runtime, is not negative); of the eligible ones the one with the earliest virtual deadline runs: its virtual runtime
// when it asked for its slice plus slice * 1024 / weight. A process that blocks takes its lag along.
//
// Virtual times are whole numbers, in 1/1024 of a tick, and V is rounded down, so that whether a process is eligible does
// not depend on the order of additions. `virtual` holds the virtual runtime at which a process was placed, `served` the
// ticks since; while it is blocked `virtual` holds its lag.
//
// Two heaps: `eligible` by virtual deadline, `pending` by virtual runtime. V goes on and may fall back when processes come
// and go, so what stands at the top is moved to the other heap where need be (`sort`).

import { Cause, recordsDecisionAt } from "../trace";
import { getF64, getI64, getU32, NONE, setI64 } from "../columns";
import { cpuCount } from "../needs";
import {
  dueVirtualAddress,
  heapAddress,
  pendingAddress,
  runningAddress,
  runStartAddress,
  servedAddress,
  traitAddress,
  virtualAddress,
} from "../memory";
import { heapKey, heapPop, heapPush, heapTag, listNext, NO_TAG, startListing } from "../heap";
import { noteOverflow } from "../counters";

// Options, set by the host.
/** Ticks that a process asks for at a time. */
export let eevdfSlice: f64 = 12;
/** Whether a running process keeps the CPU until its slice ends or it is no longer eligible. */
export let eevdfRunToParity: u32 = 1;

/** Units of virtual time that a tick is worth at weight 1: 1024 units a tick at the weight of nice 0, 1024. */
// @ts-ignore: decorator
@inline const SHIFT: i64 = 20;
/** Added to the keys of those that are not eligible: they go behind all that are. */
// @ts-ignore: decorator
@inline const NOT_ELIGIBLE: f64 = 2251799813685248;
// @ts-ignore: decorator
@inline const PROCESS_BITS: u64 = 27;
// @ts-ignore: decorator
@inline const PROCESS_MASK: u64 = (1 << PROCESS_BITS) - 1;

let now: f64 = 0;
/** The sum of the weights of the runnable processes: ready, running or about to be queued again. */
let weights: i64 = 0;
/** The sum over them of weight * (virtual runtime - base), as far as they have been charged. */
let moment: i64 = 0;
/** The virtual time when it was looked at last. */
let base: i64 = 0;
let isStale: bool = false;
let eligibleCount: u32 = 0;
let pendingCount: u32 = 0;
let turn: u64 = 0;

/** Called once before a run. */
export function clearEevdf(): void {
  now = 0;
  weights = 0;
  moment = 0;
  base = 0;
  isStale = false;
  eligibleCount = 0;
  pendingCount = 0;
  turn = 0;
}

/** At most 88,761: the bits of the sum are those of 2^52, with the weight as the last ones. */
// @ts-ignore: decorator
@inline function weightOf(process: u32): i64 {
  return reinterpret<i64>(getF64(traitAddress, process) + 4503599627370496) & 0xfffff;
}

/** Units of virtual time that `ticks` are worth, rounded down. */
// @ts-ignore: decorator
@inline function unitsOf(ticks: i64, weight: i64): i64 {
  // Division of what has no sign is a single instruction.
  if (ticks < 0x40000000000) return i64(u64(ticks << SHIFT) / u64(weight));
  return manyUnitsOf(ticks, weight);
}

function manyUnitsOf(ticks: i64, weight: i64): i64 {
  const quotient = ticks / weight;
  if (quotient >> 32) noteOverflow();
  return (quotient << SHIFT) + ((ticks % weight) << SHIFT) / weight;
}

/** The virtual runtime of a process that has executed `ran` ticks since it was charged last. */
// @ts-ignore: decorator
@inline function virtualOf(process: u32, ran: i64): i64 {
  return getI64(virtualAddress, process) + unitsOf(getI64(servedAddress, process) + ran, weightOf(process));
}

/** Quotient rounded down. */
// @ts-ignore: decorator
@inline function floorDivide(dividend: i64, divisor: i64): i64 {
  const quotient = dividend / divisor;
  return quotient - i64(dividend < quotient * divisor);
}

/** V. That of no processes is what it was before the last of them left. */
function virtualTime(): i64 {
  if (!isStale || weights == 0) return base;
  let sum = moment;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = getU32(runningAddress, cpu);
    if (process == NONE) continue;
    const ran = i64(now - getF64(runStartAddress, cpu));
    if (ran > 0) sum += weightOf(process) * (virtualOf(process, ran) - virtualOf(process, 0));
  }
  const change = floorDivide(sum, weights);
  base += change;
  moment -= weights * change;
  isStale = false;
  return base;
}

/** A request begins: the virtual deadline is `units` after the virtual runtime. */
// @ts-ignore: decorator
@inline function request(process: u32, virtual: i64, units: i64): void {
  setI64(dueVirtualAddress, process, virtual + units);
}

/** Places a process that is new, with half a slice, or was blocked, with the lag that it took along. */
function place(process: u32, cause: Cause): void {
  const weight = weightOf(process);
  let lag: i64 = cause == Cause.New || weights == 0 ? 0 : getI64(virtualAddress, process);
  if (lag != 0) lag = lag * (weights + weight) / weights; // what it will be once the process itself counts in V
  const virtual = virtualTime() - lag;
  setI64(virtualAddress, process, virtual);
  setI64(servedAddress, process, 0);
  const slice = unitsOf(i64(eevdfSlice), weight);
  request(process, virtual, cause == Cause.New ? slice >> 1 : slice);
  weights += weight;
  moment += weight * (virtual - base);
  isStale = true;
}

/** A process is no longer runnable. */
function remove(process: u32): void {
  const weight = weightOf(process);
  const virtual = virtualOf(process, 0);
  const most = unitsOf(2 * i64(eevdfSlice), weight);
  const lag = virtualTime() - virtual;
  setI64(virtualAddress, process, max(-most, min(most, lag)));
  setI64(servedAddress, process, 0);
  weights -= weight;
  moment -= weight * (virtual - base);
  isStale = true;
}

// @ts-ignore: decorator
@inline function pushEligible(tag: u64): void {
  heapPush(heapAddress, eligibleCount++, f64(getI64(dueVirtualAddress, u32(tag & PROCESS_MASK))), tag);
}

// @ts-ignore: decorator
@inline function pushPending(tag: u64): void {
  heapPush(pendingAddress, pendingCount++, f64(virtualOf(u32(tag & PROCESS_MASK), 0)), tag);
}

// @ts-ignore: decorator
@inline function isEligible(process: u32, time: i64): bool {
  return virtualOf(process, 0) <= time;
}

/** Moves who has become eligible, and the first of the others who no longer are, to where they belong. */
function sort(): void {
  const time = virtualTime();
  while (pendingCount > 0 && heapKey(pendingAddress) <= f64(time)) pushEligible(heapPop(pendingAddress, pendingCount--));
  while (eligibleCount > 0 && !isEligible(u32(heapTag(heapAddress) & PROCESS_MASK), time)) {
    pushPending(heapPop(heapAddress, eligibleCount--));
  }
}

/** Moves all that are no longer eligible: what only a list of candidates needs. */
function sortAll(): void {
  const time = virtualTime();
  const count = eligibleCount;
  eligibleCount = 0;
  for (let entry: u32 = 0; entry < count; ++entry) {
    const tag = load<u64>(heapAddress + (entry << 4), 8);
    if (isEligible(u32(tag & PROCESS_MASK), time)) pushEligible(tag);
    else pushPending(tag);
  }
}

/** The heap whose top is picked: the least virtual runtime where no ready process is eligible. */
// @ts-ignore: decorator
@inline function firstHeap(): u32 {
  return eligibleCount > 0 ? heapAddress : pendingAddress;
}

// @ts-ignore: decorator
@unmanaged @final
export class Eevdf {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    if (cause != Cause.Quantum && cause != Cause.Preempted) place(process, cause);
    pushPending((turn << PROCESS_BITS) | u64(process));
    turn += 1;
    if (turn >> (64 - PROCESS_BITS)) noteOverflow();
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return eligibleCount + pendingCount == 0;
  }
  peek(): u32 {
    sort();
    if (recordsDecisionAt(now)) sortAll();
    return u32(heapTag(firstHeap()) & PROCESS_MASK);
  }
  pick(): u32 {
    sort();
    const tag = eligibleCount > 0 ? heapPop(heapAddress, eligibleCount--) : heapPop(pendingAddress, pendingCount--);
    return u32(tag & PROCESS_MASK);
  }
  next(process: u32): u32 {
    if (process == u32(heapTag(heapAddress) & PROCESS_MASK) && eligibleCount > 0) startListing(eligibleCount);
    else if (pendingCount > 0 && process == u32(heapTag(pendingAddress) & PROCESS_MASK)) startListing(pendingCount);
    const isPending = !isEligible(process, base);
    const tag = isPending ? listNext(pendingAddress, pendingCount) : listNext(heapAddress, eligibleCount);
    if (tag != NO_TAG) return u32(tag & PROCESS_MASK);
    return isPending || pendingCount == 0 ? NONE : u32(heapTag(pendingAddress) & PROCESS_MASK);
  }
  key(process: u32): f64 {
    return this.shown(this.rank(process, 0));
  }
  shown(key: f64): f64 {
    return key / 1024;
  }
  /** Virtual deadline, from V on; behind all others while it is not eligible, by virtual runtime if it is ready. */
  rank(process: u32, ran: i64): f64 {
    const time = virtualTime();
    const virtual = virtualOf(process, ran);
    if (virtual <= time) return f64(getI64(dueVirtualAddress, process) - time);
    return NOT_ELIGIBLE + f64(virtual - time);
  }
  slice(process: u32, _level: u32): f64 {
    // The least number of ticks after which the virtual runtime has reached the deadline.
    const weight = weightOf(process);
    const served = getI64(servedAddress, process);
    const quotient = i64(u64(served) / u64(weight));
    const units = getI64(dueVirtualAddress, process) - getI64(virtualAddress, process) - (quotient << SHIFT);
    return f64(((units * weight + (1 << SHIFT) - 1) >> SHIFT) - (served - quotient * weight));
  }
  outranks(): f64 {
    sort();
    if (eligibleCount == 0) return Infinity;
    return heapKey(heapAddress) - f64(base);
  }
  runningKey(process: u32, _left: f64, _level: u32, ran: f64): f64 {
    const time = virtualTime();
    const due = f64(getI64(dueVirtualAddress, process) - time);
    if (virtualOf(process, i64(ran)) > time) return NOT_ELIGIBLE + due;
    return eevdfRunToParity != 0 ? -Infinity : due;
  }
  charge(process: u32, ticks: f64): void {
    const before = virtualOf(process, 0);
    setI64(servedAddress, process, getI64(servedAddress, process) + i64(ticks));
    moment += weightOf(process) * (virtualOf(process, 0) - before);
    isStale = true;
  }
  expired(process: u32, level: u32): u32 {
    request(process, virtualOf(process, 0), unitsOf(i64(eevdfSlice), weightOf(process)));
    return level;
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, _left: f64, cause: Cause): void {
    if (cause != Cause.Preempted) remove(process);
  }
  // @ts-ignore: decorator
  @inline ended(process: u32): void {
    remove(process);
  }
  // @ts-ignore: decorator
  @inline watchesRunning(): bool {
    return true;
  }
  // @ts-ignore: decorator
  @inline observe(time: f64): void {
    now = time;
    isStale = true;
  }
}
