import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { BrokenBarrierError } from "../../../workers/errors.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { joinAll, LONG_MS, soak, start, startIn, until } from "../support.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import * as target from "../targets.ts";
import * as syncTarget from "./sync_targets.ts";

const startSync = startIn(new URL("./sync_targets.ts", import.meta.url));

Deno.test("Barrier keeps processes in step for many rounds, as CPython's test_thousand", async () => {
  const parties = 5;
  const barrier = new Barrier(parties);
  const out = new Queue<[number, number]>();
  const rounds = soak ? 5000 : 200;
  const processes = Array.from({ length: parties }, () => start(target.barrierRounds, barrier, rounds, out));
  await joinAll(...processes);
  const seen: number[] = [];
  while (!out.empty()) seen.push(out.getNowait()[0]);
  assertEquals(seen, Array.from({ length: rounds }, (_, round) => round));
});

Deno.test("Barrier.wait() gives each party another number", async () => {
  const barrier = new Barrier(4);
  assertEquals(barrier.parties, 4);
  const numbers = await Promise.all(Array.from({ length: 4 }, () => barrier.wait(LONG_MS)));
  assertEquals(numbers.sort(), [0, 1, 2, 3]);
});

Deno.test("Barrier runs its action once a round, before the parties go on", async () => {
  const events: string[] = [];
  const barrier = new Barrier(2, { action: () => void events.push("action") });
  for (let round = 0; round < 2; round++) {
    await Promise.all([1, 2].map(() => barrier.wait(LONG_MS).then(() => void events.push("party"))));
  }
  assertEquals(events, ["action", "party", "party", "action", "party", "party"]);
});

Deno.test("Barrier is broken for all when its action throws", async () => {
  const barrier = new Barrier(2, {
    action: () => {
      throw new TypeError("action");
    },
  });
  const first = assertRejects(() => barrier.wait(LONG_MS), BrokenBarrierError);
  await assertRejects(() => barrier.wait(LONG_MS), TypeError, "action");
  await first;
  assert(barrier.broken);
});

Deno.test("Barrier.wait() awaits an action that answers with a promise", async () => {
  const events: string[] = [];
  const barrier = new Barrier(2, {
    action: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      events.push("action");
    },
  });
  for (let round = 0; round < 2; round++) {
    await Promise.all([1, 2].map(() => barrier.wait(LONG_MS).then(() => void events.push("party"))));
  }
  assertEquals(events, ["action", "party", "party", "action", "party", "party"]);
  barrier.action = () => Promise.reject(new TypeError("later"));
  const first = assertRejects(() => barrier.wait(LONG_MS), BrokenBarrierError);
  await assertRejects(() => barrier.wait(LONG_MS), TypeError, "later");
  await first;
  assert(barrier.broken);
});

Deno.test("Barrier.waitSync() refuses an action that answers with a promise, and breaks", () => {
  const barrier = new Barrier(1, { action: () => Promise.reject(new Error("its own")) });
  assertThrows(() => barrier.waitSync(), TypeError, "barrier: its action must answer at once, got a promise");
  assert(barrier.broken);
});

Deno.test("Barrier.abort() breaks it, reset() makes it usable again", async () => {
  const barrier = new Barrier(2);
  const result = new Queue();
  const waiter = start(target.barrierOnce, barrier, result);
  await until("one waits", () => barrier.waiting === 1);
  barrier.abort();
  assertEquals(await result.get(LONG_MS), "BrokenBarrierError");
  assertEquals(barrier.broken, true);
  assertThrows(() => barrier.waitSync(), BrokenBarrierError);
  barrier.reset();
  assertEquals([barrier.broken, barrier.waiting], [false, 0]);
  const other = start(target.barrierOnce, barrier, result);
  assert(barrier.waitSync(LONG_MS) >= 0);
  assertEquals(typeof await result.get(LONG_MS), "number");
  await joinAll(waiter, other);
});

Deno.test("Barrier.reset() breaks only for those who wait", async () => {
  const barrier = new Barrier(2);
  const waiting = assertRejects(() => barrier.wait(LONG_MS), BrokenBarrierError);
  barrier.reset();
  await waiting;
  assertEquals(barrier.broken, false);
});

Deno.test("Barrier is broken by a timeout, its own or that of the wait", async () => {
  const short = new Barrier(2, { timeoutMs: 10 });
  assertThrows(() => short.waitSync(), BrokenBarrierError);
  assert(short.broken);
  const barrier = new Barrier(2);
  await assertRejects(() => barrier.wait(10), BrokenBarrierError);
  assert(barrier.broken);
});

