// Steps 3 and 4 of an instant: the processes that join the ready queue because they arrive, or because what they were
// blocked on is over.

import { NONE, setF64 } from "./columns";
import { Feature, features } from "./needs";
import { readySinceAddress } from "./memory";
import { Cause, recording, recordTransition, State, traceIsFull } from "./trace";
import { admitNext, joinPool } from "./admission";
import { advance, beginsWithIo, blockedUntil, completeIo, hasGranted, lockGranted, nextIoTime, serveDue, Step, takeGranted } from "./blocking";
import { arrive, nextArrivalTime } from "./sources";
import { now } from "./counters";
import { block, end, makeReady } from "./transitions";
import { startIo } from "./policy";

let isRepeated: bool = false;
/** Whether devices take requests: all that can before anything else goes on. */
let isServing: bool = false;

/** Called once before a run. */
export function clearJoining(): void {
  isRepeated = false;
  isServing = false;
}

/** Step 3; false if a trace buffer might overflow. */
// @ts-ignore: decorator
@inline export function takeArrivals<P>(policy: P): bool {
  while (nextArrivalTime() == now) {
    if (recording && traceIsFull()) return false;
    const process = arrive(now);
    if (recording) recordTransition(now, process, State.New, Cause.Arrival, NONE, NONE, NONE, 0);
    if (features & Feature.Admit) joinPool(process);
    else begin(policy, process);
  }
  if (features & Feature.Admit) {
    while (true) {
      if (recording && traceIsFull()) return false;
      const process = admitNext(now);
      if (process == NONE) break;
      begin(policy, process);
    }
  }
  return true;
}

/** A process that is new becomes ready, or blocks where its program begins with I/O. */
// @ts-ignore: decorator
@inline function begin<P>(policy: P, process: u32): void {
  if (features & Feature.Bursts && beginsWithIo(process)) {
    setF64(readySinceAddress, process, -1); // never yet
    advance(process, now);
    block(policy, process, Cause.Io, NONE);
  } else {
    makeReady(policy, process, Cause.New, NONE, NONE);
  }
}

/** A process ends with its I/O: that may make room in memory, or others arrive. */
function endUnblocked<P>(policy: P, process: u32): void {
  end(policy, process, NONE);
  if (features & (Feature.Admit | Feature.After)) isRepeated = true;
}

/** Whether steps 3 and 4 must be done again, since a process ended in step 4; asked once after each step 4. */
// @ts-ignore: decorator
@inline export function takeRepeated(): bool {
  const repeated = isRepeated;
  isRepeated = false;
  return repeated;
}

/** Step 4; false if a trace buffer might overflow. */
export function takeUnblocked<P>(policy: P): bool {
  while (true) {
    if (recording && traceIsFull()) return false;
    if (isServing) {
      isServing = serveDue(now);
    } else if (nextIoTime() == now) {
      const process = completeIo(now);
      blockedUntil(process, now);
      // What follows an I/O is a CPU burst or nothing.
      if (advance(process, now) == Step.Cpu) makeReady(policy, process, Cause.Io, NONE, NONE);
      else endUnblocked(policy, process);
    } else if (hasGranted()) {
      const process = takeGranted();
      const lock = lockGranted(process);
      blockedUntil(process, now);
      const step = advance(process, now);
      if (step == Step.Io) startIo(policy, process);
      if (step == Step.Cpu) makeReady(policy, process, Cause.Lock, NONE, lock);
      else block(policy, process, step == Step.Io ? Cause.Io : Cause.Lock, NONE);
    } else {
      if (features & Feature.Devices) isServing = serveDue(now);
      if (!isServing) return true;
    }
  }
}
