// The Markdown report is held against golden/report.md. After a change that is meant, run this file with `-- --update` and
// read the difference.
import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { parseReport, stringifyReport } from "../../bench/report.ts";
import { renderReport } from "../../bench/render_report.ts";
import { judgeGrowth, judgeOutcome, judgeTarget } from "../../bench/verdict.ts";
import { makeReport, makeRow } from "./support.ts";

const golden = new URL("golden/report.md", import.meta.url);

/** A report with everything in it: wide, long and outcome tables, errors, plots, all kinds of verdicts. */
function fullReport() {
  const round = (middle: number) => [0.98, 1, 1.01, 0.99, 1.02].map((factor) => factor * middle);
  const wide = [1_000, 100_000].flatMap((processes) => {
    const fields = {
      case: `rr-${processes}`,
      title: `rr, ${processes} processes`,
      parameters: { policy: "rr", processes },
      unit: "operations/s" as const,
      result: "1a2b3c4d, 5402 dispatches",
      plot: { id: "growth", x: processes, series: "rr" },
    };
    return [
      makeRow({ ...fields, contender: "Quanta", samples: round(1e8) }),
      makeRow({ ...fields, contender: "C", role: "baseline", samples: round(2e8) }),
    ];
  });
  const names = ["piscina (node)", "tinypool (node)", "workerpool (node)", "Python"];
  const long = [
    makeRow({ case: "pool", title: "10,000 tasks | in flight", contender: "Quanta", samples: round(20) }),
    ...names.map((contender, index) =>
      makeRow({
        case: "pool",
        title: "10,000 tasks | in flight",
        contender,
        role: "peer",
        samples: index === 3 ? [] : round(100 + 20 * index),
        error: index === 3 ? "there is no python3" : null,
      })
    ),
  ];
  const outcomes = [
    makeRow({ case: "exit", title: "a task exits", contender: "Quanta", outcome: "WorkerDied; next task works" }),
    makeRow({ case: "exit", title: "a task exits", contender: "tinypool", role: "peer", outcome: "hangs" }),
    makeRow({ case: "exit", title: "a task exits", contender: "Python", role: "peer", error: "there is no python3" }),
  ];
  const plot = {
    id: "growth",
    title: "Growth",
    xLabel: "processes",
    growth: { of: "Quanta", against: "C", atMost: 1.5 },
  };
  const report = makeReport([
    { title: "Wide", rows: wide, plots: [plot] },
    { title: "Long", rows: long },
    { title: "Outcomes", rows: outcomes },
  ]);
  report.suites[0].verdicts = [
    judgeTarget(wide.slice(0, 2), { against: "C", atLeast: 0.75 }, false),
    judgeTarget(long, { against: "peers", atLeast: 4 }, false),
    judgeTarget(long, { against: "Python", atLeast: 1 }, false),
    ...judgeGrowth(wide, "section", plot, false),
    judgeOutcome(outcomes, "WorkerDied; next task works"),
  ];
  report.suites[0].disagreements = ["rr-1000: results differ: Quanta 1a2b3c4d; C 00000000"];
  report.suites[0].error = "the machine went away";
  return report;
}

Deno.test("renderReport() prints golden/report.md", () => {
  const text = renderReport(fullReport());
  if (Deno.args.includes("--update")) Deno.writeTextFileSync(golden, text);
  assertEquals(text, Deno.readTextFileSync(golden));
});

Deno.test("renderReport() says of a quick run that its figures are not to be quoted", () => {
  assertMatch(renderReport({ ...makeReport([]), quick: true }), /a smoke test, not figures to quote/);
});

Deno.test("parseReport() reads what stringifyReport() wrote, to six digits", () => {
  const report = makeReport([{ rows: [makeRow({ samples: [1 / 3] })] }]);
  const read = parseReport(stringifyReport(report));
  assertEquals(read.suites[0].sections[0].rows[0].samples, [0.333333]);
  assertEquals(read.machine, report.machine);
});

Deno.test("parseReport() refuses what is no report of this version", () => {
  assertThrows(() => parseReport("{"), SyntaxError);
  for (const text of ["{}", "null", "[]", `{"version": 1, "suites": []}`, `{"version": 2, "suites": 7}`]) {
    assertThrows(() => parseReport(text), TypeError, "Cannot read the report: version must be 2");
  }
});
