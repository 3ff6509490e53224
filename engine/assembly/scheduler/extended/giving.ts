// Step 6 of the extended machine: which CPU gets which process. The rules are in engine/RULES.md, "Several queues",
// "Affinity" and "Groups".

import { Cause, recording, recordTransition, State, traceIsFull } from "../trace";
import { balance, lookForLoot, nextBalanceTime, rehome } from "./moving";
import { bestKey, charge, gainOf, gains, leave, levelOf, preempts, shownKey, tiesByProcess, yields } from "../policy";
import { chargeGroups, lookAtTurn, nextQuotaTime, quotaPeriod, throttledCpu } from "./groups";
import { homeOf, queueOf, queueOfRoot, readyIn, rootAt } from "./roots";
import { getF64, getU8, NONE } from "../columns";
import { cpuCount, Feature, features } from "../needs";
import { cpuFlagsAddress, runStartAddress, sliceLimitAddress } from "../memory";
import { CpuFlag, idleCount, isIdle, runningOn } from "../cpus";
import { countThrottle, mayPreempt, notePreemption, now, readyCount } from "../counters";
import { dispatch, takeCpu } from "../dispatch";
import { goesBefore, look, seenRoot } from "./run_queues";
import { greatestSpeed, leftAfter, writeProgress } from "./progress";
import { isOutranked, keyOn } from "../preemption";
import { noteDecision } from "../decisions";

/** At the start of an instant. */
// @ts-ignore: decorator
@inline export function startExtendedInstant(): void {
  chargeGroups();
}

/** The next time at which the extended machine itself has something to do. */
export function nextExtendedTime<P>(policy: P): f64 {
  let time: f64 = Infinity;
  if (readyCount > 0) time = nextBalanceTime();
  if (quotaPeriod > 0) time = min(time, nextQuotaTime());
  if (gains(policy) && preempts(policy)) time = min(time, nextOvertaking(policy));
  return time;
}

/** All that is done once everybody has queued; false if a trace buffer might overflow. */
export function giveCpusExtended<P>(policy: P): bool {
  if (!throttle(policy) || !balance(policy)) return false;
  do {
    if (!giveIdle(policy)) return false;
    if (recording && traceIsFull()) return false;
  } while (preempts(policy) && mayBeOutranked(policy) && preemptOne(policy));
  return true;
}

/** Whether something has happened after which a running process may be outranked. */
// @ts-ignore: decorator
@inline function mayBeOutranked<P>(policy: P): bool {
  return readyCount > 0 && (mayPreempt || gains(policy) || (features & Feature.Turns) != 0);
}

/** Stops the processes of groups whose quota is used up. */
function throttle<P>(policy: P): bool {
  if (quotaPeriod == 0) return true;
  for (let cpu = throttledCpu(); cpu != NONE; cpu = throttledCpu()) {
    if (recording && traceIsFull()) return false;
    countThrottle();
    putOff(policy, cpu, runningOn(cpu), Cause.Throttled, NONE);
  }
  return true;
}

/** A process loses its CPU and queues at home. */
function putOff<P>(policy: P, cpu: u32, process: u32, cause: Cause, winner: u32): void {
  const ran = now - getF64(runStartAddress, cpu);
  writeProgress(cpu, process, ran, leftAfter(cpu, process, ran));
  charge(policy, process, ran);
  takeCpu(cpu, process, cause == Cause.Preempted);
  leave(policy, process, getF64(sliceLimitAddress, cpu) - now, Cause.Preempted);
  look(homeOf(process), NONE);
  policy.enqueue(process, Cause.Preempted, levelOf(policy, process));
  notePreemption();
  if (recording) {
    const home = queueOfRoot(homeOf(process));
    recordTransition(now, process, State.Ready, cause, cpu, winner, NONE, levelOf(policy, process), home);
  }
}

