/**
 * Policies of one's own compiled into the machine: the same file, as fast as a policy of the catalogue.
 *
 * @example Round robin, compiled
 * ```ts
 * import { compilePolicy } from "@quanta/quanta/compiler";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const source = `export default class RoundRobin {
 *   static options = { quantum: { summary: "Ticks that a process may run at a time.", min: 1 } };
 *   quantum = 4;
 *   slice() {
 *     return this.quantum;
 *   }
 * }`;
 * const policy = await compilePolicy({ source });
 * assertEquals(simulate({ processes: [{ bursts: 9 }] }, { policy }).processes[0].dispatches, 3);
 * ```
 *
 * @module
 */

export { CompileError, type CompileMistake } from "./compile_error.ts";
export { type CompileOptions, compilePolicy } from "./compile_policy.ts";
import "./loaded_modules.ts";
