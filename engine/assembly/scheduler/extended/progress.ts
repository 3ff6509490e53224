// How a process comes along on a CPU: at the CPU's speed, and not at all before its cache is warm. In the default build a
// tick is a tick.

import { getF64, NONE, getU32, getU8, setF64, setU32, setU8 } from "../columns";
import { cpuCount } from "../needs";
import { remainingAddress, runningAddress, runStartAddress } from "../memory";
import { executedAddress, migrationsAddress, ranOnAddress, segmentWarmupAddress } from "./memory";
import { speedAddress, warmupAddress, warmupLeftAddress, workedAddress } from "./memory";
import { countMigration, now } from "../counters";
import { EXTENDED } from "../build";

/** Ticks that a CPU spends before it runs a process that was last dispatched on another one; set by the host. */
export let migrationCost: f64 = 0;
/** Ticks that such a process then executes before its cache is warm and it gets any work done; set by the host. */
export let cacheWarmup: f64 = 0;

/** Ticks that a CPU takes for its process, from `runStart` on, to get so much work done. */
// @ts-ignore: decorator
@inline export function ticksFor(cpu: u32, work: f64): f64 {
  if (EXTENDED) return getF64(warmupAddress, cpu) + wholeTicks(work, getF64(speedAddress, cpu));
  return work;
}

/** The least whole number of ticks in which a CPU of this speed does this work. */
function wholeTicks(work: f64, speed: f64): f64 {
  const ticks = ceil(work / speed);
  // The quotient is rounded: it may have come out as a whole number that is not enough.
  return ticks * speed < work ? ticks + 1 : ticks;
}

/** The work left of the burst of a CPU's process that has executed so many ticks since `runStart`. */
// @ts-ignore: decorator
@inline export function leftAfter(cpu: u32, process: u32, ran: f64): f64 {
  if (EXTENDED) {
    const warm = max(0, ran - getF64(warmupAddress, cpu));
    return max(0, getF64(remainingAddress, process) - warm * getF64(speedAddress, cpu));
  }
  return getF64(remainingAddress, process) - ran;
}

/** Writes down what a CPU's process has executed since `runStart`; `left` is what `leftAfter` says. */
// @ts-ignore: decorator
@inline export function writeProgress(cpu: u32, process: u32, ran: f64, left: f64): void {
  setF64(remainingAddress, process, left);
  if (EXTENDED) {
    const before = getF64(warmupAddress, cpu);
    if (ran > before) setU8(workedAddress, process, 1);
    const warmup = max(0, before - ran);
    setF64(warmupAddress, cpu, warmup);
    setF64(warmupLeftAddress, process, warmup);
    setF64(executedAddress, process, getF64(executedAddress, process) + ran);
  }
}

/**
 * Notes that a process is dispatched on a CPU. Returns the ticks that its migration takes, 0 where it was last dispatched
 * on the same CPU or never was.
 */
export function migrate(cpu: u32, process: u32): f64 {
  const before = getU32(ranOnAddress, process);
  setU32(ranOnAddress, process, cpu);
  let ticks: f64 = 0;
  if (before != NONE && before != cpu) {
    // A cache that has not been used since it was to be warmed is not lost by going elsewhere. So there is work between any
    // two warm-ups, and a run comes to its end however often its processes migrate.
    if (getU8(workedAddress, process)) {
      setF64(warmupLeftAddress, process, cacheWarmup);
      setU8(workedAddress, process, 0);
    }
    setU32(migrationsAddress, process, getU32(migrationsAddress, process) + 1);
    countMigration();
    ticks = migrationCost;
  }
  const warmup = getF64(warmupLeftAddress, process);
  setF64(warmupAddress, cpu, warmup);
  setF64(segmentWarmupAddress, cpu, warmup);
  return ticks;
}

/** The work left of the burst of the process on a CPU; for the host, between two instants. */
export function remainingOn(cpu: u32): f64 {
  const process = getU32(runningAddress, cpu);
  return leftAfter(cpu, process, max(0, now - getF64(runStartAddress, cpu)));
}

/** The greatest speed of a CPU, 1 at the least. */
export function greatestSpeed(): f64 {
  let greatest: f64 = 1;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) greatest = max(greatest, getF64(speedAddress, cpu));
  return greatest;
}
