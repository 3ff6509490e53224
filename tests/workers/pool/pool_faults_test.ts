/**
 * What a pool does when a task kills, exhausts or outlives its worker: that task fails, and nothing else.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { TimeoutError, WorkerDied } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import type { PoolOptions } from "../../../workers/pool/options.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import * as target from "./pool_targets.ts";
import { LONG_MS, overSpawn } from "../support.ts";

const module = new URL("./pool_targets.ts", import.meta.url);

async function withPool(options: PoolOptions, use: (pool: Pool) => Promise<void> | void): Promise<void> {
  const pool = new Pool({ module, processes: 2, ...options });
  try {
    await use(pool);
    assertEquals(await pool.map(target.square, [1, 2, 3, 4], { chunkSize: 1 }), [1, 4, 9, 16]);
    assertEquals(pool.workers.length, pool.processes);
    assertEquals(activeChildren().length, pool.processes);
  } finally {
    pool.terminate();
    assert(await pool.join(LONG_MS));
    assertEquals(activeChildren(), []);
  }
}

Deno.test("Pool fails the task whose worker exits, and replaces the worker", () =>
  withPool({}, async (pool) => {
    const [running, release] = [new Event(), new Event()];
    const other = pool.apply(target.hold, [running, release, 7]);
    await running.wait(LONG_MS);
    const error = await assertRejects(() => pool.apply(target.exit, [3]), WorkerDied);
    assertEquals(error.exitCode, 3);
    assertMatch(
      error.message,
      /^Cannot complete the task exit: its worker PoolWorker-\d \(pid \d+\) ended with exit code 3$/,
    );
    const again = await assertRejects(() => pool.apply(target.exit, [0]), WorkerDied);
    assertEquals(again.exitCode, 0);
    await assertRejects(() => pool.apply(target.closeWorker), WorkerDied);
    const blocking = assertThrows(() => pool.applySync(target.exit, [4]), WorkerDied);
    assertEquals(blocking.exitCode, 4);
    release.set();
    assertEquals(await other, 7);
  }));

Deno.test("Pool fails a task, and keeps its worker, when what is thrown cannot be read", () =>
  withPool({ processes: 1 }, async (pool) => {
    const [{ pid }] = pool.workers;
    for (const isError of [true, false]) {
      await assertRejects(() => pool.apply(target.throwUnreadable, [isError]), Error, "cannot be read");
    }
    const circular = await assertRejects(() => pool.apply(target.throwCircular), Error, "one");
    assertEquals((circular.cause as Error).message, "other");
    assertEquals(pool.workers[0].pid, pid);
  }));

Deno.test("Pool fails the task during which something is thrown late, with that as cause", () =>
  withPool({ processes: 1 }, async (pool) => {
    const thrown = new Event();
    const error = await assertRejects(() => pool.apply(target.throwLate, [thrown]), WorkerDied);
    assertEquals(error.exitCode, 1);
    assertInstanceOf(error.cause, TypeError);
    assertEquals((error.cause as Error).message, "thrown late");
  }));

Deno.test("Pool begins a task again when its worker died, if asked to", () =>
  withPool({ retries: 1 }, async (pool) => {
    assertEquals(await pool.apply(target.dieOnce, [new Queue<number>()]), "second time");
    assertEquals(pool.applySync(target.dieOnce, [new Queue<number>()]), "second time");
    await assertRejects(() => pool.apply(target.dieOnce, [new Queue<number>()], { retries: 0 }), WorkerDied);
    await assertRejects(() => pool.apply(target.exit, [5]), WorkerDied, "exit code 5");
    const queues = [new Queue<number>(), new Queue<number>()];
    assertEquals(await pool.map(target.dieOnce, queues, { chunkSize: 1 }), ["second time", "second time"]);
  }));

Deno.test("Pool fails a chunk whose worker dies, and no other", () =>
  withPool({}, async (pool) => {
    const iterator = pool.imap(target.exitOnThree, [1, 2, 3, 4, 5, 6], { chunkSize: 2 });
    const seen: unknown[] = [];
    for (let index = 0; index < 6; index++) {
      seen.push(await iterator.next().then(({ value }) => value, (error) => error.name));
    }
    assertEquals(seen, [1, 2, "WorkerDied", "WorkerDied", 5, 6]);
    await assertRejects(() => pool.map(target.exitOnThree, [1, 2, 3], { chunkSize: 1 }), WorkerDied);
  }));

Deno.test("Pool stops a task that does not wait when its time is up", () =>
  withPool({ processes: 1 }, async (pool) => {
    for (let round = 0; round < 3; round++) {
      const error = await assertRejects(() => pool.apply(target.spin, [], { timeoutMs: 30 }), TimeoutError);
      assertEquals(error.message, "Cannot complete the task spin: it took longer than timeoutMs 30");
    }
    assertThrows(() => pool.applySync(target.spin, [], { timeoutMs: 30 }), TimeoutError);
    await assertRejects(() => pool.map(target.spinOnThree, [1, 2, 3], { timeoutMs: 100 }), TimeoutError);
    const iterator = pool.imap(target.spinOnThree, [1, 3, 2], { timeoutMs: 200 });
    assertEquals((await iterator.next()).value, 1);
    await assertRejects(() => iterator.next(), TimeoutError);
    assertEquals((await iterator.next()).value, 2);
  }));

Deno.test("Pool ends a task that waits when its time is up", () =>
  withPool({ processes: 1 }, async (pool) => {
    await assertRejects(() => pool.apply(target.sleep, [60_000], { timeoutMs: 30 }), TimeoutError);
    const [running, never] = [new Event(), new Event()];
    await assertRejects(() => pool.apply(target.holdBlocking, [running, never], { timeoutMs: 30 }), TimeoutError);
    assertThrows(() => pool.applySync(target.sleep, [60_000], { timeoutMs: 30 }), TimeoutError);
    assertEquals(await pool.apply(target.sleep, [1], { timeoutMs: LONG_MS }), 1);
    assertEquals(await pool.apply(target.square, [3], { timeoutMs: LONG_MS }), 9);
  }));

Deno.test("Pool counts a task's time from its beginning, not while it waits for a worker", () =>
  withPool({ processes: 1 }, async (pool) => {
    const [running, release] = [new Event(), new Event()];
    const held = pool.apply(target.hold, [running, release]);
    const waiting = pool.apply(target.square, [3], { timeoutMs: 200 });
    await running.wait(LONG_MS);
    assertEquals(
      await pool.apply(target.square, [1], { signal: AbortSignal.timeout(300) }).catch((error) => error.name),
      "TimeoutError",
    );
    release.set();
    assertEquals([await held, await waiting], [0, 9]);
  }));

Deno.test("Pool gives up an aborted task at once: withdrawn before it runs, its worker replaced when it does", () =>
  withPool({ processes: 1 }, async (pool) => {
    const [running, never] = [new Event(), new Event()];
    const controller = new AbortController();
    const { signal } = controller;
    const waiting = pool.apply(target.square, [5]);
    await waiting;
    const before = pool.workers[0].pid;
    const runs = pool.apply(target.hold, [running, never], { signal });
    await running.wait(LONG_MS);
    const waits = pool.apply(target.square, [1], { signal });
    const map = pool.map(target.square, [1, 2, 3], { signal, chunkSize: 1 });
    const stays = pool.apply(target.square, [7]);
    const reason = new RangeError("enough");
    controller.abort(reason);
    for (const promise of [runs, waits, map]) assertEquals(await promise.catch((error) => error), reason);
    assertEquals(await stays, 49);
    assert(pool.workers[0].pid !== before);
    assertEquals(await pool.apply(target.square, [1], { signal }).catch((error) => error), reason);
  }));

Deno.test("Pool ends the worker alone that uses up its heap, when it has a limit", () =>
  withPool({ processes: 1, memoryLimitMb: 32 }, async (pool) => {
    for (const hog of [target.useUpHeap, target.useUpHeapLater, target.useUpHeap]) {
      assertEquals(await pool.apply(target.sleep, [1]), 1);
      const error = await assertRejects(() => pool.apply(hog), WorkerDied);
      assertMatch((error.cause as Error).message, /used up its heap/);
    }
    // The end of a process of the system is told to threads that block, too.
    if (overSpawn) assertEquals(pool.applySync(target.square, [2]), 4);
    else assertThrows(() => pool.applySync(target.square, [1]), Error, "use the awaited form");
  }));
