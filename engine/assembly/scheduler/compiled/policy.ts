// A policy of the user's own, compiled into the machine: what policies/own.ts asks the host, this asks the author's class, whose
// methods are inlined like those of any policy, and what it leaves out costs nothing. Their answers are checked as
// the host checks them.

import { appendToLevel, hasNoLevel, headOfLevel, nextInLevels, takeFirstOfLevels } from "../queue";
import { Cause, recording } from "../trace";
import { cpuCount, processCount } from "../needs";
import { idleCount } from "../cpus";
import { collectUnused } from "./heap";
import { callInProgress, enter, fail, Fault, Hook, resume } from "./faults";
import { getF64, getU32, getU8, NONE, setF64, setU8 } from "../columns";
import { readySinceAddress, runningAddress, servedAddress } from "../memory";
import { placeOf } from "./numbers";
import { notePreemption } from "../counters";
import { clearView, noteCharged, PolicyMachine, renews, startRinging, TIME, timerAt } from "./view";
import { clearOrdered, orderedIsEmpty, orderedKey, orderedNext, orderedPeek, orderedPop, orderedPush } from "./ordered";
import { readyHeapRekey } from "../ready_heap";

/** What goes first of equal keys: 0 in the order of joining, 1 by (arrival, pid), 2 the last to join; set by the host. */
export let ownTies: u32 = 0;
/** The ticks for which it may leave somebody ready beside an idle CPU; set by the host. */
export let ownIdleLimit: f64 = Infinity;
/** For each process, whether it is ready, where the policy picks itself; set by the host. */
export let ownReadySlot: u32 = 0;
/** Since when each CPU idles while somebody is ready, -1 where it does not; set by the host. */
export let ownIdleSlot: u32 = 0;
export const ownTimeAddress: u32 = TIME;

/** Candidates of a decision at the most, besides the one picked. */
// @ts-ignore: decorator
@inline const CANDIDATES_MAX: u32 = 16;

/** The policy's object. */
export let pointer: usize = 0;
/** Ready processes that stand in a queue of the policy's own. */
let readyInOwn: u32 = 0;
/** What the policy picked last, for which CPU, and whether that still holds. */
let chosen: u32 = NONE;
let isChosen: bool = false;
let chosenCpu: u32 = NONE;

/** Called once before a run, with an object that the collector knows to be alive. */
export function holdPolicy(policy: usize): void {
  pointer = policy;
  readyInOwn = 0;
  isChosen = false;
  clearView();
  clearOrdered(ownTies);
  store<f64>(TIME, 0);
}

// @ts-ignore: decorator
@inline function policyOf<P>(): P {
  return changetype<P>(pointer);
}

/** The run begins; options have their values. */
export function startPolicy<P>(): void {
  const policy = policyOf<P>();
  if (isDefined(policy.start)) {
    const machine = new PolicyMachine();
    enter(Hook.Start, NONE);
    policy.start(machine);
  }
}

// @ts-ignore: decorator
@inline function causeText(cause: Cause): string {
  if (cause == Cause.New) return "new";
  if (cause == Cause.Quantum) return "quantum";
  if (cause == Cause.Preempted) return "preempted";
  return cause == Cause.Io ? "io" : "lock";
}

/** The number of a process that is ready; NONE for -1. */
function readyProcess(process: f64): u32 {
  if (process == -1) return NONE;
  const number = u32(placeOf(process));
  if (f64(number) != process || number >= processCount || !getU8(ownReadySlot, number)) {
    fail(Fault.Pick, process, f64(processCount));
  }
  return number;
}

// @ts-ignore: decorator
@inline function keyBy<P>(process: u32): f64 {
  const policy = policyOf<P>();
  enter(Hook.Key, process);
  const key = policy.key(process);
  if (key != key) fail(Fault.Key, key);
  return key;
}

function askPick<P>(cpu: u32): u32 {
  const policy = policyOf<P>();
  enter(Hook.Pick, NONE);
  return readyProcess(policy.pick(f64(i32(cpu))));
}

/** Asks the policy who runs next: on the first idle CPU that it has somebody for, or on none where all are busy. */
function choose<P>(): u32 {
  isChosen = true;
  let isBusy = true;
  for (chosenCpu = 0; chosenCpu < cpuCount; ++chosenCpu) {
    if (getU32(runningAddress, chosenCpu) != NONE) continue;
    isBusy = false;
    chosen = askPick<P>(chosenCpu);
    if (chosen != NONE) {
      if (ownIdleLimit < Infinity) setF64(ownIdleSlot, chosenCpu, -1);
      return chosen;
    }
    if (ownIdleLimit < Infinity) noteIdle(chosenCpu);
  }
  chosenCpu = NONE;
  chosen = isBusy ? askPick<P>(NONE) : NONE;
  return chosen;
}

