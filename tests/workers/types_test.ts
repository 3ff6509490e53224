/**
 * What must not compile. A line below a `@ts-expect-error` that compiled would be an error.
 *
 * @module
 */

import { assert } from "@std/assert";
import { Process } from "../../workers/process.ts";
import { Queue } from "../../workers/queue.ts";
import { SharedArray } from "../../workers/shared_array.ts";
import { Value } from "../../workers/value.ts";
import { targets } from "./support.ts";
import * as target from "./targets.ts";

export function neverCalled(): void {
  new Process({ module: targets, target: target.exitWith, args: [1] });
  new Process({ module: targets, target: target.nothing });
  new Process({ module: targets, target: target.nothing, args: [] });
  // @ts-expect-error a wrong argument
  new Process({ module: targets, target: target.exitWith, args: ["1"] });
  // @ts-expect-error too many arguments
  new Process({ module: targets, target: target.exitWith, args: [1, 2] });
  // @ts-expect-error no arguments
  new Process({ module: targets, target: target.exitWith });
  // @ts-expect-error no such export
  new Process({ module: targets, target: target.missing });
  // @ts-expect-error no such start method
  new Process({ module: targets, target: target.nothing, startMethod: "fork" });
  // @ts-expect-error wrong keyword arguments
  new Process({ module: targets, target: target.exitWith, kwargs: { code: 1 } });
  const queue = new Queue<number>();
  // @ts-expect-error a wrong item
  queue.putSync("one");
  // @ts-expect-error a wrong type of value
  new Value("int32", "one");
  // @ts-expect-error bigints for 64 bits
  new SharedArray("int64", [1]);
}

Deno.test("Process, Queue, Value and Array refuse wrong types when they are compiled", () => {
  assert(typeof neverCalled === "function");
});
