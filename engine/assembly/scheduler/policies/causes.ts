// A ready queue for each cause of becoming ready: new, quantum used up, preempted, back from I/O, back from a lock.
// Each is FCFS with its own quantum; the host ranks them (ranks table, by cause) and gives quanta by rank. A process that
// joins a queue of strictly higher rank than the one the running process was picked from takes the CPU.
// The level of a process is the rank of the queue that it stands in or was picked from.

import { Cause } from "../trace";
import { getF64, getU32, getU8, setU8 } from "../columns";
import { levelAddress, quantaAddress, ranksAddress } from "../memory";
import { appendToLevel, firstLevel, Levels, nextInLevels } from "../queue";
import { keepSlice, takeSlice } from "../slices";

/** Whether a higher queue preempts; set by the host. */
export let causesPreempt: u32 = 1;

// @ts-ignore: decorator
@unmanaged @final
export class Causes extends Levels {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    const rank = getU32(ranksAddress, cause);
    setU8(levelAddress, process, rank);
    appendToLevel(rank, process);
  }
  next(process: u32): u32 {
    return nextInLevels(process, this.level(process));
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return f64(this.level(process));
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, level: u32): f64 {
    return takeSlice(process, getF64(quantaAddress, level));
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, _cause: Cause): void {
    keepSlice(process, left);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return f64(firstLevel());
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return causesPreempt != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(_process: u32, _left: f64, level: u32, _ran: f64): f64 {
    return f64(level);
  }
  // @ts-ignore: decorator
  @inline level(process: u32): u32 {
    return getU8(levelAddress, process);
  }
}
