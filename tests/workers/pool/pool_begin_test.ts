/**
 * Time limits that cover what comes before a task, clocks that are set, and what callers say that is wrong.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { asCompleted } from "../../../workers/pool/as_completed.ts";
import type { AsyncResult } from "../../../workers/pool/async_result.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import type { PoolOptions } from "../../../workers/pool/options.ts";
import { task } from "../../../workers/pool/options.ts";
import { TimeoutError } from "../../../workers/errors.ts";
import * as target from "./pool_targets.ts";
import { LONG_MS, until } from "../support.ts";

const module = new URL("./pool_targets.ts", import.meta.url);
const stuck = task<[number], number>(new URL("./pool_begin_targets.ts", import.meta.url), "square");

/** A pool that is gone when the test is over. */
async function withPool(options: PoolOptions, use: (pool: Pool) => Promise<void> | void): Promise<void> {
  const pool = new Pool({ module, processes: 1, ...options });
  try {
    await use(pool);
  } finally {
    pool.terminate();
    assert(await pool.join(LONG_MS));
  }
}

Deno.test("Pool fails a task whose module never ends to load, in every form, and says so", () =>
  withPool({}, async (pool) => {
    const late = /square: it took longer than timeoutMs 300; its worker is still loading file:.*pool_begin_targets.ts/;
    const error = await assertRejects(() => pool.apply(stuck, [3], { timeoutMs: 300 }), TimeoutError);
    assertMatch(error.message, late);
    assertMatch(assertThrows(() => pool.applySync(stuck, [3], { timeoutMs: 300 }), TimeoutError).message, late);
    await assertRejects(() => pool.map(stuck as never, [3], { timeoutMs: 300 }), TimeoutError, "still loading");
    await assertRejects(() => pool.imap(stuck as never, [3], { timeoutMs: 300 }).next(), TimeoutError, "still loading");
    assertEquals(await pool.apply(target.square, [3], { timeoutMs: LONG_MS }), 9);
  }));

for (
  const [name, initializer, hangs] of [
    ["initializer never returns", target.sleep, /is in the initializer sleep of file:.*pool_targets.ts/],
    ["initializer never waits", target.spin, /is in the initializer spin of file:.*pool_targets.ts/],
    ["initializer's module never ends to load", stuck, /is loading file:.*pool_begin_targets.ts/],
  ] as const
) {
  Deno.test(`Pool fails a task with a limit when the ${name}`, () => {
    const initArgs = initializer === target.sleep ? [60_000] : [];
    return withPool({ initializer: initializer as never, initArgs, processes: 2 }, async (pool) => {
      const error = await assertRejects(() => pool.apply(target.square, [3], { timeoutMs: 200 }), TimeoutError);
      assertMatch(error.message, /no worker of the pool is ready: PoolWorker-1 \(pid \d+\)/);
      assertMatch(error.message, hangs);
      const result = pool.applyAsync(target.square, [3]);
      assertMatch(assertThrows(() => result.getSync(50), TimeoutError).message, hangs);
      assertThrows(() => pool.applySync(target.square, [3], { timeoutMs: 200 }), TimeoutError);
    });
  });
}

Deno.test("Pool waits for an initializer that takes longer than a task's limit", () =>
  withPool({ initializer: target.sleep as never, initArgs: [400] }, async (pool) => {
    assertEquals(await pool.apply(target.square, [3], { timeoutMs: 100 }), 9);
  }));

Deno.test("Pool keeps a task's limit when the clock is set", () =>
  withPool({}, async (pool) => {
    assertEquals(await pool.apply(target.square, [3]), 9);
    const { now } = Date;
    try {
      for (const shiftMs of [-3_600_000, 3_600_000]) {
        Date.now = () => now() + shiftMs;
        assertEquals(await pool.apply(target.sleep, [50], { timeoutMs: 5000 }), 50);
        const begunMs = performance.now();
        await assertRejects(() => pool.apply(target.sleep, [60_000], { timeoutMs: 100 }), TimeoutError);
        await pool.apply(target.setClock, [shiftMs]);
        assertEquals(await pool.apply(target.sleep, [50], { timeoutMs: 5000 }), 50);
        await assertRejects(() => pool.apply(target.sleep, [60_000], { timeoutMs: 100 }), TimeoutError);
        assert(performance.now() - begunMs < LONG_MS);
      }
    } finally {
      Date.now = now;
    }
  }));

