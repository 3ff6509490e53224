// Reports in another language: the same figures, and nothing left in English but names.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { environmentLanguage } from "../../../cli/text/languages/environment_language.ts";
import { zh } from "../../../cli/text/languages/zh.ts";
import { POLICIES } from "../../../engine/policies.ts";
import { widthOf } from "../../../pictures/width.ts";
import { english, sayIn } from "../../../pictures/words/language.ts";
import { createWorld, runCli } from "../run_cli.ts";

const PLAIN = POLICIES.filter(({ rigidOnly, reads }) => !rigidOnly && !reads.includes("period"));

const CASES: readonly (readonly string[])[] = [
  ...PLAIN.map(({ name }) => ["run", "example:mixed", "-p", name]),
  ...PLAIN.map(({ name }) => ["explain", "example:stallings", "-p", name]),
  ["explain", "example:mixed", "-p", "mlfq", "--at", "9"],
  ["explain", "example:mixed", "-p", "rr", "--at", "1000"],
  [
    "explain",
    "example:tenants",
    "--cpus",
    "2",
    "--queues",
    "per-cpu",
    "--stealing",
    "--groups",
    "--migration-cost",
    "2",
  ],
  ["explain", "example:printer", "-p", "rr", "--rows", "3"],
  ["run", "example:silberschatz-periodic", "-p", "rm"],
  ["run", "example:silberschatz-periodic", "-p", "edf", "--speeds", "1/2"],
  ["run", "example:mixed", "-p", "rr", "--cpus", "3", "--switch-cost", "1", "--admit", "2", "--devices", "1"],
  ["run", "example:admission", "-p", "fcfs", "--memory", "100", "--admission", "skip"],
  ["explain", "example:admission", "-p", "sjf", "--memory", "100", "--memory-fit", "best"],
  ["explain", "example:admission", "-p", "fcfs", "--admit", "1", "--at", "105"],
  ["run", "example:pathfinder", "-p", "priority", "--lock-protocol", "ceiling"],
  ["run", "example:pathfinder", "-p", "priority"],
  ["explain", "example:pathfinder", "-p", "priority", "--lock-protocol", "inheritance", "--at", "4"],
  ["explain", "example:pathfinder", "-p", "priority", "--lock-protocol", "ceiling", "--at", "1"],
  ["run", "generate:400", "-p", "rr"],
  ["run", "generate:40000", "-p", "fcfs", "--cpus", "2"],
  ["compare", "example:stallings", "--gantt"],
  ["compare", "example:silberschatz-periodic", "-p", "rm,edf"],
  ["compare", "example:mixed", "-p", "rr:quantum=1,rr:quantum=2", "--by", "p95"],
  ["sweep", "example:stallings", "--switch-cost", "1"],
  ["sweep", "example:stallings"],
  ["sweep", "example:mixed", "-q", "1..3", "--switch-cost", "1"],
  ["sweep", "example:mixed", "-q", "900..1000", "-p", "mlfq"],
];

/** Words that are names in every language: options, policies, keys. */
const NAMES = new RegExp(
  `\\b(?:--?[\\w-]+|[a-z]+-[a-z-]+|[A-Z]+|${
    [
      ...POLICIES.flatMap((
        { name, options },
      ) => [name, ...options.flatMap((each) => [each.name, ...each.choices ?? []])]),
      ...["true", "false", "io", "lock", "new", "preempted"],
    ].join("|")
  })\\b`,
  "g",
);

/** What one may type next. */
const COMMAND = /\bdeno task sim .*/;

for (const args of CASES) {
  Deno.test(`sim ${args.join(" ")} says in Chinese what it says in English`, async () => {
    const [there, here] = await Promise.all([runCli([...args, "--lang", "zh"], { columns: 70 }), runCli(args)]);
    assertEquals([there.code, there.err], [0, ""]);
    for (const line of there.out.split("\n")) {
      const said = line.replace(COMMAND, "").replace(NAMES, "1");
      assert(!/(?:\b[a-z]{2,}\b[ ,;:]+){3}[a-z]{2,}/.test(said), `English is left: ${line}`);
      assert(widthOf(line) <= 70 || !/[\u4e00-\u9fff]/.test(line), `wider than the terminal: ${line}`);
    }
    if (args[0] === "explain") return;
    // The tables have the same figures, however wide their titles are.
    const decimals = (text: string) => (text.match(/\d+\.\d\d\b/g) ?? []).length;
    assert(decimals(there.out) > 0 && decimals(here.out) > 0);
    const wide = await Promise.all([[...args, "--lang", "zh"], args].map((each) => runCli(each, { columns: 300 })));
    const [zhFigures, enFigures] = wide.map(({ out }) => (out.match(/\d+\.\d+/g) ?? []).toSorted());
    assertEquals(zhFigures, enFigures);
  });
}

