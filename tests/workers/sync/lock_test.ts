import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { DeadlockError, TimeoutError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { joinAll, LONG_MS, start, startIn } from "../support.ts";
import * as target from "../targets.ts";
import * as syncTarget from "./sync_targets.ts";

const startSync = startIn(new URL("./sync_targets.ts", import.meta.url));

Deno.test("Lock.acquire() and release() follow CPython's test_lock", () => {
  const lock = new Lock();
  assertEquals(lock.acquireSync(), true);
  assertEquals(lock.acquireSync(0), false);
  assertEquals(lock.locked(), true);
  lock.release();
  assertEquals(lock.locked(), false);
  assertThrows(() => lock.release(), RangeError, "it is not held");
});

Deno.test("RLock.acquire() and release() follow CPython's test_rlock", () => {
  const lock = new RLock();
  for (let depth = 1; depth <= 3; depth++) {
    assertEquals(lock.acquireSync(), true);
    assertEquals(lock.depth, depth);
  }
  for (let depth = 3; depth > 0; depth--) lock.release();
  assertThrows(() => lock.release(), Error, "not held by this process");
});

Deno.test("Lock.hold() releases at the end of the block, also after an error", async () => {
  for (const lock of [new Lock(), new RLock()]) {
    {
      using _ = lock.holdSync();
      assert(lock.locked());
    }
    await assertRejects(async () => {
      using _ = await lock.hold();
      throw new TypeError("inside");
    }, TypeError);
    assertEquals(lock.locked(), false);
  }
});

Deno.test("Lock.hold() throws when it was not free in time", async () => {
  const lock = new Lock();
  lock.acquireSync();
  assertThrows(() => lock.holdSync(1), TimeoutError);
  await assertRejects(() => lock.hold(1), TimeoutError);
});

Deno.test("Lock.acquire() takes timeouts of 0, tiny, negative and huge, and refuses others", async () => {
  const lock = new Lock();
  assertEquals([lock.acquireSync(Infinity), lock.acquireSync(-5), lock.acquireSync(0.001)], [true, false, false]);
  assertEquals(await lock.acquire(0.001), false);
  assertEquals(await lock.acquire({ timeoutMs: 0 }), false);
  lock.release();
  assertEquals(await lock.acquire(1e18), true);
  assertThrows(() => lock.acquireSync(NaN), TypeError, "timeoutMs must be a number");
  assertThrows(() => lock.acquireSync("1" as unknown as number), TypeError);
});

Deno.test("Lock.acquire() awaited leaves the event loop free and obeys its signal", async () => {
  const lock = new Lock();
  lock.acquireSync();
  const controller = new AbortController();
  const waiting = lock.acquire({ signal: controller.signal }).catch((error) => error);
  const other = lock.acquire();
  controller.abort("stop");
  assertStrictEquals(await waiting, "stop");
  lock.release();
  assertEquals(await other, true);
  const aborted = await lock.acquire({ signal: controller.signal }).catch((error) => error);
  assertStrictEquals(aborted, "stop");
});

Deno.test("Lock may be released by another process than its holder", async () => {
  const [lock, ready, release] = [new Lock(), new Event(), new Event()];
  const process = start(target.takeLock, lock, ready, release);
  await ready.wait(LONG_MS);
  lock.release();
  assertEquals(lock.acquireSync(0), true);
  release.set();
  await joinAll(process);
});

Deno.test("RLock is not released by another process than its holder", async () => {
  const [lock, ready, release] = [new RLock(), new Event(), new Event()];
  const process = start(target.takeLock, lock, ready, release);
  await ready.wait(LONG_MS);
  assertThrows(() => lock.release(), Error, "not held by this process");
  release.set();
  await joinAll(process);
});

Deno.test("Lock excludes more processes than there are cores, blocking and awaiting", async () => {
  for (const lock of [new Lock(), new RLock()]) {
    const counter = new SharedArray("int32", 1, { lock: false });
    const processes = Array.from({ length: 4 }, () => start(target.increment, lock, counter, 20_000));
    if (lock instanceof Lock) processes.push(start(target.incrementAwaited, lock, counter, 500) as never);
    await joinAll(...processes);
    assertEquals(counter.get(0), 80_000 + (lock instanceof Lock ? 500 : 0));
  }
});

Deno.test("Lock.ownerDied is true for the next holder after one that died, and only for that one", async () => {
  for (const lock of [new Lock(), new RLock()]) {
    await joinAll(start(target.dieHolding, lock));
    assertEquals(await lock.acquire(LONG_MS), true);
    assertEquals(lock.ownerDied, true);
    lock.release();
    assertEquals([lock.acquireSync(), lock.ownerDied], [true, false]);
    lock.release();
  }
});

Deno.test("RLock.ownerDied is true when two tasks of one process get the lock of a dead holder at once", async () => {
  const [lock, ready, release] = [new RLock(), new Event(), new Event()];
  const holder = start(target.takeLock, lock, ready, release);
  assert(await ready.wait(LONG_MS));
  const [first, second] = [lock.acquire(LONG_MS), lock.acquire(LONG_MS)];
  holder.kill();
  assertEquals([await first, lock.ownerDied], [true, true]);
  assertEquals([await second, lock.ownerDied, lock.depth], [true, true, 2]);
  lock.release();
  lock.release();
  await holder.join(LONG_MS);
});

Deno.test("Lock wakes who waits for it when its holder is killed", async () => {
  const [lock, ready, release] = [new Lock(), new Event(), new Event()];
  const holder = start(target.takeLock, lock, ready, release);
  await ready.wait(LONG_MS);
  const counter = new SharedArray("int32", 1, { lock: false });
  const waiter = start(target.increment, lock, counter, 1);
  const awaited = lock.acquire(LONG_MS);
  holder.kill();
  assertEquals(await awaited, true);
  lock.release();
  await joinAll(waiter);
  assertEquals(counter.get(0), 1);
});

Deno.test("Lock.acquireSync() throws DeadlockError with names when it would close a cycle", async () => {
  const [one, two] = [new Lock({ name: "one" }), new RLock({ name: "two" })];
  const [readyA, readyB, go, result] = [new Event(), new Event(), new Event(), new Queue()];
  const a = start(target.crossLocks, one, two as unknown as Lock, readyA, go, result);
  const b = start(target.crossLocks, two as unknown as Lock, one, readyB, go, result);
  await readyA.wait(LONG_MS);
  await readyB.wait(LONG_MS);
  go.set();
  const answers = [await result.get(LONG_MS), await result.get(LONG_MS)];
  await joinAll(a, b);
  const errors = answers.filter((answer) => answer instanceof DeadlockError);
  assert(errors.length >= 1, "no deadlock was found");
  assertMatch(errors[0].message, /waits for (one|two), which/);
  assert(errors[0].message.includes(a.name) && errors[0].message.includes(b.name));
  assertEquals(errors[0].cycle.length, 2);
});

Deno.test("Lock.acquire() finds a cycle through the second wait of a process, once the first is over", async () => {
  const [first, mine, theirs] = ["first", "mine", "theirs"].map((name) => new Lock({ name }));
  const [readyA, readyB, release, go, result] = [new Event(), new Event(), new Event(), new Event(), new Queue()];
  const a = start(target.takeLock, first, readyA, release);
  const b = start(target.crossLocks, theirs, mine, readyB, go, result);
  mine.acquireSync();
  await readyA.wait(LONG_MS);
  await readyB.wait(LONG_MS);
  const shown = first.acquire();
  const second = theirs.acquire().catch((error) => error);
  go.set();
  release.set();
  assert(await shown);
  // Whoever of the two sees the cycle first gives way, and the other goes on.
  const outcome = result.get(LONG_MS);
  const answer = await Promise.race([second, outcome]);
  const error = answer === true ? await outcome : answer;
  assertInstanceOf(error, DeadlockError);
  assertEquals(error.cycle.length, 2);
  mine.release();
  await outcome;
  await joinAll(a, b);
});

Deno.test("Lock.acquireSync() throws DeadlockError when it waits for itself", () => {
  const lock = new Lock();
  lock.acquireSync();
  const error = assertThrows(() => lock.acquireSync(), DeadlockError);
  assertInstanceOf(error, DeadlockError);
  assertEquals(error.cycle.length, 1);
  lock.release();
});

Deno.test("Lock.release() of a lock whose holder died throws as of a free one, and leaves the mark to the next holder", async () => {
  const lock = new Lock();
  await joinAll(start(target.dieHolding, lock));
  assertEquals(lock.locked(), false);
  assertThrows(() => lock.release(), RangeError, "it is not held");
  const answer = new Queue();
  await joinAll(startSync(syncTarget.releaseOther, lock, answer));
  assertEquals(answer.getNowait(), "RangeError");
  await joinAll(startSync(syncTarget.takeAndTell, lock, answer));
  assertEquals(answer.getNowait(), true);
  await joinAll(start(target.dieHolding, lock));
  assertThrows(() => lock.release(), RangeError);
  assert(await lock.acquire());
  assertEquals(lock.ownerDied, true);
  lock.release();
  lock.acquireSync();
  assertEquals(lock.ownerDied, false);
  lock.release();
});

Deno.test("Lock.release() by another leaves no mark where the holder lives", async () => {
  const [lock, ready, release, answer] = [new Lock(), new Event(), new Event(), new Queue()];
  const holder = startSync(syncTarget.takeAndStay, lock, ready, release);
  assert(await ready.wait(LONG_MS));
  await joinAll(startSync(syncTarget.releaseOther, lock, answer));
  assertEquals(answer.getNowait(), "released");
  holder.kill();
  await joinAll(holder);
  assert(lock.acquireSync(0));
  assertEquals(lock.ownerDied, false);
  assertEquals(release.isSet(), false);
});
