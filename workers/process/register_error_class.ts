/**
 * Classes of errors that cross.
 *
 * @module
 */

import { checkType } from "../core/_checks.ts";
import { shown } from "../core/_shown.ts";
import { register } from "../core/_error_classes.ts";

/**
 * Makes errors of a class of your own arrive as instances of it. They are found by their `name`, or the class's. Own fields
 * are restored; the constructor is not called. To be called in each process that receives them, for example in a module that both sides import.
 *
 * @throws {TypeError} when it is no class of errors.
 *
 * @example
 * ```ts
 * import { registerErrorClass } from "@quanta/quanta";
 *
 * class SoldOut extends Error {
 *   override name = "SoldOut";
 * }
 * registerErrorClass(SoldOut);
 * ```
 * @category Processes
 */
export function registerErrorClass(
  constructor: { readonly prototype: Error; readonly name: string },
  name: string = constructor.name,
): void {
  if (typeof (constructor as unknown) !== "function" || !(constructor.prototype instanceof Error)) {
    throw new TypeError(
      `Cannot register an error class: it must be a class that extends Error, got ${shown(constructor)}`,
    );
  }
  checkType("register an error class: name", name, "string");
  register(name, constructor);
}
