/**
 * What recording a timeline costs.
 *
 * @module
 */

import type { SuiteRun } from "../suite.ts";
import { BENCH_POLICIES } from "./policies.ts";
import { toContender } from "./throughput.ts";
import { TsContender } from "./ts_contender.ts";
import { WasmContender } from "./wasm_contender.ts";
import { makeWorkload } from "./workload.ts";

/** Every policy with and without a timeline. */
export async function measureTimeline(bench: SuiteRun): Promise<void> {
  const processes = bench.quick ? 5_000 : 100_000;
  const section = bench.section({
    id: "timeline",
    title: "With and without a timeline",
    explanation:
      `Dispatches per second of ${
        processes.toLocaleString("en-US")
      } processes at a load of 0.9. "Quanta, recorded": every ` +
      `segment is written to the core's buffer. "As objects": and taken out of it, one object each. Beside them the runs ` +
      `without a timeline.`,
  });
  const workload = makeWorkload(processes, "steady");
  const recorded = new WasmContender(workload, "buffer");
  const objects = new WasmContender(workload, "objects");
  const plain = new WasmContender(workload);
  const twin = new TsContender(workload);
  for (const policy of BENCH_POLICIES) {
    const { name } = policy.twin;
    await section.measure({
      id: `timeline-${name}`,
      title: `${name} with a timeline`,
      parameters: { policy: name },
      unit: "operations/s",
      iterations: bench.quick ? 3 : 1,
      counts: "least",
      rounds: bench.quick ? { least: 5, most: 15 } : { least: 7, most: 15 },
      contenders: [
        toContender("Quanta, recorded", "ours", recorded, policy),
        toContender("Quanta, as objects", "ours", objects, policy),
        toContender("Quanta, no timeline", "ours", plain, policy),
        toContender("TypeScript, no timeline", "baseline", twin, policy),
      ],
    });
  }
}
