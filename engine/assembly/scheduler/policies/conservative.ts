// Conservative backfilling (Mu'alem and Feitelson 2001): every rigid job gets a reservation when it arrives, at the earliest
// time at which, by the estimates, its CPUs are free for as long as it asks for, without delaying any reservation made
// before. When jobs end before they were expected to, the reservations are moved forward, each as far as it goes, in the
// order of the queue, again and again until none can be moved. A job starts when its reservation begins. Where the depth of
// the queue is limited, the jobs beyond it have no reservation yet; they get it as those before them start.

import { addRelease, removeRelease } from "../releases";
import { choose, chosen, JobQueue, queueDepth, takeChosen } from "../job_queue";
import { Cause } from "../trace";
import { earlierStart, forgetBefore, takeCpus, takeCpusHere } from "../profile";
import { getF64, getU32, NONE, setF64 } from "../columns";
import { linkAddress, processorsAddress, traitAddress, virtualAddress } from "../memory";
import { appendToLevel, headOfLevel } from "../queue";

let now: f64 = 0;
/** Whether a job ended before it was expected to, and the reservations have not been moved yet. */
let endedEarly: bool = false;
/** Where the search for a job to start goes on at this instant. */
let cursor: u32 = NONE;
/** Jobs of the queue that have a reservation, and the first one that has none. */
let reserved: f64 = 0;
let firstWithout: u32 = NONE;

/** Called once before a run. */
export function clearConservative(): void {
  now = 0;
  endedEarly = false;
  cursor = NONE;
  reserved = 0;
  firstWithout = NONE;
  choose(NONE, NONE);
}

/** Reserves the earliest time for a job. */
function reserve(job: u32): void {
  const ticks = getF64(traitAddress, job);
  const cpus = i32(getU32(processorsAddress, job));
  const start = earlierStart(now, Infinity, ticks, cpus);
  setF64(virtualAddress, job, start);
  takeCpusHere(start, start + ticks, cpus);
  reserved += 1;
}

/** Moves a job's reservation forward as far as it goes; whether it could be moved. */
// @ts-ignore: decorator
@inline function moveForward(job: u32): bool {
  const start = getF64(virtualAddress, job);
  if (start == now) return false;
  const ticks = getF64(traitAddress, job);
  const cpus = i32(getU32(processorsAddress, job));
  const earlier = earlierStart(now, start, ticks, cpus);
  if (earlier >= start) return false;
  // Where the old span and the new one overlap, nothing changes.
  const end = earlier + ticks;
  takeCpusHere(earlier, min(start, end), cpus);
  takeCpus(max(start, end), start + ticks, -cpus);
  setF64(virtualAddress, job, earlier);
  return true;
}

/** Moves the reservations forward, once an instant, until none can be moved any more. */
function compress(): void {
  if (!endedEarly) return;
  endedEarly = false;
  // From the last one on that was moved, all have been tried since.
  let lastMoved = NONE;
  while (true) {
    let moved = NONE;
    for (let job = headOfLevel(0); job != firstWithout; job = getU32(linkAddress, job)) {
      if (job == lastMoved && moved == NONE) break;
      if (moveForward(job)) moved = job;
    }
    if (moved == NONE) return;
    lastMoved = moved;
  }
}

// @ts-ignore: decorator
@unmanaged @final
export class Conservative extends JobQueue {
  enqueue(process: u32, _cause: Cause, _level: u32): void {
    compress();
    if (reserved < queueDepth) reserve(process);
    else if (firstWithout == NONE) firstWithout = process;
    appendToLevel(0, process);
  }
  fits(): bool {
    if (chosen != NONE) return true;
    compress();
    let before = cursor;
    let job = before == NONE ? headOfLevel(0) : getU32(linkAddress, before);
    for (; job != firstWithout && getF64(virtualAddress, job) > now; before = job, job = getU32(linkAddress, job)) {}
    cursor = before;
    if (job == firstWithout) return false;
    choose(job, before);
    return true;
  }
  pick(): u32 {
    const process = takeChosen();
    addRelease(process, now + getF64(traitAddress, process), getU32(processorsAddress, process));
    reserved -= 1;
    if (firstWithout != NONE) {
      reserve(firstWithout);
      firstWithout = getU32(linkAddress, firstWithout);
    }
    return process;
  }
  ended(process: u32): void {
    const end = removeRelease(process);
    if (end <= now) return;
    takeCpus(now, end, -i32(getU32(processorsAddress, process)));
    endedEarly = true;
  }
  observe(time: f64): void {
    now = time;
    cursor = NONE;
    forgetBefore(time);
  }
}
