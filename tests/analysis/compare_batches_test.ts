import { assert, assertAlmostEquals, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { compare, type CompareOptions } from "../../analysis/compare.ts";
import {
  BATCHED_FIGURES,
  batchedEstimate,
  batchedPairs,
  type BatchesOptions,
  compareBatches,
  neighbourCorrelation,
} from "../../analysis/compare_batches.ts";
import { workloadOf } from "../../analysis/trials/recipe.ts";
import { simulate } from "../../engine/simulate.ts";
import { schemaErrors } from "../cli/json_schema.ts";
import { runCli } from "../cli/run_cli.ts";
import { Random } from "../reference/random.ts";

Deno.test("compareBatches() cuts the processes of a run, in the order of arrival, whatever their order in the workload", async () => {
  const random = new Random(11);
  const processes = Array.from({ length: 205 }, () => ({ arrival: random.int(0, 999), bursts: random.int(1, 9) }));
  const { runs, batchSize, leftOut } = await compareBatches({ processes }, [
    { label: "sjf", options: { policy: "sjf" } },
  ], { batches: 10 });
  assertEquals([batchSize, leftOut], [20, 5]);
  const ordered = simulate({ processes }, { policy: "sjf" }).processes.toSorted((a, b) =>
    a.arrival - b.arrival || a.pid - b.pid
  );
  for (const figure of BATCHED_FIGURES) {
    for (let batch = 0; batch < 10; batch++) {
      const own = ordered.slice(batch * 20, batch * 20 + 20).map((process) => process[figure]);
      assertAlmostEquals(runs[0].series[figure][batch], own.reduce((sum, each) => sum + each, 0) / 20, 1e-9);
    }
  }
});

Deno.test("compareBatches() takes the statistic of each batch that was asked for, by nearest rank", async () => {
  const log = workloadOf({ processes: 400, load: 0.9, seed: 3 });
  for (const statistic of ["median", "p95", "p99", "max"] as const) {
    const { runs } = await compareBatches(log, [{ label: "rr", options: { policy: "rr" } }], { batches: 4, statistic });
    const ordered = simulate(log, { policy: "rr" }).processes.toSorted((a, b) =>
      a.arrival - b.arrival || a.pid - b.pid
    );
    const own = ordered.slice(0, 100).map(({ turnaround }) => turnaround).toSorted((a, b) => a - b);
    const rank = { median: 50, p95: 95, p99: 99, max: 100 }[statistic];
    assertEquals(runs[0].series.turnaround[0], own[rank - 1]);
  }
});

Deno.test("the intervals of independent processes hold the true mean in about 95 of 100 logs", async () => {
  // Nobody waits for anybody, so turnarounds are the bursts: whole numbers from 1 to 99, mean 50.
  let held = 0;
  const logs = 400;
  for (let seed = 1; seed <= logs; seed++) {
    const random = new Random(seed);
    const cpu = Float64Array.from({ length: 200 }, () => random.int(1, 99));
    const arrival = Float64Array.from({ length: 200 }, (_, row) => row * 100);
    const { runs } = await compareBatches({ arrival, cpu }, [{ label: "fcfs", options: { policy: "fcfs" } }]);
    const { low, high } = batchedEstimate(runs[0], "turnaround");
    if (low! <= 50 && 50 <= high!) held += 1;
  }
  // Four standard deviations about 95 %.
  assert(Math.abs(held / logs - 0.95) < 4 * Math.sqrt(0.95 * 0.05 / logs), `${held} of ${logs}`);
});

Deno.test("batchedPairs() shows no difference between a policy and itself, and one where there is one", async () => {
  const log = workloadOf({ processes: 2_000, load: 0.9, seed: 5 });
  const comparison = await compareBatches(log, [
    { label: "one", options: { policy: "fcfs" } },
    { label: "same", options: { policy: "fcfs" } },
    { label: "srtf", options: { policy: "srtf" } },
  ]);
  const verdicts = batchedPairs(comparison, "turnaround").map(({ difference }) => difference.verdict);
  assertEquals(verdicts, ["equal in every run", "lower", "lower"]);
});

Deno.test("neighbourCorrelation() is what the textbook's formula gives", () => {
  assertAlmostEquals(neighbourCorrelation([1, 2, 3, 4]), (-1.5 * -0.5 + -0.5 * 0.5 + 0.5 * 1.5) / 5, 1e-12);
  assertEquals(neighbourCorrelation([3, 3, 3]), 0);
});

Deno.test("compareBatches() refuses batches that say nothing, and can be cancelled", async () => {
  const log = workloadOf({ processes: 50 });
  const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
  await assertRejects(
    () => compareBatches(log, contenders),
    RangeError,
    "processes must be at least 200 for 20 batches",
  );
  await assertRejects(
    () => compareBatches(log, contenders, { batches: 1 }),
    RangeError,
    "batches must be a whole number",
  );
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(() => compareBatches(log, contenders, { batches: 2, signal }), Error, "enough");
});

Deno.test("sim compare --ci says what its intervals rest on, and when that does not hold", async () => {
  const args = ["compare", "generate:processes=4000:load=0.7", "-p", "fcfs,srtf", "--ci"];
  const { code, out } = await runCli(args, { columns: 200 });
  assertEquals(code, 0);
  assertStringIncludes(out, "20 batches of 200 processes");
  assertStringIncludes(out, "srtf is lower");
  assertStringIncludes(out, "as far as batches do not depend on each other");
  // All at once: whoever comes later in the queue waits longer, which is a trend.
  const jobs = "arrival,bursts\n" + "0,5\n".repeat(400);
  const trend = await runCli(["compare", "-", "-p", "fcfs,rr", "--ci"], { stdin: jobs, columns: 200 });
  assertStringIncludes(trend.out, "the intervals are too narrow");
  const json = JSON.parse((await runCli([...args, "-f", "json"])).out);
  assertEquals(schemaErrors("batches.schema.json", json), []);
  const csv = (await runCli([...args, "-f", "csv"])).out.trim().split("\r\n");
  assertEquals(csv.length, 1 + 20 * 2);
  const wrong: [string[], string][] = [
    [["compare", "example:mixed", "--ci"], "at least 200"],
    [["compare", "example:mixed", "--batches", "3"], "--batches must come with --ci"],
    [["compare", "generate:300", "--ci", "--gantt"], "--gantt must be left out with --ci"],
    [["compare", "generate:300", "--ci", "--seeds", "1..3"], "--ci must be left out with --seeds"],
    [["compare", "example:mixed", "--rows", "3"], "--rows must come with --seeds or --ci"],
  ];
  for (const [refused, message] of wrong) {
    const { code, err } = await runCli(refused);
    assertEquals(code, 2, refused.join(" "));
    assertStringIncludes(err, message);
  }
});

Deno.test("compare() and compareBatches() refuse options that mean nothing", async () => {
  const workload = { processes: [{ bursts: 3 }] };
  const contenders = [{ label: "fcfs", options: { policy: "fcfs" } }] as const;
  await assertRejects(
    () => compareBatches(workload, contenders, { batchs: 10 } as BatchesOptions),
    TypeError,
    'Cannot compare: options must be batches, statistic, signal, onProgress, got "batchs". Did you mean batches?',
  );
  await assertRejects(
    () => compare(workload, contenders, { onProgres: 1 } as CompareOptions),
    TypeError,
    "onProgress?",
  );
  for (const options of [5, null, []]) {
    await assertRejects(() => compareBatches(workload, contenders, options as never), TypeError, "must be an object");
    await assertRejects(() => compare(workload, contenders, options as never), TypeError, "must be an object");
  }
});
