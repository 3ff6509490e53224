/**
 * Calls through a pool: apply, its forms, results, errors, and the pool's life. Named after what CPython's tests of Pool check.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertMatch, assertRejects, assertThrows } from "@std/assert";
import type { AsyncResult } from "../../../workers/pool/async_result.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { QueueFull, TimeoutError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { task } from "../../../workers/pool/options.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import * as target from "./pool_targets.ts";
import { LONG_MS, until } from "../support.ts";

const module = new URL("./pool_targets.ts", import.meta.url);

/** A pool that is gone when the test is over. */
async function withPool(
  options: { processes?: number; queueLimit?: number },
  use: (pool: Pool) => Promise<void> | void,
): Promise<void> {
  const pool = new Pool({ module, processes: 2, ...options });
  try {
    await use(pool);
  } finally {
    pool.terminate();
    assert(await pool.join(LONG_MS));
    assertEquals(activeChildren(), []);
  }
}

/** Returns when every worker has run something. */
async function useAll(pool: Pool): Promise<void> {
  const release = new Event();
  const running = Array.from({ length: pool.processes }, () => new Event());
  const results = running.map((event) => pool.applyAsync(target.hold, [event, release]));
  for (const event of running) assert(await event.wait(LONG_MS));
  release.set();
  await Promise.all(results);
}

Deno.test("Pool.apply() passes arguments, keyword arguments and results", () =>
  withPool({}, async (pool) => {
    assertEquals(await pool.apply(target.multiply, [6, 7]), 42);
    assertEquals(await pool.apply(target.squareLater, [5]), 25);
    assertEquals(await pool.apply(target.power, [2], { kwargs: { exponent: 10 } }), 1024);
    assertEquals(await pool.apply(target.power, [2, { exponent: 3 }]), 8);
    assertEquals(pool.applySync(target.multiply, [6, 7]), 42);
    assertEquals(pool.applySync(target.squareLater, [5]), 25);
    assertEquals(await pool.apply(target.initializedWith), []);
    const value = {
      list: [1, "two", null],
      map: new Map([[1, new Set([2n])]]),
      date: new Date(3),
      text: "ä€😀".repeat(99),
    };
    assertEquals(await pool.apply(target.same, [value]), value);
    const large = new Uint8Array(3_000_000).fill(7);
    assertEquals(await pool.apply(target.same, [large]), large);
  }));

Deno.test("Pool.apply() runs targets of other modules by reference, and refuses what no worker could find", () =>
  withPool({}, async (pool) => {
    const place = new URL("../../../examples/square.ts", import.meta.url);
    const { square } = await import("../../../examples/square.ts");
    assertEquals(await pool.apply(task(place, square), [9]), 81);
    assertEquals(await pool.apply({ module: place, target: "square" }, [3]), 9);
    const closure = (() => (value: number) => value)();
    await assertRejects(() => pool.apply(closure, [1]), TypeError, "a closure cannot cross");
    const missing = function missing(): void {};
    const error = await assertRejects(() => pool.apply(missing), TypeError, 'has no export named "missing"');
    assertMatch(error.stack!, /pool\/_worker/);
    await assertRejects(() => pool.apply({ module: "file:///nowhere.ts", target: "x" }), TypeError, "nowhere.ts");
    assertEquals(await pool.apply(target.square, [3]), 9);
  }));

Deno.test("Pool.apply() refuses a target without a module", async () => {
  await using pool = new Pool({ processes: 1 });
  await assertRejects(() => pool.apply(target.square, [1]), TypeError, "module must be the URL of the module");
});

