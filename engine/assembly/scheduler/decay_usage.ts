// Scheduling by decayed usage (Bach 1986, chapter 8; Stallings, section 9.3): a process counts the ticks that it executes; at
// every multiple of a period (a second, in UNIX) all counts are halved and priorities become base + nice + count / 2, the
// least first. Fair share (Henry 1984) adds what the process's group has counted, divided by four times the group's weight.
//
// How often counts were halved is known from the time, so a count is written down with the number of the decay as of which
// it holds (`virtual` and `served` of a process), and halved as often as it missed when it is next looked at: only who is
// ready or runs is looked at when counts decay. `usageFresh` is what was executed since. A process that runs is charged when it
// leaves its CPU; what it had executed by a decay is counted there, and taken off again from what it will be charged.

import { getF64, getU32, NONE, setF64 } from "./columns";
import { cpuCount } from "./needs";
import {
  groupUsageAddress,
  runStartAddress,
  servedAddress,
  traitAddress,
  usageFreshAddress,
  usageGroupAddress,
  virtualAddress,
} from "./memory";
import { Cause } from "./trace";
import { HeapOrdered, readyHeapKey, readyHeapPushInTurn, readyHeapRekey } from "./ready_heap";
import { now } from "./counters";
import { runningOn } from "./cpus";

// Options, set by the host.
/** Ticks between decays. */
export let decayPeriod: f64 = 0;
export let usageQuantum: f64 = Infinity;
export let usagePreempts: u32 = 1;
/** The sum of the groups' weights; 0 where groups do not count. */
export let usageWeights: f64 = 0;

/** Decays so far. */
let decays: f64 = 0;

/** Called once before a run. */
export function clearDecayUsage(): void {
  decays = 0;
}

/** A count after it was halved so many times, rounded down each time. */
// @ts-ignore: decorator
@inline function halved(count: f64, times: f64): f64 {
  return times > 62 ? 0 : f64(i64(count) >> i64(times));
}

/** Brings a process's count up to the last decay. */
function bring(process: u32): void {
  const missed = decays - getF64(servedAddress, process);
  if (missed == 0) return;
  setF64(virtualAddress, process, halved(getF64(virtualAddress, process) + getF64(usageFreshAddress, process), missed));
  setF64(usageFreshAddress, process, 0);
  setF64(servedAddress, process, decays);
}

// A group: its weight, its count as of a decay, the number of that, and what it executed since; f64 each.
// @ts-ignore: decorator
@inline function groupOf(process: u32): u32 {
  return groupUsageAddress + (getU32(usageGroupAddress, process) << 5);
}

/** Brings a group's count up to the last decay. */
function bringGroup(group: u32): void {
  const missed = decays - load<f64>(group, 16);
  if (missed == 0) return;
  store<f64>(group, halved(load<f64>(group, 8) + load<f64>(group, 24), missed), 8);
  store<f64>(group, 0, 24);
  store<f64>(group, decays, 16);
}

/** Counts ticks of a process that were executed since the last decay; fewer than none take some off again. */
function count(process: u32, ticks: f64): void {
  setF64(usageFreshAddress, process, getF64(usageFreshAddress, process) + ticks);
  if (usageWeights == 0) return;
  const group = groupOf(process);
  store<f64>(group, load<f64>(group, 24) + ticks, 24);
}

/** Counts what running processes have executed so far, or takes it off again from what they will be charged. */
function countRunning(sign: f64): void {
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = runningOn(cpu);
    if (process == NONE) continue;
    bring(process);
    if (usageWeights > 0) bringGroup(groupOf(process));
    count(process, sign * max(0, now - getF64(runStartAddress, cpu)));
  }
}

// @ts-ignore: decorator
@unmanaged
export class DecayUsage extends HeapOrdered {
  enqueue(process: u32, _cause: Cause, _level: u32): void {
    readyHeapPushInTurn(this.key(process), process);
  }
  /** Its priority as of the last decay. */
  key(process: u32): f64 {
    bring(process);
    const priority = getF64(traitAddress, process) + Math.floor(getF64(virtualAddress, process) / 2);
    if (usageWeights == 0) return priority;
    const group = groupOf(process);
    bringGroup(group);
    return priority + Math.floor(load<f64>(group, 8) * usageWeights / (4 * load<f64>(group)));
  }
  // @ts-ignore: decorator
  @inline slice(_process: u32, _level: u32): f64 {
    return usageQuantum;
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return usagePreempts != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, _ran: f64): f64 {
    return this.key(process);
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    count(process, ticks);
  }
  // @ts-ignore: decorator
  @inline boostPeriod(): f64 {
    return decayPeriod;
  }
  boost(): void {
    countRunning(1);
    decays = Math.floor(now / decayPeriod);
    countRunning(-1);
    readyHeapRekey(this);
  }
  // @ts-ignore: decorator
  @inline renewsQuantum(): bool {
    return false;
  }
}
