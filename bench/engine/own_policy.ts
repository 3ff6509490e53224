/**
 * A policy of one's own beside the built-in one that does the same: what hooks in JavaScript cost.
 *
 * @module
 */

import type { OwnPolicyClass } from "../../engine/own_policy.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { Contender, SuiteRun } from "../suite.ts";
import { makeWorkload } from "./workload.ts";

const QUANTUM = 2;

/** Round robin of one hook. */
class SliceOnly {
  slice(): number {
    return QUANTUM;
  }
}

/** Round robin with its own queue: four hooks. */
class OwnQueue {
  queue: number[] = [];
  ready(process: number): void {
    this.queue.push(process);
  }
  pick(): number {
    return this.queue.length > 0 ? this.queue[0] : -1;
  }
  picked(): void {
    this.queue.shift();
  }
  slice(): number {
    return QUANTUM;
  }
}

/** Measures round robin three times: built in, by one hook, and with a queue of its own. */
export async function measureOwnPolicy(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "own-policy",
    title: "A policy of one's own",
    explanation:
      "Round robin on one CPU without a timeline: built in, as a class with one hook, and as one that keeps its queue itself (four " +
      "hooks a dispatch). Hooks are JavaScript, called from the core. The simulation alone, without setting it up.",
  });
  const processes = bench.quick ? 20_000 : 100_000;
  const workload = makeWorkload(processes, "steady");
  const contender = (name: string, policy: OwnPolicyClass | "rr"): Contender => {
    let dispatches = 1;
    return {
      name,
      role: policy === "rr" ? "baseline" : "ours",
      get operations() {
        return dispatches;
      },
      run() {
        const options = policy === "rr" ? { policy, quantum: QUANTUM } as const : { policy };
        const simulation = new Simulation(workload, options);
        const startedAtMs = performance.now();
        simulation.step();
        const tookMs = performance.now() - startedAtMs;
        dispatches = simulation.result().columns.dispatches.reduce((sum, count) => sum + count, 0);
        return tookMs;
      },
      result: () => String(dispatches),
    };
  };
  await section.measure({
    id: `own-policy-${processes}`,
    title: `round robin, ${processes.toLocaleString("en-US")} processes`,
    unit: "operations/s",
    warmupRounds: 3,
    rounds: { least: 7, most: bench.quick ? 21 : 41 },
    contenders: [
      contender("one hook", SliceOnly),
      contender("own queue", OwnQueue),
      contender("built in", "rr"),
    ],
    targets: [
      { against: "built in", atLeast: 0.12 },
      { of: "own queue", against: "built in", atLeast: 0.04 },
    ],
  });
}
