// First come, first served: one FIFO queue in the order of joining it. Not preemptive, no quantum.

import { Cause } from "../trace";
import { appendToLevel, headOfLevel, levelsInUse, nextInLevels, takeFirstOfLevels } from "../queue";

// @ts-ignore: decorator
@unmanaged @final
export class Fcfs {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    appendToLevel(0, process);
  }
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return levelsInUse == 0;
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    return headOfLevel(0);
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    return takeFirstOfLevels();
  }
  next(process: u32): u32 {
    return nextInLevels(process, 0);
  }
}
