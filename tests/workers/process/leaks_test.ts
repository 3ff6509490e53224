/**
 * What is given back: memory, slots, holds of handles that nobody refers to any more.
 *
 * @module
 */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Process } from "../../../workers/process/process.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { Value } from "../../../workers/memory/value.ts";
import { collectGarbage } from "../garbage.ts";
import { joinAll, LONG_MS, soak, start, until } from "../support.ts";
import * as target from "../targets.ts";

function usedBytes(): number {
  const { core, self } = currentTree();
  return core.usedBytes(self);
}

/** Waits until no more is in use than before, or fails: finalizers come when they come. */
async function backTo(before: number): Promise<void> {
  await until(`${before} bytes or less in use`, () => {
    collectGarbage();
    return usedBytes() <= before;
  });
}

/** The bytes in use when they have stayed the same for a while. */
async function settledBytes(): Promise<number> {
  let [last, since] = [usedBytes(), 0];
  await until("the bytes in use stay the same", () => {
    collectGarbage();
    since = usedBytes() === last ? since + 1 : 0;
    last = usedBytes();
    return since === 20;
  });
  return last;
}

/** One of each, some with contents. */
function everything(): object[] {
  const [queue, joinable, simple] = [new Queue(), new JoinableQueue(5), new SimpleQueue()];
  const [one, other] = Pipe();
  queue.putSync([new Lock({ name: "inside" }), new Array(10_000).fill("long")]);
  simple.putSync("item");
  one.sendSync(new Event());
  const lock = new RLock({ name: "a name" });
  const memory = new SharedMemory({ create: true, size: 1000 });
  memory.unlink();
  const rest = [new Condition(lock), new Barrier(2), new Semaphore(3), new Value("d", 1), new SharedArray("i", 100)];
  return [queue, joinable, simple, one, other, lock, memory, ...rest];
}

Deno.test("handles that nobody refers to close by themselves and give their memory back", async () => {
  everything();
  await backTo(usedBytes());
  const before = usedBytes();
  let kept: object[] | null = null;
  for (let turn = 0; turn < (soak ? 1000 : 20); turn++) kept = everything();
  assert(kept !== null && usedBytes() > before);
  kept = null;
  await backTo(before);
});

Deno.test("Connection that nobody refers to closes: the other end sees the end of file", async () => {
  const other = (() => Pipe()[1])();
  await until("the end of file", () => {
    collectGarbage();
    return other.pollSync();
  });
  assertThrows(() => other.recvSync(), Error, "nothing is left");
});

Deno.test("Process gives back what it was sent and what it held, however it ended", async () => {
  const turn = async () => {
    const ready = new Event();
    const processes = [
      start(target.putArguments, new Queue(), everything()),
      start(target.never as (...args: unknown[]) => unknown, ready, everything()),
      start(target.fail as (...args: unknown[]) => unknown, everything()),
    ];
    assert(await ready.wait(LONG_MS));
    processes[1].kill();
    await joinAll(...processes);
  };
  await turn();
  const before = await settledBytes();
  for (let index = 0; index < (soak ? 100 : 4); index++) await turn();
  // The collector may keep the last few handles until there are newer ones; what leaks would only become more.
  let after = await settledBytes();
  for (let more = 0; after > before && more < 10; more++) {
    await turn();
    after = await settledBytes();
  }
  assert(after <= before, `${after} bytes in use, ${before} before`);
});

Deno.test("Process drops its arguments when it has been started", async () => {
  const refs: WeakRef<object>[] = [];
  const process = (() => {
    const argument = { text: "large" };
    refs.push(new WeakRef(argument));
    return start(target.putArguments, new Queue(), argument);
  })();
  await joinAll(process);
  await until("the argument is collected", () => {
    collectGarbage();
    return refs[0].deref() === undefined;
  });
  assertEquals(process.exitCode, 0);
});

Deno.test("Process that could not be started leaves nothing", () => {
  const before = usedBytes();
  for (let turn = 0; turn < 5; turn++) {
    assertThrows(() => start(target.putArguments, new Queue(), () => {}), DOMException);
  }
  const options = { module: new URL("../targets.ts", import.meta.url), target: target.nothing };
  const refused = new Process({ ...options, permissions: { net: "no" as never }, assertWorkerOptions: true });
  assertThrows(() => refused.start());
  assert(usedBytes() - before < 5 * 2 ** 18, "queues of this test, which are still referenced");
});

Deno.test("Queue.put() says when the shared memory is used up, and goes on when there is room again", async () => {
  const memory: SharedMemory[] = [];
  assertThrows(
    () => {
      for (;;) memory.push(new SharedMemory({ create: true, size: 2 ** 28 - 1000 }));
    },
    RangeError,
    "shared memory is used up",
  );
  const queue = new Queue();
  const big = new Uint8Array(2 ** 28 - 1000); // no room for one more of these
  assertThrows(() => queue.putSync(big), RangeError, "used up");
  assertEquals(queue.qsize(), 0);
  for (const block of memory) {
    block.unlink();
    block.close();
  }
  queue.putSync(new Uint8Array(2 ** 20));
  assertEquals((await queue.get(LONG_MS) as Uint8Array).length, 2 ** 20);
});
