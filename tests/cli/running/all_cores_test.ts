import { assertEquals } from "@std/assert";
import { runTrials } from "../../../analysis/trials/run_trials.ts";
import { runTrial, type Trial } from "../../../analysis/trials/trial.ts";
import { onAllCores, poolSize } from "../../../cli/running/all_cores.ts";

Deno.test("onAllCores() gives the same outcomes with one process as with two", async () => {
  const trials: Trial[] = Array.from({ length: 6 }, (_, seed) => ({
    workload: { recipe: { processes: 30, seed, load: 0.9 } },
    options: [{ policy: "rr", quantum: 2 }, { policy: "sjf" }],
  }));
  for (const jobs of [1, 2, undefined]) {
    assertEquals(await runTrials(trials, onAllCores(jobs), {}), trials.map(runTrial));
  }
});

Deno.test("poolSize() starts a pool where it saves time, and where it was asked for", () => {
  assertEquals(poolSize(0, 100, 0, undefined), 1);
  assertEquals(poolSize(10, 20, 250, undefined), 1, "little is left");
  assertEquals(poolSize(1, 1, 5_000, undefined), 1);
  assertEquals(poolSize(0, 100, 0, 4), 4);
  assertEquals(poolSize(0, 3, 0, 8), 3);
  assertEquals(poolSize(0, 3, 0, 1), 1);
  const cores = navigator.hardwareConcurrency;
  assertEquals(poolSize(10, 1_000, 300, undefined), Math.min(cores, 990));
});
