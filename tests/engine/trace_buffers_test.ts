/**
 * Runs that record more than a trace buffer holds: they stop in the middle of an instant and must go on as if they had
 * not.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { PolicyOptions, SimulationOptions } from "../../engine/options.ts";
import type { Decision, Segment, Transition } from "../../engine/result.ts";
import { simulate } from "../../engine/simulate.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { ProcessSpec, Workload } from "../../engine/workload.ts";
import { listDifference } from "../reference/compare.ts";
import { Random } from "../reference/random.ts";

const RECORDED = { timeline: "full", transitions: "full", decisions: "full" } as const;

/** Bursts and I/O at few distinct times, so that much happens at once. */
function crowdedWorkload(count: number, seed: number): Workload {
  const random = new Random(seed);
  return {
    processes: Array.from({ length: count }, (): ProcessSpec => {
      const bursts = [random.int(1, 6)];
      for (let more = random.int(0, 3); more > 0; more--) bursts.push(random.int(0, 8), random.int(1, 6));
      return { arrival: random.int(0, 20) * 500, bursts };
    }),
  };
}

const POLICIES: readonly PolicyOptions[] = [
  { policy: "fcfs" },
  { policy: "srtf" },
  { policy: "rr", quantum: 2 },
  { policy: "causes", order: ["preempted", "io", "lock", "new", "quantum"] },
  { policy: "mlfq", preemption: "tail", boost: 100 },
  { policy: "mlfq", preemption: "head", boost: 7, quantumReturn: "remainder" },
];

for (const policy of POLICIES) {
  const variant = policy.policy === "mlfq" ? `mlfq with preemption ${policy.preemption}` : policy.policy;
  Deno.test(`Simulation.step() records the same when a buffer is full in the middle of an instant under ${variant}`, () => {
    const workload = crowdedWorkload(12_000, 1);
    // A policy that keeps a heap looks at all that is ready to list its candidates.
    const decisions = policy.policy === "srtf" ? { from: 0, to: 2_000 } : "full";
    const options: SimulationOptions = { ...policy, ...RECORDED, decisions, cpus: 8, switchCost: 1 };
    const whole = simulate(workload, options);
    assert(whole.transitions.length > 1 << 16, "the run must be larger than a buffer");

    const segments: Segment[] = [];
    const transitions: Transition[] = [];
    const drained: Decision[] = [];
    const simulation = new Simulation(workload, options);
    for (let done = false; !done;) {
      done = simulation.step({ instants: 1 }).done;
      segments.push(...simulation.drainSegments());
      transitions.push(...simulation.drainTransitions());
      drained.push(...simulation.drainDecisions());
    }

    segments.sort((a, b) => a.start - b.start || a.cpu - b.cpu);
    assertEquals(listDifference("transition", whole.transitions, transitions), null);
    assertEquals(listDifference("segment", whole.timeline, segments), null);
    const flat = (decision: Decision) => ({ ...decision, candidates: JSON.stringify(decision.candidates) });
    assertEquals(listDifference("decision", whole.decisions.map(flat), drained.map(flat)), null);
    const unrecorded = simulate(workload, { ...policy, cpus: 8, switchCost: 1 });
    assertEquals(listDifference("figures", unrecorded.processes, whole.processes), null);
    assertEquals(whole.metrics, unrecorded.metrics);
  });
}

Deno.test("simulate() records every transition when more processes arrive at once than a buffer holds", () => {
  const count = 70_000;
  const workload = { processes: Array.from({ length: count }, () => ({ bursts: 1 })) };
  const { transitions, timeline } = simulate(workload, { policy: "fcfs", ...RECORDED, decisions: "off" });
  const expected = timeline.map((_, index): Segment => ({
    cpu: 0,
    pid: index + 1,
    start: index,
    end: index + 1,
    kind: "run",
  }));
  assertEquals(timeline.length, count);
  assertEquals(listDifference("segment", expected, timeline), null);
  const states = transitions.map(({ state }) => state);
  for (const state of ["new", "ready", "running", "terminated"]) {
    assertEquals(states.filter((entered) => entered === state).length, count);
  }
  const atOnce = transitions.slice(0, 2 * count).map(({ pid, time }) => ({ pid, time }));
  assertEquals(
    listDifference("transition", atOnce.map((_, index) => ({ pid: 1 + (index >> 1), time: 0 })), atOnce),
    null,
  );
});

Deno.test("simulate() comes to its end at once when boosts fall due in a gap of 2^50 ticks", () => {
  const processes = [{ bursts: 5 }, { arrival: 2 ** 50, bursts: [3, 2 ** 50, 2] }];
  const { processes: figures } = simulate({ processes }, { policy: "mlfq", boost: 3 });
  assertEquals(figures.map(({ finish }) => finish), [5, 2 ** 51 + 5]);
});
