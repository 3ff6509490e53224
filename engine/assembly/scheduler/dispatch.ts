// A process gets a CPU, and loses it.

import { getF64, getU32, NONE, setF64, setU32, setU8 } from "./columns";
import {
  burstEndAddress,
  cpuFlagsAddress,
  dispatchesAddress,
  firstRunAddress,
  lastAddress,
  preemptionsAddress,
  processorsAddress,
  readySinceAddress,
  remainingAddress,
  runStartAddress,
  savedAtAddress,
  segmentStartAddress,
  sliceLimitAddress,
  switchingAddress,
} from "./memory";
import { Cause, recording, recordSegment, recordTransition, SegmentKind, State } from "./trace";
import { countOf, everUsed, firstOf, giveRangesBack, isWide, nextRange, rangesOf, takeRanges } from "./ranges";
import { countOccupied, CpuFlag, occupy, occupyFirst, runningOn, setDue, vacate, vacateFrom } from "./cpus";
import { countDispatch, countReady, countSwitch, countSwitches, longestWait, noteOverflow, noteWait, now } from "./counters";
import { levelOf, sliceOf } from "./policy";
import { processCount } from "./needs";
import { EXTENDED } from "./build";
import { chargeFrom } from "./extended/groups";
import { queueOf } from "./extended/roots";
import { countReadyAt } from "./extended/homes";
import { migrate, ticksFor } from "./extended/progress";
import { segmentWarmupAddress } from "./extended/memory";

/** Ticks that a CPU spends before it runs a process other than its last; set by the host. */
export let switchCost: f64 = 0;
/** Whether it does so before its first process too; set by the host. */
export let switchFirst: u32 = 0;

/** Ticks that a CPU spends on saving a process that leaves it, instead of the above; set by the host. */
export let leaveCost: f64 = 0;
/** Whether it does so for a process that ends too; set by the host. */
export let savesEnded: u32 = 0;

/** Gives an idle CPU to a process that has just been picked. */
// @ts-ignore: decorator
@inline export function dispatch<P>(policy: P, cpu: u32, process: u32, queue: u32 = 0): void {
  const waited = now - getF64(readySinceAddress, process);
  if (waited > longestWait) noteWait(waited, process);
  countReady(-1);
  if (EXTENDED) countReadyAt(process, -1);
  let start = now;
  let migration: f64 = 0;
  if (EXTENDED) migration = migrate(cpu, process);
  const last = getU32(lastAddress, cpu);
  if (last != process) {
    setU32(lastAddress, cpu, process);
    if (last != NONE) {
      countSwitch();
      if (switchCost > 0) start = beginSwitch(cpu, process, now + switchCost);
    } else if (switchFirst != 0) {
      start = beginSwitch(cpu, process, now + switchCost);
    }
  }
  if (leaveCost > 0 && getF64(savedAtAddress, cpu) > now) start = beginSwitch(cpu, process, getF64(savedAtAddress, cpu));
  if (EXTENDED && migration > 0) start = beginMigration(cpu, process, start, migration);
  if (EXTENDED) chargeFrom(cpu, start);
  occupy(cpu, process);
  setF64(runStartAddress, cpu, start); // before the slice is asked, which may look at what it has executed
  if (getF64(firstRunAddress, process) < 0) setF64(firstRunAddress, process, start);
  const dispatches = getU32(dispatchesAddress, process) + 1;
  if (dispatches == 0) noteOverflow();
  setU32(dispatchesAddress, process, dispatches);
  countDispatch();
  const sliceLimit = start + sliceOf(policy, process, levelOf(policy, process));
  const end = min(start + ticksFor(cpu, getF64(remainingAddress, process)), sliceLimit);
  setF64(segmentStartAddress, cpu, start);
  setF64(sliceLimitAddress, cpu, sliceLimit);
  setF64(burstEndAddress, cpu, end);
  setDue(cpu, start > now ? start : end);
  if (recording) {
    const cause = EXTENDED && queue != queueOf(cpu) ? Cause.Stolen : Cause.Dispatch;
    recordTransition(now, process, State.Running, cause, cpu, NONE, NONE, levelOf(policy, process), queue);
  }
}

