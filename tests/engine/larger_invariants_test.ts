/**
 * Rules that hold for every run of a larger machine, checked on the engine's own records.
 *
 * @module
 */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { SimulationDeadlockError } from "../../engine/errors.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { findLargerViolations } from "../reference/larger_invariants.ts";
import { randomLargerCase } from "../reference/larger_workloads.ts";
import { Random } from "../reference/random.ts";
import { describeCase, seeds } from "../reference/soak.ts";

Deno.test("simulate() breaks no invariant when run on random larger machines", () => {
  for (const seed of seeds(400)) {
    const input = randomLargerCase(seed, { deadlocks: false });
    // Periodic tasks release jobs of other pids.
    if (input.workload.processes.some(({ period }) => period !== undefined)) continue;
    const violations = findLargerViolations(input.workload, input.options, simulate(input.workload, input.options));
    assert(violations.length === 0, describeCase(seed, input, violations.join("\n")));
  }
});

Deno.test("simulate() holds shares within a quantum over the lesser share when groups always have a process", () => {
  for (const seed of seeds(40)) {
    const random = new Random(seed);
    const quantum = random.int(1, 9);
    const shares: Record<string, number> = { a: random.int(1, 8), b: random.int(1, 8), c: random.int(1, 8) };
    const processes = Object.keys(shares).flatMap((group) =>
      Array.from({ length: random.int(1, 4) }, () => ({ bursts: 5_000, group }))
    );
    const options: SimulationOptions = {
      policy: "rr",
      quantum,
      groups: true,
      groupShares: shares,
      timeline: { from: 0, to: 4_000 },
    };
    const { timeline } = simulate({ processes }, options);
    const used = new Map(Object.keys(shares).map((group) => [group, 0]));
    for (const { pid, start, end } of timeline.filter(({ end }) => end <= 4_000)) {
      const { group } = processes[pid - 1];
      used.set(group, used.get(group)! + end - start);
      for (const [one, ticks] of used) {
        for (const [other, otherTicks] of used) {
          const apart = ticks / shares[one] - otherTicks / shares[other];
          const bound = quantum / Math.min(shares[one], shares[other]);
          assert(
            apart <= bound + 1e-9,
            describeCase(seed, { quantum, shares }, `${one} is ${apart} ahead of ${other}`),
          );
        }
      }
    }
  }
});

Deno.test("simulate() refuses what a policy cannot do with a machine, and says why", () => {
  const workload = { processes: [{ bursts: 3, affinity: [0], group: "a" }, { bursts: 2 }] };
  const plain = { processes: [{ bursts: 3 }] };
  const cases: [SimulationOptions, string][] = [
    [{ policy: "hrrn", queues: "per-cpu" }, "queues must be shared under hrrn"],
    [{ policy: "lottery", groups: true }, "groups must be off under lottery"],
    [{ policy: "fcfs", rigid: true, queues: "per-cpu" }, "queues must be shared with rigid"],
    [{ policy: "sjf", rigid: true, groups: true }, "groups must be off with rigid"],
    [{ policy: "mlfq", preemption: "head", migrationCost: 1 }, "migrationCost must be 0 with preemption head, got 1"],
    [{ policy: "llf", speeds: [2] }, "speeds must be left out under llf: laxity is"],
    [{ policy: "easy", queues: "per-cpu" }, "queues must be shared with rigid, got per-cpu: a rigid job takes"],
    [{ policy: "rr", stealing: true }, "stealing must come with queues per-cpu"],
    [{ policy: "rr", cpus: 3, speeds: [1, 2] }, "speeds must have one entry a CPU (3), got 2"],
    [{ policy: "rr", speeds: [0.3] }, "multiples of 1/16"],
    [{ policy: "rr", groupShares: { a: 2 } }, "groupShares must come with groups"],
  ];
  for (const [options, text] of cases) assertThrows(() => simulate(plain, options), RangeError, text);
  const withWorkload: [SimulationOptions, string][] = [
    [{ policy: "hrrn" }, "the workload must have no affinity under hrrn"],
    [{ policy: "fcfs", rigid: true }, "the workload must have no affinity with rigid"],
    [
      { policy: "rr", groups: true, groupShares: { z: 1 } },
      "groupShares must name groups of the workload (default, a)",
    ],
  ];
  for (const [options, text] of withWorkload) assertThrows(() => simulate(workload, options), RangeError, text);
  const bound = { processes: [{ bursts: 1, affinity: [2] }] };
  assertThrows(() => simulate(bound, { policy: "rr", cpus: 2 }), RangeError, "must name CPUs below cpus (2), got 2");
});

