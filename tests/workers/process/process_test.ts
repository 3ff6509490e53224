import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { Queue } from "../../../workers/channels/queue.ts";
import { wait } from "../../../workers/channels/wait.ts";
import { activeChildren, cpuCount, currentProcess, parentProcess } from "../../../workers/process/current_process.ts";
import { Process } from "../../../workers/process/process.ts";
import { registerErrorClass } from "../../../workers/process/register_error_class.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { joinAll, LONG_MS, overSpawn, start, targets, until } from "../support.ts";
import * as target from "../targets.ts";

Deno.test("currentProcess() describes the main process", () => {
  const current = currentProcess();
  assertEquals(current.name, "MainProcess");
  assertEquals([current.pid, current.exitCode, current.daemon, current.isAlive()], [Deno.pid, null, false, true]);
  assert(current.authKey.length > 0);
  assertEquals(parentProcess(), null);
  assert(cpuCount() >= 1);
});

Deno.test("Process says what it is before, while and after it runs", async () => {
  const queue = new Queue();
  const key = new Uint8Array([1, 2, 3]);
  const process = new Process({ module: targets, target: target.describe, args: [queue], name: "Child", daemon: true });
  process.authKey = key;
  assertEquals([process.isAlive(), process.exitCode, process.pid], [false, null, null]);
  assert(!activeChildren().some(({ name }) => name === "Child"));
  process.start();
  assertEquals(process.exitCode === null || process.exitCode === 0, true);
  const seen = await queue.get(LONG_MS) as Record<string, unknown>;
  assertEquals(seen.name, "Child");
  assertEquals(seen.pid, process.pid);
  assertEquals(seen.parentPid, Deno.pid);
  // Linux gives no pid above 2^22: that of a worker can be taken for nobody's of the system.
  if (!overSpawn && Deno.build.os === "linux") {
    assert(process.pid! > 2 ** 22, `${process.pid}`);
    assertThrows(() => Deno.kill(process.pid!, "SIGCONT"), Deno.errors.NotFound);
  }
  assertEquals(process.parentPid, Deno.pid);
  assertEquals([seen.daemon, seen.exitCode, seen.alive], [true, null, true]);
  assertEquals(seen.authKey, key);
  assertEquals(seen.parent, { name: "MainProcess", pid: Deno.pid, alive: true });
  await joinAll(process);
  assertEquals([process.isAlive(), process.exitCode], [false, 0]);
  assert(!activeChildren().some(({ name }) => name === "Child"));
});

Deno.test("Process passes args and kwargs", async () => {
  const queue = new Queue();
  const process = new Process({
    module: targets,
    target: target.putArguments as (queue: Queue, a: number, options: { b: string }) => void,
    args: [queue, 1],
    kwargs: { b: "two" },
  });
  process.start();
  assertEquals(await queue.get(LONG_MS), [1, { b: "two" }]);
  await joinAll(process);
});

Deno.test("Process.daemon defaults to that of its creator and can be set before the start", () => {
  const process = new Process({ module: targets, target: target.nothing });
  assertEquals(process.daemon, false);
  process.daemon = true;
  assertEquals(process.daemon, true);
  assertEquals(new Process({ module: targets, target: target.nothing, daemon: true }).daemon, true);
});

Deno.test("Process.start() refuses a second start, a change after it, and a closed process", async () => {
  const process = start(target.nothing);
  assertThrows(() => process.start(), Error, "started before");
  assertThrows(() => (process.daemon = true), Error, "has been started");
  await joinAll(process);
  process.close();
  process.close();
  assertThrows(() => process.isAlive(), Error, "closed");
  assertThrows(() => process.terminate(), Error, "closed");
  assertThrows(() => process.joinSync(), Error, "closed");
  assertMatch(process.name, /^Process-/);
});

Deno.test("Process.close() refuses while it runs", async () => {
  const process = start(target.never);
  assertThrows(() => process.close(), Error, "still running");
  process.kill();
  await joinAll(process);
  process.close();
});

Deno.test("Process.join() refuses a process that was not started, also after run()", async () => {
  const process = new Process({ module: targets, target: (value: number) => value * 2, args: [4] });
  assertThrows(() => process.joinSync(), Error, "not started by start()");
  assertEquals(process.run(), 8);
  let message = "";
  await process.join().catch((error) => message = error.message);
  assertMatch(message, /not started by start\(\)/);
  assertThrows(() => process.terminate(), Error, "not started");
});

