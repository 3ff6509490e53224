// The machine: one instant after another, as engine/RULES.md ("One instant") has it, compiled once per policy.
//
// `run` goes on until nothing is left, a bound is reached or a trace buffer might overflow, and returns; called again it
// goes on where it stopped, in the middle of an instant if need be. `phase` says where. All state is in memory.ts and in
// the globals of this folder, so a run can be looked at from outside at every return.

import {
  arrivalAddress,
  burstEndAddress,
  cpuCount,
  cpuFlagsAddress,
  demotedAddress,
  dispatchesAddress,
  expiredAddress,
  Feature,
  features,
  finishAddress,
  firstRunAddress,
  getF64,
  getU32,
  getU8,
  lastAddress,
  NONE,
  preemptionsAddress,
  processCount,
  processorsAddress,
  readySinceAddress,
  remainingAddress,
  runStartAddress,
  segmentStartAddress,
  setF64,
  setU32,
  setU8,
  sliceLimitAddress,
  switchingAddress,
} from "./memory";
import { Cause, recording, recordSegment, recordTransition, SegmentKind, State, traceIsFull } from "./trace";
import {
  advance,
  blockedUntil,
  blockFrom,
  completeIo,
  hasGranted,
  lockGranted,
  lockWaitedFor,
  nextIoTime,
  Step,
  takeGranted,
} from "./blocking";
import { admitNext, joinPool, leaveMemory } from "./admission";
import { CpuFlag, firstDueCpu, firstDueTime, firstIdleCpu, idleCount, occupy, runningOn, setDue, vacate } from "./cpus";
import {
  bestKey,
  boostAll,
  boostPeriodOf,
  countsExactEnd,
  expire,
  keepsPlace,
  leave,
  levelOf,
  preempts,
  runningKeyOf,
  sliceOf,
  startIo,
  tiesByProcess,
  undoDemotion,
} from "./policy";
import { noteDecision } from "./decisions";
import { giveAnew, lift } from "./places";
import { isPlain, runPlain } from "./plain";

/** Why `run` returned. */
export const enum Status {
  Done = 0,
  Bound = 1,
  TraceFull = 2,
  Deadlock = 3,
  TimeOverflow = 4,
  CountOverflow = 5,
}

const enum Phase {
  Next,
  Completions,
  RequeueFirst,
  Boost,
  Arrivals,
  Unblocked,
  RequeueLast,
  Dispatch,
}

/** The greatest time: 2^53 - 1. */
// @ts-ignore: decorator
@inline const TIME_MAX: f64 = 9007199254740991;

// Options, set by the host.
export let switchCost: f64 = 0;
/** 0 textbook, 1 ostep. */
export let ties: u32 = 0;
/** Whether a process goes down a level although no other is ready. */
export let demoteAlone: u32 = 1;

// What the host may read at any return.
export let now: f64 = 0;
export let finishedCount: u32 = 0;
export let arrivedCount: u32 = 0;
export let readyCount: u32 = 0;
export let dispatchCount: f64 = 0;
export let switchCount: f64 = 0;
export let longestWait: f64 = -1;
export let longestWaitProcess: u32 = NONE;

let phase: Phase = Phase.Next;
let nextBoost: f64 = Infinity;
let expiredCount: u32 = 0;
let requeued: u32 = 0;
/** Whether something happened at this instant after which a running process may be outranked. */
let mayPreempt: bool = false;
/** Whether a context switch ended at this instant. */
let switchEnded: bool = false;
/** Whether a process was dispatched or preempted more often than its 32-bit counter can tell. */
let countOverflow: bool = false;

/** Called once before a run, after all else is set up. */
export function startMachine(boostPeriod: f64): void {
  now = 0;
  finishedCount = 0;
  arrivedCount = 0;
  readyCount = 0;
  dispatchCount = 0;
  switchCount = 0;
  longestWait = -1;
  longestWaitProcess = NONE;
  phase = Phase.Next;
  nextBoost = boostPeriod > 0 ? boostPeriod : Infinity;
  expiredCount = 0;
  requeued = 0;
  mayPreempt = false;
  switchEnded = false;
  countOverflow = false;
}

