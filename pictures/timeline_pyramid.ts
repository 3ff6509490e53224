/**
 * A timeline of any length that becomes a picture of any width in time that does not grow with the segments that a pixel
 * hides: the segments of each CPU as columns, and over them a pyramid of which is the longest of 16, 256, 4,096 and so on.
 *
 * It is built once while the run drains, O(1) a segment. What a column of the picture shows is then found without looking
 * at the segments in it: the longest by the pyramid, the busy time as a difference of two running sums.
 *
 * @module
 */

import type { Segment } from "../engine/result.ts";

/** Entries of one level that are one entry of the next. */
const FANOUT = 16;

/** A column in which nothing ran has this place among the segments. */
const NOTHING = -1;

const KINDS: readonly Segment["kind"][] = ["run", "switch", "migration", "warmup"];

/**
 * What one column of a picture shows of one CPU.
 *
 * @category Model
 */
export interface PyramidColumn {
  /** The segment that takes most of the column; `null` where the CPU was idle all of it. */
  readonly longest: Segment | null;
  /** Segments that are in the column, in whole or in part. */
  readonly segments: number;
  /** Share of the column in which the CPU was busy or switching, from 0 to 1. */
  readonly busyShare: number;
}

/** The longest segments of blocks of one size: their places, and their ticks beside each other for a quick look. */
interface Level {
  index: Uint32Array;
  ticks: Float64Array;
}

/**
 * Columns that grow. Bytes are doubled when they are used up, so that adding is O(1) on average.
 */
class Lane {
  count = 0;
  start = new Float64Array(FANOUT);
  end = new Float64Array(FANOUT);
  pid = new Float64Array(FANOUT);
  kind = new Uint8Array(FANOUT);
  /** Busy ticks before each block of {@linkcode FANOUT} segments. */
  busyBefore = new Float64Array(1);
  /** By level, for each block of FANOUT to the power of level + 1 that is whole: its longest segment. */
  readonly levels: Level[] = [];
  #busy = 0;

  add({ start, end, pid, kind }: Segment): void {
    const index = this.count;
    if (index === this.start.length) this.#grow(index * 2);
    if (index % FANOUT === 0) this.busyBefore[index / FANOUT] = this.#busy;
    this.start[index] = start;
    this.end[index] = end;
    this.pid[index] = pid;
    this.kind[index] = KINDS.indexOf(kind);
    this.#busy += end - start;
    this.count = index + 1;
    for (let level = 0, size = FANOUT; this.count % size === 0; level++, size *= FANOUT) this.#closeBlock(level, size);
  }

  /** Ticks of the segment at a place. */
  ticks(index: number): number {
    return this.end[index] - this.start[index];
  }

  /** The first segment that ends after `time`, at `from` or later. O(log of the segments between). */
  endingAfter(time: number, from: number): number {
    return this.#gallop(from, (index) => this.end[index] > time);
  }

  /** The first segment that begins at `time` or after it, at `from` or later. O(log of the segments between). */
  beginningAt(time: number, from: number): number {
    return this.#gallop(from, (index) => this.start[index] >= time);
  }

  /** Ticks before `time` in which the CPU was busy; `index` is the first segment that ends after it. O(FANOUT). */
  busyUntil(time: number, index: number): number {
    if (index === this.count) return this.#busy;
    const block = Math.floor(index / FANOUT);
    let ticks = this.busyBefore[block];
    for (let each = block * FANOUT; each < index; each++) ticks += this.ticks(each);
    return ticks + Math.max(0, time - this.start[index]);
  }

  /** The longest of the segments from `from` up to, not including, `to`. O(FANOUT log segments). */
  longestOf(from: number, to: number): number {
    let best = NOTHING;
    let bestTicks = -1;
    for (let index = from; index < to;) {
      // The largest blocks that begin here and end in time, one after another.
      let size = 1;
      let level = NOTHING;
      while (index % (size * FANOUT) === 0 && index + size * FANOUT <= to) {
        size *= FANOUT;
        level += 1;
      }
      const ticks = level === NOTHING ? this.ticks(index) : this.levels[level].ticks[index / size];
      if (ticks > bestTicks) {
        bestTicks = ticks;
        best = level === NOTHING ? index : this.levels[level].index[index / size];
      }
      index += size;
    }
    return best;
  }

