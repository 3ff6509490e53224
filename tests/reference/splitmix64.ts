/**
 * The generator of the lottery, written from its paper with big integers: G. Steele, D. Lea, C. Flood, "Fast Splittable
 * Pseudorandom Number Generators", OOPSLA 2014.
 *
 * @module
 */

const MASK = (1n << 64n) - 1n;

/** Random numbers of 64 bits from a seed. */
export class SplitMix64 {
  #state: bigint;

  constructor(seed: number) {
    this.#state = BigInt(seed);
  }

  /** The next number, from 0 to 2^64 - 1. */
  next(): bigint {
    this.#state = (this.#state + 0x9e3779b97f4a7c15n) & MASK;
    let mixed = this.#state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return mixed ^ (mixed >> 31n);
  }

  /** A number from 0 to `count` - 1, each as likely as the others. */
  below(count: number): number {
    const bound = BigInt(count);
    const fair = (1n << 64n) / bound * bound;
    for (;;) {
      const number = this.next();
      if (number < fair) return Number(number % bound);
    }
  }
}
