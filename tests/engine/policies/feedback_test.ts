import { assertEquals } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
import { describeCase, seeds } from "../../reference/soak.ts";
import { randomCase } from "../../reference/workloads.ts";

const STALLINGS = {
  processes: [[0, 3], [2, 6], [4, 4], [6, 5], [8, 2]].map(([arrival, bursts]) => ({ arrival, bursts })),
};

Deno.test("simulate() gives Stallings' figures under feedback, with one quantum for all queues and doubling ones", () => {
  const finish = (growth: "constant" | "doubling") =>
    simulate(STALLINGS, { policy: "feedback", growth }).processes.map((process) => process.finish);
  assertEquals(finish("constant"), [4, 20, 16, 19, 11]);
  assertEquals(finish("doubling"), [4, 17, 18, 20, 14]);
});

Deno.test("simulate() does the same under feedback as under mlfq without preemption and without demotion when alone", () => {
  for (const seed of seeds(100)) {
    const { workload, options } = randomCase(seed, { policy: "feedback", deadlocks: false });
    options.ties = "textbook"; // a burst that ends with the quantum is mlfq.py's own affair
    const { policy: _, quantum, growth, levels, ...rest } = options as typeof options & { policy: "feedback" };
    const quanta = Array.from({ length: levels! }, (_, level) => quantum! * (growth === "doubling" ? 2 ** level : 1));
    const { processes, transitions } = simulate(workload, options);
    const other = simulate(workload, { ...rest, policy: "mlfq", quanta, preemption: "none", demoteAlone: false });
    assertEquals(transitions, other.transitions, describeCase(seed, { workload, options }, ""));
    assertEquals(processes, other.processes);
  }
});
