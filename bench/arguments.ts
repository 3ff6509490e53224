/**
 * The command line of `deno task bench`.
 *
 * @module
 */

import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface BenchArguments {
  help: boolean;
  quick: boolean;
  /** Names of suites, in the order of the catalogue. */
  suites: string[];
  /** Parts of the names of the cases to measure; empty for all. */
  cases: string[];
  /** An earlier report to compare with. */
  compare: string | null;
  /** Where the report goes instead of `bench/report`. */
  output: string | null;
  /** Whether the page on performance is written anew. */
  page: boolean;
}

/** A command line that cannot be followed; its message says why. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** The help text. */
export function usage(suiteNames: readonly string[]): string {
  return `Usage: deno task bench [--quick] [--suite NAME]... [--case TEXT]... [--compare OLD.json] [--output FOLDER] [--page]

  --quick          small sizes and few rounds: under a minute, checks that results agree
  --suite NAME     only this suite (${suiteNames.join(", ")});
                   may be repeated, or list several with commas between them
  --case TEXT      only the cases whose name contains the text (pipe, lock-contended); as often as you like
  --compare FILE   also names what became slower since this report.json, beyond the noise
  --output FOLDER  where report.md, report.json and the plots go (default: bench/report)
  --page         writes the targets and verdicts into docs/performance.md
  --help           this text

Exit codes: 0 done; 1 results differ, something of ours could not run, a quick run found a target far off, or something
became slower; 2 usage.`;
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} If it cannot be followed.
 */
export function readArguments(args: readonly string[], suiteNames: readonly string[]): BenchArguments {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        help: { type: "boolean", short: "h", default: false },
        quick: { type: "boolean", default: false },
        suite: { type: "string", multiple: true },
        case: { type: "string", multiple: true },
        compare: { type: "string" },
        output: { type: "string" },
        page: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
  const asked = values.suite?.flatMap((text) => text.split(",")) ?? [...suiteNames];
  const unknown = asked.find((name) => !suiteNames.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(
      `Cannot run the benchmarks: suite must be one of ${suiteNames.join(", ")}, got ${
        unknown === "" ? '""' : unknown
      }`,
    );
  }
  const cases = values.case?.flatMap((text) => text.split(",")) ?? [];
  if (cases.includes("")) {
    throw new UsageError('Cannot run the benchmarks: case must be a part of the name of a case, got ""');
  }
  if (values.page && cases.length > 0) {
    throw new UsageError("Cannot write the page on performance: page needs all cases, got case");
  }
  if (values.page && values.quick) {
    throw new UsageError("Cannot write the page on performance: page needs a full run, got quick");
  }
  return {
    help: values.help,
    quick: values.quick,
    suites: suiteNames.filter((name) => asked.includes(name)),
    cases,
    compare: values.compare ?? null,
    output: values.output ?? null,
    page: values.page,
  };
}
