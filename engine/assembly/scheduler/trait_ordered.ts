// Scheduling by a number that a process has from the start: its absolute deadline under EDF, its period under
// rate monotonic, its relative deadline under deadline monotonic. The least first, then arrival, then pid; a ready process
// with a strictly lesser one takes the CPU, unless preemption is off. The host writes the numbers.

import { Cause } from "./trace";
import { getF64 } from "./columns";
import { traitAddress } from "./memory";
import { earlierPreempts } from "./equals";
import { HeapOrdered, readyHeapKey, readyHeapPush } from "./ready_heap";

/** Whether a ready process takes the CPU; set by the host. */
export let traitPreempts: u32 = 1;

// @ts-ignore: decorator
@unmanaged
export class TraitOrdered extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    readyHeapPush(getF64(traitAddress, process), process);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return getF64(traitAddress, process);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return traitPreempts != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, _ran: f64): f64 {
    return getF64(traitAddress, process);
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