Deno.test("Pool.applyAsync() gives a result that can be asked, waited for and awaited", () =>
  withPool({}, async (pool) => {
    const [running, release] = [new Event(), new Event()];
    const result: AsyncResult<number> = pool.applyAsync(target.hold, [running, release, 5]);
    await running.wait();
    assertEquals(result.ready(), false);
    assertThrows(() => result.successful(), Error, "it is not ready");
    assertEquals(await result.wait(1), false);
    assertEquals(result.waitSync(1), false);
    await assertRejects(() => result.get(1), TimeoutError);
    assertThrows(() => result.getSync(1), TimeoutError);
    await assertRejects(() => result.get({ signal: AbortSignal.timeout(1) }), DOMException);
    release.set();
    assertEquals(await result, 5);
    assertEquals([result.ready(), result.successful(), result.getSync(0), await result.get()], [true, true, 5, 5]);
    const failed = pool.applyAsync(target.refuse, ["no"]);
    assertEquals(failed.waitSync(LONG_MS), true);
    assertEquals(failed.successful(), false);
    assertThrows(() => failed.getSync(), target.Refused, "no");
  }));

Deno.test("Pool.applyAsync() calls callback or errorCallback", () =>
  withPool({}, async (pool) => {
    const heard: unknown[] = [];
    const callback = (value: unknown) => heard.push(value);
    const errorCallback = (error: unknown) => heard.push((error as Error).message);
    await pool.applyAsync(target.square, [3], { callback, errorCallback });
    await pool.applyAsync(target.refuse, ["sold out"], { callback, errorCallback }).wait();
    await pool.mapAsync(target.square, [1, 2], { callback });
    await pool.mapAsync(target.failOnThree, [3], { callback, errorCallback }).wait();
    await until("all callbacks were called", () => heard.length === 4);
    assertEquals(heard, [9, "sold out", [1, 4], "bad 3"]);
  }));

