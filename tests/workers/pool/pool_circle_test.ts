/**
 * A pool's tasks that wait for what only its owner could give, which blocks until they are done, are told so; and tasks and owners that
 * somebody can still help are not.
 *
 * @module
 */

import { assertEquals, assertInstanceOf, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { Queue } from "../../../workers/channels/queue.ts";
import { BrokenBarrierError, DeadlockError } from "../../../workers/errors.ts";
import { asCompleted } from "../../../workers/pool/as_completed.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Process } from "../../../workers/process/process.ts";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { LONG_MS } from "../support.ts";
import * as target from "./pool_circle_targets.ts";

const module = new URL("./pool_circle_targets.ts", import.meta.url);

/** Does something with a pool, and waits for its end. */
async function withPool(processes: number, work: (pool: Pool) => void): Promise<void> {
  const pool = new Pool({ module, processes });
  try {
    work(pool);
  } finally {
    pool.terminate();
    await pool.join(LONG_MS);
  }
}

/** The error, which names a worker and the main process. */
function assertNamed(blocks: () => unknown): void {
  const { message } = assertThrows(blocks, DeadlockError);
  assertMatch(message, /PoolWorker-\d+ \(pid \d+\) waits for .*MainProcess \(pid \d+\) waits for a task of PoolWorker/);
}

Deno.test("Pool's task that waits for an item of its blocking owner is told, in every form of blocking", () =>
  withPool(2, (pool) => {
    // A queue of its own for each: a worker that has nothing to do may still have one of before, and nobody knows what it does with that.
    const queue = () => new Queue<number>();
    assertNamed(() => pool.applySync(target.take, [queue()]));
    assertNamed(() => pool.mapSync(target.take, [queue()]));
    assertNamed(() => pool.applyAsync(target.take, [queue()]).getSync());
    assertNamed(() => pool.imap(target.take, [queue()]).nextSync());
    assertNamed(() => [...asCompleted([pool.applyAsync(target.take, [queue()])])][0].getSync());
    const result = pool.applyAsync(target.take, [queue()]);
    pool.close();
    pool.joinSync();
    assertInstanceOf(result.exception, DeadlockError);
  }));

Deno.test("Pool's task that waits for anything of its blocking owner is told", () =>
  withPool(1, (pool) => {
    const lock = new Lock();
    lock.acquireSync();
    assertNamed(() => pool.applySync(target.watch, [new Event()]));
    assertNamed(() => pool.applySync(target.meet, [new Barrier(2)]));
    assertNamed(() => pool.applySync(target.enter, [new Semaphore(0)]));
    assertNamed(() => pool.applySync(target.hold, [lock]));
  }));

Deno.test("Pool's tasks that need more workers than there are are told, and so are those that wait for a worker", () =>
  withPool(1, (pool) => {
    const queue = new Queue<number>();
    const barrier = new Barrier(3);
    const parties = Array.from({ length: 3 }, () => pool.applyAsync(target.meet, [barrier]));
    for (const party of parties) party.waitSync();
    const [told, ...broken] = parties.map(({ exception }) => exception).sort((one) =>
      one instanceof DeadlockError ? -1 : 1
    );
    assertInstanceOf(told, DeadlockError);
    for (const error of broken) if (!(error instanceof DeadlockError)) assertInstanceOf(error, BrokenBarrierError);
    const results = Array.from({ length: 5 }, () => pool.applyAsync(target.take, [queue], { retries: 1 }));
    for (const result of results) assertThrows(() => result.getSync(), DeadlockError);
  }));

Deno.test("Pool's owner that blocks in something else while its tasks wait for it is told, or they are", () =>
  withPool(2, (pool) => {
    const [items, others] = [new Queue<number>(), new Queue<number>()];
    const result = pool.applyAsync(target.take, [items]);
    assertThrows(() => others.getSync(), DeadlockError);
    items.putSync(5);
    const [outcome] = [...asCompleted([result])];
    if (outcome.successful()) assertEquals(outcome.getSync(), 5);
    else assertInstanceOf(outcome.exception, DeadlockError);
  }));

Deno.test("Pool of a child whose parent blocks until that ends is told too", async () => {
  const [items, answer] = [new Queue<number>(), new Queue<string>()];
  const process = new Process({ module, target: target.ownsPool, args: [items, answer], name: "owner" });
  process.start();
  let message: string;
  try {
    process.joinSync();
    message = await answer.get(LONG_MS);
  } catch (error) { // whoever looks first is told
    assertInstanceOf(error, DeadlockError);
    ({ message } = error);
    process.kill();
  }
  for (
    const part of ["PoolWorker-1 (pid", "waits for the end of owner", "owner (pid", "waits for a task of PoolWorker-1"]
  ) {
    assertStringIncludes(message, part);
  }
});

Deno.test("Pool's task goes on that another task, a callback or another process helps, however late", () =>
  withPool(2, (pool) => {
    const queue = new Queue<number>();
    const waiting = () => pool.applyAsync(target.take, [queue]);
    const [byTask] = [waiting(), pool.applyAsync(target.giveLate, [queue])];
    assertEquals(byTask.getSync(), 1);
    const byCallback = waiting();
    pool.applyAsync(target.giveLate, [null], { callback: () => queue.putSync(2) });
    assertEquals(byCallback.getSync(), 2);
    const byProcess = waiting();
    const process = new Process({ module, target: target.giveLate, args: [queue] });
    process.start();
    assertEquals(byProcess.getSync(), 1);
    process.joinSync();
  }));

Deno.test("Pool's task that is taken when another is done helps one that waits", () =>
  withPool(2, (pool) => {
    const queue = new Queue<number>();
    const waiting = pool.applyAsync(target.take, [queue]);
    pool.applyAsync(target.giveLate, [null]);
    pool.applyAsync(target.giveLate, [queue]); // waits for a worker
    assertEquals(waiting.getSync(), 1);
  }));

Deno.test("Pool's task goes on that holds a lock which its owner waits for while a callback may help", () =>
  withPool(2, (pool) => {
    const [queue, lock, held] = [new Queue<number>(), new Lock(), new Event()];
    const result = pool.applyAsync(target.takeHolding, [lock, queue, held]);
    held.waitSync();
    pool.applyAsync(target.giveLate, [null], { callback: () => queue.putSync(3) });
    lock.acquireSync();
    assertEquals(result.getSync(), 3);
  }));

Deno.test("Pool's task and its owner that waits with a limit are told nothing", () =>
  withPool(1, (pool) => {
    const queue = new Queue<number>();
    const result = pool.applyAsync(target.take, [queue]);
    assertEquals(result.waitSync(1500), false);
    queue.putSync(4);
    assertEquals(result.getSync(), 4);
  }));
