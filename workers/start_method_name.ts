/**
 * The names of the ways to start a process.
 *
 * @module
 */

/**
 * How a process is started: `"worker"`, on a thread of this program with a heap of its own, or `"spawn"`, as a process of the operating
 * system, with an address space, a pid and a death of its own. Both have the same handles.
 *
 * @example
 * ```ts
 * import { Process, type StartMethod } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const startMethod: StartMethod = "worker";
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * const process = new Process({ module, target: "square", args: [7], startMethod });
 * assertEquals(process.exitCode, null); // it has not been started
 * ```
 * @category Processes
 */
export type StartMethod = "worker" | "spawn";