/** Takes over from `runPlain` what it has counted. */
export function park(
  time: f64,
  arrived: u32,
  finished: u32,
  ready: u32,
  dispatched: f64,
  switched: f64,
): void {
  now = time;
  arrivedCount = arrived;
  finishedCount = finished;
  readyCount = ready;
  dispatchCount = dispatched;
  switchCount = switched;
}

/** Notes the longest wait so far. */
export function noteWait(ticks: f64, process: u32): void {
  longestWait = ticks;
  longestWaitProcess = process;
}

/** Notes that a counter of a process has passed what it can tell. */
export function noteOverflow(): void {
  countOverflow = true;
}

/** Runs until done, until an instant after `until`, for at most `instants` instants, or until a trace buffer is full. */
export function simulate<P>(policy: P, until: f64, instants: f64): Status {
  let left = instants;
  if (phase == Phase.Next && isPlain()) {
    runPlain(policy, min(until, TIME_MAX), left);
    left = 0; // what is left to do is to say why it stopped
  }
  while (true) {
    if (phase == Phase.Next) {
      if (countOverflow) return Status.CountOverflow;
      if (finishedCount == processCount) return Status.Done;
      const time = nextInstant(policy);
      if (time == Infinity) return Status.Deadlock;
      if (time > TIME_MAX) return Status.TimeOverflow;
      if (time > until || left <= 0) return Status.Bound;
      left -= 1;
      now = time;
      mayPreempt = false;
      switchEnded = false;
      phase = Phase.Completions;
    }
    if (phase == Phase.Completions) {
      while (firstDueTime() == now) {
        if (recording && traceIsFull()) return Status.TraceFull;
        complete(policy, firstDueCpu());
      }
      phase = Phase.RequeueFirst;
    }
    if (phase == Phase.RequeueFirst) {
      if (ties == 1 && !requeueExpired(policy)) return Status.TraceFull;
      phase = Phase.Boost;
    }
    if (phase == Phase.Boost) {
      if (now == nextBoost) boost(policy);
      phase = Phase.Arrivals;
    }
    if (phase == Phase.Arrivals) {
      if (!takeArrivals(policy)) return Status.TraceFull;
      phase = Phase.Unblocked;
    }
    if (phase == Phase.Unblocked) {
      if (features & Feature.Bursts && !takeUnblocked(policy)) return Status.TraceFull;
      phase = Phase.RequeueLast;
    }
    if (phase == Phase.RequeueLast) {
      if (ties == 0 && !requeueExpired(policy)) return Status.TraceFull;
      phase = Phase.Dispatch;
    }
    if (!giveCpus(policy)) return Status.TraceFull;
    phase = Phase.Next;
  }
}

/** The time of the next instant; Infinity where nothing is due any more. */
// @ts-ignore: decorator
@inline function nextInstant<P>(policy: P): f64 {
  let time = firstDueTime();
  if (arrivedCount < processCount) time = min(time, getF64(arrivalAddress, arrivedCount));
  if (features & Feature.Bursts) time = min(time, nextIoTime());
  if (nextBoost < time) {
    // While no CPU is busy boosts can change nothing that a single one does not: the last of them stands for all.
    if (idleCount == cpuCount && readyCount == 0 && time < Infinity) {
      const period = boostPeriodOf(policy);
      const missed = f64(i64(time - nextBoost) / i64(period));
      nextBoost = nextBoost + missed * period;
    }
    if (time < Infinity) time = nextBoost;
  }
  return time;
}

