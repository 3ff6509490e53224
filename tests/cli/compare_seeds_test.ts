// Comparisons and sweeps over many seeds, through the command line.
import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { simulate } from "../../engine/simulate.ts";
import { generateWorkload } from "../../engine/workload/generate.ts";
import { schemaErrors } from "./json_schema.ts";
import { runCli } from "./run_cli.ts";

const GENERATED = "generate:processes=40:load=0.9";

async function json(schema: string, args: readonly string[]) {
  const { code, out, err } = await runCli([...args, "-f", "json"]);
  assertEquals([code, err], [0, ""]);
  const value = JSON.parse(out);
  assertEquals(schemaErrors(`${schema}.schema.json`, value), []);
  return value;
}

Deno.test("sim compare --seeds runs every policy on the workload of every seed", async () => {
  const { runs } = await json("seeds", ["compare", GENERATED, "-p", "rr,sjf", "--seeds", "3..7"]);
  for (const { label, estimates } of runs) {
    const means = [3, 4, 5, 6, 7].map((seed) => {
      const workload = generateWorkload({ processes: 40, load: 0.9, seed });
      return simulate(workload, { policy: label }).metrics.turnaround.mean;
    });
    assertEquals(estimates[0].figure, "turnaround");
    assertEquals(estimates[0].count, 5);
    assertAlmostEquals(estimates[0].mean, means.reduce((sum, mean) => sum + mean, 0) / 5, 1e-9);
  }
});

Deno.test("sim compare --seeds shows no difference between a policy and itself", async () => {
  const { differences } = await json("seeds", ["compare", GENERATED, "-p", "rr:quantum=4,rr", "--seeds", "1..4"]);
  assert(differences.length > 0);
  assert(differences.every(({ verdict }: { verdict: string }) => verdict === "equal in every run"));
});

Deno.test("sim compare --seeds gives a policy that draws the seed, on a workload that stays", async () => {
  const args = ["compare", "example:stallings", "-p", "lottery:quantum=1,lottery:quantum=1:seed=5", "--seeds", "1..8"];
  const { runs } = await json("seeds", args);
  assert(runs[0].estimates[0].deviation > 0, "another draw with every seed");
  assertEquals(runs[1].estimates[0].deviation, 0, "a seed of its own");
});

Deno.test("sim compare --seeds gives the same bytes with one process and with two", async () => {
  const args = ["compare", GENERATED, "-p", "rr,mlfq", "--seeds", "1..6", "-f", "json"];
  assertEquals((await runCli([...args, "--jobs", "2"])).out, (await runCli([...args, "--jobs", "1"])).out);
});

Deno.test("sim sweep --vary crosses an option of the machine with one of the generator", async () => {
  const args = ["sweep", "generate:processes=20", "--vary", "load=0.5,0.9:cpus=1,2", "-p", "fcfs", "--seeds", "1..3"];
  const { cells, parameters } = await json("vary", args);
  assertEquals(parameters.map(({ name }: { name: string }) => name), ["load", "cpus"]);
  assertEquals(cells.map(({ values }: { values: string[] }) => values), [
    ["0.5", "1"],
    ["0.5", "2"],
    ["0.9", "1"],
    ["0.9", "2"],
  ]);
  const [one, two] = cells.map(({ estimates }: { estimates: { mean: number }[] }) => estimates[1].mean);
  assert(one > two, "two CPUs wait less");
});

Deno.test("sim sweep --vary on one workload agrees with the sweep of the quantum", async () => {
  const args = ["sweep", "example:mixed", "--switch-cost", "1"];
  const plain = JSON.parse((await runCli([...args, "-q", "1..4", "-f", "json"])).out);
  const { cells } = await json("vary", [...args, "--vary", "quantum=1..4"]);
  assertEquals(
    cells.map(({ estimates }: { estimates: { mean: number }[] }) => estimates[0].mean),
    plain.runs.map(({ metrics }: { metrics: { turnaround: { mean: number } } }) => metrics.turnaround.mean),
  );
});

Deno.test("sim sweep --vary writes every run as CSV, and a drawing", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const args = [
      "sweep",
      "generate:20",
      "--vary",
      "quantum=1,2:policy=rr,mlfq",
      "--seeds",
      "1..3",
      "--svg",
      "plot.svg",
    ];
    const { code, out } = await runCli([...args, "-f", "csv"], { directory: folder });
    assertEquals(code, 0);
    const lines = out.trim().split("\r\n");
    assertEquals(lines.length, 1 + 2 * 2 * 3);
    assert(lines[0].startsWith("quantum,policy,seed,processes,makespan"));
    const drawing = await Deno.readTextFile(`${folder}/plot.svg`);
    assertEquals(drawing.match(/<path /g)?.length, 4, "two figures of two policies");
    assertStringIncludes(drawing, "95% confidence intervals");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const MISTAKES: { args: string[]; message: string }[] = [
  {
    args: ["compare", "example:mixed", "-p", "rr,sjf", "--seeds", "1..3"],
    message: "every seed would give the same run",
  },
  { args: ["compare", GENERATED, "--seeds", "3..1"], message: "from the lesser to the greater" },
  { args: ["compare", GENERATED, "--seeds", "1..99999"], message: "at most 10000 seeds" },
  { args: ["compare", GENERATED, "--seeds", "1..3", "--figures", "turnarond"], message: "Did you mean turnaround?" },
  { args: ["compare", GENERATED, "--seeds", "1..3", "--jobs", "0"], message: "--jobs must be a whole number from 1" },
  { args: ["compare", "example:mixed", "--jobs", "2"], message: "--jobs must come with --seeds" },
  { args: ["compare", GENERATED, "--seeds", "1,2", "--gantt"], message: "--gantt must be left out with --seeds" },
  { args: ["sweep", "example:mixed", "--by", "p95"], message: "--by must come with --vary or --seeds" },
  { args: ["compare", "generate:laod=1", "--seeds", "1..3"], message: "Did you mean load?" },
  { args: ["run", "generate:load=-1"], message: "load must be a number from" },
  { args: ["run", "generate:mix=io"], message: "must be one of cpu-only" },
  { args: ["sweep", GENERATED, "--vary", "quantum=1,2:load=0.5:cpus=1"], message: "one or two parameters" },
  {
    args: ["sweep", GENERATED, "-q", "1,2", "--vary", "cpus=1,2:load=0.5"],
    message: "one parameter besides --quantum",
  },
  { args: ["sweep", GENERATED, "--vary", "boost=1,2"], message: "--vary must name" },
  { args: ["sweep", GENERATED, "--vary", "quantum=1", "-p", "fcfs"], message: "--vary must name" },
  {
    args: ["sweep", GENERATED, "--vary", "cpus=1,2", "-p", "fcfs", "--boost", "3"],
    message: "must come with a policy",
  },
];

for (const { args, message } of MISTAKES) {
  Deno.test(`sim ${args.join(" ")} is refused`, async () => {
    const { code, out, err } = await runCli(args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  });
}

Deno.test("sim compare --seeds stops at Ctrl-C", async () => {
  const { code, err } = await runCli(["compare", "generate:20000", "-p", "rr", "--seeds", "1..500"], {
    isInterrupted: true,
  });
  assertEquals(code, 130);
  assertStringIncludes(err, "Interrupted: generate:20000:");
});
