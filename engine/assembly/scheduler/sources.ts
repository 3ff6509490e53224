// Arrivals that are made during the run: a process that comes after another one arrives `think` ticks after that one has
// ended, and not before its own time. Only runs in which some process does so have any of this.
//
// Processes are numbered in the order (arrival, pid), which here is known only as they arrive. Until then a process is a
// source, numbered in the order (own time, pid); what the host wrote of it is kept in a record, and moves into the columns
// of the process when that gets its number. So for all the rest of the machine a number is what it always is.
//
// Sources without a predecessor arrive in their order; `nextFree` is the first of them that has not. The others stand in a
// heap from when their predecessor ends, ordered by (time, pid).

import { getF64, getU32, NONE, setF64, setU32 } from "./columns";
import { Feature, features, processCount, usageGroups } from "./needs";
import {
  afterAddress,
  arrivalAddress,
  burstOffsetAddress,
  dueArrivalsAddress,
  firstSuccessorAddress,
  nextSiblingAddress,
  ownQuantumAddress,
  ownUrgencyAddress,
  pidRankAddress,
  processorsAddress,
  programEndAddress,
  remainingAddress,
  SOURCE_BYTES,
  sourceAddress,
  sourceOfAddress,
  thinkAddress,
  totalCpuAddress,
  traitAddress,
  usageGroupAddress,
} from "./memory";
import { heapKey, heapPop, heapPush, heapTag } from "./heap";
import { startProgram } from "./blocking";
import { arrivedCount, countArrival } from "./counters";
import { EXTENDED } from "./build";
import { affinityAddress, groupAddress } from "./extended/memory";

/** Whether traits are times that count from the arrival: they move with it then. Set by the host. */
export let traitsMove: u32 = 0;

/** Whether own urgencies do; set by the host. */
export let urgenciesMove: u32 = 0;

let nextFree: u32 = 0;
let dueCount: u32 = 0;

// A record: own time, remaining, trait and total CPU time as f64; processors, first burst, end of the program, affinity,
// group, and group whose usage counts as u32; its own quantum and its own urgency as f64.
// @ts-ignore: decorator
@inline function recordOf(source: u32): u32 {
  return sourceAddress + source * SOURCE_BYTES;
}

/** Keeps what the host wrote, and lists who comes after whom; called once before a run. */
export function startSources(): void {
  if (!(features & Feature.After)) return;
  nextFree = 0;
  dueCount = 0;
  for (let source: u32 = 0; source < processCount; ++source) {
    keep(source);
    setU32(firstSuccessorAddress, source, NONE);
    setU32(sourceOfAddress, source, NONE);
  }
  for (let source: u32 = 0; source < processCount; ++source) {
    const after = getU32(afterAddress, source);
    if (after == NONE) continue;
    setU32(nextSiblingAddress, source, getU32(firstSuccessorAddress, after));
    setU32(firstSuccessorAddress, after, source);
  }
  skipWaiting();
}

function keep(source: u32): void {
  const record = recordOf(source);
  store<f64>(record, getF64(arrivalAddress, source));
  store<f64>(record, getF64(remainingAddress, source), 8);
  if (traitAddress) store<f64>(record, getF64(traitAddress, source), 16);
  if (totalCpuAddress) store<f64>(record, getF64(totalCpuAddress, source), 24);
  if (processorsAddress) store<u32>(record, getU32(processorsAddress, source), 32);
  if (features & Feature.Bursts) {
    store<u32>(record, getU32(burstOffsetAddress, source), 36);
    store<u32>(record, getU32(programEndAddress, source), 40);
  }
  if (EXTENDED && affinityAddress) store<u32>(record, getU32(affinityAddress, source), 44);
  if (EXTENDED && groupAddress) store<u32>(record, getU32(groupAddress, source), 48);
  if (usageGroups > 0) store<u32>(record, getU32(usageGroupAddress, source), 52);
  if (ownQuantumAddress) store<f64>(record, getF64(ownQuantumAddress, source), 56);
  if (ownUrgencyAddress) store<f64>(record, getF64(ownUrgencyAddress, source), 64);
}

