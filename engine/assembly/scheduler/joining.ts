// Steps 3 and 4 of an instant: the processes that join the ready queue because they arrive, or because what they were
// blocked on is over.

import { NONE } from "./columns";
import { Feature, features } from "./needs";
import { Cause, recording, recordTransition, State, traceIsFull } from "./trace";
import { admitNext, joinPool } from "./admission";
import { advance, blockedUntil, completeIo, hasGranted, lockGranted, nextIoTime, Step, takeGranted } from "./blocking";
import { arrive, nextArrivalTime } from "./sources";
import { now } from "./counters";
import { block, makeReady } from "./transitions";
import { startIo } from "./policy";

/** Step 3; false if a trace buffer might overflow. */
// @ts-ignore: decorator
@inline export function takeArrivals<P>(policy: P): bool {
  while (nextArrivalTime() == now) {
    if (recording && traceIsFull()) return false;
    const process = arrive(now);
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
export function takeUnblocked<P>(policy: P): bool {
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
