// A policy of the user's own: its hooks are functions of the host (engine/own_policy.ts says what they mean), and what it
// leaves out is done here. Only the build `own/index.ts` has it, so that no other one imports anything.
//
// Where its ready processes stand: in a queue of its own where it has `pick`, in the ready heap by its `key` where it has
// that alone, else in one FIFO list. A hook that a policy does not have is a bit that is not set, and is not called.

import { appendToLevel, hasNoLevel, headOfLevel, nextInLevels, takeFirstOfLevels } from "../queue";
import { Cause, recording } from "../trace";
import { cpuCount } from "../needs";
import { idleCount } from "../cpus";
import { getF64, getU32, NONE, setF64 } from "../columns";
import { readySinceAddress, runningAddress, servedAddress } from "../memory";
import { notePreemption } from "../counters";
import { InReadyHeap, readyHeapCount, readyHeapKey, readyHeapPop, readyHeapPush, readyHeapPushFirst, readyHeapPushInTurn, readyHeapRekey } from "../ready_heap";

@external("policy", "key") declare function hostKey(process: u32): f64;
@external("policy", "ready") declare function hostReady(process: u32, cause: u32): void;
@external("policy", "pick") declare function hostPick(cpu: u32): u32;
@external("policy", "picked") declare function hostPicked(process: u32): void;
@external("policy", "next") declare function hostNext(process: u32): u32;
@external("policy", "slice") declare function hostSlice(process: u32): f64;
@external("policy", "runningKey") declare function hostRunningKey(process: u32): f64;
@external("policy", "preempts") declare function hostPreempts(ready: u32, running: u32): u32;
@external("policy", "executed") declare function hostExecuted(process: u32, ticks: f64): void;
@external("policy", "burstEnded") declare function hostBurstEnded(process: u32): void;
@external("policy", "expired") declare function hostExpired(process: u32): void;
@external("policy", "left") declare function hostLeft(process: u32, left: f64, cause: u32): void;
@external("policy", "terminated") declare function hostTerminated(process: u32): void;
@external("policy", "level") declare function hostLevel(process: u32): u32;
@external("policy", "timer") declare function hostTimer(): void;

/** The hooks that a policy has; bits of `ownHooks`. The host's `HOOK` names the same. */
const enum Hook {
  Key = 1,
  Ready = 2,
  Pick = 4,
  Picked = 8,
  Slice = 16,
  RunningKey = 32,
  Preempts = 64,
  Executed = 128,
  BurstEnded = 256,
  Expired = 512,
  Left = 1024,
  Terminated = 2048,
  Level = 4096,
  Timer = 8192,
}

/** Set by the host. */
export let ownHooks: u32 = 0;
/** What goes first of equal keys: 0 in the order of joining, 1 by (arrival, pid), 2 the last to join; set by the host. */
export let ownTies: u32 = 0;
/** When the timer rings, which the host sets at any time; Infinity for not at all. */
export let ownTimer: f64 = Infinity;
/** Whether running processes get new quanta after the timer; set by the host. */
export let ownRenews: u32 = 0;

/** Where the time of the instant stands, for the host: the plain machine keeps it in a local. */
// @ts-ignore: decorator
@inline const TIME: u32 = 3840;
export const ownTimeAddress: u32 = TIME;

/** Ready processes that stand in a queue of the policy's own. */
let readyInOwn: u32 = 0;
/** What the policy picked last, and whether that still holds. */
let chosen: u32 = NONE;
let isChosen: bool = false;
let chosenCpu: u32 = NONE;

/** Called once before a run. */
export function clearOwn(): void {
  readyInOwn = 0;
  isChosen = false;
  ownTimer = Infinity;
  ownRenews = 0;
  setF64(TIME, 0, 0);
}

// @ts-ignore: decorator
@inline function picksItself(): bool {
  return (ownHooks & Hook.Pick) != 0;
}
// @ts-ignore: decorator
@inline function isKeyed(): bool {
  return (ownHooks & Hook.Key) != 0;
}

/** Asks the policy who runs next: on the first idle CPU that it has somebody for, or on none where all are busy. */
function choose(): u32 {
  isChosen = true;
  let isBusy = true;
  for (chosenCpu = 0; chosenCpu < cpuCount; ++chosenCpu) {
    if (getU32(runningAddress, chosenCpu) != NONE) continue;
    isBusy = false;
    chosen = hostPick(chosenCpu);
    if (chosen != NONE) return chosen;
  }
  chosenCpu = NONE;
  chosen = isBusy ? hostPick(NONE) : NONE;
  return chosen;
}