/** Step 1: the process on this CPU has reached the end of its context switch, burst or quantum. */
function complete<P>(policy: P, cpu: u32): void {
  if (getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching) {
    setU8(cpuFlagsAddress, cpu, 0);
    setDue(cpu, getF64(burstEndAddress, cpu));
    switchEnded = true;
    mayPreempt = true;
    return;
  }
  const process = runningOn(cpu);
  const left = getF64(remainingAddress, process) - (now - getF64(runStartAddress, cpu));
  setF64(remainingAddress, process, left);
  const sliceLimit = getF64(sliceLimitAddress, cpu);
  let step = left > 0 ? Step.Cpu : Step.Exit;
  if (left <= 0 && features & Feature.Bursts) step = advance(process, now);
  if (step == Step.Cpu) {
    if (now < sliceLimit) {
      // It goes on with its next burst in place, which may be longer than that of a ready process.
      mayPreempt = true;
      setF64(runStartAddress, cpu, now);
      const end = min(now + getF64(remainingAddress, process), sliceLimit);
      setF64(burstEndAddress, cpu, end);
      setDue(cpu, end);
      return;
    }
    closeSegment(cpu, process);
    vacate(cpu);
    setU32(expiredAddress, expiredCount, cpu);
    const level = levelOf(policy, process);
    setU8(demotedAddress, expiredCount, u32(expire(policy, process, level) != level));
    expiredCount += 1;
    return;
  }
  closeSegment(cpu, process);
  if (step == Step.Exit) {
    setF64(finishAddress, process, now);
    finishedCount += 1;
    if (features & Feature.Admit) leaveMemory();
    if (recording) recordTransition(now, process, State.Terminated, Cause.Exit, cpu, NONE, NONE, levelOf(policy, process));
    if (features & Feature.Rigid) vacateOthers(process, cpu);
    vacate(cpu);
    return;
  }
  const cause = step == Step.Io ? Cause.Io : Cause.Lock;
  vacate(cpu);
  leave(policy, process, sliceLimit - now, cause);
  if (cause == Cause.Io) startIo(policy, process);
  if (cause == Cause.Io && ties == 1 && now >= sliceLimit && countsExactEnd(policy)) expire(policy, process, levelOf(policy, process));
  block(policy, process, cause, cpu);
}

/** A process blocks now; `cpu` is the one it leaves, or NONE. */
function block<P>(policy: P, process: u32, cause: Cause, cpu: u32): void {
  blockFrom(process, now);
  if (recording) {
    const lock = cause == Cause.Lock ? lockWaitedFor : NONE;
    recordTransition(now, process, State.Blocked, cause, cpu, NONE, lock, levelOf(policy, process));
  }
}

/** Frees the other CPUs of a rigid job that ends; `leader` is the one whose due time stood for all. */
function vacateOthers(process: u32, leader: u32): void {
  for (let cpu = leader + 1; cpu < cpuCount; ++cpu) {
    if (runningOn(cpu) != process) continue;
    closeSegment(cpu, process);
    vacate(cpu);
  }
}

/** Step 5; false if a trace buffer might overflow. */
// @ts-ignore: decorator
@inline function requeueExpired<P>(policy: P): bool {
  while (requeued < expiredCount) {
    if (recording && traceIsFull()) return false;
    // No CPU has been given away since step 1, so the last process of this one is the one whose quantum ended.
    const cpu = getU32(expiredAddress, requeued);
    const process = getU32(lastAddress, cpu);
    const demoted = getU8(demotedAddress, requeued) != 0;
    requeued += 1;
    if (demoted && demoteAlone == 0 && policy.isEmpty()) undoDemotion(policy, process);
    makeReady(policy, process, Cause.Quantum, cpu, NONE);
  }
  requeued = 0;
  expiredCount = 0;
  return true;
}

/** Step 2. */
function boost<P>(policy: P): void {
  nextBoost += boostPeriodOf(policy);
  if (keepsPlace(policy)) lift(policy);
  boostAll(policy);
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = runningOn(cpu);
    const switching = getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching;
    if (process == NONE || (keepsPlace(policy) && !switching)) continue;
    const start = switching ? getF64(runStartAddress, cpu) : now;
    const left = getF64(remainingAddress, process) - (start - getF64(runStartAddress, cpu));
    const sliceLimit = start + sliceOf(policy, process, levelOf(policy, process));
    setF64(sliceLimitAddress, cpu, sliceLimit);
    const end = min(start + left, sliceLimit);
    setF64(burstEndAddress, cpu, end);
    if (!switching) setDue(cpu, end);
  }
}

