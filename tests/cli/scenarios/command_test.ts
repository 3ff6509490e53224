// `sim scenario` as its users type it: help, lists, mistakes, formats, failures.
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { SCENARIO_NAMES } from "../../../cli/scenarios/mod.ts";
import { schemaErrors } from "../json_schema.ts";
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
