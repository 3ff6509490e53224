/**
 * Which start method counts: what an object is made with, else that of the context whose class it is of (`context.ts`), else what
 * `setStartMethod` said.
 *
 * @module
 */

import { checkStartMethod } from "./start_method.ts";
import type { StartMethod } from "../start_method_name.ts";
import type { Tree } from "../core/_tree.ts";

/** Classes of contexts. */
const bound = new WeakMap<object, StartMethod>();

/** Makes a class one whose objects start by a method, where they say nothing else. */
export function bindStartMethod(boundClass: object, method: StartMethod): void {
  bound.set(boundClass, method);
}

/** Whether a class is one of a context, and no subclass of the user's. */
export function isBoundClass(constructor: object): boolean {
  return bound.has(constructor);
}

/**
 * @param action For the error: "create a Process".
 * @param made The class of the object.
 * @param given What was said.
 * @throws {RangeError} when that is no start method.
 */
export function startMethodOf(tree: Tree, action: string, made: object, given: StartMethod | undefined): StartMethod {
  if (given !== undefined) {
    checkStartMethod(`${action}: startMethod`, given);
    return given;
  }
  let above: object | null = made;
  while (above !== null && !bound.has(above)) above = Object.getPrototypeOf(above);
  return above === null ? tree.startMethod : bound.get(above)!;
}
