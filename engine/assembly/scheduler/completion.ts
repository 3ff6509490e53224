// Step 1 of an instant: what the processes do that reach the end of their burst or quantum. Those whose quantum is used
// up are noted here and queued in step 5.

import { getF64, getU32, getU8, NONE, setF64, setU32, setU8 } from "./columns";
import { Feature, features } from "./needs";
import {
  burstEndAddress,
  cpuFlagsAddress,
  demotedAddress,
  expiredAddress,
  lastAddress,
  remainingAddress,
  runStartAddress,
  sliceLimitAddress,
} from "./memory";
import { Cause, recording, traceIsFull } from "./trace";
import { advance, Step } from "./blocking";
import { burstEnded, charge, countsExactEnd, ended, expire, leave, levelOf, startIo, undoDemotion } from "./policy";
import { beginSaving, closeSegment, savesEnded, vacateOthers } from "./dispatch";
import { notePreemption, noteSwitchEnd, now } from "./counters";
import { CpuFlag, runningOn, setDue, vacate } from "./cpus";
import { block, end, makeReady } from "./transitions";
import { EXTENDED } from "./build";
import { leaveHome, lookHome } from "./extended/homes";
import { leftAfter, ticksFor, writeProgress } from "./extended/progress";

/** 0 textbook, 1 ostep; set by the host. */
export let ties: u32 = 0;
/** Whether a process goes down a level although no other is ready; set by the host. */
export let demoteAlone: u32 = 1;

let expiredCount: u32 = 0;
let requeued: u32 = 0;

/** Called once before a run. */
export function clearCompletion(): void {
  expiredCount = 0;
  requeued = 0;
}

/** The process on this CPU has reached the end of its context switch, burst or quantum. */
export function complete<P>(policy: P, cpu: u32): void {
  if (getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching) {
    setU8(cpuFlagsAddress, cpu, 0);
    setDue(cpu, getF64(burstEndAddress, cpu));
    noteSwitchEnd();
    return;
  }
  const process = runningOn(cpu);
  const ran = now - getF64(runStartAddress, cpu);
  const left = leftAfter(cpu, process, ran);
  writeProgress(cpu, process, ran, left);
  charge(policy, process, ran);
  const sliceLimit = getF64(sliceLimitAddress, cpu);
  let step = left > 0 ? Step.Cpu : Step.Exit;
  if (left <= 0 && features & Feature.Bursts) {
    burstEnded(policy, process);
    step = advance(process, now);
  }
  if (step == Step.Cpu) {
    if (now < sliceLimit) goOnInPlace(cpu, process, sliceLimit);
    else useUp(policy, cpu, process);
    return;
  }
  closeSegment(cpu, process);
  if (step == Step.Exit) {
    exit(policy, cpu, process);
    return;
  }
  const cause = step == Step.Io ? Cause.Io : Cause.Lock;
  vacate(cpu);
  beginSaving(cpu);
  leave(policy, process, sliceLimit - now, cause);
  if (cause == Cause.Io) startIo(policy, process);
  if (cause == Cause.Io && ties == 1 && now >= sliceLimit && countsExactEnd(policy)) {
    expire(policy, process, levelOf(policy, process));
  }
  block(policy, process, cause, cpu);
}

/** The process goes on with its next burst, which may be longer than that of a ready process. */
function goOnInPlace(cpu: u32, process: u32, sliceLimit: f64): void {
  notePreemption();
  setF64(runStartAddress, cpu, now);
  const end = min(now + ticksFor(cpu, getF64(remainingAddress, process)), sliceLimit);
  setF64(burstEndAddress, cpu, end);
  setDue(cpu, end);
}

// @ts-ignore: decorator
@inline function useUp<P>(policy: P, cpu: u32, process: u32): void {
  closeSegment(cpu, process);
  vacate(cpu);
  beginSaving(cpu);
  setU32(expiredAddress, expiredCount, cpu);
  const level = levelOf(policy, process);
  setU8(demotedAddress, expiredCount, u32(expire(policy, process, level) != level));
  expiredCount += 1;
}

// @ts-ignore: decorator
@inline function exit<P>(policy: P, cpu: u32, process: u32): void {
  end(policy, process, cpu);
  if (!EXTENDED && features & Feature.Rigid) vacateOthers(process, cpu);
  vacate(cpu);
  if (savesEnded) beginSaving(cpu);
  ended(policy, process);
  if (EXTENDED) leaveHome(process);
}

/** Step 5: the processes whose quantum was used up are queued; false if a trace buffer might overflow. */
// @ts-ignore: decorator
@inline export function requeueExpired<P>(policy: P): bool {
  while (requeued < expiredCount) {
    if (recording && traceIsFull()) return false;
    // No CPU has been given away since step 1, so the last process of this one is the one whose quantum ended.
    const cpu = getU32(expiredAddress, requeued);
    const process = getU32(lastAddress, cpu);
    const demoted = getU8(demotedAddress, requeued) != 0;
    requeued += 1;
    if (EXTENDED) lookHome(process, Cause.Quantum);
    if (demoted && demoteAlone == 0 && policy.isEmpty()) undoDemotion(policy, process);
    makeReady(policy, process, Cause.Quantum, cpu, NONE);
  }
  requeued = 0;
  expiredCount = 0;
  return true;
}
