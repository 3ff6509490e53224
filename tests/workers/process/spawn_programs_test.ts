/**
 * Whole programs with processes of the system: how they end, and that nothing of them stays.
 *
 * Runs once: it is about processes of the system.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { LONG_MS, until } from "../support.ts";

const config = new URL("../../../deno.npm.json", import.meta.url).pathname;
const program = new URL("./spawn_program.ts", import.meta.url).pathname;

interface Run {
  flags?: string[];
  cwd?: string;
  file?: string;
}

function command(
  args: string[],
  { flags = ["-A", `--config=${config}`], cwd, file = program }: Run = {},
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--quiet", "--no-prompt", ...flags, file, ...args],
    env: { NO_COLOR: "1" },
    ...{ cwd, stdout: "piped", stderr: "piped", signal: AbortSignal.timeout(5 * LONG_MS) },
  });
}

/** Runs a program; it must end by itself. */
async function run(args: string[], options?: Run): Promise<{ code: number; out: string; err: string }> {
  const { code, signal, stdout, stderr } = await command(args, options).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals(signal, null, `the program did not end by itself: ${text(stdout)}${text(stderr)}`);
  return { code, out: text(stdout), err: text(stderr) };
}

function runs(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
  } catch {
    return false;
  }
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: Deno.build.os !== "linux", fn });
}

test("program that is ended from outside leaves no process of its own behind, nor of its children's", async () => {
  for (const signal of ["SIGKILL", "SIGINT"] as const) {
    const child = command(["lineage"]).spawn();
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("\n")) {
      const { value, done } = await reader.read();
      assert(!done, `the program ended: ${text}`);
      text += value;
    }
    const pids = /^pids (.*)\n/.exec(text)![1].split(" ").map(Number);
    assertEquals(pids.length, 4); // those of the system
    assert(pids.every(runs));
    child.kill(signal);
    assertEquals((await child.status).signal, signal);
    for (const pid of pids) await until(`process ${pid} has ended`, () => !runs(pid));
    await reader.cancel();
    await child.stderr.cancel();
  }
});

test("program ends its daemons, and joins others after its exit handlers, however it ends", async () => {
  for (const [how, expected] of [["end", 0], ["exit", 4], ["error", 1]] as const) {
    const { code, out, err } = await run([how]);
    assertEquals([code, out], [
      expected,
      "daemon begins\nmain process ends\nordinary ends\nits exit handler\n",
    ], err);
    assertEquals(err.includes("RangeError: on purpose"), how === "error");
  }
});

test("program logs the lives of its processes", async () => {
  const { code, err } = await run(["log"]);
  assertEquals(code, 0);
  assertMatch(err, /\[INFO\/MainProcess\] Logged \(pid \d+\) has started/);
  assertMatch(err, /\[INFO\/Logged\] begins to run/);
  assertMatch(err, /\[INFO\/MainProcess\] Logged \(pid \d+\) has ended with exit code 0/);
});

test("program without permissions is told what is missing, and that workers work", async () => {
  const without = (...flags: string[]) => run(["without"], { flags: ["--allow-read", `--config=${config}`, ...flags] });
  const said = (missing: string) =>
    `Cannot start a process of the operating system: it needs ${missing}; startMethod "worker" works without\n0\n`;
  assertEquals((await without()).out, said("--allow-run and --allow-ffi"));
  assertEquals((await without("--allow-run")).out, said("--allow-ffi"));
  assertEquals((await without("--allow-ffi")).out, said("--allow-run"));
  const { out, err } = await without("--allow-run", "--allow-ffi");
  assertEquals(out, "0\n0\n", err);
});

test("program that deno compile made is told that it cannot start one, and that workers work", async () => {
  const { out, err } = await run(["compiled"]);
  assertEquals(
    out,
    "Cannot start a process of the operating system: the program must be run by the runtime, got one made by deno compile, which can " +
      'only run as itself; startMethod "worker" works without\n0\n',
    err,
  );
});

test("program's processes resolve modules as it does, by the configuration that Deno found for it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const library = new URL("../../../workers/mod.ts", import.meta.url).href;
    await Deno.writeTextFile(
      `${folder}/deno.json`,
      JSON.stringify({ imports: { quanta: library, other: "./other.ts" } }),
    );
    await Deno.writeTextFile(`${folder}/other.ts`, `export const word = "mapped";`);
    await Deno.mkdir(`${folder}/inside`);
    await Deno.writeTextFile(
      `${folder}/inside/main.ts`,
      `import { Process } from "quanta";
import { word } from "other";
export function say(): void { console.log(word, Deno.args); }
if (import.meta.main) {
  const process = new Process({ module: import.meta.url, target: say, startMethod: "spawn" });
  process.start();
  await process.join();
}`,
    );
    const { out, err } = await run(["one", "--two"], {
      ...{ flags: ["-A"], file: `${folder}/inside/main.ts`, cwd: "/" },
    });
    assertEquals(out, `mapped [ "one", "--two" ]\n`, err);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
