/**
 * How the own code of a process ends: exit handlers, uncaught errors, `Deno.exit`, interrupts; in children, and in whole programs.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertMatch } from "@std/assert";
import { Event } from "../../../workers/sync/event.ts";
import { ProcessInterrupted } from "../../../workers/errors.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { joinAll, LONG_MS, startIn } from "../support.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Process } from "../../../workers/process/process.ts";
import * as target from "./ending_targets.ts";

const module = new URL("./ending_targets.ts", import.meta.url);
const start = startIn(module);

function drain(queue: Queue<string>): string[] {
  const items: string[] = [];
  while (!queue.empty()) items.push(queue.getNowait());
  return items;
}

Deno.test("atExit() handlers all run, the last first, whatever they throw; the first error is the process's", async () => {
  const seen = new Queue<string>();
  const process = start(target.failingHandlers, seen);
  await joinAll(process);
  assertEquals(drain(seen), ["last", "registered in a handler", "first"]);
  assertEquals([process.exitCode, (process.error as Error).message], [1, "thrown"]);
});

Deno.test("Deno.exit() in an exit handler ends it and says the exit code", async () => {
  const seen = new Queue<string>();
  const process = start(target.exitInHandlers, seen);
  await joinAll(process);
  assertEquals([process.exitCode, process.error, drain(seen)], [9, undefined, ["first"]]);
});

Deno.test("atExit() handlers run before children are joined, and one that fails does not keep others from it", async () => {
  const ended = new Queue<string>();
  const process = start(target.releaseInHandler, ended);
  await joinAll(process);
  assertEquals([process.exitCode, drain(ended)], [1, ["the child has ended"]]);
});

Deno.test("a failing exit handler loses no awaited put", async () => {
  const full = new Queue<number>(1);
  full.putSync(0);
  const process = start(target.putBehindFailure, full);
  assertEquals([await full.get(LONG_MS), await full.get(LONG_MS)], [0, 1]);
  await joinAll(process);
});

Deno.test("preventDefault() on uncaught errors keeps a process alive, by listeners and by properties", async () => {
  for (const how of ["listener", "property"] as const) {
    const [seen, done] = [new Queue<string>(), new Event()];
    const process = start(target.preventErrors, seen, how, done);
    const told = [await seen.get(LONG_MS), await seen.get(LONG_MS)].sort();
    assertEquals(told, ["error thrown", "unhandledrejection rejected"]);
    done.set();
    await joinAll(process);
    assertEquals([process.exitCode, process.error], [0, undefined]);
  }
});

Deno.test("rejections are told to listeners of node:process, in processes and in workers of a pool, which go on", async () => {
  const seen = new Queue<string>();
  await using pool = new Pool({ module, processes: 1 });
  for (const name of ["unhandledRejection", "uncaughtException"]) {
    const process = start(target.rejectToNode, seen, name);
    await joinAll(process);
    assertEquals([process.exitCode, drain(seen)], [0, [`${name} rejected`, "goes on"]]);
    await pool.apply(target.rejectToNode, [seen, name]);
    assert(drain(seen).includes("goes on"));
  }
});

Deno.test("an uncaught error that a listener only sees ends the process", async () => {
  const seen = new Queue<string>();
  const process = start(target.watchErrors, seen);
  assertEquals(await seen.get(LONG_MS), "watched");
  await joinAll(process);
  assertEquals([process.exitCode, (process.error as Error).message], [1, "watched"]);
});

Deno.test("Deno.exit() takes of its code what a system keeps, so that none looks like a signal", async () => {
  for (const [code, exitCode] of [[-1, 255], [-9, 247], [300, 44], [1.5, 1], [NaN, 0], ["7", 0], [undefined, 0]]) {
    const process = start(target.exitWith, code);
    await joinAll(process);
    assertEquals([code, process.exitCode], [code, exitCode]);
  }
});

Deno.test("Process.terminate() gives exit code -15 also where the thread cannot obey", async () => {
  const ready = new Event();
  const process = new Process({ module, target: target.sleepInAtomics, args: [ready], graceMs: 50 });
  process.start();
  assert(await ready.wait(LONG_MS));
  process.terminate();
  await joinAll(process);
  assertEquals(process.exitCode, -15);
});

Deno.test("Process.interrupt() throws out of every sort of wait, runs what Python's KeyboardInterrupt runs, and gives 1", async () => {
  for (const how of ["blocking", "condition", "awaiting", "line", "checkpoint", "event loop"]) {
    const [ready, never, seen] = [new Event(), new Event(), new Queue<string>()];
    const args = [how, ready, never, seen] as [string, Event, Event, Queue<string>];
    const process = new Process({ module, target: target.interrupted, args, name: "Busy" });
    process.start();
    assert(await ready.wait(LONG_MS));
    process.interrupt();
    await joinAll(process);
    const caught = ["ProcessInterrupted in Busy", "finally", "handler"];
    // Nothing of the library is awaited: an uncaught error, as one in a timer would be.
    assertEquals([how, drain(seen)], [how, how === "event loop" ? ["handler"] : caught]);
    if (how === "awaiting") assertEquals([process.exitCode, process.error], [0, undefined]);
    else {
      assertEquals([how, process.exitCode], [how, 1]);
      assertInstanceOf(process.error, ProcessInterrupted);
    }
    process.interrupt(); // nobody is disturbed
    assertEquals(never.isSet(), false);
  }
});

const config = new URL("../../../deno.npm.json", import.meta.url).pathname;

/** Runs a program of ending_targets.ts, which must end by itself. */
async function run(name: string, { args = [] as string[], limit = "" } = {}) {
  const call = [Deno.execPath(), "run", "-A", "--no-check", `--config=${config}`, module.pathname, name, ...args];
  const command = limit === "" ? call : ["sh", "-c", `${limit}; exec "$0" "$@"`, ...call];
  const { code, signal, stdout, stderr } = await new Deno.Command(command[0], {
    args: command.slice(1),
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LONG_MS),
  }).output();
  assertEquals(signal, null, `${name} did not end by itself`);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("program runs its exit handlers, then joins its children, however its main process ends", async () => {
  const ends: [name: string, code: number, out: string, err: RegExp][] = [
    ["end", 0, "handler\nchild\n", /^$/],
    ["exit", 4, "finally\nhandler\nchild\n", /^$/],
    ["exitLater", 5, "handler\nchild\n", /^$/],
    ["throwing", 1, "handler\nchild\n", /^error: Uncaught \(in promise\) TypeError: uncaught\n/],
    ["throwingLater", 1, "handler\nchild\n", /^error: Uncaught TypeError: uncaught\n/],
    ["rejecting", 1, "handler\nchild\n", /^error: Uncaught \(in promise\) TypeError: uncaught\n/],
    ["prevented", 0, "handler\nchild\n", /^$/],
    ["rejectedToNode", 0, "rejected\ngoes on\nhandler\nchild\n", /^$/],
    ["failingHandler", 1, "handler\nchild\n", /^An exit handler failed: TypeError: in a handler\n/],
    ["exitInHandler", 9, "handler\nchild\n", /^$/],
    ["exitInFirstHandler", 4, "second begins\nsecond saved\nfirst begins\nfirst saved\n", /^$/],
    [
      "hiddenError",
      1,
      "",
      /^Process Endless \(pid \d+\): its block has ended, and it is waited until it ends\..*terminate\(\).*\n.*TypeError: hidden/,
    ],
    ["exitTwice", 6, "", /^$/],
    ["pool", 3, "handler\n", /^$/],
  ];
  for (const [name, code, out, err] of ends) {
    const seen = await run(name);
    assertEquals([name, seen.code, seen.out], [name, code, out]);
    assertMatch(seen.err, err, name);
  }
});

