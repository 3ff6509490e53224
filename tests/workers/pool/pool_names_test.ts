/**
 * Functions are found by name and text: what runs is what was handed over, or it is refused. In pools, processes and managers.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { Manager } from "../../../workers/manager/manager.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { task } from "../../../workers/pool/options.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import * as target from "./pool_names_targets.ts";
import { LONG_MS } from "../support.ts";

const module = new URL("./pool_names_targets.ts", import.meta.url);

/** Has the name of an export. */
function square(value: number): number {
  return -value;
}

const exported = Object.fromEntries(Object.entries(target));

Deno.test("Pool runs what was handed over, or refuses it", async () => {
  await using pool = new Pool({ module, processes: 1 });
  assertEquals(await pool.apply(target.square, [3]), 9);
  assertEquals(await pool.apply(target.default), "default");
  for (const ambiguous of [target.double, target.negate]) {
    const error = await assertRejects(() => pool.apply(ambiguous, [3]), TypeError, "double, negate");
    assertMatch(error.message, /task\(module, "double"\)/);
    assertThrows(() => pool.mapSync(ambiguous, [3]), TypeError, "double, negate");
    await assertRejects(() => pool.imap(ambiguous, [3]).next(), TypeError, "double, negate");
  }
  await assertRejects(() => pool.apply(square, [3]), TypeError, 'exports another function as "square"');
  await assertRejects(() => pool.apply(target.shown, [3]), TypeError, 'task(module, "shown")');
  await assertRejects(() => pool.apply(exported.one as () => string), TypeError, 'task(module, "one")');
  assertEquals(await pool.apply(task<[number], number>(module, "double"), [3]), 6);
  assertEquals(pool.mapSync(task<[item: number], number>(module, "negate"), [3]), [-3]);
  assertEquals(await pool.apply(task<[number], number>(module, "shown"), [3]), 4);
  assertEquals(await pool.apply(task<[], string>(module, "one")), "other");
  await assertRejects(() => pool.apply(task<[number], number>(module, "hidden"), [3]), TypeError, 'named "hidden"');
  await assertRejects(() => pool.apply(square.bind(null, 3)), TypeError, "bound square");
});

Deno.test("task() refuses what is neither a function nor a name", () => {
  for (const [wrong, text] of [[5, "got 5"], ["", 'got ""'], [undefined, "got undefined"]]) {
    assertThrows(() => task(module, wrong as string), TypeError, `its name, ${text}`);
  }
});

Deno.test("Pool refuses an initializer that is ambiguous", async () => {
  const pool = new Pool({ module, processes: 1, initializer: target.double, initArgs: [1] as never });
  const error = await assertRejects(() => pool.apply(target.square, [3]), Error, "while it was initialised");
  assertMatch((error.cause as Error).message, /double, negate/);
  assert(await pool.join(LONG_MS));
});

Deno.test("Process runs the target that was handed over, or refuses it", async () => {
  const queue = new Queue<number>();
  // deno-lint-ignore no-explicit-any
  const run = async (target: any): Promise<Error | undefined> => {
    const process = new Process({ module, target, args: [3, queue] });
    process.start();
    assert(await process.join(LONG_MS));
    return process.error as Error | undefined;
  };
  for (const ambiguous of [target.double, target.negate]) {
    assertMatch((await run(ambiguous))!.message, /double, negate.*target: "double"/);
  }
  assertMatch((await run(square))!.message, /another function as "square"/);
  assertEquals(await run(target.square), undefined);
  assertEquals(await run("negate"), undefined);
  assertEquals([queue.getSync(0), queue.getSync(0)], [9, -3]);
  class Worker extends Process {
    override run(): string {
      return "of this test";
    }
  }
  const process = new Worker({ module });
  process.start();
  assert(await process.join(LONG_MS));
  assertMatch((process.error as Error).message, /another function as "Worker"/);
});

Deno.test("Manager makes objects of the class that was registered, or refuses it, and runs pools alike", async () => {
  await using manager = new Manager();
  for (const type of [target.FromOne, target.FromTwo]) {
    await assertRejects(() => manager.create(Manager.register({ module, type }), []), TypeError, "FromOne, FromTwo");
  }
  const named = Manager.register<InstanceType<typeof target.FromTwo>, [], never>({ module, type: "FromTwo" });
  const counter = await manager.create(named, []);
  assertEquals(await counter.read(), 2);
  const pool = await manager.pool({ processes: 1, module });
  await assertRejects(() => pool.apply(target.negate, [3]), TypeError, "double, negate");
  assertEquals(await pool.apply(target.square, [3]), 9);
  assertEquals(await pool.apply(task<[number], number>(module, "negate"), [3]), -3);
  const value = await manager.dict<string, number>({ a: 1 });
  await assertRejects(
    () => value.modify("a", { module, target: target.negate as (value: number | undefined) => number }),
    TypeError,
    "double, negate",
  );
});
