/**
 * A pool whose owner's thread waits for something else, or asks again and again: tasks are handed out, the dead are replaced,
 * maps are fed, callbacks are called.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import { DeadlockError, TimeoutError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { type PoolOptions, task } from "../../../workers/pool/options.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { waitSync } from "../../../workers/channels/wait.ts";
import * as target from "./pool_targets.ts";
import * as blocking from "./pool_blocking_targets.ts";
import { LONG_MS } from "../support.ts";

const module = new URL("./pool_targets.ts", import.meta.url);
/** More than a board has room for. */
const MANY = 1500;

/** A pool that is gone when the test is over. */
async function withPool(options: PoolOptions, use: (pool: Pool) => void): Promise<void> {
  const pool = new Pool({ module, processes: 2, ...options });
  try {
    use(pool);
  } finally {
    pool.terminate();
    assert(await pool.join(LONG_MS));
  }
}

Deno.test("Pool hands out more tasks than have room while its owner blocks in Queue.getSync()", () =>
  withPool({}, (pool) => {
    const queue = new Queue<number>();
    for (let index = 0; index < MANY; index++) pool.applyAsync(target.put, [queue, index]);
    let sum = 0;
    for (let index = 0; index < MANY; index++) sum += queue.getSync(LONG_MS);
    assertEquals(sum, MANY * (MANY - 1) / 2);
  }));

/** The last of many tasks does something; the owner blocks until it has. */
const waits: Record<string, (pool: Pool, last: (event: Event) => void) => void> = {
  "Event.waitSync()": (_, last) => {
    const event = new Event();
    last(event);
    assert(event.waitSync(LONG_MS));
  },
  "Process.joinSync()": (_, last) => {
    const event = new Event();
    const process = new Process({ module: blocking.module, target: blocking.waitFor, args: [event] });
    process.start();
    last(event);
    assert(process.joinSync(LONG_MS));
  },
  "Lock.acquireSync()": (_, last) => {
    const [event, held, lock] = [new Event(), new Event(), new Lock()];
    const process = new Process({ module: blocking.module, target: blocking.holdUntil, args: [lock, held, event] });
    process.start();
    assert(held.waitSync(LONG_MS));
    last(event);
    assert(lock.acquireSync(LONG_MS));
    lock.release();
    assert(process.joinSync(LONG_MS));
  },
  "Semaphore.acquireSync()": (_, last) => {
    const [event, semaphore] = [new Event(), new Semaphore(0)];
    const process = new Process({ module: blocking.module, target: blocking.releaseAfter, args: [semaphore, event] });
    process.start();
    last(event);
    assert(semaphore.acquireSync(LONG_MS));
    assert(process.joinSync(LONG_MS));
  },
  "Connection.recvSync()": (_, last) => {
    const event = new Event();
    const [mine, other] = Pipe();
    const process = new Process({ module: blocking.module, target: blocking.sendAfter, args: [other, event] });
    process.start();
    last(event);
    assertEquals(mine.recvSync(LONG_MS), "sent");
    assert(process.joinSync(LONG_MS));
  },
  "Barrier.waitSync()": (_, last) => {
    const [event, barrier] = [new Event(), new Barrier(2)];
    const process = new Process({ module: blocking.module, target: blocking.meetAfter, args: [barrier, event] });
    process.start();
    last(event);
    barrier.waitSync(LONG_MS);
    assert(process.joinSync(LONG_MS));
  },
  "Condition.waitSync()": (_, last) => {
    const [event, condition] = [new Event(), new Condition()];
    const process = new Process({ module: blocking.module, target: blocking.notifyAfter, args: [condition, event] });
    condition.acquireSync();
    process.start();
    last(event);
    assert(condition.waitSync(LONG_MS));
    condition.release();
    assert(process.joinSync(LONG_MS));
  },
  "waitSync()": (_, last) => {
    const [event, queue] = [new Event(), new Queue<string>()];
    const process = new Process({ module: blocking.module, target: blocking.putAfter, args: [queue, event] });
    process.start();
    last(event);
    assertEquals(waitSync([process.sentinel, queue], LONG_MS).length > 0, true);
    assert(process.joinSync(LONG_MS));
  },
  "Event.isSet() in a loop": (_, last) => {
    const event = new Event();
    last(event);
    const end = performance.now() + LONG_MS;
    while (!event.isSet()) assert(performance.now() < end);
  },
  "Queue.empty() in a loop": (_, last) => {
    const [event, queue] = [new Event(), new Queue<string>()];
    const process = new Process({ module: blocking.module, target: blocking.putAfter, args: [queue, event] });
    process.start();
    last(event);
    const end = performance.now() + LONG_MS;
    while (queue.empty()) assert(performance.now() < end);
    assertEquals(queue.getNowait(), "put");
    assert(process.joinSync(LONG_MS));
  },
  "getSync(0) in a loop": (_, last) => {
    const [event, queue] = [new Event(), new Queue<string>()];
    const process = new Process({ module: blocking.module, target: blocking.putAfter, args: [queue, event] });
    process.start();
    last(event);
    const end = performance.now() + LONG_MS;
    for (let got = ""; got === "";) {
      assert(performance.now() < end);
      try {
        got = queue.getSync(0);
      } catch {
        // Not yet.
      }
    }
    assert(process.joinSync(LONG_MS));
  },
  "AsyncResult.ready() in a loop": (pool, last) => {
    last(new Event());
    const result = pool.applyAsync(target.square, [4]);
    const end = performance.now() + LONG_MS;
    while (!result.ready()) assert(performance.now() < end);
    assertEquals(result.getSync(0), 16);
  },
  "AsyncResult.waitSync(0) in a loop": (pool, last) => {
    last(new Event());
    const result = pool.applyAsync(target.square, [4]);
    const end = performance.now() + LONG_MS;
    while (!result.waitSync(0)) assert(performance.now() < end);
    assertEquals(result.getSync(0), 16);
  },
};