  #closeBlock(level: number, size: number): void {
    const block = this.count / size - 1;
    const own = this.levels[level] ??= { index: new Uint32Array(FANOUT), ticks: new Float64Array(FANOUT) };
    if (block === own.index.length) {
      own.index = grown(own.index, new Uint32Array(block * 2));
      own.ticks = grown(own.ticks, new Float64Array(block * 2));
    }
    const below = this.levels[level - 1];
    const first = block * FANOUT;
    let best = NOTHING;
    let bestTicks = -1;
    for (let entry = first; entry < first + FANOUT; entry++) {
      const ticks = level === 0 ? this.ticks(entry) : below.ticks[entry];
      if (ticks > bestTicks) [best, bestTicks] = [level === 0 ? entry : below.index[entry], ticks];
    }
    own.index[block] = best;
    own.ticks[block] = bestTicks;
  }

  #gallop(from: number, isThere: (index: number) => boolean): number {
    let step = 1;
    let low = from;
    while (low + step < this.count && !isThere(low + step)) {
      low += step;
      step *= 2;
    }
    if (low < this.count && isThere(low)) return low;
    let high = Math.min(this.count, low + step);
    // Not at `low`, and from `high` on.
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (isThere(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  #grow(length: number): void {
    this.start = grown(this.start, new Float64Array(length));
    this.end = grown(this.end, new Float64Array(length));
    this.pid = grown(this.pid, new Float64Array(length));
    this.kind = grown(this.kind, new Uint8Array(length));
    this.busyBefore = grown(this.busyBefore, new Float64Array(length / FANOUT));
  }
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(column: T, larger: T): T {
  larger.set(column);
  return larger;
}

/**
 * The timeline of a run, to be looked at from any distance. 26 bytes a segment.
 *
 * @example Ten thousand segments in four columns
 * ```ts
 * import { TimelinePyramid } from "@quanta/quanta/pictures";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 5_000 }, { bursts: 5_000 }] };
 * const simulation = new Simulation(workload, { policy: "rr", quantum: 1, timeline: "full" });
 * const pyramid = new TimelinePyramid();
 * await simulation.run({ onRecorded: (segments) => pyramid.add(segments) });
 *
 * const columns = pyramid.columns(0, { from: 0, to: 10_000, columns: 4 });
 * assertEquals(columns.map(({ segments, busyShare }) => [segments, busyShare]), [
 *   [2_500, 1],
 *   [2_500, 1],
 *   [2_500, 1],
 *   [2_500, 1],
 * ]);
 * ```
 * @category Model
 */
export class TimelinePyramid {
  readonly #lanes: Lane[] = [];

  /** Adds what was recorded next: of each CPU in order of time, as a simulation drains it. O(1) a segment. */
  add(segments: readonly Segment[]): void {
    for (const segment of segments) {
      while (this.#lanes.length <= segment.cpu) this.#lanes.push(new Lane());
      this.#lanes[segment.cpu].add(segment);
    }
  }

  /** Segments in all. */
  get segments(): number {
    return this.#lanes.reduce((sum, { count }) => sum + count, 0);
  }

  /**
   * What each of `columns` equal parts of the time from `from` to `to` shows of a CPU. O(columns x log segments).
   *
   * @throws {RangeError} If `to` is not after `from`, or `columns` is not a whole number from 1.
   */
  columns(cpu: number, { from, to, columns }: { from: number; to: number; columns: number }): PyramidColumn[] {
    if (!(to > from)) throw new RangeError(`Cannot draw a timeline: to must be after from (${from}), got ${to}`);
    if (!Number.isInteger(columns) || columns < 1) {
      throw new RangeError(`Cannot draw a timeline: columns must be a whole number from 1, got ${columns}`);
    }
    const lane = this.#lanes[cpu];
    if (lane === undefined) {
      return Array.from({ length: columns }, () => ({ longest: null, segments: 0, busyShare: 0 }));
    }
    const edge = (column: number) => column === columns ? to : from + (to - from) * (column / columns);
    let first = lane.endingAfter(from, 0);
    let busy = lane.busyUntil(from, first);
    return Array.from({ length: columns }, (_, column) => {
      const [begin, end] = [edge(column), edge(column + 1)];
      const past = lane.beginningAt(end, first);
      const next = lane.endingAfter(end, Math.max(first, past - 1));
      const busyNext = lane.busyUntil(end, next);
      const seen = {
        longest: segmentAt(lane, cpu, mostOf(lane, first, past, begin, end)),
        segments: past - first,
        busyShare: Math.min(1, Math.max(0, (busyNext - busy) / (end - begin))),
      };
      [first, busy] = [next, busyNext];
      return seen;
    });
  }
}

/** Which segment from `first` up to `past` takes most of the time from `begin` to `end`: all but the outermost are whole. */
function mostOf(lane: Lane, first: number, past: number, begin: number, end: number): number {
  if (past === first) return NOTHING;
  const within = (index: number) => Math.min(end, lane.end[index]) - Math.max(begin, lane.start[index]);
  let best = first;
  const inner = lane.longestOf(first + 1, past - 1);
  for (const index of [inner, past - 1]) if (index !== NOTHING && within(index) > within(best)) best = index;
  return best;
}

function segmentAt(lane: Lane, cpu: number, index: number): Segment | null {
  if (index === NOTHING) return null;
  return { cpu, pid: lane.pid[index], start: lane.start[index], end: lane.end[index], kind: KINDS[lane.kind[index]] };
}
