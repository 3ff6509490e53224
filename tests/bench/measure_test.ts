import { assertAlmostEquals, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { interleave, type MeasureOptions, quotients, withinTime } from "../../bench/measure.ts";
import type { Contender } from "../../bench/suite.ts";

const OPTIONS: MeasureOptions = {
  unit: "ms",
  iterations: 1,
  counts: "median",
  warmupRounds: 1,
  rounds: { least: 3, most: 6 },
  budgetMs: 60_000,
  timeoutMs: 10_000,
  undecided: () => false,
};

/** A contender that says who ran. */
function noting(name: string, notes: string[], fields: Partial<Contender> = {}): Contender {
  return {
    name,
    role: "peer",
    open: () => void notes.push(`open ${name}`),
    run: () => {
      notes.push(name);
      return 2;
    },
    close: () => void notes.push(`close ${name}`),
    ...fields,
  };
}

Deno.test("interleave() opens all, runs them in turn in every round, and closes all", async () => {
  const notes: string[] = [];
  const measured = await interleave([noting("A", notes), noting("B", notes)], {
    ...OPTIONS,
    rounds: { least: 2, most: 2 },
  });
  assertEquals(notes.join(" "), "open A open B A B A B A B close A close B");
  assertEquals(measured.map(({ samples }) => samples), [[2, 2], [2, 2]]);
});

Deno.test("interleave() takes the median of a round's iterations, or the least where that counts", async () => {
  for (const [counts, expected] of [["median", 7], ["least", 1]] as const) {
    const times = [99, 1, 7, 3];
    const contender = noting("A", [], { run: () => times.shift() ?? 5 });
    const options = { ...OPTIONS, counts, iterations: 3, warmupRounds: 0, rounds: { least: 1, most: 1 } };
    assertEquals((await interleave([contender], options))[0].samples, [expected]);
  }
});

Deno.test("interleave() turns milliseconds into the unit by the operations of a run", async () => {
  const sample = async (unit: MeasureOptions["unit"]) => {
    const contender = noting("A", [], { operations: 1_000 });
    return (await interleave([contender], { ...OPTIONS, unit }))[0].samples[0];
  };
  assertAlmostEquals(await sample("operations/s"), 500_000);
  assertAlmostEquals(await sample("ms"), 0.002);
  assertAlmostEquals(await sample("µs"), 2);
  assertAlmostEquals(await sample("ns"), 2_000);
});

Deno.test("interleave() lets the harness's clock decide when a run returns nothing", async () => {
  const contender = noting("A", [], { run: () => new Promise<void>((resolve) => setTimeout(resolve, 5)) });
  const [{ samples, error }] = await interleave([contender], OPTIONS);
  assertEquals(error, null);
  assertEquals(samples.every((ms) => ms >= 4), true);
});

Deno.test("interleave() reports who cannot start or fails midway, goes on with the others and closes all", async () => {
  const notes: string[] = [];
  const absent = noting("absent", notes, {
    open() {
      throw new Error("there is no\nsuch program");
    },
  });
  let runs = 0;
  const failing = noting("failing", notes, {
    run() {
      runs += 1;
      if (runs > 2) throw new RangeError("it broke");
      return 1;
    },
  });
  const measured = await interleave([absent, failing, noting("fine", notes)], OPTIONS);
  assertEquals(measured.map(({ error }) => error), ["there is no; such program", "it broke", null]);
  assertEquals(measured.map(({ samples }) => samples.length), [0, 1, 3]);
  assertEquals(notes.filter((note) => note.startsWith("close")).length, 3);
});

Deno.test("interleave() leaves out a contender that takes longer than it may", async () => {
  const stuck = noting("stuck", [], { run: () => new Promise<number>(() => {}) });
  const measured = await interleave([stuck, noting("fine", [])], { ...OPTIONS, timeoutMs: 20 });
  assertEquals(measured[0].error, "no result within 0.02 s");
  assertEquals(measured[1].samples.length, 3);
});

Deno.test("interleave() does not believe a clock that stands still or runs backwards", async () => {
  for (const ms of [0, -1, NaN]) {
    const [{ error }] = await interleave([noting("A", [], { run: () => ms })], OPTIONS);
    assertMatch(error!, /its clock gave/);
  }
});

Deno.test("interleave() adds rounds while something is undecided, up to the most and within the budget", async () => {
  const rounds = async (options: Partial<MeasureOptions>) =>
    (await interleave([noting("A", [])], { ...OPTIONS, ...options }))[0].samples.length;
  assertEquals(await rounds({}), 3);
  assertEquals(await rounds({ undecided: () => true }), 6);
  assertEquals(await rounds({ undecided: ([{ samples }]) => samples.length < 5 }), 5);
  assertEquals(await rounds({ undecided: () => true, budgetMs: -1 }), 3);
});

Deno.test("interleave() keeps what the last run came to", async () => {
  let run = 0;
  const contender = noting("A", [], { run: () => run += 1, result: () => `run ${run}` });
  assertEquals((await interleave([contender], OPTIONS))[0].result, "run 4");
});

Deno.test("withinTime() passes on what the work gives or throws", async () => {
  assertEquals(await withinTime(() => 7, 1_000), 7);
  await assertRejects(() => withinTime(() => Promise.reject(new TypeError("no")), 1_000), TypeError, "no");
});

Deno.test("quotients() are above 1 where ours is better, whatever the unit, and as many as both have rounds", () => {
  assertEquals(quotients([1, 2], [4, 4, 4], "ms"), [4, 2]);
  assertEquals(quotients([4, 4], [1, 2], "operations/s"), [4, 2]);
});
