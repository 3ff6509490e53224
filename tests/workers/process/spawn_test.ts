/**
 * Processes of the operating system: what they are given, how they live and how they end.
 *
 * Runs once: it is about processes of the system.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import { Queue } from "../../../workers/channels/queue.ts";
import { currentTree } from "../../../workers/core/_root.ts";
import { Process, type ProcessArguments, type ProcessOptions } from "../../../workers/process/process.ts";
import type { SystemOptions } from "../../../workers/process/system_options.ts";
import type { StartMethod } from "../../../workers/start_method_name.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { joinAll, LONG_MS, until } from "../support.ts";
import * as target from "./spawn_targets.ts";

const module = new URL("./spawn_targets.ts", import.meta.url);

/** Starts a process of the system. */
function spawn<P extends readonly unknown[]>(
  target: (...args: P) => unknown,
  args: P,
  options: SystemOptions & Pick<ProcessOptions<P>, "permissions" | "name" | "daemon" | "graceMs"> = {},
): Process<P> {
  const process = new Process<P>(
    { module, target, args, startMethod: "spawn", ...options } as unknown as ProcessOptions<P> & ProcessArguments<P>,
  );
  process.start();
  return process;
}

/** Whether the system knows the process, not counting one that has only not been reaped. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}

const isLinux = Deno.build.os === "linux";

function test(name: string, run: () => void | Promise<void>): void {
  Deno.test({ name, ignore: !isLinux, fn: run });
}

test("Process is a process of the system with startMethod spawn, and a process of the tree", async () => {
  const answers = new Queue<Record<string, unknown>>();
  const process = spawn(target.describe, [answers], { name: "Speaker", daemon: true });
  const seen = await answers.get(LONG_MS);
  await joinAll(process);
  assertEquals(process.exitCode, 0);
  assertNotEquals(process.pid, Deno.pid);
  assertEquals(seen, {
    ...{ name: "Speaker", pid: process.pid, parentPid: Deno.pid, daemon: true, parent: "MainProcess" },
    ...{ realPid: process.pid, realParent: Deno.pid, args: Deno.args, mainModule: Deno.mainModule },
  });
  assert(!runs(process.pid!));
});

test("Process gets environment, folder, CPUs and niceness; ps shows its name", async () => {
  const answers = new Queue<Record<string, unknown>>();
  const process = spawn(target.surroundings, [answers], {
    env: { QUANTA_TEST: "a value", HOME: undefined },
    ...{ cwd: "/usr", cpus: [0], niceness: 12, name: "Given" },
  });
  const { words, ...seen } = await answers.get(LONG_MS);
  await joinAll(process);
  assertEquals(seen, {
    ...{ variable: "a value", home: false, cwd: "/usr", cpus: "0", name: "quanta: Given", niceness: 12 },
  });
  assert((words as string[]).includes("quanta: Given"));
});

test("Process has its parent's permissions, or fewer", async () => {
  const all = { read: true, write: true, net: true, env: true, run: true, ffi: true, sys: true, example: true };
  const none = Object.fromEntries(Object.keys(all).map((name) => [name, false]));
  const answers = new Queue<Record<string, unknown>>();
  for (
    const [permissions, expected] of [
      [undefined, all],
      ["inherit", all],
      [{ read: true, net: ["example.com"] }, { ...none, read: true, example: true }],
      [{ read: "inherit", env: true, ffi: true }, { ...none, read: true, env: true, ffi: true }],
    ] as const
  ) {
    const process = spawn(target.permissions, [answers], { permissions: permissions as Deno.PermissionOptions });
    assertEquals(await answers.get(LONG_MS), expected);
    await joinAll(process);
  }
  const closed = spawn(target.permissions, [answers], { permissions: "none", stderr: "null" });
  await joinAll(closed);
  assertEquals(closed.exitCode, 1);
  assertMatch(String(closed.error), /permissions must allow to read its module/);
});

test("Process has standard streams of its own when they are piped", async () => {
  const process = spawn(target.echo, [], { stdin: "piped", stdout: "piped", stderr: "piped" });
  const text = (stream: ReadableStream<Uint8Array<ArrayBuffer>> | null) => new Response(stream).text();
  const writer = process.stdin!.getWriter();
  await writer.write(new TextEncoder().encode("a word"));
  await writer.close();
  assertEquals(await Promise.all([text(process.stdout), text(process.stderr)]), [
    "read a word\n",
    "to stderr a word\n",
  ]);
  await joinAll(process);
  const other = spawn(target.echo, [], { stdin: "null", stdout: "null", stderr: "null" });
  assertEquals([other.stdin, other.stdout, other.stderr], [null, null, null]);
  await joinAll(other);
});

test("Process ends as its code says: Deno.exit, an error, one that nobody awaits, after its exit handlers", async () => {
  const one = spawn(target.exit, [7]), masked = spawn(target.exit, [-1]);
  const failed = spawn(target.fail, ["as expected"], { stderr: "null" });
  const late = spawn(target.failLater, [], { stderr: "null" });
  await joinAll(one, masked, failed, late);
  assertEquals([one, masked, failed, late].map(({ exitCode }) => exitCode), [7, 255, 1, 1]);
  assertInstanceOf(failed.error, RangeError);
  assertEquals(failed.error.message, "as expected");
  assertInstanceOf(late.error, TypeError);
  const answers = new Queue<string>();
  const handled = spawn(target.exitHandlers, [answers]);
  assertEquals([await answers.get(LONG_MS), await answers.get(LONG_MS)], ["own code", "handler"]);
  await joinAll(handled);
  assertEquals(handled.exitCode, 5);
});

test("Process.kill() ends one that spins with a lock, which is free then", async () => {
  const lock = new Lock(), isHeld = new Event();
  const process = spawn(target.spin, [lock, isHeld]);
  assert(await isHeld.wait(LONG_MS));
  const pid = process.pid!;
  process.kill();
  assertEquals([process.exitCode, process.isAlive(), runs(pid)], [-9, false, false]);
  assertEquals(await lock.acquire(LONG_MS), true);
  lock.release();
  assertEquals(process.error, undefined); // this program sent it
});

test("Process.terminate() is SIGTERM, which a listener may handle", async () => {
  const isThere = new Event();
  const process = spawn(target.awaitForever, [isThere]);
  assert(await isThere.wait(LONG_MS));
  process.terminate();
  await joinAll(process);
  assertEquals([process.exitCode, process.error], [-15, undefined]);
  isThere.clear();
  const obeys = spawn(target.obey, [isThere], { graceMs: LONG_MS });
  assert(await isThere.wait(LONG_MS));
  obeys.terminate();
  await joinAll(obeys);
  assertEquals(obeys.exitCode, 3);
});

test("Process.interrupt() and SIGINT from outside end awaited waits, once", async () => {
  const isThere = new Event(), never = new Event(), answers = new Queue<string>();
  const send = {
    interrupt: (process: Process<never>) => process.interrupt(),
    signal: ({ pid }: { pid: number | null }) => Deno.kill(pid!, "SIGINT"),
  };
  for (const how of ["interrupt", "signal"] as const) {
    const process = spawn(target.awaitEvent, [isThere, never, answers]);
    assert(await isThere.wait(LONG_MS));
    isThere.clear();
    send[how](process as never);
    assertEquals(await answers.get(LONG_MS), "ProcessInterrupted");
    await joinAll(process);
    assertEquals(process.exitCode, 0);
  }
  const blocked = spawn(target.blockForEvent, [isThere, never, answers]);
  assert(await isThere.wait(LONG_MS));
  blocked.interrupt();
  assertEquals(await answers.get(LONG_MS), "ProcessInterrupted");
  await joinAll(blocked);
  assertEquals(blocked.exitCode, 0);
});

test("Process that the system ends is noticed while its parent blocks, and what ended it is named", async () => {
  const lock = new Lock(), isHeld = new Event();
  const process = spawn(target.spin, [lock, isHeld], { daemon: true });
  assert(await isHeld.wait(LONG_MS));
  Deno.kill(process.pid!, "SIGKILL");
  assertEquals(lock.acquireSync(LONG_MS), true); // this thread hears of it from nobody but the warden
  lock.release();
  assertEquals(process.joinSync(LONG_MS), true);
  assertEquals(process.exitCode, -9);
  assertMatch(String(process.error), /was ended by SIGKILL, which this program did not send/);
  const aborted = spawn(target.crash, ["abort"], { stderr: "null" });
  const segfault = spawn(target.crash, ["read nowhere"], { stderr: "null" });
  const used = spawn(target.useUpHeap, [], { memoryLimitMb: 20, stderr: "null" });
  await joinAll(aborted, segfault, used);
  assertEquals([aborted.exitCode, segfault.exitCode], [-6, -11]);
  assert(used.exitCode === -5 || used.exitCode === -6, `exit code ${used.exitCode}`);
  assertMatch(String(segfault.error), /was ended by SIGSEGV, which this program did not send/);
  if (used.exitCode === -5) assertMatch(String(used.error), /as V8 ends one that has used up its heap/);
});

test("Processes and workers descend from each other in any mixture", async () => {
  const answers = new Queue<[pid: number, code: number | null]>();
  for (const methods of [["spawn", "worker", "spawn"], ["worker", "spawn", "worker"]] satisfies StartMethod[][]) {
    const [startMethod, ...more] = methods;
    const process = new Process({ module, target: target.descend, args: [more, answers], startMethod });
    process.start();
    const said = [];
    for (let count = 0; count < methods.length; count++) said.unshift(await answers.get(LONG_MS));
    await joinAll(process);
    assertEquals([process.exitCode, ...said.map(([, code]) => code)], [0, 0, 0, null]);
    // A worker lives where its parent lives.
    let space = Deno.pid;
    for (const [index, [pid]] of said.entries()) {
      if (methods[index] === "worker") assertEquals(pid, space);
      else assertNotEquals(pid, space);
      space = pid;
    }
  }
});

test("Processes end with an ancestor that is killed, and what they held is free", async () => {
  for (
    const methods of [["spawn", "spawn"], ["spawn", "worker"], ["spawn", "worker", "spawn"]] satisfies StartMethod[][]
  ) {
    const [startMethod, ...more] = methods;
    const lock = new Lock(), pids = new Queue<number>();
    const process = new Process({ module, target: target.descendToSpin, args: [more, lock, pids], startMethod });
    process.start();
    const seen = new Set<number>();
    for (let count = 0; count < methods.length; count++) seen.add(await pids.get(LONG_MS));
    process.kill();
    assertEquals(await lock.acquire(LONG_MS), true);
    lock.release();
    for (const pid of seen) await until(`process ${pid} has ended`, () => !runs(pid));
  }
});

test("Process gives its place and its memory back", async () => {
  const answers = new Queue<unknown>();
  const { core, self } = currentTree();
  const once = async () => {
    const process = spawn(target.describe, [answers]);
    await answers.get(LONG_MS);
    await joinAll(process);
    await until("it is buried", () => {
      process.isAlive();
      return core.nextInSpace(process.pid!, 0) === 0;
    });
  };
  await once();
  const before = core.usedBytes(self);
  await once();
  assertThrows(() => spawn(target.describe, [answers], { cwd: "/not there" }), Error, "No such cwd '/not there'");
  await until("the memory is given back", () => core.usedBytes(self) <= before);
});

test("Process refuses what it cannot be given", () => {
  const make = (options: SystemOptions, startMethod: StartMethod = "spawn") => () =>
    new Process({ module, target: "exit", args: [0], startMethod, ...options } as never);
  for (
    const [options, errorClass, text] of [
      [{ env: { "A=B": "" } }, RangeError, 'env must have names without "="'],
      [{ env: { A: 1 } }, TypeError, "env.A must be a string, got 1"],
      [{ cwd: 7 }, TypeError, "cwd must be a path or a URL of a folder, got 7"],
      [{ stdout: "file" }, RangeError, 'stdout must be one of inherit, null, piped, got "file"'],
      [{ v8Flags: ["max"] }, TypeError, 'v8Flags must be a list of flags of V8, got "max"'],
      [{ niceness: 20 }, RangeError, "niceness must be an integer from -20 to 19, got 20"],
      [{ cpus: [] }, TypeError, "cpus must be a list of one number or more"],
      [{ cpus: [-1] }, RangeError, "cpus must be an integer from 0 to 8191, got -1"],
      [{ memoryLimitMb: 1 }, RangeError, "memoryLimitMb must be an integer of 8 or more, got 1"],
    ] as const
  ) assertThrows(make(options as unknown as SystemOptions), errorClass, text);
  assertThrows(
    make({ niceness: 1 }, "worker"),
    RangeError,
    'Cannot create a Process: niceness must be absent with startMethod "worker", got 1; "spawn" has it',
  );
  const start = (options: SystemOptions) => () => spawn(target.exit, [0], options);
  assertThrows(start({ cpus: [8000] }), RangeError, "cpus must name CPUs that there are, got 8000");
});