Deno.test("Pool brings errors back whole, with the remote stack and the cause", () =>
  withPool({}, async (pool) => {
    const error = await assertRejects(() => pool.apply(target.refuse, ["sold out"]), target.Refused, "sold out");
    assertEquals([error.code, error.detail], [77, { items: [1, 2] }]);
    assertMatch(error.stack!, /at refuse \(.*pool_targets\.ts/);
    const outer = await assertRejects(() => pool.apply(target.refuseWrapped), TypeError, "outer");
    assertInstanceOf(outer.cause, target.Refused);
    assertEquals(await pool.apply(target.throwNumber).catch((thrown) => thrown), 42);
    const plain = await assertRejects(() => pool.apply(target.throwUnclonable), Error, "with a function");
    assertEquals([plain.name, (plain as Error & { code: number }).code], ["TypeError", 5]);
  }));

Deno.test("Pool fails only the task whose argument or result cannot cross, and names the path", () =>
  withPool({ processes: 1 }, async (pool) => {
    const before = await pool.apply(target.pid);
    for (let round = 0; round < 20; round++) {
      const error = await assertRejects(() => pool.apply(target.unclonable), DOMException, "result.deep[1]");
      assertEquals(error.name, "DataCloneError");
    }
    await assertRejects(() => pool.apply(target.same, [{ field: () => {} }]), DOMException, "args[0].field");
    const result = pool.applyAsync(target.same, [{ field: Symbol() }]);
    await assertRejects(() => result.get(LONG_MS), DOMException, "args[0].field");
    assertThrows(() => pool.applySync(target.unclonable), DOMException, "result.deep[1]");
    await assertRejects(() => pool.apply(target.same, [pool]), DOMException, "an instance of Pool cannot cross");
    assertEquals(await pool.apply(target.pid), before);
  }));

Deno.test("Pool refuses options out of range", () => {
  for (const processes of [-1, 0, 0.5, "2", NaN, 5000]) {
    assertThrows(() => new Pool({ processes } as { processes: number }), RangeError, "processes must be");
  }
  for (const maxTasksPerChild of [0, -1, 0.5, "12"]) {
    assertThrows(() => new Pool({ maxTasksPerChild } as { maxTasksPerChild: number }), RangeError, "maxTasksPerChild");
  }
  assertThrows(() => new Pool({ retries: -1 }), RangeError, "retries");
  assertThrows(() => new Pool({ queueLimit: 0 }), RangeError, "queueLimit");
  assertThrows(() => new Pool({ memoryLimitMb: 1 }), RangeError, "memoryLimitMb");
  assertThrows(() => new Pool({ initArgs: 5 as unknown as [] }), TypeError, "initArgs");
  assertThrows(() => new Pool({ module, initializer: (() => () => {})() }), TypeError, "a closure cannot cross");
  assertThrows(() => new Pool({ initializer: "x" as unknown as () => void }), TypeError);
  assertEquals(activeChildren(), []);
});

Deno.test("Pool initialises each worker once, and each that replaces one", async () => {
  const options = { module, processes: 2, initializer: target.initialize, initArgs: [1, "two"], maxTasksPerChild: 1 };
  await using pool = new Pool(options);
  assertEquals(await pool.map(target.initializedWith, [0, 0, 0, 0], { chunkSize: 1 }), Array(4).fill([1, "two"]));
});

Deno.test("Pool is broken when its initializer throws, instead of starting workers for ever", async () => {
  const pool = new Pool({ module, processes: 2, initializer: target.failToInitialize });
  const error = await assertRejects(() => pool.apply(target.square, [1]), Error, "while it was initialised");
  assertEquals((error.cause as Error).message, "no such setting");
  assertThrows(() => pool.applyAsync(target.square, [1]), Error, "while it was initialised");
  assert(await pool.join(LONG_MS));
  assertEquals(activeChildren(), []);
});

Deno.test("Pool names its workers, which are daemons, and uses them all", () =>
  withPool({ processes: 3 }, async (pool) => {
    assertEquals(pool.processes, 3);
    assertEquals(pool.workers.map(({ name }) => name), ["PoolWorker-1", "PoolWorker-2", "PoolWorker-3"]);
    assertEquals(activeChildren().map(({ daemon }) => daemon), [true, true, true]);
    assertEquals(await pool.apply(target.isDaemon), true);
    await useAll(pool);
  }));

Deno.test("Pool replaces a worker after maxTasksPerChild tasks", async () => {
  await using pool = new Pool({ module, processes: 3, maxTasksPerChild: 10 });
  const counts = await pool.map(target.countCalls, Array(200).fill(0), { chunkSize: 1 });
  assert(counts.every((count) => count <= 10));
  const first = new Set(pool.workers.map(({ pid }) => pid));
  await pool.map(target.countCalls, Array(60).fill(0), { chunkSize: 1 });
  await until("all were replaced", () => pool.workers.every(({ pid }) => !first.has(pid)));
});

Deno.test("Pool.close() lets tasks complete though each worker does only one", async () => {
  const pool = new Pool({ module, processes: 3, maxTasksPerChild: 1 });
  const results = [1, 2, 3, 4, 5, 6].map((value) => pool.applyAsync(target.square, [value]));
  pool.close();
  assert(await pool.join(LONG_MS));
  assertEquals(results.map((result) => result.getSync(0)), [1, 4, 9, 16, 25, 36]);
});

Deno.test("Pool.join() is refused before close, and tasks after it", async () => {
  const pool = new Pool({ module, processes: 1 });
  await assertRejects(() => pool.join(), Error, "close or terminate it first");
  assertThrows(() => pool.joinSync(), Error, "close or terminate it first");
  const result = pool.applyAsync(target.square, [5]);
  pool.close();
  pool.close();
  for (const state of ["closing", "gone"]) {
    await assertRejects(() => pool.apply(target.square, [1]), Error, "the pool is closed", state);
    await assertRejects(() => pool.map(target.square, [1]), Error, "the pool is closed", state);
    assertThrows(() => pool.applySync(target.square, [1]), Error, "the pool is closed", state);
    assertThrows(() => pool.mapAsync(target.square, [1]), Error, "the pool is closed", state);
    assertThrows(() => pool.imap(target.square, [1]), Error, "the pool is closed", state);
    assertThrows(() => pool.mapSync(target.square, [1]), Error, "the pool is closed", state);
    assertEquals(pool.joinSync(LONG_MS), true);
  }
  assertEquals(result.getSync(0), 25);
  pool.terminate();
  assertEquals(await pool.join(), true);
  assertEquals(activeChildren(), []);
});

Deno.test("Pool.terminate() drops 10,000 pending tasks and ends those that run", async () => {
  const pool = new Pool({ module, processes: 2 });
  const [running, never] = [new Event(), new Event()];
  const results = Array.from({ length: 10_000 }, () => pool.applyAsync(target.hold, [running, never]));
  const blocked = pool.map(target.sleep, Array(1000).fill(60_000)).catch((error) => error);
  await running.wait(LONG_MS);
  const startedMs = performance.now();
  pool.terminate();
  assert(results.every((result) => result.ready() && !result.successful()));
  assertThrows(() => results[0].getSync(), Error, "the pool was terminated");
  assertMatch((await blocked).message, /the pool was terminated/);
  assert(await pool.join(LONG_MS));
  assert(performance.now() - startedMs < LONG_MS / 2);
  assertEquals(activeChildren(), []);
});

Deno.test("Pool can be used with using and await using", async () => {
  let outside: Pool;
  let result: AsyncResult<number>;
  {
    await using pool = outside = new Pool({ module, processes: 1 });
    result = pool.applyAsync(target.square, [4]);
  }
  assertEquals(result.getSync(0), 16);
  assertThrows(() => outside.mapAsync(target.square, [1]), Error, "the pool is closed");
  {
    using pool = outside = new Pool({ module, processes: 1 });
    result = pool.applyAsync(target.sleep, [60_000]);
  }
  await assertRejects(() => result.get(), Error, "the pool was terminated");
  assert(await outside.join(LONG_MS));
  assertEquals(activeChildren(), []);
});

Deno.test("Pool runs tasks of a higher priority first", () =>
  withPool({ processes: 1 }, async (pool) => {
    const [running, release] = [new Event(), new Event()];
    const order = new Queue<number>();
    const first = pool.apply(target.hold, [running, release]);
    await running.wait(LONG_MS);
    const priorities = [0, 5, -1, 5, 0, 9];
    const all = priorities.map((priority, index) => pool.apply(target.put, [order, index], { priority }));
    release.set();
    await Promise.all([first, ...all]);
    assertEquals(priorities.map(() => order.getSync(0)), [5, 1, 3, 0, 4, 2]);
  }));

Deno.test("Pool holds callers back at its queueLimit", async () => {
  const pool = new Pool({ module, processes: 1, queueLimit: 2 });
  const [running, release] = [new Event(), new Event()];
  const held = pool.applyAsync(target.hold, [running, release]);
  await running.wait(LONG_MS);
  pool.applyAsync(target.square, [1]);
  pool.applyAsync(target.square, [2]);
  assertThrows(() => pool.applyAsync(target.square, [3]), QueueFull);
  const waiting = pool.apply(target.square, [4]);
  const aborted = new AbortController();
  const given = pool.apply(target.square, [5], { signal: aborted.signal });
  aborted.abort(new RangeError("changed my mind"));
  await assertRejects(() => given, RangeError, "changed my mind");
  release.set();
  assertEquals([await waiting, await held], [16, 0]);
  pool.close();
  assert(await pool.join(LONG_MS));
});

Deno.test("Pool.apply() overtakes no call that waits for room when a waiting task is withdrawn", () =>
  withPool({ processes: 1, queueLimit: 1 }, async (pool) => {
    const [running, release] = [new Event(), new Event()];
    const held = pool.apply(target.hold, [running, release]);
    assert(await running.wait(LONG_MS));
    const changed = new AbortController();
    const withdrawn = pool.apply(target.square, [1], { signal: changed.signal });
    const order: number[] = [];
    const note = (result: number) => order.push(result);
    const early = pool.apply(target.square, [2]).then(note);
    changed.abort(new RangeError("changed my mind"));
    const late = pool.apply(target.square, [3]).then(note);
    release.set();
    await assertRejects(() => withdrawn, RangeError, "changed my mind");
    await Promise.all([held, early, late]);
    assertEquals(order, [4, 9]);
  }));

Deno.test("Pool lets in only as many waiting callers as there is room for", () =>
  withPool({ processes: 1, queueLimit: 2 }, async (pool) => {
    let submitted = 0;
    const counted = {
      get value() { // read when the task is submitted
        submitted += 1;
        return 0;
      },
    };
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: unknown[]) => {
      listeners += 1;
      addEventListener.apply(signal, args as Parameters<typeof addEventListener>);
    };
    signal.removeEventListener = (...args: unknown[]) => {
      listeners -= 1;
      removeEventListener.apply(signal, args as Parameters<typeof removeEventListener>);
    };
    const gates = Array.from({ length: 6 }, () => [new Event(), new Event()] as const);
    const calls = gates.map((gate) => pool.apply(target.hold, [...gate, counted as unknown as number], { signal }));
    for (const call of calls) call.catch(() => {}); // where this test fails, the first failure is the one to see
    for (const [index, [running, release]] of gates.entries()) {
      assert(await running.wait(LONG_MS));
      assertEquals(submitted, Math.min(gates.length, index + 3), `while task ${index} runs`);
      release.set();
      await calls[index];
    }
    assertEquals(listeners, 0);
  }));

