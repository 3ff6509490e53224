// Shortest predicted burst first (Silberschatz, Galvin and Gagne, section 5.3.2): the next CPU burst of a process is
// predicted as the exponential average of its bursts so far, alpha * last burst + (1 - alpha) * last prediction. Equal
// predictions in the order of joining the queue. Not preemptive; or preemptive, where what a process has executed of its burst is
// taken from its prediction, below 0 too, and a ready process of which strictly less is expected takes the CPU.

import { getF64, getU32, setF64 } from "../columns";
import { burstNextAddress, burstValueAddress, servedAddress, traitAddress, virtualAddress } from "../memory";
import { Cause } from "../trace";
import { HeapOrdered, readyHeapKey, readyHeapPushInTurn } from "../ready_heap";

// Options, set by the host.
/** The weight of the last burst, from 0 to 1. */
export let predictedAlpha: f64 = 0.5;
/** The prediction of every process's first burst, in ticks. */
export let predictedFirst: f64 = 10;
/** Whether each process has one of its own instead, in `trait`. */
export let predictedByTrait: u32 = 0;
/** Whether a ready process takes the CPU. */
export let predictedPreempts: u32 = 0;

/** What is expected of the rest of a burst of which a process has executed `ran` ticks that it was not charged for. */
// @ts-ignore: decorator
@inline function expected(process: u32, ran: f64): f64 {
  const prediction = getF64(virtualAddress, process);
  return predictedPreempts == 0 ? prediction : prediction - (getF64(servedAddress, process) + ran);
}

// @ts-ignore: decorator
@unmanaged @final
export class Predicted extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    if (cause == Cause.New || (cause == Cause.Io && getF64(virtualAddress, process) == 0)) {
      setF64(virtualAddress, process, predictedByTrait == 0 ? predictedFirst : getF64(traitAddress, process));
    }
    readyHeapPushInTurn(expected(process, 0), process);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return expected(process, 0);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return predictedPreempts != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, ran: f64): f64 {
    return expected(process, ran);
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    if (predictedPreempts != 0) setF64(servedAddress, process, getF64(servedAddress, process) + ticks);
  }
  burstEnded(process: u32): void {
    const ticks = getF64(burstValueAddress, getU32(burstNextAddress, process) - 1);
    const predicted = getF64(virtualAddress, process);
    setF64(virtualAddress, process, predictedAlpha * ticks + (1 - predictedAlpha) * predicted);
    if (predictedPreempts != 0) setF64(servedAddress, process, 0);
  }
}
