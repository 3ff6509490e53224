/** Rows, reports and environments of the benchmarks' tests. */
import type { BenchEnvironment } from "../../bench/main.ts";
import type { Report, Row, Section, SuiteReport, Verdict } from "../../bench/report.ts";
import { estimate, spread } from "../../bench/statistics.ts";
import type { Case, Suite } from "../../bench/suite.ts";
import type { SuiteLoader } from "../../bench/suites.ts";

/** A row with the figures that belong to its samples. */
export function makeRow(fields: Partial<Row>): Row {
  const samples = fields.samples ?? [];
  const estimated = samples.length > 0 ? estimate(samples) : null;
  return {
    section: "section",
    case: "case",
    title: "a case",
    parameters: {},
    contender: "Ours",
    role: "ours",
    unit: "ms",
    operations: 1,
    counts: "median",
    samples,
    median: estimated?.median ?? null,
    spread: samples.length > 0 ? spread(samples) : null,
    interval: estimated?.interval ?? null,
    result: null,
    outcome: null,
    error: null,
    plot: null,
    ...fields,
  };
}

/** A report of one suite. */
export function makeReport(
  sections: Partial<Section>[],
  fields: Partial<Report & { verdicts: Verdict[] }> = {},
): Report {
  const suite: SuiteReport = {
    name: "tiny",
    summaries: ["A suite of a test."],
    durationMs: 4_000,
    sections: sections.map((section, index) => ({
      id: `section-${index}`,
      title: "Title",
      explanation: "Explanation.",
      plots: [],
      rows: [],
      ...section,
    })),
    verdicts: fields.verdicts ?? [],
    disagreements: [],
    error: null,
  };
  return {
    version: 2,
    command: "deno task bench --suite tiny",
    date: "2020-02-02T02:02:02.000Z",
    quick: false,
    machine: {
      cpu: "A CPU",
      cores: 2,
      memoryBytes: 4 * 2 ** 30,
      os: "linux 1.2.3 x86_64",
      loadBefore: 0.5,
      versions: { Deno: "2.9.6", SimPy: null },
      peers: { piscina: "5.3.2", tinypool: "2.2.0" },
    },
    durationMs: 5_000,
    suites: [suite],
    ...fields,
  };
}

/** A suite of one section with these cases. */
export function suiteOf(...cases: Case[]): SuiteLoader {
  const suite: Suite = {
    summary: "A suite of a test.",
    async run(bench) {
      const section = bench.section({ id: "only", title: "Only", explanation: "Nothing real." });
      for (const measured of cases) await section.measure(measured);
    },
  };
  return () => Promise.resolve({ suite });
}

/** What a run of the program said, and where its report is. */
export interface Told {
  environment: BenchEnvironment;
  out: string[];
  err: string[];
}

/** An environment in a folder of the test's own. */
export function environmentIn(folder: string, suites: Record<string, SuiteLoader[]>): Told {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out,
    err,
    environment: {
      suites,
      cwd: folder,
      output: `${folder}/report`,
      page: `${folder}/performance.md`,
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
    },
  };
}
