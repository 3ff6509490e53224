import { assertEquals, assertThrows } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";
import { serviceIn } from "./service.ts";

Deno.test("simulate() draws Silberschatz's chart of priorities with round robin under mlq", () => {
  // Section 5.3.4: bursts 4, 5, 8, 7, 3 with priorities 3, 2, 2, 1, 3 and a quantum of 2.
  const processes = [[4, 2], [5, 1], [8, 1], [7, 0], [3, 2]].map(([bursts, priority]) => ({ bursts, priority }));
  const { timeline } = simulate({ processes }, { policy: "mlq", quanta: [2, 2, 2], timeline: "full" });
  const runs: [number, number][] = [];
  for (const { pid, end } of timeline) {
    if (runs.at(-1)?.[0] === pid) runs[runs.length - 1][1] = end;
    else runs.push([pid, end]);
  }
  assertEquals(runs, [[4, 7], [2, 9], [3, 11], [2, 13], [3, 15], [2, 16], [3, 20], [1, 22], [5, 24], [1, 26], [5, 27]]);
});

Deno.test("simulate() gives classes exactly their shares of every cycle under mlq when both always have work", () => {
  const processes = [{ bursts: 500, priority: 0 }, { bursts: 500, priority: 0 }, { bursts: 500, priority: 1 }];
  const { timeline } = simulate({ processes }, {
    policy: "mlq",
    quanta: [8, 0],
    between: "shares",
    shares: [80, 20],
    timeline: "full",
  });
  for (let cycle = 0; cycle < 10; cycle++) {
    assertEquals(serviceIn(timeline, 100 * cycle, 100 * (cycle + 1)).get(3), 20, `cycle ${cycle}`);
  }
});

Deno.test("simulate() gives the time that a class cannot use to the others under mlq", () => {
  const processes = [{ bursts: 5, priority: 0 }, { bursts: 50, priority: 1 }];
  const { metrics } = simulate({ processes }, { policy: "mlq", between: "shares" });
  assertEquals(metrics.utilization, 1);
});

Deno.test("simulate() refuses under mlq a priority that names no class, and shares that fit no classes", () => {
  const workload = { processes: [{ bursts: 1, pid: 1 }, { bursts: 1, priority: 2, pid: 7 }] };
  assertThrows(
    () => simulate(workload, { policy: "mlq" }),
    RangeError,
    "priority of process 7 must be a class from 0 to 1 under mlq, got 2",
  );
  const run = (shares: number[], between: "shares" | "priority") => () =>
    simulate({ processes: [{ bursts: 1 }] }, { policy: "mlq", between, shares });
  assertThrows(run([1], "shares"), RangeError, "shares must have one entry a class (2), got 1");
  assertThrows(
    () => simulate({ processes: [{ bursts: 1 }] }, { policy: "mlq", between: "shares", shares: [7, 6], switchCost: 3 }),
    RangeError,
    "shares must be more than twice what it takes to switch to a process (6), got 7,6",
  );
  assertThrows(run([1, 1], "priority"), RangeError, "shares must be given with between shares, got between priority");
});
