/**
 * What a policy of one's own costs: as it is written, compiled, and the same policy built in.
 *
 * @module
 */

import { compilePolicy } from "../../compiler/mod.ts";
import { loadPolicy } from "../../engine/load_policy.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { OwnPolicyOptions } from "../../engine/own_policy.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { Contender, Role, SuiteRun } from "../suite.ts";
import { type BenchWorkload, makeWorkload } from "./workload.ts";

const PLAIN = "as it is written";
const COMPILED = "compiled";
const BUILT_IN = "built in";

/** A policy: its file, and the built-in one that does the same. */
interface OwnCase {
  readonly name: string;
  readonly address: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly builtIn: SimulationOptions;
}

const CASES: readonly OwnCase[] = [
  {
    name: "rr",
    address: import.meta.resolve("./own/rr.ts"),
    options: { quantum: 4 },
    builtIn: { policy: "rr", quantum: 4 },
  },
  { name: "srtf", address: import.meta.resolve("./own/srtf.ts"), options: {}, builtIn: { policy: "srtf" } },
  {
    name: "mlfq",
    address: import.meta.resolve("./own/mlfq.ts"),
    options: {},
    builtIn: { policy: "mlfq", levels: 3, quantum: 1 },
  },
];

type AnyOptions = SimulationOptions | OwnPolicyOptions;

/** Runs a workload under a policy; setting it up is not measured. */
function contenderOf(
  name: string,
  role: Role,
  workload: BenchWorkload,
  operations: number,
  optionsOf: () => AnyOptions | Promise<AnyOptions>,
): Contender {
  let options: AnyOptions;
  let finish = "";
  return {
    name,
    role,
    operations,
    async open() {
      options = await optionsOf();
    },
    run() {
      const simulation = new Simulation(workload, options);
      const start = performance.now();
      simulation.step({});
      const ms = performance.now() - start;
      finish = String(simulation.result().metrics.turnaround.mean);
      return ms;
    },
    result: () => finish,
  };
}

/** A policy of one's own beside the built-in one, on one CPU without a timeline. */
export async function measureCompiledPolicies(bench: SuiteRun): Promise<void> {
  const processes = bench.quick ? 2_000 : 200_000;
  const section = bench.section({
    id: "compiled-policies",
    title: "Policies of one's own, compiled",
    explanation:
      `Dispatches per second of ${
        processes.toLocaleString("en-US")
      } processes at a load of 0.9, under a policy in a file ` +
      `(\`bench/engine/own\`), under the same file compiled into the machine, and under the built-in policy that does the same.`,
  });
  const workload = makeWorkload(processes, "steady");
  for (const { name, address, options, builtIn } of CASES) {
    const { dispatches } = new Simulation(workload, builtIn).result().metrics;
    const operations = Math.round(dispatches.mean * processes);
    await section.measure({
      id: `compiled-${name}`,
      title: `a policy of one's own, ${name}`,
      unit: "operations/s",
      iterations: bench.quick ? 5 : 3,
      counts: "least",
      rounds: bench.quick ? { least: 5, most: 31 } : { least: 7, most: 31 },
      contenders: [
        contenderOf(COMPILED, "ours", workload, operations, async () => ({
          ...options,
          policy: await compilePolicy(address),
        })),
        contenderOf(
          PLAIN,
          "ours",
          workload,
          operations,
          async () => ({ ...options, policy: await loadPolicy(address) }),
        ),
        contenderOf(BUILT_IN, "baseline", workload, operations, () => builtIn),
      ],
      targets: bench.quick ? [] : [{ against: BUILT_IN, atLeast: 0.9 }],
    });
  }
}
