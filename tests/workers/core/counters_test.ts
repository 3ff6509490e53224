/**
 * Counters that wrap: each starts just below 2^32, and nothing notices. The ring's own are in ring_test.ts.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { portableOf } from "../../../workers/core/_shared.ts";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { joinAll, LONG_MS, start } from "../support.ts";
import * as target from "../targets.ts";

const ALMOST = 0xfffffffd | 0;

/** Sets a word of a handle, at an offset that stands in its class. */
function setWord(handle: object, offset: number, value: number): void {
  const { core, words } = portableOf(handle)!.shared!;
  core.wordStore(words + offset, value);
}

Deno.test("Lock and RLock exclude while their sequence words wrap", async () => {
  for (const lock of [new Lock(), new RLock()]) {
    setWord(lock, 4, ALMOST);
    const counter = new SharedArray("int32", 1, { lock: false });
    await joinAll(...Array.from({ length: 3 }, () => start(target.increment, lock, counter, 5000)));
    assertEquals(counter.get(0), 15_000);
  }
});

Deno.test("Semaphore, Event and Barrier wake while their words wrap", async () => {
  const semaphore = new Semaphore(0);
  setWord(semaphore, 4, ALMOST);
  for (let turn = 0; turn < 6; turn++) {
    const acquired = semaphore.acquire(LONG_MS);
    semaphore.release();
    assert(await acquired);
  }
  const event = new Event();
  setWord(event, 0, ALMOST & ~1); // the generation, and clear
  setWord(event, 4, ALMOST);
  for (let turn = 0; turn < 6; turn++) {
    const waiting = event.wait(LONG_MS);
    event.set();
    event.clear();
    assert(await waiting, "a set that was cleared at once was missed");
  }
  const barrier = new Barrier(2);
  setWord(barrier, 20, ALMOST);
  for (let turn = 0; turn < 6; turn++) {
    assertEquals((await Promise.all([barrier.wait(LONG_MS), barrier.wait(LONG_MS)])).sort(), [0, 1]);
  }
});

Deno.test("Queue and JoinableQueue pass items while their sequence words and the bell wrap", async () => {
  const { core, self } = currentTree();
  core.wordStore(core.bellOf(self, 0), ALMOST);
  const [queue, result, tasks] = [new Queue<number | null>(2), new Queue<number>(), new JoinableQueue<number | null>()];
  for (const handle of [queue, result, tasks]) {
    const ring = portableOf(handle)!.shared!.load(0);
    for (const which of [0, 1, 2]) core.wordStore(core.ringSequence(ring, which), ALMOST);
  }
  const processes = [start(target.sum, queue, result), start(target.work, tasks)];
  for (let item = 1; item <= 1000; item++) {
    await queue.put(item);
    await tasks.put(item);
  }
  await queue.put(null);
  await tasks.put(null);
  assertEquals(await result.get(LONG_MS), 500_500);
  assert(await tasks.join(LONG_MS));
  await joinAll(...processes as never[]);
});
