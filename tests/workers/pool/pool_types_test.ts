/**
 * What must not compile of a pool. A line below a `@ts-expect-error` that compiled would be an error.
 *
 * @module
 */

import { assert } from "@std/assert";
import { Pool } from "../../../workers/pool/pool.ts";
import { task } from "../../../workers/pool/options.ts";
import * as target from "./pool_targets.ts";

/** A function with an optional last argument that is an object. */
export declare function named(value: number, options?: { unit: string }): string;

export async function neverCalled(): Promise<void> {
  const pool = new Pool({ module: import.meta.url, initializer: named, initArgs: [1] });
  const one: number = await pool.apply(target.square, [3]);
  const later: number = await pool.apply(target.squareLater, [one]);
  const texts: string[] = await pool.starmap(named, [[later], [2, { unit: "ms" }]]);
  await pool.apply(named, [1], { kwargs: { unit: "s" } });
  await pool.apply(target.countCalls);
  await pool.apply(target.countCalls, [], { timeoutMs: 10, priority: 1 });
  await pool.map(named, [1, 2]);
  const result: number = pool.applyAsync(target.square, [1], { callback: (value: number) => value }).getSync();
  const squares: number[] = await pool.map(task("module", target.square), [result, texts.length]);
  for await (const square of pool.imap(target.square, squares)) square.toFixed();
  // @ts-expect-error a wrong argument
  pool.apply(target.square, ["3"]);
  // @ts-expect-error no arguments
  pool.apply(target.square);
  // @ts-expect-error too many arguments
  pool.apply(target.square, [1, 2]);
  // @ts-expect-error wrong items
  pool.map(target.square, ["a"]);
  // @ts-expect-error a function of two arguments
  pool.map(target.multiply, [1]);
  // @ts-expect-error wrong arguments of an item
  pool.starmap(target.multiply, [[1, "2"]]);
  // @ts-expect-error wrong keyword arguments
  pool.apply(target.power, [3], { kwargs: { exponent: "2" } });
  // @ts-expect-error a wrong callback
  pool.applyAsync(target.square, [1], { callback: (value: string) => value });
  // @ts-expect-error a wrong argument of a reference
  pool.apply(task("module", target.square), ["3"]);
  // @ts-expect-error wrong arguments of the initializer
  new Pool({ initializer: named, initArgs: ["x"] });
  // @ts-expect-error no such export
  pool.apply(target.missing);
  // @ts-expect-error no such option
  pool.apply(target.square, [1], { timeout: 5 });
}

Deno.test("Pool refuses wrong types when it is compiled", () => {
  assert(typeof neverCalled === "function");
});
