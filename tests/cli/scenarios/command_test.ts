// `sim scenario` as its users type it: help, lists, mistakes, formats, failures, and Ctrl-C.
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { SCENARIO_NAMES } from "../../../cli/scenarios/mod.ts";
import { schemaErrors } from "../json_schema.ts";
import { randomFrom } from "../../../cli/scenarios/_parameters.ts";
import { runCli } from "../run_cli.ts";

const MISTAKES: { args: string[]; message: string }[] = [
  { args: [], message: "ACTION must be one of list, run, show" },
  { args: ["lsit"], message: "Did you mean deno task sim scenario list?" },
  { args: ["lock"], message: "Did you mean deno task sim scenario run lock?" },
  { args: ["run"], message: "NAME must be given, or --all" },
  { args: ["run", "lokc"], message: "NAME must be one of the scenarios, got lokc. Did you mean lock?" },
  { args: ["run", "zzz"], message: "got zzz, as deno task sim scenario list shows them" },
  { args: ["show", "deadlok"], message: "Did you mean deadlock?" },
  { args: ["show"], message: "Cannot show a scenario: NAME must be given" },
  { args: ["run", "lock", "--processes", "0"], message: "Cannot run the scenario: --processes must be a whole number" },
  { args: ["run", "lock", "--processes", "51"], message: "--processes must be a whole number from 2 to 50, got 51" },
  {
    args: ["run", "lock", "--unit", "1h"],
    message: "--unit must be a time of at most 60s, such as 20ms or 1s, got 1h",
  },
  { args: ["run", "lock", "--buyers", "3"], message: 'Unknown option "--buyers"' },
  { args: ["run", "lock", "--procesess", "3"], message: 'Did you mean option "--processes"?' },
  { args: ["run", "lock", "--format", "csv"], message: "--format must be one of text, json" },
  { args: ["run", "lock", "--all"], message: "--all must stand without a NAME" },
  { args: ["run", "--all", "--svg", "a.svg"], message: "--svg must stand with a NAME" },
  { args: ["run", "--all", "-f", "json"], message: "--format must stand with a NAME" },
  { args: ["run", "lock", "--repeat", "2", "--trace", "a.json"], message: "must stand without --repeat" },
  { args: ["run", "lock", "--repeat", "0"], message: "--repeat must be a whole number from 1, got 0" },
];

for (const { args, message } of MISTAKES) {
  Deno.test(`sim scenario ${args.join(" ")} ends with 2 and says what to mend`, async () => {
    const { code, out, err } = await runCli(["scenario", ...args]);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  });
}

Deno.test("sim scenario run NAME --help has the parameters of that scenario, with their defaults", async () => {
  const { code, out } = await runCli(["scenario", "run", "tickets", "--help"]);
  assertEquals(code, 0);
  assertStringIncludes(out, "Usage: deno task sim scenario run tickets [options]");
  assertMatch(out, /Parameters\n.*--buyers <count> .*\(default 10\)/s);
  assert(!out.includes("--consumers"));
});

Deno.test("sim scenario list names every scenario once, with its chapter in two languages", async () => {
  const { out } = await runCli(["scenario", "list"]);
  for (const name of SCENARIO_NAMES) {
    assertEquals(out.split("\n").filter((line) => line.startsWith(`  ${name} `)).length, 1);
  }
  assertStringIncludes(out, "Creation and end  进程创建/结束\n  create ");
  const records = JSON.parse((await runCli(["scenario", "list", "--format", "json"])).out);
  assertEquals(records.map(({ name }: { name: string }) => name), [...SCENARIO_NAMES]);
  for (const { summary, verifies, symbols } of records) assert(summary !== "" && verifies !== "" && symbols.length > 0);
});

Deno.test("sim scenario show prints the source that runs", async () => {
  const { code, out } = await runCli(["scenario", "show", "pipe-eof"]);
  assertEquals(code, 0);
  assertEquals(out, Deno.readTextFileSync(new URL("../../../cli/scenarios/pipe_eof.ts", import.meta.url)));
});

Deno.test("sim scenario run prints what happens, the lives, and what holds", async () => {
  const { code, out, err } = await runCli(["scenario", "run", "isolation"], { columns: 100 });
  assertEquals([code, err], [0, ""]);
  assertMatch(out, /^ +\d+\.\d ms +func_one +n in func_one is 0$/m);
  assertMatch(out, /^MainProcess +\d+ .*█.* exit 0$/m);
  assertStringIncludes(out, "\n✓ n is 100 in main after both have ended\n");
  const quiet = await runCli(["scenario", "run", "isolation", "--no-chart", "--states"]);
  assertMatch(quiet.out, /· created, pid \d+, parent \d+/);
  assert(!quiet.out.includes("█"));
});

Deno.test("sim scenario run --format json follows scenario.schema.json", async () => {
  for (const args of [["daemon"], ["tickets", "--seed", "4", "--unit", "5ms"], ["isolation", "--repeat", "2"]]) {
    const { out } = await runCli(["scenario", "run", ...args, "--format", "json"]);
    assertEquals(schemaErrors("scenario.schema.json", JSON.parse(out)), []);
  }
});

Deno.test("sim scenario run --repeat sums up", async () => {
  const { code, out } = await runCli(["scenario", "run", "isolation", "--repeat", "3"]);
  assertEquals(code, 0);
  assertStringIncludes(out, "✓ isolation: 3 of 3 runs held");
  assertMatch(out, /Figure +Least +Median +Most +Unit\n.*\nduration +\S+ +\S+ +\S+ +s\n/);
});

Deno.test("sim scenario run --seed gives the same chances", async () => {
  const times = async () => {
    const { out } = await runCli(["scenario", "run", "producers-consumers", "--seed", "9", "--format", "json"]);
    return JSON.parse(out).options.seed;
  };
  assertEquals([await times(), await times()], [9, 9]);
});

Deno.test("sim scenario run writes the drawing and the trace", async () => {
  const folder = await Deno.makeTempDir();
  const { code } = await runCli(["scenario", "run", "daemon", "--svg", "lives.svg", "--trace", "lives.json"], {
    directory: folder,
  });
  const [svg, trace] = ["lives.svg", "lives.json"].map((name) => Deno.readTextFileSync(`${folder}/${name}`));
  await Deno.remove(folder, { recursive: true });
  assertEquals(code, 0);
  for (const name of ["MainProcess", "func_one", "func_two", "exit -15"]) assertStringIncludes(svg, `>${name}</text>`);
  const { traceEvents } = JSON.parse(trace);
  const names = traceEvents.filter(({ ph }: { ph: string }) => ph === "M").map(({ args }: { args: { name: string } }) =>
    args.name
  );
  assertMatch(names.join("\n"), /^daemon\nMainProcess \d+\nfunc_one \d+\nfunc_two \d+$/);
  assert(traceEvents.some(({ name }: { name: string }) => name === "blocked: a timer"));
});

Deno.test("sim scenario run fails and tells who waited when the time is up", async () => {
  const { code, err, out } = await runCli([
    "scenario",
    "run",
    "join",
    "--unit",
    "30s",
    "--children",
    "2",
    "--timeout",
    "1500ms",
  ]);
  assertEquals(code, 1);
  assertMatch(
    err,
    /Scenario join failed: it must end within 1.5 s, got no end: MainProcess (ran|waited for)/,
  );
  assertStringIncludes(out, "✗ it must end within 1.5 s");
});

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
