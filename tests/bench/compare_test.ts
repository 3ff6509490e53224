import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type Change, compareReports, renderComparison } from "../../bench/compare.ts";
import type { Report, Row } from "../../bench/report.ts";
import { makeReport, makeRow } from "./support.ts";

const STEADY = [10, 10.1, 9.9, 10, 10.05, 9.95, 10, 10];

/** A report of one case: ours takes some times as long as the baseline, on a machine that is some times as slow. */
function reportOf(times: number, machine = 1, noise: readonly number[] = STEADY): Report {
  return makeReport([{
    rows: [
      makeRow({ samples: noise.map((value) => value * times * machine) }),
      makeRow({ contender: "C", role: "baseline", samples: STEADY.map((value) => value * machine) }),
    ],
  }]);
}

function judgementOf(before: Report, now: Report): Change["judgement"] {
  const { changes, notCompared } = compareReports(before, now);
  assertEquals([changes.length, notCompared], [1, []]);
  return changes[0].judgement;
}

Deno.test("compareReports() names what became slower or faster against what stands beside it", () => {
  assertEquals(judgementOf(reportOf(1), reportOf(1.5)), "slower");
  assertEquals(judgementOf(reportOf(1.5), reportOf(1)), "faster");
});

Deno.test("compareReports() sees no change when only the machine is slower", () => {
  assertEquals(judgementOf(reportOf(1, 1), reportOf(1, 3)), "no change beyond the noise");
});

Deno.test("compareReports() sees no change when the intervals overlap or the change is small", () => {
  const noisy = [6, 8, 9, 10, 12, 14, 20, 30];
  assertEquals(judgementOf(reportOf(1, 1, noisy), reportOf(1.4)), "no change beyond the noise");
  assertEquals(judgementOf(reportOf(1), reportOf(1.05)), "no change beyond the noise");
});

Deno.test("compareReports() takes the best rounds of quick runs where only the least counts, and names large changes", () => {
  const quick = (times: number): Report => {
    const report = reportOf(times, 1, [10, 90, 40, 70, 20]);
    for (const row of report.suites[0].sections[0].rows) row.counts = "least";
    return { ...report, quick: true };
  };
  assertEquals(judgementOf(quick(1), quick(1.2)), "no change beyond the noise");
  assertEquals(judgementOf(quick(1), quick(1.6)), "slower");
});

Deno.test("compareReports() takes the company that ran both times", () => {
  const withPeer = (samples: number[], error: string | null): Report => {
    const report = reportOf(1);
    report.suites[0].sections[0].rows.push(makeRow({ contender: "piscina", role: "peer", samples, error }));
    return report;
  };
  const both = compareReports(withPeer(STEADY, null), withPeer(STEADY, null)).changes[0];
  assertEquals(both.against, ["C", "piscina"]);
  const once = compareReports(withPeer(STEADY, null), withPeer([], "not there")).changes[0];
  assertEquals(once.against, ["C"]);
});

Deno.test("compareReports() lists what it cannot compare", () => {
  const alone = makeReport([{ rows: [makeRow({ samples: STEADY })] }]);
  const refused = (before: Report, now: Report) => {
    const { changes, notCompared } = compareReports(before, now);
    assertEquals([changes.length, notCompared.length], [0, 1]);
    return `${notCompared[0].what}: ${notCompared[0].reason}`;
  };
  assertEquals(refused(alone, alone), "tiny, case, Ours: nothing stands beside it in both reports");
  assertEquals(refused(makeReport([]), reportOf(1)), "tiny, case: the case is not in the earlier report");
  assertEquals(refused({ ...reportOf(1), suites: [] }, reportOf(1)), "tiny: the suite is not in the earlier report");
  const short = reportOf(1, 1, STEADY.slice(0, 4));
  assertEquals(refused(short, reportOf(1)), "tiny, case, Ours: it has too few rounds");
  const broken = reportOf(1);
  broken.suites[0].sections[0].rows[0] = makeRow({ error: "it broke" });
  assertEquals(refused(reportOf(1), broken), "tiny, case, Ours: it did not run in both");
});

Deno.test("compareReports() passes over outcomes and over cases without ours", () => {
  const rows: Row[] = [
    makeRow({ case: "outcome", outcome: "works" }),
    makeRow({ case: "limit", role: "limit", samples: STEADY }),
  ];
  const report = makeReport([{ rows }]);
  assertEquals(compareReports(report, report), { changes: [], notCompared: [] });
});

Deno.test("compareReports() refuses a quick run beside a full one", () => {
  assertThrows(
    () => compareReports({ ...reportOf(1), quick: true }, reportOf(1)),
    RangeError,
    "Cannot compare: both runs must be full, got a quick one",
  );
});

Deno.test("renderComparison() lists by reason what was not compared, the first three by name", () => {
  const rows = [1, 2, 3, 4, 5].map((index) => makeRow({ case: `case-${index}`, samples: STEADY }));
  const report = makeReport([{ rows }]);
  assertStringIncludes(
    renderComparison(compareReports(report, report), report),
    "- nothing stands beside it in both reports: tiny, case-1, Ours; tiny, case-2, Ours; tiny, case-3, Ours and 2 more\n",
  );
});

Deno.test("renderComparison() tells the worst first, with both standings", () => {
  const before = reportOf(1);
  const now = reportOf(1.5);
  const worse = reportOf(4).suites[0].sections[0].rows.map((row): Row => ({ ...row, case: "worse" }));
  before.suites[0].sections[0].rows.push(
    ...reportOf(1).suites[0].sections[0].rows.map((row) => ({ ...row, case: "worse" })),
  );
  now.suites[0].sections[0].rows.push(...worse);
  const text = renderComparison(compareReports(before, now), before);
  assertStringIncludes(text, "2 slower, 0 faster, 0 without a change");
  assertEquals(
    text.split("\n").filter((line) => line.startsWith("| tiny")).map((line) =>
      line.split("|").map((cell) => cell.trim())
    ),
    [
      ["", "tiny", "worse", "Ours", "C", "1.00×", "0.25×", "slower", ""],
      ["", "tiny", "case", "Ours", "C", "1.00×", "0.67×", "slower", ""],
    ],
  );
});
