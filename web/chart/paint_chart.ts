/**
 * Paints a chart: the axis above, the names on the left, the rows in sight, the tick that is looked at.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { ChartRow } from "./chart_model.ts";
import type { Frame } from "./frame.ts";
import { AXIS_HEIGHT, type PlacedRow } from "./layout.ts";
import type { LanePainter } from "./paint_lane.ts";
import { evenTicks } from "./time_window.ts";

/** Size of names left of rows, and of the numbers of the axis. */
const NAME_SIZE = 12;
const NUMBER_SIZE = 11;

/** Room between two numbers of the axis. */
const NUMBER_GAP = 10;

/** Paints all of it. */
export function paintChart(frame: Frame, lanes: LanePainter): void {
  const { context, view, left, right, top, bottom } = frame;
  const { theme, layout, scrollTop, height } = view;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, right, bottom);
  const placed = [...layout.between(scrollTop, scrollTop + height - AXIS_HEIGHT)];
  const ticks = axisTicks(frame, placed);
  paintGrid(frame, ticks);
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  lanes.begin(frame, placed.length);
  for (const each of placed) {
    lanes.paint(each);
    if (each.row.group === "processes") paintDeadline(frame, each);
  }
  context.restore();
  paintNames(frame, placed);
  paintAxis(frame, ticks);
  paintCursor(frame, placed);
}

/** The ticks that the axis names: where something begins or ends on the one CPU, if there is room, as books do; else even ones. */
export function axisTicks(frame: Frame, placed: readonly PlacedRow[]): number[] {
  const { view: { window, model }, perTick } = frame;
  const widest = frame.textWidth(frame.font(NUMBER_SIZE), formatCount(Math.ceil(window.to))) + frame.px(NUMBER_GAP);
  const [first] = placed;
  if (model.groups.cpus.length === 1 && first?.row.group === "cpus") {
    const boundaries = boundariesInSight(frame, first.row, widest);
    if (boundaries !== null) return boundaries;
  }
  return evenTicks(window, widest / perTick);
}

/** Where spans of the row begin or end, if all of the numbers have room; otherwise `null`. */
function boundariesInSight({ view: { window, model }, perTick, left, right }: Frame, row: ChartRow, widest: number) {
  const lane = model.lane(row);
  const first = lane.endingAfter(window.from);
  const past = lane.beginningAt(window.to, first);
  if ((past - first) * widest > right - left || past === first) return null;
  const times: number[] = [];
  const add = (time: number) => {
    if (time >= window.from && time <= window.to && time !== times.at(-1)) times.push(time);
  };
  for (let index = first; index < past; index++) {
    add(lane.start[index]);
    add(lane.end[index]);
  }
  const isTight = times.some((time, index) => index > 0 && (time - times[index - 1]) * perTick < widest);
  return isTight || times.length < 2 ? null : times;
}

function paintGrid(frame: Frame, ticks: readonly number[]): void {
  const { context, top, bottom } = frame;
  context.fillStyle = frame.view.theme.grid;
  for (const tick of ticks) context.fillRect(frame.x(tick), top, frame.px(1), bottom - top);
}

function paintAxis(frame: Frame, ticks: readonly number[]): void {
  const { context, left, right, top, view: { theme, model } } = frame;
  const font = frame.font(NUMBER_SIZE);
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, right, top);
  context.fillStyle = theme.faint;
  context.textBaseline = "middle";
  context.textAlign = "left";
  const badge = badgeOf(frame);
  // From the right: the last number may have to move left, and the one before it gives way.
  let free = Infinity;
  for (const tick of ticks.toReversed()) {
    const text = formatCount(tick);
    const width = frame.textWidth(font, text);
    const x = Math.max(left - width / 2, Math.min(frame.x(tick) - width / 2, right - width - frame.px(2)));
    // Only the end of the run has its number where there is no room for it in the middle.
    if (frame.x(tick) + width / 2 > right && tick < model.span.to) continue;
    const isCovered = badge !== null && x < badge.x + badge.width + frame.px(2) && x + width > badge.x - frame.px(2);
    if (isCovered || x + width > free - frame.px(3)) continue;
    context.fillText(text, x, top / 2);
    free = x;
  }
  context.fillStyle = theme.grid;
  context.fillRect(left, top - frame.px(1), right - left, frame.px(1));
}

