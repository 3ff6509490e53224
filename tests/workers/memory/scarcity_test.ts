/**
 * A tree with little shared memory: messages of any length that fits, and waiting where it does not fit at the moment.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import "../../../workers/handles.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { QueueFull } from "../../../workers/errors.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { limitSharedMemory } from "../../../workers/process/limit_shared_memory.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { collectGarbage } from "../garbage.ts";
import { joinAll, LONG_MS, startIn, until } from "../support.ts";
import { bytesOf, isWhole, neverTake, putMany, size, sizes, throwLong } from "./scarcity_targets.ts";

const MIB = 2 ** 20;
const LIMIT = 24 * MIB;
const module = new URL("./scarcity_targets.ts", import.meta.url);

assertThrows(() => limitSharedMemory("1" as never), TypeError, 'bytes must be a number, got "1"');
for (const wrong of [NaN, -1, 2 ** 20 - 1, 2 ** 32 + 1, Infinity]) {
  assertThrows(() => limitSharedMemory(wrong), RangeError, `got ${wrong}`);
}
limitSharedMemory(LIMIT);
const tree = currentTree();
const used = () => tree.core.usedBytes(tree.self);

/** Takes two thirds of the memory. */
function hold(): SharedMemory[] {
  return [1, 2].map(() => {
    const block = new SharedMemory({ create: true, size: 8 * MIB - 1000 });
    block.unlink();
    return block;
  });
}

Deno.test("limitSharedMemory() holds for the tree, and comes too late for one that is made", () => {
  assertThrows(() => limitSharedMemory(LIMIT), Error, "before anything else");
  assertThrows(() => new SharedMemory({ create: true, size: LIMIT }), RangeError, "shared memory is used up");
});

Deno.test("What is longer than the memory can ever be is refused at once, and says why", async () => {
  const before = used();
  const bytes = new Uint8Array(LIMIT + 1);
  const text = "a".repeat(LIMIT);
  const why = `and the tree's shared memory can never be larger than ${LIMIT}; see limitSharedMemory`;
  const [queue, simple, inside] = [new Queue<unknown>(), new SimpleQueue<unknown>(), new Event()];
  const [mine] = Pipe();
  await using pool = new Pool({ processes: 1, module });
  assertEquals(await pool.apply(size, [bytesOf(1)]), 1);
  const begin = performance.now();
  for (const item of [bytes, [inside, bytes], text]) {
    assertThrows(() => queue.putSync(item), RangeError, "Cannot send item: it takes 25165");
    assertThrows(() => queue.putNowait(item), RangeError, why);
    await assertRejects(() => queue.put(item, 20), RangeError, why);
    await assertRejects(() => simple.put(item), RangeError, why);
    await assertRejects(() => mine.send(item), RangeError, why);
  }
  assertThrows(() => mine.sendBytesSync(bytes), RangeError, why);
  await assertRejects(() => pool.apply(size, [bytes]), RangeError, why);
  await assertRejects(() => pool.apply(bytesOf, [LIMIT + 1]), RangeError, why);
  await assertRejects(() => pool.map(bytesOf, [LIMIT + 1]), RangeError, why);
  await assertRejects(() => pool.apply(throwLong, [LIMIT + 1]), RangeError, why);
  assert(performance.now() - begin < LONG_MS / 2, "nothing of it waited");
  assertEquals(await pool.apply(size, [bytesOf(1)]), 1);
  queue.putSync(inside);
  assert(queue.getSync() instanceof Event);
  await pool.terminate();
  await pool.join();
  await until("the memory is given back", () => {
    collectGarbage();
    return used() < before + MIB;
  });
});

Deno.test("A loop that drops shared objects and never awaits is told of the way out, which is one", () => {
  const make = () => new SharedArray("uint8", MIB);
  const dropAll = () => {
    for (let count = 0; count < 100; count++) make();
  };
  assertThrows(dropAll, RangeError, 'shared memory is used up; give objects back by "using" or [Symbol.dispose]()');
});

Deno.test("A loop that gives shared objects back itself needs no turn of the event loop", async () => {
  await until("the memory is given back", () => {
    collectGarbage();
    return used() < 4 * MIB;
  });
  for (let count = 0; count < 100; count++) {
    using array = new SharedArray("uint8", MIB);
    array.view[0] = 1;
  }
});

