// Running processes that keep their place in the queue (MLFQ with `preemption: head`, as in OSTEP's mlfq.py).
//
// `lift` puts every running process back to the head of its level, in CPU order, before anything else joins a queue at
// this instant; `giveAnew` then takes the first k of the queue for the k CPUs. Those that were running stay where they are
// and notice nothing: their segment and dispatch go on, and only the rest of their slice is written down anew.

import { getF64, getU32, getU8, NONE, setF64, setU32, setU8 } from "./columns";
import { cpuCount } from "./needs";
import {
  burstEndAddress,
  chosenAddress,
  cpuFlagsAddress,
  lastCpuAddress,
  remainingAddress,
  runStartAddress,
  sliceLimitAddress,
} from "./memory";
import {
  Cause,
  completeDecision,
  decisionCount,
  recordsDecisionAt,
  recording,
  recordTransition,
  State,
} from "./trace";
import { CpuFlag, idleCount, runningOn, setDue } from "./cpus";
import { liftedFrom } from "./lifted";
import { leave, levelOf, putBack, sliceOf } from "./policy";
import { dispatch, takeCpu } from "./dispatch";
import { now, readyCount } from "./counters";
import { noteDecision } from "./decisions";

/** CPUs whose processes stand in the queue at this instant. */
let liftedCount: u32 = 0;
/** The instant of the last lift; there is at most one per instant and CPU. */
let liftedAt: f64 = -1;

/** Called once before a run. */
export function clearPlaces(): void {
  liftedCount = 0;
  liftedAt = -1;
}

/** Puts the running processes back at their places, once per instant. CPUs in a context switch are left alone. */
export function lift<P>(policy: P): void {
  if (liftedAt == now) return;
  liftedAt = now;
  for (let cpu = i32(cpuCount) - 1; cpu >= 0; --cpu) {
    const process = runningOn(cpu);
    if (process == NONE || getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching) continue;
    const left = getF64(remainingAddress, process) - (now - getF64(runStartAddress, cpu));
    setF64(remainingAddress, process, left);
    setF64(runStartAddress, cpu, now);
    leave(policy, process, getF64(sliceLimitAddress, cpu) - now, Cause.Preempted);
    putBack(policy, process);
    setU8(cpuFlagsAddress, cpu, CpuFlag.Lifted);
    store<u16>(lastCpuAddress + (process << 1), u16(cpu));
    liftedCount += 1;
  }
}

/** Gives the CPUs anew after a lift; false if nothing was lifted at this instant. */
export function giveAnew<P>(policy: P): bool {
  if (liftedCount == 0) return false;
  const firstDecision = decisionCount;
  const newcomers = choose(policy, idleCount + liftedCount);
  // CPU by CPU: one that is idle, or whose process was not chosen, takes the next newcomer. A process that was not
  // chosen stands in the queue already, at its place.
  let taken: u32 = 0;
  for (let cpu: u32 = 0; cpu < cpuCount && (taken < newcomers || liftedCount > 0); ++cpu) {
    const process = runningOn(cpu);
    const isLifted = getU8(cpuFlagsAddress, cpu) & CpuFlag.Lifted;
    if (process != NONE && !isLifted) continue;
    if (taken == newcomers) continue;
    const winner = getU32(chosenAddress, taken);
    if (isLifted) {
      setU8(cpuFlagsAddress, cpu, 0);
      liftedCount -= 1;
      takeCpu(cpu, process);
      if (recording) {
        recordTransition(now, process, State.Ready, Cause.Preempted, cpu, winner, NONE, levelOf(policy, process));
      }
    }
    if (recordsDecisionAt(now)) {
      const lostKey = isLifted ? f64(levelOf(policy, process)) : 0;
      completeDecision(firstDecision + taken, cpu, isLifted ? process : NONE, lostKey);
    }
    dispatch(policy, cpu, winner);
    taken += 1;
  }
  return true;
}

/**
 * Takes the first processes of the queue for `limit` CPUs. Those that were running go on at once; the others are written
 * to the `chosen` column, and their number is returned.
 */
function choose<P>(policy: P, limit: u32): u32 {
  let newcomers: u32 = 0;
  for (let count: u32 = 0; count < limit && !policy.isEmpty(); ++count) {
    if (recording && liftedFrom(policy.peek()) == NONE) noteDecision(policy, NONE, NONE, 0, readyCount - newcomers);
    const process = policy.pick();
    const cpu = liftedFrom(process);
    if (cpu != NONE) {
      goOn(policy, cpu, process);
    } else {
      setU32(chosenAddress, newcomers, process);
      newcomers += 1;
    }
  }
  return newcomers;
}

/** Lets a process that was running run on, with the rest of its slice (a full one after a boost). */
function goOn<P>(policy: P, cpu: u32, process: u32): void {
  setU8(cpuFlagsAddress, cpu, 0);
  liftedCount -= 1;
  const sliceLimit = now + sliceOf(policy, process, levelOf(policy, process));
  const end = min(now + getF64(remainingAddress, process), sliceLimit);
  setF64(sliceLimitAddress, cpu, sliceLimit);
  setF64(burstEndAddress, cpu, end);
  setDue(cpu, end);
}
