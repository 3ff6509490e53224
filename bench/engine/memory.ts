/**
 * What a simulation takes of memory.
 *
 * @module
 */

import { loadCore } from "../../engine/_setup.ts";
import { findPolicy } from "../../engine/policies.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import { messageOf } from "../errors.ts";
import type { SuiteRun } from "../suite.ts";
import { BENCH_POLICIES, type BenchPolicy } from "./policies.ts";
import { Twin } from "./twin.ts";
import { type BenchWorkload, makeWorkload } from "./workload.ts";

const GIBIBYTE = 2 ** 30;

/** Bytes that the core lays out. */
function coreBytes(workload: BenchWorkload, { options }: BenchPolicy): number {
  const { core } = loadCore(workload, findPolicy(options.policy), resolveOptions(options));
  return core.layout();
}

/** Bytes of the twin's columns. */
function twinBytes(workload: BenchWorkload, policy: BenchPolicy): number {
  const twin = new Twin(workload.arrival, workload.cpu);
  twin.reset(policy.twin);
  return Object.values(twin).reduce((sum, value) => ArrayBuffer.isView(value) ? sum + value.byteLength : sum, 0);
}

/** The greatest resident memory of a Deno process that runs a simulation from columns, or only makes the columns. */
async function peakBytes(processes: number, policy: "mlfq" | "none"): Promise<number> {
  const script = new URL("peak_memory.ts", import.meta.url);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", "--no-config", script.href, `${processes}`, policy],
  }).output();
  if (!success) throw new Error(messageOf(new TextDecoder().decode(stderr)));
  return Number(new TextDecoder().decode(stdout));
}

/** Bytes per process, and the peak of a large run. */
export async function measureMemory(bench: SuiteRun): Promise<void> {
  const count = 100_000;
  const workload = makeWorkload(count, "steady");
  const once = { warmupRounds: 0, rounds: { least: 1, most: 1 } };
  const section = bench.section({
    id: "memory",
    title: "Memory per process",
    explanation: "Bytes that the core lays out for each simulated process, and those of the TypeScript twin's columns.",
  });
  for (const policy of BENCH_POLICIES) {
    const { name } = policy.twin;
    await section.measure({
      ...once,
      id: `memory-${name}`,
      title: name,
      parameters: { policy: name },
      unit: "bytes",
      contenders: [
        { name: "Quanta", role: "ours", operations: count, run: () => coreBytes(workload, policy) },
        { name: "TypeScript", role: "baseline", operations: count, run: () => twinBytes(workload, policy) },
      ],
    });
  }
  const processes = bench.quick ? 100_000 : 10_000_000;
  const peak = bench.section({
    id: "peak-memory",
    title: "Peak memory of a large run",
    explanation:
      `The greatest resident memory of a Deno process that simulates ${
        processes.toLocaleString("en-US")
      } processes from ` +
      `typed-array columns under MLFQ and sums up; beside it one that only makes the columns.`,
  });
  await peak.measure({
    ...once,
    id: "peak-memory-mlfq",
    title: `${processes.toLocaleString("en-US")} processes, MLFQ`,
    unit: "bytes",
    targets: [{ value: true, atMost: GIBIBYTE }],
    contenders: [
      { name: "Quanta", role: "ours", run: () => peakBytes(processes, "mlfq") },
      { name: "columns only", role: "baseline", run: () => peakBytes(processes, "none") },
    ],
  });
}
