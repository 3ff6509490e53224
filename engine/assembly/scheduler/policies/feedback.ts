// Feedback (Stallings, Operating Systems, section 9.2): a process starts in queue 0 and goes down one queue with each
// quantum that it uses up while another process is ready; the first process of the first non-empty queue is picked, and
// nothing preempts it before its quantum ends. The last queue is round robin.

import { Cause } from "../trace";
import { getF64, getU8, setU8 } from "../columns";
import { levelAddress, quantaAddress } from "../memory";
import { appendToLevel, Levels, nextInLevels } from "../queue";
import { keepSlice, takeSlice } from "../slices";

/** Number of queues, set by the host. */
export let feedbackQueues: u32 = 64;

// @ts-ignore: decorator
@unmanaged @final
export class Feedback extends Levels {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, level: u32): void {
    appendToLevel(level, process);
  }
  next(process: u32): u32 {
    return nextInLevels(process, this.level(process));
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return f64(this.level(process));
  }
  // @ts-ignore: decorator
  @inline level(process: u32): u32 {
    return getU8(levelAddress, process);
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, level: u32): f64 {
    return takeSlice(process, getF64(quantaAddress, level));
  }
  // @ts-ignore: decorator
  @inline expired(process: u32, level: u32): u32 {
    const lower = level + 1 < feedbackQueues ? level + 1 : level;
    setU8(levelAddress, process, lower);
    return lower;
  }
  // @ts-ignore: decorator
  @inline undoDemotion(process: u32): void {
    setU8(levelAddress, process, getU8(levelAddress, process) - 1);
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, _cause: Cause): void {
    keepSlice(process, left);
  }
}
