import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Condition } from "../../../workers/sync/condition.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { Value } from "../../../workers/memory/value.ts";
import { joinAll, LONG_MS, start, startIn, until } from "../support.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import * as target from "../targets.ts";
import * as syncTarget from "./sync_targets.ts";

async function sleepers(condition: Condition, count: number, timeoutMs?: number) {
  const [sleeping, woken] = [new Semaphore(0), new Semaphore(0)];
  const processes = Array.from({ length: count }, () => start(target.sleeper, condition, sleeping, woken, timeoutMs));
  for (let index = 0; index < count; index++) assert(await sleeping.acquire(LONG_MS));
  return { processes, woken };
}

Deno.test("Condition.notify() wakes exactly one", async () => {
  const condition = new Condition();
  const { processes, woken } = await sleepers(condition, 2);
  for (let expected = 1; expected <= 2; expected++) {
    {
      using _ = condition.holdSync();
      assertEquals(condition.waiting, 3 - expected);
      assertEquals(condition.notify(), 1);
    }
    assert(await woken.acquire(LONG_MS));
    assertEquals(woken.acquireSync(10), false);
  }
  await joinAll(...processes);
  using _ = condition.holdSync();
  assertEquals([condition.waiting, condition.notify()], [0, 0]);
});

Deno.test("Condition.notifyAll() wakes all that did not time out", async () => {
  const condition = new Condition(new Lock());
  const gone = await sleepers(condition, 2, 10);
  await joinAll(...gone.processes);
  const { processes, woken } = await sleepers(condition, 3);
  {
    using _ = condition.holdSync();
    assertEquals(condition.notifyAll(), 3);
  }
  for (let index = 0; index < 3; index++) assert(await woken.acquire(LONG_MS));
  await joinAll(...processes);
});

Deno.test("Condition.notify(n) wakes n", async () => {
  const condition = new Condition();
  const { processes, woken } = await sleepers(condition, 4);
  for (const [asked, got] of [[1, 1], [2, 2], [5, 1], [3, 0]]) {
    {
      using _ = condition.holdSync();
      assertEquals(condition.notify(asked), got);
    }
    for (let index = 0; index < got; index++) assert(await woken.acquire(LONG_MS));
  }
  await joinAll(...processes);
});

Deno.test("Condition.wait() answers whether it was notified", async () => {
  const condition = new Condition();
  await condition.acquire();
  assertEquals([condition.waitSync(0), condition.waitSync(5), await condition.wait(5)], [false, false, false]);
  const { processes } = await (async () => {
    condition.release();
    const result = await sleepers(condition, 1);
    await condition.acquire();
    return result;
  })();
  assertEquals(condition.notify(), 1);
  condition.release();
  await joinAll(...processes);
});

Deno.test("Condition.wait() gives an RLock up whole, and restores its depth", async () => {
  const lock = new RLock();
  const condition = new Condition(lock);
  lock.acquireSync();
  lock.acquireSync();
  const waiting = condition.wait(LONG_MS);
  assertEquals(lock.depth, 0);
  {
    using _ = condition.holdSync();
    condition.notify();
  }
  assertEquals(await waiting, true);
  assertEquals(lock.depth, 2);
});

Deno.test("Condition.waitFor() answers its predicate's last value", async () => {
  const [condition, state, result] = [new Condition(), new Value("int32", 0), new Queue()];
  const process = start(target.waitUntilFour, condition, state, result);
  for (let value = 1; value <= 4; value++) {
    await until("it waits", () => {
      using _ = condition.holdSync();
      return condition.waiting === 1;
    });
    using _ = condition.holdSync();
    state.value = value;
    condition.notify();
  }
  assertEquals(await result.get(LONG_MS), true);
  await joinAll(process);
  using _ = condition.holdSync();
  assertEquals(condition.waitForSync(() => 0, 5), 0);
  assertEquals(await condition.waitFor(() => false, 5), false);
});

Deno.test("Condition.waitFor() gives up no sooner than it was told, as CPython's test_waitfor_timeout", async () => {
  const condition = new Condition();
  using _ = condition.holdSync();
  let asked = 0;
  for (
    const wait of [
      () => Promise.try(() => condition.waitForSync(() => ++asked < 0, 100)),
      () => condition.waitFor(() => ++asked < 0, 100),
    ]
  ) {
    const begun = performance.now();
    assertEquals(await wait(), false);
    assert(performance.now() - begun >= 95);
  }
  assert(asked >= 4, "the predicate was not asked again at the end");
  assertEquals(condition.waiting, 0);
});

Deno.test("Condition.notify() wakes a process and a task alike, one at a time, as CPython's test_notify", async () => {
  const condition = new Condition();
  const { processes, woken } = await sleepers(condition, 1);
  await condition.acquire();
  const task = condition.wait(LONG_MS).then((notified) => {
    condition.release();
    return notified;
  });
  let isWoken = false;
  task.then(() => isWoken = true);
  for (let count = 2; count > 0; count--) {
    await until("the lock is free", () => condition.acquireSync(0));
    assertEquals([condition.waiting, condition.notify()], [count, 1]);
    condition.release();
    if (count === 2) {
      assert(await woken.acquire(LONG_MS), "the one that waited longer");
      assertEquals(isWoken, false);
    }
  }
  assertEquals(await task, true);
  await joinAll(...processes);
});

Deno.test("Condition refuses when its lock is not held, and what is no lock", async () => {
  const condition = new Condition();
  assertThrows(() => condition.waitSync(), Error, "does not hold the condition's lock");
  assertThrows(() => condition.notify(), Error, "does not hold the condition's lock");
  await assertRejects(() => condition.wait(), Error, "does not hold the condition's lock");
  assertThrows(() => new Condition({} as Lock), TypeError, "must be a Lock or an RLock");
});

