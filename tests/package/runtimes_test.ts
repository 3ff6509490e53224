// Which runtimes each door works in, from which version on: documented in docs/runtimes.md.
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { checkRuntime } from "../../workers/core/_runtime.ts";
import { outcomeOf, program } from "./programs.ts";

const ROOT = new URL("../../", import.meta.url);

/** The versions that are said to be the oldest, and those before whose processes would hang. */
const DENO_SIMULATES = "2.0.0";
const DENO_RUNS = "2.7.6";
const DENO_TOO_OLD = "2.7.5";

/** Runtimes that load what is bundled for browsers. */
const FOREIGN = [["node", "20.20.2"], ["node", "22.23.5"], ["bun", "1.4.5"]] as const;

/** What the parser of YAML looks at. */
const YAML_FLAG = "--allow-env=LOG_TOKENS,LOG_STREAM";

async function withFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const door of ["simulate", "analysis", "pictures"]) {
  const path = `tests/package/portable/${door}.ts`;
  Deno.test(`${door}, bundled for browsers, gives in ${FOREIGN.map((some) => some.join(" ")).join(", ")} what it gives in Deno`, () =>
    withFolder(async (folder) => {
      const own = await outcomeOf(
        Deno.execPath(),
        ["run", "--no-check", "--config=deno.npm.json", YAML_FLAG, path],
        { cwd: ROOT },
      );
      assertEquals([own.code, own.stderr], [0, ""]);
      assert(own.stdout.length > 100);
      const bundle = `${folder}/${door}.mjs`;
      const args = ["bundle", "--quiet", "--platform", "browser", "--config=deno.npm.json", "--output", bundle, path];
      const { code, stderr } = await outcomeOf(Deno.execPath(), args, { cwd: ROOT });
      assertEquals(code, 0, stderr);
      assert(!/\bDeno\./.test(await Deno.readTextFile(bundle)), "a browser has no Deno");
      for (const [runtime, version] of FOREIGN) {
        const other = await outcomeOf(await program(runtime, version), [bundle]);
        assertEquals([other.code, other.stderr], [0, ""], `${runtime} ${version}`);
        assertEquals(other.stdout, own.stdout, `${runtime} ${version}`);
      }
    }));
}

/** A program of its own folder, with the package under its name. */
async function run(deno: string, folder: string, source: string, flags: string[] = []) {
  const imports = Object.fromEntries(
    [["", "mod.ts"], ["/simulate", "engine/mod.ts"], ["/processes", "workers/mod.ts"]].map(([door, file]) => [
      `@quanta/quanta${door}`,
      new URL(file, ROOT).href,
    ]),
  );
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports }));
  await Deno.writeTextFile(`${folder}/main.ts`, source);
  return await outcomeOf(deno, ["run", "--no-lock", "--no-check", ...flags, "main.ts"], { cwd: folder });
}

const SIMULATES = `
import { simulate } from "@quanta/quanta/simulate";
console.log(simulate({ processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] }, { policy: "fcfs" }).metrics.waiting.mean);
`;

const RUNS = `
import { Event, Lock, Manager, Pool, Process, Queue } from "@quanta/quanta/processes";
export function square(n: number): number { return n * n; }
export function put(queue: Queue<number>, lock: Lock, go: Event): void {
  go.waitSync();
  using _ = lock.holdSync();
  queue.putSync(7);
}
if (import.meta.main) {
  { await using pool = new Pool({ module: import.meta.url, processes: 2 }); console.log(await pool.map(square, [1, 2, 3])); }
  const [queue, lock, go] = [new Queue<number>(), new Lock(), new Event()];
  const process = new Process({ module: import.meta.url, target: put, args: [queue, lock, go] });
  process.start();
  go.set();
  console.log(await queue.get());
  await process.join();
  { await using manager = new Manager(); console.log(await (await manager.list([1, 2])).slice()); }
}
`;

Deno.test(`Deno ${DENO_SIMULATES} simulates`, () =>
  withFolder(async (folder) => {
    const { code, stdout, stderr } = await run(await program("deno", DENO_SIMULATES), folder, SIMULATES);
    assertEquals([code, stdout], [0, "17\n"], stderr);
  }));

Deno.test(`Deno ${DENO_RUNS} runs processes`, () =>
  withFolder(async (folder) => {
    const { code, stdout, stderr } = await run(await program("deno", DENO_RUNS), folder, RUNS, ["--allow-read"]);
    assertEquals([code, stdout], [0, "[ 1, 4, 9 ]\n7\n[ 1, 2 ]\n"], stderr);
  }));

Deno.test(`Deno ${DENO_TOO_OLD}, where an awaited wait would hang, is refused at the first use`, () =>
  withFolder(async (folder) => {
    const { code, stderr } = await run(await program("deno", DENO_TOO_OLD), folder, RUNS, ["--allow-read"]);
    assertEquals(code, 1);
    assertStringIncludes(
      stderr,
      `Cannot use processes: the runtime must be Deno ${DENO_RUNS} or newer, got Deno ${DENO_TOO_OLD}`,
    );
  }));

Deno.test("checkRuntime() takes this Deno and newer ones, and refuses older ones and other runtimes", () => {
  for (const version of [Deno.version.deno, DENO_RUNS, "2.7.14", "2.8.0-rc.1+abcdef", "2.10.0", "3.0.0"]) {
    checkRuntime(version);
  }
  for (const version of [DENO_TOO_OLD, "2.6.14", "1.46.3"]) assertThrows(() => checkRuntime(version), Error, version);
});

Deno.test("checkRuntime() refuses what is no Deno", async () => {
  const module = new URL("workers/core/_runtime.ts", ROOT).href;
  const program = `delete globalThis.Deno; const { checkRuntime } = await import("${module}"); checkRuntime();`;
  const { stderr } = await outcomeOf(Deno.execPath(), ["eval", "--no-config", program]);
  assertStringIncludes(stderr, `Cannot use processes: the runtime must be Deno ${DENO_RUNS} or newer, got another one`);
});
