/**
 * What must not compile. A line below a `@ts-expect-error` that compiled would be an error.
 *
 * Runs once: it is about types.
 *
 * @module
 */

import { assert } from "@std/assert";
import { Lock } from "../../workers/sync/lock.ts";
import { Process } from "../../workers/process/process.ts";
import { Queue } from "../../workers/channels/queue.ts";
import { SharedArray } from "../../workers/memory/shared_array.ts";
import { Value } from "../../workers/memory/value.ts";
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
  // @ts-expect-error keyword arguments for a target that takes none
  new Process({ module: targets, target: target.nothing, kwargs: {} });
  const withOptions = target.putArguments as (queue: Queue, first: number, options?: { second: string }) => void;
  new Process({ module: targets, target: withOptions, args: [new Queue(), 1] });
  new Process({ module: targets, target: withOptions, args: [new Queue(), 1], kwargs: { second: "2" } });
  // @ts-expect-error a wrong keyword argument
  new Process({ module: targets, target: withOptions, args: [new Queue(), 1], kwargs: { second: 2 } });
  // @ts-expect-error an argument before the keyword arguments is missing
  new Process({ module: targets, target: withOptions, args: [new Queue()], kwargs: { second: "2" } });
  // @ts-expect-error a wait of the wrong shape
  new Queue().getSync({ timeout: 1 });
  // @ts-expect-error an unknown option of a lock
  new Lock({ label: "ledger" });
  // @ts-expect-error no such type of value
  new Value("int128");
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