for (const [name, block] of Object.entries(waits)) {
  Deno.test(`Pool hands out more tasks than have room while its owner blocks in ${name}`, () =>
    withPool({}, (pool) => {
      for (let index = 0; index < MANY; index++) pool.applyAsync(target.square, [index]);
      block(pool, (event) => void pool.applyAsync(task(blocking.module, blocking.set), [event]));
    }));

  Deno.test(`Pool replaces workers that died while its owner blocks in ${name}`, () =>
    withPool({ maxTasksPerChild: 1 }, (pool) => {
      for (let index = 0; index < 6; index++) pool.applyAsync(target.square, [index]);
      pool.applyAsync(target.exit, [3]);
      block(pool, (event) => void pool.applyAsync(task(blocking.module, blocking.set), [event]));
    }));
}

Deno.test("Pool.mapAsync() is fed while its owner blocks for the result, or for something else", () =>
  withPool({}, (pool) => {
    const items = Array.from({ length: 300_000 }, (_, index) => index);
    const results = pool.mapAsync(target.square, items).getSync(LONG_MS);
    assertEquals([results.length, results[299_999]], [300_000, 299_999 ** 2]);
    const small = pool.mapAsync(target.describe, items.slice(0, 50_000).map(String), { chunkSize: 5 });
    const queue = new Queue<number>();
    pool.applyAsync(target.put, [queue, 1]);
    assertEquals(queue.getSync(LONG_MS), 1);
    while (!small.ready());
    assertEquals(small.getSync(0)[49_999], "string:49999");
  }));

Deno.test("Pool calls callbacks before getSync(), waitSync() and joinSync() return, and while its owner blocks", () =>
  withPool({}, (pool) => {
    const heard: unknown[] = [];
    const callback = (value: unknown) => heard.push(value);
    const errorCallback = (error: unknown) => heard.push((error as Error).message);
    assertEquals(pool.applyAsync(target.square, [3], { callback }).getSync(LONG_MS), 9);
    assertEquals(heard.splice(0), [9]);
    assert(pool.applyAsync(target.refuse, ["no"], { callback, errorCallback }).waitSync(LONG_MS));
    assertEquals(heard.splice(0), ["no"]);
    const polled = pool.mapAsync(target.square, [1, 2], { callback });
    while (!polled.ready());
    assertEquals(heard.splice(0), [[1, 4]]);
    const progress: number[] = [];
    pool.mapAsync(target.square, [1, 2, 3], { chunkSize: 1, onProgress: (done) => progress.push(done) }).getSync(
      LONG_MS,
    );
    assertEquals(progress, [1, 2, 3]);
    // Only the callback can end the wait, and the queue is nobody else's.
    const queue = new Queue<number>();
    pool.applyAsync(target.square, [5], { callback: (value) => queue.putSync(value) });
    assertEquals(queue.getSync(), 25);
    pool.applyAsync(target.square, [6], { callback });
    pool.close();
    assert(pool.joinSync(LONG_MS));
    assertEquals(heard, [36]);
  }));

