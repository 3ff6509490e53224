import { assert, assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { QueueEmpty, QueueFull } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { joinAll, LONG_MS, start } from "../support.ts";
import * as target from "../targets.ts";

Deno.test("Queue.put() follows CPython's test_put", async () => {
  const queue = new Queue<number>(6);
  assertEquals([queue.empty(), queue.full()], [true, false]);
  queue.putSync(1);
  queue.putSync(2, undefined);
  queue.putSync(3, 0);
  queue.putNowait(4);
  await queue.put(5);
  await queue.put(6, { timeoutMs: 5 });
  assertEquals([queue.empty(), queue.full(), queue.qsize()], [false, true, 6]);
  const begun = performance.now();
  assertThrows(() => queue.putNowait(7), QueueFull);
  assertThrows(() => queue.putSync(7, -1), QueueFull);
  await assertRejects(() => queue.put(7, 0), QueueFull);
  assert(performance.now() - begun < LONG_MS);
  assertThrows(() => queue.putSync(7, 20), QueueFull);
  await assertRejects(() => queue.put(7, 20), QueueFull);
  assert(performance.now() - begun >= 38);
  assertEquals(Array.from({ length: 6 }, () => queue.getNowait()), [1, 2, 3, 4, 5, 6]);
});

Deno.test("Queue.get() follows CPython's test_get", async () => {
  const queue = new Queue<number>();
  for (const item of [1, 2, 3]) queue.putSync(item);
  assertEquals([queue.getSync(), await queue.get(), queue.getNowait()], [1, 2, 3]);
  assertThrows(() => queue.getNowait(), QueueEmpty);
  assertThrows(() => queue.getSync(20), QueueEmpty);
  await assertRejects(() => queue.get(20), QueueEmpty);
  await assertRejects(() => queue.get(0), QueueEmpty);
});

Deno.test("Queue.qsize() follows CPython's test_qsize", async () => {
  const queue = new Queue<number>();
  const sizes = [queue.qsize()];
  queue.putSync(1);
  sizes.push(queue.qsize());
  await queue.put(5);
  sizes.push(queue.qsize());
  queue.getSync();
  sizes.push(queue.qsize());
  await queue.get();
  assertEquals([...sizes, queue.qsize()], [0, 1, 2, 1, 0]);
});

Deno.test("Queue.get() waits as long as it was told, as CPython's test_timeout", async () => {
  const queue = new Queue();
  for (const get of [() => Promise.try(() => queue.getSync(200)), () => queue.get(200)]) {
    const begun = performance.now();
    await assertRejects(get, QueueEmpty);
    assert(performance.now() - begun >= 190);
  }
});

Deno.test("Queue prints as the course's example does", () => {
  const queue = new Queue<number>(3);
  for (let item = 0; item < 3; item++) queue.putSync(3);
  assertThrows(() => queue.putNowait(3), QueueFull);
  assertEquals(queue.full(), true);
  assertEquals([queue.getSync(), queue.getSync(), queue.getSync()], [3, 3, 3]);
  assertEquals(queue.full(), false);
  assertThrows(() => queue.getNowait(), QueueEmpty);
  assertEquals(queue.empty(), true);
});

Deno.test("Queue keeps the order of one producer across processes", async () => {
  const [queue, result] = [new Queue<number | null>(), new Queue<number>()];
  const process = start(target.sum, queue, result);
  for (let item = 1; item <= 50_000; item++) queue.putSync(item);
  queue.putSync(null);
  assertEquals(await result.get(LONG_MS), 50_000 * 50_001 / 2);
  await joinAll(process);
});

Deno.test("Queue with several producers and consumers loses nothing and keeps each one's order", async () => {
  for (const maxsize of [0, 3, 1000]) {
    const queue = new Queue<[number, number]>(maxsize);
    const count = 3000;
    const producers = [0, 1, 2].map((producer) =>
      start(target.produce as (q: Queue<[number, number]>, p: number, c: number) => void, queue, producer, count)
    );
    const next = [0, 0, 0];
    for (let taken = 0; taken < 3 * count; taken++) {
      const [producer, index] = taken % 50 === 0 ? await queue.get(LONG_MS) : queue.getSync(LONG_MS);
      assertStrictEquals(index, next[producer]);
      next[producer] += 1;
    }
    assertEquals(next, [count, count, count]);
    await joinAll(...producers);
    assertEquals(queue.qsize(), 0);
  }
});

Deno.test("Queue without a maximum takes more than any ring holds, and outlives its putter", async () => {
  const queue = new Queue<[number, number]>();
  const process = start(
    target.produce as (q: Queue<[number, number]>, p: number, c: number) => void,
    queue,
    5,
    200_000,
  );
  await joinAll(process);
  assertEquals(queue.qsize(), 200_000);
  for (let index = 0; index < 200_000; index++) assertStrictEquals(queue.getNowait()[1], index);
});

Deno.test("Queue.put() awaited waits for room, in order, and obeys its signal", async () => {
  const queue = new Queue<number>(1);
  await queue.put(0);
  const controller = new AbortController();
  const aborted = queue.put(9, { signal: controller.signal }).catch((error) => error);
  controller.abort("stop");
  assertEquals(await aborted, "stop");
  const puts = [1, 2, 3].map((item) => queue.put(item));
  assertEquals([await queue.get(), await queue.get(), await queue.get(), await queue.get()].sort(), [0, 1, 2, 3]);
  await Promise.all(puts);
  const get = queue.get({ signal: AbortSignal.abort("never") }).catch((error) => error);
  assertEquals(await get, "never");
});

Deno.test("Queue refuses use after close, joinThread before it", async () => {
  const queue = new Queue();
  await assertRejects(() => queue.joinThread(), Error, "close it first");
  queue.close();
  queue.close();
  await queue.joinThread();
  queue.cancelJoinThread();
  assertThrows(() => queue.putSync(1), Error, "closed in this process");
  assertThrows(() => queue.getSync(), Error, "closed in this process");
  assertThrows(() => queue.empty(), Error, "closed in this process");
  await assertRejects(() => queue.put(1), Error, "closed in this process");
  await assertRejects(() => queue.get(), Error, "closed in this process");
});

Deno.test("Queue.close() is no signal to a consumer that is blocked elsewhere", async () => {
  const [queue, ready] = [new Queue(), new Event()];
  const process = start(target.blockedGet, ready, queue);
  await ready.wait(LONG_MS);
  queue.close();
  assertEquals(await process.join(30), false);
  process.terminate();
  await joinAll(process);
});

Deno.test("Queue that refused an item is as it was, and the next one passes", () => {
  const queue = new Queue<unknown>(1);
  assertThrows(() => queue.putSync(() => {}), DOMException);
  assertEquals([queue.qsize(), queue.empty()], [0, true]);
  queue.putSync(1);
  assertEquals(queue.getSync(), 1);
});

Deno.test("JoinableQueue.join() waits until all is done", async () => {
  const tasks = new JoinableQueue<number | null>();
  const workers = Array.from({ length: 4 }, () => start(target.work, tasks));
  for (let task = 0; task < 40; task++) tasks.putSync(task);
  assert(await tasks.join(LONG_MS));
  for (const _ of workers) tasks.putSync(null);
  await joinAll(...workers);
  assert(tasks.joinSync(0));
  assertThrows(() => tasks.taskDone(), RangeError, "more often than items were put");
  tasks.putSync(1);
  assertEquals([tasks.joinSync(1), await tasks.join(1)], [false, false]);
});

Deno.test("SimpleQueue follows CPython's TestSimpleQueue", async () => {
  const queue = new SimpleQueue<boolean>();
  assertEquals(queue.empty(), true);
  await joinAll(start(target.putSimple as (q: SimpleQueue<boolean>) => void, queue));
  assertEquals([queue.empty(), queue.getSync(), queue.empty()], [false, true, true]);
  queue.close();
  queue.close();
  assertThrows(() => queue.empty(), Error, "closed");
  assertThrows(() => queue.getSync(), Error, "closed");
  assertThrows(() => queue.putSync(true), Error, "closed");
});

Deno.test("Queue gives the memory of its messages back", () => {
  const tree = currentTree();
  const queue = new Queue<Uint8Array>();
  const bytes = new Uint8Array(100_000);
  queue.putSync(bytes);
  queue.getSync();
  const before = tree.core.usedBytes(tree.self);
  for (let turn = 0; turn < 300; turn++) {
    queue.putSync(bytes);
    queue.getSync();
  }
  assertEquals(tree.core.usedBytes(tree.self), before);
});

Deno.test("Queue refuses a maxsize that is no integer", () => {
  assertThrows(() => new Queue(1.5), RangeError, "must be an integer, got 1.5");
  assertEquals(new Queue(-3).full(), false);
});
