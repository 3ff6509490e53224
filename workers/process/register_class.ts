/**
 * Classes whose instances cross.
 *
 * @module
 */

import { checkOptions } from "../core/_checks.ts";
import { addClass, classNamed, type InstanceClass } from "../core/_classes.ts";

/**
 * Options of {@linkcode registerClass}.
 *
 * @example
 * ```ts
 * import { type ClassOptions, Pipe, registerClass } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * class Money {
 *   constructor(readonly cents: number) {}
 * }
 * const options: ClassOptions<Money, number> = { toState: ({ cents }) => cents, fromState: (cents) => new Money(cents) };
 * registerClass(Money, options);
 * const [here, there] = Pipe();
 * await here.send(new Money(500));
 * assertEquals(await there.recv(), new Money(500));
 * ```
 * @category Processes
 */
export interface ClassOptions<T, S> {
  /** The name that crosses: the same in each process, and that of one class only. Default: the class's. */
  name?: string;
  /** What crosses in the place of an instance; it must not lead back to the instance. With `fromState`. */
  toState?(instance: T): S;
  /** Makes an instance of what crossed. With `toState`. */
  fromState?(state: S): T;
}

/** Their instances are made by the language alone, so that fields are not all there is of them. */
const EXOTIC = [Array, Map, Set, WeakMap, WeakSet, Date, RegExp, Promise, ArrayBuffer, DataView, Function];

/**
 * Makes instances of a class of your own cross to other processes: in queues and pipes, as arguments and results. To be called in each
 * process, for example in the module that has the class and that both sides import.
 *
 * Without `toState` and `fromState` the own fields cross, as they are, and the constructor is not called; private fields (`#name`) do
 * not. An instance that was not registered where it arrives cannot be received, and whoever receives it is told so. Subclasses
 * are classes of their own. Errors: see {@linkcode registerErrorClass}.
 *
 * @throws {TypeError} when it is no class, when only one of the two functions is given, or when instances have more than
 *   fields (arrays, maps ...) and neither is.
 * @throws {RangeError} when another class has that name.
 *
 * @example
 * ```ts
 * import { Queue, registerClass } from "@quanta/quanta";
 * import { assertEquals, assertInstanceOf } from "@std/assert";
 *
 * class Account {
 *   #cents: number;
 *   constructor(readonly owner: string, cents: number) {
 *     this.#cents = cents;
 *   }
 *   get cents() {
 *     return this.#cents;
 *   }
 * }
 * registerClass(Account, {
 *   toState: ({ owner, cents }) => ({ owner, cents }),
 *   fromState: ({ owner, cents }) => new Account(owner, cents),
 * });
 *
 * const queue = new Queue<Account>();
 * queue.putSync(new Account("Ada", 500));
 * const account = queue.getSync();
 * assertInstanceOf(account, Account);
 * assertEquals(account.cents, 500);
 * ```
 * @category Processes
 */
export function registerClass<T extends object, S>(
  // deno-lint-ignore no-explicit-any
  constructor: abstract new (...args: any[]) => T,
  options: ClassOptions<T, S> = {},
): void {
  const prototype: unknown = typeof constructor === "function" ? constructor.prototype : undefined;
  if (typeof prototype !== "object" || prototype === null) {
    throw new TypeError(`Cannot register a class: constructor must be a class, got ${String(constructor)}`);
  }
  checkOptions("register a class", options);
  const { name = constructor.name, toState, fromState } = options;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(`Cannot register a class: name must be a text that is not empty, got ${JSON.stringify(name)}`);
  }
  if (prototype instanceof Error) {
    throw new TypeError(`Cannot register ${name}: errors are registered by registerErrorClass`);
  }
  for (const [key, value] of Object.entries({ toState, fromState })) {
    if (value !== undefined && typeof value !== "function") {
      throw new TypeError(`Cannot register ${name}: ${key} must be a function, got ${String(value)}`);
    }
  }
  if ((toState === undefined) !== (fromState === undefined)) {
    throw new TypeError(`Cannot register ${name}: toState and fromState must be given together`);
  }
  if (toState === undefined && EXOTIC.some((exotic) => prototype === exotic.prototype || prototype instanceof exotic)) {
    throw new TypeError(
      `Cannot register ${name}: its instances are more than their fields; give toState and fromState`,
    );
  }
  const other = classNamed(name);
  if (other !== undefined && other.prototype !== prototype) {
    throw new RangeError(`Cannot register ${name}: name must be that of one class, and another has it`);
  }
  addClass({ name, prototype, toState, fromState } as InstanceClass);
}
