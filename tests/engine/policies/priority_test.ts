import { assert, assertEquals, assertThrows } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";

const SILBERSCHATZ = {
  processes: [[10, 3], [1, 1], [2, 4], [1, 5], [5, 2]].map(([bursts, priority]) => ({ bursts, priority })),
};

Deno.test("simulate() draws Silberschatz's Gantt chart under priority, preemptive or not", () => {
  for (const preemptive of [true, false]) {
    const { timeline, metrics } = simulate(SILBERSCHATZ, { policy: "priority", preemptive, timeline: "full" });
    assertEquals(timeline.map(({ pid, start, end }) => [pid, start, end]), [
      [2, 0, 1],
      [5, 1, 6],
      [1, 6, 16],
      [3, 16, 18],
      [4, 18, 19],
    ]);
    assertEquals(metrics.waiting.mean, 8.2);
  }
});

Deno.test("simulate() lets an urgent process take the CPU under priority only when it is preemptive", () => {
  const workload = { processes: [{ bursts: 5, priority: 2 }, { arrival: 1, bursts: 2, priority: 1 }] };
  const finish = (preemptive: boolean) =>
    simulate(workload, { policy: "priority", preemptive }).processes.map((process) => process.finish);
  assertEquals(finish(true), [7, 3]);
  assertEquals(finish(false), [5, 7]);
});

Deno.test("simulate() preempts under aging at the tick at which a waiting process is strictly ahead", () => {
  // At 2 the second starts to gain half a priority a tick on 3; after 4 ticks it is level with 1, after 5 ahead.
  const workload = { processes: [{ bursts: 20, priority: 1 }, { arrival: 2, bursts: 1, priority: 3 }] };
  for (const transitions of ["off", "full"] as const) {
    const { processes } = simulate(workload, { policy: "priority", aging: 2, transitions });
    assertEquals([processes[1].firstRun, processes[0].preemptions], [7, 1]);
  }
  assertEquals(simulate(workload, { policy: "priority" }).processes[1].firstRun, 20);
});

Deno.test("simulate() starves nobody under aging while urgent processes keep coming", () => {
  const urgent = Array.from({ length: 200 }, (_, index) => ({ arrival: 5 * index, bursts: 5, priority: 0 }));
  const workload = { processes: [{ bursts: 5, priority: 10 }, ...urgent] };
  const waited = (aging: number) => simulate(workload, { policy: "priority", aging }).processes[0].waiting;
  assertEquals(waited(0), 1000);
  // After 10 priorities of 3 ticks each it is ahead of those that have just come, for a tick at least.
  assert(waited(3) <= 5 * 33, `waited ${waited(3)}`);
});

Deno.test("simulate() refuses an aging that exact arithmetic cannot bear, and says what it could", () => {
  const workload = { processes: [{ bursts: 1, priority: 2 ** 40 }] };
  assertThrows(
    () => simulate(workload, { policy: "priority", aging: 2 ** 20 }),
    RangeError,
    "aging must be at most 4096 with priorities up to 1099511627776, got 1048576",
  );
});

Deno.test("simulate() notes that no process has a priority", () => {
  assertEquals(simulate({ processes: [{ bursts: 1 }] }, { policy: "priority" }).notes, [
    "No process of the workload has a priority: all have 0",
  ]);
});

Deno.test("simulate() runs the greatest number first under priority-order high, and shows priorities as they were read", () => {
  const workload = { processes: [{ bursts: 4, priority: 0 }, { bursts: 4, priority: 7 }, { bursts: 4, priority: -3 }] };
  const { processes, decisions } = simulate(workload, { policy: "priority", priorityOrder: "high", decisions: "full" });
  assertEquals(processes.map(({ finish, priority }) => [finish, priority]), [[8, 0], [4, 7], [12, -3]]);
  assertEquals(decisions[0].candidates.map(({ pid, key }) => [pid, key]), [[2, -7], [1, 0], [3, 3]]);
  assertEquals(simulate(workload, { policy: "fcfs" }).processes[1].priority, undefined);
});

Deno.test("simulate() ages towards the greatest number under priority-order high", () => {
  const workload = { processes: [{ bursts: 20, priority: 3 }, { arrival: 2, bursts: 1, priority: 1 }] };
  // After 4 ticks it is level with 3, after 5 ahead.
  const options = { policy: "priority", aging: 2, priorityOrder: "high" } as const;
  assertEquals(simulate(workload, options).processes[1].firstRun, 7);
});

Deno.test("simulate() puts a preempted process where preemptedTo says under priority, with a full turn or the rest", () => {
  const processes = [{ bursts: 6, priority: 2 }, { arrival: 1, bursts: 6, priority: 2 }, {
    arrival: 2,
    bursts: 1,
    priority: 1,
  }];
  const order = (preemptedTo: "tail" | "head", quantumReturn: "full" | "remainder") => {
    const options = { policy: "priority", quantum: 3, preemptedTo, quantumReturn, timeline: "full" } as const;
    return simulate({ processes }, options).timeline.map(({ pid, end }) => `${pid}:${end}`).join(" ");
  };
  assertEquals(order("tail", "full"), "1:2 3:3 2:6 1:9 2:12 1:13");
  assertEquals(order("head", "full"), "1:2 3:3 1:6 2:9 1:10 2:13");
  assertEquals(order("head", "remainder"), "1:2 3:3 1:4 2:7 1:10 2:13");
});
