import { assertEquals, assertThrows } from "@std/assert";
import { simulate } from "../../../engine/simulate.ts";

/** Bursts with I/O of one tick between them, beside a process that makes every decision one between two. */
function predictions(bursts: readonly number[], alpha: number, firstPrediction: number): number[] {
  const program = bursts.flatMap((ticks, index) => index === 0 ? [ticks] : [1, ticks]);
  const { decisions } = simulate(
    { processes: [{ bursts: program }] },
    { policy: "predicted", alpha, firstPrediction, decisions: "full" },
  );
  return decisions.map(({ candidates }) => candidates[0].key);
}

Deno.test("simulate() predicts bursts as Silberschatz's figure 5.4 has them when run under predicted", () => {
  assertEquals(predictions([6, 4, 6, 4, 13, 13, 13], 0.5, 10), [10, 8, 6, 6, 5, 9, 11]);
});

Deno.test("simulate() predicts the last burst with alpha 1 and always the first prediction with alpha 0", () => {
  assertEquals(predictions([6, 4, 9], 1, 10), [10, 6, 4]);
  assertEquals(predictions([6, 4, 9], 0, 10), [10, 10, 10]);
});

Deno.test("simulate() is first come, first served under predicted when every process has one burst", () => {
  const workload = {
    processes: [[0, 3], [2, 6], [4, 4], [6, 5], [8, 2]].map(([arrival, bursts]) => ({ arrival, bursts })),
  };
  assertEquals(simulate(workload, { policy: "predicted" }).processes, simulate(workload, { policy: "fcfs" }).processes);
});

Deno.test("simulate() refuses an alpha that is no number from 0 to 1", () => {
  const run = (alpha: unknown) =>
    simulate({ processes: [{ bursts: 1 }] }, { policy: "predicted", alpha: alpha as number });
  assertThrows(() => run(1.5), RangeError, "alpha must be a number from 0 to 1, got 1.5");
  assertThrows(() => run(NaN), RangeError, "alpha must be a number from 0 to 1, got NaN");
  assertThrows(() => run("1"), TypeError, 'alpha must be a number from 0 to 1, got "1"');
});
