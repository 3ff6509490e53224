// Shortest remaining time first: the least remaining time of the current CPU burst, then arrival, then pid.
// A ready process with a strictly lesser remaining time takes the CPU.

import { Cause } from "../trace";
import { getF64 } from "../columns";
import { remainingAddress } from "../memory";
import { earlierPreempts } from "../equals";
import { HeapOrdered, readyHeapKey, readyHeapPush } from "../ready_heap";

// @ts-ignore: decorator
@unmanaged @final
export class Srtf extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    readyHeapPush(getF64(remainingAddress, process), process);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return getF64(remainingAddress, process);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline runningKey(_process: u32, left: f64, _level: u32, _ran: f64): f64 {
    return left;
  }
  // @ts-ignore: decorator
  @inline tiesByProcess(): bool {
    return true;
  }
  // @ts-ignore: decorator
  @inline yields(): bool {
    return earlierPreempts != 0;
  }
}