Deno.test("program whose child may not even read the library is told so, by words and by the error", async () => {
  const { code, out, err } = await run("permissions");
  assertEquals(code, 0);
  const lines = out.trimEnd().split("\n");
  assertEquals(lines.length, 2);
  for (const line of lines) assertMatch(line, /^1 Cannot run the process: permissions must allow to read its module/);
  assertMatch(err, /^Process Narrow \(pid \d+\): \w+: Cannot run the process: permissions must allow/);
});

Deno.test({
  name: "program that may open no more files is refused a process, and goes on",
  ignore: Deno.build.os === "windows",
  async fn() {
    const { code, out, err } = await run("descriptors", { limit: "ulimit -n 200" });
    const [refusal, few] = out.trimEnd().split("\n");
    assertMatch(refusal, /^RangeError Cannot start the process: .*ulimit -n/);
    assertEquals([code, few, err], [0, "true", ""]);
  },
});

Deno.test("logToStderr() tells what each level is for, in the child too, as Python's log_to_stderr", async () => {
  const info = await run("log", { args: ["info"] });
  assertEquals([info.code, info.out], [0, ""]);
  const lines = info.err.trimEnd().split("\n");
  assertMatch(lines[0], /^\[INFO\/MainProcess\] Heir \(pid \d+\) has started$/);
  assertEquals(lines.slice(1, 3), ["[INFO/Heir] begins to run", "[INFO/Heir] ends with exit code 0"]);
  assertMatch(lines[3], /^\[INFO\/MainProcess\] Heir \(pid \d+\) has ended with exit code 0$/);
  assertEquals(lines.slice(4), ["[WARNING/MainProcess] got ledger, whose last holder died holding it"]);
  assertEquals((await run("log", { args: ["warning"] })).err, `${lines[4]}\n`);
  assertMatch((await run("log", { args: ["debug"] })).err, /^\[DEBUG\/MainProcess\] waits for join Heir$/m);
});
