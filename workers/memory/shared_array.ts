/**
 * Numbers in shared memory.
 *
 * @module
 */

import { checkElement, isOf, typeName, typeNumber } from "./_element_types.ts";
import { createGuarded, freeGuarded, gone, lockOf, openGuarded } from "./_guarded.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { inspectable } from "../core/_inspect.ts";
import { adopted, bindHandle, dropShared, keepWith, type Shared } from "../core/_shared.ts";
import { shown } from "../core/_shown.ts";
import type { CharsOf, ElementOf, ElementType, ViewOf } from "./element_types.ts";
import type { Lock } from "../sync/lock.ts";
import type { RLock } from "../sync/rlock.ts";
import type { GuardOptions } from "./value.ts";

/**
 * An array of fixed length that processes share. `view` is a typed array over the shared memory itself, for code that is to be fast.
 *
 * Its memory is given back when every process has let go of it: by `using` or `close` at once, else when nothing refers to the array or
 * its view and the collector has come, which takes a turn of the event loop. A loop that makes many and never awaits must close them.
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
 * @category Shared memory
 */
export class SharedArray<T extends ElementType = ElementType> {
  static {
    inspectable(this, (array) => {
      if (array.#view === null) return { closed: true };
      return { type: typeName(array.#type), elements: array.#view };
    });
  }

  readonly #shared: Shared;
  readonly #type: number;
  readonly #lock: Lock | RLock | null;
  /** Null once this handle was given back. */
  #view: ViewOf<T> | null;

  /**
   * Creates an array.
   *
   * @param type A type's name, or Python's letter for it.
   * @param init Its length, then all elements are 0; or its elements; or for bytes (`"c"`, `"B"`, `"uint8"`) a text, in UTF-8.
   * @throws {TypeError} when the type is unknown, an element is not of it, or the lock is none.
   * @throws {RangeError} when the length is no integer of 0 or more, or the shared memory is used up.
   */
  constructor(type: T, init: number | Iterable<ElementOf<T>> | CharsOf<T> = 0, options: GuardOptions = {}) {
    const given = adopted(type);
    const elements = given !== null || typeof init === "number" ? [] : elementsOf(type, init);
    const length = typeof init === "number" ? init : elements.length;
    const shared = given ?? createGuarded(Kind.Array, "a SharedArray", { type, length, options });
    const { type: number, view, lock, bytes } = openGuarded(shared);
    [this.#shared, this.#type, this.#lock, this.#view] = [shared, number, lock, view as ViewOf<T>];
    bindHandle(this, shared, freeGuarded, bytes);
    keepWith(view, this);
    const target = view as unknown as { [index: number]: unknown };
    if (isOf(number, elements)) (view as Uint8Array).set(elements);
    else for (let index = 0; index < elements.length; index++) target[index] = elements[index];
  }

  /** The elements themselves, unguarded. @throws {Error} after `close`. */
  get view(): ViewOf<T> {
    if (this.#view === null) throw gone("the array");
    return this.#view;
  }

  /** The same, as Python's `get_obj`. @throws {Error} after `close`. */
  getObj(): ViewOf<T> {
    return this.view;
  }

  /**
   * The bytes of an array of bytes (`"c"`, `"B"`, `"uint8"`) as a text in UTF-8, up to the first 0: Python's `value` of an array of
   * characters. What is set is followed by a 0 where there is room; what stands behind stays.
   *
   * @throws {TypeError} when the elements are no bytes, or what is set is no text and no bytes.
   * @throws {RangeError} when it is longer than the array.
   */
  get value(): string {
    const bytes = this.#bytes();
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(bytes.slice(0, end < 0 ? bytes.length : end));
  }
  set value(value: string | Uint8Array) {
    const bytes = this.#bytes();
    const given: unknown = value;
    const fresh = typeof given === "string" ? new TextEncoder().encode(given) : given;
    if (!(fresh instanceof Uint8Array)) {
      throw new TypeError(`Cannot set the text: value must be a string or a Uint8Array, got ${shown(given)}`);
    }
    if (fresh.length > bytes.length) {
      throw new RangeError(
        `Cannot set the text: value must be at most ${bytes.length} bytes long, got ${fresh.length}`,
      );
    }
    bytes.set(fresh);
    if (fresh.length < bytes.length) bytes[fresh.length] = 0;
  }

  /** A copy of all bytes of an array of bytes. As many can be set. @throws as {@linkcode SharedArray.value} does. */
  get raw(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes());
  }
  set raw(raw: Uint8Array) {
    const bytes = this.#bytes();
    if (!(raw instanceof Uint8Array)) {
      throw new TypeError(`Cannot set the bytes: raw must be a Uint8Array, got ${shown(raw)}`);
    }
    if (raw.length > bytes.length) {
      throw new RangeError(`Cannot set the bytes: raw must be at most ${bytes.length} bytes long, got ${raw.length}`);
    }
    bytes.set(raw);
  }

  #bytes(): Uint8Array<SharedArrayBuffer> {
    const view: unknown = this.view;
    if (view instanceof Uint8Array) return view as Uint8Array<SharedArrayBuffer>;
    throw new TypeError(`Cannot use a text: the elements must be bytes ("c"), got ${typeName(this.#type)}`);
  }

  /** The number of elements. */
  get length(): number {
    return this.view.length;
  }

  /** An element; a negative index counts from the end. @throws {RangeError} when there is none. */
  get(index: number): ElementOf<T> {
    return (this.view as unknown as { [index: number]: ElementOf<T> })[this.#index(index)];
  }

  /** Sets an element. @throws {RangeError} when there is none. @throws {TypeError} when the value is not of the type. */
  set(index: number, value: ElementOf<T>): void {
    checkElement(this.#type, value, "set an element");
    (this.view as unknown as { [index: number]: ElementOf<T> })[this.#index(index)] = value;
  }

  /** A copy of some elements, as `Array.prototype.slice`. */
  slice(start?: number, end?: number): ElementOf<T>[] {
    return [...this.view.slice(start, end)] as unknown as ElementOf<T>[];
  }

  /**
   * Replaces the elements from `start`.
   *
   * @throws {RangeError} when they do not fit.
   * @throws {TypeError} when one is not of the type; then none is replaced.
   */
  setSlice(start: number, values: readonly ElementOf<T>[]): void {
    if (!Array.isArray(values)) {
      throw new TypeError(`Cannot set a slice: values must be an array, got ${shown(values)}`);
    }
    for (const value of values) checkElement(this.#type, value, "set a slice");
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

  /**
   * Gives back what this handle keeps, at once and not when the collector comes. Its `view` must not be used any more. Others that
   * have the array are not concerned.
   */
  close(): void {
    if (this.#view === null) return;
    this.#view = null;
    dropShared(this, this.#shared, freeGuarded);
  }

  /** Closes it: `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #index(index: number): number {
    const at = index < 0 ? index + this.length : index;
    if (Number.isInteger(at) && at >= 0 && at < this.length) return at;
    throw new RangeError(`Cannot reach an element: index must be within length ${this.length}, got ${shown(index)}`);
  }
}

/** The elements that were given. @throws {TypeError} when one is not of the type, or there are none to be had. */
function elementsOf(type: ElementType, init: unknown): ArrayLike<unknown> {
  const action = "create a SharedArray";
  const number = typeNumber(type, action);
  if (typeof init === "string" && typeName(number) === "uint8") return new TextEncoder().encode(init);
  if (isOf(number, init)) return init;
  if (typeof init !== "object" || init === null || !(Symbol.iterator in init)) {
    throw new TypeError(`Cannot ${action}: init must be a length or elements, got ${shown(init)}`);
  }
  const elements = [...init as Iterable<unknown>];
  for (const element of elements) checkElement(number, element, action);
  return elements;
}
