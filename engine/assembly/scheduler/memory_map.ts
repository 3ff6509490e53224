// Which process has which part of memory: each one piece of it, which it keeps until it ends; nothing is ever moved.
//
// Those that have a piece stand in a list in the order of their addresses; what is between two of them is free.

import { getF64, getU32, NONE, setF64, setU32 } from "./columns";
import { memoryBaseAddress, memoryNeedAddress, nextPlacedAddress, previousPlacedAddress } from "./memory";
import { sourceOf } from "./devices";

/** How much memory there is. Set by the host. */
export let memorySize: f64 = Infinity;

const enum Fit {
  First = 0,
  Best = 1,
  Worst = 2,
}

/** Which of the free pieces that are large enough is taken: a {@link Fit}. Set by the host. */
export let memoryFit: u32 = Fit.First;

let firstPlaced: u32 = NONE;
/** The largest free piece; -1 where it must be looked for. */
let largest: f64 = -1;

/** Called once before a run. */
export function clearMemoryMap(): void {
  firstPlaced = NONE;
  largest = -1;
}

// @ts-ignore: decorator
@inline function needOf(process: u32): f64 {
  return getF64(memoryNeedAddress, sourceOf(process));
}

// @ts-ignore: decorator
@inline function nextPlaced(process: u32): u32 {
  return process == NONE ? firstPlaced : getU32(nextPlacedAddress, process);
}

/** The end of a process's piece, where the free one behind it begins; NONE stands before all. */
// @ts-ignore: decorator
@inline function endOf(process: u32): f64 {
  return process == NONE ? 0 : getF64(memoryBaseAddress, process) + needOf(process);
}

/** The free piece between a process and the next one. */
// @ts-ignore: decorator
@inline function freeBehind(process: u32): f64 {
  const next = nextPlaced(process);
  return (next == NONE ? memorySize : getF64(memoryBaseAddress, next)) - endOf(process);
}

/** Whether there is a free piece that is large enough for a process. */
export function hasPlaceFor(process: u32): bool {
  if (largest < 0) {
    let before = NONE;
    do {
      largest = max(largest, freeBehind(before));
      before = nextPlaced(before);
    } while (before != NONE);
  }
  return needOf(process) <= largest;
}

/** Gives a process a piece, which there is. One that needs nothing takes none. */
export function place(process: u32): void {
  const need = needOf(process);
  if (need == 0) {
    setF64(memoryBaseAddress, process, -1);
    return;
  }
  let chosen = NONE;
  let chosenFree: f64 = -1;
  let before = NONE;
  do {
    const free = freeBehind(before);
    const isBetter = chosenFree < 0 || (memoryFit == Fit.Best ? free < chosenFree : free > chosenFree);
    if (free >= need && isBetter) {
      chosen = before;
      chosenFree = free;
      if (memoryFit == Fit.First) break;
    }
    before = nextPlaced(before);
  } while (before != NONE);
  insertBehind(chosen, process);
}

function insertBehind(before: u32, process: u32): void {
  const next = nextPlaced(before);
  setF64(memoryBaseAddress, process, endOf(before));
  setU32(previousPlacedAddress, process, before);
  setU32(nextPlacedAddress, process, next);
  if (before == NONE) firstPlaced = process;
  else setU32(nextPlacedAddress, before, process);
  if (next != NONE) setU32(previousPlacedAddress, next, process);
  largest = -1;
}

/** A process gives its piece back. */
export function unplace(process: u32): void {
  if (getF64(memoryBaseAddress, process) < 0) return;
  const before = getU32(previousPlacedAddress, process);
  const next = getU32(nextPlacedAddress, process);
  if (before == NONE) firstPlaced = next;
  else setU32(nextPlacedAddress, before, next);
  if (next != NONE) setU32(previousPlacedAddress, next, before);
  largest = -1;
}
