import { assert, assertEquals } from "@std/assert";
import { poolSize, runTrials } from "../../../cli/trials/run_trials.ts";
import { runTrial, type Trial } from "../../../cli/trials/trial.ts";
import { createWorld } from "../run_cli.ts";

const TRIALS: Trial[] = Array.from({ length: 6 }, (_, seed) => ({
  workload: { recipe: { processes: 30, seed, load: 0.9 } },
  options: [{ policy: "rr", quantum: 2 }, { policy: "sjf" }],
}));

Deno.test("runTrials() gives the same outcomes in a pool as in this process", async () => {
  const { io } = createWorld();
  const here = await runTrials(io, TRIALS, { label: "here", jobs: 1 });
  const there = await runTrials(io, TRIALS, { label: "there", jobs: 2 });
  assertEquals(there, here);
  assertEquals(here, TRIALS.map(runTrial));
});

Deno.test("runTrials() hands on what a simulation refuses, whoever ran it", async () => {
  const { io } = createWorld();
  const trials: Trial[] = [
    { workload: { recipe: { processes: 3, load: -1 } }, options: [{ policy: "rr" }] },
    { workload: { recipe: { processes: 3 } }, options: [{ policy: "rr", quantum: -1 }] },
  ];
  for (const jobs of [1, 2]) {
    const outcomes = (await runTrials(io, trials, { label: "x", jobs })).flat();
    assert(outcomes.every((outcome) => "refusal" in outcome));
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