Deno.test("AsyncResult.cancel() takes back what no worker has begun, and nothing else", () =>
  withPool({}, async (pool) => {
    const [running, release] = [new Event(), new Event()];
    const heard: unknown[] = [];
    const first = pool.applyAsync(target.hold, [running, release, 1]);
    assert(await running.wait(LONG_MS));
    const second = pool.applyAsync(target.square, [2], { errorCallback: (error) => heard.push(error) });
    const map = pool.mapAsync(target.square, [1, 2, 3], { chunkSize: 1 });
    const last = pool.applyAsync(target.square, [5]);
    const many = Array.from({ length: 1200 }, () => pool.applyAsync(target.square, [1]));
    assertEquals([first.cancel(), first.cancelled, first.exception], [false, false, undefined]);
    for (const result of [second, map, many[1199]] as AsyncResult<unknown>[]) {
      assertEquals([result.cancel(), result.cancelled, result.cancel(), result.ready()], [true, true, true, true]);
      assertEquals((result.exception as Error).name, "AbortError");
      assertThrows(() => result.getSync(), DOMException, "cancelled");
    }
    release.set();
    assertEquals([await first, await last, await many[1198]], [1, 25, 1]);
    assertEquals([last.cancel(), last.cancelled, last.exception], [false, false, undefined]);
    assertEquals((heard[0] as Error).name, "AbortError");
    const failed = pool.applyAsync(target.refuse, ["no"]);
    await failed.wait();
    assertEquals((failed.exception as Error).message, "no");
    // A map of which a chunk is begun is left whole.
    const [again, free] = [new Event(), new Event()];
    const begun = pool.mapAsync(target.holdOrSay, [[again, free], null, null] as never[], { chunkSize: 1 });
    assert(await again.wait(LONG_MS));
    assertEquals(begun.cancel(), false);
    free.set();
    assertEquals(await begun.get(LONG_MS), ["first", "second", "second"]);
  }));

Deno.test("asCompleted() gives results as they are ready, awaited and blocking, of several pools", () =>
  withPool({ processes: 2 }, async (pool) => {
    await using other = new Pool({ module, processes: 1 });
    for (const isBlocking of [false, true]) {
      const [running, release] = [new Event(), new Event()];
      const slow = pool.applyAsync(target.hold, [running, release, 9]);
      const failed = other.applyAsync(target.refuse, ["no"]);
      const quick = pool.applyAsync(target.square, [2]);
      const seen: unknown[] = [];
      const look = (result: unknown) => {
        seen.push(result);
        if (seen.length === 2) release.set();
      };
      if (isBlocking) { for (const result of asCompleted([slow, failed, quick])) look(result); }
      else for await (const result of asCompleted([slow, failed, quick])) look(result);
      assertEquals(seen.length, 3);
      assert(seen[2] === slow);
    }
    const never = pool.applyAsync(target.hold, [new Event(), new Event()]);
    const done = pool.applyAsync(target.square, [3]);
    await done.wait();
    const seen: unknown[] = [];
    await assertRejects(
      async () => {
        for await (const result of asCompleted([never, done], 20)) seen.push(result);
      },
      TimeoutError,
      "1 of 2 tasks",
    );
    assertThrows(() => [...asCompleted([never], 20)], TimeoutError, "1 of 1 tasks");
    const signal = AbortSignal.timeout(20);
    await assertRejects(() => Array.fromAsync(asCompleted([never], { signal })), DOMException);
    assert(seen.length === 1 && seen[0] === done);
    assertThrows(() => asCompleted([5] as never), TypeError, "results[0] must be an AsyncResult, got number");
    assertThrows(() => asCompleted(5 as never), TypeError, "results must be iterable");
  }));

