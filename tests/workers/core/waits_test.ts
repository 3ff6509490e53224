/**
 * What all waits of the library have in common: timeouts of every size, signals, and an event loop that stays free.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { BoundedSemaphore, Semaphore } from "../../../workers/sync/semaphore.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { wait, waitSync } from "../../../workers/channels/wait.ts";
import type { Wait } from "../../../workers/wait_options.ts";
import { BUSY, TIMED_OUT } from "../../../workers/core/_core.ts";
import { Kind } from "../../../workers/core/_kind_numbers.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { Shared } from "../../../workers/core/_shared.ts";
import { listenerOf, Spin, waitAsync } from "../../../workers/core/_wait.ts";
import { LONG_MS, start } from "../support.ts";
import * as target from "../targets.ts";

/** Both forms of a wait for something that does not happen, until `happen` is called. */
interface Case {
  name: string;
  /** What the wait answers when the time was up, or the name of the error that it throws. */
  late: unknown;
  sync: (wait?: Wait) => unknown;
  awaited: (wait?: Wait) => Promise<unknown>;
  happen: () => void;
}

/** A wait whose lateness ends the object is made anew for each use. */
function cases(): Case[] {
  const all: Case[] = [];
  const add = (name: string, late: unknown, { sync, awaited, happen }: Omit<Case, "name" | "late">) =>
    all.push({ name, late, sync, awaited, happen });
  for (const [Class, held] of [[Lock, false], [RLock, false], [Lock, true], [RLock, true]] as const) {
    // An RLock held by this process would be acquired again: another one holds it.
    const lock = new Class();
    const [ready, release] = [new Event(), new Event()];
    start(target.takeLock, lock, ready, release);
    ready.waitSync(LONG_MS);
    const happen = () => release.set();
    const sync = (limit?: Wait) => held ? lock.holdSync(limit) : lock.acquireSync(limit);
    const awaited = (limit?: Wait) => held ? lock.hold(limit) : lock.acquire(limit);
    add(`${Class.name}.${held ? "hold" : "acquire"}`, held ? "TimeoutError" : false, { sync, awaited, happen });
  }
  for (const Class of [Semaphore, BoundedSemaphore]) {
    const semaphore = new Class(1);
    semaphore.acquireSync();
    const happen = () => semaphore.release();
    const sync = (limit?: Wait) => semaphore.acquireSync(limit);
    add(Class.name, false, { sync, awaited: (limit) => semaphore.acquire(limit), happen });
  }
  const event = new Event();
  add("Event", false, {
    sync: (limit) => event.waitSync(limit),
    awaited: (limit) => event.wait(limit),
    happen: () => event.set(),
  });
  let so = false;
  const condition = new Condition(new Lock());
  condition.acquireSync();
  add("Condition", false, {
    sync: (limit) => condition.waitSync(limit),
    awaited: (limit) => condition.wait(limit),
    happen: () => {
      condition.acquireSync(LONG_MS);
      condition.notify();
      condition.release();
    },
  });
  add("Condition.waitFor", false, {
    sync: (limit) => condition.waitForSync(() => so, limit),
    awaited: (limit) => condition.waitFor(() => so, limit),
    happen: () => {
      condition.acquireSync(LONG_MS);
      so = true;
      condition.notifyAll();
      condition.release();
    },
  });
  let barrier = new Barrier(2);
  add("Barrier", "BrokenBarrierError", {
    sync: (limit) => (barrier = new Barrier(2)).waitSync(limit),
    awaited: (limit) => (barrier = new Barrier(2)).wait(limit),
    happen: () => void barrier.wait(LONG_MS),
  });
  for (const Class of [Queue, JoinableQueue]) {
    const [queue, full] = [new Class<number>(1), new Class<number>(1)];
    full.putSync(1);
    add(`${Class.name}.get`, "QueueEmpty", {
      sync: (limit) => queue.getSync(limit),
      awaited: (limit) => queue.get(limit),
      happen: () => queue.putSync(1),
    });
    add(`${Class.name}.put`, "QueueFull", {
      sync: (limit) => full.putSync(2, limit),
      awaited: (limit) => full.put(2, limit),
      happen: () => full.getSync(),
    });
  }
  const tasks = new JoinableQueue<number>();
  tasks.putSync(1);
  add("JoinableQueue.join", false, {
    sync: (limit) => tasks.joinSync(limit),
    awaited: (limit) => tasks.join(limit),
    happen: () => tasks.taskDone(),
  });
  const simple = new SimpleQueue<number>();
  add("SimpleQueue.get", "QueueEmpty", {
    sync: (limit) => simple.getSync(limit),
    awaited: (limit) => simple.get(limit),
    happen: () => simple.putSync(1),
  });
  const [mine, other] = Pipe();
  const bytes = new Uint8Array(1);
  const happen = () => other.sendBytesSync(bytes);
  const add3 = (name: string, sync: (limit?: Wait) => unknown, awaited: (limit?: Wait) => Promise<unknown>) =>
    add(name, "TimeoutError", { sync, awaited, happen });
  add3("Connection.recv", (limit) => mine.recvSync(limit), (limit) => mine.recv(limit));
  const any = undefined;
  add3("Connection.recvBytes", (limit) => mine.recvBytesSync(any, limit), (limit) => mine.recvBytes(any, limit));
  add3(
    "Connection.recvBytesInto",
    (limit) => mine.recvBytesIntoSync(bytes, 0, limit),
    (limit) => mine.recvBytesInto(bytes, 0, limit),
  );
  const [source, sink] = Pipe();
  while (source.writable) {
    try {
      source.sendSync(1, 0);
    } catch {
      break;
    }
  }
  const take = () => void sink.recvSync();
  add("Connection.send", "TimeoutError", {
    sync: (limit) => source.sendSync(1, limit),
    awaited: (limit) => source.send(1, limit),
    happen: take,
  });
  add("Connection.sendBytes", "TimeoutError", {
    sync: (limit) => source.sendBytesSync(bytes, 0, 1, limit),
    awaited: (limit) => source.sendBytes(bytes, 0, 1, limit),
    happen: take,
  });
  const [polled, poller] = Pipe();
  add("Connection.poll", false, {
    sync: (limit) => polled.pollSync(limit ?? Infinity),
    awaited: (limit) => polled.poll(limit ?? Infinity),
    happen: () => poller.sendSync(1),
  });
  const process = start(target.never);
  add("Process.join", false, {
    sync: (limit) => process.joinSync(limit),
    awaited: (limit) => process.join(limit),
    happen: () => process.kill(),
  });
  const watched = new Queue<number>();
  add("wait", "", {
    sync: (limit) => waitSync([watched], limit).join(),
    awaited: async (limit) => (await wait([watched], limit)).join(),
    happen: () => watched.putSync(1),
  });
  return all;
}

