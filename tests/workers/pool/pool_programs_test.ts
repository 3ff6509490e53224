/**
 * Whole programs with pools: that they end, and how.
 *
 * Runs once: the programs say nothing of the start method.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { LONG_MS } from "../support.ts";

const config = new URL("../../../deno.npm.json", import.meta.url).pathname;
const program = new URL("./pool_program.ts", import.meta.url).pathname;

function start(name: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    // The config is only for its "unstable" features; nothing here imports by a bare name.
    args: ["run", "-A", "--no-check", "--v8-flags=--expose-gc", `--config=${config}`, program, name],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LONG_MS),
  }).spawn();
}

/** Runs a program; it must end by itself. */
async function run(name: string): Promise<{ code: number; out: string; err: string }> {
  const { code, signal, stdout, stderr } = await start(name).output();
  assertEquals(signal, null, "the program did not end by itself");
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("program that leaves a pool open ends", async () => {
  assertEquals(await run("open"), { code: 0, out: "[ 1, 4, 9 ]\n", err: "" });
});

Deno.test("program with tasks that nobody awaits ends", async () => {
  assertEquals(await run("unawaited"), { code: 0, out: "left\n", err: "" });
});

Deno.test("program terminates a pool with a spinning task, and is told once whose thread still runs", async () => {
  const { code, out, err } = await run("spinning");
  assertEquals([code, out], [0, "true\n"]);
  assertMatch(err, /^Process PoolWorker-1 \(pid \d+\) was killed, but its thread still runs.*\n$/);
});

Deno.test("program aborts a spinning task, whose pool goes on with another worker", async () => {
  const { code, out, err } = await run("aborted");
  assertEquals([code, out], [0, "AbortError 9\n"]);
  assertMatch(err, /^Process PoolWorker-1 \(pid \d+\) was killed, but its thread still runs.*\n$/);
});

Deno.test("program may block for a pool all the time", async () => {
  const { code, out } = await run("blocking");
  assertEquals([code, out], [0, "[ 1, 4, 9 ] 16\n[ 25, 36 ]\nWorkerDied 49\ntrue 0\n"]);
});

Deno.test("program loses a pool that nobody refers to, but none with a task", async () => {
  assertEquals(await run("collected"), { code: 0, out: "true\n8\n", err: "" });
});

Deno.test("program has no thread left of pools that ended", async () => {
  const { code, out } = await run("threads");
  assertEquals([code, out], [0, "true 0\n"]);
});

Deno.test("program with a busy pool ends at Ctrl-C", async () => {
  const child = start("interrupted");
  const reader = child.stdout.getReader();
  assertMatch(new TextDecoder().decode((await reader.read()).value), /ready/);
  child.kill("SIGINT");
  const { code, signal } = await child.status;
  assertEquals([code, signal], [130, "SIGINT"]);
  await reader.cancel();
  await child.stderr.cancel();
});

Deno.test("program that does not catch a task's error ends with it", async () => {
  const { code, err } = await run("uncaught");
  assertEquals(code, 1);
  assertMatch(err, /Refused: sold out/);
  assert(err.includes("pool_targets.ts"));
});
