import { assert, assertEquals, assertInstanceOf, assertMatch, assertThrows } from "@std/assert";
import { DeadlockError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Process } from "../../../workers/process/process.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { joinAll, LONG_MS, start, until } from "../support.ts";
import * as target from "../targets.ts";
import * as end from "../process/targets_end.ts";

const module = new URL("../process/targets_end.ts", import.meta.url);

function startEnd<P extends readonly unknown[]>(name: string, run: (...args: P) => unknown, ...args: P): Process<P> {
  const process = new Process<P>({ module, target: run, args, name } as never);
  process.start();
  return process;
}

/** Runs a ring of processes, each holding one lock and wanting the next; gives what each answered. */
async function ring(count: number, run: typeof target.crossLocks | typeof end.crossAwaited): Promise<unknown[]> {
  const locks = Array.from({ length: count }, (_, index) => new Lock({ name: `lock ${index}` }));
  const [go, result] = [new Event(), new Queue()];
  const processes = [];
  for (let index = 0; index < count; index++) {
    const ready = new Event();
    const args = [locks[index], locks[(index + 1) % count], ready, go, result] as const;
    const process = new Process({
      module: run === end.crossAwaited ? module : new URL("../targets.ts", import.meta.url),
      target: run as () => void,
      args: args as unknown as [],
      name: `member ${index}`,
    });
    process.start();
    assert(await ready.wait(LONG_MS));
    processes.push(process);
  }
  go.set();
  const answers = [];
  for (let index = 0; index < count; index++) answers.push(await result.get(LONG_MS));
  await joinAll(...processes);
  return answers;
}

Deno.test("Lock.acquireSync() finds a cycle of three processes, and the others go on", async () => {
  const answers = await ring(3, target.crossLocks);
  const errors = answers.filter((answer) => answer instanceof DeadlockError);
  assert(errors.length >= 1, `answers ${answers}`);
  // Members that begin to wait at one moment may all find it.
  assert(errors.length === 3 || answers.includes("acquired"), `answers ${answers}`);
  assertEquals(errors[0].cycle.length, 3);
  for (const index of [0, 1, 2]) {
    assertMatch(errors[0].message, new RegExp(`member ${index} \\(pid \\d+\\) waits for lock`));
  }
});

Deno.test("Lock.acquire() finds a cycle of awaited waits that has stood for two seconds", async () => {
  const answers = await ring(2, end.crossAwaited);
  const errors = answers.filter((answer) => answer instanceof DeadlockError);
  assert(errors.length >= 1, `answers ${answers}`);
  assertEquals(errors[0].cycle.map(({ waitsFor }: { waitsFor: string }) => waitsFor).sort(), ["lock 0", "lock 1"]);
});

Deno.test("Lock.acquire() does not take two tasks of one process for a deadlock", async () => {
  const lock = new Lock();
  await lock.acquire();
  const second = lock.acquire();
  await new Promise((resolve) => setTimeout(resolve, 2500)); // longer than its patience with a cycle
  lock.release();
  assertEquals(await second, true);
  lock.release();
});

Deno.test("Process.joinSync() finds that the process waits for a lock of the one that joins", async () => {
  const [lock, ready, result] = [new RLock({ name: "mine" }), new Event(), new Queue()];
  lock.acquireSync();
  const process = startEnd("joined", end.wantLock as (...args: unknown[]) => void, lock, ready, result);
  assert(ready.waitSync(LONG_MS));
  let error: unknown;
  try {
    process.joinSync();
  } catch (reason) {
    error = reason;
  }
  lock.release();
  const answer = await result.get(LONG_MS);
  await joinAll(process);
  // Whichever of the two closed the cycle was told.
  const found = error ?? answer;
  assertInstanceOf(found, DeadlockError);
  assertMatch(found.message, /waits for the end of joined/);
  assertMatch(found.message, /waits for mine, which MainProcess holds/);
});

Deno.test("Connection.recvSync() makes the hang of a forgotten end visible", async () => {
  const [receiver, sender] = Pipe(false);
  const result = new Queue();
  const consumer = startEnd("consumer", end.consumeForgetful, receiver, sender, result);
  receiver.close();
  sender.sendSync(1);
  sender.close();
  const [seen, name, message] = await result.get(LONG_MS) as [unknown[], string, string];
  assertEquals([seen, name], [[1], "DeadlockError"]);
  assertMatch(message, /close the ends that a process does not use/);
  await joinAll(consumer);
});

Deno.test("blocking without a limit on what no other process has throws DeadlockError", async () => {
  const [queue, simple, joinable, full] = [new Queue(), new SimpleQueue(), new JoinableQueue(), new Queue(1)];
  joinable.putSync(1);
  full.putSync(1);
  const [mine, other] = Pipe();
  const waits = [
    () => queue.getSync(),
    () => simple.getSync(),
    () => joinable.joinSync(),
    () => full.putSync(2),
    () => new Semaphore(0).acquireSync(),
    () => mine.recvSync(),
    () => mine.pollSync(Infinity),
  ];
  for (const wait of waits) assertThrows(wait, DeadlockError, "process");
  other.close();
  // The same while another process has it: nothing is thrown, and the wait ends.
  const semaphore = new Semaphore(0);
  const [go, release] = [new Event(), startEnd("other", end.releaseLater, semaphore, new Event())];
  release.kill();
  const helper = startEnd("helper", end.releaseLater, semaphore, go);
  go.set();
  assertEquals(semaphore.acquireSync(), true);
  await joinAll(helper);
  // It has ended: from now on nobody could release.
  await until("the helper's hold is gone", () => helper.exitCode === 0);
  assertThrows(() => semaphore.acquireSync(), DeadlockError);
});

Deno.test("a blocked process is told when the last other one that has its queue dies", async () => {
  const [queue, ready] = [new Queue(), new Event()];
  const process = start(target.blockedGet, ready, queue);
  await ready.wait(LONG_MS);
  process.kill();
  assertThrows(() => queue.getSync(), DeadlockError);
});
