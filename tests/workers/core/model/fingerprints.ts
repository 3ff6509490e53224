/**
 * A set of texts that keeps 62 bits of each, so that tens of millions fit: a Set holds no more than 2^24, and a gigabyte before that.
 *
 * Two texts are taken for one with a probability of n^2 / 2^63: for 20 million, once in 20,000 explorations. Then a state is left out; nothing
 * wrong is ever said of a run that was visited.
 *
 * @module
 */

const CAPACITY_FIRST = 1 << 12;
/** Of the places; fuller, searches become long. */
const LOAD_MAX = 0.7;

/** See above. */
export class Fingerprints {
  /** Pairs of 31 bits, by linear probing; a pair of zeros is a free place. */
  #pairs = new Int32Array(2 * CAPACITY_FIRST);
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds a text; false where it was there already. */
  add(text: string): boolean {
    let low = 0x2545f491;
    let high = 0x5bd1e995;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      low = Math.imul(low ^ code, 0x01000193);
      low ^= low >>> 15;
      high = Math.imul(high ^ code, 0x85ebca6b);
      high ^= high >>> 13;
    }
    if (!this.#put(low & 0x7fffffff, (high & 0x7fffffff) || 1)) return false;
    this.#size += 1;
    if (this.#size > LOAD_MAX * this.#pairs.length / 2) this.#grow();
    return true;
  }

  #put(low: number, high: number): boolean {
    const pairs = this.#pairs;
    const mask = pairs.length / 2 - 1;
    for (let place = (low ^ Math.imul(high, 0x9e3779b1)) & mask;; place = (place + 1) & mask) { // ends: there are free places
      const found = pairs[2 * place + 1];
      if (found === 0) {
        pairs[2 * place] = low;
        pairs[2 * place + 1] = high;
        return true;
      }
      if (found === high && pairs[2 * place] === low) return false;
    }
  }

  #grow(): void {
    const old = this.#pairs;
    this.#pairs = new Int32Array(2 * old.length);
    for (let index = 0; index < old.length; index += 2) {
      if (old[index + 1] !== 0) this.#put(old[index], old[index + 1]);
    }
  }
}
