// Every analysis takes a policy of one's own: as a class, and from its file where it goes to other processes.
import { assertEquals, assertThrows } from "@std/assert";
import { compare } from "../../analysis/compare.ts";
import { compareSeeds } from "../../analysis/compare_seeds.ts";
import { diverge } from "../../analysis/diverge.ts";
import { explain } from "../../analysis/explain.ts";
import { sweep } from "../../analysis/sweep.ts";
import { poolRunner } from "../../analysis/trials/pool_runner.ts";
import { sentTrial } from "../../analysis/trials/sent_trial.ts";
import { loadPolicy } from "../../engine/load_policy.ts";
import { exampleWorkload } from "../../engine/workload/examples.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { Pool } from "../../workers/mod.ts";
import Rr from "../engine/own_policies/rr.ts";
import RrQueue from "../engine/own_policies/rr_queue.ts";

const { workload } = exampleWorkload("stallings")!;
const known = { policy: "rr" as const, quantum: 2 };
const own = { policy: Rr, quantum: 2 };

Deno.test("compare(), explain(), diverge() and sweep() take a class", async () => {
  const [first, second] = await compare(workload, [{ label: "rr", options: known }, { label: "own", options: own }]);
  assertEquals(first.result.processes, second.result.processes);
  const explained = await Promise.all([known, own].map((options) => explain(workload, options)));
  const decided = explained.map(({ decisions }) => decisions.map(({ decision }) => [decision.time, decision.pid]));
  assertEquals(decided[0], decided[1]);
  const contenders = [{ label: "rr", options: known }, { label: "own", options: own }] as const;
  assertEquals((await diverge(toColumns(workload), contenders)).difference, null);
  const quanta = [1, 2, 3];
  const sweeps = await Promise.all([known, own].map((options) => sweep(workload, options, { quanta })));
  const means = sweeps.map(({ points }) => points.map(({ metrics }) => metrics.turnaround.mean));
  assertEquals(means[0], means[1]);
});

Deno.test("compareSeeds() sends a policy from its file to the processes of a pool", async () => {
  const policy = await loadPolicy(new URL("../engine/own_policies/rr_queue.ts", import.meta.url));
  assertEquals(policy, RrQueue);
  await using pool = new Pool({ processes: 1 });
  const contenders = [{ label: "rr", options: known }, { label: "own", options: { policy, quantum: 2 } }];
  const { runs } = await compareSeeds({ recipe: { processes: 30 } }, contenders, {
    seeds: [1, 2],
    run: poolRunner(pool),
  });
  assertEquals(runs[0].metrics, runs[1].metrics);
});

Deno.test("sentTrial() refuses a class that comes from no file", () => {
  const trial = { workload: { recipe: { processes: 3 } }, options: [{ policy: class Local {} }] };
  assertThrows(() => sentTrial(trial), TypeError, "policy must be loaded from its file (loadPolicy)");
});
