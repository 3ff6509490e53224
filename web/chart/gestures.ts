/**
 * What a person does on a chart with mouse, fingers and keys, as movements of the chart.
 *
 * @module
 */

/** Zooms and moves of a key or a button: factor of the window, share of the window. */
export const ZOOM_STEP = 1.5;
export const PAN_STEP = 0.1;

/** What gestures do to a chart whose places are `P`. Times are in ticks, places in CSS pixels of the canvas. */
export interface GestureTarget<P> {
  readonly isWhole: boolean;
  isGutter(x: number): boolean;
  timeAt(x: number): number;
  placeAt(x: number, y: number): P;
  hover(place: P | null): void;
  click(place: P): void;
  pick(): void;
  zoom(factor: number, center?: number): void;
  pan(share: number): void;
  panPixels(pixels: number): void;
  scrollRows(pixels: number): void;
  fit(): void;
  stepCursor(direction: 1 | -1): void;
  stepBoundary(direction: 1 | -1): void;
  stepRow(direction: 1 | -1): void;
  lookAtEnd(end: "first" | "last"): void;
}

/** A pointer that moved less than this many CSS pixels has clicked. */
const CLICK_PIXELS = 4;

/** How much a notch of a wheel zooms: the factor for a pixel of it. */
const WHEEL_ZOOM = 1.002;

/** CSS pixels of a line and of a page, where a wheel counts in these. */
const LINE_PIXELS = 16;
const PAGE_PIXELS = 400;

/** A finger or the mouse, on the chart. */
interface Pointer {
  readonly startX: number;
  readonly startY: number;
  x: number;
  y: number;
  /** The most fingers that there were since it came down. */
  together: number;
}

/** Hears the events of a canvas. */
export class Gestures<P> {
  readonly #canvas: HTMLElement;
  readonly #chart: GestureTarget<P>;
  readonly #pointers = new Map<number, Pointer>();
  readonly #cleanup = new AbortController();
  #isDragging = false;
  /** Whether the mouse was moved since the page was last scrolled: then the wheel means the chart, otherwise still the page. */
  #isMeant = false;
  #mouseX = NaN;
  #mouseY = NaN;