Deno.test("A message takes little more memory than it is long, whatever way it goes", async () => {
  const queue = new Queue<Uint8Array>();
  const [mine, theirs] = Pipe();
  const length = 17 * MIB + 12_345; // no power of two that it fits in fits in the tree
  const bytes = bytesOf(length);
  const before = used();
  queue.putSync(bytes);
  assert(isWhole(queue.getSync(), length));
  await mine.send([bytes]);
  assert(isWhole((await theirs.recv() as Uint8Array[])[0], length));
  await mine.sendBytes(bytes);
  assert(isWhole(await theirs.recvBytes(), length));
  const text = "a".repeat(length) + "é";
  mine.sendSync(text);
  assertEquals(theirs.recvSync() === text, true);
  await using pool = new Pool({ processes: 1, module });
  assertEquals(await pool.apply(size, [bytes]), length);
  assert(isWhole(await pool.apply(bytesOf, [length]), length));
  const process = startIn(module)(putMany, new Queue(), 0, bytes as unknown as number);
  await joinAll(process);
  await pool.terminate();
  await pool.join();
  await until("the memory is given back", () => {
    collectGarbage();
    return used() < before + MIB; // what a process keeps for its messages is less
  });
});

Deno.test("Results and arguments of a pool that do not fit at once wait for each other", async () => {
  await using pool = new Pool({ processes: 2, module });
  const count = 60;
  const lengths = Array.from({ length: count }, (_, index) => MIB + index);
  const results = await Promise.all(lengths.map((length) => pool.apply(bytesOf, [length])));
  assert(results.every((bytes, index) => isWhole(bytes, lengths[index])));
  const items = lengths.map(bytesOf);
  assertEquals(await Promise.all(items.map((bytes) => pool.apply(size, [bytes]))), lengths);
  assertEquals(await pool.map(size, items), lengths);
  assert((await pool.map(bytesOf, lengths)).every((bytes, index) => isWhole(bytes, lengths[index])));
  assertEquals(await pool.starmap(sizes, items.map((bytes) => [bytes, bytes] as const)), lengths.map((n) => n * 2));
  let next = 0;
  for await (const bytes of pool.imap(bytesOf, lengths)) assert(isWhole(bytes, lengths[next++]));
});

Deno.test("Blocking and awaited puts of another process wait for memory, and lose nothing", async () => {
  for (const awaited of [false, true]) {
    for (const queue of [new Queue<Uint8Array>(), new JoinableQueue<Uint8Array>(), new SimpleQueue<Uint8Array>()]) {
      const process = startIn(module)(putMany, queue, 40, MIB, awaited);
      for (let index = 0; index < 40; index++) assert(isWhole(queue.getSync(LONG_MS), MIB + index));
      await joinAll(process);
      assertEquals(process.exitCode, 0);
    }
  }
});

Deno.test("A put without memory fails at once where nobody could free any, and in time where it has a limit", async () => {
  const queue = new Queue<Uint8Array>();
  const blocks = hold();
  const item = bytesOf(9 * MIB);
  assertThrows(() => queue.putSync(item), RangeError, "shared memory is used up");
  assertThrows(() => queue.putNowait(item), RangeError, "shared memory is used up");
  await assertRejects(() => queue.put(item), RangeError, "shared memory is used up");
  await assertRejects(() => queue.put(item, 20), QueueFull);
  const [ready, never] = [new Event(), new Event()];
  const process = startIn(module)(neverTake, ready, never);
  assert(await ready.wait(LONG_MS));
  assertThrows(() => queue.putSync(item, 20), QueueFull);
  const controller = new AbortController();
  const waiting = queue.put(item, { signal: controller.signal });
  controller.abort(new Error("enough"));
  await assertRejects(() => waiting, Error, "enough");
  never.set();
  await joinAll(process);
  assert(queue.empty());
  for (const block of blocks) block.close();
  queue.putSync(item);
  assert(isWhole(queue.getSync(), item.length));
});

Deno.test("Awaited puts wait until this process itself takes something, in the order of the calls", async () => {
  const queue = new Queue<Uint8Array | string>();
  const puts = Array.from({ length: 8 }, (_, index) => queue.put(bytesOf(5 * MIB + index)));
  puts.push(queue.put("last"));
  for (let index = 0; index < 8; index++) assert(isWhole(await queue.get() as Uint8Array, 5 * MIB + index));
  assertEquals(await queue.get(), "last");
  await Promise.all(puts);
});

Deno.test("What a process had that was killed while it waited for memory is given back", async () => {
  const queue = new Queue<Uint8Array>();
  const first = startIn(module)(putMany, queue, 1, MIB, false);
  await joinAll(first);
  queue.getSync();
  const before = used();
  const blocks = hold();
  const process = startIn(module)(putMany, queue, 100, 2 * MIB, false, new Lock());
  await until("it waits for memory", () => queue.qsize() > 1);
  process.kill();
  await joinAll(process);
  while (!queue.empty()) queue.getSync();
  for (const block of blocks) block.close();
  await until("its memory is given back", () => {
    collectGarbage();
    return used() < before + MIB;
  });
});
