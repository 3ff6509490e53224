/**
 * How processes are started: as workers, or as processes of the operating system.
 *
 * @module
 */

import { checkOptions, checkType } from "../core/_checks.ts";
import { currentTree } from "../core/_root.ts";
import { shown } from "../core/_shown.ts";
import type { Tree } from "../core/_tree.ts";
import type { StartMethod } from "../start_method_name.ts";
import { needSystemProcesses } from "./_launch.ts";

const METHODS: readonly StartMethod[] = ["worker", "spawn"];

/** Refuses what is no start method. @throws {RangeError} */
export function checkStartMethod(what: string, method: unknown): asserts method is StartMethod {
  if (METHODS.includes(method as StartMethod)) return;
  throw new RangeError(`Cannot ${what} must be one of "worker" and "spawn", got ${shown(method)}`);
}

/**
 * The start methods that there are, the default first: `["worker", "spawn"]`. Whether the second is possible here, a start says.
 *
 * @example
 * ```ts
 * import { getAllStartMethods } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(getAllStartMethods(), ["worker", "spawn"]);
 * ```
 * @category Processes
 */
export function getAllStartMethods(): StartMethod[] {
  return [...METHODS];
}

/**
 * How processes are started that say nothing else.
 *
 * @example
 * ```ts
 * import { getStartMethod } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(getStartMethod(), "worker");
 * ```
 * @category Processes
 */
export function getStartMethod(): StartMethod {
  return currentTree().startMethod;
}

/**
 * Says how processes are started that say nothing else, in this process and in its children. To be called once, as Python's, and not while a
 * module is imported by a child.
 *
 * With `"spawn"` the memory of the tree is made ready for processes of the system at once, so that what is missing for them is said here.
 *
 * @param method `"worker"`, which nothing stands against, or `"spawn"`, which needs Linux, `--allow-run` and `--allow-ffi`.
 * @throws {RangeError} when there is no such method.
 * @throws {Error} when it was said before and `force` is not set; when processes of the system are not possible here, with what is missing.
 *
 * @example
 * ```ts
 * import { getStartMethod, setStartMethod } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * setStartMethod("spawn", { force: true });
 * assertEquals(getStartMethod(), "spawn");
 * setStartMethod("worker", { force: true });
 * ```
 * @category Processes
 */
export function setStartMethod(method: StartMethod, options: { force?: boolean } = {}): void {
  checkStartMethod("set the start method: method", method);
  checkOptions("set the start method", options);
  checkType("set the start method: force", options.force, "boolean");
  const tree = currentTree();
  if (tree.startMethodIsSet && options.force !== true) {
    throw new Error(
      `Cannot set the start method: it has been set to "${tree.startMethod}" before; force: true sets it anew`,
    );
  }
  if (method === "spawn") needSystemProcesses(tree);
  tree.startMethod = method;
  tree.startMethodIsSet = true;
}

// Which method counts: what an object is made with, else that of the context whose class it is of (`context.ts`), else what was set.

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
