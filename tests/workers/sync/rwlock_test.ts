import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { DeadlockError, TimeoutError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { RWLock } from "../../../workers/sync/rwlock.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { joinAll, LONG_MS, randomFrom, seedOfRun, soak, startIn, until } from "../support.ts";
import * as target from "./sync_targets.ts";

const start = startIn(new URL("./sync_targets.ts", import.meta.url));

Deno.test("RWLock lets readers in together and a writer alone, in both forms", async () => {
  const lock = new RWLock();
  assertEquals([lock.locked(), lock.readers, lock.writeLocked()], [false, 0, false]);
  assertEquals([lock.acquireReadSync(), await lock.acquireRead(), lock.acquireReadSync(0)], [true, true, true]);
  assertEquals([lock.acquireWriteSync(0), await lock.acquireWrite(0), lock.acquireWriteSync(5)], [false, false, false]);
  assertEquals([lock.locked(), lock.readers, lock.writeLocked()], [true, 3, false]);
  for (let count = 0; count < 3; count++) lock.releaseRead();
  assertEquals(await lock.acquireWrite(), true);
  assertEquals([lock.acquireReadSync(0), await lock.acquireRead(5), lock.acquireWriteSync(5)], [false, false, false]);
  assertEquals([lock.readers, lock.writeLocked()], [0, true]);
  lock.releaseWrite();
  assertEquals(lock.locked(), false);
});

Deno.test("RWLock.hold…() releases at the end of a block, and throws when it was not free in time", async () => {
  const lock = new RWLock();
  {
    using _ = lock.holdReadSync();
    using _second = await lock.holdRead();
    assertThrows(() => lock.holdWriteSync(1), TimeoutError, "not free in time");
    await assertRejects(() => lock.holdWrite(1), TimeoutError);
  }
  {
    using _ = await lock.holdWrite();
    assertThrows(() => lock.holdReadSync(1), TimeoutError);
    await assertRejects(() => lock.holdRead(1), TimeoutError);
  }
  using _ = lock.holdWriteSync(0);
});

Deno.test("RWLock is not released by who does not hold it, nor in the other mode", async () => {
  const lock = new RWLock();
  const [held, release] = [new Event(), new Event()];
  assertThrows(() => lock.releaseRead(), Error, "does not hold it to read");
  const process = start(target.holdRW, lock, "write", held, release);
  assert(await held.wait(LONG_MS));
  assertThrows(() => lock.releaseWrite(), Error, "does not hold it to write");
  assertThrows(() => lock.releaseRead(), Error, "does not hold it to read");
  release.set();
  await joinAll(process);
  lock.acquireReadSync();
  assertThrows(() => lock.releaseWrite(), Error, "does not hold it to write");
  lock.releaseRead();
});

Deno.test("RWLock serves all in the order in which they came: a reader waits behind a waiting writer", async () => {
  const lock = new RWLock();
  const order = new Queue<string>();
  lock.acquireReadSync();
  const processes = [];
  const comers = [["write", "writer"], ["read", "reader"], ["read", "other reader"], ["write", "last"]] as const;
  for (const [mode, name] of comers) {
    processes.push(start(target.queueUp, lock, mode, name, order));
    assertEquals(await order.get(LONG_MS), `${name} comes`);
    await until("it stands in line", () => lineOf(lock) === processes.length + 1);
  }
  assertEquals(lock.acquireReadSync(0), false); // a writer waits
  lock.releaseRead();
  const seen = [];
  for (let count = 0; count < comers.length; count++) seen.push(await order.get(LONG_MS));
  assertEquals(seen[0], "writer has it");
  assertEquals(seen.slice(1, 3).sort(), ["other reader has it", "reader has it"]);
  assertEquals(seen[3], "last has it");
  await joinAll(...processes);
});

/** How many entries the line of a lock has, held or waiting: as the core keeps them. */
function lineOf(lock: RWLock): number {
  const { core, self } = currentTree();
  let words = 0;
  for (const [object, known] of currentTree().wrappers) if (known.deref() === lock) words = core.objectWords(object);
  assert(core.rwCount(words, self, 0, 0) >= 0);
  let count = 0;
  for (let entry = core.wordLoad(words + 4); entry !== 0; entry = core.wordLoad(entry)) count++;
  return count;
}

Deno.test("RWLock keeps readers from half-written data, with more processes than cores, blocking and awaiting", async () => {
  const [lock, pair] = [new RWLock(), new SharedArray("int32", 2, { lock: false })];
  const rounds = soak ? 5000 : 300;
  const processes = [
    start(target.readAndWrite, lock, pair, rounds, true),
    start(target.readAndWrite, lock, pair, rounds, false),
    start(target.readAndWrite, lock, pair, rounds, true),
    start(target.readAndWriteAwaited, lock, pair, rounds),
  ];
  await joinAll(...processes);
  assertEquals(processes.map(({ exitCode }) => exitCode), [0, 0, 0, 0]);
  assertEquals([...pair.view], [4 * rounds, 4 * rounds]);
  assertEquals(lineOf(lock), 0);
});

Deno.test("RWLock of a dead holder is recovered; after a writer all readers are told, up to the next writer", async () => {
  const lock = new RWLock();
  for (const mode of ["read", "write"] as const) {
    const [held, release] = [new Event(), new Event()];
    const process = start(target.holdRW, lock, mode, held, release);
    assert(await held.wait(LONG_MS));
    const waiting = lock.acquireRead(LONG_MS);
    if (mode === "write") assertEquals(lock.acquireReadSync(0), false);
    process.kill();
    assert(await waiting);
    assertEquals(lock.ownerDied, mode === "write");
    lock.releaseRead();
    assert(lock.acquireReadSync(0));
    assertEquals(lock.ownerDied, mode === "write");
    lock.releaseRead();
    assert(await lock.acquireWrite(0));
    assertEquals(lock.ownerDied, mode === "write");
    lock.releaseWrite();
    assert(await lock.acquireRead(0));
    assertEquals(lock.ownerDied, false);
    lock.releaseRead();
    assertEquals(release.isSet(), false);
    await joinAll(process);
  }
});

Deno.test("RWLock goes on with the next when one of those who wait gives up, by time or signal", async () => {
  const lock = new RWLock();
  lock.acquireReadSync();
  const controller = new AbortController();
  const aborted = lock.acquireWrite({ signal: controller.signal }).catch((reason) => reason);
  const late = lock.acquireWrite(5);
  const reader = lock.acquireRead(LONG_MS);
  controller.abort("stop");
  assertEquals([await aborted, await late, await reader], ["stop", false, true]);
  assertEquals([lock.readers, lineOf(lock)], [2, 2]);
  lock.releaseRead();
  lock.releaseRead();
});

Deno.test("RWLock names the process that stands in its own way while it blocks, and awaits another task of it", async () => {
  const lock = new RWLock({ name: "book" });
  lock.acquireReadSync();
  const error = assertThrows(() => lock.acquireWriteSync(), DeadlockError, "waits for book, which MainProcess holds");
  assertEquals(error.cycle.map(({ waitsFor }) => waitsFor), ["book"]);
  const writer = lock.acquireWrite();
  assertThrows(() => lock.acquireReadSync(), DeadlockError); // behind the writer, who waits for this process
  lock.releaseRead();
  assertEquals(await writer, true);
  assertThrows(() => lock.acquireReadSync(), DeadlockError);
  lock.releaseWrite();
});

Deno.test("RWLock outlives processes that are killed at random, and keeps none of them in line", async () => {
  const seed = seedOfRun();
  console.log(`seed ${seed}`);
  const random = randomFrom(seed);
  const [lock, pair] = [new RWLock(), new SharedArray("int32", 2, { lock: false })];
  for (let round = 0; round < (soak ? 100 : 4); round++) {
    const processes = [false, true, false].map((read) => start(target.writeForEver, lock, pair, read));
    const begun = pair.view[0];
    await until("writers are at work", () => pair.view[0] !== begun);
    for (const process of processes) {
      await new Promise((resolve) => setTimeout(resolve, random() * 5));
      process.kill();
    }
    await joinAll(...processes);
    assert(await lock.acquireWrite(LONG_MS), "the lock was lost");
    pair.view[1] = pair.view[0]; // a writer may have died between the two
    lock.releaseWrite();
    await until("nobody stands in line", () => !lock.locked() && lineOf(lock) === 0);
  }
});
