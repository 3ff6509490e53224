// Which running process loses its CPU to the best ready one: the second half of step 6.

import { getF64, getU8, NONE, setF64 } from "./columns";
import { cpuCount } from "./needs";
import { cpuFlagsAddress, remainingAddress, runStartAddress, sliceLimitAddress } from "./memory";
import { Cause, recording, recordTransition, State } from "./trace";
import { CpuFlag, runningOn } from "./cpus";
import { bestKey, charge, gainOf, leave, levelOf, runningKeyOf, shownKey, tiesByProcess, yields } from "./policy";
import { dispatch, takeCpu } from "./dispatch";
import { noteDecision } from "./decisions";
import { leftAfter } from "./extended/progress";
import { now, readyCount } from "./counters";

/** The key of the process on this CPU. */
// @ts-ignore: decorator
@inline export function keyOn<P>(policy: P, cpu: u32, process: u32): f64 {
  const ran = now - getF64(runStartAddress, cpu);
  return runningKeyOf(policy, process, leftAfter(cpu, process, ran), levelOf(policy, process), ran);
}

/** Whether the best ready process, of which there is one, outranks a running one with this key at this time. */
// @ts-ignore: decorator
@inline export function isOutranked<P>(policy: P, process: u32, key: f64, time: f64): bool {
  if (isDefined(policy.outranksFrom) && policy.outranksFrom() > time) return false;
  const best = bestKey(policy);
  return best < key || (yields(policy) && best == key && policy.peek() < process);
}

/**
 * When the best ready process, of which there is one, outranks a running one that has this key now, where it gains on it
 * each tick.
 */
// @ts-ignore: decorator
@inline export function overtakesAt<P>(policy: P, process: u32, key: f64, time: f64): f64 {
  const gap = bestKey(policy) - key;
  if (isDefined(policy.gain)) return time + floor(gap / gainOf(policy)) + 1;
  const ahead = time + (yields(policy) && gap > 0 && policy.peek() < process ? gap : gap + 1);
  return isDefined(policy.outranksFrom) ? max(ahead, policy.outranksFrom()) : ahead;
}

/** The CPU whose process is worst, or NONE if all are in a context switch. */
function worstCpu<P>(policy: P): u32 {
  let worst = NONE;
  let worstKey: f64 = 0;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const process = runningOn(cpu);
    if (process == NONE || getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching) continue;
    const key = keyOn(policy, cpu, process);
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
export function preemptWorst<P>(policy: P): bool {
  const cpu = worstCpu(policy);
  if (cpu == NONE) return false;
  const process = runningOn(cpu);
  const key = keyOn(policy, cpu, process);
  if (!isOutranked(policy, process, key, now)) return false;
  if (recording) noteDecision(policy, cpu, process, shownKey(policy, key), readyCount);
  const winner = policy.pick();
  const ran = now - getF64(runStartAddress, cpu);
  setF64(remainingAddress, process, getF64(remainingAddress, process) - ran);
  charge(policy, process, ran);
  takeCpu(cpu, process);
  leave(policy, process, getF64(sliceLimitAddress, cpu) - now, Cause.Preempted);
  policy.enqueue(process, Cause.Preempted, levelOf(policy, process));
  if (recording) {
    recordTransition(now, process, State.Ready, Cause.Preempted, cpu, winner, NONE, levelOf(policy, process));
  }
  dispatch(policy, cpu, winner);
  return true;
}

/**
 * When the best ready process will outrank the worst running one if nothing happens before, under a policy whose ready
 * processes gain on the running ones each tick; Infinity where none can.
 */
export function overtakingTime<P>(policy: P): f64 {
  if (policy.isEmpty()) return Infinity;
  const cpu = worstCpu(policy);
  if (cpu == NONE) return Infinity;
  const process = runningOn(cpu);
  return overtakesAt(policy, process, keyOn(policy, cpu, process), now);
}
