// The plain loop (engine/assembly/scheduler/plain.ts) runs where nothing is recorded; the machine runs where something
// is. Both must give the same figures, and the two must be able to take turns.
import { assertEquals } from "@std/assert";
import type { SimulationOptions } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";
import { Random } from "../reference/random.ts";
import { describeCase, seeds } from "../reference/soak.ts";

const POLICIES: readonly SimulationOptions[] = [
  { policy: "fcfs" },
  { policy: "sjf" },
  { policy: "srtf" },
  { policy: "rr", quantum: 1 },
  { policy: "rr", quantum: 3, quantumReturn: "remainder" },
  { policy: "vrr", quantum: 3 },
  { policy: "lifo" },
  { policy: "lifo", preemptive: true },
  { policy: "las" },
  { policy: "las", quantum: 3 },
  { policy: "causes", quantum: 2 },
  { policy: "causes", quanta: { new: 3, quantum: 1 }, order: ["preempted", "quantum", "new", "io", "lock"] },
  { policy: "causes", preemptive: false, quantum: 2 },
  { policy: "mlfq" },
  { policy: "mlfq", quanta: [2, 1, 3], quantumReturn: "remainder" },
  { policy: "mlfq", allotments: [1, 3, 2], demoteAlone: false },
  { policy: "mlfq", preemption: "none", demoteAlone: false },
  { policy: "mlfq", preemption: "head" },
  { policy: "mlfq", boost: 5 },
  { policy: "predicted" },
  { policy: "predicted", preemptive: true, firstPrediction: 5 },
  { policy: "predicted", firstFrom: "estimate" },
  { policy: "hrrn" },
  { policy: "hrrn", service: "estimate" },
  { policy: "ljf" },
  { policy: "lrtf" },
  { policy: "lrtf", equals: "arrival" },
  { policy: "srtf", equals: "arrival" },
  { policy: "llf", equals: "arrival" },
  { policy: "llf", preemptAt: "zero" },
  { policy: "llf", preemptAt: "zero", equals: "arrival" },
  { policy: "edf", preemptive: false, equals: "arrival" },
  { policy: "mlfq", quanta: [2, 3, 0], quantumReturn: "remainder" },
  { policy: "priority" },
  { policy: "priority", aging: 3 },
  { policy: "priority", preemptive: false, aging: 2 },
  { policy: "priority", quantum: 2, preemptedTo: "head", quantumReturn: "remainder" },
  { policy: "priority", quantum: 2, aging: 3, preemptedTo: "head", priorityOrder: "high" },
  { policy: "priority", waitingRate: 1, runningRate: 2 },
  { policy: "priority", waitingRate: -2, runningRate: -1 },
  { policy: "priority", waitingRate: "1/3", runningRate: -0.5 },
  { policy: "priority", waitingRate: 2, quantum: 3, priorityOrder: "high" },
  { policy: "counters" },
  { policy: "mlq", quanta: [3, 0, 2] },
  { policy: "mlq", quanta: [3], classes: "ranked", preemptedTo: "head", priorityOrder: "high" },
  { policy: "mlq", quanta: [3, 0, 2], quantumReturn: "remainder" },
  { policy: "mlq", quanta: [3, 0, 2], between: "shares", shares: [5, 3, 2] },
  { policy: "feedback" },
  { policy: "feedback", growth: "doubling", levels: 4 },
  { policy: "lottery", quantum: 2 },
  { policy: "stride", quantum: 2 },
  { policy: "cfs", latency: 8, minGranularity: 1, wakeupGranularity: 1 },
  { policy: "eevdf", slice: 3 },
  { policy: "eevdf", slice: 3, runToParity: false },
  { policy: "edf" },
  { policy: "dm" },
  { policy: "llf" },
];

/** A workload of single bursts that is often idle, often crowded, and full of simultaneous arrivals. */
function randomWorkload(seed: number) {
  const random = new Random(seed);
  const gap = random.int(0, 12);
  const ownsQuanta = random.chance(0.3);
  let arrival = 0;
  const processes = Array.from({ length: random.int(1, 60) }, () => {
    arrival += random.int(0, gap);
    return {
      arrival,
      bursts: random.int(1, 12),
      priority: random.int(0, 2),
      tickets: random.int(1, 9),
      nice: random.int(-8, 8),
      deadline: random.int(1, 80),
      estimate: random.int(1, 30),
      ...(ownsQuanta && random.chance(0.5) ? { quantum: random.int(1, 5) } : {}),
    };
  });
  return { processes };
}

Deno.test("simulate() gives the same figures when nothing is recorded as when everything is", () => {
  for (const seed of seeds(60)) {
    const workload = randomWorkload(seed);
    for (const policy of POLICIES) {
      for (const ties of ["textbook", "ostep"] as const) {
        const options = { ...policy, ties };
        const plain = simulate(workload, options);
        const recorded = simulate(workload, { ...options, transitions: "full" });
        const input = describeCase(seed, { workload, options }, "");
        assertEquals(plain.processes, recorded.processes, input);
        assertEquals(plain.metrics, recorded.metrics, input);
      }
    }
  }
});

Deno.test("Simulation.step() gives the same figures in steps as in one go, and the control blocks of the machine", () => {
  for (const seed of seeds(5)) {
    const workload = randomWorkload(seed);
    for (const options of POLICIES) {
      const plain = new Simulation(workload, options);
      const recorded = new Simulation(workload, { ...options, transitions: { from: 0, to: 1 } });
      const pid = 1 + seed % workload.processes.length;
      for (let tick = 0; !plain.step({ until: tick }).done; tick += 3) {
        recorded.step({ until: tick });
        assertEquals(
          plain.controlBlock(pid),
          recorded.controlBlock(pid),
          describeCase(seed, { workload, options }, ""),
        );
      }
      assertEquals(plain.result().processes, recorded.result().processes);
    }
  }
});