Deno.test("simulate() takes ceil(work / speed) ticks for a burst, and the quantum is ticks of time", () => {
  const processes = [{ bursts: 10 }, { bursts: 10 }, { bursts: 10 }];
  const finishes = (speeds: number[]) =>
    simulate({ processes }, { policy: "fcfs", speeds }).processes.map(({ finish }) => finish);
  assertEquals(finishes([1, 2, 4]), [10, 5, 3]);
  assertEquals(finishes([0.5, 0.75, 3]), [20, 14, 4]);
  const { timeline } = simulate({ processes: processes.slice(1) }, {
    policy: "rr",
    quantum: 2,
    speeds: [4],
    timeline: "full",
  });
  assertEquals(timeline.map(({ pid, start, end }) => [pid, start, end]), [[1, 0, 2], [2, 2, 4], [1, 4, 5], [2, 5, 6]]);
});

Deno.test("simulate() ends although a process migrates at every dispatch with a cache that takes longer than a quantum", () => {
  const processes = Array.from({ length: 3 }, () => ({ bursts: 7 }));
  const options: SimulationOptions = { policy: "rr", quantum: 1, cpus: 2, cacheWarmup: 5 };
  const { metrics, processes: figures } = simulate({ processes }, options);
  assert(metrics.migrations! > 0);
  assert(figures.every(({ cpu, executed }) => executed! <= 6 * cpu));
});

Deno.test("simulate() gives the same figures when trace buffers fill up as when nothing is recorded", () => {
  const random = new Random(7);
  const processes = Array.from({ length: 12_000 }, (_, index) => ({
    arrival: random.int(0, 18_000),
    bursts: random.chance(0.5) ? random.int(1, 30) : [random.int(1, 9), random.int(0, 20), random.int(1, 9)],
    group: random.pick(["a", "b"]),
    ...(index % 3 === 0 ? { affinity: [random.int(0, 7), 7] } : {}),
  })).map((process) => ({ ...process, affinity: process.affinity && [...new Set(process.affinity)] }));
  const options: SimulationOptions = {
    policy: "mlfq",
    cpus: 8,
    queues: "per-cpu",
    stealing: true,
    balance: 7,
    migrationCost: 1,
    cacheWarmup: 2,
    speeds: [1, 1, 1, 1, 2, 2, 0.5, 1],
    groups: true,
    groupShares: { a: 3 },
    groupQuotas: { b: 30 },
    quotaPeriod: 50,
  };
  const plain = simulate({ processes }, options);
  const recorded = simulate({ processes }, {
    ...options,
    timeline: "full",
    transitions: "full",
    decisions: { from: 0, to: 3_000 },
  });
  assert(recorded.transitions.length > 70_000);
  assertEquals(plain.processes, recorded.processes);
  assertEquals(plain.metrics, recorded.metrics);
});

Deno.test("simulate() names a deadlock when run on a larger machine", () => {
  const bursts = (one: string, other: string) => [
    { cpu: 1 },
    { lock: one },
    { cpu: 2 },
    { lock: other },
    { cpu: 1 },
    { unlock: one },
    { unlock: other },
  ];
  const workload = { processes: [{ bursts: bursts("a", "b") }, { bursts: bursts("b", "a") }] };
  assertThrows(() => simulate(workload, { policy: "rr", cpus: 2, queues: "per-cpu" }), SimulationDeadlockError);
});