  constructor(canvas: HTMLElement, scroller: HTMLElement, chart: GestureTarget<P>) {
    this.#canvas = canvas;
    this.#chart = chart;
    const { signal } = this.#cleanup;
    canvas.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    canvas.addEventListener("pointermove", (event) => this.#moved(event), { signal });
    canvas.addEventListener("pointerup", (event) => this.#up(event, true), { signal });
    canvas.addEventListener("pointercancel", (event) => this.#up(event, false), { signal });
    canvas.addEventListener("pointerleave", () => this.#chart.hover(null), { signal });
    canvas.addEventListener("keydown", (event) => this.#key(event), { signal });
    canvas.addEventListener("dblclick", (event) => event.preventDefault(), { signal });
    scroller.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
    const document = canvas.ownerDocument;
    document.addEventListener("pointermove", (event) => this.#follow(event), { signal, passive: true });
    document.addEventListener("scroll", () => this.#isMeant = false, { signal, passive: true });
  }

  /** Hears nothing any more. */
  destroy(): void {
    this.#cleanup.abort();
  }

  #at({ clientX, clientY }: MouseEvent): { x: number; y: number } {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { x, y } = this.#at(event);
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, { startX: x, startY: y, x, y, together: 0 });
    for (const each of this.#pointers.values()) each.together = Math.max(each.together, this.#pointers.size);
    if (this.#pointers.size === 1) this.#isDragging = false;
  }

  #moved(event: PointerEvent): void {
    const { x, y } = this.#at(event);
    const pointer = this.#pointers.get(event.pointerId);
    if (pointer === undefined) {
      this.#chart.hover(this.#chart.isGutter(x) ? null : this.#chart.placeAt(x, y));
      return;
    }
    const others = [...this.#pointers.values()].filter((each) => each !== pointer);
    if (others.length > 0) this.#pinch(pointer, others[0], x);
    else {
      this.#isDragging ||= Math.hypot(x - pointer.startX, y - pointer.startY) > CLICK_PIXELS;
      if (this.#isDragging) {
        this.#chart.panPixels(pointer.x - x);
        // Fingers scroll rows by themselves (touch-action), a mouse does not.
        if (event.pointerType === "mouse") this.#chart.scrollRows(pointer.y - y);
      }
    }
    [pointer.x, pointer.y] = [x, y];
  }

  /** Two fingers: what is between them stays between them. */
  #pinch(pointer: Pointer, other: Pointer, x: number): void {
    const before = Math.max(10, Math.abs(pointer.x - other.x));
    const now = Math.max(10, Math.abs(x - other.x));
    this.#isDragging = true;
    this.#chart.panPixels((pointer.x - x) / 2);
    this.#chart.zoom(before / now, this.#chart.timeAt((x + other.x) / 2));
  }

  #up(event: PointerEvent, isEnd: boolean): void {
    const pointer = this.#pointers.get(event.pointerId);
    if (pointer === undefined) return;
    this.#pointers.delete(event.pointerId);
    if (!isEnd || this.#isDragging || pointer.together > 1) return;
    const { x, y } = this.#at(event);
    if (!this.#chart.isGutter(x)) this.#chart.click(this.#chart.placeAt(x, y));
  }

  /** Browsers tell of a mouse that stands still too, when what is under it has moved. */
  #follow({ clientX, clientY }: PointerEvent): void {
    if (clientX !== this.#mouseX || clientY !== this.#mouseY) this.#isMeant = true;
    [this.#mouseX, this.#mouseY] = [clientX, clientY];
  }

  #wheel(event: WheelEvent): void {
    // A chart that comes under the mouse while one scrolls does not take the wheel over.
    if (!this.#isMeant && !event.ctrlKey && this.#canvas.ownerDocument.activeElement !== this.#canvas) return;
    const { x } = this.#at(event);
    const unit = event.deltaMode === 1 ? LINE_PIXELS : event.deltaMode === 2 ? PAGE_PIXELS : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    const isSideways = event.shiftKey || Math.abs(dx) > Math.abs(dy);
    if (!isSideways && this.#chart.isGutter(x)) return; // scrolls the rows
    if (isSideways) {
      if (this.#chart.isWhole) return;
      event.preventDefault();
      this.#chart.panPixels(Math.abs(dx) > Math.abs(dy) ? dx : dy);
      return;
    }
    // Who scrolls down a page and meets a chart that shows all of it goes on scrolling.
    if (dy > 0 && this.#chart.isWhole) return;
    event.preventDefault();
    // Browsers tell of a pinch on a touchpad as a wheel with Ctrl, in small steps.
    this.#chart.zoom(WHEEL_ZOOM ** (event.ctrlKey ? 5 * dy : dy), this.#chart.timeAt(x));
  }

  #key(event: KeyboardEvent): void {
    const action = this.#actionOf(event);
    if (action === undefined) return;
    event.preventDefault();
    action();
  }

  #actionOf({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): (() => void) | undefined {
    const chart = this.#chart;
    if (altKey || metaKey) return undefined;
    const direction = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    switch (key) {
      case "ArrowLeft":
      case "ArrowRight":
        if (shiftKey) return () => chart.pan(direction * PAN_STEP);
        return ctrlKey ? () => chart.stepBoundary(direction) : () => chart.stepCursor(direction);
      case "ArrowUp":
      case "ArrowDown":
        return ctrlKey ? undefined : () => chart.stepRow(direction);
    }
    if (ctrlKey) return undefined;
    switch (key) {
      case "+":
      case "=":
        return () => chart.zoom(1 / ZOOM_STEP);
      case "-":
      case "_":
        return () => chart.zoom(ZOOM_STEP);
      case "0":
        return () => chart.fit();
      case "[":
        return () => chart.stepBoundary(-1);
      case "]":
        return () => chart.stepBoundary(1);
      case "PageUp":
        return () => chart.pan(-1);
      case "PageDown":
        return () => chart.pan(1);
      case "Home":
        return () => chart.lookAtEnd("first");
      case "End":
        return () => chart.lookAtEnd("last");
      case "Enter":
        return () => chart.pick();
      default:
        return undefined;
    }
  }
}
