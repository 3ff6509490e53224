/**
 * The classes of errors that cross. What crosses names the class, not the error's `name`, which anybody may set: so that an error
 * of a user's that is called TimeoutError is never taken for one of the library's.
 *
 *   ""             Error, or a class that nobody knows
 *   "Q:NAME"       of this library          "D:NAME"  of Deno.errors
 *   "G:NAME"       of the language           "U:NAME"  registered by the user, in the sender
 *   "W:NAME"       of WebAssembly
 *   "~" before it  a class that nobody knows, made of that one
 *
 * @module
 */

import * as own from "../errors.ts";

/** What is needed of a class of errors. */
export type ErrorClass = { readonly prototype: Error; readonly name: string };

const GLOBALS = [
  "TypeError",
  "RangeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
  "AggregateError",
  "SuppressedError",
];

const OF_WEBASSEMBLY = ["CompileError", "LinkError", "RuntimeError"] as const;

const classes = new Map<string, ErrorClass>();
const ids = new Map<object, string>();
const registered = new Map<string, ErrorClass>();

/** Looks the classes up at the first error: most processes never have one. */
function known(): Map<string, ErrorClass> {
  if (classes.size > 0) return classes;
  const add = (prefix: string, name: string, constructor: unknown) => {
    const prototype = (constructor as ErrorClass | undefined)?.prototype;
    if (!(prototype instanceof Error)) return;
    classes.set(prefix + name, constructor as ErrorClass);
    if (!ids.has(prototype)) ids.set(prototype, prefix + name);
  };
  for (const name of GLOBALS) add("G:", name, (globalThis as Record<string, unknown>)[name]);
  for (const name of OF_WEBASSEMBLY) add("W:", name, WebAssembly[name]);
  for (const [name, constructor] of Object.entries(own)) add("Q:", name, constructor);
  for (const [name, constructor] of Object.entries(Deno.errors)) add("D:", name, constructor);
  return classes;
}

/** What names the class of an error in a message. */
export function errorClassId(error: Error): string {
  known();
  let prototype = Object.getPrototypeOf(error);
  for (let mark = ""; prototype !== null && prototype !== Error.prototype; mark = "~") {
    const id = ids.get(prototype);
    if (id !== undefined) return mark + id;
    prototype = Object.getPrototypeOf(prototype);
  }
  return "";
}

/** The class that a message names; `names` are those of the error and of its class, by which one that is registered here is found. */
export function errorClass(id: string, ...names: string[]): ErrorClass {
  if (id === "" || id.startsWith("~") || id.startsWith("U:")) {
    if (id.startsWith("U:")) names = [id.slice(2)];
    for (const name of names) {
      const found = registered.get(name);
      if (found !== undefined) return found;
    }
  }
  return known().get(id.replace("~", "")) ?? Error;
}

/** Remembers a class under a name. */
export function register(name: string, constructor: ErrorClass): void {
  known();
  registered.set(name, constructor);
  ids.set(constructor.prototype, `U:${name}`);
}
