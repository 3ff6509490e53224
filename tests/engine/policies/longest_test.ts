import { assertEquals } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";

/** The exercise that courses set: processes that arrive at 1, 2, 3 and 4 with 2, 4, 6 and 8 ticks. */
const EXERCISE = {
  processes: [[1, 2], [2, 4], [3, 6], [4, 8]].map(([arrival, bursts]) => ({ arrival, bursts })),
};

Deno.test("simulate() ends the exercise's processes at 3, 21, 9 and 17 when run under ljf", () => {
  const { processes } = simulate(EXERCISE, { policy: "ljf" });
  assertEquals(processes.map(({ finish }) => finish), [3, 21, 9, 17]);
});

Deno.test("simulate() ends the exercise's processes at 19, 20, 21 and 18 when run under lrtf", () => {
  const { processes, metrics } = simulate(EXERCISE, { policy: "lrtf" });
  assertEquals(processes.map(({ finish }) => finish), [19, 20, 21, 18]);
  // As printed; with one tick left each, the one that runs goes on.
  assertEquals([metrics.turnaround.mean, metrics.waiting.mean], [17, 12]);
});

Deno.test("simulate() takes the CPU under lrtf at the tick at which another has more left", () => {
  const { timeline } = simulate({ processes: [{ bursts: 6 }, { bursts: 4 }] }, { policy: "lrtf", timeline: "full" });
  // At 2 both have 4 left, at 3 the first has less.
  assertEquals(timeline.slice(0, 3).map(({ pid, start, end }) => [pid, start, end]), [[1, 0, 3], [2, 3, 5], [1, 5, 7]]);
});

Deno.test("simulate() ends all together under lrtf on one CPU when all arrive together", () => {
  const processes = [30, 7, 19, 24].map((bursts) => ({ bursts }));
  const finish = simulate({ processes }, { policy: "lrtf" }).processes.map((process) => process.finish);
  assertEquals(finish.toSorted((a, b) => a - b), [77, 78, 79, 80]);
});