Deno.test("Barrier is broken for all who wait when one gives up, as CPython's test_timeout", async () => {
  const barrier = new Barrier(4);
  const result = new Queue();
  const processes = [start(target.barrierOnce, barrier, result), start(target.barrierOnce, barrier, result)];
  await until("two wait", () => barrier.waiting === 2);
  assertThrows(() => barrier.waitSync(10), BrokenBarrierError);
  assertEquals([await result.get(LONG_MS), await result.get(LONG_MS)], ["BrokenBarrierError", "BrokenBarrierError"]);
  assert(barrier.broken);
  await joinAll(...processes);
});

Deno.test("Barrier that was aborted is usable after a reset, for all parties, as CPython's test_abort_and_reset", async () => {
  const barrier = new Barrier(3);
  const result = new Queue();
  const first = [start(target.barrierOnce, barrier, result), start(target.barrierOnce, barrier, result)];
  await until("two wait", () => barrier.waiting === 2);
  barrier.abort();
  await joinAll(...first);
  assertEquals([result.getNowait(), result.getNowait()], ["BrokenBarrierError", "BrokenBarrierError"]);
  barrier.reset();
  const second = [start(target.barrierOnce, barrier, result), start(target.barrierOnce, barrier, result)];
  const own = barrier.waitSync(LONG_MS);
  assertEquals([own, await result.get(LONG_MS), await result.get(LONG_MS)].sort(), [0, 1, 2]);
  assertEquals(barrier.broken, false);
  await joinAll(...second);
});

Deno.test("Barrier of one lets everyone pass", () => {
  const barrier = new Barrier(1);
  assertEquals([barrier.waitSync(), barrier.waitSync()], [0, 0]);
  assertThrows(() => new Barrier(0), RangeError, "1 or more, got 0");
});

Deno.test("Barrier is broken when a process that waits at it is killed", async () => {
  const barrier = new Barrier(3);
  const result = new Queue();
  const victim = start(target.barrierOnce, barrier, result);
  const other = start(target.barrierOnce, barrier, result);
  await until("two wait", () => barrier.waiting === 2);
  victim.kill();
  assertEquals(await result.get(LONG_MS), "BrokenBarrierError");
  await joinAll(other);
});

Deno.test("Barrier.wait() breaks it when its signal ends it", async () => {
  const barrier = new Barrier(2);
  const controller = new AbortController();
  const waiting = barrier.wait({ signal: controller.signal }).catch((error) => error);
  controller.abort("stop");
  assertEquals(await waiting, "stop");
  assert(barrier.broken);
});

Deno.test("Barrier runs its action in a party that has it, whoever comes last, before any goes on", async () => {
  for (const isBlocking of [true, false]) {
    const events: string[] = [];
    const barrier = new Barrier(3, { action: () => void events.push(`action, ${barrier.waiting} have arrived`) });
    const [arriving, answer] = [new Semaphore(0), new Queue<unknown>()];
    const first = startSync(syncTarget.arrive, barrier, arriving, answer);
    await until("one waits", () => barrier.waiting === 1);
    const awaited = isBlocking ? null : barrier.wait(LONG_MS);
    const last = startSync(syncTarget.arrive, barrier, arriving, answer);
    const own = isBlocking ? barrier.waitSync(LONG_MS) : await awaited;
    events.push("passed");
    assertEquals(events, ["action, 3 have arrived", "passed"]);
    const indexes = [own, await answer.get(LONG_MS), await answer.get(LONG_MS)];
    assertEquals(indexes.sort(), [0, 1, 2]);
    await joinAll(first, last);
  }
});

Deno.test("Barrier with an action runs that of a process that set its own, and is broken where no party has one", async () => {
  const [ran, answer, arriving] = [new Queue<string>(), new Queue<unknown>(), new Semaphore(0)];
  const barrier = new Barrier(2, { action: () => {} });
  const parties = [
    startSync(syncTarget.arriveWithAction, barrier, ran, answer),
    startSync(syncTarget.arrive, barrier, arriving, answer),
  ];
  assertEquals([await answer.get(LONG_MS), await answer.get(LONG_MS)].sort(), [0, 1]);
  assertEquals([await ran.get(LONG_MS), ran.empty()], ["the child's", true]);
  await joinAll(...parties);
  const without = [1, 2].map(() => startSync(syncTarget.arrive, barrier, arriving, answer));
  const messages = [await answer.get(LONG_MS), await answer.get(LONG_MS)].join();
  assertMatch(messages, /its action is a function of a process that is no party to this round/);
  assertEquals(barrier.broken, true);
  await joinAll(...without);
});

Deno.test("Barrier whose action throws in the party that was chosen is broken for all", async () => {
  const barrier = new Barrier(2, {
    action: () => {
      throw new TypeError("in the action");
    },
  });
  const [answer, arriving] = [new Queue<unknown>(), new Semaphore(0)];
  const own = assertRejects(() => barrier.wait(LONG_MS), TypeError, "in the action");
  const last = startSync(syncTarget.arrive, barrier, arriving, answer);
  await own;
  assertMatch(String(await answer.get(LONG_MS)), /not all arrived/);
  await joinAll(last);
});
