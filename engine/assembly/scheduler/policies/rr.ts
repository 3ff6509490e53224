// Round robin: one FIFO queue; a process whose quantum ends joins the tail.

import { Cause } from "../trace";
import { getF64 } from "../columns";
import { quantaAddress } from "../memory";
import { OneQueue } from "../queue";
import { keepSlice, quantumOf, takeSlice } from "../slices";

// @ts-ignore: decorator
@unmanaged @final
export class Rr extends OneQueue {
  // @ts-ignore: decorator
  @inline slice(process: u32, _level: u32): f64 {
    return takeSlice(process, quantumOf(process, getF64(quantaAddress, 0)));
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, _cause: Cause): void {
    keepSlice(process, left);
  }
}