Deno.test("Pool's callback may block for the pool, and one that throws keeps nobody from going on", async () => {
  const thrown = Promise.withResolvers<unknown>();
  const listener = (event: ErrorEvent) => {
    event.preventDefault();
    thrown.resolve(event.error);
  };
  addEventListener("error", listener);
  try {
    await withPool({}, (pool) => {
      const inner: number[] = [];
      const first = pool.applyAsync(target.square, [2], {
        callback: (value) => inner.push(pool.applySync(target.square, [value]), pool.mapSync(target.square, [3])[0]),
      });
      assertEquals([first.getSync(LONG_MS), inner], [4, [16, 9]]);
      const callback = () => {
        throw new RangeError("in a callback");
      };
      assertEquals(pool.applyAsync(target.square, [2], { callback }).getSync(LONG_MS), 4);
      assertEquals(pool.applySync(target.square, [3]), 9);
    });
    assertEquals((await thrown.promise as Error).message, "in a callback");
  } finally {
    removeEventListener("error", listener);
  }
});

Deno.test("Pool's workers with a queue of their initializer are replaced while its owner blocks for it", () => {
  const queue = new Queue<number>();
  const options = { initializer: blocking.keep, initArgs: [queue] as [Queue<number>], maxTasksPerChild: 1 };
  return withPool({ ...options, module: blocking.module } as unknown as PoolOptions, (pool) => {
    for (let index = 0; index < 10; index++) pool.applyAsync(blocking.putKept, [index]);
    const got = Array.from({ length: 10 }, () => queue.getSync());
    assertEquals(got.sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

Deno.test("Pool that has nothing to do leaves a hopeless wait hopeless", () =>
  withPool({}, (pool) => {
    assertEquals(pool.applySync(target.square, [2]), 4);
    assertThrows(() => new Queue<number>().getSync(), DeadlockError);
  }));

Deno.test("Pool keeps a task's limit while its owner blocks for something else", () =>
  withPool({}, (pool) => {
    const never = new Event();
    const queue = new Queue<string>();
    pool.applyAsync(target.hold, [new Event(), never], {
      timeoutMs: 50,
      errorCallback: (error) => queue.putSync((error as Error).name),
    });
    assertEquals(queue.getSync(), TimeoutError.name);
  }));

Deno.test("Pool of a child goes on while the child blocks", () => {
  const queue = new Queue<unknown>();
  const process = new Process({ module: blocking.module, target: blocking.blockInChild, args: [queue] });
  process.start();
  assertEquals([queue.getSync(LONG_MS), queue.getSync(LONG_MS)], [MANY, "exited"]);
  assert(process.joinSync(LONG_MS));
});

Deno.test("Pool's results that are too much for the memory are taken while its owner blocks", () =>
  withPool({}, (pool) => {
    const queue = new Queue<number>();
    const results = Array.from({ length: 330 }, () => pool.applyAsync(target.bytes, [1 << 22]));
    pool.applyAsync(target.put, [queue, 1]);
    assertEquals(queue.getSync(), 1);
    assertEquals(results.every((result) => result.getSync(LONG_MS).length === 1 << 22), true);
  }));

Deno.test("Pool of a manager names the deadlock of tasks that block for tasks of their own pool", async () => {
  await using manager = new Manager();
  for (const processes of [1, 2]) {
    const pool = await manager.pool({ processes, module: blocking.module });
    const calls = Array.from({ length: processes }, () => pool.apply(blocking.squareOfSquare, [pool, 3]));
    const reasons = (await Promise.allSettled(calls)).flatMap((end) => end.status === "rejected" ? [end.reason] : []);
    if (processes === 1) assertEquals(reasons.length, 1); // of two one may have come too late to be in the way
    for (const reason of reasons) {
      assert(reason instanceof DeadlockError, String(reason));
      assertMatch(reason.message, /every worker of the pool waits for a task of that pool: PoolWorker-1/);
    }
    const other = await manager.pool({ processes: 1, module: blocking.module });
    assertEquals(await other.apply(blocking.squareOfSquare, [pool, 3]), 81);
  }
});
