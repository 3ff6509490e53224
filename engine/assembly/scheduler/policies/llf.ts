// Least laxity first (Dertouzos and Mok 1989): the job whose laxity, deadline - time - CPU time that it still needs, is
// least runs. While a job waits its laxity falls by one each tick; while it runs it stays. Deadline minus what it still
// needs, the latest time at which it could start and not be late, orders the ready jobs alike and stays while they wait;
// while a job runs it grows by one each tick. Ties go by arrival, then pid. A waiting job takes the CPU as soon as it has less
// laxity, or only once it has none left as well: when its latest start has come.

import { Cause } from "../trace";
import { getF64, setF64 } from "../columns";
import { totalCpuAddress, traitAddress } from "../memory";
import { earlierPreempts } from "../equals";
import { HeapOrdered, readyHeapKey, readyHeapPush } from "../ready_heap";
import { now } from "../counters";

/** Whether a waiting job takes the CPU only once it has no laxity left; set by the host. */
export let preemptsAtZero: u32 = 0;

/** The latest start of a process that executes no further. */
// @ts-ignore: decorator
@inline function latestStart(process: u32): f64 {
  return getF64(traitAddress, process) - getF64(totalCpuAddress, process);
}

// @ts-ignore: decorator
@unmanaged @final
export class Llf extends HeapOrdered {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    readyHeapPush(latestStart(process), process);
  }
  key(process: u32): f64 {
    return latestStart(process) - now;
  }
  shown(key: f64): f64 {
    return key - now;
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline outranksFrom(): f64 {
    return preemptsAtZero == 0 ? -Infinity : readyHeapKey();
  }
  // @ts-ignore: decorator
  @inline runningKey(process: u32, _left: f64, _level: u32, ran: f64): f64 {
    return latestStart(process) + ran;
  }
  // @ts-ignore: decorator
  @inline tiesByProcess(): bool {
    return true;
  }
  // @ts-ignore: decorator
  @inline yields(): bool {
    return earlierPreempts != 0;
  }
  // @ts-ignore: decorator
  @inline gains(): bool {
    return true;
  }
  // @ts-ignore: decorator
  @inline charge(process: u32, ticks: f64): void {
    setF64(totalCpuAddress, process, getF64(totalCpuAddress, process) - ticks);
  }
}
