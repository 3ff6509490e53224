/**
 * A chart at work: the part of time in sight, the tick that is looked at, and a canvas that is painted once a frame where
 * something changed. It knows no view library; {@linkcode Chart} puts it into the page.
 *
 * @module
 */

import type { ChartModel, ChartRow, ChartSpan, RowGroup, RowWords } from "./chart_model.ts";
import { Frame, TextWidths } from "./frame.ts";
import { Gestures, type GestureTarget } from "./gestures.ts";
import { AXIS_HEIGHT, type PlacedRow, RowLayout } from "./layout.ts";
import { paintChart } from "./paint_chart.ts";
import { LanePainter } from "./paint_lane.ts";
import { CHART_THEMES, type ChartThemeName, PatternInk } from "./theme.ts";
import { fitted, isWhole, panned, showing, type TimeWindow, zoomed } from "./time_window.ts";

/** What a chart is to show. */
export interface ChartInput {
  readonly model: ChartModel;
  readonly groups: ReadonlySet<RowGroup>;
  /** The part of time in sight; `null` for all of it. */
  readonly window: TimeWindow | null;
  readonly cursor: number | null;
  readonly theme: ChartThemeName;
  readonly patterns: boolean;
  readonly words: RowWords;
}

/** A place of a chart: a tick, the row there, and what happens in it then. */
export interface ChartPlace {
  readonly tick: number;
  readonly row: ChartRow | null;
  readonly span: ChartSpan | null;
  /** CSS pixels from the canvas's upper left corner. */
  readonly x: number;
  readonly y: number;
}

/** What a chart tells. */
export interface ChartHooks {
  /** The part of time in sight was changed; `null` for all of it. */
  onWindow(window: TimeWindow | null): void;
  /** Another tick is looked at, by keyboard or by a click. */
  onCursor(place: ChartPlace): void;
  /** The pointer is there; `null` where it left. */
  onHover(place: ChartPlace | null): void;
  /** A span was chosen, by a click on it or by Enter. */
  onPick(span: ChartSpan, place: ChartPlace): void;
}

/** Room for names, in CSS pixels, and the share of a narrow chart that they may take. */
const GUTTER_MIN = 48;
const GUTTER_MAX = 168;
const GUTTER_SHARE = 0.3;

/** Names that are measured to find the room that they need. */
const MEASURED_NAMES = 200;

/** Ticks narrower than this, in CSS pixels, are passed over by the keys that move the cursor. */
const CURSOR_STEP_PIXELS = 4;

/** A chart on a canvas that sticks to the top of an element in which its rows scroll. */
export class ChartController implements GestureTarget<ChartPlace> {
  readonly #canvas: HTMLCanvasElement;
  readonly #scroller: HTMLElement;
  readonly #hooks: ChartHooks;
  readonly #widths = new TextWidths();
  readonly #lanes = new LanePainter();
  readonly #gestures: Gestures<ChartPlace>;
  readonly #resized: ResizeObserver;
  readonly #cleanup = new AbortController();
  #input: ChartInput | null = null;
  #layout: RowLayout | null = null;
  #window: TimeWindow = { from: 0, to: 1 };
  #cursor: number | null = null;
  #cursorRow: ChartRow | null = null;
  #gutter = 0;
  #patterns: PatternInk | null = null;
  /** Whether the window was told of since it was moved. */
  #isTold = true;
  #isPrinting = false;
  #requested = 0;

