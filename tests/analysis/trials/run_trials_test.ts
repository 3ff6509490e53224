import { assert, assertEquals, assertRejects } from "@std/assert";
import { poolRunner } from "../../../analysis/trials/pool_runner.ts";
import { runHere } from "../../../analysis/trials/run_here.ts";
import { runTrials } from "../../../analysis/trials/run_trials.ts";
import { runTrial, type Trial } from "../../../analysis/trials/trial.ts";
import { Pool } from "../../../mod.ts";

const TRIALS: Trial[] = Array.from({ length: 6 }, (_, seed) => ({
  workload: { recipe: { processes: 30, seed, load: 0.9 } },
  options: [{ policy: "rr", quantum: 2 }, { policy: "sjf" }],
}));

Deno.test("runTrials() gives the same outcomes in a pool as in this thread", async () => {
  await using pool = new Pool({ processes: 2 });
  const told: number[] = [];
  const here = await runTrials(TRIALS, runHere, { onProgress: ({ done }) => told.push(done) });
  assertEquals(told, [0, 1, 2, 3, 4, 5, 6]);
  assertEquals(await runTrials(TRIALS, poolRunner(pool), {}), here);
  assertEquals(here, TRIALS.map(runTrial));
});

Deno.test("runTrials() hands on what a simulation refuses, whoever ran it", async () => {
  const trials: Trial[] = [
    { workload: { recipe: { processes: 3, load: -1 } }, options: [{ policy: "rr" }] },
    { workload: { recipe: { processes: 3 } }, options: [{ policy: "rr", quantum: -1 }] },
  ];
  await using pool = new Pool({ processes: 2 });
  for (const run of [runHere, poolRunner(pool)]) {
    const outcomes = (await runTrials(trials, run, {})).flat();
    assert(outcomes.every((outcome) => "refusal" in outcome));
  }
});

Deno.test("runTrials() throws the signal's reason, whoever runs the trials", async () => {
  await using pool = new Pool({ processes: 2 });
  for (const run of [runHere, poolRunner(pool)]) {
    const controller = new AbortController();
    const reason = new Error("enough");
    const onProgress = ({ done }: { done: number }) => done === 2 && controller.abort(reason);
    const error = await assertRejects(() => runTrials(TRIALS, run, { signal: controller.signal, onProgress }));
    assertEquals(error, reason);
  }
});

Deno.test("runTrials() refuses a runner that loses outcomes", async () => {
  const run = async function* (trials: readonly Trial[]) {
    yield await Promise.resolve(runTrial(trials[0]));
  };
  await assertRejects(() => runTrials(TRIALS, run, {}), Error, "must give 6 outcomes, got 1");
});
