/**
 * What a pool's tasks call: functions and references, each described once in shared memory for the workers.
 *
 * @module
 */

import { encodeShared } from "../core/_codec.ts";
import { handedOver } from "../core/_handed_over.ts";
import { moduleAddress } from "../core/_module_address.ts";
import { nameIn, signedName } from "../core/_signed_name.ts";
import type { Tree } from "../core/_tree.ts";
import type { PoolTarget } from "./options.ts";

// deno-lint-ignore no-explicit-any
type AnyTarget = PoolTarget<any, unknown>;

/** A target as tasks name it. */
export interface Described {
  /** Address of a message `[module, name]`. */
  address: number;
  /** Without a mark, for messages. */
  name: string;
  module: string;
}

/** Module and name of a target as a worker finds it: the name of an export, or a signed one (`core/_signed_name.ts`). */
export interface Located {
  module: string;
  name: string;
}

/** Finds out what a target is. @throws {TypeError} when it is none that a worker could find. */
export function locate(
  target: AnyTarget,
  module: string | URL | undefined,
  { action, field } = { action: "run the task", field: "target" },
): Located {
  const isReference = typeof target === "object" && target !== null;
  const reference = isReference ? target : { module, target };
  const named: unknown = reference.target;
  const name = typeof named === "function" ? signedName(named) : isReference && typeof named === "string" ? named : "";
  if (name === "") {
    const got = typeof target === "string"
      ? JSON.stringify(target)
      : typeof named === "function"
      ? "one without a name"
      : isReference
      ? `a reference to ${named === "" ? '""' : typeof named}`
      : String(target);
    throw new TypeError(
      `Cannot ${action}: ${field} must be a function exported by its module, or task(module, function), got ${got}; a closure ` +
        "cannot cross",
    );
  }
  const place: unknown = reference.module;
  if (place === undefined) {
    throw new TypeError(
      `Cannot ${action} ${
        nameIn(name)
      }: module must be the URL of the module that exports it; give it to the Pool, or use ` +
        "task(module, function)",
    );
  }
  const address = moduleAddress(place, `${action} ${nameIn(name)}`);
  return {
    module: address,
    name: typeof named === "function" ? handedOver(named, address, { action, howTo: byTask }) : name,
  };
}

/** How a task names an export. */
export function byTask(name: string): string {
  return `task(module, ${JSON.stringify(name)})`;
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
    // What is no function and no reference cannot be a key; `locate` refuses it.
    return this.#known.get(target) ?? this.#describe(target);
  }

  #describe(target: AnyTarget): Described {
    const { module, name } = locate(target, this.#module);
    const place = JSON.stringify([module, name]);
    let described = this.#byPlace.get(place);
    if (described === undefined) {
      described = { address: encodeShared(this.#tree, [module, name], "target").block, name: nameIn(name), module };
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
