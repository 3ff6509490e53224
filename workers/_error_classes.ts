/**
 * The class of an error that arrives from another process, found by its name.
 *
 * @module
 */

import * as own from "./errors.ts";

type ErrorClass = { readonly prototype: Error; readonly name: string };

const registered = new Map<string, ErrorClass>();
for (const constructor of Object.values(own)) registered.set(constructor.name, constructor as unknown as ErrorClass);

/** The class for a name: registered, or global, or `Error`. */
export function errorClass(name: string): ErrorClass {
  const known = registered.get(name) ?? (globalThis as unknown as Record<string, ErrorClass>)[name];
  return typeof known === "function" && (known as { prototype: unknown }).prototype instanceof Error ? known : Error;
}

/**
 * Makes errors of a class of your own arrive as instances of it. They are found by their `name`, or the class's. Own fields
 * are restored; the constructor is not called. To be called in each process that receives them, for example in a module that both sides import.
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
 */
export function registerErrorClass(
  constructor: { readonly prototype: Error; readonly name: string },
  name: string = constructor.name,
): void {
  registered.set(name, constructor);
}
