/**
 * What lanes are made of, and what the parts of one drawing share.
 *
 * @module
 */

import type { ComponentChild } from "preact";
import type { TimeWindow } from "../chart/time_window.ts";
import type { Place } from "./axis.ts";
import type { BarSource } from "./bars.ts";

/** A row of bars. */
export interface Lane {
  /** What it is called left of it; empty for nothing. */
  readonly name: string;
  readonly bars: BarSource;
  readonly height?: number;
}

/** A sign at a time. */
export interface LaneMark {
  readonly time: number;
  readonly label: string;
}

/** Lanes that belong together. */
export interface LaneGroup {
  readonly key: string;
  readonly heading?: ComponentChild;
  readonly lanes: readonly Lane[];
  readonly marks?: readonly LaneMark[];
  /** Times that are numbered below these lanes. */
  readonly times?: readonly number[];
}

/** Height of a lane where nothing else is said, in pixels. */
export const LANE_HEIGHT = 30;

/** Size of names. */
export const NAME_SIZE = 12;

/** Everything that the parts of one drawing share. */
export interface LaneDrawing {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly place: Place;
  readonly span: TimeWindow;
  readonly patternOf: (process: number) => string | null;
}
