// EASY backfilling with more than one reservation (Maui's RESERVATIONDEPTH; Jackson, Snell and Clement 2001). The plan is made
// anew at every instant: the jobs are tried in the order of the queue, one that fits beside the running ones and the
// reservations made so far starts, and the first few that do not get a reservation themselves. It is a policy of its own in
// the core, which `easy` is run by where it is asked for; with one reservation easy.ts does the same without a plan.

import { addRelease, removeRelease } from "../releases";
import { choose, chosen, JobQueue, queueDepth, takeChosen } from "../job_queue";
import { Cause } from "../trace";
import { earlierStart, forgetBefore, takeCpus, takeCpusHere } from "../profile";
import { getF64, getU32, NONE, setF64 } from "../columns";
import { linkAddress, processorsAddress, traitAddress, virtualAddress } from "../memory";
import { appendToLevel, headOfLevel } from "../queue";
import { idleCount } from "../cpus";

/** How many jobs get a reservation; set by the host. 1 is easy.ts. */
export let reservationDepth: f64 = 1;

/** Of a job without a reservation. */
// @ts-ignore: decorator
@inline const UNRESERVED: f64 = -1;

let now: f64 = 0;
/** Where the search goes on at this instant: after this one; NONE at the head of the queue. */
let cursor: u32 = NONE;
/** Jobs that were passed at this instant, from the first on. */
let passed: f64 = 0;
/** Reservations of this instant; they are in the plan until the next one. */
let reserved: f64 = 0;

/** Called once before a run. */
export function clearReserving(): void {
  now = 0;
  cursor = NONE;
  passed = 0;
  reserved = 0;
}

/** Takes the reservations out of the plan again. */
function forgetReservations(): void {
  for (let job = headOfLevel(0); reserved > 0; job = getU32(linkAddress, job)) {
    const start = getF64(virtualAddress, job);
    if (start == UNRESERVED) continue;
    takeCpus(start, start + getF64(traitAddress, job), -i32(getU32(processorsAddress, job)));
    setF64(virtualAddress, job, UNRESERVED);
    reserved -= 1;
  }
}

/** Finds the next job that may start now, and reserves for those that it passes. */
function search(): void {
  let before = cursor;
  let job = before == NONE ? headOfLevel(0) : getU32(linkAddress, before);
  for (; job != NONE && passed < queueDepth; before = job, job = getU32(linkAddress, job), passed += 1) {
    const cpus = getU32(processorsAddress, job);
    const reserves = reserved < reservationDepth;
    if (!reserves && cpus > idleCount) continue;
    const start = earlierStart(now, Infinity, getF64(traitAddress, job), i32(cpus));
    if (start == now) {
      choose(job, before);
      break;
    }
    if (!reserves) continue;
    takeCpusHere(start, start + getF64(traitAddress, job), i32(cpus));
    setF64(virtualAddress, job, start);
    reserved += 1;
  }
  cursor = before;
}

// @ts-ignore: decorator
@unmanaged @final
export class Reserving extends JobQueue {
  enqueue(process: u32, _cause: Cause, _level: u32): void {
    setF64(virtualAddress, process, UNRESERVED);
    appendToLevel(0, process);
  }
  fits(): bool {
    if (chosen == NONE) search();
    return chosen != NONE;
  }
  pick(): u32 {
    const process = takeChosen();
    const end = now + getF64(traitAddress, process);
    const cpus = getU32(processorsAddress, process);
    takeCpus(now, end, i32(cpus));
    addRelease(process, end, cpus);
    return process;
  }
  ended(process: u32): void {
    const end = removeRelease(process);
    if (end > now) takeCpus(now, end, -i32(getU32(processorsAddress, process)));
  }
  observe(time: f64): void {
    now = time;
    cursor = NONE;
    passed = 0;
    // None of them began before now: the first one can only where a job was expected to end, and it ended no later.
    forgetReservations();
    forgetBefore(time);
  }
}
