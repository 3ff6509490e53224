// The machine: one instant after another, as engine/RULES.md ("One instant") has it, compiled once per policy.
//
// `simulate` goes on until nothing is left, a bound is reached or a trace buffer might overflow, and returns; called again
// it goes on where it stopped, in the middle of an instant if need be. `phase` says where. All state is in memory.ts and
// in the globals of this folder, so a run can be looked at from outside at every return.
//
//   completion.ts   steps 1 and 5: bursts and quanta that end     dispatch.ts     a process gets a CPU and loses it
//   joining.ts      steps 3 and 4: who becomes ready              preemption.ts   step 6: who loses a CPU
//   counters.ts     the clock, and what was counted

import { getF64, getU8, NONE, setF64 } from "./columns";
import { cpuCount, Feature, features, processCount } from "./needs";
import {
  burstEndAddress,
  cpuFlagsAddress,
  remainingAddress,
  runStartAddress,
  sliceLimitAddress,
} from "./memory";
import { recording, traceIsFull } from "./trace";
import { countOverflow, finishedCount, mayPreempt, notePreemption, now, readyCount, startInstant, switchEnded } from "./counters";
import {
  boostAll,
  boostPeriodOf,
  fits,
  gains,
  idleCpuOf,
  keepsPlace,
  levelOf,
  observe,
  preempts,
  renewsQuantum,
  ring,
  sliceOf,
  timerOf,
  turnAfter,
} from "./policy";
import { complete, requeueExpired, ties } from "./completion";
import { CpuFlag, firstDueCpu, firstDueTime, firstIdleCpu, idleCount, runningOn, setDue } from "./cpus";
import { dispatch, dispatchRigid } from "./dispatch";
import { giveAnew, lift } from "./places";
import { isPlain, runPlain } from "./plain";
import { nextIoTime } from "./blocking";
import { firstIdleOfRanges, isWide } from "./ranges";
import { contendedCount, countInversions } from "./inversions";
import { noteDecision } from "./decisions";
import { overtakingTime, preemptWorst } from "./preemption";
import { nextArrivalTime } from "./sources";
import { takeArrivals, takeRepeated, takeUnblocked } from "./joining";
import { EXTENDED } from "./build";
import { giveCpusExtended, nextExtendedTime, startExtendedInstant } from "./extended/giving";
import { ticksFor } from "./extended/progress";

/** Why `simulate` returned. */
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

let phase: Phase = Phase.Next;
let nextBoost: f64 = Infinity;

/** Called once before a run, after all else is set up. */
export function startMachine(boostPeriod: f64): void {
  phase = Phase.Next;
  nextBoost = boostPeriod > 0 ? boostPeriod : Infinity;
}

/** Runs until done, until an instant after `until`, for at most `instants` instants, or until a trace buffer is full. */
export function simulate<P>(policy: P, until: f64, instants: f64): Status {
  let left = instants;
  if (!EXTENDED && phase == Phase.Next && isPlain()) {
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
      if (contendedCount > 0) countInversions(time);
      startInstant(time);
      if (EXTENDED) startExtendedInstant();
      observe(policy, time);
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
      if (timerOf(policy) == now && ring(policy)) renewQuanta(policy);
      phase = Phase.Arrivals;
    }
    if (phase == Phase.Arrivals) {
      if (!takeArrivals(policy)) return Status.TraceFull;
      phase = Phase.Unblocked;
    }
    if (phase == Phase.Unblocked) {
      if (features & Feature.Bursts) {
        if (!takeUnblocked(policy)) return Status.TraceFull;
        if (takeRepeated()) {
          phase = Phase.Arrivals;
          continue;
        }
      }
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
  time = min(time, nextArrivalTime());
  if (features & Feature.Bursts) time = min(time, nextIoTime());
  if (EXTENDED) time = min(time, nextExtendedTime(policy));
  else if (gains(policy)) time = min(time, overtakingTime(policy));
  if (features & Feature.Turns && readyCount > 0) time = min(time, turnAfter(policy, now));
  if (nextBoost < time) {
    // While no CPU is busy boosts can change nothing that a single one does not: the last of them stands for all.
    if (idleCount == cpuCount && readyCount == 0 && time < Infinity) {
      const period = boostPeriodOf(policy);
      const missed = f64(i64(time - nextBoost) / i64(period));
      nextBoost = nextBoost + missed * period;
    }
    if (time < Infinity) time = nextBoost;
  }
  // A timer alone makes no instant: somebody must wait for what it may change.
  if (timerOf(policy) < time && (time < Infinity || readyCount > 0)) time = timerOf(policy);
  return time;
}

/** Step 2. */
function boost<P>(policy: P): void {
  nextBoost += boostPeriodOf(policy);
  if (!EXTENDED && keepsPlace(policy)) lift(policy);
  boostAll(policy);
  if (renewsQuantum(policy)) renewQuanta(policy);
  else notePreemption();
}

/** Running processes get new quanta where they are. */
function renewQuanta<P>(policy: P): void {
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = runningOn(cpu);
    const switching = getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching;
    if (process == NONE || (keepsPlace(policy) && !switching)) continue;
    const start = switching ? getF64(runStartAddress, cpu) : now;
    const sliceLimit = start + sliceOf(policy, process, levelOf(policy, process));
    setF64(sliceLimitAddress, cpu, sliceLimit);
    const end = min(getF64(runStartAddress, cpu) + ticksFor(cpu, getF64(remainingAddress, process)), sliceLimit);
    setF64(burstEndAddress, cpu, end);
    if (!switching) setDue(cpu, end);
  }
}

/** Step 6; false if a trace buffer might overflow. */
// @ts-ignore: decorator
@inline function giveCpus<P>(policy: P): bool {
  if (recording && traceIsFull()) return false;
  if (EXTENDED) return giveCpusExtended(policy);
  if (keepsPlace(policy)) {
    if (switchEnded) lift(policy);
    if (giveAnew(policy)) return true;
  }
  while (idleCount > 0 && !policy.isEmpty()) {
    if (recording && traceIsFull()) return false;
    if (features & Feature.Rigid && !fits(policy)) return true;
    const cpu = features & Feature.Rigid && isWide ? firstIdleOfRanges() : idleCpuOf(policy, firstIdleCpu());
    if (recording) noteDecision(policy, cpu, NONE, 0, readyCount);
    const process = policy.pick();
    if (features & Feature.Rigid) dispatchRigid(policy, cpu, process);
    else dispatch(policy, cpu, process);
  }
  if (preempts(policy) && (mayPreempt || gains(policy) || features & Feature.Turns)) {
    while (!policy.isEmpty()) {
      if (recording && traceIsFull()) return false;
      if (!preemptWorst(policy)) break;
    }
  }
  return true;
}
