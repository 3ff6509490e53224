/**
 * `deno task bench`: runs the benchmark suites, prints the report and keeps it in `bench/report/`.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { describeMachine } from "./machine.ts";
import { renderReport, type Report, writeReport } from "./report.ts";
import type { Suite } from "./suite.ts";

/** The suites by name; each is loaded only if it is run. */
const SUITES: Record<string, () => Promise<Suite>> = {
  engine: async () => (await import("./engine/suite.ts")).engineSuite,
};

const USAGE = `Usage: deno task bench [--quick] [--suite NAME]...

  --quick       small sizes and few rounds: under a minute, checks that results agree
  --suite NAME  only this suite (${Object.keys(SUITES).join(", ")}); may be repeated
  --help        this text

The report goes to standard output, and as report.md and report.json to bench/report/.`;

/** What the command line asks for, or what is wrong with it. */
function readArguments(args: string[]): { help: boolean; quick: boolean; names: string[] } | { mistake: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        help: { type: "boolean", short: "h", default: false },
        quick: { type: "boolean", default: false },
        suite: { type: "string", multiple: true },
      },
    });
    const names = values.suite ?? Object.keys(SUITES);
    const unknown = names.find((name) => !Object.hasOwn(SUITES, name));
    if (unknown !== undefined) {
      return {
        mistake: `Cannot run the benchmarks: suite must be one of ${Object.keys(SUITES).join(", ")}, got ${unknown}`,
      };
    }
    return { help: values.help, quick: values.quick, names };
  } catch (error) {
    if (error instanceof TypeError) return { mistake: error.message };
    throw error;
  }
}

/** Runs what was asked for; returns the exit code. */
async function main(args: string[]): Promise<number> {
  const request = readArguments(args);
  if ("mistake" in request) {
    console.error(`${request.mistake}\n\n${USAGE}`);
    return 2;
  }
  if (request.help) {
    console.log(USAGE);
    return 0;
  }
  const report: Report = {
    command: ["deno task bench", ...args].join(" "),
    date: new Date().toISOString(),
    machine: describeMachine(),
    suites: [],
  };
  for (const name of request.names) {
    const suite = await SUITES[name]();
    const startedAtMs = performance.now();
    const sections = await suite.run({
      quick: request.quick,
      onProgress: (activity) => console.error(`${name}: ${activity}`),
    });
    report.suites.push({ name, durationMs: performance.now() - startedAtMs, sections });
  }
  const folder = new URL("report/", import.meta.url);
  writeReport(report, folder);
  console.log(renderReport(report));
  return 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
