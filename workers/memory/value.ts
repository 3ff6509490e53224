/**
 * One number in shared memory.
 *
 * @module
 */

import { checkElement, type ElementView, typeName, typeNumber } from "./_element_types.ts";
import { createGuarded, freeGuarded, gone, lockOf, openGuarded } from "./_guarded.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { inspectable } from "../core/_inspect.ts";
import { adopted, bindHandle, dropShared, keepWith, type Shared } from "../core/_shared.ts";
import type { ElementOf, ElementType, ViewOf } from "./element_types.ts";
import type { Lock } from "../sync/lock.ts";
import type { RLock } from "../sync/rlock.ts";

/**
 * Options of {@linkcode Value} and {@linkcode SharedArray}.
 *
 * @example
 * ```ts
 * import { type GuardOptions, Lock, Value } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const lock = new Lock();
 * const guarded: GuardOptions = { lock }; // the same for two values that change together
 * const [debit, credit] = [new Value("int32", 7, guarded), new Value("int32", 0, guarded)];
 * assertEquals([debit.getLock() === lock, credit.getLock() === lock], [true, true]);
 * ```
 * @category Shared memory
 */
export interface GuardOptions {
  /**
   * The lock that guards it: one of yours, `false` for none. Default: an RLock of its own, whose owner is the process: where tasks of one
   * process must exclude each other, give it a `Lock`.
   */
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
 * @category Shared memory
 */
export class Value<T extends ElementType = ElementType> {
  static {
    inspectable(this, (value) => {
      if (value.#view === null) return { closed: true };
      return { type: typeName(value.#type), value: value.#view[0] };
    });
  }

  readonly #shared: Shared;
  readonly #type: number;
  /** Null once this handle was given back. */
  #view: ElementView | null;
  readonly #lock: Lock | RLock | null;

  /**
   * Creates a value.
   *
   * @param type A type's name, or Python's letter for it. 64-bit integers are bigints.
   * @param value The first value. Default 0.
   * @throws {TypeError} when the type is unknown, the value is not of it, or the lock is none.
   * @throws {RangeError} when the shared memory is used up.
   */
  constructor(type: T, value?: ElementOf<T>, options: GuardOptions = {}) {
    const given = adopted(type);
    if (given === null && value !== undefined) {
      checkElement(typeNumber(type, "create a Value"), value, "create a Value");
    }
    const shared = given ?? createGuarded(Kind.Value, "a Value", { type, length: 1, options });
    const { type: number, view, lock } = openGuarded(shared);
    [this.#shared, this.#type, this.#view, this.#lock] = [shared, number, view, lock];
    bindHandle(this, shared, freeGuarded, 0);
    keepWith(view, this);
    if (given === null && value !== undefined) this.value = value;
  }

  /**
   * The number. Integers out of range wrap.
   *
   * @throws {TypeError} when it is set to something that is not of the type.
   * @throws {Error} after `close`.
   */
  get value(): ElementOf<T> {
    if (this.#view === null) throw gone("the Value");
    return this.#view[0] as ElementOf<T>;
  }
  set value(value: ElementOf<T>) {
    if (this.#view === null) throw gone("the Value");
    checkElement(this.#type, value, "set the Value");
    this.#view[0] = value;
  }

  /** The number itself, unguarded: a typed array of one element over the shared memory, as Python's `get_obj`. @throws {Error} after `close`. */
  getObj(): ViewOf<T> {
    if (this.#view === null) throw gone("the Value");
    return this.#view as unknown as ViewOf<T>;
  }

  /** The lock that guards it. @throws {Error} when it was created without one. */
  getLock(): Lock | RLock {
    return lockOf(this.#lock);
  }

  /**
   * Gives back what this handle keeps, at once and not when the collector comes. What {@linkcode Value.getObj} gave must not be used any
   * more. Others that have the value are not concerned.
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
}
