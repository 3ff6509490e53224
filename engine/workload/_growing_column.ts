/**
 * Typed arrays with room at their end.
 *
 * @module
 */

import { ROWS_MAX } from "./_rules.ts";

/** A typed array that can grow. */
interface Growable {
  readonly length: number;
  readonly buffer: ArrayBufferLike;
  readonly BYTES_PER_ELEMENT: number;
  [index: number]: number;
  fill(value: number, start: number, end: number): this;
  slice(start: number, end: number): this;
  set(values: ArrayLike<number>): void;
  subarray(start: number, end: number): ArrayLike<number>;
}

const CAPACITY_FIRST = 64;

/** A typed array with room at its end; pushing costs amortised constant time. */
export class GrowingColumn<T extends Growable> {
  /** The entries so far. */
  length = 0;
  #array: T;
  readonly #type: new (buffer: ArrayBuffer) => T;

  constructor(type: new (buffer: ArrayBuffer) => T) {
    this.#type = type;
    const { BYTES_PER_ELEMENT } = type as unknown as { BYTES_PER_ELEMENT: number };
    this.#array = new type(new ArrayBuffer(CAPACITY_FIRST * BYTES_PER_ELEMENT));
  }

  push(value: number): void {
    if (this.length === this.#array.length) this.#grow(2 * this.length);
    this.#array[this.length++] = value;
  }

  /** Replaces an entry that was pushed before. */
  set(index: number, value: number): void {
    this.#array[index] = value;
  }

  /** The entry at an index below the length. */
  at(index: number): number {
    return this.#array[index];
  }

  /** Appends `value` until there are `length` entries. */
  padTo(length: number, value: number): void {
    if (length > this.#array.length) this.#grow(Math.max(length, 2 * this.#array.length));
    if (length > this.length) {
      this.#array.fill(value, this.length, length);
      this.length = length;
    }
  }

  /** The entries without the room behind them. The column must not be used afterwards. */
  finish(): T {
    return this.#resized(this.length);
  }

  /** @throws {RangeError} If there is no more room, in memory or in 32-bit indices. */
  #grow(capacity: number): void {
    const bounded = Math.min(capacity, ROWS_MAX);
    try {
      if (bounded <= this.length) throw new RangeError("indices have 32 bits");
      this.#array = this.#resized(bounded);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      const message = `Cannot read workload: it must fit in memory, got more than ${this.length} rows or bursts`;
      throw new RangeError(message, { cause });
    }
  }

  /** Moves the entries into a buffer of another size, in place where the platform can. */
  #resized(capacity: number): T {
    const buffer = this.#array.buffer as ArrayBuffer;
    const bytes = capacity * this.#array.BYTES_PER_ELEMENT;
    if ("transfer" in buffer) return new this.#type(buffer.transfer(bytes));
    const copy = new this.#type(new ArrayBuffer(bytes)); // before Node.js 22
    copy.set(this.#array.subarray(0, this.length));
    return copy;
  }
}
