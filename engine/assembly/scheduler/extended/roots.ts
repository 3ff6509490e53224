// Which group, queue and root a process or a CPU belongs to; see memory.ts for what these are.

import { getU32 } from "../columns";
import { groupAddress, groupCount, hasGroups, homeAddress, queuesPerCpu, rootReadyAddress } from "./memory";

/** The group of a process; 0 where a run has none. */
// @ts-ignore: decorator
@inline export function groupOf(process: u32): u32 {
  return hasGroups ? getU32(groupAddress, process) : 0;
}

/** The queue that a CPU takes its processes from. */
// @ts-ignore: decorator
@inline export function queueOf(cpu: u32): u32 {
  return queuesPerCpu ? cpu : 0;
}

/** The root of a process's group at a queue. */
// @ts-ignore: decorator
@inline export function rootAt(queue: u32, process: u32): u32 {
  return queue * groupCount + groupOf(process);
}

/** The root that a process belongs to. */
// @ts-ignore: decorator
@inline export function homeOf(process: u32): u32 {
  return getU32(homeAddress, process);
}

/** The queue of a root. */
// @ts-ignore: decorator
@inline export function queueOfRoot(root: u32): u32 {
  return root / groupCount;
}

/** Ready processes of a root. */
// @ts-ignore: decorator
@inline export function readyIn(root: u32): u32 {
  return getU32(rootReadyAddress, root);
}