Deno.test("Process refuses what cannot be: closures, groups, start methods, permissions without the flag", () => {
  assertThrows(() => new Process({ module: targets, target: (() => () => {})() }), TypeError, "a closure cannot cross");
  assertThrows(() => new Process({ module: targets, group: 1 as unknown as null }), RangeError, "group must be null");
  assertThrows(
    () => new Process({ startMethod: "fork" as "worker" }),
    RangeError,
    'startMethod must be one of "worker" and "spawn", got "fork"',
  );
  assertThrows(
    () => new Process({ module: targets, permissions: "none", startMethod: "worker" }),
    RangeError,
    "--unstable-worker-options",
  );
  const noModule = new Process({ target: target.nothing });
  assertThrows(() => noModule.start(), TypeError, "module must be the URL");
});

Deno.test("Process.start() refuses arguments that cannot cross, at once and with the path", () => {
  const process = new Process({ module: targets, target: target.putArguments, args: [new Queue(), { a: [() => {}] }] });
  const error = assertThrows(() => process.start(), DOMException, "args[1].a[0]");
  assertEquals(error.name, "DataCloneError");
});

Deno.test("Process keeps its variables to itself", async () => {
  const queue = new Queue<number>();
  const one = start(target.changeIsolated, queue, 1);
  assertEquals(await queue.get(LONG_MS), 101);
  const two = start(target.changeIsolated, queue, 2);
  assertEquals(await queue.get(LONG_MS), 102);
  await joinAll(one, two);
  assertEquals(target.readIsolated(), 100);
});

Deno.test("Process.exitCode is what Deno.exit was given", async () => {
  for (const code of [0, 7, 255]) {
    const process = start(target.exitWith, code);
    await joinAll(process);
    assertEquals(process.exitCode, code);
  }
});

Deno.test("Process.error carries an uncaught error whole", async () => {
  registerErrorClass(target.Mishap);
  const process = start(target.fail);
  await joinAll(process);
  assertEquals(process.exitCode, 1);
  const error = process.error as target.Mishap;
  assertInstanceOf(error, target.Mishap);
  assertEquals([error.name, error.message, error.code], ["Mishap", "something went wrong", 77]);
  assertEquals(error.detail, { why: ["because"] });
  assertInstanceOf(error.cause, RangeError);
  assertMatch(error.stack!, /targets\.ts/);
});

Deno.test("Process.error carries errors of timers, and what remains of one that cannot cross", async () => {
  const late = start(target.failLate);
  const odd = start(target.failUnclonable);
  await joinAll(late, odd);
  assertEquals([late.exitCode, odd.exitCode], [1, 1]);
  assertInstanceOf(late.error, TypeError);
  assertEquals((odd.error as Error).message, "odd");
});

Deno.test("Process.error says that a module or an export is missing", async () => {
  const noExport = new Process({ module: targets, target: "missing" });
  const noModule = new Process({ module: new URL("./no_such_module.ts", import.meta.url), target: "x" });
  noExport.start();
  noModule.start();
  await joinAll(noExport, noModule);
  assertMatch((noExport.error as Error).message, /no export named "missing"/);
  assertEquals([noExport.exitCode, noModule.exitCode], [1, 1]);
  assertInstanceOf(noModule.error, TypeError);
});

Deno.test("Process.terminate() ends a process that awaits, waits, or calls checkpoint(): exit code -15", async () => {
  for (const run of [target.never, target.spinWithCheckpoint]) {
    const ready = new Event();
    const process = start(run, ready);
    await ready.wait(LONG_MS);
    assertEquals(process.joinSync(0), false);
    assertEquals(process.joinSync(-1), false);
    assert(process.isAlive());
    process.terminate();
    await joinAll(process);
    assertEquals(process.exitCode, -15);
    process.terminate();
  }
  const [ready, never] = [new Event(), new Event()];
  const process = start(target.waitForEver, ready, never);
  ready.waitSync(LONG_MS);
  process.terminate();
  assert(process.joinSync(LONG_MS));
  assertEquals(process.exitCode, -15);
});

Deno.test("Process.terminate() comes before a process has begun to run", async () => {
  const process = start(target.never);
  process.terminate();
  await joinAll(process);
  assertEquals(process.exitCode, -15);
});

Deno.test("Process.terminate() runs no exit handlers, and finally blocks fenced", async () => {
  const [ready, never, after] = [new Event(), new Event(), new Event()];
  const process = start(target.fencedFinally, ready, never, after);
  await ready.wait(LONG_MS);
  process.terminate();
  await joinAll(process);
  assertEquals([process.exitCode, after.isSet()], [-15, false]);
});

