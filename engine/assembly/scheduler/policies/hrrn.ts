// Highest response ratio next (Brinch Hansen 1971; Stallings, Operating Systems, section 9.2): of the ready processes the
// one with the greatest (ticks waited since joining the queue + current CPU burst) / current CPU burst, then arrival, then
// pid. Not preemptive. A process's estimate may stand for its burst.

import { Cause } from "../trace";
import { champion, contenders, enter, lengthOf, nextContender, playUntil, withdraw } from "../tournament";
import { getF64 } from "../columns";
import { readySinceAddress } from "../memory";
import { now } from "../counters";

// @ts-ignore: decorator
@unmanaged @final
export class Hrrn {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    enter(process);
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return contenders == 0;
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    return champion();
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    const process = champion();
    withdraw(process);
    return process;
  }
  next(process: u32): u32 {
    return nextContender(process);
  }
  // @ts-ignore: decorator
  @inline observe(time: f64): void {
    playUntil(time);
  }
  /** Minus the response ratio: less is better. */
  key(process: u32): f64 {
    const burst = lengthOf(process);
    return -((now - getF64(readySinceAddress, process) + burst) / burst);
  }
}
