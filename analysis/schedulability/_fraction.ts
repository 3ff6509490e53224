/**
 * Exact fractions: what a task takes of the CPU is none that a double holds.
 *
 * @module
 */

import type { ExactNumber } from "./schedulability_result.ts";

/** A fraction is written as one while its denominator has at most so many digits. */
const DIGITS_MAX = 12;

/** Decimals of a fraction that is not written as one, and of those that a double is made of. */
const DECIMALS = 18;

/** A fraction in lowest terms. */
export class Fraction {
  /** Nothing. */
  static readonly ZERO: Fraction = new Fraction(0n, 1n);
  /** One. */
  static readonly ONE: Fraction = new Fraction(1n, 1n);

  readonly numerator: bigint;
  /** From 1. */
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** `numerator` / `denominator`, whole numbers of which the latter is positive. */
  static of(numerator: number | bigint, denominator: number | bigint = 1): Fraction {
    const [above, below] = [BigInt(numerator), BigInt(denominator)];
    const divisor = greatestCommonDivisor(above < 0n ? -above : above, below);
    return new Fraction(above / divisor, below / divisor);
  }

  plus({ numerator, denominator }: Fraction): Fraction {
    return Fraction.of(this.numerator * denominator + numerator * this.denominator, this.denominator * denominator);
  }

  minus({ numerator, denominator }: Fraction): Fraction {
    return Fraction.of(this.numerator * denominator - numerator * this.denominator, this.denominator * denominator);
  }

  /** By a positive fraction. */
  dividedBy({ numerator, denominator }: Fraction): Fraction {
    return Fraction.of(this.numerator * denominator, this.denominator * numerator);
  }

  times({ numerator, denominator }: Fraction): Fraction {
    return Fraction.of(this.numerator * numerator, this.denominator * denominator);
  }

  /** Less than 0 where this is the lesser one, 0 where both are equal. */
  compare({ numerator, denominator }: Fraction): number {
    const [one, other] = [this.numerator * denominator, numerator * this.denominator];
    return one < other ? -1 : one > other ? 1 : 0;
  }

  /** `scale` times this, rounded down. */
  floorTimes(scale: bigint): bigint {
    const scaled = this.numerator * scale;
    const whole = scaled / this.denominator;
    return whole * this.denominator > scaled ? whole - 1n : whole;
  }

  /** As reports have it. */
  exact(): ExactNumber {
    const [above, below] = [Number(this.numerator), Number(this.denominator)];
    const isSafe = Number.isSafeInteger(above) && Number.isSafeInteger(below);
    const value = isSafe ? above / below : Number(this.floorTimes(10n ** BigInt(DECIMALS))) / 10 ** DECIMALS;
    if (this.denominator === 1n) return { text: String(this.numerator), value: Number(this.numerator) };
    const isShort = String(this.denominator).length <= DIGITS_MAX;
    return { text: isShort ? `${this.numerator}/${this.denominator}` : value.toFixed(9), value };
  }
}

/** The sum of fractions. */
export function sumOf(parts: readonly Fraction[]): Fraction {
  return parts.reduce((sum, part) => sum.plus(part), Fraction.ZERO);
}

/** The least number that all divide; `null` where it passes 2^53 - 1. */
export function leastCommonMultiple(numbers: readonly bigint[]): bigint | null {
  let multiple = 1n;
  for (const each of numbers) {
    multiple *= each / greatestCommonDivisor(multiple, each);
    if (multiple > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  }
  return multiple;
}

/** The greatest number that divides both; neither is negative. */
function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}

/** `a` / `b` rounded up, of which neither is negative. */
export function ceilDivide(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
