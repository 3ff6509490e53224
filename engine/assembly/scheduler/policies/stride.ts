// Stride scheduling (Waldspurger and Weihl, MIT/LCS/TM-528, 1995): a process's pass grows by its stride, 2^20 / tickets,
// with every tick that it executes, and the process with the least pass gets a quantum; equal passes in the order of
// joining the queue. A process that is new or was blocked starts no lower than the global pass, the greatest pass that any
// process had when it was picked: it has no claim to the time that it did not want.
//
// `virtual` holds the pass at which a process joined, `served` the ticks since; so no rounding adds up.

import { Cause } from "../trace";
import { getF64, setF64 } from "../columns";
import { quantaAddress, servedAddress, traitAddress, virtualAddress } from "../memory";
import { InReadyHeap, readyHeapKey, readyHeapPop, readyHeapPushInTurn } from "../ready_heap";

/** The stride of one ticket. */
// @ts-ignore: decorator
@inline const STRIDE_ONE: f64 = 1048576;

let globalPass: f64 = 0;

/** Called once before a run. */
export function clearStride(): void {
  globalPass = 0;
}

// @ts-ignore: decorator
@inline function passOf(process: u32): f64 {
  return getF64(virtualAddress, process) + getF64(servedAddress, process) * STRIDE_ONE / getF64(traitAddress, process);
}

// @ts-ignore: decorator
@unmanaged @final
export class Stride extends InReadyHeap {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, _level: u32): void {
    let pass = passOf(process);
    if (cause != Cause.Quantum && pass < globalPass) {
      pass = globalPass;
      setF64(virtualAddress, process, pass);
      setF64(servedAddress, process, 0);
    }
    readyHeapPushInTurn(pass, process);
  }
  // @ts-ignore: decorator
  @inline pick(): u32 {
    if (readyHeapKey() > globalPass) globalPass = readyHeapKey();
    return readyHeapPop();
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return passOf(process);
  }
  // @ts-ignore: decorator
  @inline slice(_process: u32, _level: u32): f64 {
    return getF64(quantaAddress, 0);
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    setF64(servedAddress, process, getF64(servedAddress, process) + ticks);
  }
}
