// The checker against the engine: it accepts every run, and no run that was tampered with.
import { assert, assertEquals, assertRejects } from "@std/assert";
import { checkLog, type CheckOptions } from "../../../analysis/check/check_log.ts";
import { readLog } from "../../../analysis/check/read_log.ts";
import { Random } from "../../reference/random.ts";
import { describeCase, seeds } from "../../reference/soak.ts";
import { checkObject, loggedRun, violationsOf } from "./logs.ts";
import { SUMMARY_NAMES } from "./mutations.ts";
import { MUTATIONS } from "./mutations.ts";

Deno.test("checkLog() accepts every run of the engine, with its workload and without", async () => {
  for (const seed of seeds(250)) {
    const run = loggedRun(seed);
    if (run === null) continue;
    const about = { options: run.result.options, processes: run.result.processes };
    assertEquals(
      violationsOf(await checkObject(run.log(), run.workload)),
      [],
      describeCase(seed, about, "with workload"),
    );
    assertEquals(violationsOf(await checkObject(run.log())), [], describeCase(seed, about, "without workload"));
    const { timeline, options } = run.log();
    assertEquals(
      violationsOf(await checkObject({ timeline, options }, run.workload)),
      [],
      describeCase(seed, about, "alone"),
    );
  }
});

Deno.test("checkLog() accepts every run on machines whose CPUs differ, have queues or groups, or bound processes", async () => {
  for (const seed of seeds(150)) {
    const run = loggedRun(seed, true);
    if (run === null) continue;
    const about = { options: run.result.options, processes: run.result.processes };
    assertEquals(
      violationsOf(await checkObject(run.log(), run.workload)),
      [],
      describeCase(seed, about, "with workload"),
    );
    assertEquals(violationsOf(await checkObject(run.log())), [], describeCase(seed, about, "without workload"));
  }
});

for (const { name, mutate } of MUTATIONS) {
  Deno.test(`checkLog() finds it when ${name}`, async () => {
    let count = 0;
    for (const seed of seeds(30)) {
      const run = loggedRun(seed);
      if (run === null || run.result.options.rigid) continue;
      const log = run.log();
      if (!mutate(log, new Random(seed), run)) continue;
      count++;
      const found = violationsOf(await checkObject(log, run.workload));
      assert(found.length > 0, describeCase(seed, { log, original: run.log() }, `not found: ${name}`));
    }
    assert(count > 0 || Deno.env.has("QUANTA_SEED"), "no log could be changed so");
  });
}

Deno.test("checkLog() finds every figure of a summary that is changed", async () => {
  const run = loggedRun(3)!;
  for (const figure of SUMMARY_NAMES) {
    for (const statistic of ["mean", "median", "p95", "p99", "max"]) {
      const log = run.log();
      log.metrics[figure][statistic] += 0.5;
      assertEquals(violationsOf(await checkObject(log)).length, 1, `${figure}.${statistic}`);
    }
  }
});

Deno.test("checkLog() refuses options that mean nothing", async () => {
  const log = readLog("log.csv", "name,cpu,start,end\nA,0,0,3\n");
  await assertRejects(() => checkLog(log, { skipp: [] } as CheckOptions), TypeError, 'got "skipp". Did you mean skip?');
  await assertRejects(
    () => checkLog(log, 5 as CheckOptions),
    TypeError,
    "Cannot check: options must be an object, got 5",
  );
});
