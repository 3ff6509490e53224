/**
 * Dispatches per second: the engine's core beside its twins, interleaved.
 *
 * @module
 */

import { type Contender, interleave, type MeasureOptions, median, speedup, spread } from "../measure.ts";
import type { Column, Row } from "../suite.ts";
import { CTwin } from "./c_contender.ts";
import type { SimulationContender } from "./contender.ts";
import { describeOutcome } from "./outcome.ts";
import { BENCH_POLICIES, type BenchPolicy } from "./policies.ts";
import { TsContender } from "./ts_contender.ts";
import { WasmContender } from "./wasm_contender.ts";
import { makeWorkload, type Shape } from "./workload.ts";

/** Columns of the sections that compare throughput. */
export const THROUGHPUT_COLUMNS: Column[] = [
  { key: "policy", title: "policy", format: "text" },
  { key: "processes", title: "processes", format: "count" },
  { key: "dispatches", title: "dispatches", format: "count" },
  { key: "wasm", title: "WASM", format: "megahertz" },
  { key: "typescript", title: "TypeScript", format: "megahertz" },
  { key: "c", title: "C", format: "megahertz" },
  { key: "overTypescript", title: "WASM / TypeScript", format: "ratio" },
  { key: "overC", title: "WASM / C", format: "ratio" },
  { key: "spread", title: "spread", format: "percent" },
  { key: "hash", title: "hash", format: "text" },
];

/** One measured size. */
export interface ThroughputSize extends MeasureOptions {
  processes: number;
}

/** Runs one simulation; the preparation is not in its time. */
function toContender(contender: SimulationContender, policy: BenchPolicy): Contender {
  return {
    name: contender.name,
    run: async () => {
      await contender.prepare(policy);
      return contender.run();
    },
  };
}

/**
 * The outcome that all contenders came to.
 *
 * @throws {Error} If they differ.
 */
function agreedOutcome(contenders: readonly SimulationContender[], policy: BenchPolicy) {
  const outcome = contenders[0].outcome();
  for (const other of contenders) {
    if (describeOutcome(other.outcome()) === describeOutcome(outcome)) continue;
    throw new Error(
      `Cannot compare under ${policy.twin.name}: ${contenders[0].name} has ${describeOutcome(outcome)}, ` +
        `${other.name} has ${describeOutcome(other.outcome())}`,
    );
  }
  return outcome;
}

/** One row: all contenders under one policy. */
async function measurePolicy(
  contenders: readonly SimulationContender[],
  policy: BenchPolicy,
  size: ThroughputSize,
): Promise<Row> {
  const measurements = await interleave(contenders.map((contender) => toContender(contender, policy)), size);
  const { dispatches, hash } = agreedOutcome(contenders, policy);
  const [wasm, typescript, c] = measurements;
  const perSecond = (measured: typeof wasm | undefined) =>
    measured === undefined ? null : dispatches / median(measured.roundsMs) * 1_000;
  return {
    policy: policy.twin.name,
    processes: size.processes,
    dispatches,
    wasm: perSecond(wasm),
    typescript: perSecond(typescript),
    c: perSecond(c),
    overTypescript: speedup(wasm, typescript),
    overC: c === undefined ? null : speedup(wasm, c),
    spread: Math.max(...measurements.map(({ roundsMs }) => spread(roundsMs))),
    hash: hash.toString(16).padStart(8, "0"),
  };
}

/** Measures every policy at every size, with the C twin where there is one. */
export async function measureThroughput(
  shape: Shape,
  sizes: readonly ThroughputSize[],
  cTwin: CTwin | null,
  onProgress: (activity: string) => void,
  policies: readonly BenchPolicy[] = BENCH_POLICIES,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const workload = makeWorkload(size.processes, shape);
    const contenders: SimulationContender[] = [new WasmContender(workload), new TsContender(workload)];
    await using stack = new AsyncDisposableStack();
    if (cTwin !== null) contenders.push(stack.use(cTwin.start(workload)));
    for (const policy of policies) {
      onProgress(`${shape}, ${size.processes} processes, ${policy.twin.name}`);
      rows.push(await measurePolicy(contenders, policy, size));
    }
  }
  return policies.flatMap(({ twin }) => rows.filter(({ policy }) => policy === twin.name));
}
