import { assert, assertEquals } from "@std/assert";
import { admissionMoments, jobsOf, largestOf } from "../../analysis/admissions.ts";
import { explain } from "../../analysis/explain.ts";
import { SimulationDeadlockError } from "../../engine/errors.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { SimulationResult } from "../../engine/result.ts";
import { simulate } from "../../engine/simulate.ts";
import type { Workload } from "../../engine/workload.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { randomCase } from "../reference/workloads.ts";

/** 100 KB; 3 does not fit while 2 is in memory. */
const CLASSIC: Workload = {
  processes: [
    { arrival: 101, bursts: 3, memory: 15 },
    { arrival: 103, bursts: 5, memory: 60 },
    { arrival: 105, bursts: 4, memory: 50 },
    { arrival: 106, bursts: 4, memory: 10 },
    { arrival: 107, bursts: 2, memory: 20 },
  ],
};

/** A run, unless it comes to no end. */
function resultOf(workload: Workload, options: SimulationOptions): SimulationResult | null {
  try {
    return simulate(workload, options);
  } catch (error) {
    if (error instanceof SimulationDeadlockError) return null;
    throw error;
  }
}

Deno.test("admissionMoments() tells where everybody was admitted, and of nobody who fits that it does not, on random runs", () => {
  let told = 0;
  for (const seed of seeds(400)) {
    const { workload, options } = randomCase(seed, { deadlocks: false });
    const result = resultOf(workload, options);
    const { memory: sizes } = result?.metrics ?? {};
    if (result === null || sizes === undefined && Object.keys(options.resources ?? {}).length === 0) continue;
    // Where a program ends with its I/O, others may be admitted before and after that at one tick.
    const ends = workload.processes.map(({ bursts }) => Array.isArray(bursts) ? bursts.at(-1) : bursts);
    if (ends.some((end) => typeof end === "object" && "io" in end)) continue;
    const { memory } = result.options;
    const admitted = new Set<number>();
    for (const moment of admissionMoments(jobsOf(result), result.options)) {
      for (const { pid, memory: size, address, free } of moment.admitted) {
        admitted.add(pid);
        if (address === null) continue;
        const piece = free.find(({ from }) => from === address);
        assert(
          piece !== undefined && piece.to - piece.from >= size,
          describeCase(seed, { workload, options }, `${pid}`),
        );
        told++;
      }
      for (const { pid, memory: size, reason, lacking } of moment.waiting) {
        const isWrong = reason === "piece" && size <= largestOf(moment.free) ||
          reason === "resource" && lacking!.needed <= lacking!.free;
        assert(!isWrong, describeCase(seed, { workload, options }, `${pid} waits at ${moment.time}`));
      }
      const free = moment.free.reduce((sum, { from, to }) => sum + to - from, 0);
      assert(sizes === undefined || free >= 0 && free <= memory);
      for (const count of Object.values(moment.freeResources)) assert(count >= 0);
    }
    assertEquals(admitted.size, result.metrics.processes);
  }
  assert(told > 100 || Deno.env.get("QUANTA_SEED") !== undefined, `${told} admissions`);
});

Deno.test("explain() tells who was admitted to memory where, and why others were not", async () => {
  const options: SimulationOptions = { policy: "fcfs", memory: 100, admission: "skip" };
  const { admissions } = await explain(CLASSIC, options, { at: 106 });
  assertEquals(admissions, [{
    time: 106,
    left: [],
    admitted: [{ pid: 4, memory: 10, address: 0, free: [{ from: 0, to: 15 }, { from: 75, to: 100 }] }],
    waiting: [{ pid: 3, memory: 50, reason: "piece", behind: null }],
    inMemory: [4, 2],
    free: [{ from: 10, to: 15 }, { from: 75, to: 100 }],
    freeResources: {},
  }]);
  const ofOne = await explain(CLASSIC, options, { pid: 3 });
  assertEquals(ofOne.admissions.map(({ time }) => time), [105, 109]);
  const inOrder = await explain(CLASSIC, { ...options, admission: "in-order" }, { at: 107 });
  assertEquals(inOrder.admissions[0].waiting.map(({ pid, reason, behind }) => [pid, reason, behind]), [
    [3, "piece", null],
    [4, "order", 3],
    [5, "order", 3],
  ]);
  const counted = await explain(CLASSIC, { policy: "fcfs", admit: 1 }, { at: 103 });
  assertEquals(counted.admissions[0].waiting, [{ pid: 2, memory: 0, reason: "many", behind: null }]);
  assertEquals((await explain(CLASSIC, { policy: "fcfs" })).admissions, []);
});
