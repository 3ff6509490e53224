/**
 * How spans look: bars of processes in their colours, lines of those that wait, a step for how many are ready.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import { patternIndex } from "../../pictures/palette.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import type { SpanLane } from "../../pictures/span_lane.ts";
import type { Activity } from "../../pictures/state_intervals.ts";
import { ACTIVITIES, MIGRATED } from "./chart_data.ts";
import type { ChartRow } from "./chart_model.ts";
import type { Frame } from "./frame.ts";
import type { PlacedRow } from "./layout.ts";
import { barInk } from "./theme.ts";

/** How a span looks. */
export interface SpanLook {
  readonly shape: "bar" | "thin" | "line" | "step";
  readonly fill: string;
  /** The process whose pattern it has; `null` for none. */
  readonly process: number | null;
  /** Of lines, dash and gap in CSS pixels; empty where it is whole. */
  readonly dashes: readonly number[];
  /** Of steps, from 0 to 1. */
  readonly share: number;
  readonly opacity: number;
  /** What is written on it: the first that fits. */
  readonly text: readonly string[];
  readonly textColor: string;
  /** Whether the text needs paper behind it: a pattern or a line is there. */
  readonly isTextBacked: boolean;
  readonly isMigrated: boolean;
}

/** The largest key of a value: kinds are added to its multiples. */
const KINDS = 16;

/** More than the CPUs of any machine. */
const CPUS = 65_536;

/** How strong the system's ink is where it stands for a colour that is a background. */
const FORCED_OPACITY = 0.3;

const RUNNING = ACTIVITIES.indexOf("running");

/** The looks of one frame. Each is made once for a value and a kind of a group of rows. */
export class SpanLooks {
  readonly #frame: Frame;
  readonly #made = new Map<ChartRow["group"], Map<number, SpanLook>>();

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  /** Equal for spans of a row that look alike. */
  key({ group, index }: ChartRow, value: number, kind: number): number {
    // Whose row it is says the process; the value, which CPU it has, shows only where there is room for it.
    return group === "processes" ? index * KINDS + kind : value * KINDS + kind % MIGRATED;
  }

  /** Whether a kind of a process's spans is that in which it runs. */
  isRunning(kind: number): boolean {
    return kind === RUNNING;
  }

  /** The look of a span. */
  of(row: ChartRow, lane: SpanLane, index: number): SpanLook {
    const isMigrated = row.group === "processes"
      ? this.#frame.view.model.isMigrated(row, index)
      : row.group === "cpus" && lane.kind[index] >= MIGRATED;
    return this.#look(row, lane, index, isMigrated);
  }

  /** The look of a column in which a span takes most: marks of single spans are not to be seen there. */
  ofColumn(row: ChartRow, lane: SpanLane, index: number): SpanLook {
    return this.#look(row, lane, index, false);
  }

  #look(row: ChartRow, lane: SpanLane, index: number, isMigrated: boolean): SpanLook {
    const [value, kind] = [lane.value[index], lane.kind[index]];
    let looks = this.#made.get(row.group);
    if (looks === undefined) this.#made.set(row.group, looks = new Map());
    const key = ((row.group === "processes" ? row.index * CPUS + value + 1 : value) * KINDS + kind) * 2 +
      Number(isMigrated);
    let look = looks.get(key);
    if (look === undefined) looks.set(key, look = { ...this.#make(row, value, kind), isMigrated });
    return look;
  }

  /** The height in which a text stands: on a step that is high enough, otherwise above it. */
  textMiddle({ shape, share }: SpanLook, { top, height }: PlacedRow): number {
    const frame = this.#frame;
    const [upper, lower] = [frame.y(top), frame.y(top + height)];
    if (shape !== "step") return (upper + lower) / 2;
    const inset = frame.px(3);
    const tall = (lower - upper - 2 * inset) * share;
    return lower - inset - (tall >= frame.px(13) ? tall / 2 : tall + frame.px(7));
  }

  /** Paints a look from one device pixel to another. */
  paint(look: SpanLook, { top, height }: PlacedRow, from: number, to: number): void {
    const frame = this.#frame;
    const { context, view: { theme } } = frame;
    const [upper, lower] = [frame.y(top), frame.y(top + height)];
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * look.opacity;
    context.fillStyle = look.fill;
    if (look.shape === "line") this.#paintLine(look, (upper + lower) >> 1, from, to);
    else {
      const inset = frame.px(look.shape === "thin" ? height / 3 : 3);
      const tallest = lower - upper - 2 * inset;
      const tall = look.shape === "step" ? Math.max(1, Math.round(tallest * look.share)) : tallest;
      const y = lower - inset - tall;
      context.fillRect(from, y, to - from, tall);
      const place = look.process === null || frame.view.patterns === null ? null : patternIndex(look.process);
      if (place !== null) {
        const pattern = frame.view.patterns!.pattern(context, place);
        if (pattern !== null) context.fillStyle = pattern;
        context.fillRect(from, y, to - from, tall);
      }
      if (theme.isForced && look.shape === "bar" && to - from > 2) {
        context.strokeStyle = theme.ink;
        context.lineWidth = frame.px(1);
        const half = context.lineWidth / 2;
        context.strokeRect(from + half, y + half, to - from - 2 * half, tall - 2 * half);
      }
    }
    context.globalAlpha = alpha;
  }

  /** A line of dashes as rectangles, which is much faster than a stroke with dashes, and stays where it is while panning. */
  #paintLine({ dashes }: SpanLook, middle: number, from: number, to: number): void {
    const frame = this.#frame;
    const thick = frame.px(2.5);
    const y = middle - (thick >> 1);
    const [dash, gap] = dashes.map((each) => frame.px(each));
    if (dash === undefined || to - from <= dash) {
      frame.context.fillRect(from, y, to - from, thick);
      return;
    }
    for (let x = from; x < to; x += dash + gap) frame.context.fillRect(x, y, Math.min(dash, to - x), thick);
  }

