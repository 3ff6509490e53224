/**
 * Waits that can never end, as nobody is left who could end them: what no other process has, and circles of processes that wait for each
 * other; and waits that look alike and end.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertMatch, assertThrows } from "@std/assert";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import { BrokenBarrierError, DeadlockError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Process } from "../../../workers/process/process.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { RWLock } from "../../../workers/sync/rwlock.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { wait, waitSync } from "../../../workers/channels/wait.ts";
import { joinAll, LONG_MS, startIn } from "../support.ts";
import * as target from "./sync_targets.ts";

const module = new URL("./sync_targets.ts", import.meta.url);
const start = startIn(module);

function things(): { given: target.Things; kept: unknown } {
  const [full, tasks] = [new Queue(1), new JoinableQueue()];
  full.putSync(0);
  tasks.putSync(0);
  const [connection, mine] = Pipe();
  const [lock, rwlock] = [new Lock({ name: "ledger" }), new RWLock({ name: "book" })];
  lock.acquireSync();
  rwlock.acquireReadSync();
  const given = {
    queue: new Queue(),
    full,
    tasks,
    connection,
    semaphore: new Semaphore(0),
    event: new Event(),
    condition: new Condition(),
    barrier: new Barrier(2),
    rwlock,
    lock,
  };
  return { given, kept: mine };
}

Deno.test("blocking without a limit on what no other process has throws DeadlockError, whatever it is", () => {
  const held = (lock: Lock | RLock) => {
    lock.acquireSync();
    return lock;
  };
  const barrier = new Barrier(2);
  const [mine, theirs] = Pipe();
  const waits: [what: string, wait: () => unknown][] = [
    ["event", () => new Event().waitSync()],
    ["barrier", () => barrier.waitSync()],
    ["condition", () => new Condition(held(new RLock())).waitSync()],
    ["condition", () => new Condition(held(new Lock())).waitForSync(() => false)],
    ["queues", () => waitSync([new Queue()])],
    ["queues", () => waitSync([new Queue(), mine, theirs, new JoinableQueue()])],
    ["lock", () => {
      const lock = new RWLock();
      lock.acquireWriteSync();
      lock.acquireReadSync();
    }],
  ];
  for (const [what, wait] of waits) {
    const error = assertThrows(wait, DeadlockError);
    assert(error.message.includes(what) || what === "lock", `${what}: ${error.message}`);
    assertEquals(error.cycle.length, 1);
  }
  assertThrows(() => barrier.waitSync(), BrokenBarrierError); // whoever gave up has broken it
});

Deno.test("Condition.waitSync() that was hopeless holds the lock again, and waits no more", () => {
  const condition = new Condition();
  using _ = condition.holdSync();
  condition.acquireSync();
  assertThrows(() => condition.waitSync(), DeadlockError);
  assertEquals([condition.waiting, condition.notify()], [0, 0]);
  condition.release();
});

Deno.test("a child is told too when nobody else has what it blocks on", async () => {
  const answer = new Queue();
  const process = start(target.waitAlone, answer);
  for (let count = 0; count < 3; count++) assertEquals(await answer.get(LONG_MS), "DeadlockError");
  await joinAll(process);
});

Deno.test("Process.joinSync() of a child that waits for something of the parent's is a deadlock for one of the two, whatever it is", async () => {
  for (const what of target.WAITS) {
    const { given, kept } = things();
    const answer = new Queue();
    const args = [what, given, answer] as [string, target.Things, Queue];
    const process = new Process({ module, target: target.waitForParent, args, name: "waiter" });
    process.start();
    let error: unknown;
    try {
      process.joinSync();
      error = answer.getNowait();
    } catch (reason) {
      error = reason;
      process.kill();
    }
    assertInstanceOf(error, DeadlockError, what);
    const { message, cycle } = error as DeadlockError;
    assertMatch(message, /waiter \(pid \d+\) waits for/, what);
    assertMatch(message, /MainProcess \(pid \d+\) waits for the end of waiter/, what);
    assertEquals(cycle.map(({ process }) => process).sort(), ["MainProcess", "waiter"], what);
    assert(kept);
    await joinAll(process);
  }
});

Deno.test("waitSync() for a child's end and for what it would send is a deadlock when the child waits for the same parent", async () => {
  const { given, kept } = things();
  const answer = new Queue();
  const process = start(target.waitForParent, "event", given, answer);
  let error: unknown;
  try {
    assertEquals(waitSync([process.sentinel, given.queue]).length, 1);
    error = answer.getNowait();
  } catch (reason) {
    error = reason;
    process.kill();
  }
  assertInstanceOf(error, DeadlockError);
  assertMatch((error as Error).message, /a queue or the end of a process|the end of a process or a queue/);
  assert(kept);
  await joinAll(process);
});

Deno.test("two processes that each wait for the other's item are told, and so is whoever joins them", async () => {
  const [one, two, answer] = [new Queue(), new Queue(), new Queue()];
  const a = start(target.passOn, one, two, answer);
  const b = start(target.passOn, two, one, answer);
  const found: unknown[] = [];
  for (const process of [a, b]) {
    try {
      process.joinSync();
    } catch (error) {
      found.push(error);
    }
  }
  a.kill();
  b.kill();
  while (!answer.empty()) found.push(answer.getNowait());
  const deadlocks = found.filter((error) => error instanceof DeadlockError);
  assert(deadlocks.length >= 1, `${found}`);
  assert(deadlocks.some(({ cycle }) => cycle.length === 3), "nobody saw all three");
  assertEquals(one.qsize() + two.qsize(), 0);
  await joinAll(a, b);
});

Deno.test("ParentProcess.joinSync() of a parent that joins the child is a deadlock", async () => {
  const answer = new Queue();
  const process = start(target.joinParent, answer);
  let error: unknown;
  try {
    process.joinSync();
    error = answer.getNowait();
  } catch (reason) {
    error = reason;
    process.kill();
  }
  assertInstanceOf(error, DeadlockError);
  await joinAll(process);
});

Deno.test("a wait that somebody can still end is no deadlock: an event loop, a timeout, an item on its way", async () => {
  const [event, go, ready, queue, answer] = [new Event(), new Event(), new Event(), new Queue(), new Queue()];
  const helper = start(target.helpLater, event, go);
  const getter = start(target.getLater, ready, queue, answer);
  assert(await ready.wait(LONG_MS));
  // Looks several times: the helper awaits, so it may come yet.
  setTimeout(() => queue.putSync("at last"), 0);
  assertEquals(await answer.get(LONG_MS), "at last");
  const [receiver, sender] = Pipe(false);
  sender.sendSync(event); // on its way to nobody yet: whoever receives it may set it
  const other = start(target.getLater, ready, queue, answer);
  assertEquals(other.joinSync(150), false); // both block, one with a limit
  queue.putSync("in time");
  assertEquals(await answer.get(LONG_MS), "in time");
  go.set();
  event.waitSync();
  assertEquals((await wait([receiver], LONG_MS)).length, 1);
  await joinAll(helper, getter, other);
});
