// The rigid jobs that run, in the order in which they are expected to end: by their estimates, which are no less than what
// they take. At most as many as there are CPUs.

import { closeGap, makeRoom } from "./entries";
import { releaseAddress } from "./memory";

export let releaseCount: u32 = 0;

/** Called once before a run. */
export function clearReleases(): void {
  releaseCount = 0;
}

// @ts-ignore: decorator
@inline function entry(index: u32): u32 {
  return releaseAddress + (index << 4);
}

/** When the job at a place in the order is expected to end. */
// @ts-ignore: decorator
@inline export function releaseTime(index: u32): f64 {
  return load<f64>(entry(index));
}

/** The CPUs that it gives back then. */
// @ts-ignore: decorator
@inline export function releasedCpus(index: u32): u32 {
  return load<u32>(entry(index), 12);
}

/** A job starts. */
export function addRelease(process: u32, end: f64, cpus: u32): void {
  let index = releaseCount;
  while (index > 0 && releaseTime(index - 1) > end) index -= 1;
  makeRoom(entry(index), releaseCount - index);
  releaseCount += 1;
  store<f64>(entry(index), end);
  store<u32>(entry(index), process, 8);
  store<u32>(entry(index), cpus, 12);
}

/** A job ends; returns when it was expected to. */
export function removeRelease(process: u32): f64 {
  let index: u32 = 0;
  while (load<u32>(entry(index), 8) != process) index += 1;
  const end = releaseTime(index);
  releaseCount -= 1;
  closeGap(entry(index), entry(index + 1), releaseCount - index);
  return end;
}
