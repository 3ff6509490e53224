/**
 * Ticks spent over time, in a fixed number of buckets of equal width that doubles as time goes on: a picture of a run of
 * any length in bounded memory, without knowing its end beforehand.
 *
 * @module
 */

/** Buckets kept; at least half of them are in use once a run is that long. */
const BUCKETS = 1024;

/**
 * Ticks that are spent on something, by when.
 *
 * @example
 * ```ts
 * import { TimeBuckets } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const busy = new TimeBuckets(0);
 * busy.add(0, 5);
 * assertEquals(busy.perTick(10, 2), [1, 0]); // the first half of ten ticks, and not the second
 * ```
 *
 * @category Model
 */
export class TimeBuckets {
  readonly #start: number;
  #width = 1;
  #ticks = new Float64Array(BUCKETS);

  /** Counts from `start` on; what lies before is not counted. */
  constructor(start: number) {
    this.#start = start;
  }

  /** Adds the ticks from `start` up to, not including, `end`. O(buckets they touch). */
  add(start: number, end: number): void {
    const from = Math.max(0, start - this.#start);
    const to = end - this.#start;
    while (to > BUCKETS * this.#width) this.#double();
    for (let index = Math.floor(from / this.#width); index * this.#width < to; index++) {
      const ticks = Math.min(to, (index + 1) * this.#width) - Math.max(from, index * this.#width);
      if (ticks > 0) this.#ticks[index] += ticks;
    }
  }

  /** Mean ticks spent per tick in each of `columns` equal parts of the time up to `end`, where the run ended. */
  perTick(end: number, columns: number): number[] {
    const span = end - this.#start;
    const partTicks = span / columns;
    return Array.from({ length: columns }, (_, column) => {
      const from = column * partTicks;
      const to = (column + 1) * partTicks;
      let ticks = 0;
      for (let index = Math.floor(from / this.#width); index < BUCKETS && index * this.#width < to; index++) {
        const bucketStart = index * this.#width;
        const bucketEnd = Math.min(bucketStart + this.#width, span);
        const overlap = Math.min(to, bucketEnd) - Math.max(from, bucketStart);
        if (overlap > 0) ticks += this.#ticks[index] * overlap / (bucketEnd - bucketStart);
      }
      return partTicks === 0 ? 0 : ticks / partTicks;
    });
  }

  #double(): void {
    const doubled = new Float64Array(BUCKETS);
    for (let index = 0; index < BUCKETS; index++) doubled[index >> 1] += this.#ticks[index];
    this.#ticks = doubled;
    this.#width *= 2;
  }
}
