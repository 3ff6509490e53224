/**
 * The boundary between JavaScript and the core, apart from the simulation: copy in, set up, copy out, sum up.
 *
 * @module
 */

import { readColumns } from "../../engine/_columns.ts";
import { orderRows } from "../../engine/_order_rows.ts";
import { loadCore } from "../../engine/_setup.ts";
import { computeMetrics } from "../../engine/metrics.ts";
import { findPolicy } from "../../engine/policies.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { Contender, SuiteRun } from "../suite.ts";
import { type BenchWorkload, makeWorkload } from "./workload.ts";

/** The same rows in another order, as they may stand in a user's file. */
function shuffled(workload: BenchWorkload): BenchWorkload {
  const count = workload.arrival.length;
  // A stride that shares no factor with a power of ten visits every row.
  const stride = 7_919;
  const pick = (column: Float64Array) => column.map((_, row) => column[(row * stride) % count]);
  return { ...workload, arrival: pick(workload.arrival), cpu: pick(workload.cpu) };
}

/** Copies columns of as many bytes: what copying alone must cost, in memory that is there already. */
function copyColumns(columns: number, count: number): Contender["run"] {
  const source = new Float64Array(count).fill(1);
  const targets = Array.from({ length: columns }, () => new Float64Array(count).fill(2));
  return () => {
    const startedAtMs = performance.now();
    for (const target of targets) target.set(source);
    return performance.now() - startedAtMs;
  };
}

/** Columns of eight bytes that a plain round robin run has in the core, roughly: written once when it is set up. */
const CORE_COLUMNS = 7;

/** The parts of a call that are not the simulation, at one size. */
function contendersAt(count: number) {
  const ordered = makeWorkload(count, "steady");
  const mixed = shuffled(ordered);
  const policy = findPolicy("rr");
  const options = resolveOptions({ policy: "rr" });
  const finished = (workload: BenchWorkload) => {
    const loaded = loadCore(workload, policy, options);
    policy.simulate(loaded.core, Infinity, Infinity);
    return loaded;
  };
  const [orderedRun, mixedRun] = [finished(ordered), finished(mixed)];
  const columns = readColumns(orderedRun, ordered, policy, options);
  const totals = { cpus: 1, capacity: 1, switches: 0, longestWait: { ticks: 0, pid: 1 } };
  const timed = (work: () => unknown) => () => {
    const startedAtMs = performance.now();
    work();
    return performance.now() - startedAtMs;
  };
  const ours = (run: Contender["run"]): Contender => ({ name: "Quanta", role: "ours", operations: count, run });
  const baseline = (name: string, run: Contender["run"]): Contender => ({
    name,
    role: "baseline",
    operations: count,
    run,
  });
  return {
    "copy in": [
      ours(timed(() => loadCore(ordered, policy, options))),
      baseline("reference", copyColumns(CORE_COLUMNS, count)),
    ],
    "order rows": [
      ours(timed(() => orderRows(mixed))),
      baseline("reference", timed(() => mixed.arrival.toSorted())),
    ],
    "copy out": [
      ours(timed(() => readColumns(mixedRun, mixed, policy, options))),
      baseline("reference", copyColumns(CORE_COLUMNS, count)),
    ],
    "sum up": [
      ours(timed(() => computeMetrics(columns, totals))),
      baseline("reference", timed(() => columns.finish.toSorted())),
    ],
  } satisfies Record<string, Contender[]>;
}

/** Copy in and copy out apart from the simulation, at every size. */
export async function measureBoundary(bench: SuiteRun): Promise<void> {
  const section = bench.section({
    id: "boundary",
    title: "The boundary",
    explanation:
      "Nanoseconds per process. **copy in**: a new core, its memory laid out, columns written; beside it columns of as many " +
      "bytes, copied into memory that is there. **order rows**: rows in any order are numbered by arrival; beside it one sort of " +
      "typed numbers. **copy out**: results in the workload's order, where that is not the core's (otherwise they are " +
      "views and cost nothing). **sum up**: all metrics, five percentiles among them; beside it one sort of one column.",
  });
  const sizes = bench.quick ? [1_000, 20_000] : [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
  for (const size of sizes) {
    for (const [name, contenders] of Object.entries(contendersAt(size))) {
      await section.measure({
        id: `boundary-${name.replaceAll(" ", "-")}-${size}`,
        title: `${name}, ${size.toLocaleString("en-US")} processes`,
        parameters: { part: name, processes: size },
        unit: "ns",
        iterations: size <= 1_000 ? 20 : size <= 100_000 ? 5 : 1,
        counts: "least",
        warmupRounds: size > 1_000_000 ? 0 : 2,
        rounds: size > 1_000_000 ? { least: 3, most: 3 } : { least: 5, most: bench.quick ? 31 : 15 },
        plot: { id: "growth-boundary", x: size, series: name },
        contenders,
      });
    }
  }
  section.plot({
    id: "growth-boundary",
    title: "Cost of the boundary by number of processes",
    xLabel: "processes",
    yLabel: "ns per process",
    growth: { of: "Quanta", against: "reference", atMost: 2 },
  });
}
