/**
 * Handles of what can be closed: independent of each other, given back at once or when nobody refers to them, never used after that.
 *
 * Runs once: there is one process.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import "../../../workers/handles.ts";
import type { Connection } from "../../../workers/channels/connection.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { wait, waitSync } from "../../../workers/channels/wait.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { EndOfFileError } from "../../../workers/errors.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import { Value } from "../../../workers/memory/value.ts";
import { limitSharedMemory } from "../../../workers/process/limit_shared_memory.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { collectGarbage } from "../garbage.ts";
import { until } from "../support.ts";

limitSharedMemory(128 * 2 ** 20);
const tree = currentTree();
const used = () => tree.core.usedBytes(tree.self);
const post = new SimpleQueue<unknown>();

/** A value to itself. */
function again<T>(value: T): T {
  post.putSync(value);
  return post.getSync() as T;
}

Deno.test("SharedMemory found by its name is a handle of its own: to close one closes no other", () => {
  const memory = new SharedMemory({ create: true, size: 8, name: "twice" });
  const [found, received] = [new SharedMemory({ name: "twice" }), again(memory)];
  assertEquals(new Set([memory, found, received]).size, 3);
  memory.close();
  assertThrows(() => memory.buf, Error, "closed in this process");
  found.buf[0] = 5;
  assertEquals(received.buf[0], 5);
  found.unlink();
  found.close();
  found.close();
  assertEquals([received.buf[0], received.size], [5, 8]);
  received.close();
});

Deno.test("Connection sent to oneself is a handle of its own, and the pipe ends with the last", () => {
  const [mine, theirs] = Pipe();
  const second = again(theirs) as Connection;
  const third = again([second])[0];
  theirs.close();
  mine.sendSync("one");
  assertEquals(second.recvSync(), "one");
  second.close();
  assertThrows(() => second.recvSync(), Error, "closed");
  mine.sendSync("two");
  assertEquals(third.recvSync(), "two");
  third.close();
  assertThrows(() => mine.recvSync(), EndOfFileError);
});

Deno.test("Queue, SimpleQueue, Value and SharedArray that come twice can be closed one by one", () => {
  for (const queue of [new Queue<unknown>(), new JoinableQueue<unknown>(), new SimpleQueue<unknown>()]) {
    const other = again(queue);
    queue.close();
    other.putSync(1);
    assertEquals(other.getSync(), 1);
    queue[Symbol.dispose]();
    queue[Symbol.dispose]();
    other.putSync(2);
    assertEquals([other.empty(), other.getSync()], [false, 2]);
    assertThrows(() => queue.putSync(1 as never), Error, "closed in this process");
  }
  const value = new Value("int32", 7);
  const twin = again(value);
  value.close();
  assertThrows(() => value.value, Error, "Cannot use the Value: it is closed");
  assertEquals(twin.value, 7);
  const array = new SharedArray("float64", [1, 2]);
  const same = again(array);
  array.close();
  assertThrows(() => array.get(0), Error, "Cannot use the array: it is closed");
  assertThrows(() => [...array], Error, "closed");
  assertEquals([...same], [1, 2]);
});

Deno.test("Locks that come again are the same, as nobody can close them", () => {
  const lock = new Lock();
  assertStrictEquals(again([lock])[0], lock);
});

Deno.test("using gives the memory of each kind back at once", () => {
  const make: (() => Disposable)[] = [
    () => new SharedArray("uint8", 100_000),
    () => new SharedArray("uint8", 100_000, { lock: false }),
    () => new Value("float64", 1, { lock: false }),
    () => new Queue(),
    () => new JoinableQueue(5),
    () => new SimpleQueue(),
    () => {
      const queue = new Queue<unknown>();
      queue.putSync(new Uint8Array(100_000));
      return queue;
    },
    () => {
      const memory = new SharedMemory({ create: true, size: 100_000 });
      memory.unlink();
      return memory;
    },
  ];
  for (const create of make) {
    const before = used();
    for (let count = 0; count < 50; count++) {
      using _ = create();
    }
    // A lock of its own goes when the collector comes.
    assert(used() - before < 50 * 256 + 4096, `${used() - before} bytes are left of ${create}`);
  }
});

Deno.test("A queue that is disposed of ends what this process awaits of it, and touches the ring no more", async () => {
  const queue = new JoinableQueue<unknown>(1);
  queue.putSync("full");
  const awaited = [queue.put("late"), queue.join(), wait([queue, new Queue()])];
  queue.getSync();
  const others = [queue.get(), queue.get()];
  await awaited[0];
  assertEquals(await others[0], "late");
  const joined = queue.join();
  using _ = new Queue(); // takes the place of what is freed
  queue[Symbol.dispose]();
  await assertRejects(() => others[1], Error, "closed");
  await assertRejects(() => joined, Error, "closed");
  for (const call of [() => queue.qsize(), () => queue.full(), () => queue.empty(), () => queue.taskDone()]) {
    assertThrows(call, Error, "closed in this process");
  }
  assertThrows(() => queue.joinSync(0), Error, "closed in this process");
  assertThrows(() => waitSync([queue], 0), Error, "closed in this process");
  assertThrows(() => post.putSync(queue), DOMException, "Cannot send item");
  await Promise.allSettled(awaited);
});

Deno.test("A put that waits for room is rejected when its queue is disposed of", async () => {
  const queue = new Queue<unknown>(1);
  queue.putSync("full");
  const waiting = queue.put("late");
  queue[Symbol.dispose]();
  await assertRejects(() => waiting, Error, "closed");
});

Deno.test("Shared arrays weigh on the collector: those that are dropped make room for others", async () => {
  for (let count = 0; count < 200; count++) { // 400 MiB of blocks, in a tree of 128 MiB
    new SharedArray("uint8", 2 ** 20, { lock: false });
    if (count % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
  }
});

Deno.test("A view keeps its memory while somebody refers to it", async () => {
  const views = [new SharedArray("int32", [1, 2, 3], { lock: false }).view, new SharedArray("int32", 3).getObj()];
  const value = new Value("int32", 9).getObj();
  const memory = new SharedMemory({ create: true, size: 100_000 });
  memory.unlink();
  const { buf } = (() => again(memory))();
  memory.close();
  buf.fill(7);
  for (let turn = 0; turn < 5; turn++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const others = Array.from({ length: 50 }, () => new SharedArray("uint8", new Uint8Array(100_000).fill(255)));
  assertEquals([[...views[0]], [...views[1]], value[0], buf[99_999]], [[1, 2, 3], [0, 0, 0], 9, 7]);
  assert(others.length === 50);
});

Deno.test("Handles that nobody refers to are given back", async () => {
  await until("what earlier tests had is gone", () => {
    collectGarbage();
    return used() < 2 ** 21;
  });
  const before = used();
  for (let count = 0; count < 20; count++) {
    again(new Queue());
    again(Pipe());
    again(new Value("int32"));
  }
  await until("the memory is free", () => {
    collectGarbage();
    return used() <= before;
  });
});
