/**
 * The scheduling engine: its core beside the same algorithm in TypeScript and C, what recording and the boundary cost, how
 * cost grows, and the library beside SimPy.
 *
 * @module
 */

import type { Suite } from "../suite.ts";
import { measureBoundary } from "./boundary.ts";
import { measureCpus } from "./cpus.ts";
import { measureFurther } from "./further.ts";
import { measureMemory } from "./memory.ts";
import { measureOwnPolicy } from "./own_policy.ts";
import { measureCompiledPolicies } from "./compiled_policies.ts";
import { measureSimPy } from "./simpy.ts";
import { compileCTwin, measureThroughput, NAMES } from "./throughput.ts";
import { measureTimeline } from "./timeline.ts";

/**
 * Caches end somewhere for everybody: what may not happen is that our cost grows faster than that of the same algorithm in
 * C. Where C's cost is a few cycles, one more cache line per process is a large share of it.
 */
const GROWTH = { of: NAMES.wasm, against: NAMES.c, atMost: 1.8 };

export const suite: Suite = {
  summary:
    "The scheduling core in WASM beside the same algorithm as a tuned TypeScript twin (`bench/engine/twin.ts`) and in C " +
    "(`twin.c`, `-O3 -march=native`), on one CPU with one burst a process. All three must come to the same results.",
  async run(bench) {
    const c = compileCTwin();
    try {
      const steady = bench.section({
        id: "steady",
        title: "Dispatches per second, load 0.9",
        explanation: "Poisson arrivals: short queues. The simulation alone, without setting it up.",
      });
      await measureThroughput(bench, steady, "steady", c);
      steady.plot({
        id: "growth-steady",
        title: "Cost of a dispatch by number of processes, load 0.9",
        xLabel: "processes",
        yLabel: "ns per dispatch",
        growth: GROWTH,
      });
      const backlog = bench.section({
        id: "backlog",
        title: "Dispatches per second, all at once",
        explanation: "All processes arrive in the first ticks: the ready queue is as long as the workload.",
      });
      await measureThroughput(bench, backlog, "backlog", c);
      backlog.plot({
        id: "growth-backlog",
        title: "Cost of a dispatch by length of the ready queue",
        xLabel: "processes in the ready queue at the start",
        yLabel: "ns per dispatch",
        growth: GROWTH,
      });
    } finally {
      if ("twin" in c) c.twin[Symbol.dispose]();
    }
    await measureFurther(bench);
    await measureCpus(bench);
    await measureOwnPolicy(bench);
    await measureCompiledPolicies(bench);
    await measureTimeline(bench);
    await measureBoundary(bench);
    await measureMemory(bench);
    await measureSimPy(bench);
  },
};