/** Step 3; false if a trace buffer might overflow. */
// @ts-ignore: decorator
@inline function takeArrivals<P>(policy: P): bool {
  while (arrivedCount < processCount && getF64(arrivalAddress, arrivedCount) == now) {
    if (recording && traceIsFull()) return false;
    const process = arrivedCount++;
    if (recording) recordTransition(now, process, State.New, Cause.Arrival, NONE, NONE, NONE, 0);
    if (features & Feature.Admit) joinPool(process);
    else makeReady(policy, process, Cause.New, NONE, NONE);
  }
  if (features & Feature.Admit) {
    while (true) {
      if (recording && traceIsFull()) return false;
      const process = admitNext(now);
      if (process == NONE) break;
      makeReady(policy, process, Cause.New, NONE, NONE);
    }
  }
  return true;
}

/** Step 4; false if a trace buffer might overflow. */
function takeUnblocked<P>(policy: P): bool {
  while (true) {
    if (recording && traceIsFull()) return false;
    if (nextIoTime() == now) {
      const process = completeIo(now);
      blockedUntil(process, now);
      advance(process, now); // what follows an I/O is a CPU burst
      makeReady(policy, process, Cause.Io, NONE, NONE);
    } else if (hasGranted()) {
      const process = takeGranted();
      const lock = lockGranted(process);
      blockedUntil(process, now);
      const step = advance(process, now);
      if (step == Step.Io) startIo(policy, process);
      if (step == Step.Cpu) makeReady(policy, process, Cause.Lock, NONE, lock);
      else block(policy, process, step == Step.Io ? Cause.Io : Cause.Lock, NONE);
    } else {
      return true;
    }
  }
}

/** A process joins the ready queue; `cpu` is the one it leaves, or NONE. */
// @ts-ignore: decorator
@inline function makeReady<P>(policy: P, process: u32, cause: Cause, cpu: u32, lock: u32): void {
  if (keepsPlace(policy)) lift(policy);
  setF64(readySinceAddress, process, now);
  policy.enqueue(process, cause, levelOf(policy, process));
  readyCount += 1;
  mayPreempt = true;
  if (recording) recordTransition(now, process, State.Ready, cause, cpu, NONE, lock, levelOf(policy, process));
}

/** Step 6; false if a trace buffer might overflow. */
// @ts-ignore: decorator
@inline function giveCpus<P>(policy: P): bool {
  if (recording && traceIsFull()) return false;
  if (keepsPlace(policy)) {
    if (switchEnded) lift(policy);
    if (giveAnew(policy)) return true;
  }
  while (idleCount > 0 && !policy.isEmpty()) {
    if (recording && traceIsFull()) return false;
    if (features & Feature.Rigid) {
      if (getU32(processorsAddress, policy.peek()) > idleCount) return true;
      dispatchRigid(policy);
    } else {
      const cpu = firstIdleCpu();
      if (recording) noteDecision(policy, cpu, NONE, 0, readyCount);
      dispatch(policy, cpu, policy.pick());
    }
  }
  if (preempts(policy) && mayPreempt) {
    while (!policy.isEmpty()) {
      if (recording && traceIsFull()) return false;
      if (!preemptWorst(policy)) break;
    }
  }
  return true;
}

/** The CPU whose process is worst, or NONE if all are in a context switch. */
function worstCpu<P>(policy: P): u32 {
  let worst = NONE;
  let worstKey: f64 = 0;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = runningOn(cpu);
    if (process == NONE || getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching) continue;
    const left = getF64(remainingAddress, process) - (now - getF64(runStartAddress, cpu));
    const key = runningKeyOf(policy, process, left, levelOf(policy, process));
    const worse = worst == NONE || key > worstKey ||
      (key == worstKey && (!tiesByProcess(policy) || process > runningOn(worst)));
    if (worse) {
      worst = cpu;
      worstKey = key;
    }
  }
  return worst;
}

