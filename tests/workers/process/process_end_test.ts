import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { EndOfFileError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { joinAll, LONG_MS, startIn, until } from "../support.ts";
import * as target from "./targets_end.ts";
import { report } from "../core/waits_at_import.ts";

const module = new URL("./targets_end.ts", import.meta.url);

const start = startIn(module);

function drain(queue: Queue): unknown[] {
  const items: unknown[] = [];
  while (!queue.empty()) items.push(queue.getNowait());
  return items;
}

Deno.test("Process.exitCode is that of self.close(), Deno.exitCode, process.exit() and a caught Deno.exit()", async () => {
  const runs: [() => unknown, number][] = [
    [target.closeSelf, 0],
    [target.setExitCode, 5],
    [target.exitOfNode, 7],
    [target.exitAndCatch, 4],
  ];
  for (const [run, exitCode] of runs) {
    const process = start(run);
    await joinAll(process);
    assertEquals([run.name, process.exitCode, process.error], [run.name, exitCode, undefined]);
  }
});

Deno.test("Deno.exit() in a process runs its handlers, ends its daemons and joins its children, as Python's sys.exit", async () => {
  const [queue, release] = [new Queue(), new Event()];
  const process = start(target.exitWithChildren, queue, release);
  assertEquals(await queue.get(LONG_MS), "finally");
  assertEquals(await queue.get(LONG_MS), "handler");
  assert(process.isAlive());
  release.set();
  await joinAll(process);
  assertEquals([process.exitCode, drain(queue)], [3, ["the child has ended"]]);
});

Deno.test("Process whose exit handler throws reports that and has exit code 1", async () => {
  const process = start(target.failAtExit);
  await joinAll(process);
  assertEquals(process.exitCode, 1);
  assertInstanceOf(process.error, TypeError);
});

Deno.test("Process.error is whatever was thrown", async () => {
  const process = start(target.throwText);
  await joinAll(process);
  assertEquals([process.exitCode, process.error], [1, "just a text"]);
});

Deno.test("Process.kill() and terminate() end every descendant, however deep", async () => {
  for (const signal of ["kill", "terminate"] as const) {
    const queue = new Queue<string>();
    const process = start(target.generations, queue, 2);
    const names = [];
    for (let count = 0; count < 7; count++) names.push(await queue.get(LONG_MS));
    assertEquals(new Set(names).size, 7);
    process[signal]();
    await joinAll(process);
    // Nobody is left who could put: the queue's only holder is this process again.
    await until("all descendants are gone", () => {
      try {
        queue.getSync();
      } catch (error) {
        return (error as Error).name === "DeadlockError";
      }
      return false;
    });
  }
});

Deno.test("Process started in a process uses a queue that was made there", async () => {
  const result = new Queue();
  await joinAll(start(target.queueOfItsOwn, result));
  assertEquals(result.getNowait(), "made here");
});

Deno.test("Process waits at its end for its awaited puts, unless cancelJoinThread() was called", async () => {
  const queue = new Queue<number>(1);
  const process = start(target.putAndForget, queue, 3, false);
  const seen = [];
  for (let count = 0; count < 3; count++) seen.push(await queue.get(LONG_MS));
  assertEquals(seen, [0, 1, 2]);
  await joinAll(process);
  await joinAll(start(target.putAndForget, queue, 3, true));
  assertEquals(drain(queue), [0]);
});

Deno.test("Queue.joinThread() waits until awaited puts are in the queue", async () => {
  const queue = new Queue<number>(1);
  queue.putSync(0);
  const put = queue.put(1);
  queue.close();
  assertEquals(await queue.joinThread(1), false);
  assertThrows(() => queue.joinThreadSync(), Error, "awaited puts");
  const consumer = start(target.passOn as (from: Queue<number>, to: Queue) => void, queue, new Queue());
  assertEquals(await queue.joinThread(LONG_MS), true);
  await put;
  queue.joinThreadSync();
  await joinAll(consumer);
});

Deno.test("activeChildren() gives the processes themselves", async () => {
  const process = start(target.neverEnds);
  const children = activeChildren();
  assert(children.includes(process as never));
  for (const child of children) child.kill();
  assertEquals(process.exitCode, -9);
  assertEquals(activeChildren(), []);
  await joinAll(process);
});

Deno.test("parentProcess() is alive while its child runs, and join gives up in time", async () => {
  const queue = new Queue();
  await joinAll(start(target.watchParent, queue));
  assertEquals(queue.getNowait(), ["MainProcess", true, false, false, false]);
});

Deno.test("Process.run() of a subclass uses a connection among its fields, as CPython's test_subclassing", async () => {
  const [mine, theirs] = Pipe();
  const process = new target.Upper(theirs);
  process.daemon = true;
  process.start();
  theirs.close();
  mine.sendSync("hello");
  assertEquals(await mine.recv(LONG_MS), "HELLO");
  assertEquals(process.calls, 0);
  mine.sendSync(null);
  await joinAll(process);
  assertThrows(() => mine.recvSync(), EndOfFileError);
});

Deno.test("Process whose module waits with a timeout while it is imported runs, as CPython's import lock test", async () => {
  const result = new Queue();
  const module = new URL("../core/waits_at_import.ts", import.meta.url);
  const process = new Process({ module, target: report, args: [result] });
  process.start();
  await joinAll(process);
  assertEquals(result.getNowait(), "QueueEmpty");
});

Deno.test("Process refuses a name that is no text", () => {
  assertThrows(() => new Process({ module, target: target.neverEnds, name: 7 as never }), TypeError, "name must be");
});