/** Gives idle CPUs what waits in their own queues, then what they can steal. */
function giveIdle<P>(policy: P): bool {
  for (let cpu: u32 = 0; cpu < cpuCount && idleCount > 0 && readyCount > 0; ++cpu) {
    if (!isIdle(cpu)) continue;
    if (recording && traceIsFull()) return false;
    if (lookAtTurn(policy, queueOf(cpu), cpu)) giveBest(policy, cpu);
  }
  for (let cpu: u32 = 0; cpu < cpuCount && idleCount > 0 && readyCount > 0; ++cpu) {
    if (!isIdle(cpu)) continue;
    if (recording && traceIsFull()) return false;
    if (lookForLoot(policy, cpu)) giveBest(policy, cpu);
  }
  return true;
}

/** Gives an idle CPU the best process that is seen. */
function giveBest<P>(policy: P, cpu: u32): void {
  const root = seenRoot;
  if (recording) noteDecision(policy, cpu, NONE, 0, readyIn(root));
  const process = policy.pick();
  const queue = queueOfRoot(root);
  if (queue != queueOf(cpu)) rehome(process, rootAt(cpu, process));
  dispatch(policy, cpu, process, queue);
}

/** Looks at what may take the CPU from its process: the ready ones of its group at its queue. Whether there is any. */
// @ts-ignore: decorator
@inline function lookAtRivals<P>(policy: P, cpu: u32): bool {
  const process = runningOn(cpu);
  if (process == NONE || getU8(cpuFlagsAddress, cpu) & CpuFlag.Switching) return false;
  look(rootAt(queueOf(cpu), process), cpu);
  return !policy.isEmpty();
}

/**
 * Of the ready processes that outrank a running one of their group on a CPU that they may run on, the best takes the CPU
 * of the worst. Queue by queue, and group by group. Whether there was one.
 */
function preemptOne<P>(policy: P): bool {
  let victim = NONE, winner = NONE, winnerRoot = NONE;
  let winnerKey: f64 = 0, victimKey: f64 = 0;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    if (!lookAtRivals(policy, cpu)) continue;
    const key = keyOn(policy, cpu, runningOn(cpu));
    const best = bestKey(policy);
    if (!isOutranked(policy, runningOn(cpu), key, now)) continue;
    const root = seenRoot;
    const process = policy.peek();
    if (victim != NONE && process == winner) {
      const isWorse = key > victimKey ||
        (key == victimKey && (!tiesByProcess(policy) || runningOn(cpu) > runningOn(victim)));
      if (!isWorse) continue;
    } else if (victim != NONE) {
      const isBetter = root == winnerRoot
        ? best < winnerKey || (best == winnerKey && goesBefore(process, winner))
        : root < winnerRoot;
      if (!isBetter) continue;
    }
    victim = cpu;
    winner = process;
    winnerRoot = root;
    winnerKey = best;
    victimKey = key;
  }
  if (victim == NONE) return false;
  const process = runningOn(victim);
  look(winnerRoot, victim);
  if (recording) noteDecision(policy, victim, process, shownKey(policy, victimKey), readyIn(winnerRoot));
  policy.pick();
  putOff(policy, victim, process, Cause.Preempted, winner);
  dispatch(policy, victim, winner, queueOfRoot(winnerRoot));
  return true;
}

/**
 * A time, not after the first one, at which a ready process may outrank a running one under a policy whose ready
 * processes gain on the running ones. The gap closes by at most the gain times the greatest speed each tick.
 */
function nextOvertaking<P>(policy: P): f64 {
  let time: f64 = Infinity;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    if (!lookAtRivals(policy, cpu)) continue;
    const gap = bestKey(policy) - keyOn(policy, cpu, runningOn(cpu));
    const ticks = floor(max(0, gap) / (greatestSpeed() * gainOf(policy)));
    let soonest = now + (yields(policy) ? max(1, ticks) : ticks + 1);
    if (isDefined(policy.outranksFrom)) soonest = max(soonest, policy.outranksFrom());
    time = min(time, soonest);
  }
  return time;
}
