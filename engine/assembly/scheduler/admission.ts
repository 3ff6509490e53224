// Job scheduling: which of the jobs that have arrived are held in the pool, and which are in memory.
//
// The pool is FCFS (the arrival order itself, so two counters suffice) or a heap by key. Where jobs are passed over, or the
// order changes with time, it is a list in the order of arrival, which is searched when somebody joins it or leaves memory.

import { getF64, getU32, NONE, setF64, setU32 } from "./columns";
import { Feature, features } from "./needs";
import { admitKeyAddress, arrivalAddress, heldAddress, poolAddress, poolNextAddress } from "./memory";
import { heapPop, heapPush, heapTag } from "./heap";
import { giveResourcesBack, hasResourcesFor, takeResources } from "./counted_resources";
import { clearMemoryMap, hasPlaceFor, place, unplace } from "./memory_map";
import { goesBeforeByProduct } from "./products";
import { sourceOf } from "./devices";

/** Processes in memory at the most; Infinity for no limit. Set by the host. */
export let memoryLimit: f64 = Infinity;
/** With `Feature.AdmitSearch`: whether jobs that do not fit are passed over. Set by the host. */
export let admitSkips: u32 = 0;
/** With `Feature.AdmitSearch`: whether the key is the CPU time that the waiting time is divided by. Set by the host. */
export let admitByRatio: u32 = 0;

let inMemory: f64 = 0;
let arrivedCount: u32 = 0;
let poolCount: u32 = 0;
let nextHeld: u32 = 0;
/** Whether somebody has joined the pool or left memory since nobody could be admitted. */
let isDue: bool = false;

// The list: its ends, and the last of those at its beginning that are known not to fit.
let first: u32 = NONE;
let last: u32 = NONE;
let passedOver: u32 = NONE;

/** Called once before a run. */
export function clearAdmission(): void {
  inMemory = 0;
  arrivedCount = 0;
  poolCount = 0;
  nextHeld = 0;
  isDue = false;
  first = NONE;
  last = NONE;
  passedOver = NONE;
  clearMemoryMap();
}

/** A job joins the pool. Jobs arrive in the order of their numbers. */
export function joinPool(process: u32): void {
  isDue = true;
  arrivedCount = process + 1;
  if (features & Feature.AdmitSearch) {
    setU32(poolNextAddress, process, NONE);
    if (last == NONE) first = process;
    else setU32(poolNextAddress, last, process);
    last = process;
  } else if (features & Feature.AdmitKey) {
    heapPush(poolAddress, poolCount, keyOf(process), process);
    poolCount += 1;
  }
}

/** A process has left memory. */
// @ts-ignore: decorator
@inline export function leaveMemory(process: u32): void {
  inMemory -= 1;
  isDue = true;
  passedOver = NONE;
  if (features & Feature.Memory) unplace(process);
  if (features & Feature.Resources) giveResourcesBack(process);
}

/** Takes the next job out of the pool into memory, or returns NONE where nobody is there, or none can be admitted. */
export function admitNext(now: f64): u32 {
  if (!isDue) return NONE;
  const process = takeNext(now);
  if (process == NONE) {
    isDue = false;
    return NONE;
  }
  if (features & Feature.Memory) place(process);
  if (features & Feature.Resources) takeResources(process);
  inMemory += 1;
  setF64(heldAddress, process, now - getF64(arrivalAddress, process));
  return process;
}

function takeNext(now: f64): u32 {
  if (inMemory >= memoryLimit) return NONE;
  if (features & Feature.AdmitSearch) return search(now);
  if (features & Feature.AdmitKey) {
    if (poolCount == 0 || !fits(u32(heapTag(poolAddress)))) return NONE;
    const process = u32(heapPop(poolAddress, poolCount));
    poolCount -= 1;
    return process;
  }
  return nextHeld < arrivedCount && fits(nextHeld) ? nextHeld++ : NONE;
}

// @ts-ignore: decorator
@inline function fits(process: u32): bool {
  if (features & Feature.Resources && !hasResourcesFor(process)) return false;
  return !(features & Feature.Memory) || hasPlaceFor(process);
}

// @ts-ignore: decorator
@inline function keyOf(process: u32): f64 {
  return getF64(admitKeyAddress, sourceOf(process));
}

/** Takes the first job in the order out of the list: of those that fit, or else only if it does. */
function search(now: f64): u32 {
  let best = NONE;
  let beforeBest = NONE;
  let before = passedOver;
  for (let process = nextInPool(before); process != NONE; process = getU32(poolNextAddress, process)) {
    if (!admitSkips || fits(process)) {
      if (best == NONE || goesBefore(process, best, now)) {
        best = process;
        beforeBest = before;
      }
      if (!(features & Feature.AdmitKey)) break; // in the order of arrival nobody goes before the first
    }
    before = process;
  }
  if (best == NONE) {
    passedOver = last;
    return NONE;
  }
  if (!admitSkips && !fits(best)) return NONE;
  if (admitSkips && !(features & Feature.AdmitKey)) passedOver = beforeBest;
  const next = getU32(poolNextAddress, best);
  if (beforeBest == NONE) first = next;
  else setU32(poolNextAddress, beforeBest, next);
  if (last == best) last = beforeBest;
  return best;
}

// @ts-ignore: decorator
@inline function nextInPool(process: u32): u32 {
  return process == NONE ? first : getU32(poolNextAddress, process);
}

/** Whether a job goes before one that has arrived earlier. */
function goesBefore(process: u32, earlier: u32, now: f64): bool {
  if (!admitByRatio) return keyOf(process) < keyOf(earlier);
  const waited = now - getF64(arrivalAddress, process);
  const waitedEarlier = now - getF64(arrivalAddress, earlier);
  return goesBeforeByProduct(waited, keyOf(earlier), waitedEarlier, keyOf(process));
}