/** A log with something for every note: fractions, parts, failures, partitions, queues, preceding jobs. */
const LOG = [
  "; MaxProcs: 4",
  "1 0 3 6 2 -1 -1 -1 -1 -1 1 -1 -1 -1 1 1 -1 -1",
  "2 0.5 3 4 -1 -1 -1 -1 -1 -1 0 -1 -1 -1 2 2 1 5",
  "3 0 3 0 1 -1 -1 -1 -1 -1 1 -1 -1 -1 1 1 -1 -1",
  "4 1 3 5 1 -1 -1 -1 -1 -1 1 -1 -1 -1 1 1 3 5",
  "4 1 3 2 1 -1 -1 -1 -1 -1 2 -1 -1 -1 1 1 3 5",
  "5 9 3 5 1 -1 -1 -1 -1 -1 1 -1 -1 -1 3 1 -1 -1",
].join("\n");

const LOG_CASES: readonly (readonly string[])[] = [
  ["run", "-p", "easy", "--machine", "log"],
  ["run", "-p", "rr"],
  ["run", "-p", "fcfs", "--cpus", "4", "--dependencies", "follow", "--queue", "1,2"],
  ["run", "-p", "fcfs", "--cpus", "2000", "--rigid", "--partition", "1"],
  ["compare", "-p", "all", "--machine", "log", "--dependencies", "follow"],
  ["explain", "-p", "easy", "--machine", "log", "--dependencies", "follow"],
  ["explain", "-p", "easy", "--machine", "log", "--dependencies", "follow", "--at", "2"],
  ["sweep", "--machine", "log", "-q", "1..3"],
];

for (const [command, ...args] of LOG_CASES) {
  Deno.test(`sim ${command} LOG ${args.join(" ")} says in Chinese what it says of logs`, async () => {
    const { code, out, err } = await runCli([command, "-", "--from", "swf", ...args, "--lang", "zh"], {
      stdin: LOG,
      columns: 400,
    });
    assertEquals([code, err], [0, ""]);
    for (const line of out.split("\n")) {
      assert(!/(?:\b[a-z]{2,}\b[ ,;:]+){3}[a-z]{2,}/.test(line.replace(NAMES, "1")), `English is left: ${line}`);
    }
  });
}

Deno.test("documents are written in the language too", async () => {
  const { out } = await runCli(["run", "example:stallings", "-p", "srtf", "-f", "markdown", "--lang", "zh"]);
  assertStringIncludes(out, "## 最短剩余时间优先，stallings，5 个进程");
  assertStringIncludes(out, "- **机器**: 1 个 CPU");
});

Deno.test("sayIn() says in English what the language has no text for, and fills values in either way", () => {
  const say = sayIn(zh);
  assertEquals(say("nobody has written this {what}", { what: "text" }), "nobody has written this text");
  assertEquals(say("makespan {ticks}", { ticks: "20" }), "总时间 20");
  assertEquals([say.count(3, "process", "processes"), say.count(3, "zebra")], ["3 个进程", "3 zebras"]);
  assertEquals(say("constructor"), "constructor");
  assertEquals(english("{a} of {b}", { a: 1, b: "{a}" }), "1 of {a}");
  const note = "Load 2.50 exceeds 1: while processes arrive, more work comes than 2 CPUs can do";
  assertStringIncludes(say(note), "负载 2.50 大于 1");
});

Deno.test("every text of a language has the values of the English one", () => {
  const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted().join();
  for (const [template, text] of Object.entries(zh.texts)) {
    const [wanted, got] = [values(template), values(text)].map((list) => [...new Set(list.split(","))].join());
    assertEquals(got, wanted, template);
  }
});

Deno.test("the environment chooses the language where nobody says", () => {
  const of = (values: Record<string, string>) => environmentLanguage((name) => values[name]);
  assertEquals(of({}), "en");
  assertEquals(of({ LANG: "zh_CN.UTF-8" }), "zh");
  assertEquals(of({ LANG: "zh_CN.UTF-8", LC_ALL: "C" }), "en");
  assertEquals(of({ LC_MESSAGES: "zh", LANG: "de_DE" }), "zh");
});

Deno.test("sim --lang refuses a language that there is not", async () => {
  const { code, err } = await runCli(["run", "example:stallings", "--lang", "xx"]);
  assertEquals(code, 2);
  assertStringIncludes(err, "--lang must be one of en, zh, got xx");
  assert(createWorld().io.env("LANG") === undefined, "tests do not depend on the language of the machine");
});

Deno.test("sim alone is one screen of 24 lines, in every language and colour", async () => {
  for (const args of [[], ["--lang", "zh"], ["--color", "always"]]) {
    const { code, out } = await runCli(args, { columns: 80 });
    assertEquals([code, out.trimEnd().split("\n").length], [0, 24], args.join(" "));
  }
});
