/**
 * Something to wait for that is ready when a process has ended.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { bindState } from "../core/_shared.ts";
import { makeWatchable } from "../core/_watch.ts";
import type { Tree } from "../core/_tree.ts";

/**
 * The end of a process, for `wait()`. Made by `Process.sentinel`.
 *
 * @example
 * ```ts
 * import { Process, wait } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * const process = new Process({ module, target: square, args: [3] });
 * process.start();
 * const { sentinel } = process;
 * assertEquals(await wait([sentinel], 10_000), [sentinel]);
 * assertEquals(process.exitCode, 0);
 * ```
 * @category Processes
 */
export class Sentinel {
  readonly #tree: Tree;
  readonly #id: number;
  /** The pid of the process. */
  readonly pid: number;

  /** For this library. */
  constructor(tree: unknown, id: number, pid: number) {
    this.#tree = tree as Tree;
    this.#id = id;
    this.pid = pid;
    const end = this.#tree.core.bellOf(id, 1);
    makeWatchable(this, { watch: () => {}, ready: () => this.ready, end }); // every death rings every bell
    bindState(this, Kind.Sentinel, () => ({ id, pid }));
  }

  /** Whether the process has ended. */
  get ready(): boolean {
    return !this.#tree.core.isAlive(this.#id);
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    return `Sentinel { pid: ${this.pid}, ready: ${this.ready} }`;
  }
}
