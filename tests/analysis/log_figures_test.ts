import { assertAlmostEquals, assertEquals } from "@std/assert";
import { boundedSlowdown, logFigures, meanBoundedSlowdown } from "../../analysis/log_figures.ts";

const COLUMNS = {
  arrival: Float64Array.of(0, 5, 10),
  finish: Float64Array.of(20, 30, 11),
  cpu: Float64Array.of(20, 5, 1),
};

Deno.test("boundedSlowdown() is turnaround over run time, which counts as the threshold at least, and from 1", () => {
  assertEquals([boundedSlowdown(400, 100), boundedSlowdown(400, 1), boundedSlowdown(3, 1), boundedSlowdown(8, 2, 1)], [
    4,
    40,
    1,
    4,
  ]);
});

Deno.test("meanBoundedSlowdown() is the mean over all jobs", () => {
  assertAlmostEquals(meanBoundedSlowdown(COLUMNS), (1 + 2.5 + 1) / 3);
});

Deno.test("logFigures() sets a log's waits beside the run's, of the jobs whose wait it knows", () => {
  assertEquals(logFigures({ waits: Float64Array.of(20, NaN, 9) }, COLUMNS), {
    jobs: 2,
    ownWaiting: 14.5,
    waiting: 0,
    ownSlowdown: 1.5,
    slowdown: 1,
  });
  assertEquals(logFigures({ waits: Float64Array.of(NaN, NaN, NaN) }, COLUMNS), null);
  assertEquals(logFigures({}, COLUMNS), null);
});
