/**
 * Awaited acquisitions of one process: they stand in a line, so that each is served, in order, at the cost of one try.
 *
 * @module
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { BoundedSemaphore, Semaphore } from "../../../workers/sync/semaphore.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { listenerOf } from "../../../workers/core/_wait.ts";
import { joinAll, LONG_MS, start } from "../support.ts";
import { takeLock } from "../targets.ts";

/** Lets the event loop have a turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

for (const make of [() => new Lock(), () => new Semaphore(1), () => new BoundedSemaphore(1)]) {
  const { name } = make().constructor;

  Deno.test(`${name}.acquire() serves thousands of calls of one process in their order`, async () => {
    const object = make();
    object.acquireSync();
    const order: number[] = [];
    const calls = Array.from({ length: 6000 }, async (_, index) => {
      assert(await object.acquire(LONG_MS), "not served in time"); // as long as each release costs one try, not thousands
      order.push(index);
      object.release();
    });
    object.release();
    await Promise.all(calls);
    assertEquals(order, order.map((_, index) => index));
    assertEquals(order.length, 6000);
  });

  Deno.test(`${name}.acquire() lets a task that comes back at once not overtake those who wait`, async () => {
    const object = make();
    const order: string[] = [];
    const task = async (who: string) => {
      for (let round = 0; round < 5; round++) {
        assert(await object.acquire(LONG_MS));
        order.push(who);
        await turn();
        object.release();
      }
    };
    await Promise.all([task("a"), task("b"), task("c")]);
    assertEquals(order.join(""), "abc".repeat(5));
  });

  Deno.test(`${name}.acquire() goes on with the next when one of those who wait gives up`, async () => {
    const object = make();
    object.acquireSync();
    const controller = new AbortController();
    const reason = new Error("no longer");
    const aborted = object.acquire({ signal: controller.signal });
    const late = object.acquire(1);
    const second = object.acquire({ signal: controller.signal, timeoutMs: LONG_MS });
    const last = object.acquire();
    assertEquals(await late, false);
    object.release();
    assertEquals(await aborted, true); // it was served before the signal came
    controller.abort(reason);
    await assertRejects(() => second, Error, "no longer");
    object.release();
    assertEquals(await last, true);
    assertEquals(object.acquireSync(0), false);
    object.release();
    assertEquals(object.acquireSync(0), true);
  });

  Deno.test(`${name}.acquireSync() is not held up by calls that are awaited`, async () => {
    const object = make();
    object.acquireSync();
    const awaited = object.acquire();
    object.release();
    assertEquals(object.acquireSync(), true); // the task that awaits could not release it while this thread blocks
    object.release();
    assertEquals(await awaited, true);
    object.release();
  });
}

Deno.test("RLock.acquire() serves all who await it in one process when another gives it back", async () => {
  const [lock, held, release] = [new RLock(), new Event(), new Event()];
  const process = start(takeLock, lock, held, release);
  assert(await held.wait(LONG_MS));
  const calls = Array.from({ length: 10 }, () => lock.acquire());
  release.set();
  assertEquals(await Promise.all(calls), calls.map(() => true));
  assertEquals(lock.depth, 10);
  for (const _ of calls) lock.release();
  assertEquals(lock.locked(), false);
  await joinAll(process);
});

Deno.test("Listener.change() sets no timer of a negative time when the time is up already", async () => {
  const { setTimeout } = globalThis;
  const delays: unknown[] = [];
  globalThis.setTimeout = ((handler: () => void, delayMs?: number) => {
    delays.push(delayMs);
    return setTimeout(handler, delayMs);
  }) as typeof setTimeout;
  try {
    const tree = currentTree();
    const word = tree.core.bellOf(tree.self, 1);
    await listenerOf(tree).change(word, tree.core.wordLoad(word) | 0, -0.5, undefined);
  } finally {
    globalThis.setTimeout = setTimeout;
  }
  assertEquals(delays, [0]);
});

Deno.test("RLock.acquire() is recursive for whoever has it while others of its process wait", async () => {
  const [lock, held, release] = [new RLock(), new Event(), new Event()];
  const process = start(takeLock, lock, held, release);
  assert(await held.wait(LONG_MS));
  const awaited = lock.acquire();
  release.set();
  assert(lock.acquireSync(LONG_MS)); // overtakes, as a thread that blocks does
  assertEquals(await lock.acquire(LONG_MS), true);
  assertEquals(await awaited, true);
  assertEquals(lock.depth, 3);
  for (let depth = 3; depth > 0; depth--) lock.release();
  await joinAll(process);
});
