/**
 * The row of each process of a workload by its pid, in typed arrays: a map of twenty million entries would be more than
 * JavaScript allows.
 *
 * @module
 */

/** Spreads the bits of a key over 32 (Knuth's multiplicative hashing). */
const MULTIPLIER = 2654435761;

/** A hash table with open addressing; at most half of it is taken. */
export class RowsByPid {
  readonly #pids: Float64Array;
  /** Rows from 1; 0 is a free place. */
  readonly #places: Uint32Array;

  /** Enters all pids, each of which stands once. O(pids). */
  constructor(pids: Float64Array) {
    this.#pids = pids;
    this.#places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * pids.length + 2)));
    for (let row = 0; row < pids.length; row++) {
      let place = this.#placeOf(pids[row]);
      while (this.#places[place] !== 0) place = (place + 1) % this.#places.length;
      this.#places[place] = row + 1;
    }
  }

  /** The row of a pid, from 0; -1 where there is none. */
  find(pid: number): number {
    for (let place = this.#placeOf(pid); this.#places[place] !== 0; place = (place + 1) % this.#places.length) {
      if (this.#pids[this.#places[place] - 1] === pid) return this.#places[place] - 1;
    }
    return -1;
  }

  #placeOf(pid: number): number {
    const folded = (pid >>> 0) ^ Math.floor(pid / 2 ** 32);
    return (Math.imul(folded, MULTIPLIER) >>> 0) % this.#places.length;
  }
}
