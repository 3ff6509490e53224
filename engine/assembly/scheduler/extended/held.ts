// How many CPUs the processes of each group have.

import { getU32, setU32 } from "../columns";
import { groupHeldAddress, hasGroups } from "./memory";
import { groupOf } from "./roots";

/** Counts a CPU in or out of those that the group of a process has. */
// @ts-ignore: decorator
@inline export function countHeld(process: u32, change: i32): void {
  if (!hasGroups) return;
  const group = groupOf(process);
  setU32(groupHeldAddress, group, getU32(groupHeldAddress, group) + change);
}