/** The host asks all keys anew; equal ones stay in the order in which they stand. */
export function reorderOwn(): void {
  if (isKeyed() && !picksItself()) readyHeapRekey(changetype<Own>(0));
}

// @ts-ignore: decorator
@unmanaged @final
export class Own extends InReadyHeap {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    isChosen = false;
    if (ownHooks & Hook.Ready) hostReady(process, cause);
    if (picksItself()) readyInOwn += 1;
    else if (!isKeyed()) appendToLevel(0, process);
    else if (ownTies == 0) readyHeapPushInTurn(hostKey(process), process);
    else if (ownTies == 1) readyHeapPush(hostKey(process), process);
    else readyHeapPushFirst(hostKey(process), process);
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    if (picksItself()) {
      if (readyInOwn == 0) return true;
      // Where nobody would get a CPU nothing is asked.
      const isBusy = cpuCount == 1 ? getU32(runningAddress, 0) != NONE : idleCount == 0;
      return isBusy && !this.preempts() ? false : this.peek() == NONE;
    }
    return isKeyed() ? readyHeapCount() == 0 : hasNoLevel();
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    if (picksItself()) return isChosen ? chosen : choose();
    return isKeyed() ? super.peek() : headOfLevel(0);
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    let process: u32;
    if (picksItself()) {
      process = this.peek();
      isChosen = false;
      readyInOwn -= 1;
    } else {
      process = isKeyed() ? readyHeapPop() : takeFirstOfLevels();
    }
    if (ownHooks & Hook.Picked) hostPicked(process);
    return process;
  }
  /** The idle CPU that the process is for that `peek` gave. */
  // @ts-ignore: decorator
  @inline idleCpu(lowest: u32): u32 {
    return picksItself() ? chosenCpu : lowest;
  }
  next(process: u32): u32 {
    if (picksItself()) return hostNext(process);
    return isKeyed() ? super.next(process) : nextInLevels(process, 0);
  }
  // @ts-ignore: decorator
  @inline level(process: u32): u32 {
    return recording && ownHooks & Hook.Level ? hostLevel(process) : 0;
  }
  // @ts-ignore: decorator
  @inline nextLevel(): u32 {
    return 0;
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return isKeyed() ? hostKey(process) : getF64(readySinceAddress, process);
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, _level: u32): f64 {
    return ownHooks & Hook.Slice ? hostSlice(process) : Infinity;
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return (ownHooks & (Hook.RunningKey | Hook.Preempts)) != 0;
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    if (ownHooks & Hook.Preempts) return 0;
    return picksItself() ? hostKey(this.peek()) : readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, _ran: f64): f64 {
    if (ownHooks & Hook.Preempts) return hostPreempts(this.peek(), process) ? 1 : -1;
    return hostRunningKey(process);
  }
  // @ts-ignore: decorator
  @inline tiesByProcess(): bool {
    return ownTies == 1;
  }
  // @ts-ignore: decorator
  @inline observe(time: f64): void {
    isChosen = false;
    setF64(TIME, 0, time);
  }
  // @ts-ignore: decorator
  @inline watchesRunning(): bool {
    return true;
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    setF64(servedAddress, process, getF64(servedAddress, process) + ticks);
    if (ownHooks & Hook.Executed) hostExecuted(process, ticks);
  }
  // @ts-ignore: decorator
  @inline burstEnded(process: u32): void {
    if (ownHooks & Hook.BurstEnded) hostBurstEnded(process);
  }
  // @ts-ignore: decorator
  @inline expired(process: u32, level: u32): u32 {
    if (ownHooks & Hook.Expired) hostExpired(process);
    return level;
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, cause: Cause): void {
    if (ownHooks & Hook.Left) hostLeft(process, left, cause);
  }
  // @ts-ignore: decorator
  @inline ended(process: u32): void {
    if (ownHooks & Hook.Terminated) hostTerminated(process);
  }
  /** When the timer rings. */
  // @ts-ignore: decorator
  @inline timer(): f64 {
    return ownTimer;
  }
  /** The timer rings; whether running processes get new quanta. */
  ring(): bool {
    ownTimer = Infinity;
    ownRenews = 0;
    isChosen = false;
    hostTimer();
    notePreemption();
    return ownRenews != 0;
  }
}
