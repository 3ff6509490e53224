/**
 * How the cost of a dispatch grows with the number of CPUs.
 *
 * @module
 */

import type { SuiteRun } from "../suite.ts";
import { BENCH_POLICIES } from "./policies.ts";
import { toContender } from "./throughput.ts";
import { TsContender } from "./ts_contender.ts";
import { WasmContender } from "./wasm_contender.ts";
import { type BenchWorkload, makeWorkload } from "./workload.ts";

const POLICIES = ["fcfs", "rr", "srtf", "mlfq"];

/** The same processes at the same load of each CPU: they arrive as many times as fast. */
function forCpus(workload: BenchWorkload, cpus: number): BenchWorkload {
  return { ...workload, arrival: workload.arrival.map((tick) => Math.floor(tick / cpus)) };
}

/** One ready queue for 2 to 1,024 CPUs. */
export async function measureCpus(bench: SuiteRun): Promise<void> {
  const processes = bench.quick ? 2_000 : 100_000;
  const section = bench.section({
    id: "cpus",
    title: "Several CPUs",
    explanation:
      `Dispatches per second of ${processes.toLocaleString("en-US")} processes at a load of 0.9 of each CPU. The ` +
      `TypeScript twin has one CPU and no choice to make: it stands there as the machine's measure.`,
  });
  const workload = makeWorkload(processes, "steady");
  const twin = new TsContender(workload);
  for (const cpus of bench.quick ? [2, 64, 1_024] : [2, 4, 16, 64, 256, 1_024]) {
    const quanta = new WasmContender(forCpus(workload, cpus), "nothing", { cpus });
    for (const policy of BENCH_POLICIES.filter(({ twin }) => POLICIES.includes(twin.name))) {
      const { name } = policy.twin;
      await section.measure({
        id: `cpus-${name}-${cpus}`,
        title: `${name} on ${cpus} CPUs`,
        parameters: { policy: name, CPUs: cpus },
        unit: "operations/s",
        iterations: bench.quick ? 5 : 1,
        counts: "least",
        rounds: bench.quick ? { least: 5, most: 31 } : { least: 7, most: 15 },
        plot: { id: "growth-cpus", x: cpus, series: name },
        contenders: [
          toContender("Quanta", "ours", quanta, policy),
          toContender("TypeScript, 1 CPU", "baseline", twin, policy, false),
        ],
      });
    }
  }
  section.plot({
    id: "growth-cpus",
    title: "Cost of a dispatch by number of CPUs",
    xLabel: "CPUs",
    yLabel: "ns per dispatch",
    // The next event among CPUs is found by a tree, which has one level for 2 CPUs and ten for 1,024.
    growth: { of: "Quanta", atMost: 5 },
  });
}
