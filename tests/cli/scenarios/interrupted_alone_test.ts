// Ctrl-C while `sim scenario` is at work: within a second, with nothing left.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { SCENARIO_NAMES } from "../../../cli/scenarios/mod.ts";
import { randomFrom } from "../../../cli/scenarios/_parameters.ts";

const MAIN = fileURLToPath(new URL("../../../cli/main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The command line as a program of its own, as Ctrl-C finds it. */
async function startSim(args: string[], env: Record<string, string> = {}): Promise<Deno.ChildProcess> {
  const registry = new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", "--no-config", `${ROOT}tools/registry.ts`],
  });
  const config = ROOT + new TextDecoder().decode((await registry.output()).stdout).trim();
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", "--no-check", `--config=${config}`, MAIN, ...args],
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Processes of this machine that have `mark` on their command line; none where there is no /proc. */
function processesWith(mark: string): string[] {
  const found: string[] = [];
  try {
    for (const { name } of Deno.readDirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      try {
        if (Deno.readTextFileSync(`/proc/${name}/cmdline`).includes(mark)) found.push(name);
      } catch {
        // It has ended meanwhile.
      }
    }
  } catch {
    // Another system.
  }
  return found;
}

/** Presses Ctrl-C: `sim` must end with 130 within a second, and leave no process and no file. */
async function interrupt(
  args: string[],
  { ready, mark }: { ready: (read: () => Promise<string | null>) => Promise<void>; mark: string },
) {
  const folder = await Deno.makeTempDir();
  const sim = await startSim(["scenario", "run", ...args], { TMPDIR: folder });
  const reader = sim.stdout.pipeThrough(new TextDecoderStream()).getReader();
  await ready(async () => (await reader.read()).value ?? null);
  const begin = performance.now();
  try {
    sim.kill("SIGINT");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // it has ended meanwhile
  }
  const { code } = await sim.status;
  const tookMs = performance.now() - begin;
  await reader.cancel();
  const message = await new Response(sim.stderr).text();
  const left = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  await Deno.remove(folder, { recursive: true });
  assertEquals([left, processesWith(mark)], [[], []], message);
  assert(tookMs < 1000, `${args[0]} took ${tookMs} ms`);
  return { code, message };
}

Deno.test("Ctrl-C ends a scenario within a second, with 130, and leaves no process and no file", async () => {
  // Each is interrupted in the midst of something else: timers, CPU-bound work, files, a pool, all of them.
  const cases: { args: string[]; after: string }[] = [
    { args: ["join", "--unit", "20111ms"], after: "End (10" },
    { args: ["concurrent-vs-parallel", "--size", "9000111"], after: "is at work" },
    { args: ["tickets", "--unit", "20333ms"], after: "tickets left" },
    { args: ["pool-capacity", "--unit", "20444ms"], after: "begins" },
    { args: ["--all"], after: "program-and-process" },
  ];
  for (const { args, after } of cases) {
    const mark = /(\d{5,})/.exec(args.at(-1)!)?.[1] ?? "no process has this";
    const { code, message } = await interrupt(args, {
      mark,
      async ready(read) {
        for (let text = ""; !text.includes(after);) {
          const more = await read();
          assert(more !== null, `${args[0]} ended early: ${text}`);
          text += more;
        }
        if (args.length > 1 && Deno.build.os === "linux") assert(processesWith(mark).length > 0);
      },
    });
    assertEquals(code, 130, message);
    assertStringIncludes(message, "Interrupted");
  }
});

Deno.test("Ctrl-C at any moment of any scenario ends it cleanly", async () => {
  const seed = Number(Deno.env.get("QUANTA_SEED") ?? Math.floor(Math.random() * 2 ** 32));
  const random = randomFrom(seed);
  for (let run = 0; run < (Deno.env.get("QUANTA_SOAK") === "1" ? 200 : 5); run++) {
    const name = SCENARIO_NAMES[Math.floor(random() * SCENARIO_NAMES.length)];
    const momentMs = random() * 1000;
    const { code, message } = await interrupt([name], {
      mark: "no process has this",
      ready: () => new Promise((resolve) => setTimeout(resolve, momentMs)),
    });
    // It may have been done just before.
    assert(code === 130 || code === 0, `seed ${seed}, ${name} after ${momentMs} ms: ${code} ${message}`);
  }
});
