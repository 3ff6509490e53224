/**
 * What mouse, fingers and keys do to lanes: which part of time is in sight, and which tick is looked at.
 *
 * @module
 */

import type { GestureTarget } from "../chart/gestures.ts";
import { fitted, isWhole, panned, showing, type TimeWindow, zoomed } from "../chart/time_window.ts";

/** How the lanes stand now. */
export interface LaneStand {
  /** All of the time that there is. */
  readonly whole: TimeWindow;
  readonly window: TimeWindow;
  readonly cursor: number | null;
  /** Pixels from the edge to where the bars begin, and where they end. */
  readonly left: number;
  readonly right: number;
  /** Where bars begin and end in the part of time that is in sight, in order. */
  readonly boundaries: () => readonly number[];
}

/** What the lanes hear. */
export interface LaneHooks {
  /** `null` for all of it. */
  onWindow(window: TimeWindow | null): void;
  onCursor(tick: number): void;
  onHover(tick: number | null): void;
}

/** Moves the window; places are ticks. */
export class LaneWindow implements GestureTarget<number | null> {
  readonly #stand: () => LaneStand;
  readonly #hooks: () => LaneHooks;

  /** Both are asked anew each time: lanes are drawn anew with other values. */
  constructor(stand: () => LaneStand, hooks: () => LaneHooks) {
    this.#stand = stand;
    this.#hooks = hooks;
  }

  get isWhole(): boolean {
    const { window, whole } = this.#stand();
    return isWhole(window, whole);
  }

  isGutter(x: number): boolean {
    return x < this.#stand().left;
  }

  timeAt(x: number): number {
    const { window: { from, to }, left, right } = this.#stand();
    return from + (x - left) / Math.max(1, right - left) * (to - from);
  }

  placeAt(x: number): number | null {
    const { whole } = this.#stand();
    const tick = Math.floor(this.timeAt(x));
    return tick >= whole.from && tick < whole.to ? tick : null;
  }

  hover(tick: number | null): void {
    this.#hooks().onHover(tick);
  }

  click(tick: number | null): void {
    if (tick !== null) this.#lookAt(tick);
  }

  pick(): void {}

  zoom(factor: number, center?: number): void {
    const { window: { from, to }, cursor } = this.#stand();
    const middle = cursor !== null && cursor >= from && cursor <= to ? cursor : (from + to) / 2;
    this.#move((window, whole) => zoomed(window, factor, center ?? middle, whole));
  }

  pan(share: number): void {
    this.#move((window, whole) => panned(window, share * (window.to - window.from), whole));
  }

  panPixels(pixels: number): void {
    const { left, right } = this.#stand();
    this.pan(pixels / Math.max(1, right - left));
  }

  scrollRows(): void {}

  stepRow(): void {}

  fit(): void {
    this.#move((_, whole) => whole);
  }

  stepCursor(direction: 1 | -1): void {
    const { cursor, window: { from, to } } = this.#stand();
    this.#lookAt(cursor === null ? Math.floor((from + to) / 2) : cursor + direction);
  }

  stepBoundary(direction: 1 | -1): void {
    const { cursor, boundaries, window: { from, to } } = this.#stand();
    const at = cursor ?? Math.floor((from + to) / 2);
    const next = direction === 1 ? boundaries().find((time) => time > at) : boundaries().findLast((time) => time < at);
    if (next !== undefined) this.#lookAt(next);
  }

  lookAtEnd(end: "first" | "last"): void {
    const { whole } = this.#stand();
    this.#lookAt(end === "first" ? whole.from : whole.to - 1);
  }

  #lookAt(tick: number): void {
    const { whole } = this.#stand();
    const cursor = Math.min(Math.max(Math.ceil(whole.from), tick), Math.ceil(whole.to) - 1);
    this.#move((window) => showing(window, cursor, whole));
    this.#hooks().onCursor(cursor);
  }

  #move(next: (window: TimeWindow, whole: TimeWindow) => TimeWindow): void {
    const { window, whole } = this.#stand();
    const moved = fitted(next(window, whole), whole);
    if (moved.from === window.from && moved.to === window.to) return;
    this.#hooks().onWindow(isWhole(moved, whole) ? null : moved);
  }
}
