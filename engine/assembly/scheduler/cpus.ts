// The CPUs: which are idle (a bitmap, lowest index first) and when each is next due (a tree of minima, so that the next
// event among m CPUs costs O(log m); with one CPU the tree is one word).

import { getF64, getU32, NONE, setF64, setU32, setU8 } from "./columns";
import { cpuCount } from "./needs";
import { dueAddress, dueLeaves, idleAddress, lastAddress, runningAddress, cpuFlagsAddress } from "./memory";
import { countHeld } from "./extended/held";
import { EXTENDED } from "./build";

/** Bits of a CPU's flags. */
export const enum CpuFlag {
  /** It is in a context switch: its process does not execute yet, and it cannot be taken. */
  Switching = 1,
  /** Its process stands at its place in the queue while the CPUs are given anew. */
  Lifted = 2,
}

export let idleCount: u32 = 0;

/** Makes all CPUs idle; called once before a run. */
export function clearCpus(): void {
  idleCount = cpuCount;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    setU32(runningAddress, cpu, NONE);
    setU32(lastAddress, cpu, NONE);
    setU8(cpuFlagsAddress, cpu, 0);
  }
  for (let word: u32 = 0; word << 6 < cpuCount; ++word) {
    const bits = cpuCount - (word << 6);
    store<u64>(idleAddress + (word << 3), bits >= 64 ? u64.MAX_VALUE : (u64(1) << bits) - 1);
  }
  for (let entry: u32 = 0; entry < 2 * dueLeaves; ++entry) setF64(dueAddress, entry, Infinity);
}

/** When the first CPU is due; Infinity where all are idle. */
// @ts-ignore: decorator
@inline export function firstDueTime(): f64 {
  return load<f64>(dueAddress, 8);
}

/** The CPU with the lowest index of those due at the earliest time. */
// @ts-ignore: decorator
@inline export function firstDueCpu(): u32 {
  const time = firstDueTime();
  const tree = dueAddress;
  const leaves = dueLeaves;
  let entry: u32 = 1;
  while (entry < leaves) {
    entry <<= 1;
    entry += u32(getF64(tree, entry) != time);
  }
  return entry - leaves;
}

/**
 * Sets when a CPU is due. Times are not negative, so their bits as integers are in their order: those are chosen between
 * without a branch, which could not be foreseen.
 */
// @ts-ignore: decorator
@inline export function setDue(cpu: u32, time: f64): void {
  const tree = dueAddress;
  let entry = dueLeaves + cpu;
  let least = reinterpret<u64>(time);
  store<u64>(tree + (entry << 3), least);
  while (entry > 1) {
    const other = load<u64>(tree + ((entry ^ 1) << 3));
    least = select<u64>(other, least, other < least);
    entry >>= 1;
    store<u64>(tree + (entry << 3), least);
  }
}

/** The idle CPU with the lowest index. Called only while one is idle. */
// @ts-ignore: decorator
@inline export function firstIdleCpu(): u32 {
  let word: u32 = 0;
  while (load<u64>(idleAddress + (word << 3)) == 0) word += 1;
  return (word << 6) + u32(ctz(load<u64>(idleAddress + (word << 3))));
}

/** Whether a CPU is idle. */
// @ts-ignore: decorator
@inline export function isIdle(cpu: u32): bool {
  return getU32(runningAddress, cpu) == NONE;
}

/** Gives a CPU that is idle to a process. */
// @ts-ignore: decorator
@inline export function occupy(cpu: u32, process: u32): void {
  const address = idleAddress + ((cpu >> 6) << 3);
  store<u64>(address, load<u64>(address) & ~(u64(1) << (cpu & 63)));
  idleCount -= 1;
  if (EXTENDED) countHeld(process, 1);
  setU32(runningAddress, cpu, process);
}

/** Makes a CPU idle. */
// @ts-ignore: decorator
@inline export function vacate(cpu: u32): void {
  const address = idleAddress + ((cpu >> 6) << 3);
  store<u64>(address, load<u64>(address) | (u64(1) << (cpu & 63)));
  idleCount += 1;
  if (EXTENDED) countHeld(getU32(runningAddress, cpu), -1);
  setU32(runningAddress, cpu, NONE);
  setDue(cpu, Infinity);
}

/** Gives the `count` idle CPUs of the lowest indices to a process; returns how many of them had another one before. */
export function occupyFirst(count: u32, process: u32): u32 {
  let switches: u32 = 0;
  let left = count;
  for (let address = idleAddress, base: u32 = 0; left > 0; address += 8, base += 64) {
    let idle = load<u64>(address);
    for (; idle != 0 && left > 0; --left) {
      const cpu = base + u32(ctz(idle));
      idle &= idle - 1;
      switches += u32(getU32(lastAddress, cpu) != NONE);
      setU32(lastAddress, cpu, process);
      setU32(runningAddress, cpu, process);
    }
    store<u64>(address, idle);
  }
  idleCount -= count;
  return switches;
}

/** Makes `count` CPUs from `cpu` on idle: those that have this process, none of which is due. */
export function vacateFrom(cpu: u32, count: u32, process: u32): void {
  for (let left = count; left > 0; ++cpu) {
    if (getU32(runningAddress, cpu) != process) continue;
    const address = idleAddress + ((cpu >> 6) << 3);
    store<u64>(address, load<u64>(address) | (u64(1) << (cpu & 63)));
    setU32(runningAddress, cpu, NONE);
    left -= 1;
  }
  idleCount += count;
}

/** Counts CPUs that were given to a job, or given back with a negative number, range by range. */
// @ts-ignore: decorator
@inline export function countOccupied(count: i32): void {
  idleCount -= count;
}

/** The process on a CPU, or NONE. */
// @ts-ignore: decorator
@inline export function runningOn(cpu: u32): u32 {
  return getU32(runningAddress, cpu);
}
