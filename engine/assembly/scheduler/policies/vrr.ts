// Virtual round robin (Stallings, Operating Systems, section 9.2): round robin, but a process that comes back from an I/O or
// a lock waits in an auxiliary queue, which goes before the ready queue, and runs for the rest of its quantum only. One that
// has no rest left is queued as if its quantum were used up. Level 0 is the auxiliary queue, level 1 the ready queue.

import { Cause } from "../trace";
import { getF64, getU8, setU8 } from "../columns";
import { levelAddress, quantaAddress, sliceLeftAddress } from "../memory";
import { appendToLevel, Levels, nextInLevels } from "../queue";
import { keepSlice, quantumOf, takeSlice } from "../slices";

// @ts-ignore: decorator
@unmanaged @final
export class Vrr extends Levels {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    const isBack = (cause == Cause.Io || cause == Cause.Lock) && getF64(sliceLeftAddress, process) > 0;
    const level: u32 = isBack ? 0 : 1;
    if (!isBack) keepSlice(process, 0);
    setU8(levelAddress, process, level);
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
  @inline slice(process: u32, _level: u32): f64 {
    return takeSlice(process, quantumOf(process, getF64(quantaAddress, 0)));
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, _cause: Cause): void {
    keepSlice(process, left);
  }
}
