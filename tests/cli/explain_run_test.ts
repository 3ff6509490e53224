import { assert, assertEquals } from "@std/assert";
import { explainRun } from "../../cli/explain_run.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { Simulation } from "../../engine/simulation.ts";
import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";

const { workload } = EXAMPLE_WORKLOADS.find(({ name }) => name === "mixed")!;
const PIDS = [1, 2, 3, 4];

function simulation(options: SimulationOptions): Simulation {
  return new Simulation(workload, { ...options, decisions: "full" });
}

const signal = new AbortController().signal;

Deno.test("explainRun() finds every decision that the engine records", async () => {
  for (const policy of ["fcfs", "srtf", "rr", "causes", "mlfq"] as const) {
    const { decisions } = simulation({ policy }).result();
    const explained = await explainRun(simulation({ policy }), { decisionsMax: Infinity }, PIDS, signal);
    assertEquals(explained.decisions.map(({ decision }) => decision), decisions);
    assertEquals([explained.hasMore, explained.isDone], [false, true]);
    for (const { decision, controlBlock } of explained.decisions) {
      assertEquals([controlBlock.time, controlBlock.pid], [decision.time, decision.pid]);
    }
  }
});

Deno.test("explainRun() at a tick gives that tick's decisions, who runs by which, and every control block", async () => {
  const { decisions, metrics } = simulation({ policy: "rr" }).result();
  for (let at = 0; at <= metrics.makespan; at++) {
    const explained = await explainRun(simulation({ policy: "rr" }), { at, decisionsMax: Infinity }, PIDS, signal);
    assertEquals(explained.decisions.map(({ decision }) => decision), decisions.filter(({ time }) => time === at));
    assertEquals(explained.controlBlocks.map(({ pid }) => pid), PIDS);
    const running = explained.controlBlocks.filter(({ state }) => state === "running");
    const known = [...explained.decisions.map(({ decision }) => decision), ...explained.standing].map(({ pid }) => pid);
    assert(running.every(({ pid }) => known.includes(pid)), `tick ${at}`);
  }
});

Deno.test("explainRun() of a process leaves out what does not concern it, and says when there is more", async () => {
  const explained = await explainRun(simulation({ policy: "rr" }), { pid: 4, decisionsMax: 2 }, PIDS, signal);
  assertEquals([explained.decisions.length, explained.hasMore], [2, true]);
  assert(explained.decisions.every(({ controlBlock }) => controlBlock.pid === 4));
});