/** Gives the worst running process's CPU to the best ready one if that outranks it; whether it did. */
function preemptWorst<P>(policy: P): bool {
  const cpu = worstCpu(policy);
  if (cpu == NONE) return false;
  const process = runningOn(cpu);
  const left = getF64(remainingAddress, process) - (now - getF64(runStartAddress, cpu));
  const key = runningKeyOf(policy, process, left, levelOf(policy, process));
  if (!(bestKey(policy) < key)) return false;
  if (recording) noteDecision(policy, cpu, process, key, readyCount);
  const winner = policy.pick();
  setF64(remainingAddress, process, left);
  takeCpu(cpu, process);
  leave(policy, process, getF64(sliceLimitAddress, cpu) - now, Cause.Preempted);
  policy.enqueue(process, Cause.Preempted, levelOf(policy, process));
  if (recording) {
    recordTransition(now, process, State.Ready, Cause.Preempted, cpu, winner, NONE, levelOf(policy, process));
  }
  dispatch(policy, cpu, winner);
  return true;
}

/** Takes the CPU from a process that is outranked; queueing it is the caller's. */
export function takeCpu(cpu: u32, process: u32): void {
  // Outranked before it executed a tick: its first run is still to come.
  if (getF64(firstRunAddress, process) == now) setF64(firstRunAddress, process, -1);
  closeSegment(cpu, process);
  const preemptions = getU32(preemptionsAddress, process) + 1;
  if (preemptions == 0) countOverflow = true;
  setU32(preemptionsAddress, process, preemptions);
  setF64(readySinceAddress, process, now);
  readyCount += 1;
  vacate(cpu);
}

/** Ends the segment that is open on a CPU. */
// @ts-ignore: decorator
@inline export function closeSegment(cpu: u32, process: u32): void {
  if (recording) recordSegment(cpu, process, getF64(segmentStartAddress, cpu), now, SegmentKind.Run);
}

/** Gives an idle CPU to a process that has just been picked. */
// @ts-ignore: decorator
@inline export function dispatch<P>(policy: P, cpu: u32, process: u32): void {
  const waited = now - getF64(readySinceAddress, process);
  if (waited > longestWait) {
    longestWait = waited;
    longestWaitProcess = process;
  }
  readyCount -= 1;
  let start = now;
  const last = getU32(lastAddress, cpu);
  if (last != process) {
    setU32(lastAddress, cpu, process);
    if (last != NONE) {
      switchCount += 1;
      if (switchCost > 0) start = beginSwitch(cpu, process);
    }
  }
  occupy(cpu, process);
  if (getF64(firstRunAddress, process) < 0) setF64(firstRunAddress, process, start);
  const dispatches = getU32(dispatchesAddress, process) + 1;
  if (dispatches == 0) countOverflow = true;
  setU32(dispatchesAddress, process, dispatches);
  dispatchCount += 1;
  const sliceLimit = start + sliceOf(policy, process, levelOf(policy, process));
  const end = min(start + getF64(remainingAddress, process), sliceLimit);
  setF64(runStartAddress, cpu, start);
  setF64(segmentStartAddress, cpu, start);
  setF64(sliceLimitAddress, cpu, sliceLimit);
  setF64(burstEndAddress, cpu, end);
  setDue(cpu, start > now ? start : end);
  if (recording) {
    recordTransition(now, process, State.Running, Cause.Dispatch, cpu, NONE, NONE, levelOf(policy, process));
  }
}

/** Starts a context switch to a process; returns when it ends. */
function beginSwitch(cpu: u32, process: u32): f64 {
  const end = now + switchCost;
  setU8(cpuFlagsAddress, cpu, CpuFlag.Switching);
  setF64(switchingAddress, process, getF64(switchingAddress, process) + switchCost);
  if (recording) recordSegment(cpu, process, now, end, SegmentKind.Switch);
  return end;
}

/** Gives the idle CPUs of the lowest indices to the policy's first job, which fits. The first of them is due for all. */
function dispatchRigid<P>(policy: P): void {
  const leader = firstIdleCpu();
  if (recording) noteDecision(policy, leader, NONE, 0, readyCount);
  const process = policy.pick();
  dispatch(policy, leader, process);
  for (let more = getU32(processorsAddress, process) - 1; more > 0; --more) {
    const cpu = firstIdleCpu();
    if (getU32(lastAddress, cpu) != NONE) switchCount += 1;
    occupy(cpu, process);
    setF64(segmentStartAddress, cpu, now);
    setU32(lastAddress, cpu, process);
  }
}
