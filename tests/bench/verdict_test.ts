import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Row } from "../../bench/report.ts";
import { describeTarget, findDisagreement, judgeGrowth, judgeOutcome, judgeTarget } from "../../bench/verdict.ts";
import { makeRow } from "./support.ts";

const STEADY = [10, 10.1, 9.9, 10, 10];

/** Rows of one case in milliseconds: ours, and others by name. */
function rowsOf(ours: number[], others: Record<string, Partial<Row> & { samples: number[] }>): Row[] {
  return [
    makeRow({ samples: ours }),
    ...Object.entries(others).map(([contender, fields]) => makeRow({ role: "peer", ...fields, contender })),
  ];
}

const scaled = (factor: number) => STEADY.map((value) => value * factor);

Deno.test("judgeTarget() says met or missed when the whole interval lies on one side", () => {
  const rows = rowsOf(STEADY, { Theirs: { samples: scaled(5) } });
  const { judgement, got, target } = judgeTarget(rows, { against: "Theirs", atLeast: 4 }, false);
  assertEquals([judgement, got, target], ["met", "5.00× of Theirs", "at least 4.00× as good as Theirs"]);
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 6 }, false).judgement, "missed");
});

Deno.test("judgeTarget() says too noisy when the interval of the quotients reaches over the target", () => {
  const rows = rowsOf(STEADY, { Theirs: { samples: [30, 38, 41, 45, 60] } });
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 4 }, false).judgement, "too noisy");
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 2 }, false).judgement, "met");
});

Deno.test("judgeTarget() compares within rounds when the whole machine slows down for a while", () => {
  const load = [1, 1, 9, 9, 1, 4, 1];
  const rows = rowsOf(load.map((factor) => 10 * factor), { Theirs: { samples: load.map((factor) => 41 * factor) } });
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 4 }, false).judgement, "met");
});

Deno.test("judgeTarget() asks for half of the target when the run is quick", () => {
  const rows = rowsOf(STEADY, { Theirs: { samples: scaled(2.2) } });
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 4 }, true).judgement, "near");
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 5 }, true).judgement, "far");
});

Deno.test("judgeTarget() believes a near median in a quick run, and calls far only what is so beyond doubt", () => {
  const rows = rowsOf(STEADY, { Theirs: { samples: [10, 30, 41, 45, 90] } });
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 8 }, true).judgement, "near");
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 12 }, true).judgement, "too noisy");
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 20 }, true).judgement, "far");
});

Deno.test("judgeTarget() takes the best rounds in a quick run when only the least counts, however noisy the rest", () => {
  const noisy = (least: number) => [least, 7, 3, 9, 2.5].map((factor, index) => index === 0 ? least : factor * least);
  const rows = rowsOf(noisy(10), { Theirs: { samples: noisy(41).reverse() } })
    .map((row): Row => ({ ...row, counts: "least" }));
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 8 }, false).judgement, "too noisy");
  const { judgement, got } = judgeTarget(rows, { against: "Theirs", atLeast: 8 }, true);
  assertEquals([judgement, got], ["near", "4.10× of Theirs"]);
});

Deno.test("judgeTarget() takes the best of several, and of all peers, by who ran", () => {
  const rows = rowsOf(STEADY, {
    slow: { samples: scaled(9) },
    fast: { samples: scaled(3) },
    "cannot run": { samples: [], error: "no such module" },
    bare: { samples: scaled(1), role: "baseline" },
  });
  assertEquals(judgeTarget(rows, { against: "peers", atLeast: 2 }, false).got, "3.00× of fast");
  assertEquals(judgeTarget(rows, { against: ["slow", "cannot run"], atLeast: 2 }, false).got, "9.00× of slow");
});

Deno.test("judgeTarget() turns quotients over when more is better", () => {
  const rows = rowsOf(STEADY, { Theirs: { samples: scaled(0.2) } }).map((row): Row => ({
    ...row,
    unit: "operations/s",
  }));
  assertEquals(judgeTarget(rows, { against: "Theirs", atLeast: 4 }, false).got, "5.00× of Theirs");
});

Deno.test("judgeTarget() holds a cost to at most some times another's", () => {
  const rows = rowsOf(scaled(1.3), { Theirs: { samples: STEADY } });
  const { judgement, got, target } = judgeTarget(rows, { against: "Theirs", atMost: 1.4 }, false);
  assertEquals([judgement, got, target], ["met", "1.30× of Theirs", "at most 1.40× of Theirs"]);
  assertEquals(judgeTarget(rows, { against: "Theirs", atMost: 1.2 }, false).judgement, "missed");
});

Deno.test("judgeTarget() holds the median itself to a bound", () => {
  const rows = [makeRow({ samples: [2_000, 2_100, 1_900, 2_050, 1_950] })];
  const { judgement, got, target } = judgeTarget(rows, { value: true, atMost: 3_000 }, false);
  assertEquals([judgement, got, target], ["met", "2,000 ms", "at most 3,000 ms"]);
  assertEquals(judgeTarget(rows, { value: true, atMost: 1_000 }, false).judgement, "missed");
});

