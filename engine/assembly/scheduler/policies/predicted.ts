// Shortest predicted burst first (Silberschatz, Galvin and Gagne, section 5.3.2): the next CPU burst of a process is
// predicted as the exponential average of its bursts so far, alpha * last burst + (1 - alpha) * last prediction. Equal
// predictions in the order of joining the queue. Not preemptive.

import { getF64, getU32, setF64 } from "../columns";
import { burstNextAddress, burstValueAddress, virtualAddress } from "../memory";
import { Cause } from "../trace";
import { HeapOrdered, readyHeapPushInTurn } from "../ready_heap";

// Options, set by the host.
/** The weight of the last burst, from 0 to 1. */
export let predictedAlpha: f64 = 0.5;
/** The prediction of every process's first burst, in ticks. */
export let predictedFirst: f64 = 10;

// @ts-ignore: decorator
@unmanaged @final
export class Predicted extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    if (cause == Cause.New || (cause == Cause.Io && getF64(virtualAddress, process) == 0)) setF64(virtualAddress, process, predictedFirst);
    readyHeapPushInTurn(getF64(virtualAddress, process), process);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return getF64(virtualAddress, process);
  }
  burstEnded(process: u32): void {
    const ticks = getF64(burstValueAddress, getU32(burstNextAddress, process) - 1);
    const predicted = getF64(virtualAddress, process);
    setF64(virtualAddress, process, predictedAlpha * ticks + (1 - predictedAlpha) * predicted);
  }
}