for (const method of ["killWorkers", "terminateWorkers"] as const) {
  Deno.test(`Pool.${method}() ends the workers, whatever they do`, () =>
    withPool({ processes: 2 }, async (pool) => {
      const [running, never] = [new Event(), new Event()];
      const held = pool.applyAsync(target.hold, [running, never]);
      assert(await running.wait(LONG_MS));
      const waiting = pool.apply(target.square, [3]).catch((error) => error);
      pool[method]();
      if (method === "killWorkers") assertEquals(pool.workers, []);
      await until("all have ended", () => pool.workers.length === 0);
      assertMatch((held.exception as Error).message, /hold: the (workers of the pool were killed|pool was terminated)/);
      await assertRejects(() => held.get(), Error);
      assert(await waiting instanceof Error);
      assertThrows(() => pool.applyAsync(target.square, [1]), Error, "closed or terminated");
    }));
}

Deno.test("Pool refuses what has the wrong shape, in its own words", () =>
  withPool({}, async (pool) => {
    // deno-lint-ignore no-explicit-any
    const any = pool as any;
    const refused: [call: () => unknown, words: string][] = [
      [() => new Pool(5 as never), "Cannot create a Pool: options must be an object, got 5"],
      [() => new Pool({ initArgs: "abc" as never }), 'Cannot create a Pool: initArgs must be an array, got "abc"'],
      [
        () => any.imap(target.describe, "abc"),
        'Cannot imap: items must be an iterable or an async iterable of items, got "abc"',
      ],
      [() => any.imapUnordered(target.describe, 5), "Cannot imapUnordered: items must be an iterable"],
      [() => any.mapAsync(target.describe, 5), "Cannot map: items must be an iterable of items, got 5"],
      [() => any.mapSync(target.describe, null), "Cannot map: items must be an iterable of items, got null"],
      [() => any.mapSync(target.describe, (async function* () {})()), "imap takes async ones"],
      [
        () => any.starmapSync(target.multiply, [[1, 2], 3]),
        "Cannot starmap: items[1] must be an array of arguments, got 3",
      ],
      [() => any.starmapAsync(target.multiply, ["ab"]), "Cannot starmap: items[0] must be an array of arguments"],
      [() => any.applySync(target.describe, "abc"), 'Cannot apply: args must be an array, got "abc"'],
      [() => any.applySync("describe", [1]), 'got "describe"'],
      [() => any.applySync(5, [1]), "target must be a function exported by its module"],
      [() => any.applySync({}, [1]), "target must be a function exported by its module"],
      [() => any.applyAsync(target.describe, [1], 5), "Cannot apply: options must be an object, got 5"],
      [() => any.applyAsync(target.describe, [1], { callback: 5 }), "Cannot apply: callback must be a function, got 5"],
      [
        () => any.mapAsync(target.describe, [1], { errorCallback: {} }),
        "errorCallback must be a function, got an object",
      ],
      [
        () => any.mapSync(target.describe, [1], { onProgress: "x" }),
        'Cannot map: onProgress must be a function, got "x"',
      ],
      [
        () => any.applySync(target.describe, [1], { signal: {} }),
        "Cannot apply: signal must be an AbortSignal, got an object",
      ],
      [() => any.applyAsync(target.describe, [1]).getSync("5"), 'timeoutMs must be a number of milliseconds, got "5"'],
    ];
    for (const [call, words] of refused) assertThrows(call, TypeError, words);
    for (const method of ["apply", "map", "starmap"]) {
      await assertRejects(() => any[method](target.describe, 5), TypeError, `Cannot ${method}: `);
      await assertRejects(() => any[method]("describe", [[1]]), TypeError, 'got "describe"');
    }
    assertThrows(
      () => any.mapSync(target.describe, [1], { chunkSize: "5" }),
      RangeError,
      'chunkSize must be a positive integer, got "5"',
    );
    assertThrows(() => new Pool({ leaveMs: -1 }), RangeError, "leaveMs must be 0 or more, got -1");
    assertEquals(await pool.apply(target.square, [3]), 9);
  }));
