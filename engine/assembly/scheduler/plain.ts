// The machine in its plainest form: one CPU, one burst a process, nothing recorded, no boosts, no switch cost. Large
// workloads are mostly of this form, so this loop keeps in locals what machine.ts keeps in memory for any number of CPUs,
// and runs some three times as fast. The rules are the same (engine/RULES.md, "One instant"), and so are the policies.
//
// A run starts and ends between two instants, with everything where machine.ts has it: the two can take turns.

import { getF64, getU32, NONE, setF64, setU32 } from "./columns";
import { cpuCount, Feature, features, processCount } from "./needs";
import {
  arrivalAddress,
  burstEndAddress,
  dispatchesAddress,
  finishAddress,
  firstRunAddress,
  lastAddress,
  preemptionsAddress,
  readySinceAddress,
  remainingAddress,
  runningAddress,
  runStartAddress,
  segmentStartAddress,
  sliceLimitAddress,
} from "./memory";
import { firstDueTime, occupy, runningOn, setDue, vacate } from "./cpus";
import { charge, ended, expire, gains, leave, levelOf, nextLevelOf, observe, preempts, runningKeyOf, sliceOf, undoDemotion, watchesRunning } from "./policy";
import { Cause, recording } from "./trace";
import { isOutranked, overtakesAt, overtakingTime } from "./preemption";
import { arrivedCount, dispatchCount, finishedCount, longestWait, noteOverflow, noteWait, now, park, switchCount } from "./counters";
import { demoteAlone, ties } from "./completion";

/** What a run may need and still be plain: only columns that the policy alone looks at. */
// @ts-ignore: decorator
@inline const PLAIN_FEATURES: u32 = Feature.Heap | Feature.Slice | Feature.Allotment | Feature.Trait | Feature.Virtual |
  Feature.Served | Feature.Work | Feature.Tickets | Feature.Tournament | Feature.Pending |
  Feature.OwnQuantum;

/** Whether this run is plain. */
export function isPlain(): bool {
  return cpuCount == 1 && !recording && (features & ~PLAIN_FEATURES) == 0;
}

/** A process whose quantum ended joins the ready queue: step 5 of an instant. */
// @ts-ignore: decorator
@inline function requeue<P>(policy: P, process: u32, oldLevel: u32, level: u32, time: f64): void {
  if (oldLevel != level && demoteAlone == 0 && policy.isEmpty()) {
    undoDemotion(policy, process);
    level = oldLevel;
  }
  setF64(readySinceAddress, process, time);
  policy.enqueue(process, Cause.Quantum, level);
}

/** Writes down what runs since when, for a policy that looks at it. */
// @ts-ignore: decorator
@inline function show<P>(policy: P, process: u32, start: f64): void {
  if (!watchesRunning(policy)) return;
  setU32(runningAddress, 0, process);
  if (process != NONE) setU32(lastAddress, 0, process);
  setF64(runStartAddress, 0, start);
}

