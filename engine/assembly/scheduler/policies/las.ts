// Least attained service, also foreground-background or shortest elapsed time first (Kleinrock 1976; Nuyens and Wierman 2008):
// the process that has executed least so far runs, equal ones in the order of joining, for a quantum. A process that becomes
// ready with strictly less takes the CPU.
//
// `served` holds the ticks that a process has executed, as far as it has been charged for them.

import { Cause } from "../trace";
import { getF64, setF64 } from "../columns";
import { quantaAddress, servedAddress } from "../memory";
import { HeapOrdered, readyHeapKey, readyHeapPushInTurn } from "../ready_heap";

// @ts-ignore: decorator
@unmanaged @final
export class Las extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    readyHeapPushInTurn(getF64(servedAddress, process), process);
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return getF64(servedAddress, process);
  }
  // @ts-ignore: decorator
  @inline slice(_process: u32, _level: u32): f64 {
    return getF64(quantaAddress, 0);
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, ran: f64): f64 {
    return getF64(servedAddress, process) + ran;
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    setF64(servedAddress, process, getF64(servedAddress, process) + ticks);
  }
}
