/**
 * Whole programs: what they print, how they end, and that they end.
 *
 * Runs once: the programs say nothing of the start method; spawn_programs_test.ts has those that do.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { LONG_MS } from "../support.ts";

const configs = ["deno.npm.json", "deno.json"].map((name) => new URL(`../../../${name}`, import.meta.url).pathname);

/** Runs a program; it must end by itself. */
async function run(file: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const url = new URL(file, import.meta.url);
  const child = new Deno.Command(Deno.execPath(), {
    // The config is only for its "unstable" features; nothing here imports by a bare name.
    args: ["run", "-A", "--no-check", `--config=${configs[0]}`, url.pathname, ...args],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(LONG_MS),
  });
  const { code, signal, stdout, stderr } = await child.output();
  assertEquals(signal, null, "the program did not end by itself");
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

Deno.test("program with daemons ends them with its own code, and joins the others", async () => {
  const { code, out } = await run("program.ts", "daemons");
  assertEquals([code, out], [0, "daemon begins\nmain process ends\nordinary ends\n"]);
});

Deno.test("program starts a family as in the course's first example", async () => {
  const { code, out } = await run("program.ts", "family");
  assertEquals(code, 0);
  assertEquals(out, "son of MainProcess\nThis is son_one, son of son\nThis is son_two, son of son\n");
});

Deno.test("program with a stuck thread ends, and says whose it is, once", async () => {
  for (const name of ["stuck", "killed"]) {
    const { code, out, err } = await run("program.ts", name);
    assertEquals(code, 0);
    assertEquals(out, name === "stuck" ? "exit code -15\n" : "exit code -9 0\n");
    assertMatch(err, /Process Spinner \(pid \d+\) was killed, but its thread still runs/);
    assertEquals(err.split("still runs").length, 2);
  }
});

Deno.test("program with threads that are slow to obey says nothing of them, whatever the grace and however late", async () => {
  const { code, out, err } = await run("program.ts", "slow");
  assertEquals([code, out, err], [0, "exit codes -15 -9\n", ""]);
});

Deno.test("program whose stuck thread is that of a grandchild says its name, and not that of the child that obeyed", async () => {
  const { code, out, err } = await run("program.ts", "stuckGrandchild");
  assertEquals([code, out], [0, "exit code -9\n"]);
  assertMatch(err, /^Process Spinner \(pid \d+\) was ended with its ancestor Parent \(pid \d+\)$/m);
  assertEquals(
    [...err.matchAll(/^Process (\S+) \(pid \d+\) was killed, but its thread still runs/gm)].map(([, name]) => name),
    [
      "Spinner",
    ],
  );
});

Deno.test("program prints a child's uncaught error once and goes on", async () => {
  const { code, out, err } = await run("program.ts", "error");
  assertEquals([code, out], [0, "parent goes on 1\n"]);
  assertMatch(err, /^Process Failing \(pid \d+\): TypeError: a child's error/);
  assertEquals(err.split("TypeError").length, 2);
});

Deno.test("program may block its main thread all the time", async () => {
  const { code, out } = await run("program.ts", "blocking");
  assertEquals([code, out], [0, "from a child of a blocked parent true 0\n"]);
});

Deno.test("program prints in pairs when its processes hold a lock", async () => {
  const { code, out } = await run("program.ts", "pairs");
  const lines = out.trimEnd().split("\n");
  assertEquals([code, lines.length, lines.at(-1)], [0, 21, "End"]);
  for (let index = 0; index < 20; index += 2) {
    assertEquals(lines[index].replace("running", "done"), lines[index + 1]);
  }
});

Deno.test("program narrows the permissions of a child", async () => {
  const { code, out } = await run("program.ts", "permissions");
  assertEquals([code, out], [
    0,
    "length true\na child of a narrowed one may not have more: NotCapable\nexit codes 0 1 NotCapable\n",
  ]);
});

Deno.test("program that only awaits the library neither ends early nor hangs", async () => {
  const { code, out } = await run("program.ts", "awaits");
  assertEquals([code, out], [0, "false true QueueEmpty\n"]);
});

Deno.test("program that kills a process is told of each of its descendants, once", async () => {
  const { code, out, err } = await run("program.ts", "descendants");
  assertEquals([code, out], [0, "exit code -9\n"]);
  const told = [...err.matchAll(/^Process (\S+) \(pid \d+\) was ended with its ancestor top \(pid \d+\)$/gm)];
  assertEquals(told.map(([, name]) => name).sort(), [
    "top.one",
    "top.one.one",
    "top.one.two",
    "top.two",
    "top.two.one",
    "top.two.two",
  ]);
});

Deno.test("program that is interrupted or terminated ends at once with all of its threads", async () => {
  for (const wanted of ["SIGINT", "SIGTERM"] as const) {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-check",
        `--config=${configs[0]}`,
        new URL("program.ts", import.meta.url).pathname,
        "interrupted",
      ],
      stdout: "piped",
      signal: AbortSignal.timeout(LONG_MS),
    }).spawn();
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("ready")) text += (await reader.read()).value ?? "";
    child.kill(wanted);
    assertEquals((await child.status).signal, wanted);
    assert(!(text + ((await reader.read()).value ?? "")).includes("never"));
    await reader.cancel();
  }
});

Deno.test("program serves clients in several processes that listen to one port", async () => {
  const { code, out } = await run("program.ts", "sockets");
  assertEquals([code, out], [0, [0, 1, 2, 3, 4, 5].map((client) => `client ${client}\n`).join("")]);
});

Deno.test("program that starts itself when it is imported is refused in the child", async () => {
  const { code, out } = await run("bomb.ts");
  assertEquals(code, 0);
  assertMatch(out, /^exit code 1 Cannot start the process: file:.*bomb\.ts starts processes while it is imported/);
  assert(out.split("\n").length === 2);
});

Deno.test("program that makes a pool of itself when it is imported is refused in the worker", async () => {
  const { code, out } = await run("bomb_pool.ts");
  assertEquals(code, 0);
  assertMatch(
    out,
    /^Cannot start the process: file:.*bomb_pool\.ts starts processes while it is imported by a child.*\n$/,
  );
});
