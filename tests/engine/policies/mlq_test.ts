import { assertEquals, assertThrows } from "@std/assert";
import type { MlqOptions } from "../../../engine/policy_options.ts";
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
    "priority of process 7 must be a class from 0 to 1 under mlq, got 2 (with classes ranked each priority is a class)",
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

Deno.test("simulate() takes any priorities as classes under mlq with classes ranked, each with its quantum", () => {
  const processes = [{ bursts: 4, priority: 100 }, { bursts: 4, priority: -5 }, { bursts: 4, priority: 100 }];
  const finish = (options: Partial<MlqOptions>) =>
    simulate({ processes }, { policy: "mlq", classes: "ranked", ...options }).processes.map(({ finish }) => finish);
  assertEquals(finish({ quanta: [2] }), [10, 4, 12]);
  assertEquals(finish({ quanta: [2, 0] }), [8, 4, 12]);
  assertEquals(finish({ quanta: [2, 0], priorityOrder: "high" }), [6, 12, 8]);
  assertEquals(finish({ quanta: [1], between: "shares", shares: [3, 1] }), [11, 5, 12]);
  const rule = "priorities must be as many different ones as classes";
  assertThrows(() => finish({ quanta: [1, 2, 3] }), RangeError, `${rule} (3) with classes ranked, got 2`);
  assertThrows(() => finish({ quanta: [1], between: "shares", shares: [1, 2, 3] }), RangeError, `${rule} (3)`);
  const many = { processes: Array.from({ length: 65 }, (_, priority) => ({ bursts: 1, priority })) };
  const most = "priorities must be at most 64 different ones with classes ranked, got 65";
  assertThrows(() => simulate(many, { policy: "mlq", classes: "ranked", quanta: [1] }), RangeError, most);
});

Deno.test("simulate() numbers classes from the greatest priority under mlq with priority-order high", () => {
  const processes = [{ bursts: 4, priority: 0 }, { bursts: 4, priority: 1 }];
  const { processes: figures } = simulate({ processes }, { policy: "mlq", priorityOrder: "high" });
  assertEquals(figures.map(({ finish, priority }) => [finish, priority]), [[8, 0], [4, 1]]);
});

Deno.test("simulate() puts a preempted process at the tail of its class under mlq, or at the head", () => {
  const processes = [{ bursts: 3, priority: 1 }, { bursts: 3, priority: 1 }, { arrival: 1, bursts: 1, priority: 0 }];
  const finish = (preemptedTo: "tail" | "head") =>
    simulate({ processes }, { policy: "mlq", preemptedTo }).processes.map(({ finish }) => finish);
  assertEquals([finish("tail"), finish("head")], [[7, 5, 2], [4, 7, 2]]);
});
