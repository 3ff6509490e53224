// Linux 0.11's scheduler (kernel/sched.c, schedule() and do_timer(); 1991): a process has a counter, which falls by one with
// every tick that it executes. The ready process with the greatest counter runs until that is 0 or the process blocks; of equals
// the one in the last slot, which is here the last by (arrival, pid). Where no ready process has any left, the counters of all
// processes, blocked ones too, become counter / 2, rounded down, + priority. A new process has its priority as counter.
//
// How often the counters were renewed is a round. A process's counter is written down as of the round in which it was last
// looked at, and renewed when it is next. What has used its counter up is queued for the next round, with its priority as
// counter; so the order of the queue is (round, greatest counter), a single key, and a new round costs nothing.
//
// `served` holds the counter, `virtual` the round that it belongs to, `trait` the priority.

import { Cause } from "../trace";
import { getF64, getU32, setF64 } from "../columns";
import { dispatchesAddress, servedAddress, traitAddress, virtualAddress } from "../memory";
import { InReadyHeap, readyHeapKey, readyHeapPop, readyHeapPushLastFirst } from "../ready_heap";

/** More than any counter: twice the greatest priority is less. */
// @ts-ignore: decorator
@inline const ROUND: f64 = 2097152;

let round: f64 = 0;

/** Called once before a run. */
export function clearCounterRounds(): void {
  round = 0;
}

/** The round of a key. */
// @ts-ignore: decorator
@inline function roundOf(key: f64): f64 {
  return Math.ceil(key / ROUND);
}

/** Brings a counter up to the present round; it settles after as many rounds as it has bits. */
function renew(process: u32): void {
  const priority = getF64(traitAddress, process);
  let counter = getF64(servedAddress, process);
  for (let missed = round - getF64(virtualAddress, process); missed > 0; missed -= 1) {
    const renewed = Math.floor(counter / 2) + priority;
    if (renewed == counter) break;
    counter = renewed;
  }
  setF64(servedAddress, process, counter);
  setF64(virtualAddress, process, round);
}

// @ts-ignore: decorator
@unmanaged @final
export class Counters extends InReadyHeap {
  enqueue(process: u32, _cause: Cause, _level: u32): void {
    const priority = getF64(traitAddress, process);
    if (getU32(dispatchesAddress, process) == 0) {
      setF64(servedAddress, process, priority);
      setF64(virtualAddress, process, round);
    } else {
      renew(process);
    }
    const counter = getF64(servedAddress, process);
    readyHeapPushLastFirst(counter > 0 ? round * ROUND - counter : (round + 1) * ROUND - priority, process);
  }
  pick(): u32 {
    // Where it is of the next round, nobody has any left.
    round = roundOf(readyHeapKey());
    const process = readyHeapPop();
    renew(process);
    return process;
  }
  /**
   * Minus its counter, renewed where nobody has any left; 0 for one that has none left while others have. Who was queued in the round before has
   * not been looked at since: it had none left, so its counter is its priority.
   */
  key(process: u32): f64 {
    const isPresent = roundOf(readyHeapKey()) == round && getF64(virtualAddress, process) == round;
    return 0 - (isPresent ? getF64(servedAddress, process) : getF64(traitAddress, process));
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, _level: u32): f64 {
    return getF64(servedAddress, process);
  }
  // @ts-ignore: decorator
  @inline expired(process: u32, level: u32): u32 {
    setF64(servedAddress, process, 0);
    return level;
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, _cause: Cause): void {
    setF64(servedAddress, process, left);
  }
}