function outcomeSync(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return (error as Error).name;
  }
}

Deno.test("every wait takes timeouts of 0, below 0, tiny and short, in both forms", async () => {
  for (const { name, late, sync, awaited } of cases()) {
    for (const limit of [0, -1, -Infinity, 1e-9, 0.5, 10]) {
      const begun = performance.now();
      assertEquals([name, limit, outcomeSync(() => sync(limit))], [name, limit, late]);
      assertEquals(
        [name, limit, await awaited({ timeoutMs: limit }).catch((error) => error.name)],
        [name, limit, late],
      );
      const tookMs = performance.now() - begun;
      assert(tookMs >= 2 * limit - 1, `${name} took ${tookMs} ms for twice ${limit} ms`);
      assert(tookMs < LONG_MS / 2, `${name} took ${tookMs} ms for twice ${limit} ms`);
    }
  }
});

Deno.test("every wait refuses a timeout that is no number, in both forms", async () => {
  for (const { name, sync, awaited } of cases()) {
    for (const limit of [NaN, "1", 1n, true] as unknown as Wait[]) {
      assertThrows(() => sync(limit), TypeError, undefined, name);
      await assertRejects(() => awaited(limit), TypeError, undefined, name);
    }
  }
});

Deno.test("every awaited wait refuses a signal that is none", async () => {
  for (const { name, awaited } of cases()) {
    await assertRejects(
      () => awaited({ signal: "stop" } as unknown as Wait),
      TypeError,
      "must be an AbortSignal",
      name,
    );
  }
});

Deno.test("every awaited wait leaves the event loop free, and takes huge timeouts", async () => {
  for (const limit of [undefined, Infinity, 2 ** 31, Number.MAX_VALUE]) {
    for (const { name, late, awaited, happen } of cases()) {
      const waiting = awaited(limit).then((answer) => answer, (error) => error.name);
      setTimeout(happen, 0);
      const answer = await waiting;
      assert(answer !== late, `${name} gave up for ${limit}: ${answer}`);
    }
  }
});

Deno.test("every awaited wait ends with the reason of its signal, before and while it waits", async () => {
  const reason = new Error("enough");
  for (const { name, awaited } of cases()) {
    const aborted = await awaited({ signal: AbortSignal.abort(reason) }).catch((error) => error);
    assertStrictEquals(aborted, reason, name);
    const controller = new AbortController();
    const waiting = awaited({ signal: controller.signal }).catch((error) => error);
    setTimeout(() => controller.abort(reason), 0);
    assertStrictEquals(await waiting, reason, name);
  }
});

Deno.test("an awaited wait spins only while the event loop had its turn lately", async () => {
  const tree = currentTree();
  const { turns } = listenerOf(tree);
  const sequence = Shared.create(Kind.Event, 16, "an object").words;
  let spins = 0;
  const waitable = {
    sequence,
    arm: () => BUSY,
    attempt: () => BUSY,
    spin: () => (spins += 1, false),
    awaitedPace: new Spin(),
  };
  const late = performance.now() + 20; // longer than any time between turns
  while (performance.now() < late); // ends with the clock
  assertEquals(turns.maySpin, false);
  assertEquals(await waitAsync(tree, waitable, 1, undefined), TIMED_OUT);
  assertEquals(spins, 0);
  for (let tries = 0; spins === 0 && tries < 100; tries++) { // this thread may be off its core for as long
    turns.had();
    await waitAsync(tree, waitable, 1, undefined);
  }
  assertEquals(spins, 1);
});
