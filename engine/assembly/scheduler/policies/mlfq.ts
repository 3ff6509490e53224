// Multilevel feedback queue: level 0 is the highest. A process that has used its allotment of slices at a level goes down
// one; the last level is round robin. Options as in engine/RULES.md; the semantics of `head`, boost, stay and bump are
// those of OSTEP's mlfq.py (Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 8).
//
// A boost touches no process: it moves whole queues and raises `epoch`; a process whose own epoch is older is at level 0
// with a fresh slice and allotment, which `refresh` writes down when the process is next looked at. So a boost costs
// O(levels), not O(processes).

import { Cause } from "../trace";
import { getF64, getU32, getU8, setU32, setU8 } from "../columns";
import {
  allotmentsAddress,
  epochAddress,
  levelAddress,
  quantaAddress,
  sliceLeftAddress,
  slicesUsedAddress,
} from "../memory";
import {
  appendLevelToFirst,
  appendToLevel,
  firstLevel,
  Levels,
  nextInLevels,
  prependToLevel,
} from "../queue";
import { keepSlice, takeSlice } from "../slices";

// Options, set by the host.
export let mlfqLevels: u32 = 3;
export let mlfqBoost: f64 = 0;
/** 0 none, 1 tail, 2 head. */
export let mlfqPreemption: u32 = 1;
export let mlfqIoStay: u32 = 0;
export let mlfqIoBump: u32 = 0;
export let mlfqKeepsRemainder: u32 = 0;

let epoch: u32 = 0;

/** Called once before a run. */
export function clearMlfq(): void {
  epoch = 0;
}

/** The epoch that processes are compared with; the host reads it for control blocks. */
export function mlfqEpoch(): u32 {
  return epoch;
}

/** Writes down what the last boost did to a process, if it has not been yet. */
// @ts-ignore: decorator
@inline function refresh(process: u32): void {
  if (epochAddress != 0 && getU32(epochAddress, process) != epoch) {
    setU32(epochAddress, process, epoch);
    setU8(levelAddress, process, 0);
    keepSlice(process, 0);
    if (slicesUsedAddress != 0) setU32(slicesUsedAddress, process, 0);
  }
}

// @ts-ignore: decorator
@unmanaged @final
export class Mlfq extends Levels {
  // @ts-ignore: decorator
  @inline enqueue(process: u32, cause: Cause, level: u32): void {
    if (cause == Cause.Io && mlfqIoBump != 0) prependToLevel(level, process);
    else appendToLevel(level, process);
  }
  next(process: u32): u32 {
    return nextInLevels(process, this.level(process));
  }
  // @ts-ignore: decorator
  @inline key(process: u32): f64 {
    return f64(this.level(process));
  }
  // @ts-ignore: decorator
  @inline level(process: u32): u32 {
    refresh(process);
    return getU8(levelAddress, process);
  }
  // @ts-ignore: decorator
  @inline slice(process: u32, level: u32): f64 {
    return takeSlice(process, getF64(quantaAddress, level));
  }
  // @ts-ignore: decorator
  @inline outranks(): f64 {
    return f64(firstLevel());
  }
  // @ts-ignore: decorator
  @inline preempts(): bool {
    return mlfqPreemption != 0;
  }
  // @ts-ignore: decorator
  @inline runningKey(_process: u32, _left: f64, level: u32, _ran: f64): f64 {
    return f64(level);
  }
  // @ts-ignore: decorator
  @inline expired(process: u32, level: u32): u32 {
    if (slicesUsedAddress != 0) {
      const used = getU32(slicesUsedAddress, process) + 1;
      if (used < getU32(allotmentsAddress, level)) {
        setU32(slicesUsedAddress, process, used);
        return level;
      }
      setU32(slicesUsedAddress, process, 0);
    }
    const lower = level + 1 < mlfqLevels ? level + 1 : level;
    setU8(levelAddress, process, lower);
    return lower;
  }
  undoDemotion(process: u32): void {
    // A boost since then has already set the level.
    if (epochAddress != 0 && getU32(epochAddress, process) != epoch) return;
    setU8(levelAddress, process, getU8(levelAddress, process) - 1);
  }
  // @ts-ignore: decorator
  @inline leave(process: u32, left: f64, cause: Cause): void {
    if (sliceLeftAddress == 0) return;
    refresh(process);
    if (mlfqKeepsRemainder != 0 || (cause == Cause.Preempted && mlfqPreemption == 2)) keepSlice(process, left);
  }
  // @ts-ignore: decorator
  @inline startIo(process: u32): void {
    if (mlfqIoStay == 0) return;
    refresh(process);
    keepSlice(process, 0);
    if (slicesUsedAddress != 0) setU32(slicesUsedAddress, process, 0);
  }
  // @ts-ignore: decorator
  @inline countsExactEnd(): bool {
    return true;
  }
  // @ts-ignore: decorator
  @inline boostPeriod(): f64 {
    return mlfqBoost;
  }
  boost(): void {
    epoch += 1;
    for (let level = mlfqLevels - 1; level > 0; --level) appendLevelToFirst(level);
  }
  // @ts-ignore: decorator
  @inline keepsPlace(): bool {
    return mlfqPreemption == 2;
  }
  putBack(process: u32): void {
    prependToLevel(this.level(process), process);
  }
}