/** Starts a context switch to a process, which ends at `end`; returns that. */
function beginSwitch(cpu: u32, process: u32, end: f64): f64 {
  setU8(cpuFlagsAddress, cpu, CpuFlag.Switching);
  setF64(switchingAddress, process, getF64(switchingAddress, process) + (end - now));
  if (recording) recordSegment(cpu, process, now, end, SegmentKind.Switch);
  return end;
}

/** Starts the migration of a process, after the context switch if there is one; returns when it ends. */
function beginMigration(cpu: u32, process: u32, start: f64, ticks: f64): f64 {
  setU8(cpuFlagsAddress, cpu, CpuFlag.Switching);
  setF64(switchingAddress, process, getF64(switchingAddress, process) + ticks);
  if (recording) recordSegment(cpu, process, start, start + ticks, SegmentKind.Migration);
  return start + ticks;
}

/** Gives the idle CPUs of the lowest indices to a rigid job that fits. The first of them is due for all. */
export function dispatchRigid<P>(policy: P, leader: u32, process: u32): void {
  const others = getU32(processorsAddress, process) - 1;
  if (isWide) {
    // What is no process stands for whichever had this CPU before.
    if (leader < everUsed) setU32(lastAddress, leader, processCount);
    dispatch(policy, leader, process);
    const used = takeRanges(process, others + 1);
    countSwitches(used - u32(used > 0)); // the first CPU's was counted
    countOccupied(others);
    return;
  }
  dispatch(policy, leader, process);
  if (others == 0) return;
  countSwitches(occupyFirst(others, process));
  if (!recording) return;
  for (let cpu = leader + 1, left = others; left > 0; ++cpu) {
    if (runningOn(cpu) != process) continue;
    setF64(segmentStartAddress, cpu, now);
    left -= 1;
  }
}

/** Frees the other CPUs of a rigid job that ends; `leader` is the one whose due time stood for all. */
export function vacateOthers(process: u32, leader: u32): void {
  const others = getU32(processorsAddress, process) - 1;
  if (isWide) {
    if (recording) closeRanges(process, leader);
    giveRangesBack(process);
    countOccupied(-i32(others));
    return;
  }
  for (let cpu = leader + 1, left = recording ? others : 0; left > 0; ++cpu) {
    if (runningOn(cpu) != process) continue;
    closeSegment(cpu, process);
    left -= 1;
  }
  vacateFrom(leader + 1, others, process);
}

/** Ends the segments of a rigid job on all its CPUs but the first. */
function closeRanges(process: u32, leader: u32): void {
  const start = getF64(segmentStartAddress, leader);
  for (let range = rangesOf(process); range != 0; range = nextRange(range)) {
    const end = firstOf(range) + countOf(range);
    for (let cpu = max(firstOf(range), leader + 1); cpu < end; ++cpu) {
      recordSegment(cpu, process, start, now, SegmentKind.Run);
    }
  }
}

/** Notes that a process leaves a CPU, which is then to save it. */
// @ts-ignore: decorator
@inline export function beginSaving(cpu: u32): void {
  if (leaveCost > 0) setF64(savedAtAddress, cpu, now + leaveCost);
}

/** Takes the CPU from a process that is outranked (or throttled, in the extended build); queueing it is the caller's. */
export function takeCpu(cpu: u32, process: u32, isOutranked: bool = true): void {
  // Lost before it executed a tick: its first run is still to come.
  if (getF64(firstRunAddress, process) == now) setF64(firstRunAddress, process, -1);
  closeSegment(cpu, process);
  if (isOutranked) {
    const preemptions = getU32(preemptionsAddress, process) + 1;
    if (preemptions == 0) noteOverflow();
    setU32(preemptionsAddress, process, preemptions);
  }
  setF64(readySinceAddress, process, now);
  countReady(1);
  if (EXTENDED) countReadyAt(process, 1);
  vacate(cpu);
  beginSaving(cpu);
}

/** Ends the segment that is open on a CPU. */
// @ts-ignore: decorator
@inline export function closeSegment(cpu: u32, process: u32): void {
  if (!recording) return;
  let start = getF64(segmentStartAddress, cpu);
  if (EXTENDED) {
    const warm = min(now, start + getF64(segmentWarmupAddress, cpu));
    recordSegment(cpu, process, start, warm, SegmentKind.Warmup);
    start = warm;
  }
  recordSegment(cpu, process, start, now, SegmentKind.Run);
}