Deno.test("Pool passes handles, which stay usable when their task is given up", () =>
  withPool({ processes: 1 }, async (pool) => {
    const queue = new Queue<number>();
    await pool.apply(target.put, [queue, 1]);
    const [running, release] = [new Event(), new Event()];
    const held = pool.apply(target.hold, [running, release]);
    await running.wait(LONG_MS);
    const controller = new AbortController();
    const given = pool.apply(target.put, [queue, 2], { signal: controller.signal });
    controller.abort();
    await assertRejects(() => given, DOMException);
    release.set();
    await held;
    await pool.apply(target.put, [queue, 3]);
    assertEquals([queue.getSync(), queue.getSync()], [1, 3]);
  }));

Deno.test("Pool works in a child process, and ends with it", async () => {
  const queue = new Queue<unknown>();
  const child = new Process({ module, target: target.poolOfChild, args: [queue] });
  child.start();
  assertEquals([await queue.get(LONG_MS), await queue.get(LONG_MS)], [[1, 4, 9], 2]);
  assert(await child.join(LONG_MS));
  assertEquals(child.exitCode, 0);
  assertEquals(activeChildren(), []);
});

Deno.test("Pool cannot be created in its own worker", () =>
  withPool({ processes: 1 }, async (pool) => {
    await assertRejects(() => pool.apply(target.poolInWorker), Error, "a daemon may not have children");
    assertEquals(await pool.apply(target.square, [2]), 4);
  }));

