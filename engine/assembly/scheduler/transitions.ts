// What more than one step of an instant does to a process: it becomes ready, it blocks, or it ends.

import { NONE, setF64 } from "./columns";
import { Feature, features } from "./needs";
import { finishAddress, readySinceAddress } from "./memory";
import { Cause, recording, recordTransition, State } from "./trace";
import { blockFrom, isServedAtOnce, lockWaitedFor } from "./blocking";
import { deviceOf, recordService } from "./devices";
import { countFinish, countReady, notePreemption, now } from "./counters";
import { keepsPlace, levelOf } from "./policy";
import { leaveMemory } from "./admission";
import { makeArrivals } from "./sources";
import { lift } from "./places";
import { EXTENDED } from "./build";
import { countReadyAt, leaveHome, lookHome } from "./extended/homes";
import { homeOf, queueOfRoot } from "./extended/roots";

/** A process joins the ready queue; `cpu` is the one it leaves, or NONE. */
// @ts-ignore: decorator
@inline export function makeReady<P>(policy: P, process: u32, cause: Cause, cpu: u32, lock: u32): void {
  if (!EXTENDED && keepsPlace(policy)) lift(policy);
  if (EXTENDED) lookHome(process, cause);
  setF64(readySinceAddress, process, now);
  policy.enqueue(process, cause, levelOf(policy, process));
  countReady(1);
  if (EXTENDED) countReadyAt(process, 1);
  notePreemption();
  if (recording) {
    const queue = EXTENDED ? queueOfRoot(homeOf(process)) : 0;
    recordTransition(now, process, State.Ready, cause, cpu, NONE, lock, levelOf(policy, process), queue);
  }
}

/** A process blocks now; `cpu` is the one it leaves, or NONE. */
export function block<P>(policy: P, process: u32, cause: Cause, cpu: u32): void {
  if (EXTENDED && cpu != NONE) leaveHome(process);
  blockFrom(process, now);
  if (recording) {
    const atDevice = features & Feature.Devices && cause == Cause.Io;
    const device: u32 = atDevice ? deviceOf(process) : 0;
    const awaited: u32 = cause == Cause.Lock ? lockWaitedFor : device - 1;
    recordTransition(now, process, State.Blocked, cause, cpu, NONE, awaited, levelOf(policy, process));
    if (atDevice && isServedAtOnce) recordService(process, device);
  }
}

/** A process ends now, on `cpu`, or after an I/O where that is NONE. */
// @ts-ignore: decorator
@inline export function end<P>(policy: P, process: u32, cpu: u32): void {
  setF64(finishAddress, process, now);
  countFinish();
  if (features & Feature.Admit) leaveMemory(process);
  if (features & Feature.After) makeArrivals(process, now);
  if (recording) recordTransition(now, process, State.Terminated, Cause.Exit, cpu, NONE, NONE, levelOf(policy, process));
}
