/** What workers run for large_tree_test.ts. @module */

import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import type { Connection } from "../../../workers/channels/connection.ts";
import type { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import type { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import type { SharedArray } from "../../../workers/memory/shared_array.ts";
import type { Value } from "../../../workers/memory/value.ts";
import type { Barrier } from "../../../workers/sync/barrier.ts";
import type { Condition } from "../../../workers/sync/condition.ts";
import type { Event } from "../../../workers/sync/event.ts";
import type { Lock } from "../../../workers/sync/lock.ts";
import type { RLock } from "../../../workers/sync/rlock.ts";
import type { Semaphore } from "../../../workers/sync/semaphore.ts";

export { bytesOf, isWhole } from "./scarcity_targets.ts";

export function double(item: number | string): number | string {
  return typeof item === "number" ? item * 2 : item + item;
}

export interface All {
  queue: Queue<unknown>;
  joinable: JoinableQueue<unknown>;
  simple: SimpleQueue<unknown>;
  theirs: Connection;
  value: Value<"int32">;
  array: SharedArray<"float64">;
  sync: (Lock | RLock | Semaphore | Event | Condition)[];
  barrier: Barrier;
}

export async function useAll({ queue, joinable, simple, theirs, value, array, sync, barrier }: All): Promise<void> {
  await theirs.send(theirs.recvSync());
  queue.putSync("from the child");
  simple.putSync({ text: "é".repeat(20_000) });
  joinable.getSync();
  joinable.taskDone();
  const [lock, rlock, semaphore, bounded, event, condition] = sync as [
    Lock,
    RLock,
    Semaphore,
    Semaphore,
    Event,
    Condition,
  ];
  for (const each of [lock, rlock, semaphore, bounded, condition]) {
    each.acquireSync();
    each.release();
    await each.acquire();
    if (each === condition) {
      each.waitSync(1);
      each.notify();
    }
    each.release();
  }
  event.set();
  await event.wait();
  {
    using _ = value.getLock().holdSync();
    value.value = 42;
  }
  for (let index = 0; index < array.length; index++) array.set(index, array.get(index) * 2);
  new SharedMemory({ name: "high" }).buf[5] = 9;
  barrier.waitSync();
}
