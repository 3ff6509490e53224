/**
 * What the examples of the documentation run in other processes: a process imports the module of its function, so functions written in an
 * example have to stand in one.
 *
 * @example
 * ```ts
 * import { Pool } from "@quanta/quanta/processes";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new Pool({ module: import.meta.resolve("@quanta/quanta/examples"), processes: 2 });
 * assertEquals(await pool.map(square, [1, 2, 3]), [1, 4, 9]);
 * ```
 *
 * @module
 */

export { Counter } from "./counter.ts";
export { Jobs } from "./jobs.ts";
export { square } from "./square.ts";
