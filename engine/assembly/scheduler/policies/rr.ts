// Round robin: one FIFO queue; a process whose quantum ends joins the tail.

import { Cause } from "../trace";
import { getF64, quantaAddress } from "../memory";
import { appendToLevel, headOfLevel, levelsInUse, nextInLevels, takeFirstOfLevels } from "../queue";
import { keepSlice, takeSlice } from "../slices";

// @ts-ignore: decorator
@unmanaged @final
export class Rr {
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
  // @ts-ignore: decorator
  @inline slice(process: u32, _level: u32): f64 {
    return takeSlice(process, getF64(quantaAddress, 0));
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, _cause: Cause): void {
    keepSlice(process, left);
  }
}
