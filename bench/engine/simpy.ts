/**
 * The library as a whole beside SimPy, which a Python user would write a scheduler in.
 *
 * @module
 */

import type { PolicyOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { fromProgram } from "../program.ts";
import type { SuiteRun } from "../suite.ts";
import { makeWorkload } from "./workload.ts";

const POLICIES: readonly PolicyOptions[] = [
  { policy: "fcfs" },
  { policy: "sjf" },
  { policy: "srtf" },
  { policy: "rr", quantum: 4 },
];

/** `simulate` from objects to metrics, beside `simpy_peer.py`. */
export async function measureSimPy(bench: SuiteRun): Promise<void> {
  const count = bench.quick ? 1_000 : 10_000;
  const section = bench.section({
    id: "simpy",
    title: "The library beside SimPy",
    explanation:
      `Processes per second, of ${
        count.toLocaleString("en-US")
      } at a load of 0.9: from a list of objects to the metrics, ` +
      `everything included. SimPy's program is \`bench/engine/simpy_peer.py\`.`,
  });
  const { arrival, cpu } = makeWorkload(count, "steady");
  const processes = Array.from(arrival, (tick, row) => ({ arrival: tick, bursts: cpu[row] }));
  for (const options of POLICIES) {
    const { policy } = options;
    let finishSum = 0;
    // Under FCFS simultaneous events make no difference, so that both must agree to the tick.
    const isComparable = policy === "fcfs";
    await section.measure({
      id: `simpy-${policy}`,
      title: policy,
      parameters: { policy },
      unit: "operations/s",
      rounds: { least: 5, most: 5 },
      contenders: [
        {
          name: "Quanta",
          role: "ours",
          operations: count,
          run() {
            const startedAtMs = performance.now();
            const { columns } = simulate({ processes }, options);
            const elapsedMs = performance.now() - startedAtMs;
            finishSum = columns.finish.reduce((sum, tick) => sum + tick, 0);
            return elapsedMs;
          },
          result: () => isComparable ? `${finishSum}` : null,
        },
        fromProgram({
          name: "SimPy",
          role: "peer",
          operations: count,
          command: ["python3", new URL("simpy_peer.py", import.meta.url)],
          request: { policy, quantum: 4, arrival: [...arrival], cpu: [...cpu], comparable: isComparable },
        }),
      ],
    });
  }
}
