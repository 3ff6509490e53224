/**
 * The multilevel feedback queue with OSTEP's options against an implementation of `mlfq.py`'s semantics.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { simulate } from "../../engine/simulate.ts";
import {
  mlfqPyEngineOptions,
  type MlfqPyJob,
  type MlfqPyOptions,
  mlfqPyWorkload,
  runMlfqPy,
} from "../reference/mlfq_py.ts";
import { compareWithMlfqPy, randomMlfqPyCase } from "../reference/mlfq_py_cases.ts";
import { describeCase, seeds } from "../reference/soak.ts";

const DEFAULTS: MlfqPyOptions = {
  quanta: [10, 10, 10],
  allotments: [1, 1, 1],
  boost: 0,
  ioTime: 5,
  stay: false,
  bump: false,
};

function simulateJobs(jobs: readonly MlfqPyJob[], options: MlfqPyOptions) {
  return simulate(mlfqPyWorkload(jobs, options.ioTime), {
    ...mlfqPyEngineOptions(options),
    timeline: "full",
    transitions: "full",
  });
}

Deno.test("simulate() agrees with mlfq.py's semantics when run on random job lists", () => {
  for (const seed of seeds(3_000)) {
    const input = randomMlfqPyCase(seed);
    const expected = runMlfqPy(input.jobs, input.options);
    const difference = compareWithMlfqPy(expected, simulateJobs(input.jobs, input.options));
    assert(difference === null, describeCase(seed, input, difference ?? ""));
  }
});

Deno.test("simulate() gives turnarounds 200 and 20 when run as -l 0,180,0:100,20,0 -q 10", () => {
  const jobs = [{ start: 0, run: 180, ioFrequency: 0 }, { start: 100, run: 20, ioFrequency: 0 }];
  const { processes } = simulateJobs(jobs, DEFAULTS);
  assertEquals(processes.map(({ turnaround }) => turnaround), [200, 20]);
});

Deno.test("simulate() demotes at an I/O on the slice's end when run as -n 2 -q 2 -i 1 -l 0,4,2 -S", () => {
  const jobs = [{ start: 0, run: 4, ioFrequency: 2 }];
  const options = { ...DEFAULTS, quanta: [2, 2], allotments: [1, 1], ioTime: 1, stay: true };
  const { transitions, timeline } = simulateJobs(jobs, options);
  assertEquals(timeline.map(({ start, end }) => [start, end]), [[0, 2], [3, 5]]);
  const running = transitions.filter(({ state }) => state === "running");
  assertEquals(running.map(({ time, level }) => [time, level]), [[0, 0], [3, 1]]);
});

Deno.test("simulate() queues an expired process before an arrival when ties are ostep", () => {
  const workload = { processes: [{ bursts: 2 }, { arrival: 1, bursts: 1 }] };
  const orderOf = (ties: "ostep" | "textbook") =>
    simulate(workload, { policy: "rr", quantum: 1, ties, timeline: "full" }).timeline.map(({ pid }) => pid);
  assertEquals(orderOf("ostep"), [1, 1, 2]);
  assertEquals(orderOf("textbook"), [1, 2, 1]);
});

Deno.test("simulate() keeps a preempted process before its peers when preemption is head", () => {
  // Process 1 is on level 1 with a peer when process 3 arrives; it goes on afterwards with what its slice has left.
  const workload = { processes: [{ bursts: 5 }, { bursts: 5 }, { arrival: 4, bursts: 1 }] };
  const options = { quanta: [1, 4, 4], allotments: 1, timeline: "full" } as const;
  const runs = (preemption: "head" | "tail") =>
    simulate(workload, { policy: "mlfq", preemption, ...options })
      .timeline.map(({ pid, start, end }) => [pid, start, end]);
  assertEquals(runs("head"), [[1, 0, 1], [2, 1, 2], [1, 2, 4], [3, 4, 5], [1, 5, 7], [2, 7, 11]]);
  assertEquals(runs("tail"), [[1, 0, 1], [2, 1, 2], [1, 2, 4], [3, 4, 5], [2, 5, 9], [1, 9, 11]]);
});
