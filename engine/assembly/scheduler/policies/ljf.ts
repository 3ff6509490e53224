// Longest job first: the greatest current CPU burst, then arrival, then pid. Not preemptive.

import { Cause } from "../trace";
import { getF64 } from "../columns";
import { remainingAddress } from "../memory";
import { HeapOrdered, readyHeapPush } from "../ready_heap";

// @ts-ignore: decorator
@unmanaged @final
export class Ljf extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    readyHeapPush(-getF64(remainingAddress, process), process);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return -getF64(remainingAddress, process);
  }
}
