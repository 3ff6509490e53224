/**
 * The policies beyond the first six: the engine's core beside the same algorithm in C (`further_twin.c`).
 *
 * @module
 */

import type { PolicyOptions } from "../../engine/options.ts";
import type { SuiteRun } from "../suite.ts";
import { CTwin } from "./c_contender.ts";
import type { SimulationContender } from "./contender.ts";
import type { Outcome } from "./outcome.ts";
import type { BenchPolicy } from "./policies.ts";
import { NAMES, sizesOf, toContender } from "./throughput.ts";
import { WasmContender } from "./wasm_contender.ts";
import { type BenchWorkload, makeWorkload, type Shape } from "./workload.ts";

/** A policy without a quantum, or with one. */
function policy(options: PolicyOptions, quanta: number[] = [Infinity]): BenchPolicy {
  return { options, twin: { name: options.policy, quanta } };
}

/** Every further policy that needs no periodic tasks and no rigid jobs, options written out. */
export const FURTHER_BENCH_POLICIES: readonly BenchPolicy[] = [
  policy({ policy: "predicted" }),
  policy({ policy: "hrrn" }),
  policy({ policy: "ljf" }),
  policy({ policy: "lrtf" }),
  policy({ policy: "priority" }),
  policy({ policy: "mlq", quanta: new Array(8).fill(4) }, new Array(8).fill(4)),
  policy({ policy: "feedback", quantum: 1, levels: 16 }, new Array(16).fill(1)),
  policy({ policy: "lottery", quantum: 4, seed: 1 }, [4]),
  policy({ policy: "stride", quantum: 4 }, [4]),
  policy({ policy: "cfs" }),
  policy({ policy: "eevdf" }),
  policy({ policy: "edf" }),
  policy({ policy: "dm" }),
  policy({ policy: "llf" }),
];

/** A workload with everything that a policy may look at, computed from the row as the C twin does. */
function withTraits(workload: BenchWorkload): BenchWorkload {
  const column = (valueOf: (row: number) => number) => workload.arrival.map((_, row) => valueOf(row));
  return {
    ...workload,
    priority: column((row) => row * 7 % 8),
    tickets: column((row) => 1 + row % 10),
    nice: column((row) => row % 11 - 5),
    deadline: column((row) => 200 + row * 31 % 1000),
  };
}

/** A core of its own for each run: what a policy knows of the processes is used up by running. */
class FreshContender implements SimulationContender {
  readonly name = "WASM";
  readonly #workload: BenchWorkload;
  #current!: WasmContender;

  constructor(workload: BenchWorkload) {
    this.#workload = workload;
  }

  prepare(policy: BenchPolicy): void {
    this.#current = new WasmContender(this.#workload);
    this.#current.prepare(policy);
  }

  run(): number {
    return this.#current.run();
  }

  outcome(): Outcome {
    return this.#current.outcome();
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** Measures every further policy at every size of a shape. */
export async function measureFurther(bench: SuiteRun, shape: Shape): Promise<void> {
  const section = bench.section({
    id: `further-${shape}`,
    title: `Dispatches per second, further policies, ${shape === "steady" ? "load 0.9" : "all at once"}`,
    explanation:
      "The core beside the same algorithm over the same data structures in C (`bench/engine/further_twin.c`, `-O3 " +
      "-march=native`): one CPU, one burst a process, both with the same results.",
  });
  using twin = CTwin.compile(new URL("further_twin.c", import.meta.url));
  const sizes = sizesOf(shape, bench.quick).filter(({ processes }) => processes <= 1_000_000);
  for (const size of sizes) {
    const workload = makeWorkload(size.processes, shape);
    const wasm = new FreshContender(withTraits(workload));
    await using c = twin.start(workload);
    for (const measured of FURTHER_BENCH_POLICIES) {
      const { name } = measured.twin;
      const isJudged = size.processes === 1_000_000;
      await section.measure({
        id: `${shape}-${name}-${size.processes}`,
        title: `${name}, ${shape}, ${size.processes.toLocaleString("en-US")} processes`,
        parameters: { policy: name, processes: size.processes },
        unit: "operations/s",
        iterations: Math.min(size.iterations, 5),
        counts: "least",
        warmupRounds: 1,
        rounds: bench.quick ? { least: 3, most: 9 } : { least: 5, most: 9 },
        targets: isJudged ? [{ against: NAMES.c, atLeast: 0.6, detail: true }] : [],
        contenders: [
          toContender(NAMES.wasm, "ours", wasm, measured),
          toContender(NAMES.c, "baseline", c, measured),
        ],
      });
    }
  }
}
