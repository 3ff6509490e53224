// Counted resources, such as tape drives and printers: a job has so many of each from its admission to its end.
//
// Jobs that need the same have one set of needs. Set 0 is that of those that need nothing.

import { getU32, setU32 } from "./columns";
import { resourceCount } from "./needs";
import { resourceFreeAddress, resourceNeedsAddress, resourceSetAddress } from "./memory";
import { sourceOf } from "./devices";

/** The first need of a process: one for each resource. */
// @ts-ignore: decorator
@inline function needsOf(process: u32): u32 {
  return getU32(resourceSetAddress, sourceOf(process)) * resourceCount;
}

/** Whether so many of each are free. */
export function hasResourcesFor(process: u32): bool {
  const needs = needsOf(process);
  for (let resource: u32 = 0; resource < resourceCount; ++resource) {
    if (getU32(resourceNeedsAddress, needs + resource) > getU32(resourceFreeAddress, resource)) return false;
  }
  return true;
}

/** A process takes what it needs, which is free. */
export function takeResources(process: u32): void {
  const needs = needsOf(process);
  for (let resource: u32 = 0; resource < resourceCount; ++resource) {
    const free = getU32(resourceFreeAddress, resource) - getU32(resourceNeedsAddress, needs + resource);
    setU32(resourceFreeAddress, resource, free);
  }
}

/** A process gives back what it has. */
export function giveResourcesBack(process: u32): void {
  const needs = needsOf(process);
  for (let resource: u32 = 0; resource < resourceCount; ++resource) {
    const free = getU32(resourceFreeAddress, resource) + getU32(resourceNeedsAddress, needs + resource);
    setU32(resourceFreeAddress, resource, free);
  }
}
