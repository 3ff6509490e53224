/**
 * Options that several commands share: where the workload comes from, and how and where the report goes.
 *
 * @module
 */

import { resolve } from "node:path";
import { COMPARED_FIGURES } from "../../analysis/figures.ts";
import { areIdleSeeds, type WorkloadSource } from "../../analysis/trials/paired_seeds.ts";
import { parseRange } from "../../engine/number_range.ts";
import { parseChoice, parseWhole } from "../../engine/option_text.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { OwnPolicyOptions } from "../../engine/own_policy.ts";
import { quoteIfOdd } from "../../engine/quote.ts";
import { JOB_STATUSES, LOG_DEPENDENCIES } from "../../engine/workload/cluster_log.ts";
import { WORKLOAD_FORMATS } from "../../engine/workload/format.ts";
import { type ArgumentDefinition, flagName } from "../command.ts";
import { UsageError } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { workloadCandidates } from "./candidates.ts";
import { choice, count, file, list, text, ticks } from "./flags.ts";

/** The argument of every command that simulates. */
export const WORKLOAD_ARGUMENT: ArgumentDefinition = {
  name: "workload",
  summary:
    'A file (a table such as CSV, JSON, YAML, SWF or OSTEP job string, also gzip), jobs as typed ("A 0 8 3; B 1 4 1"), ' +
    "- for standard input, example:NAME, ostep:LIST, or generate:OPTIONS",
  complete: workloadCandidates,
  isFile: true,
};

/** How the workload is to be read. */
export const workloadFlags = {
  from: choice("Format of the workload, where its name and content do not tell", "format", WORKLOAD_FORMATS, {
    group: "Workload",
  }),
  columns: text(
    "What the columns are, from the left (name,arrival,bursts; - for one that is not read), or by header: Prio=priority, Disk=io@disk",
    "names",
    { group: "Workload" },
  ),
  tick: text("Length of a tick, such as 0.1ms (default: such that all times are whole)", "time", { group: "Workload" }),
  ioTicks: ticks("Ticks of each I/O of an OSTEP job string without -i (default 5)", 0, { group: "Workload" }),
  partition: list(
    "Partitions of a cluster's log whose jobs are read, by number or name (default: all)",
    "names",
    String,
    {
      group: "Workload",
    },
  ),
  queue: list("Queues of a cluster's log whose jobs are read, by number or name (default: all)", "names", String, {
    group: "Workload",
  }),
  status: list(
    `Jobs of a cluster's log that are read, by how they ended: ${JOB_STATUSES.join(", ")} (default: all)`,
    "names",
    (name) => parseChoice(name, JOB_STATUSES),
    { group: "Workload" },
  ),
  dependencies: choice(
    "When jobs of a log are submitted that name a preceding one: when the log says, or its think time after that one's end",
    "when",
    LOG_DEPENDENCIES,
    { group: "Workload", defaultText: "log" },
  ),
};

/** The values of `--format`. */
export const REPORT_FORMATS = ["text", "markdown", "latex", "html", "json", "csv"] as const;

/** A value of `--format`. */
export type ReportFormat = typeof REPORT_FORMATS[number];

/** Whether the report is data for programs, which has every row. */
export function isData(format: string | undefined): format is "json" | "csv" {
  return format === "json" || format === "csv";
}

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

/** Options of commands that run many simulations. */
export const seedFlags = {
  seeds: {
    summary: "Run each on the workloads of these seeds, for confidence intervals: 1..30, or 1,2,5",
    placeholder: "range",
    parse: (value: string) => parseRange(value, { noun: "seeds", least: 0 }),
  },
  jobs: count("Processes that share the work, at most four a CPU (default: one a CPU, where the work is long)", 1),
};

/** Figures that are shown where nothing is said. */
export const FIGURES_DEFAULT: readonly string[] = ["turnaround", "response"];

/** `--figures`: names of figures of comparisons. */
export function figuresFlag(summary: string) {
  const names = COMPARED_FIGURES.map(({ name }) => name);
  return list(summary, "figures", (name) => parseChoice(name, names), { defaultText: FIGURES_DEFAULT.join(",") });
}

/** Where the files of one command go. */
interface OutputFiles {
  readonly output?: string;
  readonly svg?: string;
  readonly trace?: string;
}

/**
 * Refuses two results for one place, of which the second would replace the first.
 *
 * @throws {UsageError} When two of the files are one.
 */
export function refuseSamePlace(command: string, io: Io, { output = "-", svg, trace }: OutputFiles): void {
  const places = new Map<string, string>();
  for (const [name, path] of Object.entries({ output, svg, trace })) {
    if (path === undefined || path === "/dev/null") continue;
    const place = path === "-" ? path : resolve(io.directory, path);
    const other = places.get(place);
    if (other !== undefined) {
      const what = other === "output" ? "the report" : `--${other}`;
      throw new UsageError(`Cannot ${command}: --${name} must name another file than ${what}, got ${path}`);
    }
    places.set(place, name);
  }
}

/**
 * Refuses `--rows` where no table is written.
 *
 * @throws {UsageError} When it was given with another format than text.
 */
export function refuseRows(
  command: string,
  { rows, format }: { readonly rows?: number; readonly format?: string },
): void {
  if (rows !== undefined && isData(format)) {
    throw new UsageError(`Cannot ${command}: --rows must be left out with --format ${format}, which has every row`);
  }
}

/**
 * Refuses options that would otherwise be ignored without a word.
 *
 * @throws {UsageError} When one of `names` was given.
 */
export function refuseUnused(
  command: string,
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
  rule: string,
): void {
  const name = names.find((each) => given[each] !== undefined);
  if (name === undefined) return;
  // Of a switch that is on as a rule only the negation is typed.
  const flag = given[name] === false ? `no-${flagName(name)}` : flagName(name);
  throw new UsageError(`Cannot ${command}: --${flag} must ${rule}`);
}

/**
 * Refuses seeds that change nothing.
 *
 * @throws {UsageError} When every seed would give the same run.
 */
export function refuseIdleSeeds(
  command: string,
  source: WorkloadSource,
  options: readonly (SimulationOptions | OwnPolicyOptions)[],
  seeds: readonly number[],
): void {
  if (!areIdleSeeds(source, options, seeds)) return;
  throw new UsageError(
    `Cannot ${command}: --seeds must come with a workload that is generated (generate:processes=200:load=0.9) or a ` +
      "policy that draws (lottery), got neither: every seed would give the same run",
  );
}