/** Makes `nextFree` the next source that waits for nobody. */
function skipWaiting(): void {
  while (nextFree < processCount && getU32(afterAddress, nextFree) != NONE) nextFree += 1;
}

// @ts-ignore: decorator
@inline function freeTime(): f64 {
  return nextFree < processCount ? load<f64>(recordOf(nextFree)) : Infinity;
}

function nextSourceTime(): f64 {
  const time = freeTime();
  return dueCount > 0 ? min(time, heapKey(dueArrivalsAddress)) : time;
}

/** When the next process arrives as far as that is known; Infinity where none is due. */
// @ts-ignore: decorator
@inline export function nextArrivalTime(): f64 {
  if (features & Feature.After) return nextSourceTime();
  return arrivedCount < processCount ? getF64(arrivalAddress, arrivedCount) : Infinity;
}

/** The next process arrives; returns its number. Called only when one is due. */
// @ts-ignore: decorator
@inline export function arrive(now: f64): u32 {
  return features & Feature.After ? arriveFromSource(now) : countArrival();
}

function arriveFromSource(now: f64): u32 {
  let source = nextFree;
  const isFree = freeTime() == now;
  const tag = dueCount > 0 && heapKey(dueArrivalsAddress) == now ? heapTag(dueArrivalsAddress) : u64.MAX_VALUE;
  if (isFree && u64(getU32(pidRankAddress, source)) < tag >> 32) {
    nextFree += 1;
    skipWaiting();
  } else {
    source = u32(heapPop(dueArrivalsAddress, dueCount));
    dueCount -= 1;
  }
  const process = countArrival();
  setU32(sourceOfAddress, process, source);
  give(process, source, now);
  return process;
}

/** Writes what was kept of a source into the columns of its process. */
function give(process: u32, source: u32, now: f64): void {
  const record = recordOf(source);
  setF64(arrivalAddress, process, now);
  setF64(remainingAddress, process, load<f64>(record, 8));
  if (traitAddress) setF64(traitAddress, process, load<f64>(record, 16) + (traitsMove ? now - load<f64>(record) : 0));
  if (totalCpuAddress) setF64(totalCpuAddress, process, load<f64>(record, 24));
  if (processorsAddress) setU32(processorsAddress, process, load<u32>(record, 32));
  if (features & Feature.Bursts) {
    const first = load<u32>(record, 36);
    setU32(burstOffsetAddress, process, first);
    setU32(programEndAddress, process, load<u32>(record, 40));
    startProgram(process, first);
  }
  if (EXTENDED && affinityAddress) setU32(affinityAddress, process, load<u32>(record, 44));
  if (EXTENDED && groupAddress) setU32(groupAddress, process, load<u32>(record, 48));
  if (usageGroups > 0) setU32(usageGroupAddress, process, load<u32>(record, 52));
  if (ownQuantumAddress) setF64(ownQuantumAddress, process, load<f64>(record, 56));
  if (ownUrgencyAddress) {
    setF64(ownUrgencyAddress, process, load<f64>(record, 64) + (urgenciesMove ? now - load<f64>(record) : 0));
  }
}

/** A process has ended: makes known when those that come after it arrive. */
export function makeArrivals(process: u32, now: f64): void {
  let source = getU32(firstSuccessorAddress, getU32(sourceOfAddress, process));
  for (; source != NONE; source = getU32(nextSiblingAddress, source)) {
    const time = max(load<f64>(recordOf(source)), now + getF64(thinkAddress, source));
    heapPush(dueArrivalsAddress, dueCount, time, (u64(getU32(pidRankAddress, source)) << 32) | u64(source));
    dueCount += 1;
  }
}