Deno.test("Pool may have more workers than there are processors", () =>
  withPool({ processes: 3 * navigator.hardwareConcurrency }, async (pool) => {
    const items = Array.from({ length: 500 }, (_, index) => index);
    assertEquals(await pool.map(target.square, items, { chunkSize: 1 }), items.map(target.square));
  }));

Deno.test("Pool gives its shared memory back", async () => {
  const { core, self } = currentTree();
  const use = async () => {
    const pool = new Pool({ module, processes: 2 });
    const large = new Uint8Array(100_000);
    await pool.map(target.same, [large, "text", 5, { list: [1, 2] }], { chunkSize: 1 });
    await pool.map(target.square, Array(5000).fill(3));
    await pool.starmap(target.multiply, Array(3000).fill([1, 2]), { chunkSize: 1 });
    await pool.apply(target.exit, [1]).catch(() => {});
    await pool.apply(target.same, [{ field: () => {} }]).catch(() => {});
    await useAll(pool); // a process that is ended while it starts keeps what it was sent
    const dropped = pool.applyAsync(target.sleep, [60_000]);
    for (let index = 0; index < 2000; index++) pool.applyAsync(target.same, ["x".repeat(index)]);
    pool.terminate();
    assert(await pool.join(LONG_MS));
    assertEquals(dropped.successful(), false);
  };
  await use(); // what the process keeps for itself: an inbox, a scratch
  const used = core.usedBytes(self);
  for (let round = 0; round < 3; round++) await use();
  await until("it was given back", () => core.usedBytes(self) <= used);
});