/** A flag at the process's deadline, in the colour of what is wrong where it was missed; with paper around it, to be seen on bars. */
function paintDeadline(frame: Frame, { row, top, height }: PlacedRow): void {
  const { context, view: { model: { deadlines }, theme, window } } = frame;
  const time = deadlines?.time[row.subject] ?? NaN;
  if (!(time >= window.from && time <= window.to)) return;
  const [right, upper, lower] = [frame.x(time), frame.y(top) + frame.px(2), frame.y(top + height) - frame.px(2)];
  const [left, size] = [right - frame.px(2), frame.px(7)];
  context.beginPath();
  context.moveTo(right, lower);
  context.lineTo(right, upper);
  context.lineTo(left, upper);
  context.lineTo(left - size, upper + size / 2);
  context.lineTo(left, upper + size);
  context.lineTo(left, lower);
  context.closePath();
  context.strokeStyle = theme.paper;
  context.lineWidth = frame.px(2.5);
  context.stroke();
  context.fillStyle = deadlines!.isMissed[row.subject] === 1 ? theme.lock : theme.ink;
  context.fill();
}

function paintNames(frame: Frame, placed: readonly PlacedRow[]): void {
  const { context, left, top, bottom, view: { theme, model, cursorRow, words } } = frame;
  context.fillStyle = theme.paper;
  context.fillRect(0, top, left, bottom - top);
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const { row, top: rowTop, height } of placed) {
    const isLookedAt = row === cursorRow;
    const font = frame.font(NAME_SIZE, isLookedAt ? 700 : 400);
    const text = frame.fitText(font, model.name(row, words), left - frame.px(12));
    context.font = font;
    context.fillStyle = isLookedAt ? theme.ink : theme.faint;
    context.fillText(text, left - frame.px(8), (frame.y(rowTop) + frame.y(rowTop + height)) / 2);
  }
}

/** The tick that is looked at: a line, the width of the tick where that can be seen, and its number on the axis. */
function paintCursor(frame: Frame, placed: readonly PlacedRow[]): void {
  const { context, left, right, top, bottom, view: { cursor, cursorRow, theme, window } } = frame;
  if (cursor === null || cursor < window.from - 1 || cursor > window.to) return;
  const from = Math.max(left, frame.x(cursor));
  const to = Math.min(right, frame.x(cursor + 1));
  context.fillStyle = theme.accent;
  if (to - from > frame.px(3)) {
    context.globalAlpha = 0.16;
    context.fillRect(from, top, to - from, bottom - top);
    context.globalAlpha = 1;
  }
  if (frame.x(cursor) >= left) context.fillRect(from, top, frame.px(1.5), bottom - top);
  const looked = placed.find(({ row }) => row === cursorRow);
  if (looked !== undefined) {
    const [rowTop, rowBottom] = [Math.max(top, frame.y(looked.top)), frame.y(looked.top + looked.height)];
    context.strokeStyle = theme.accent;
    context.lineWidth = frame.px(2);
    const half = context.lineWidth / 2;
    const width = Math.max(to - from, frame.px(4));
    context.strokeRect(from + half, rowTop + half, width - 2 * half, rowBottom - rowTop - 2 * half);
  }
  paintBadge(frame);
}

/** Where the number of the tick that is looked at stands on the axis; `null` where it is out of sight. */
function badgeOf(frame: Frame): { x: number; width: number; text: string; font: string } | null {
  const { left, right, view: { cursor, window } } = frame;
  if (cursor === null || cursor < window.from - 1 || cursor > window.to) return null;
  const font = frame.font(NUMBER_SIZE, 700);
  const text = formatCount(cursor);
  const width = frame.textWidth(font, text) + frame.px(8);
  const x = Math.min(Math.max(left, frame.x(cursor) - width / 2), right - width);
  return { x, width, text, font };
}

function paintBadge(frame: Frame): void {
  const badge = badgeOf(frame);
  if (badge === null) return;
  const { context, top, view: { theme } } = frame;
  context.fillStyle = theme.accent;
  context.fillRect(badge.x, frame.px(2), badge.width, top - frame.px(4));
  context.fillStyle = theme.paper;
  context.font = badge.font;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(badge.text, badge.x + frame.px(4), top / 2);
}