  #make(row: ChartRow, value: number, kind: number): SpanLook {
    const { view: { theme, model } } = this.#frame;
    const plain: SpanLook = {
      shape: "bar",
      fill: theme.switching,
      process: null,
      dashes: [],
      share: 1,
      opacity: 1,
      text: [],
      textColor: theme.ink,
      isTextBacked: false,
      isMigrated: false,
    };
    if (row.group === "processes") return this.#makeState(plain, row.subject, ACTIVITIES[kind], value);
    if (row.group === "ready") {
      const share = value / model.readyMost;
      const opacity = theme.isForced ? FORCED_OPACITY : 1;
      return { ...plain, shape: "step", fill: theme.ready, share, opacity, text: [formatCount(value)] };
    }
    const ink = barInk(value, theme);
    const inked = { fill: ink.fill, process: value, textColor: ink.text, isTextBacked: theme.isForced };
    const pid = model.labels.pid(value);
    const text = namesOf(model.labels, pid);
    if (row.group === "locks") {
      return { ...plain, shape: "line", fill: theme.lock, dashes: [6, 3], text, isTextBacked: true };
    }
    const number = row.group === "cpus" ? kind % MIGRATED : 0;
    if (number === 0) return { ...plain, ...inked, text };
    return overhead(plain, number === 2, number === 3);
  }

  #makeState(plain: SpanLook, process: number, activity: Activity, value: number): SpanLook {
    const { view: { theme, model } } = this.#frame;
    const ink = barInk(process, theme);
    switch (activity) {
      case "running": {
        const cpus = value < -1 ? `×${-value}` : String(value);
        const text = model.groups.cpus.length > 1 && value !== -1 ? [`CPU ${cpus}`, cpus] : [];
        return { ...plain, fill: ink.fill, process, text, textColor: ink.text, isTextBacked: theme.isForced };
      }
      case "switching":
      case "migrating":
      case "warming":
        return overhead(plain, activity === "migrating", activity === "warming");
      case "ready":
        return { ...plain, shape: "thin", fill: theme.ready, opacity: theme.isForced ? FORCED_OPACITY : 1 };
      case "lock":
        return { ...plain, shape: "line", fill: theme.lock, dashes: [6, 3] };
      case "device":
        return { ...plain, shape: "line", fill: theme.isForced ? theme.ink : ink.fill };
      default:
        return { ...plain, shape: "line", fill: theme.faint, dashes: [2, 4] };
    }
  }
}

/** What a bar says of its process, the first that fits: its name, or what anybody knows again without a key. */
function namesOf(labels: ProcessLabels, pid: number): string[] {
  const name = labels.name(pid);
  if (labels.symbolsAreInitials) return [name, labels.symbol(pid)];
  return name === `P${pid}` ? [name, String(pid)] : [name];
}

/** Time of a CPU in which nobody gets on: a bar for a switch, a thin one for a migration, a pale one for a cold cache. */
function overhead(plain: SpanLook, isMigration: boolean, isWarmUp: boolean): SpanLook {
  return { ...plain, shape: isMigration ? "thin" : "bar", opacity: isWarmUp ? 0.6 : 1 };
}
