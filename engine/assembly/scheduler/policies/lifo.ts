// Last come, first served: of the ready processes the one that came last, by arriving or by being unblocked, goes first; of
// those that came at one instant the one that joined the queue last. Not preemptive, or a later one takes the CPU. A process
// that loses its CPU came when it came: it goes before those that came at the same instant.
//
// `virtual` is minus the time at which a process came.

import { Cause } from "../trace";
import { getF64, setF64 } from "../columns";
import { readySinceAddress, virtualAddress } from "../memory";
import { HeapOrdered, readyHeapKey, readyHeapPushFirst } from "../ready_heap";

/** Whether one that comes takes the CPU from one that came before; set by the host. */
export let lifoPreempts: u32 = 0;

// @ts-ignore: decorator
@unmanaged @final
export class Lifo extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    if (cause != Cause.Preempted) setF64(virtualAddress, process, 0 - getF64(readySinceAddress, process));
    readyHeapPushFirst(getF64(virtualAddress, process), process);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return getF64(virtualAddress, process);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return lifoPreempts != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, _ran: f64): f64 {
    return getF64(virtualAddress, process);
  }
}
