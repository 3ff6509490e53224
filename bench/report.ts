/**
 * What a run of the benchmarks gives: rows with every sample, and verdicts. The JSON form is this, the Markdown form is
 * `render_report.ts`.
 *
 * @module
 */

import type { Machine } from "./machine.ts";
import type { PlotDescription, PlotPoint, Role, SectionDescription, Unit } from "./suite.ts";

/** One contender of one case. */
export interface Row {
  section: string;
  case: string;
  title: string;
  parameters: Record<string, string | number>;
  contender: string;
  role: Role;
  unit: Unit;
  operations: number;
  /** Which of a round's iterations is its sample. */
  counts: "median" | "least";
  /** One a round, in the unit; the same index is the same round for all contenders of the case. */
  samples: number[];
  median: number | null;
  /** The median distance from the median, as a share of it. */
  spread: number | null;
  /** Holds the true median with a confidence of 95 %. */
  interval: readonly [number, number] | null;
  /** What its work came to. */
  result: string | null;
  /** Words, where these are what matters. */
  outcome: string | null;
  /** Why it could not run. */
  error: string | null;
  plot: PlotPoint | null;
}

/**
 * What is said of a target. `near` and `far` are the answers to the coarse question of a quick run: whether at least half
 * of the target is reached.
 */
export type Judgement = "met" | "missed" | "near" | "far" | "too noisy" | "not judged";

/** A target and what came of it. */
export interface Verdict {
  section: string;
  /** The case's id, or the plot's for a growth. */
  case: string;
  title: string;
  /** Who is judged. */
  of: string;
  /** The target in words. */
  target: string;
  /** What was measured, in the words of the target. */
  got: string;
  judgement: Judgement;
  /** Why there is no judgement. */
  reason: string | null;
  /** Whether it is one of many alike, which the page on performance leaves out. */
  detail: boolean;
}

/** A part of a suite. */
export interface Section extends SectionDescription {
  plots: PlotDescription[];
  rows: Row[];
}

/** What one suite gave. */
export interface SuiteReport {
  name: string;
  summaries: string[];
  durationMs: number;
  sections: Section[];
  verdicts: Verdict[];
  /** Contenders of a case whose results differ, in words. */
  disagreements: string[];
  /** What ended the suite before its end. */
  error: string | null;
}

/** What one run of the benchmarks gave. */
export interface Report {
  /** The format of this object. */
  version: 2;
  command: string;
  /** ISO 8601. */
  date: string;
  quick: boolean;
  machine: Machine;
  durationMs: number;
  suites: SuiteReport[];
}

/** All rows of a suite. */
export function rowsOf(suite: SuiteReport): Row[] {
  return suite.sections.flatMap(({ rows }) => rows);
}

/** The rows by case, in the order of measuring. */
export function casesOf(rows: readonly Row[]): Row[][] {
  return [...Map.groupBy(rows, (row) => row.case).values()];
}

/** Numbers of JSON with no more digits than they are sure of. */
function shorten(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

/** The report as JSON. */
export function stringifyReport(report: Report): string {
  return JSON.stringify(report, shorten, 1) + "\n";
}

/**
 * Reads a report.
 *
 * @throws {SyntaxError} If it is not JSON.
 * @throws {TypeError} If it is JSON of something else, or of another version.
 */
export function parseReport(text: string): Report {
  const report = JSON.parse(text);
  if (report?.version !== 2 || !Array.isArray(report.suites)) {
    throw new TypeError(
      `Cannot read the report: version must be 2 with a list of suites, got version ${report?.version}`,
    );
  }
  return report;
}