Deno.test("Condition.wait() obeys its signal and holds the lock again", async () => {
  const condition = new Condition();
  await condition.acquire();
  const controller = new AbortController();
  const waiting = condition.wait({ signal: controller.signal }).catch((error) => error);
  controller.abort("stop");
  assertEquals(await waiting, "stop");
  assertEquals(condition.waiting, 0);
  condition.release();
});

Deno.test("Condition passes over a waiter that was killed", async () => {
  const condition = new Condition();
  const { processes, woken } = await sleepers(condition, 2);
  processes[0].kill();
  {
    using _ = condition.holdSync();
    assertEquals(condition.notifyAll(), 1);
  }
  assert(await woken.acquire(LONG_MS));
  await joinAll(...processes);
});

Deno.test("Condition.wait() gives each task of one process its own hold of the RLock back", async () => {
  const condition = new Condition();
  const order: string[] = [];
  const task = async (name: string, depth: number) => {
    for (let times = 0; times < depth; times++) await condition.acquire();
    assertEquals(await condition.wait(LONG_MS), true);
    order.push(name);
    await new Promise((resolve) => setTimeout(resolve, 0)); // the other has the lock too by now
    for (let times = 0; times < depth; times++) condition.release();
  };
  const tasks = [task("first", 1), task("second", 2)];
  await until("both wait", () => {
    using _ = condition.holdSync();
    return condition.waiting === 2;
  });
  condition.acquireSync();
  assertEquals(condition.notifyAll(), 2);
  condition.release();
  await Promise.all(tasks);
  assertEquals(order.length, 2);
  assertThrows(() => condition.release(), Error, "not held by this process");
});

Deno.test("Condition over its own lock serves several tasks of one process, in this one and in a child", async () => {
  const [condition, state, done] = [new Condition(), new SharedArray("int32", 1, { lock: false }), new Queue<string>()];
  const tasks = syncTarget.twoTasks(condition, state, done);
  const process = startIn(new URL("./sync_targets.ts", import.meta.url))(
    syncTarget.twoTasks,
    condition,
    state,
    done,
  );
  for (let count = 0; count < 6; count++) {
    await until("all that are left wait", () => {
      using _ = condition.holdSync();
      return condition.waiting === 6 - count;
    });
    using _ = condition.holdSync();
    state.view[0] += 1;
    condition.notify();
  }
  const seen = [];
  for (let count = 0; count < 6; count++) seen.push(await done.get(LONG_MS));
  assertEquals(seen.sort(), ["one", "one", "three", "three", "two", "two"]);
  await tasks;
  await joinAll(process);
  assertEquals(process.exitCode, 0);
  assertThrows(() => condition.release(), Error, "not held by this process");
  assertEquals(state.view[0], 0);
});

Deno.test("a task whose hold of an RLock another gave up to wait may wait, or release, itself", async () => {
  const lock = new RLock();
  const condition = new Condition(lock);
  await condition.acquire();
  await lock.acquire(); // another task
  const first = condition.wait(LONG_MS); // gives up both holds
  assertEquals(lock.depth, 0);
  lock.release(); // the other task's
  await condition.acquire();
  assertEquals(condition.notify(), 1);
  condition.release();
  assertEquals(await first, true);
  assertEquals(lock.depth, 1); // not also the other's
  condition.release();
  assertThrows(() => condition.release(), Error, "not held by this process");
});

for (const own of [false, true]) {
  Deno.test(`a task whose hold another gave up to wait may notify${own ? ", over an RLock of one's own" : ""}`, async () => {
    const lock = new RLock();
    const condition = own ? new Condition(lock) : new Condition();
    let [ready, got] = [false, 0];
    const consumer = async () => {
      using _ = await condition.hold();
      await condition.waitFor(() => ready, LONG_MS);
      if (ready) got += 1;
    };
    const producer = async (turns: number) => {
      using _ = await condition.hold();
      ready = true;
      condition.notifyAll();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve(); // released before, while and after the waiters wake
    };
    for (let consumers = 1; consumers <= 2; consumers++) {
      for (let turns = 0; turns < 20; turns++) {
        [ready, got] = [false, 0];
        const waiting = Array.from({ length: consumers }, consumer);
        await Promise.all([...waiting, producer(turns)]);
        assertEquals(got, consumers);
        assertThrows(() => condition.release(), Error, "not held by this process");
        assertThrows(() => condition.notify(), Error, "does not hold the condition's lock");
      }
    }
    assert(!lock.locked());
  });
}

Deno.test("a task that wakes holds the lock though another released it in between", async () => {
  const lock = new RLock();
  const condition = new Condition(lock);
  await condition.acquire();
  await condition.acquire(); // another task's
  const depths: number[] = [];
  const waiting = condition.wait(0).then(() => depths.push(lock.depth)); // gives up both holds, and has the lock again a turn later
  condition.release(); // the other task's
  await waiting;
  assertEquals(depths, [1]);
  condition.release();
  assertThrows(() => condition.release(), Error, "not held by this process");
});

Deno.test("Condition.waitFor() refuses a predicate that answers with a promise", async () => {
  const condition = new Condition();
  using _ = condition.holdSync();
  const text = "Cannot wait: predicate must answer at once, got a promise";
  assertThrows(() => condition.waitForSync(() => Promise.resolve(false)), TypeError, text);
  await assertRejects(() => condition.waitFor(() => Promise.reject(new Error("its own"))), TypeError, text);
});
