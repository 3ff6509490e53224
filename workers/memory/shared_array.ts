/**
 * Numbers in shared memory.
 *
 * @module
 */

import { checkElement } from "./_element_types.ts";
import { createGuarded, freeGuarded, lockOf, openGuarded } from "./_guarded.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { adopted, bindShared } from "../core/_shared.ts";
import type { ElementOf, ElementType, ViewOf } from "./element_types.ts";
import type { Lock } from "../sync/lock.ts";
import type { RLock } from "../sync/rlock.ts";
import type { GuardOptions } from "./value.ts";

/**
 * An array of fixed length that processes share. `view` is a typed array over the shared memory itself, for code that is to be fast.
 *
 * @example
 * ```ts
 * import { SharedArray } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const numbers = new SharedArray("int32", [1, 2, 3]);
 * numbers.set(-1, 30);
 * assertEquals([...numbers], [1, 2, 30]);
 * ```
 */
export class SharedArray<T extends ElementType = ElementType> {
  readonly #type: number;
  readonly #lock: Lock | RLock | null;
  /** The view, as its elements are typed outside. */
  readonly #elements: { [index: number]: ElementOf<T> };
  /** The elements themselves, unguarded. */
  readonly view: ViewOf<T>;

  /**
   * Creates an array.
   *
   * @param type A type's name, or Python's letter for it.
   * @param init Its length, then all elements are 0; or its elements.
   * @throws {TypeError} when the type is unknown, or an element is not of it.
   */
  constructor(type: T, init: number | Iterable<ElementOf<T>> = 0, options: GuardOptions = {}) {
    const given = adopted(type);
    const elements = given !== null || typeof init === "number" ? [] : [...init];
    const length = typeof init === "number" ? init : elements.length;
    const shared = given ?? createGuarded(Kind.Array, "a SharedArray", { type, length, ...options });
    const { type: number, view, lock } = openGuarded(shared);
    this.#type = number;
    this.#lock = lock;
    this.view = view as ViewOf<T>;
    this.#elements = view as unknown as { [index: number]: ElementOf<T> };
    bindShared(this, shared, freeGuarded);
    elements.forEach((element, index) => this.set(index, element));
  }

  /** The number of elements. */
  get length(): number {
    return this.view.length;
  }

  /** An element; a negative index counts from the end. @throws {RangeError} when there is none. */
  get(index: number): ElementOf<T> {
    return this.#elements[this.#index(index)];
  }

  /** Sets an element. @throws {RangeError} when there is none. @throws {TypeError} when the value is not of the type. */
  set(index: number, value: ElementOf<T>): void {
    checkElement(this.#type, value, "set an element");
    this.#elements[this.#index(index)] = value;
  }

  /** A copy of some elements, as `Array.prototype.slice`. */
  slice(start?: number, end?: number): ElementOf<T>[] {
    return [...this.view.slice(start, end)] as unknown as ElementOf<T>[];
  }

  /** Replaces the elements from `start`. @throws {RangeError} when they do not fit. */
  setSlice(start: number, values: readonly ElementOf<T>[]): void {
    if (!Number.isInteger(start) || start < 0 || start + values.length > this.length) {
      throw new RangeError(
        `Cannot set a slice: ${values.length} values from ${start} do not fit length ${this.length}`,
      );
    }
    values.forEach((value, index) => this.set(start + index, value));
  }

  /** The elements, as they are when they are reached. */
  *[Symbol.iterator](): Iterator<ElementOf<T>> {
    for (const element of this.view) yield element as unknown as ElementOf<T>;
  }

  /** The lock that guards it. @throws {Error} when it was created without one. */
  getLock(): Lock | RLock {
    return lockOf(this.#lock);
  }

  #index(index: number): number {
    const at = index < 0 ? index + this.length : index;
    if (Number.isInteger(at) && at >= 0 && at < this.length) return at;
    throw new RangeError(`Cannot reach an element: index must be within length ${this.length}, got ${index}`);
  }
}
