/**
 * Options that several commands share: where the workload comes from, and how and where the report goes.
 *
 * @module
 */

import { WORKLOAD_FORMATS } from "../engine/workload/format.ts";
import type { ArgumentDefinition } from "./command.ts";
import { EXAMPLE_ARGUMENTS } from "./workload_input.ts";
import { choice, file, parseWhole, quoteIfOdd, ticks } from "./flags.ts";

/** The argument of every command that simulates. */
export const WORKLOAD_ARGUMENT: ArgumentDefinition = {
  name: "workload",
  summary:
    "A file (YAML, JSON, CSV, SWF or OSTEP job string, also gzip), - for standard input, example:NAME, or ostep:LIST",
  choices: EXAMPLE_ARGUMENTS,
};

/** How the workload is to be read. */
export const workloadFlags = {
  from: choice("Format of the workload, where its name and content do not tell", "format", WORKLOAD_FORMATS, {
    group: "Workload",
  }),
  ioTicks: ticks("Ticks of each I/O of an OSTEP job string without -i (default 5)", 0, { group: "Workload" }),
};

/** The values of `--format`. */
export const REPORT_FORMATS = ["text", "json", "csv"] as const;

/** `--format`: how the report is written. */
export const formatFlag = choice("How to write the report", "format", REPORT_FORMATS, {
  short: "f",
  defaultText: "text",
});

/** `--output`: where the report goes. */
export const outputFlag = file("Write the report to this file, whole or not at all, instead of standard output", {
  short: "o",
});

/** How many rows a table shows where nothing is said. */
export const ROWS_DEFAULT = 30;

/** `--rows`: how long tables may be. */
export const rowsFlag = {
  summary: "Rows of the table: a number, or all",
  placeholder: "count",
  defaultText: String(ROWS_DEFAULT),
  parse(value: string): number {
    if (value === "all") return Infinity;
    try {
      return parseWhole(value, 0);
    } catch {
      throw new RangeError(`must be a whole number from 0, or all, got ${quoteIfOdd(value)}`);
    }
  },
};