/** Runs whole instants up to `until`, at most `limit` of them, while processes are left. */
export function runPlain<P>(policy: P, until: f64, limit: f64): void {
  const count = processCount;
  const requeueFirst = ties == 1;
  let time = now;
  let instants = limit;
  let arrived = arrivedCount;
  let finished = finishedCount;
  let nextArrival = arrived < count ? getF64(arrivalAddress, arrived) : Infinity;
  let dispatched = dispatchCount;
  let switched: u32 = 0;
  let longest = longestWait;
  // The CPU. What is left of the burst when it is due next is known from the dispatch on.
  let running = runningOn(0);
  let last = getU32(lastAddress, 0);
  const firstEver = last == NONE;
  let due = firstDueTime();
  let runStart = getF64(runStartAddress, 0);
  let sliceLimit = getF64(sliceLimitAddress, 0);
  let leftWhenDue: f64 = running == NONE ? 0 : getF64(remainingAddress, running) - (due - runStart);
  let level: u32 = running == NONE ? 0 : levelOf(policy, running);
  let overtaking: f64 = gains(policy) ? overtakingTime(policy) : Infinity;
  if (running != NONE) {
    vacate(0);
    show(policy, running, runStart);
  }

  for (; instants > 0; instants -= 1) {
    let expired = NONE;
    let lowered = level;
    if (gains(policy) && overtaking < min(due, nextArrival)) {
      if (overtaking > until) break;
      time = overtaking;
      observe(policy, time);
    } else if (due > nextArrival) {
      if (nextArrival > until) break;
      time = nextArrival;
      observe(policy, time);
    } else {
      if (due > until) break;
      time = due;
      observe(policy, time);
      setF64(remainingAddress, running, leftWhenDue);
      charge(policy, running, time - runStart);
      show(policy, NONE, 0);
      if (leftWhenDue > 0) {
        expired = running;
        lowered = expire(policy, running, level);
        if (requeueFirst) requeue(policy, expired, level, lowered, time);
      } else {
        setF64(finishAddress, running, time);
        finished += 1;
        ended(policy, running);
      }
      running = NONE;
      due = Infinity;
    }
    while (nextArrival == time) {
      setF64(readySinceAddress, arrived, time);
      policy.enqueue(arrived, Cause.New, 0);
      arrived += 1;
      nextArrival = arrived < count ? getF64(arrivalAddress, arrived) : Infinity;
    }
    if (expired != NONE && !requeueFirst) requeue(policy, expired, level, lowered, time);
    if (gains(policy)) overtaking = Infinity;
    if (policy.isEmpty()) continue;

    let preempted = NONE;
    const preemptedLevel = level;
    if (running != NONE) {
      if (!preempts(policy)) continue;
      const left = getF64(remainingAddress, running) - (time - runStart);
      const key = runningKeyOf(policy, running, left, level, time - runStart);
      if (!isOutranked(policy, running, key, time)) {
        if (gains(policy)) overtaking = overtakesAt(policy, running, key, time);
        continue;
      }
      preempted = running;
      setF64(remainingAddress, preempted, left);
      charge(policy, preempted, time - runStart);
      show(policy, NONE, 0);
      if (getF64(firstRunAddress, preempted) == time) setF64(firstRunAddress, preempted, -1);
      const preemptions = getU32(preemptionsAddress, preempted) + 1;
      if (preemptions == 0) {
        noteOverflow();
        instants = 0;
      }
      setU32(preemptionsAddress, preempted, preemptions);
      setF64(readySinceAddress, preempted, time);
    }
    level = nextLevelOf(policy);
    running = policy.pick();
    if (preempted != NONE) {
      leave(policy, preempted, sliceLimit - time, Cause.Preempted);
      policy.enqueue(preempted, Cause.Preempted, preemptedLevel);
    }

    const waited = time - getF64(readySinceAddress, running);
    if (waited > longest) {
      longest = waited;
      noteWait(waited, running);
    }
    switched += u32(last != running);
    last = running;
    const firstRun = load<i64>(firstRunAddress + (running << 3));
    store<i64>(firstRunAddress + (running << 3), firstRun < 0 ? reinterpret<i64>(time) : firstRun);
    const dispatches = getU32(dispatchesAddress, running) + 1;
    if (dispatches == 0) {
      noteOverflow();
      instants = 0;
    }
    setU32(dispatchesAddress, running, dispatches);
    dispatched += 1;
    const left = getF64(remainingAddress, running);
    const slice = sliceOf(policy, running, level);
    runStart = time;
    show(policy, running, time);
    sliceLimit = time + slice;
    if (left > slice) {
      leftWhenDue = left - slice;
      due = sliceLimit;
    } else {
      leftWhenDue = 0;
      due = time + left;
    }
    if (gains(policy) && !policy.isEmpty()) {
      overtaking = overtakesAt(policy, running, runningKeyOf(policy, running, left, level, 0), time);
    }
  }

  if (running != NONE) {
    occupy(0, running);
    setDue(0, due);
  }
  setU32(lastAddress, 0, last);
  setF64(runStartAddress, 0, runStart);
  setF64(segmentStartAddress, 0, runStart);
  setF64(sliceLimitAddress, 0, sliceLimit);
  setF64(burstEndAddress, 0, due);
  park(time, arrived, finished, arrived - finished - u32(running != NONE), dispatched, switchCount + f64(switched) - f64(u32(firstEver && last != NONE)));
}