/** Somebody is ready beside an idle CPU. */
function noteIdle(cpu: u32): void {
  const time = load<f64>(TIME);
  const since = getF64(ownIdleSlot, cpu);
  if (since < 0) setF64(ownIdleSlot, cpu, time);
  else if (time - since >= ownIdleLimit) fail(Fault.Idle, cpu, since);
}

/** What the candidate listed last was ordered by, and how many were listed. */
let listedOrder: f64 = 0;
let listed: u32 = 0;

/** Other ready processes of a policy that picks itself, by key or in the order of joining. */
function nextCandidate<P>(process: u32): u32 {
  const isFirst = process == chosen;
  listed = isFirst ? 1 : listed + 1;
  if (listed > CANDIDATES_MAX) return NONE;
  let next = NONE;
  let nextOrder: f64 = 0;
  for (let other: u32 = 0; other < processCount; ++other) {
    if (other == chosen || !getU8(ownReadySlot, other)) continue;
    const order = orderOf<P>(other);
    if (!isFirst && (order < listedOrder || (order == listedOrder && other <= process))) continue;
    if (next != NONE && order >= nextOrder) continue;
    next = other;
    nextOrder = order;
  }
  listedOrder = nextOrder;
  return next;
}

// @ts-ignore: decorator
@inline function orderOf<P>(process: u32): f64 {
  const policy = policyOf<P>();
  if (isDefined(policy.key)) return keyBy<P>(process);
  return getF64(readySinceAddress, process);
}

/** The policy asks for its keys to be asked anew. */
export function reorderKeys<P>(): void {
  const policy = policyOf<P>();
  if (isDefined(policy.pick)) return;
  if (isDefined(policy.key)) {
    const call = callInProgress();
    readyHeapRekey(changetype<Compiled<P>>(0));
    resume(call);
  }
}

