/**
 * What a benchmark suite is: a name, and a run that gives sections of a report.
 *
 * @module
 */

/** How the numbers of a column are written in Markdown; JSON has them as they are. */
export type ColumnFormat =
  | "text"
  /** A whole number. */
  | "count"
  /** Events a second, in millions. */
  | "megahertz"
  /** A quotient, with two decimals. */
  | "ratio"
  /** A share of a median, from 0 to 1. */
  | "percent"
  /** Milliseconds of wall time. */
  | "milliseconds"
  /** Bytes, in MiB. */
  | "mebibytes"
  /** Bytes as they are. */
  | "bytes";

/** A column of a section. */
export interface Column {
  /** The key of its values in {@linkcode Section.rows}. */
  key: string;
  title: string;
  format: ColumnFormat;
}

/** One line of a section; `null` where a value cannot be had. */
export type Row = Record<string, string | number | null>;

/** A table of a report. */
export interface Section {
  /** Unique in the report, in kebab case. */
  id: string;
  title: string;
  /** What the rows show and how they were measured, as Markdown. */
  explanation: string;
  columns: Column[];
  rows: Row[];
}

/** How a suite is run. */
export interface SuiteOptions {
  /** Small sizes and few rounds, for a smoke test. */
  quick: boolean;
  /** Says on standard error what is being measured. */
  onProgress: (activity: string) => void;
}

/** A suite of benchmarks. */
export interface Suite {
  name: string;
  /** One sentence. */
  summary: string;
  /**
   * Measures.
   *
   * @throws {Error} If contenders that must agree do not: a benchmark of a wrong result is worth nothing.
   */
  run(options: SuiteOptions): Promise<Section[]>;
}
