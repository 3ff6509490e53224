// EASY backfilling (Lifka 1995): first come, first served for rigid jobs, but a job that stands further back starts now if
// that does not delay the first one. The first job's start is reserved for the time at which, by the estimates of the jobs
// that run, enough CPUs will be free for it; a later job may start if its CPUs are idle and it is expected to end by then,
// or uses only CPUs that the first one will leave over.

import { addRelease, releaseCount, releasedCpus, releaseTime, removeRelease } from "../releases";
import { Cause } from "../trace";
import { choose, chosen, JobQueue, queueDepth, takeChosen } from "../job_queue";
import { getF64, getU32, NONE } from "../columns";
import { linkAddress, processorsAddress, traitAddress } from "../memory";
import { appendToLevel, headOfLevel } from "../queue";
import { idleCount } from "../cpus";

let now: f64 = 0;
/** Where the search for a job to backfill goes on at this instant: after this one; NONE before it has begun. */
let cursor: u32 = NONE;
/** Jobs that were passed at this instant, from the first on. */
let passed: f64 = 0;
/** When the first job will start. */
let reservedFor: f64 = 0;
/** CPUs that it will leave over. */
let spare: u32 = 0;

/** Called once before a run. */
export function clearEasy(): void {
  now = 0;
  cursor = NONE;
  choose(NONE, NONE);
}

/** When enough CPUs will be free for the first job, and how many more. */
function reserve(needed: u32): void {
  let free = idleCount;
  for (let index: u32 = 0; index < releaseCount; ++index) {
    free += releasedCpus(index);
    if (free < needed) continue;
    // What else ends at that time is free for others too.
    reservedFor = releaseTime(index);
    while (index + 1 < releaseCount && releaseTime(index + 1) == reservedFor) free += releasedCpus(++index);
    spare = free - needed;
    return;
  }
}

/** Finds the next job that may start now. */
function search(): void {
  let before = cursor;
  if (before == NONE) {
    const head = headOfLevel(0);
    const needed = getU32(processorsAddress, head);
    if (needed <= idleCount) {
      choose(head, NONE);
      return;
    }
    reserve(needed);
    before = head;
    passed = 1;
  }
  let job = getU32(linkAddress, before);
  for (; job != NONE && passed < queueDepth; before = job, job = getU32(linkAddress, job), passed += 1) {
    const cpus = getU32(processorsAddress, job);
    if (cpus > idleCount) continue;
    const endsInTime = now + getF64(traitAddress, job) <= reservedFor;
    if (!endsInTime && cpus > spare) continue;
    if (!endsInTime) spare -= cpus;
    choose(job, before);
    break;
  }
  cursor = before;
}

// @ts-ignore: decorator
@unmanaged @final
export class Easy extends JobQueue {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, _cause: Cause, _level: u32): void {
    appendToLevel(0, process);
  }
  fits(): bool {
    if (chosen == NONE) search();
    return chosen != NONE;
  }
  pick(): u32 {
    const process = takeChosen();
    addRelease(process, now + getF64(traitAddress, process), getU32(processorsAddress, process));
    return process;
  }
  ended(process: u32): void {
    removeRelease(process);
  }
  // @ts-ignore: decorator
  @inline observe(time: f64): void {
    now = time;
    cursor = NONE;
    passed = 0;
  }
}
