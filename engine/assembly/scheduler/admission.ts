// Job scheduling: which of the jobs that have arrived are held in the pool, and which are in memory.
// The pool is FCFS (the arrival order itself, so two counters suffice) or a heap by total CPU time.

import { getF64, NONE, setF64 } from "./columns";
import { Feature, features } from "./needs";
import { heldAddress, poolAddress, arrivalAddress, totalCpuAddress } from "./memory";
import { heapPop, heapPush } from "./heap";

/** Processes in memory at the most; Infinity for no limit. Set by the host. */
export let memoryLimit: f64 = Infinity;

let inMemory: f64 = 0;
let arrivedCount: u32 = 0;
let poolCount: u32 = 0;
let nextHeld: u32 = 0;

/** Called once before a run. */
export function clearAdmission(): void {
  inMemory = 0;
  arrivedCount = 0;
  poolCount = 0;
  nextHeld = 0;
}

/** A job joins the pool. Jobs arrive in the order of their numbers. */
export function joinPool(process: u32): void {
  arrivedCount = process + 1;
  if (features & Feature.AdmitShortest) {
    heapPush(poolAddress, poolCount, getF64(totalCpuAddress, process), process);
    poolCount += 1;
  }
}

/** A process has left memory. */
// @ts-ignore: decorator
@inline export function leaveMemory(): void {
  inMemory -= 1;
}

/** Takes the next job out of the pool into memory, or returns NONE where the pool is empty or memory is full. */
export function admitNext(now: f64): u32 {
  if (inMemory >= memoryLimit) return NONE;
  let process = NONE;
  if (features & Feature.AdmitShortest) {
    if (poolCount == 0) return NONE;
    process = u32(heapPop(poolAddress, poolCount));
    poolCount -= 1;
  } else {
    if (nextHeld == arrivedCount) return NONE;
    process = nextHeld++;
  }
  inMemory += 1;
  setF64(heldAddress, process, now - getF64(arrivalAddress, process));
  return process;
}