Deno.test("Process.kill() returns when the process has ended: exit code -9", async () => {
  const ready = new Event();
  const process = start(target.never, ready);
  await ready.wait(LONG_MS);
  process.kill();
  assertEquals([process.isAlive(), process.exitCode], [false, -9]);
});

Deno.test("Process.sentinel is ready after the end", async () => {
  const ready = new Event();
  const process = new Process({ module: targets, target: target.never, args: [ready] });
  assertThrows(() => process.sentinel, Error, "not started");
  process.start();
  const { sentinel } = process;
  await ready.wait(LONG_MS);
  assertEquals(await wait([sentinel], 0), []);
  process.terminate();
  assertEquals(await wait([sentinel], LONG_MS), [sentinel]);
  await joinAll(process);
});

Deno.test("Process starts children of children", async () => {
  const queue = new Queue<number[]>();
  const process = start(target.recurse, queue, []);
  await joinAll(process);
  const paths: number[][] = [];
  while (!queue.empty()) paths.push(queue.getNowait());
  assertEquals(paths, [[], [0], [0, 0], [0, 1], [1], [1, 0], [1, 1]]);
});

Deno.test("Process joins its ordinary children when its own code has ended", async () => {
  const queue = new Queue<string>();
  const release = new Event();
  const process = start(target.startAndLeave, queue, release);
  assertEquals(await queue.get(LONG_MS), "parent's code has ended");
  assert(process.isAlive());
  release.set();
  assertEquals(await queue.get(LONG_MS), "child has ended");
  await joinAll(process);
});

Deno.test("Process.terminate() ends descendants too", async () => {
  const queue = new Queue();
  const process = start(target.parentOfWatcher, queue);
  const [name, pid] = await queue.get(LONG_MS) as [string, number];
  assertEquals(name, "Watcher");
  assertNotEquals(pid, process.pid);
  process.kill();
  assertEquals(process.exitCode, -9);
});

Deno.test("Process.start() is refused in a daemon", async () => {
  const queue = new Queue();
  const process = new Process({ module: targets, target: target.startInDaemon, args: [queue], daemon: true });
  process.start();
  assertMatch(await queue.get(LONG_MS) as string, /a daemon may not have children/);
  await joinAll(process);
});

Deno.test("Process.run() of a subclass runs in the child with the fields", async () => {
  const queue = new Queue();
  const process = new target.Greeter("hello", queue);
  process.start();
  assertEquals(await queue.get(LONG_MS), ["hello", process.name, process.pid, true]);
  await joinAll(process);
  assertMatch(process.name, /^Greeter-\d+$/);
});

Deno.test("atExit() handlers run at the end, the last registered first", async () => {
  const queue = new Queue();
  await joinAll(start(target.registerExit, queue));
  assertEquals([queue.getNowait(), queue.getNowait()], ["second", "first"]);
});

Deno.test("Process many at once all end, and give their slots back", async () => {
  const processes = Array.from({ length: 12 }, () => start(target.nothing));
  await joinAll(...processes);
  assertEquals(processes.map(({ exitCode }) => exitCode), new Array(12).fill(0));
  const blocked = Array.from({ length: 12 }, () => start(target.never));
  for (const process of blocked) process.terminate();
  await joinAll(...blocked);
  assertEquals(blocked.map(({ exitCode }) => exitCode), new Array(12).fill(-15));
});

Deno.test("Process.join() gives up at its timeout and at its signal", async () => {
  const process = start(target.never);
  assertEquals(await process.join(1), false);
  assertEquals(process.joinSync(1), false);
  const controller = new AbortController();
  const joined = process.join({ signal: controller.signal }).catch((error) => error);
  controller.abort("enough");
  assertStrictEquals(await joined, "enough");
  process.kill();
});

Deno.test("Process that is collected while it runs is not lost", async () => {
  const queue = new Queue();
  start(target.putArguments, queue, "done");
  assertEquals(await queue.get(LONG_MS), ["done"]);
  await until("reaped", () => activeChildren().length === 0);
});

Deno.test("Lock passed as an argument arrives as the same lock", async () => {
  const [lock, ready, release] = [new Lock(), new Event(), new Event()];
  const process = start(target.takeLock, lock, ready, release);
  await ready.wait(LONG_MS);
  assertEquals(lock.acquireSync(0), false);
  release.set();
  assert(await lock.acquire(LONG_MS));
  lock.release();
  await joinAll(process);
});
