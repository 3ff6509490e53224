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
