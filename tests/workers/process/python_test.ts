/**
 * Behaviours of processes that CPython's own tests pin down, where no other file holds them. What has no counterpart: start
 * methods and file descriptors, native thread ids, threads that outlive a target's return (a process ends when its target has
 * settled), and children that outlive their parent (they are ended with it, and reported).
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertMatch, assertThrows } from "@std/assert";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { collectGarbage } from "../garbage.ts";
import { joinAll, LONG_MS, soak, startIn, until } from "../support.ts";
import * as target from "./python_targets.ts";

const module = new URL("./python_targets.ts", import.meta.url);

const start = startIn(module);

Deno.test("Process.daemon is inherited from the process that creates it, as CPython's test_daemon_argument", async () => {
  const result = new Queue();
  for (const daemon of [false, true]) {
    const process = new Process({ module, target: target.tellDaemon, args: [result], daemon });
    process.start();
    assertEquals(await result.get(LONG_MS), [daemon, daemon]);
    await joinAll(process);
  }
});

Deno.test("parentProcess() of a grandchild is its parent, alive, as CPython's test_parent_process", async () => {
  const [result, release] = [new Queue(), new Event()];
  const process = start(target.startWatcher, result, release);
  assertEquals(await result.get(LONG_MS), [process.name, process.pid, true, false]);
  release.set();
  await joinAll(process);
});

Deno.test("Process that was closed is collected, as CPython's test_close", async () => {
  const collected: WeakRef<object>[] = [];
  await (async () => {
    const process = start(target.double, 1);
    assertThrows(() => process.close(), Error, "still running");
    await joinAll(process);
    process.close();
    for (const use of [() => process.isAlive(), () => process.terminate(), () => process.exitCode, () => process.pid]) {
      assertThrows(use, Error, "closed");
    }
    collected.push(new WeakRef(process));
  })();
  await until("it is collected", () => {
    collectGarbage();
    return collected[0].deref() === undefined;
  });
});

Deno.test("many processes at once end, and leave no slot, as CPython's test_many_processes", async () => {
  const COUNT = soak ? 100 : 20;
  const released = new Event();
  const waiting = Array.from({ length: COUNT }, () => [new Event(), new Event()] as const);
  const processes = waiting.map(([ready]) => start(target.waitFor, released, ready));
  for (const [ready] of waiting) assert(await ready.wait(LONG_MS));
  assertEquals(activeChildren().length, COUNT);
  released.set();
  await joinAll(...processes);
  assertEquals(new Set(processes.map(({ exitCode }) => exitCode)), new Set([0]));
  const others = waiting.map(([, ready]) => start(target.waitFor, new Event(), ready));
  for (const [, ready] of waiting) assert(await ready.wait(LONG_MS));
  for (const process of others) process.terminate();
  await joinAll(...others);
  assertEquals(new Set(others.map(({ exitCode }) => exitCode)), new Set([-15]));
  assertEquals(activeChildren(), []);
});

Deno.test("Process ends as it should when nothing can be printed, as CPython's test_error_on_stdio_flush", async () => {
  for (
    const [run, exitCode] of [[target.breakAndReturn, 0], [target.breakAndExit, 3], [target.breakAndFail, 1]] as const
  ) {
    const process = start(run);
    await joinAll(process);
    assertEquals([run.name, process.exitCode], [run.name, exitCode]);
    if (exitCode === 1) assertInstanceOf(process.error, RangeError);
  }
});

Deno.test("Process ends with exit code 1 also where its error cannot be read", async () => {
  const process = start(target.failUnreadable);
  await joinAll(process);
  assertEquals(process.exitCode, 1);
  assertInstanceOf(process.error, Error);
});

Deno.test("Process.error has the whole stack, down to the target, as CPython's test_stderr_flush", async () => {
  const process = start(target.breakAndFail);
  await joinAll(process);
  assertMatch(
    (process.error as Error).stack!,
    /RangeError: nobody can read this\n.*at breakAndFail \(.*python_targets\.ts:\d+:\d+\)/,
  );
});

Deno.test("Process.exitCode of a plain Deno.exit() is 0, as CPython's test_sys_exit", async () => {
  const process = start(target.exitPlainly);
  await joinAll(process);
  assertEquals(process.exitCode, 0);
});

Deno.test("Queue has the items of a parent and its child in order, as CPython's test_fork", async () => {
  const queue = new Queue<number>();
  for (let item = 0; item < 10; item++) queue.putSync(item);
  const process = start(target.putTen, queue);
  for (let item = 0; item < 20; item++) assertEquals(await queue.get(LONG_MS), item);
  assertThrows(() => queue.getNowait());
  await joinAll(process);
});

Deno.test("Pool and Queue work inside of a process, as CPython's TestStdinBadfiledescriptor", async () => {
  const result = new Queue();
  const process = start(target.poolInside, result);
  assertEquals(await result.get(LONG_MS), [2, 4, 6]);
  await joinAll(process);
  assertEquals(process.exitCode, 0);
});
