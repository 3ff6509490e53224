// The queue of the policies for rigid jobs, in the order of joining, out of whose middle jobs are taken. It is level 0 of
// queue.ts; whoever takes a job knows the one before it.

import { getU32, NONE } from "./columns";
import { linkAddress } from "./memory";
import { headOfLevel, levelsInUse, removeAfter, takeFirstOfLevel } from "./queue";

/** How many jobs of the queue are looked at; set by the host. */
export let queueDepth: f64 = Infinity;

/** The job that starts next, where one may; NONE where that is not known. Set by the policy. */
export let chosen: u32 = NONE;
/** The job before it, or NONE. */
let beforeChosen: u32 = NONE;

/** Says which job starts next. */
// @ts-ignore: decorator
@inline export function choose(process: u32, before: u32): void {
  chosen = process;
  beforeChosen = before;
}

/** Takes the chosen job out of the queue. */
export function takeChosen(): u32 {
  const process = chosen;
  if (beforeChosen == NONE) takeFirstOfLevel(0);
  else removeAfter(0, beforeChosen);
  chosen = NONE;
  return process;
}

/** What the policies for rigid jobs have in common. */
// @ts-ignore: decorator
@unmanaged
export class JobQueue {
  // @ts-ignore: decorator
  @inline isEmpty(): bool {
    return levelsInUse == 0;
  }
  // @ts-ignore: decorator
  @inline peek(): u32 {
    return chosen == NONE ? headOfLevel(0) : chosen;
  }
  /** The chosen job, then the others in the order of the queue. */
  next(process: u32): u32 {
    let next = process == chosen ? headOfLevel(0) : getU32(linkAddress, process);
    if (next == chosen && next != NONE) next = getU32(linkAddress, next);
    return next;
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return f64(u32(process != chosen));
  }
}
