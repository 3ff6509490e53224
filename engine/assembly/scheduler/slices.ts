// Quanta. A process may have one of its own, instead of the policy's (`quantum` of a process); the column exists only in runs
// that need it, and 0 in it stands for the policy's. The rest of a quantum that a preempted or unblocked process keeps (`quantumReturn: remainder`). The column exists only
// in runs that need it; 0 stands for a full quantum.

import { getF64, setF64 } from "./columns";
import { ownQuantumAddress, sliceLeftAddress } from "./memory";

/** The ticks of the next dispatch: the rest that was kept, or a full quantum. The rest is used up by this call. */
// @ts-ignore: decorator
@inline export function takeSlice(process: u32, quantum: f64): f64 {
  if (sliceLeftAddress == 0) return quantum;
  const left = getF64(sliceLeftAddress, process);
  setF64(sliceLeftAddress, process, 0);
  return left > 0 ? left : quantum;
}

/** Keeps the rest of a quantum; 0 keeps nothing. */
// @ts-ignore: decorator
@inline export function keepSlice(process: u32, left: f64): void {
  if (sliceLeftAddress != 0) setF64(sliceLeftAddress, process, left);
}

/** The quantum of a process: its own, or the policy's where it has none. */
// @ts-ignore: decorator
@inline export function quantumOf(process: u32, usual: f64): f64 {
  if (ownQuantumAddress == 0) return usual;
  const own = getF64(ownQuantumAddress, process);
  return own > 0 ? own : usual;
}
