/**
 * The Gantt chart of one CPU as a line of text: who ran when, with idle time and context switches.
 *
 * @module
 */

import type { Segment } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { columnOf, type TimeScale } from "../../pictures/scale.ts";
import { padEnd, widthOf } from "../../pictures/width.ts";
import type { Say } from "../../pictures/words/language.ts";
import type { Style } from "../io.ts";

/** Nobody runs. */
export const IDLE_GLYPH = "·";

/** The CPU switches to another process. */
const SWITCH_GLYPH = "×";

/** The CPU moves a process from another one. */
const MIGRATION_GLYPH = "»";

/** A process executes with a cold cache. */
const WARMUP_GLYPH = "▪";

/** Several processes share a column that is this busy or busier. */
const SHARED_GLYPHS: readonly { share: number; glyph: string }[] = [
  { share: 1 / 2, glyph: "▓" },
  { share: 0, glyph: "▒" },
];

/** The glyphs for columns that several processes share, for legends. */
export const SHARED_LEGEND = "▒▓";

/** Columns from `from` to `to` that one thing fills. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly content: "idle" | "switch" | "migration" | "warmup" | "shared" | number;
  /** Of a shared column: how much of it is busy. */
  readonly busyShare: number;
}

/** What a strip shows, so that a legend explains no more than that. */
export interface StripContents {
  hasIdle: boolean;
  hasSwitch: boolean;
  hasMigration: boolean;
  hasWarmup: boolean;
  hasShared: boolean;
  /** Processes that were drawn as symbols, because their names did not fit. */
  readonly symbolPids: Set<number>;
}

/** The signs for what a CPU spends on a process before it gets on, in the order of the legend. */
export function overheadLegend(contents: StripContents, say: Say): string[] {
  const entries: string[] = [];
  if (contents.hasSwitch) entries.push(`${SWITCH_GLYPH} ${say("context switch")}`);
  if (contents.hasMigration) entries.push(`${MIGRATION_GLYPH} ${say("migration")}`);
  if (contents.hasWarmup) entries.push(`${WARMUP_GLYPH} ${say("running with a cold cache")}`);
  return entries;
}

/** Contents of no strip yet; drawing adds to it. */
export function noContents(): StripContents {
  return {
    hasIdle: false,
    hasSwitch: false,
    hasMigration: false,
    hasWarmup: false,
    hasShared: false,
    symbolPids: new Set(),
  };
}

/** Draws the segments of one CPU, which are in order of time. Adds to `contents` what it drew. */
export function renderStrip(
  segments: readonly Segment[],
  scale: TimeScale,
  labels: ProcessLabels,
  style: Style,
  contents: StripContents,
): string {
  const stretches = scale.ticksPerColumn === 1 ? exactStretches(segments, scale) : coarseStretches(segments, scale);
  let line = "";
  for (const stretch of stretches) line += drawStretch(stretch, labels, style, contents);
  return line + style.dim("│");
}

function drawStretch(stretch: Stretch, labels: ProcessLabels, style: Style, contents: StripContents): string {
  const columns = stretch.to - stretch.from;
  switch (stretch.content) {
    case "idle":
      contents.hasIdle = true;
      return style.dim(columns > 1 ? "│" + IDLE_GLYPH.repeat(columns - 1) : IDLE_GLYPH);
    case "switch":
      contents.hasSwitch = true;
      return style.dim(SWITCH_GLYPH.repeat(columns));
    case "migration":
      contents.hasMigration = true;
      return style.dim(MIGRATION_GLYPH.repeat(columns));
    case "warmup":
      contents.hasWarmup = true;
      return style.dim(WARMUP_GLYPH.repeat(columns));
    case "shared":
      contents.hasShared = true;
      return style.dim(SHARED_GLYPHS.find(({ share }) => stretch.busyShare >= share)?.glyph.repeat(columns) ?? "");
    default: {
      const pid = stretch.content;
      const room = columns === 1 ? 1 : columns - 1;
      const name = labels.name(pid);
      const isNamed = widthOf(name) <= room;
      if (!isNamed) contents.symbolPids.add(pid);
      const text = padEnd(isNamed ? name : labels.symbol(pid), room);
      return style.onProcess(labels.index(pid), columns === 1 ? text : `│${text}`);
    }
  }
}

/** One stretch per segment and per gap: for scales in which every tick has its columns. */
function exactStretches(segments: readonly Segment[], scale: TimeScale): Stretch[] {
  const stretches: Stretch[] = [];
  let column = 0;
  const fill = (to: number, content: Stretch["content"]) => {
    if (to > column) stretches.push({ from: column, to, content, busyShare: 0 });
    column = Math.max(column, to);
  };
  for (const segment of segments) {
    if (segment.end <= scale.start || segment.start >= scale.end) continue;
    fill(columnOf(scale, Math.max(segment.start, scale.start)), "idle");
    fill(columnOf(scale, Math.min(segment.end, scale.end)), segment.kind === "run" ? segment.pid : segment.kind);
  }
  fill(scale.columns, "idle");
  return stretches;
}

/** Columns of several ticks: one process alone in neighbouring columns is one stretch, shared columns are shaded. */
function coarseStretches(segments: readonly Segment[], scale: TimeScale): Stretch[] {
  const columns = Array.from({ length: scale.columns }, () => ({ busy: 0, switching: 0, pid: -1, isShared: false }));
  for (const segment of segments) {
    const from = Math.max(segment.start, scale.start);
    const to = Math.min(segment.end, scale.end);
    for (let column = Math.floor(columnOf(scale, from)); column < columnOf(scale, to); column++) {
      const columnStart = scale.start + column * scale.ticksPerColumn;
      const ticks = Math.min(to, columnStart + scale.ticksPerColumn) - Math.max(from, columnStart);
      const cell = columns[column];
      if (segment.kind === "switch" || segment.kind === "migration") {
        cell.switching += ticks;
        continue;
      }
      cell.busy += ticks;
      if (cell.pid !== -1 && cell.pid !== segment.pid) cell.isShared = true;
      cell.pid = segment.pid;
    }
  }
  const stretches: Stretch[] = [];
  columns.forEach((cell, column) => {
    const content = cell.isShared
      ? "shared"
      : cell.pid !== -1
      ? cell.pid
      : cell.switching * 2 > scale.ticksPerColumn
      ? "switch"
      : "idle";
    const last = stretches.at(-1);
    if (last !== undefined && last.content === content && content !== "shared") {
      stretches[stretches.length - 1] = { ...last, to: column + 1 };
    } else {
      const busyShare = (cell.busy + cell.switching) / scale.ticksPerColumn;
      stretches.push({ from: column, to: column + 1, content, busyShare });
    }
  });
  return stretches;
}
