// Priority scheduling, the least number first, preemptive or not; equal priorities in the order of joining the queue.
// With aging, a process's priority improves by one for every so many ticks of waiting, continuously: after w ticks it is
// priority - w / aging. All ready processes age alike, so their order does not change while they wait, and
// priority * aging + (time of joining) is a key that stays. A process keeps the priority it has reached while it has the
// CPU, and starts anew when it is queued again; seen from the ready ones, its key grows by one each tick.
// Rates are the same in general: with every tick of waiting a process's priority improves by `priorityWaiting` parts, of which
// one of its units has `priorityScale`, and what is ready gains `priorityStep` parts on what executes; but a process that is
// preempted, or whose quantum ends, keeps what it has reached.
// With a quantum equal priorities take turns: one whose quantum ends joins the tail of its equals.

import { Cause } from "../trace";
import { getF64, setF64 } from "../columns";
import { readySinceAddress, traitAddress, virtualAddress } from "../memory";
import { HeapOrdered, readyHeapKey, readyHeapPushFirst, readyHeapPushInTurn } from "../ready_heap";
import { keepSlice, quantumOf, takeSlice } from "../slices";
import { now } from "../counters";

// Options, set by the host.
export let priorityPreempts: u32 = 1;
/** Parts of a unit of priority; with aging the ticks of waiting by which it improves by one; 0 where priorities stay. */
export let priorityScale: f64 = 0;
/** Parts by which a process that waits improves each tick; below 0 it gets worse. */
export let priorityWaiting: f64 = 1;
/** Parts that one that waits gains each tick on one that executes; below 0 it loses. */
export let priorityStep: f64 = 1;
/** Whether a process that is preempted or whose quantum ends keeps what it has reached. */
export let priorityKeeps: u32 = 0;
/** Ticks of a turn among equals; Infinity for no turns. */
export let priorityQuantum: f64 = Infinity;
/** Whether a preempted process goes before its equals instead of behind them. */
export let priorityToHead: u32 = 0;

// @ts-ignore: decorator
@unmanaged @final
export class Priority extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    let key = getF64(traitAddress, process);
    if (priorityScale > 0) {
      if (priorityKeeps != 0 && (cause == Cause.Preempted || cause == Cause.Quantum)) {
        key = getF64(virtualAddress, process);
      } else {
        key = key * priorityScale + priorityWaiting * getF64(readySinceAddress, process);
        setF64(virtualAddress, process, key);
      }
    }
    if (priorityToHead != 0 && cause == Cause.Preempted) readyHeapPushFirst(key, process);
    else readyHeapPushInTurn(key, process);
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, _level: u32): f64 {
    return takeSlice(process, quantumOf(process, priorityQuantum));
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, _cause: Cause): void {
    keepSlice(process, left);
  }
  key(process: u32): f64 {
    return this.shown(getF64(priorityScale > 0 ? virtualAddress : traitAddress, process));
  }
  shown(key: f64): f64 {
    return priorityScale > 0 ? (key - priorityWaiting * now) / priorityScale : key;
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return priorityPreempts != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, ran: f64): f64 {
    return priorityScale > 0 ? getF64(virtualAddress, process) + priorityStep * ran : getF64(traitAddress, process);
  }
  // @ts-ignore: decorator
  @inline gains(): bool {
    return priorityScale > 0 && priorityStep > 0 && priorityPreempts != 0;
  }
  // @ts-ignore: decorator
  @inline gain(): f64 {
    return priorityStep;
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    if (priorityScale > 0) setF64(virtualAddress, process, getF64(virtualAddress, process) + priorityStep * ticks);
  }
}
