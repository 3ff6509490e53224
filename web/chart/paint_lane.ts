/**
 * Paints the spans of a row: one by one as long as they can be told apart, otherwise by columns that show the span which takes
 * most of each. The columns stand at multiples of their width in time, so that panning moves the picture and does not remake it.
 *
 * @module
 */

import { NOTHING, type SpanLane } from "../../pictures/span_lane.ts";
import { ColumnCache } from "./column_cache.ts";
import type { Frame } from "./frame.ts";
import type { PlacedRow } from "./layout.ts";
import { type SpanLook, SpanLooks } from "./span_look.ts";

/** Spans of a row are painted one by one if each has this many device pixels, on average. */
const PIXELS_EACH_MIN = 2;

/** Columns of all rows in sight at the most; where there are more rows, columns are wider. */
const COLUMNS_MAX = 30_000;

/** Shades of a column that is partly empty. */
const SHADES = 5;

/** Size of the names in bars. */
const NAME_SIZE = 12;

/** Below this width in CSS pixels there is no gap between bars. */
const GAP_FROM = 3;

/** Paints rows; one of these paints all frames of a chart, so that none allocates much. */
export class LanePainter {
  readonly #cache = new ColumnCache();
  #frame!: Frame;
  #looks!: SpanLooks;
  /** Device pixels of a column. */
  #columnWidth = 1;

  /** Begins a frame with some rows in sight. */
  begin(frame: Frame, rows: number): void {
    this.#frame = frame;
    this.#looks = new SpanLooks(frame);
    this.#cache.begin();
    const width = frame.right - frame.left;
    this.#columnWidth = Math.max(1, Math.ceil(width * rows / COLUMNS_MAX));
  }

  /** Paints one row. */
  paint(placed: PlacedRow): void {
    const { view: { model, window }, left, right } = this.#frame;
    const lane = model.lane(placed.row);
    const first = lane.endingAfter(window.from);
    const past = lane.beginningAt(window.to, first);
    if (past === first) return;
    if ((past - first) * PIXELS_EACH_MIN <= right - left) this.#paintEach(placed, lane, first, past);
    else this.#paintColumns(placed, lane);
  }

  /** Span by span: first those that are a pixel or more, then what is narrower, so that nothing lies over it. */
  #paintEach(placed: PlacedRow, lane: SpanLane, first: number, past: number): void {
    const frame = this.#frame;
    const [least, most] = [frame.left - 2, frame.right + 2];
    let hasNarrow = false;
    for (let index = first; index < past; index++) {
      const from = frame.x(lane.start[index]);
      const to = frame.x(lane.end[index]);
      if (to <= from) {
        hasNarrow = true;
        continue;
      }
      const look = this.#looks.of(placed.row, lane, index);
      const gap = this.#gap(lane, index, past, to - from);
      // Only the part in sight: canvases do not take coordinates of any size.
      const [begin, end] = [Math.max(least, from), Math.min(most, to - gap)];
      this.#looks.paint(look, placed, begin, end);
      this.#paintText(look, placed, Math.max(begin, frame.left), Math.min(end, frame.right));
      if (look.isMigrated && from >= frame.left) this.#paintMigration(placed, from, to);
    }
    if (!hasNarrow) return;
    for (let index = first; index < past; index++) {
      const from = frame.x(lane.start[index]);
      if (frame.x(lane.end[index]) > from) continue;
      this.#looks.paint(this.#looks.of(placed.row, lane, index), placed, from, from + 1);
    }
  }

  /** Device pixels that are left free after a span, so that it can be told from the next. */
  #gap({ start, end, value, kind }: SpanLane, index: number, past: number, width: number): number {
    const frame = this.#frame;
    if (width >= frame.px(GAP_FROM) + 1) return frame.px(0.75);
    const next = index + 1;
    const isAlike = next < past && start[next] === end[index] && value[next] === value[index] &&
      kind[next] === kind[index];
    return isAlike && width > 1 ? 1 : 0;
  }

  #paintText(look: SpanLook, placed: PlacedRow, from: number, to: number): void {
    const frame = this.#frame;
    const room = to - from - frame.px(4);
    if (look.text.length === 0 || room < frame.px(5)) return;
    const font = frame.font(NAME_SIZE);
    const fitting = look.text.find((each) => frame.textWidth(font, each) <= room);
    if (fitting === undefined) return;
    const { context, view: { theme } } = frame;
    const [x, y] = [(from + to) / 2, this.#looks.textMiddle(look, placed)];
    if (look.isTextBacked) {
      const half = frame.textWidth(font, fitting) / 2 + frame.px(2);
      context.fillStyle = theme.paper;
      context.fillRect(x - half, y - frame.px(7), 2 * half, frame.px(14));
    }
    context.font = font;
    context.fillStyle = look.textColor;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(fitting, x, y + frame.px(0.5));
  }

  /** A corner cut off: the process came from another CPU. */
  #paintMigration({ top, height }: PlacedRow, from: number, to: number): void {
    const { context, view: { theme } } = this.#frame;
    const size = Math.min(this.#frame.px(height / 4), to - from);
    const y = this.#frame.y(top) + this.#frame.px(3);
    context.fillStyle = theme.ink;
    context.beginPath();
    context.moveTo(from, y);
    context.lineTo(from + size, y);
    context.lineTo(from, y + size);
    context.fill();
  }

  #paintColumns(placed: PlacedRow, lane: SpanLane): void {
    if (placed.row.group !== "processes") return this.#paintShares(placed, lane);
    // A process that shares a CPU with many runs most of no column: how much of each it runs lies over what it does else.
    this.#paintShares(placed, lane, "others");
    this.#paintShares(placed, this.#frame.view.model.runningLane(placed.row), "running");
  }

  /** Columns in the look of the span that takes most of each, paler where it is partly empty. */
  #paintShares(placed: PlacedRow, lane: SpanLane, part: "all" | "others" | "running" = "all"): void {
    const { view: { window: { from, to } }, left, right, perTick, context } = this.#frame;
    const width = this.#columnWidth;
    const asked = width / perTick;
    const begin = Math.floor(from / asked);
    const count = Math.min(Math.ceil(to / asked) - begin, Math.ceil((right - left) / width) + 1);
    const { ticks, samples: { longest, share } } = this.#cache.columns(lane, asked, begin, count);
    const offset = left + Math.round((begin * ticks - from) * perTick);
    const shadeOf = (column: number) => Math.ceil(share[column] * SHADES) / SHADES;
    const keyOf = (column: number) => {
      const index = longest[column];
      if (index === NOTHING) return NOTHING;
      const isSkipped = part === "others" && this.#looks.isRunning(lane.kind[index]);
      return isSkipped ? NOTHING : this.#looks.key(placed.row, lane.value[index], lane.kind[index]);
    };
    for (let column = 0, key = keyOf(0), shade = shadeOf(0); column < count;) {
      let next = column + 1;
      let [nextKey, nextShade] = [NOTHING, 0];
      for (; next < count; next++) {
        [nextKey, nextShade] = [keyOf(next), shadeOf(next)];
        if (nextKey !== key || nextShade !== shade) break;
      }
      if (key !== NOTHING) {
        context.globalAlpha = shade;
        const look = this.#looks.ofColumn(placed.row, lane, longest[column]);
        const [from, to] = [offset + column * width, offset + next * width];
        this.#looks.paint(look, placed, from, to);
        // Where one has many columns to itself it is told by name too.
        if (shade === 1) this.#paintText(look, placed, Math.max(from, left), Math.min(to, right));
      }
      [column, key, shade] = [next, nextKey, nextShade];
    }
    context.globalAlpha = 1;
  }
}
