// Groups of processes: a share of the CPU each, and a quota of ticks that it may execute in a period.
//
// Shares: at each queue a group has a virtual time, the ticks that its processes have executed there over its share. A CPU
// gives itself to the group that has the least. A group that has had no process at a queue catches up with the others: it
// has no claim to the time that it did not want. Virtual times are whole multiples of 1 / (least common multiple of all
// shares), in which unit they are kept, so they are exact.
//
// Quotas: ticks executed are charged at every instant; no later than when the ticks that are left do not suffice for one
// more on each CPU that the group has, processes of it lose their CPUs.

import { getF64, getU32, getU8, NONE, setF64 } from "../columns";
import { cpuCount } from "../needs";
import { cpuFlagsAddress } from "../memory";
import { chargedAddress, groupCount, groupFactorAddress, groupHeldAddress, groupQuotaAddress, groupReadyAddress } from "./memory";
import { groupUsedAddress, hasGroups, rootHomesAddress, rootVirtualAddress, turnLeaves } from "./memory";
import { firstInTree, leastInTree, noteTurn } from "./turns";
import { CpuFlag, runningOn } from "../cpus";
import { look } from "./run_queues";
import { groupOf, queueOf, queueOfRoot, readyIn } from "./roots";
import { now } from "../counters";

/** Ticks of a period of the quotas; 0 where no group has one. Set by the host. */
export let quotaPeriod: f64 = 0;

/** Where virtual times are brought down: far below the 2^53 up to which they are exact. */
// @ts-ignore: decorator
@inline const VIRTUAL_MAX: f64 = 4503599627370496;

/** The start of the period in progress. */
let periodStart: f64 = 0;

/** Called once before a run. */
export function clearGroups(): void {
  periodStart = 0;
}

/** The least virtual time of the groups that have a process at a queue; Infinity where none has. */
function leastVirtual(queue: u32): f64 {
  if (turnLeaves != 0) return leastInTree(queue);
  let least: f64 = Infinity;
  const start = queue * groupCount;
  for (let root = start; root < start + groupCount; ++root) {
    if (getU32(rootHomesAddress, root) > 0) least = min(least, getF64(rootVirtualAddress, root));
  }
  return least;
}

/** Brings a group that comes to a queue up to those that are there. */
export function catchUp(root: u32): void {
  if (!hasGroups) return;
  const least = leastVirtual(queueOfRoot(root));
  if (least < Infinity) setF64(rootVirtualAddress, root, max(least, getF64(rootVirtualAddress, root)));
  noteTurn(root);
}

/** Charges every group with what its processes have executed up to this instant, before anything else happens in it. */
export function chargeGroups(): void {
  if (!hasGroups) return;
  if (quotaPeriod > 0 && now >= periodStart + quotaPeriod) {
    periodStart = now - f64(i64(now) % i64(quotaPeriod));
    for (let group: u32 = 0; group < groupCount; ++group) setF64(groupUsedAddress, group, 0);
  }
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = runningOn(cpu);
    if (process == NONE || getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching) continue;
    const group = groupOf(process);
    const root = queueOf(cpu) * groupCount + group;
    const since = getF64(chargedAddress, cpu);
    const virtual = getF64(rootVirtualAddress, root) + (now - since) * getF64(groupFactorAddress, group);
    setF64(rootVirtualAddress, root, virtual);
    noteTurn(root);
    if (virtual > VIRTUAL_MAX) bringDown(queueOf(cpu));
    setF64(groupUsedAddress, group, getF64(groupUsedAddress, group) + now - max(since, periodStart));
    setF64(chargedAddress, cpu, now);
  }
}

/** Takes the least virtual time of a queue off all of its virtual times; what lies below it would be caught up anyway. */
function bringDown(queue: u32): void {
  const least = leastVirtual(queue);
  const start = queue * groupCount;
  for (let root = start; root < start + groupCount; ++root) {
    setF64(rootVirtualAddress, root, max(0, getF64(rootVirtualAddress, root) - least));
    noteTurn(root);
  }
}

/** Ticks that a group may still execute in this period. */
// @ts-ignore: decorator
@inline function quotaLeft(group: u32): f64 {
  return getF64(groupQuotaAddress, group) - getF64(groupUsedAddress, group);
}

/** Whether a group may have one CPU more. */
// @ts-ignore: decorator
@inline function hasRoom(group: u32): bool {
  return quotaPeriod == 0 || quotaLeft(group) > f64(getU32(groupHeldAddress, group));
}

/**
 * Looks, through a CPU's eyes, at the root of the group whose turn it is at a queue: of those with room and a process that
 * may run there, the one of the least virtual time, then the first. Returns whether there is one.
 */
export function lookAtTurn<P>(policy: P, queue: u32, cpu: u32): bool {
  if (!hasGroups) {
    look(queue, cpu);
    return !policy.isEmpty();
  }
  if (turnLeaves != 0) {
    // Only where the first has no room, or nobody who may run there, the others are gone through.
    const first = firstInTree(queue);
    if (first == NONE) return false;
    look(first, cpu);
    if (hasRoom(first - queue * groupCount) && !policy.isEmpty()) return true;
  }
  const start = queue * groupCount;
  let turn = NONE;
  for (let group: u32 = 0; group < groupCount; ++group) {
    const root = start + group;
    if (readyIn(root) == 0 || !hasRoom(group)) continue;
    if (turn != NONE && getF64(rootVirtualAddress, root) >= getF64(rootVirtualAddress, turn)) continue;
    look(root, cpu);
    if (!policy.isEmpty()) turn = root;
  }
  if (turn == NONE) return false;
  look(turn, cpu);
  return true;
}

/** CPUs that execute a group's processes. */
function executing(group: u32): u32 {
  let count: u32 = 0;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = runningOn(cpu);
    if (process != NONE && groupOf(process) == group && !(getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching)) count += 1;
  }
  return count;
}

/** A CPU whose process must stop, because its group's quota does not suffice for all that execute; or NONE. */
export function throttledCpu(): u32 {
  for (let group: u32 = 0; group < groupCount; ++group) {
    if (getF64(groupQuotaAddress, group) == Infinity || quotaLeft(group) >= f64(executing(group))) continue;
    for (let cpu = cpuCount - 1;; --cpu) {
      const process = runningOn(cpu);
      const isSwitching = getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching;
      if (process != NONE && groupOf(process) == group && !isSwitching) return cpu;
    }
  }
  return NONE;
}

/** The next time at which a quota may stop a process, or let one run again. */
export function nextQuotaTime(): f64 {
  let time: f64 = Infinity;
  for (let group: u32 = 0; group < groupCount; ++group) {
    if (getF64(groupQuotaAddress, group) == Infinity) continue;
    const count = executing(group);
    if (count > 0) time = min(time, now + floor(quotaLeft(group) / f64(count)));
    if (getU32(groupReadyAddress, group) > 0 && !hasRoom(group)) time = min(time, periodStart + quotaPeriod);
  }
  return time;
}

/** The process that is dispatched on a CPU executes, and is to be charged, from this time on. */
// @ts-ignore: decorator
@inline export function chargeFrom(cpu: u32, start: f64): void {
  setF64(chargedAddress, cpu, start);
}
