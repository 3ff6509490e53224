/**
 * What processes got of the CPU, read off a timeline.
 *
 * @module
 */

import type { Segment } from "../../../engine/result.ts";

/** Ticks that each pid executed from `from` up to `to`. */
export function serviceIn(timeline: readonly Segment[], from: number, to: number): Map<number, number> {
  const service = new Map<number, number>();
  for (const { pid, start, end, kind } of timeline) {
    const ticks = Math.min(end, to) - Math.max(start, from);
    if (kind === "run" && ticks > 0) service.set(pid, (service.get(pid) ?? 0) + ticks);
  }
  return service;
}

/** Every tick at which a CPU is given away or taken, up to `to`. */
export function boundaries(timeline: readonly Segment[], to: number): number[] {
  return [...new Set(timeline.flatMap(({ start, end }) => [start, end]))].filter((time) => time <= to);
}
