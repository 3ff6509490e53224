/**
 * One picture of a chart: what is in sight, on which canvas, in which ink. Everything is in device pixels, so that edges are
 * sharp on every screen.
 *
 * @module
 */

import type { ChartModel, ChartRow, RowWords } from "./chart_model.ts";
import { AXIS_HEIGHT, type RowLayout } from "./layout.ts";
import type { ChartTheme, PatternInk } from "./theme.ts";
import type { TimeWindow } from "./time_window.ts";

/** What is to be painted. */
export interface ChartView {
  readonly model: ChartModel;
  readonly layout: RowLayout;
  readonly window: TimeWindow;
  /** Width and height of the canvas, and of the names left of the rows, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly gutter: number;
  /** Device pixels of a CSS pixel. */
  readonly scale: number;
  /** CSS pixels of the rows that are scrolled out above. */
  readonly scrollTop: number;
  readonly theme: ChartTheme;
  /** Patterns beside colours; `null` where they are not asked for. */
  readonly patterns: PatternInk | null;
  /** The tick that is looked at, and in which row. */
  readonly cursor: number | null;
  readonly cursorRow: ChartRow | null;
  readonly words: RowWords;
}

/** Family of every text. */
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans SC', sans-serif";

/** A view on its canvas. */
export class Frame {
  /** Device pixels: of the names, up to the right edge, of the axis, of one tick. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly perTick: number;

  constructor(readonly context: CanvasRenderingContext2D, readonly view: ChartView, readonly widths: TextWidths) {
    const { width, height, gutter, scale, window: { from, to } } = view;
    this.left = Math.round(gutter * scale);
    this.right = Math.round(width * scale);
    this.top = Math.round(AXIS_HEIGHT * scale);
    this.bottom = Math.round(height * scale);
    this.perTick = (this.right - this.left) / (to - from);
  }

  /** Where a time is. The window's start is subtracted first: what is left is small, however late the window is. */
  x(time: number): number {
    return this.left + Math.round((time - this.view.window.from) * this.perTick);
  }

  /** Where a height among the rows is. */
  y(top: number): number {
    const { scale, scrollTop } = this.view;
    return Math.round((top - scrollTop) * scale) + this.top;
  }

  /** Device pixels of some CSS pixels, at least one. */
  px(css: number): number {
    return Math.max(1, Math.round(css * this.view.scale));
  }

  /** The font of a size in CSS pixels. */
  font(size: number, weight = 400): string {
    return `${weight} ${size * this.view.scale}px ${FONT}`;
  }

  /** The width of a text in a font that is set. */
  textWidth(font: string, text: string): number {
    this.context.font = font;
    return this.widths.of(this.context, font, text);
  }

  /** A text that is cut where it does not fit; empty where nothing fits. */
  fitText(font: string, text: string, room: number): string {
    if (this.textWidth(font, text) <= room) return text;
    const signs = [...text];
    let [fits, fails] = [0, signs.length];
    while (fails - fits > 1) {
      const middle = (fits + fails) >>> 1;
      if (this.textWidth(font, signs.slice(0, middle).join("") + "…") <= room) fits = middle;
      else fails = middle;
    }
    return fits === 0 ? "" : signs.slice(0, fits).join("") + "…";
  }
}

/** Texts beyond this many are forgotten. */
const WIDTHS_MAX = 5_000;

/** Widths of texts, each measured once. */
export class TextWidths {
  readonly #widths = new Map<string, number>();

  of(context: CanvasRenderingContext2D, font: string, text: string): number {
    const key = font + text;
    let width = this.#widths.get(key);
    if (width !== undefined) return width;
    if (this.#widths.size >= WIDTHS_MAX) this.#widths.clear();
    this.#widths.set(key, width = context.measureText(text).width);
    return width;
  }
}
