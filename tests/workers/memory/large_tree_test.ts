/**
 * A tree of 4 GiB whose lower half is taken: every address is one that is negative as a number of 32 bits with a sign.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import "../../../workers/handles.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { wait } from "../../../workers/channels/wait.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import { Value } from "../../../workers/memory/value.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { limitSharedMemory } from "../../../workers/process/limit_shared_memory.ts";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { BoundedSemaphore, Semaphore } from "../../../workers/sync/semaphore.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { joinAll, startIn } from "../support.ts";
import { bytesOf, double, isWhole, useAll } from "./large_tree_targets.ts";

limitSharedMemory(2 ** 32);
const tree = currentTree();
const module = new URL("./large_tree_targets.ts", import.meta.url);

// Nothing of it is touched, so that it is address space and no memory.
const taken = [1, 2, 3].map(() => tree.core.blockAllocate(tree.self, 2 ** 29) >>> 0);

Deno.test("Everything works above 2 GiB, here and in other processes", async () => {
  assert(taken.every((block) => block > 0));
  assert(tree.core.blockAllocate(tree.self, 2 ** 16) >>> 0 > 2 ** 31, "the lower half is not taken");
  const [queue, joinable, simple] = [new Queue<unknown>(2), new JoinableQueue<unknown>(), new SimpleQueue<unknown>()];
  const [mine, theirs] = Pipe();
  const [value, array] = [new Value("int32", 1), new SharedArray("float64", [1, 2, 3])];
  const memory = new SharedMemory({ create: true, size: 100_000, name: "high" });
  const sync = [new Lock(), new RLock(), new Semaphore(1), new BoundedSemaphore(1), new Event(), new Condition()];
  const barrier = new Barrier(2);
  const process = startIn(module)(useAll, { queue, joinable, simple, theirs, value, array, sync, barrier });
  theirs.close();
  const bytes = bytesOf(20 * 2 ** 20);
  await mine.send(bytes);
  assert(isWhole(await mine.recv() as Uint8Array, bytes.length));
  assertEquals(await wait([queue]), [queue]);
  assertEquals([await queue.get(), await simple.get()], ["from the child", { text: "é".repeat(20_000) }]);
  await joinable.put("done?");
  await joinable.join();
  await barrier.wait();
  await joinAll(process);
  assertEquals([process.exitCode, value.value, [...array], memory.buf[5]], [0, 42, [2, 4, 6], 9]);
  memory.unlink();
});

Deno.test("Pool and Manager work above 2 GiB", async () => {
  await using pool = new Pool({ processes: 2, module });
  assertEquals(await pool.map(double, [1, 2, 3]), [2, 4, 6]);
  assert(isWhole(await pool.apply(bytesOf, [300_000]), 300_000));
  assertEquals(await pool.apply(double, ["ab"]), "abab");
  await using manager = new Manager();
  const dict = await manager.dict<string, unknown>({ a: 1 });
  await dict.set("b", await manager.list([1, 2]));
  assertEquals([await dict.size(), dict.getSync("a")], [2, 1]);
});
