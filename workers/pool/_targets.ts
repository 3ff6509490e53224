/**
 * What a pool's tasks call: functions and references, each described once in shared memory for the workers.
 *
 * @module
 */

import { encodeShared } from "../core/_codec.ts";
import { moduleAddress } from "../core/_module_address.ts";
import type { Tree } from "../core/_tree.ts";
import type { PoolTarget } from "./options.ts";

// deno-lint-ignore no-explicit-any
type AnyTarget = PoolTarget<any, unknown>;

/** A target as tasks name it. */
export interface Described {
  /** Address of a message `[module, name]`. */
  address: number;
  name: string;
}

/** Module and name of a target. @throws {TypeError} when it is none that a worker could find. */
export function locate(target: AnyTarget, module: string | URL | undefined): { module: string; name: string } {
  const reference = typeof target === "object" && target !== null ? target : { module, target };
  const name = typeof reference.target === "function" ? reference.target.name : reference.target;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(
      "Cannot run the task: target must be a function exported by its module, or task(module, function); a closure cannot cross",
    );
  }
  if (reference.module === undefined) {
    throw new TypeError(
      `Cannot run the task ${name}: module must be the URL of the module that exports it; give it to the Pool, or use ` +
        "task(module, function)",
    );
  }
  return { module: moduleAddress(reference.module, `run the task ${name}`), name };
}

/** The targets of one pool. */
export class Targets {
  readonly #tree: Tree;
  readonly #module: string | URL | undefined;
  readonly #known = new WeakMap<object, Described>();
  readonly #byPlace = new Map<string, Described>();

  constructor(tree: Tree, module: string | URL | undefined) {
    this.#tree = tree;
    this.#module = module;
  }

  /** The description of a target. @throws {TypeError} when it is none. */
  describe(target: AnyTarget): Described {
    return this.#known.get(target) ?? this.#describe(target);
  }

  #describe(target: AnyTarget): Described {
    const { module, name } = locate(target, this.#module);
    const place = JSON.stringify([module, name]);
    let described = this.#byPlace.get(place);
    if (described === undefined) {
      described = { address: encodeShared(this.#tree, [module, name], "target").block, name };
      this.#byPlace.set(place, described);
    }
    this.#known.set(target, described);
    return described;
  }

  /** Frees the descriptions. */
  free(): void {
    for (const { address } of this.#byPlace.values()) this.#tree.core.blockRelease(this.#tree.self, address);
    this.#byPlace.clear();
  }
}
