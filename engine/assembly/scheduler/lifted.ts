// Which processes stand in the queue although they were running when the instant began; see places.ts.

import { getU8, NONE } from "./columns";
import { cpuFlagsAddress, lastCpuAddress } from "./memory";
import { CpuFlag, runningOn } from "./cpus";

/** The CPU of a process that stands at its place in the queue while that CPU still counts as its own, or NONE. */
// @ts-ignore: decorator
@inline export function liftedFrom(process: u32): u32 {
  const cpu = u32(load<u16>(lastCpuAddress + (process << 1)));
  return runningOn(cpu) == process && getU8(cpuFlagsAddress, cpu) & CpuFlag.Lifted ? cpu : NONE;
}
