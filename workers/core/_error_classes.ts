/**
 * The class of an error that arrives from another process, found by its name.
 *
 * @module
 */

import * as own from "../errors.ts";

/** What is needed of a class of errors. */
export type ErrorClass = { readonly prototype: Error; readonly name: string };

const registered = new Map<string, ErrorClass>();
for (const constructor of Object.values(own)) registered.set(constructor.name, constructor as unknown as ErrorClass);

/** The class for a name: registered, or one of Deno's, or global, or `Error`. */
export function errorClass(name: string): ErrorClass {
  const [ofDeno, ofGlobal] = [Deno.errors, globalThis] as unknown as Record<string, ErrorClass>[];
  const known = registered.get(name) ?? (Object.hasOwn(ofDeno, name) ? ofDeno[name] : ofGlobal[name]);
  return typeof known === "function" && (known as { prototype: unknown }).prototype instanceof Error ? known : Error;
}

/** Remembers a class under a name. */
export function register(name: string, constructor: ErrorClass): void {
  registered.set(name, constructor);
}
