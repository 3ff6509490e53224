import { assert, assertEquals } from "@std/assert";
import { explainSimulation } from "../../analysis/explain.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { Simulation } from "../../engine/simulation.ts";
import { EXAMPLE_WORKLOADS } from "../../engine/workload/examples.ts";

const { workload } = EXAMPLE_WORKLOADS.find(({ name }) => name === "mixed")!;
const PIDS = [1, 2, 3, 4];

function simulation(options: SimulationOptions): Simulation {
  return new Simulation(workload, { ...options, decisions: "full" });
}

const signal = new AbortController().signal;

Deno.test("explainSimulation() finds every decision that the engine records", async () => {
  for (const policy of ["fcfs", "srtf", "rr", "causes", "mlfq"] as const) {
    const { decisions } = simulation({ policy }).result();
    const explained = await explainSimulation(simulation({ policy }), { signal });
    assertEquals(explained.decisions.map(({ decision }) => decision), decisions);
    assertEquals([explained.hasMore, explained.isDone], [false, true]);
    for (const { decision, controlBlock } of explained.decisions) {
      assertEquals([controlBlock.time, controlBlock.pid], [decision.time, decision.pid]);
    }
  }
});

Deno.test("explainSimulation() at a tick gives that tick's decisions, who runs by which, and every control block", async () => {
  const { decisions, metrics } = simulation({ policy: "rr" }).result();
  for (let at = 0; at <= metrics.makespan; at++) {
    const explained = await explainSimulation(simulation({ policy: "rr" }), { at, signal });
    assertEquals(explained.decisions.map(({ decision }) => decision), decisions.filter(({ time }) => time === at));
    assertEquals(explained.controlBlocks.map(({ pid }) => pid), PIDS);
    const running = explained.controlBlocks.filter(({ state }) => state === "running");
    const known = [...explained.decisions.map(({ decision }) => decision), ...explained.standing].map(({ pid }) => pid);
    assert(running.every(({ pid }) => known.includes(pid)), `tick ${at}`);
  }
});

Deno.test("explainSimulation() of a process leaves out what does not concern it, and says when there is more", async () => {
  const explained = await explainSimulation(simulation({ policy: "rr" }), { pid: 4, decisionsMax: 2, signal });
  assertEquals([explained.decisions.length, explained.hasMore], [2, true]);
  assert(explained.decisions.every(({ controlBlock }) => controlBlock.pid === 4));
});
