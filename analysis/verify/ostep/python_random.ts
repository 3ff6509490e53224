/**
 * The random numbers of CPython's module `random`, from the same seed: OSTEP's programs make their jobs of them.
 *
 * The generator is MT19937 (M. Matsumoto, T. Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform
 * Pseudo-Random Number Generator", ACM TOMACS 8, 1998), seeded by the authors' array initialisation of 2002 with the 32-bit
 * digits of the seed's absolute value, the lowest first. CPython has done so since 2.3; `version` of `random.seed` does
 * not matter for whole numbers.
 *
 * @module
 */

/** Words of the state. */
const SIZE = 624;

/** A word is made from the one this far ahead. */
const SHIFT = 397;

const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;
const TWIST = 0x9908b0df;

/** What `random.seed(seed)` sets up. */
export class PythonRandom {
  readonly #state = new Uint32Array(SIZE);
  #next = SIZE;

  /** Any whole number; Python's are of any size. */
  constructor(seed: bigint) {
    this.#seedByArray(digitsOf(seed < 0n ? -seed : seed));
  }

  /** What `random.random()` gives: 53 random bits as a number from 0 to less than 1. */
  random(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** The generator's next 32 bits. */
  word(): number {
    if (this.#next === SIZE) this.#twist();
    let word = this.#state[this.#next++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #seedByWord(seed: number): void {
    const state = this.#state;
    state[0] = seed;
    for (let index = 1; index < SIZE; index++) state[index] = Math.imul(1812433253, mixed(state[index - 1])) + index;
  }

  #seedByArray(key: readonly number[]): void {
    const state = this.#state;
    this.#seedByWord(19650218);
    let index = 1;
    const advance = () => {
      index++;
      if (index < SIZE) return;
      state[0] = state[SIZE - 1];
      index = 1;
    };
    for (let step = 0; step < Math.max(SIZE, key.length); step++) {
      const digit = step % key.length;
      state[index] = (state[index] ^ Math.imul(1664525, mixed(state[index - 1]))) + key[digit] + digit;
      advance();
    }
    for (let step = 1; step < SIZE; step++) {
      state[index] = (state[index] ^ Math.imul(1566083941, mixed(state[index - 1]))) - index;
      advance();
    }
    state[0] = UPPER_BIT;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < SIZE; index++) {
      const word = (state[index] & UPPER_BIT) | (state[(index + 1) % SIZE] & LOWER_BITS);
      state[index] = state[(index + SHIFT) % SIZE] ^ (word >>> 1) ^ (word & 1 ? TWIST : 0);
    }
    this.#next = 0;
  }
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}

/** The digits of a number to the base 2^32, the lowest first; at least one. */
function digitsOf(value: bigint): number[] {
  const digits = [Number(value & 0xffffffffn)];
  for (let rest = value >> 32n; rest > 0n; rest >>= 32n) digits.push(Number(rest & 0xffffffffn));
  return digits;
}
