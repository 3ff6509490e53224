// Linux's Completely Fair Scheduler, by the rules of kernel 6.5 (kernel/sched/fair.c; Molnar 2007), which was the last to
// have it. A process's virtual runtime grows by 1024 / weight with every tick that it executes; the least runs, equal ones
// in the order of joining, for a slice of the latency that is proportional to its weight. A woken process is placed at most
// half a latency behind the others, a new one a slice after them. A ready process takes the CPU when it is more than the
// wake-up granularity behind the running one.
//
// `virtual` holds the virtual runtime at which a process was placed, `served` the ticks since; so no rounding adds up.
// What differs from the kernel: one queue for all CPUs; a slice is fixed when it begins; no buddies, no groups.

import { Cause } from "../trace";
import { getF64, getU32, NONE, setF64 } from "../columns";
import { cpuCount } from "../needs";
import { runningAddress, runStartAddress, servedAddress, traitAddress, virtualAddress } from "../memory";
import { InReadyHeap, readyHeapCount, readyHeapKey, readyHeapPop, readyHeapPushInTurn } from "../ready_heap";

// Options, set by the host, in ticks.
export let cfsLatency: f64 = 24;
export let cfsMinGranularity: f64 = 3;
export let cfsWakeupGranularity: f64 = 4;

/** The weight of nice 0. */
// @ts-ignore: decorator
@inline const NICE_0: f64 = 1024;

let now: f64 = 0;
/** Processes that are ready, running or about to be queued again, and the sum of their weights. */
let runnable: f64 = 0;
let weights: f64 = 0;
/** The kernel's min_vruntime: the greatest value so far of the least virtual runtime of the runnable processes. */
let base: f64 = 0;
/** The least virtual runtime of those whose slice ended at this instant: for a while they are nowhere else. */
let leastExpired: f64 = Infinity;

/** Called once before a run. */
export function clearCfs(): void {
  now = 0;
  runnable = 0;
  weights = 0;
  base = 0;
  leastExpired = Infinity;
}

/** The virtual runtime of a process that has executed `ran` ticks since it was charged last. */
// @ts-ignore: decorator
@inline function virtualOf(process: u32, ran: f64): f64 {
  const served = getF64(servedAddress, process) + ran;
  return getF64(virtualAddress, process) + served * NICE_0 / getF64(traitAddress, process);
}

/** Raises the base; `virtual` is that of a process that is no longer counted elsewhere, or Infinity. */
function raiseBase(virtual: f64): void {
  // Comparisons, since f64.min has NaN and signed zeros to think of.
  let least = virtual < leastExpired ? virtual : leastExpired;
  if (readyHeapCount() > 0 && readyHeapKey() < least) least = readyHeapKey();
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = getU32(runningAddress, cpu);
    if (process == NONE) continue;
    const ran = now - getF64(runStartAddress, cpu);
    const reached = virtualOf(process, ran > 0 ? ran : 0);
    if (reached < least) least = reached;
  }
  if (least != Infinity && least > base) base = least;
}

/** The slice of a process among so many runnable ones, of these weights. */
function sliceAmong(process: u32, processes: f64, sum: f64): f64 {
  const perCpu = cpuCount == 1 ? processes : Math.ceil(processes / f64(cpuCount));
  const period = cfsLatency > perCpu * cfsMinGranularity ? cfsLatency : perCpu * cfsMinGranularity;
  const share = Math.floor(period * getF64(traitAddress, process) * f64(cpuCount) / sum);
  const most = share < period ? share : period;
  return most > cfsMinGranularity ? most : cfsMinGranularity;
}

/** Places a process that is new or was blocked. */
function place(process: u32, cause: Cause): void {
  raiseBase(Infinity);
  const weight = getF64(traitAddress, process);
  runnable += 1;
  weights += weight;
  let virtual = base - cfsLatency / 2;
  if (cause == Cause.New) virtual = base + sliceAmong(process, runnable, weights) * NICE_0 / weight;
  if (cause != Cause.New && virtualOf(process, 0) >= virtual) return;
  setF64(virtualAddress, process, virtual);
  setF64(servedAddress, process, 0);
}

/** A process is no longer runnable. */
function remove(process: u32): void {
  raiseBase(virtualOf(process, 0));
  runnable -= 1;
  weights -= getF64(traitAddress, process);
}

// @ts-ignore: decorator
@unmanaged @final
export class Cfs extends InReadyHeap {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    if (cause != Cause.Quantum && cause != Cause.Preempted) place(process, cause);
    readyHeapPushInTurn(virtualOf(process, 0), process);
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    return readyHeapPop();
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return virtualOf(process, 0);
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, _level: u32): f64 {
    return sliceAmong(process, runnable, weights);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey() + cfsWakeupGranularity * NICE_0 / getF64(traitAddress, this.peek());
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, ran: f64): f64 {
    return virtualOf(process, ran);
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    setF64(servedAddress, process, getF64(servedAddress, process) + ticks);
  }
  // @ts-ignore: decorator
  @inline expired(process: u32, level: u32): u32 {
    const virtual = virtualOf(process, 0);
    if (virtual < leastExpired) leastExpired = virtual;
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
    leastExpired = Infinity;
  }
}
