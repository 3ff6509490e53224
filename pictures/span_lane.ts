/**
 * Spans of one row, in order of time and none over another, that become a picture of any width in time that does not grow
 * with the spans that a pixel hides: columns, and over them a pyramid of which is the longest of 16, 256, 4,096 and so on.
 *
 * What a column of the picture shows is found without looking at the spans in it: the longest by the pyramid, the covered
 * time as a difference of two running sums.
 *
 * @module
 */

/** Entries of one level that are one entry of the next. */
const FANOUT = 16;

/** A column in which there is nothing has this place among the spans. */
export const NOTHING = -1;

/** The part of time that is looked at, in equal columns. */
export interface SampledWindow {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

/** What each column shows; written by {@linkcode SpanLane.sample}, so that a frame allocates nothing. */
export interface LaneSamples {
  /** The span that takes most of the column; {@linkcode NOTHING} where there is none. */
  readonly longest: Int32Array;
  /** Spans that are in the column, in whole or in part. */
  readonly spans: Uint32Array;
  /** Share of the column that is covered, from 0 to 1. */
  readonly share: Float64Array;
}

/** Room for the samples of a window. */
export function laneSamples(columns: number): LaneSamples {
  return {
    longest: new Int32Array(columns),
    spans: new Uint32Array(columns),
    share: new Float64Array(columns),
  };
}

/** Spans as columns, in order of time. */
export interface SpanColumns {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Whose or what it is; its meaning is the row's. */
  readonly value: Float64Array | Int32Array;
  readonly kind: Uint8Array;
}

/** The longest spans of blocks of one size: their places, and their ticks beside each other for a quick look. */
interface Level {
  index: Uint32Array;
  ticks: Float64Array;
}

/**
 * Columns that grow. Bytes are doubled when they are used up, so that adding is O(1) on average.
 */
export class SpanLane {
  count = 0;
  start: Float64Array = new Float64Array(FANOUT);
  end: Float64Array = new Float64Array(FANOUT);
  value: Float64Array | Int32Array = new Float64Array(FANOUT);
  kind: Uint8Array = new Uint8Array(FANOUT);
  /** Covered ticks before each block of {@linkcode FANOUT} spans. */
  busyBefore: Float64Array = new Float64Array(1);
  /** By level, for each block of FANOUT to the power of level + 1 that is whole: its longest span. */
  readonly levels: Level[] = [];
  #busy = 0;

  /** A lane over columns that are there already; they are kept, not copied. O(spans). */
  static over({ start, end, value, kind }: SpanColumns): SpanLane {
    const lane = new SpanLane();
    Object.assign(lane, { start, end, value, kind, busyBefore: new Float64Array(Math.ceil(start.length / FANOUT)) });
    while (lane.count < start.length) lane.#enter();
    return lane;
  }

  /** Adds what comes next. O(1). */
  add(start: number, end: number, value: number, kind: number): void {
    const index = this.count;
    if (index === this.start.length) this.#grow(index * 2);
    this.start[index] = start;
    this.end[index] = end;
    this.value[index] = value;
    this.kind[index] = kind;
    this.#enter();
  }

  /** Enters the span at `count`, which is in the columns, into the sums and the pyramid. */
  #enter(): void {
    const index = this.count;
    if (index % FANOUT === 0) this.busyBefore[index / FANOUT] = this.#busy;
    this.#busy += this.end[index] - this.start[index];
    this.count = index + 1;
    for (let level = 0, size = FANOUT; this.count % size === 0; level++, size *= FANOUT) this.#closeBlock(level, size);
  }

  /** Ticks of the span at a place. */
  ticks(index: number): number {
    return this.end[index] - this.start[index];
  }

  /** The first span that ends after `time`, at `from` or later. O(log of the spans between). */
  endingAfter(time: number, from = 0): number {
    return this.#gallop(from, (index) => this.end[index] > time);
  }

  /** The first span that begins at `time` or after it, at `from` or later. O(log of the spans between). */
  beginningAt(time: number, from = 0): number {
    return this.#gallop(from, (index) => this.start[index] >= time);
  }

  /** Ticks before `time` that are covered; `index` is the first span that ends after it. O(FANOUT). */
  busyUntil(time: number, index: number): number {
    if (index === this.count) return this.#busy;
    const block = Math.floor(index / FANOUT);
    let ticks = this.busyBefore[block];
    for (let each = block * FANOUT; each < index; each++) ticks += this.ticks(each);
    return ticks + Math.max(0, time - this.start[index]);
  }

  /** The longest of the spans from `from` up to, not including, `to`. O(FANOUT log spans). */
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

  /** The span at a time; {@linkcode NOTHING} where there is none. O(log spans). */
  at(time: number): number {
    const index = this.endingAfter(time);
    return index < this.count && this.start[index] <= time ? index : NOTHING;
  }

  /** Writes what each column of a window shows. O(columns x log spans), and nothing is allocated. */
  sample({ from, to, columns }: SampledWindow, into: LaneSamples): void {
    let first = this.endingAfter(from);
    let busy = this.busyUntil(from, first);
    let begin = from;
    for (let column = 0; column < columns; column++) {
      const end = column + 1 === columns ? to : from + (to - from) * ((column + 1) / columns);
      const past = this.beginningAt(end, first);
      const next = this.endingAfter(end, Math.max(first, past - 1));
      const busyNext = this.busyUntil(end, next);
      into.longest[column] = this.#mostOf(first, past, begin, end);
      into.spans[column] = past - first;
      into.share[column] = Math.min(1, Math.max(0, (busyNext - busy) / (end - begin)));
      [first, busy, begin] = [next, busyNext, end];
    }
  }

  /** Which span from `first` up to `past` takes most of the time from `begin` to `end`: all but the outermost are whole. */
  #mostOf(first: number, past: number, begin: number, end: number): number {
    if (past === first) return NOTHING;
    let best = first;
    let most = Math.min(end, this.end[first]) - Math.max(begin, this.start[first]);
    if (past - first > 2) {
      const inner = this.longestOf(first + 1, past - 1);
      if (this.ticks(inner) > most) [best, most] = [inner, this.ticks(inner)];
    }
    const last = past - 1;
    return Math.min(end, this.end[last]) - Math.max(begin, this.start[last]) > most ? last : best;
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
    this.value = grown(this.value, new Float64Array(length));
    this.kind = grown(this.kind, new Uint8Array(length));
    this.busyBefore = grown(this.busyBefore, new Float64Array(length / FANOUT));
  }
}

function grown<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(column: T, larger: T): T {
  larger.set(column);
  return larger;
}