// @ts-ignore: decorator
@unmanaged @final
export class Compiled<P> {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    const policy = policyOf<P>();
    if (isDefined(policy.pick)) {
      isChosen = false;
      readyInOwn += 1;
      setU8(ownReadySlot, process, 1);
    }
    if (isDefined(policy.ready)) {
      enter(Hook.Ready, process);
      policy.ready(process, causeText(cause));
    }
    if (isDefined(policy.pick)) return;
    if (isDefined(policy.key)) {
      orderedPush(keyBy<P>(process), process);
    } else appendToLevel(0, process);
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    const policy = policyOf<P>();
    if (isDefined(policy.pick)) {
      if (readyInOwn == 0) return true;
      // Where nobody would get a CPU nothing is asked.
      const isBusy = cpuCount == 1 ? getU32(runningAddress, 0) != NONE : idleCount == 0;
      return isBusy && !this.preempts() ? false : this.peek() == NONE;
    }
    if (isDefined(policy.key)) return orderedIsEmpty();
    return hasNoLevel();
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    const policy = policyOf<P>();
    if (isDefined(policy.pick)) return isChosen ? chosen : choose<P>();
    if (isDefined(policy.key)) return orderedPeek();
    return headOfLevel(0);
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    const policy = policyOf<P>();
    let process: u32;
    if (isDefined(policy.pick)) {
      process = this.peek();
      isChosen = false;
      readyInOwn -= 1;
      setU8(ownReadySlot, process, 0);
    } else if (isDefined(policy.key)) {
      process = orderedPop();
    } else {
      process = takeFirstOfLevels();
    }
    if (isDefined(policy.picked)) {
      enter(Hook.Picked, process);
      policy.picked(process);
    }
    return process;
  }
  /** The idle CPU that the process is for that `peek` gave. */
  // @ts-ignore: decorator
  @inline idleCpu(lowest: u32): u32 {
    const policy = policyOf<P>();
    if (isDefined(policy.pick)) return chosenCpu;
    return lowest;
  }
  next(process: u32): u32 {
    const policy = policyOf<P>();
    if (isDefined(policy.pick)) return nextCandidate<P>(process);
    if (isDefined(policy.key)) return orderedNext(process, keyBy<P>(process));
    return nextInLevels(process, 0);
  }
  // @ts-ignore: decorator
  @inline level(process: u32): u32 {
    const policy = policyOf<P>();
    if (isDefined(policy.level)) {
      if (!recording) return 0;
      enter(Hook.Level, process);
      const level = policy.level(process);
      if (!(level >= 0 && level <= 255 && floor(level) == level)) fail(Fault.Level, level);
      return u32(level);
    }
    return 0;
  }
  // @ts-ignore: decorator
  @inline nextLevel(): u32 {
    return 0;
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    const policy = policyOf<P>();
    if (isDefined(policy.key)) return keyBy<P>(process);
    return getF64(readySinceAddress, process);
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, _level: u32): f64 {
    const policy = policyOf<P>();
    if (isDefined(policy.slice)) {
      enter(Hook.Slice, process);
      const slice = policy.slice(process);
      if (!(slice >= 1) || floor(slice) != slice) fail(Fault.Slice, slice);
      return slice;
    }
    return Infinity;
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    const policy = policyOf<P>();
    if (isDefined(policy.preempts)) return true;
    return isDefined(policy.runningKey);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    const policy = policyOf<P>();
    if (isDefined(policy.preempts)) return 0;
    if (isDefined(policy.key)) {
      if (isDefined(policy.pick)) return keyBy<P>(this.peek());
      return orderedKey();
    }
    return 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, _ran: f64): f64 {
    const policy = policyOf<P>();
    if (isDefined(policy.preempts)) {
      const ready = this.peek();
      enter(Hook.Preempts, process);
      return policy.preempts(ready, process) ? 1 : -1;
    }
    if (isDefined(policy.runningKey)) {
      enter(Hook.RunningKey, process);
      const key = policy.runningKey(process);
      if (key != key) fail(Fault.Key, key);
      return key;
    }
    return 0;
  }
  // @ts-ignore: decorator
  @inline tiesByProcess(): bool {
    return ownTies == 1;
  }
  // @ts-ignore: decorator
  @inline observe(time: f64): void {
    isChosen = false;
    store<f64>(TIME, time);
    collectUnused();
  }
  // @ts-ignore: decorator
  @inline watchesRunning(): bool {
    return isDefined(OWN_WATCHES);
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    const policy = policyOf<P>();
    if (isDefined(OWN_CHARGES)) {
      setF64(servedAddress, process, getF64(servedAddress, process) + ticks);
    }
    if (isDefined(policy.executed)) {
      noteCharged(process);
      enter(Hook.Executed, process);
      policy.executed(process, ticks);
    }
  }
  // @ts-ignore: decorator
  @inline burstEnded(process: u32): void {
    const policy = policyOf<P>();
    if (isDefined(policy.burstEnded)) {
      noteCharged(process);
      enter(Hook.BurstEnded, process);
      policy.burstEnded(process);
    }
  }
  // @ts-ignore: decorator
  @inline expired(process: u32, level: u32): u32 {
    const policy = policyOf<P>();
    if (isDefined(policy.expired)) {
      enter(Hook.Expired, process);
      policy.expired(process);
    }
    return level;
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, cause: Cause): void {
    const policy = policyOf<P>();
    if (isDefined(policy.preempted)) {
      if (cause == Cause.Preempted) {
        enter(Hook.Preempted, process);
        policy.preempted(process, left);
      }
    }
    if (isDefined(policy.blocked)) {
      if (cause != Cause.Preempted) {
        enter(Hook.Blocked, process);
        policy.blocked(process, left, causeText(cause));
      }
    }
  }
  // @ts-ignore: decorator
  @inline ended(process: u32): void {
    const policy = policyOf<P>();
    if (isDefined(policy.terminated)) {
      enter(Hook.Terminated, process);
      policy.terminated(process);
    }
  }
  /** When the timer rings. */
  // @ts-ignore: decorator
  @inline timer(): f64 {
    const policy = policyOf<P>();
    if (isDefined(policy.timer)) return timerAt;
    return Infinity;
  }
  /** The timer rings; whether running processes get new quanta. */
  ring(): bool {
    const policy = policyOf<P>();
    if (isDefined(policy.timer)) {
      startRinging();
      isChosen = false;
      enter(Hook.Timer, NONE);
      policy.timer();
      if (isDefined(policy.pick)) {} else if (isDefined(policy.key)) {
        }
      notePreemption();
      return renews;
    }
    return false;
  }
}