Deno.test("judgeTarget() judges another of ours when the target names it", () => {
  const rows = [
    makeRow({ samples: STEADY }),
    makeRow({ contender: "Ours, awaited", samples: scaled(3) }),
    makeRow({ contender: "Theirs", role: "peer", samples: scaled(2) }),
  ];
  const verdict = judgeTarget(rows, { against: "Theirs", atLeast: 1, of: "Ours, awaited" }, false);
  assertEquals([verdict.of, verdict.judgement], ["Ours, awaited", "missed"]);
});

Deno.test("judgeTarget() says why it does not judge when somebody could not run", () => {
  const ours = rowsOf([], { Theirs: { samples: STEADY } });
  ours[0].error = "it broke";
  const verdict = judgeTarget(ours, { against: "Theirs", atLeast: 1 }, false);
  assertEquals([verdict.judgement, verdict.reason], ["not judged", "Ours could not run: it broke"]);
  const theirs = rowsOf(STEADY, { Theirs: { samples: [], error: "there is no node" } });
  assertEquals(judgeTarget(theirs, { against: "Theirs", atLeast: 1 }, false).reason, "Theirs could not run");
});

Deno.test("describeTarget() names all whom the best is chosen from", () => {
  assertEquals(describeTarget({ against: ["a", "b"], atLeast: 4 }, "ms"), "at least 4.00× as good as the best of a, b");
  assertEquals(
    describeTarget({ against: ["a", "b", "c", "d", "e"], atMost: 2 }, "ms"),
    "at most 2.00× of the best of a, b, c, 2 more",
  );
  assertEquals(describeTarget({ against: "peers", atLeast: 4 }, "ms"), "at least 4.00× as good as the best peer");
});

/** Points of a line on the plot "growth". */
function line(contender: string, costs: readonly number[], series?: string): Row[] {
  return costs.map((cost, index) =>
    makeRow({
      case: `case-${index}`,
      contender,
      unit: "ns",
      samples: STEADY.map((value) => value * cost),
      plot: { id: "growth", x: 10 ** index, series },
    })
  );
}

const PLOT = { id: "growth", title: "Growth", xLabel: "x" };

Deno.test("judgeGrowth() compares the growth with that of another line", () => {
  const rows = [...line("Ours", [1, 2, 4]), ...line("C", [1, 2, 3])];
  const growth = { of: "Ours", against: "C", atMost: 1.5 };
  const [verdict] = judgeGrowth(rows, "section", { ...PLOT, growth }, false);
  assertEquals([verdict.judgement, verdict.got], ["met", "1.33× from 1 to 100"]);
  const [strict] = judgeGrowth(rows, "section", { ...PLOT, growth: { ...growth, atMost: 1.2 } }, false);
  assertEquals(strict.judgement, "missed");
});

Deno.test("judgeGrowth() counts from where the cost is least when fixed costs hide it at the start", () => {
  const [verdict] = judgeGrowth(line("Ours", [5, 1, 6]), "s", { ...PLOT, growth: { of: "Ours", atMost: 4 } }, false);
  assertEquals([verdict.judgement, verdict.got], ["missed", "6.00× from 10 to 100"]);
});

Deno.test("judgeGrowth() gives one verdict for each series, and none where nothing is asked", () => {
  const rows = [...line("Ours", [1, 1], "rr"), ...line("Ours", [1, 9], "sjf"), ...line("Ours", [1], "fcfs")];
  const verdicts = judgeGrowth(rows, "section", { ...PLOT, growth: { of: "Ours", atMost: 2 } }, false);
  assertEquals(verdicts.map(({ judgement }) => judgement), ["met", "missed", "not judged"]);
  assertStringIncludes(verdicts[1].title, "sjf");
  assertEquals(judgeGrowth(rows, "section", PLOT, false), []);
});

Deno.test("judgeOutcome() asks for the very words, and takes an error for what it got", () => {
  const rows = [
    makeRow({ outcome: "next task works" }),
    makeRow({ contender: "Theirs", role: "peer", outcome: "hangs" }),
  ];
  assertEquals(judgeOutcome(rows, "next task works").judgement, "met");
  assertEquals(judgeOutcome(rows, "hangs").judgement, "missed");
  assertEquals(judgeOutcome([makeRow({ error: "it broke" })], "next task works").got, "it broke");
});

Deno.test("findDisagreement() names who got what, and passes over those without a result", () => {
  const rows = [
    makeRow({ result: "a1" }),
    makeRow({ contender: "C", result: "a1" }),
    makeRow({ contender: "none", result: null }),
    makeRow({ contender: "broken", result: "b2", error: "it broke" }),
  ];
  assertEquals(findDisagreement(rows), null);
  rows.push(makeRow({ contender: "TypeScript", result: "b2" }));
  assertEquals(findDisagreement(rows), "case: results differ: Ours a1; C a1; TypeScript b2");
});
