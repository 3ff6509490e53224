/**
 * Pools that processes share: tasks whose caller does not wait, ported from what CPython's tests of pools do over a manager.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { Queue } from "../../../workers/channels/queue.ts";
import { TimeoutError, WorkerDied } from "../../../workers/errors.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import type { ManagerAsyncResult } from "../../../workers/manager/manager_async_result.ts";
import { Event } from "../../../workers/sync/event.ts";
import * as target from "./manager_targets.ts";
import { joinAll, LONG_MS, startIn } from "../support.ts";

const module = new URL("./manager_targets.ts", import.meta.url);
const start = startIn(module);

Deno.test("ManagerPool.applyAsync() gives a result that can be asked, waited for and got, in both forms", async () => {
  await using manager = new Manager();
  const pool = await manager.pool({ processes: 1, module });
  const gate = new Event();
  const result = await pool.applyAsync(target.whenSet, [gate, 7]);
  const next = pool.applyAsyncSync(target.square, [8]);
  assertEquals([await result.ready(), result.readySync(), await result.wait(1), result.waitSync(0)], [
    false,
    false,
    false,
    false,
  ]);
  await assertRejects(() => result.get(1), TimeoutError, "not ready in time");
  assertThrows(() => result.getSync(0), TimeoutError, "not ready in time");
  await assertRejects(() => result.successful(), Error, "not ready");
  const controller = new AbortController();
  const aborted = assertRejects(() => result.get({ signal: controller.signal }), Error, "enough");
  controller.abort(new Error("enough"));
  await aborted;
  gate.set();
  assertEquals([await result.get(LONG_MS), result.getSync(LONG_MS), await next.get(LONG_MS)], [7, 7, 64]);
  assertEquals([await result.wait(), result.waitSync(), result.successfulSync(), await result.ready()], [
    true,
    true,
    true,
    true,
  ]);
  const mapped = await pool.mapAsync(target.square, [1, 2, 3]);
  assertEquals([mapped.getSync(LONG_MS), await mapped.get()], [[1, 4, 9], [1, 4, 9]]);
  assertEquals(await pool.mapAsyncSync(target.square, [4]).get(LONG_MS), [16]);
  assertEquals(await (await pool.starmapAsync(target.plus, [[1, 2], [3, 4]])).get(LONG_MS), [3, 7]);
  assertEquals(pool.starmapAsyncSync(target.plus, [[5, 6]]).getSync(LONG_MS), [11]);
});

Deno.test("ManagerPool.applyAsync() brings back what the task threw, whole, and what ended its worker", async () => {
  await using manager = new Manager();
  const pool = await manager.pool({ processes: 1, module });
  const failed = await pool.applyAsync(target.failing, []);
  assert(await failed.wait(LONG_MS));
  assertEquals(await failed.successful(), false);
  await assertRejects(() => failed.get(), RangeError, "from the target");
  assertThrows(() => failed.getSync(), RangeError, "from the target");
  const died = await pool.applyAsync(target.dieAtOnce, []);
  await assertRejects(() => died.get(LONG_MS), WorkerDied);
});

Deno.test("Callbacks of a managed pool's tasks run here, once, before a wait for the result returns", async () => {
  await using manager = new Manager();
  const pool = await manager.pool({ processes: 1, module });
  const seen: unknown[] = [];
  const callbacks = {
    callback: (value: unknown) => seen.push(value),
    errorCallback: (error: unknown) => seen.push((error as Error).message),
  };
  const awaited = await pool.applyAsync(target.square, [2], callbacks);
  assertEquals(await awaited.get(LONG_MS), 4);
  assertEquals(seen, [4]);
  const blocked = pool.mapAsyncSync(target.square, [3], callbacks);
  assert(blocked.waitSync(LONG_MS)); // the event loop had no turn
  assertEquals(seen, [4, [9]]);
  await assertRejects(async () => await (await pool.applyAsync(target.failing, [], callbacks)).get(LONG_MS));
  assertEquals(seen, [4, [9], "from the target"]);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  await pool.applyAsync(target.square, [5], { callback: resolve });
  assertEquals(await promise, 25, "nobody asked for it");
  await assertRejects(
    () => pool.applyAsync(target.square, [5], { callback: 5 as never }),
    TypeError,
    "callback must be a function, got 5",
  );
});

Deno.test("A result of a managed pool crosses to other processes, and is kept while somebody has it", async () => {
  await using manager = new Manager();
  const pool = await manager.pool({ processes: 1, module });
  const [gate, out] = [new Event(), new Queue<[unknown, ManagerAsyncResult<number>]>()];
  const result = await pool.applyAsync(target.whenSet, [gate, 5]);
  const before = await manager.objectCount();
  const child = start(target.takeResult, result as ManagerAsyncResult, gate, out as Queue);
  const [value, again] = await out.get(LONG_MS);
  await joinAll(child);
  assertEquals([value, again], [5, result]);
  result.close();
  assertEquals(await manager.objectCount(), before - 1);
});

Deno.test("Results of a managed pool end with the manager", async () => {
  const manager = new Manager();
  const pool = await manager.pool({ processes: 1, module });
  const errors: unknown[] = [];
  const gate = new Event();
  const result = await pool.applyAsync(target.whenSet, [gate, 5], { errorCallback: (error) => errors.push(error) });
  const lost = assertRejects(() => result.get(LONG_MS), Error);
  await manager.shutdown();
  await lost;
  assertEquals(errors.length, 1);
  assertInstanceOf(errors[0], Error);
});
