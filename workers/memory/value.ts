/**
 * One number in shared memory.
 *
 * @module
 */

import { checkElement, type ElementView } from "./_element_types.ts";
import { createGuarded, freeGuarded, lockOf, openGuarded } from "./_guarded.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { adopted, bindShared } from "../core/_shared.ts";
import type { ElementOf, ElementType } from "./element_types.ts";
import type { Lock } from "../sync/lock.ts";
import type { RLock } from "../sync/rlock.ts";

/** Options of {@linkcode Value} and {@linkcode SharedArray}. */
export interface GuardOptions {
  /** The lock that guards it: one of yours, `false` for none. Default: an RLock of its own. */
  lock?: boolean | Lock | RLock;
}

/**
 * A number that processes share. Reading and writing are single steps; `value.value += 1` is two, so hold the lock.
 *
 * @example
 * ```ts
 * import { Value } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const counter = new Value("int32", 7);
 * {
 *   using _ = counter.getLock().holdSync();
 *   counter.value += 1;
 * }
 * assertEquals(counter.value, 8);
 * ```
 */
export class Value<T extends ElementType = ElementType> {
  readonly #type: number;
  readonly #view: ElementView;
  readonly #lock: Lock | RLock | null;

  /**
   * Creates a value.
   *
   * @param type A type's name, or Python's letter for it. 64-bit integers are bigints.
   * @param value The first value. Default 0.
   * @throws {TypeError} when the type is unknown, or the value is not of it.
   */
  constructor(type: T, value?: ElementOf<T>, options: GuardOptions = {}) {
    const given = adopted(type);
    const shared = given ?? createGuarded(Kind.Value, "a Value", { type, length: 1, ...options });
    ({ type: this.#type, view: this.#view, lock: this.#lock } = openGuarded(shared));
    bindShared(this, shared, freeGuarded);
    if (given === null && value !== undefined) this.value = value;
  }

  /** The number. Integers out of range wrap. @throws {TypeError} when it is set to something that is not of the type. */
  get value(): ElementOf<T> {
    return this.#view[0] as ElementOf<T>;
  }
  set value(value: ElementOf<T>) {
    checkElement(this.#type, value, "set the Value");
    this.#view[0] = value;
  }

  /** The lock that guards it. @throws {Error} when it was created without one. */
  getLock(): Lock | RLock {
    return lockOf(this.#lock);
  }
}
