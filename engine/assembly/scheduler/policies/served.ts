// Rate or deadline monotonic with a server (server.ts) for the jobs that have no period. Their trait is negative. They wait in a
// FIFO queue of the server's, the first of which stands among the ready tasks with the server's key while there is a budget. The
// server goes before a task of the same period: its key is half a tick less.

import { Cause } from "../trace";
import { getF64, NONE } from "../columns";
import { traitAddress } from "../memory";
import { appendToLevel, headOfLevel, prependToLevel, takeFirstOfLevel } from "../queue";
import { InReadyHeap, readyHeapCount, readyHeapKey, readyHeapPop, readyHeapPush } from "../ready_heap";
import { countWaiting, mayServe, nextReplenishment, noteLeft, noteRunning, serverKey, settle, ticksToServe } from "../server";
import { traitPreempts } from "../trait_ordered";
import { now } from "../counters";

/** While candidates are listed: the task that comes after the server's. */
let taskBehind: u32 = NONE;

// @ts-ignore: decorator
@inline function isServed(process: u32): bool {
  return getF64(traitAddress, process) < 0;
}

/** Whether the server's job goes before the best ready task. Defined only while somebody is ready. */
// @ts-ignore: decorator
@inline function serverIsFirst(): bool {
  return mayServe() && (readyHeapCount() == 0 || serverKey < readyHeapKey());
}

// @ts-ignore: decorator
@unmanaged @final
export class Served {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    if (!isServed(process)) {
      readyHeapPush(getF64(traitAddress, process), process);
      return;
    }
    countWaiting(1);
    if (cause == Cause.Quantum || cause == Cause.Preempted) prependToLevel(0, process);
    else appendToLevel(0, process);
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return readyHeapCount() == 0 && !mayServe();
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    return serverIsFirst() ? headOfLevel(0) : changetype<InReadyHeap>(0).peek();
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    if (serverIsFirst()) {
      const served = takeFirstOfLevel(0);
      countWaiting(-1);
      noteRunning(served, true, serverKey);
      return served;
    }
    const process = readyHeapPop();
    noteRunning(process, false, getF64(traitAddress, process));
    return process;
  }
  next(process: u32): u32 {
    const heap = changetype<InReadyHeap>(0);
    if (isServed(process)) {
      // The best task has not been listed where the server's job came first.
      return serverIsFirst() ? (readyHeapCount() > 0 ? heap.peek() : NONE) : taskBehind;
    }
    const task = heap.next(process);
    const isPast = task == NONE || getF64(traitAddress, task) > serverKey;
    if (!isPast || !mayServe() || getF64(traitAddress, process) > serverKey) return task;
    taskBehind = task;
    return headOfLevel(0);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return isServed(process) ? serverKey : getF64(traitAddress, process);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return serverIsFirst() ? serverKey : readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return traitPreempts != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, _ran: f64): f64 {
    return this.key(process);
  }
  // @ts-ignore: decorator
  @inline tiesByProcess(): bool {
    return true;
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, _level: u32): f64 {
    return isServed(process) ? ticksToServe(now) : Infinity;
  }
  // @ts-ignore: decorator
  @inline expired(process: u32, level: u32): u32 {
    noteLeft(process);
    return level;
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, _left: f64, _cause: Cause): void {
    noteLeft(process);
  }
  // @ts-ignore: decorator
  @inline ended(process: u32): void {
    noteLeft(process);
  }
  // @ts-ignore: decorator
  @inline turnAfter(_time: f64): f64 {
    return nextReplenishment();
  }
  // @ts-ignore: decorator
  @inline observe(time: f64): void {
    settle(time);
  }
}