  constructor(canvas: HTMLCanvasElement, scroller: HTMLElement, hooks: ChartHooks) {
    this.#canvas = canvas;
    this.#scroller = scroller;
    this.#hooks = hooks;
    this.#gestures = new Gestures(canvas, scroller, this);
    this.#resized = new ResizeObserver(() => {
      this.#gutter = 0;
      this.paintSoon();
    });
    this.#resized.observe(scroller);
    const { signal } = this.#cleanup;
    scroller.addEventListener("scroll", () => this.paintSoon(), { signal, passive: true });
    const { defaultView } = canvas.ownerDocument;
    const printing = (isPrinting: boolean) => () => {
      this.#isPrinting = isPrinting;
      this.paintNow(); // there is no further frame before the paper
    };
    defaultView?.addEventListener("beforeprint", printing(true), { signal });
    defaultView?.addEventListener("afterprint", printing(false), { signal });
  }

  /**
   * Shows something else. What is the same as before is not made anew. Whoever is told of a window or a cursor gives it back at
   * once, or not at all: later the chart may be elsewhere.
   */
  update(input: ChartInput): void {
    const before = this.#input;
    this.#input = input;
    if (before?.model !== input.model || before.window !== input.window) {
      this.#window = fitted(input.window ?? input.model.span, input.model.span);
    }
    if (before?.model !== input.model || before.groups !== input.groups) {
      this.#layout = new RowLayout(input.model, input.groups);
      this.#gutter = 0;
      if (this.#cursorRow !== null) this.#cursorRow = this.#sameRow(this.#cursorRow);
    }
    this.#cursor = input.cursor;
    this.paintSoon();
  }

  /** Ends it: nothing is heard or painted any more. */
  destroy(): void {
    this.#cleanup.abort();
    this.#gestures.destroy();
    this.#resized.disconnect();
    cancelAnimationFrame(this.#requested);
  }

  /** The part of time in sight. */
  get window(): TimeWindow {
    return this.#window;
  }

  /** Makes the part of time in sight `factor` times as long, around a tick or around its middle. */
  zoom(factor: number, center?: number): void {
    const { from, to } = this.#window;
    const middle = this.#cursor !== null && this.#cursor >= from && this.#cursor <= to ? this.#cursor : (from + to) / 2;
    this.#move((span) => zoomed(this.#window, factor, center ?? middle, span));
  }

  /** Moves by a share of the part of time in sight. */
  pan(share: number): void {
    const { from, to } = this.#window;
    this.#move((span) => panned(this.#window, share * (to - from), span));
  }

  /** Moves by CSS pixels. */
  panPixels(pixels: number): void {
    this.pan(pixels / this.#plotWidth());
  }

  /** Shows all of it. */
  fit(): void {
    this.#move((span) => span);
  }

  /** Whether all of it is in sight. */
  get isWhole(): boolean {
    return this.#input === null || isWhole(this.#window, this.#input.model.span);
  }

  /** Whether a horizontal place is among the names of the rows. */
  isGutter(x: number): boolean {
    return x < this.#gutter;
  }

  /** The time at a horizontal place. */
  timeAt(x: number): number {
    const { from, to } = this.#window;
    return from + (x - this.#gutter) / this.#plotWidth() * (to - from);
  }

  /** What is at a place of the canvas. */
  placeAt(x: number, y: number): ChartPlace {
    const { model } = this.#input!;
    const tick = this.#clamped(Math.floor(this.timeAt(x)));
    const row = y < AXIS_HEIGHT ? null : this.#layout!.at(y - AXIS_HEIGHT + this.#scroller.scrollTop)?.row ?? null;
    return { tick, row, span: row === null ? null : model.spanAtTime(row, tick), x, y };
  }

  /** Tells of the pointer. */
  hover(place: ChartPlace | null): void {
    this.#hooks.onHover(place);
  }

  /** Looks at a place, and chooses the span there. */
  click(place: ChartPlace): void {
    this.#lookAt(place.tick, place.row ?? this.#cursorRow);
    if (place.span !== null) this.#hooks.onPick(place.span, place);
  }

  /** Chooses the span that is looked at: that of the first row, where none is chosen. */
  pick(): void {
    const place = this.#placeOfCursor();
    if (place === null) return;
    const row = place.row ?? this.#layout!.row(0)?.row;
    const span = row === undefined ? null : this.#input!.model.spanAtTime(row, place.tick);
    if (span !== null) this.#hooks.onPick(span, place);
  }

  /** Looks a step further or back: a tick, or as many as make a few pixels. */
  stepCursor(direction: 1 | -1): void {
    if (this.#cursor === null) return this.#lookAt(this.#middle(), this.#cursorRow);
    const { from, to } = this.#window;
    const step = Math.max(1, Math.round(CURSOR_STEP_PIXELS * (to - from) / this.#plotWidth()));
    this.#lookAt(this.#cursor + direction * step, this.#cursorRow);
  }

  /** Looks at the next begin or end in the row, or the one before. */
  stepBoundary(direction: 1 | -1): void {
    const { model } = this.#input!;
    const row = this.#cursorRow ?? this.#layout!.row(0)?.row;
    if (row === undefined) return;
    const next = model.boundary(row, this.#cursor ?? this.#middle(), direction);
    if (next !== null) this.#lookAt(next, row);
  }

  /** Looks at the row below or above. */
  stepRow(direction: 1 | -1): void {
    const layout = this.#layout!;
    const place = this.#cursorRow === null ? -1 : layout.placeOf(this.#cursorRow);
    const next = Math.min(layout.count - 1, Math.max(0, place === -1 ? 0 : place + direction));
    const placed = layout.row(next);
    if (placed === null) return;
    this.#scrollTo(placed);
    this.#lookAt(this.#cursor ?? this.#middle(), placed.row);
  }

  /** Looks at the first tick or the last. */
  lookAtEnd(end: "first" | "last"): void {
    const { from, to } = this.#input!.model.span;
    this.#lookAt(end === "first" ? from : to, this.#cursorRow);
  }

  /** Scrolls the rows by CSS pixels. */
  scrollRows(pixels: number): void {
    this.#scroller.scrollTop += pixels;
  }

  /** Paints in the next frame. */
  paintSoon(): void {
    if (this.#requested !== 0) return;
    this.#requested = requestAnimationFrame(() => {
      this.#requested = 0;
      this.#tell();
      this.paintNow();
    });
  }

  /** Paints at once. */
  paintNow(): void {
    const input = this.#input;
    const context = this.#canvas.getContext("2d");
    if (input === null || context === null) return;
    const width = this.#scroller.clientWidth;
    const height = this.#canvas.clientHeight;
    if (width === 0 || height === 0) return;
    const scale = (this.#isPrinting ? 2 : 1) * (globalThis.devicePixelRatio || 1);
    const [columns, lines] = [Math.round(width * scale), Math.round(height * scale)];
    // Setting a size clears the canvas, and costs even where it is the same.
    if (this.#canvas.width !== columns) this.#canvas.width = columns;
    if (this.#canvas.height !== lines) this.#canvas.height = lines;
    const theme = CHART_THEMES[this.#isPrinting ? "light" : input.theme];
    if (this.#gutter === 0) this.#gutter = this.#neededGutter(context, width);
    const view = {
      model: input.model,
      layout: this.#layout!,
      window: this.#window,
      width,
      height,
      gutter: this.#gutter,
      scale,
      scrollTop: this.#scroller.scrollTop,
      theme,
      patterns: this.#patternsFor(input, scale, theme.isForced ? theme.ink : "rgba(0, 0, 0, 0.3)"),
      cursor: this.#cursor,
      cursorRow: this.#cursorRow,
      words: input.words,
    };
    paintChart(new Frame(context, view, this.#widths), this.#lanes);
  }

  #patternsFor({ patterns, theme }: ChartInput, scale: number, stroke: string): PatternInk | null {
    if (!patterns && theme !== "forced") return null;
    if (this.#patterns?.scale !== scale || this.#patterns.stroke !== stroke) {
      this.#patterns = new PatternInk(scale, stroke);
    }
    return this.#patterns;
  }

  #neededGutter(context: CanvasRenderingContext2D, width: number): number {
    const { model, words } = this.#input!;
    context.font = "12px system-ui, sans-serif";
    let widest = 0;
    for (let place = 0; place < Math.min(MEASURED_NAMES, this.#layout!.count); place++) {
      widest = Math.max(widest, context.measureText(model.name(this.#layout!.row(place)!.row, words)).width);
    }
    return Math.round(
      Math.min(Math.max(GUTTER_MIN, widest * 1.1 + 16), GUTTER_MAX, Math.max(GUTTER_MIN, width * GUTTER_SHARE)),
    );
  }

  #plotWidth(): number {
    return Math.max(1, this.#scroller.clientWidth - this.#gutter);
  }

  #middle(): number {
    return this.#clamped(Math.floor((this.#window.from + this.#window.to) / 2));
  }

  #clamped(tick: number): number {
    const { from, to } = this.#input!.model.span;
    return Math.min(Math.max(Math.ceil(from), tick), to);
  }

  #move(next: (span: TimeWindow) => TimeWindow): void {
    if (this.#input === null) return;
    const { span } = this.#input.model;
    const window = fitted(next(span), span);
    if (window.from === this.#window.from && window.to === this.#window.to) return;
    this.#window = window;
    this.#isTold = false;
    this.paintSoon();
  }

  /** Tells what is in sight, once a frame. */
  #tell(): void {
    if (this.#isTold || this.#input === null) return;
    this.#isTold = true;
    this.#hooks.onWindow(isWhole(this.#window, this.#input.model.span) ? null : this.#window);
  }

  #lookAt(tick: number, row: ChartRow | null): void {
    this.#cursor = this.#clamped(tick);
    this.#cursorRow = row;
    const cursor = this.#cursor;
    this.#move((span) => showing(this.#window, cursor, span));
    this.paintSoon();
    this.#hooks.onCursor(this.#placeOfCursor()!);
  }

  #placeOfCursor(): ChartPlace | null {
    if (this.#cursor === null || this.#input === null) return null;
    const row = this.#cursorRow;
    const span = row === null ? null : this.#input.model.spanAtTime(row, this.#cursor);
    const { from, to } = this.#window;
    const x = this.#gutter + (this.#cursor - from) / (to - from) * this.#plotWidth();
    return { tick: this.#cursor, row, span, x, y: 0 };
  }

  #scrollTo({ top, height }: PlacedRow): void {
    const room = this.#canvas.clientHeight - AXIS_HEIGHT;
    const { scrollTop } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + height > scrollTop + room) this.#scroller.scrollTop = top + height - room;
  }

  /** The row of the new model that stands for one of the old. */
  #sameRow({ group, index }: ChartRow): ChartRow | null {
    return this.#input!.groups.has(group) ? this.#input!.model.groups[group][index] ?? null : null;
  }
}
