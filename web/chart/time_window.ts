/**
 * The part of time that a chart shows, and how zooming and panning change it.
 *
 * @module
 */

import { niceStep } from "../../pictures/scale.ts";

/** Ticks from `from` to `to`, both of which may be fractions. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** The shortest window, in ticks. */
const TICKS_MIN = 2;

/** The window moved into the span, and made no longer than it and no shorter than two ticks. */
export function fitted({ from, to }: TimeWindow, span: TimeWindow): TimeWindow {
  const whole = span.to - span.from;
  const ticks = Math.min(whole, Math.max(Math.min(TICKS_MIN, whole), to - from));
  const begin = Math.min(Math.max(from, span.from), span.to - ticks);
  return { from: begin, to: begin + ticks };
}

/** The window made `factor` times as long around `center`, a tick that stays where it is. */
export function zoomed(window: TimeWindow, factor: number, center: number, span: TimeWindow): TimeWindow {
  const shortest = Math.min(TICKS_MIN, span.to - span.from);
  const ticks = Math.max(shortest, (window.to - window.from) * factor);
  const share = (center - window.from) / (window.to - window.from);
  const from = center - share * ticks;
  return fitted({ from, to: from + ticks }, span);
}

/** The window moved by some ticks. */
export function panned({ from, to }: TimeWindow, ticks: number, span: TimeWindow): TimeWindow {
  return fitted({ from: from + ticks, to: to + ticks }, span);
}

/** The window moved as little as must be for a tick to be in it, a twentieth of it from its edges. */
export function showing(window: TimeWindow, tick: number, span: TimeWindow): TimeWindow {
  const margin = (window.to - window.from) / 20;
  if (tick < window.from + margin) return panned(window, tick - margin - window.from, span);
  if (tick + 1 > window.to - margin) return panned(window, tick + 1 + margin - window.to, span);
  return window;
}

/** Whether the window is the whole span. */
export function isWhole({ from, to }: TimeWindow, span: TimeWindow): boolean {
  return from <= span.from && to >= span.to;
}

/** Whole ticks that divide a window evenly, at least `ticksMin` apart. */
export function evenTicks({ from, to }: TimeWindow, ticksMin: number): number[] {
  const step = niceStep(Math.max(1, ticksMin));
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick);
  return ticks;
}
