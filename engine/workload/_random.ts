/**
 * Random numbers that are the same on every machine: the generator xoshiro128** of D. Blackman and S. Vigna
 * ("Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), and variates made from it with additions,
 * multiplications and divisions only, which IEEE 754 defines to the bit. `Math.log` and `Math.exp` are not
 * used: their last bit is the engine's own affair.
 *
 * @module
 */

const TWO_TO_MINUS_32 = 2 ** -32;
const TWO_TO_MINUS_53 = 2 ** -53;
const LN_2 = 0.6931471805599453;

/** A stream of random numbers. */
export class Random {
  #s0 = 0;
  #s1 = 0;
  #s2 = 0;
  #s3 = 0;

  /**
   * Starts a stream. Streams of one seed with different numbers are independent for every practical purpose.
   *
   * @param seed A whole number from 0 to 2^53 - 1.
   * @param stream A whole number from 0 to 2^32 - 1.
   */
  constructor(seed: number, stream: number) {
    // The state is filled by a generator of another kind, as the authors advise: a counter through a mixing function.
    let counter = mix(mix(mix(stream ^ 0x85ebca6b) ^ Math.floor(seed / 2 ** 32)) ^ seed);
    const next = () => mix(counter = (counter + 0x9e3779b9) | 0);
    // A state of zeros only would stay one.
    this.#setState(next(), next(), next(), next() | 1);
  }

  /**
   * Starts a stream at a given state.
   *
   * @param state Four words of 32 bits, not all of them 0.
   * @returns The stream.
   */
  static fromState([s0, s1, s2, s3]: readonly [number, number, number, number]): Random {
    const random = new Random(0, 0);
    random.#setState(s0, s1, s2, s3);
    return random;
  }

  #setState(s0: number, s1: number, s2: number, s3: number): void {
    this.#s0 = s0 | 0;
    this.#s1 = s1 | 0;
    this.#s2 = s2 | 0;
    this.#s3 = s3 | 0;
  }

  /** The next 32 bits, as a whole number from 0 to 2^32 - 1. */
  uint32(): number {
    const product = Math.imul(this.#s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.#s1 << 9;
    this.#s2 ^= this.#s0;
    this.#s3 ^= this.#s1;
    this.#s1 ^= this.#s2;
    this.#s0 ^= this.#s3;
    this.#s2 ^= shifted;
    this.#s3 = (this.#s3 << 11) | (this.#s3 >>> 21);
    return result >>> 0;
  }

  /** A number from 0 up to, not including, 1, in steps of 2^-53. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 2 ** 26 + low) * TWO_TO_MINUS_53;
  }

  /**
   * An exponential variate of mean 1, always above 0: -ln U, where U is split into a power of two, whose exponent is
   * geometric, and a mantissa from 1 up to 2.
   */
  exponential(): number {
    let exponent = 1;
    let word = this.uint32();
    for (; word === 0; word = this.uint32()) exponent += 32;
    const mantissa = 1 + this.uint32() * TWO_TO_MINUS_32;
    return (exponent + Math.clz32(word)) * LN_2 - logarithm(mantissa);
  }

  /** One of the two whole numbers around `value`, at random such that its mean is `value`. */
  round(value: number): number {
    return Math.floor(value + this.uniform());
  }
}

/** The finaliser of MurmurHash3 (A. Appleby): every bit of the result depends on every bit of the argument. */
function mix(value: number): number {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/**
 * The natural logarithm of a number from 1 to 2, to some 1e-16: ln x = 2 artanh((x - 1) / (x + 1)) by its power series.
 *
 * @param x From 1 to 2.
 * @returns From 0 to ln 2.
 */
export function logarithm(x: number): number {
  // Around 1 the series converges fast; the upper part is brought there by halving at the square root of 2.
  const isUpper = x > Math.SQRT2;
  const m = isUpper ? x / 2 : x;
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let sum = 1 / 23;
  for (let odd = 21; odd >= 1; odd -= 2) sum = sum * z + 1 / odd;
  return 2 * s * sum + (isUpper ? LN_2 : 0);
}

/**
 * The exponential function of a number from 0 to 700, to a relative error of some 1e-13, by its power series.
 *
 * @param x From 0 to 700.
 * @returns e to the power of x.
 */
export function exponential(x: number): number {
  const halvings = Math.floor(x / LN_2 + 0.5);
  const rest = x - halvings * LN_2;
  let sum = 1;
  for (let n = 14; n >= 1; n--) sum = 1 + sum * rest / n;
  for (let n = 0; n < halvings; n++) sum *= 2;
  return sum;
}
