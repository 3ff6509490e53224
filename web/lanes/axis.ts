/**
 * The numbers of an axis of time.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import { niceStep } from "../../pictures/scale.ts";
import { textUnits } from "../../pictures/svg/elements.ts";
import type { TimeWindow } from "../chart/time_window.ts";

/** Size of the numbers. */
export const NUMBER_SIZE = 11;

/** Pixels between two numbers. */
const GAP = 10;

/** Where a time is, in pixels. */
export type Place = (time: number) => number;

/** The times that are numbered: those that are asked for where all of them have room, else even ones. */
export function axisTimes(span: TimeWindow, place: Place, wanted: readonly number[] = []): number[] {
  const inSight = wanted.filter((time) => time >= span.from && time <= span.to);
  const hasRoom = inSight.every((time, index) => {
    const before = inSight[index - 1];
    if (before === undefined) return true;
    return place(time) - place(before) >= (widthOf(time) + widthOf(before)) / 2 + GAP / 2;
  });
  if (inSight.length > 0 && hasRoom) return inSight;
  const room = place(span.to) - place(span.from);
  const step = niceStep((widthOf(Math.ceil(span.to)) + GAP) * (span.to - span.from) / Math.max(1, room));
  const times: number[] = [];
  for (let time = Math.ceil(span.from / step) * step; time <= span.to; time += step) times.push(time);
  return times;
}

function widthOf(time: number): number {
  return textUnits(formatCount(time), NUMBER_SIZE);
}
