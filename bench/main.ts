/**
 * `deno task bench`: runs the benchmark suites, prints the report and keeps it in `bench/report/`.
 *
 * @module
 */

import { isAbsolute, join } from "node:path";
import { type BenchArguments, readArguments, usage, UsageError } from "./arguments.ts";
import { compareReports, type Comparison, renderComparison } from "./compare.ts";
import { describeMachine } from "./machine.ts";
import { messageOf } from "./errors.ts";
import { renderPlot } from "./plot.ts";
import { updatePage } from "./page.ts";
import { parseReport, type Report, stringifyReport } from "./report.ts";
import { renderReport } from "./render_report.ts";
import { runSuite } from "./run_suite.ts";
import { type SuiteLoader, SUITES } from "./suites.ts";

/** What a run of the program needs of its surroundings. */
export interface BenchEnvironment {
  suites: Readonly<Record<string, readonly SuiteLoader[]>>;
  /** Where relative paths start. */
  cwd: string;
  /** Where the report goes if nothing else is said. */
  output: string;
  page: string;
  out(text: string): void;
  err(text: string): void;
}

/** Why a run is not in order, in words; empty if it is. */
function faultsOf({ suites }: Report, comparison: Comparison | null): string[] {
  const faults = suites.flatMap(({ name, error, disagreements, verdicts, sections }) => [
    ...(error === null ? [] : [`${name}: ${error}`]),
    ...disagreements.map((text) => `${name}: ${text}`),
    ...verdicts.filter(({ judgement }) => judgement === "far").map((verdict) =>
      `${name}: ${verdict.case}: ${verdict.target}, got ${verdict.got}: less than half of the target`
    ),
    ...sections.flatMap(({ rows }) => rows).filter(({ role, error }) => role === "ours" && error !== null).map((row) =>
      `${name}: ${row.case}: ${row.contender} could not run: ${row.error}`
    ),
  ]);
  const slower = (comparison?.changes ?? []).filter(({ judgement }) => judgement === "slower").map((change) =>
    `${change.suite}: ${change.case}: ${change.contender} became slower`
  );
  return [...faults, ...slower];
}

/** Writes report and plots into a folder. */
function writeReport(report: Report, markdown: string, folder: string): void {
  Deno.mkdirSync(folder, { recursive: true });
  for (const section of report.suites.flatMap(({ sections }) => sections)) {
    for (const plot of section.plots) {
      const svg = renderPlot(section.rows, plot);
      if (svg !== null) Deno.writeTextFileSync(join(folder, `${plot.id}.svg`), svg);
    }
  }
  Deno.writeTextFileSync(join(folder, "report.md"), markdown);
  Deno.writeTextFileSync(join(folder, "report.json"), stringifyReport(report));
}

async function runSuites(request: BenchArguments, args: readonly string[], environment: BenchEnvironment) {
  const startedAtMs = performance.now();
  const report: Report = {
    version: 2,
    command: ["deno task bench", ...args].join(" "),
    date: new Date().toISOString(),
    quick: request.quick,
    machine: describeMachine(),
    durationMs: 0,
    suites: [],
  };
  for (const name of request.suites) {
    const options = { quick: request.quick, cases: request.cases, onProgress: environment.err };
    report.suites.push(await runSuite(name, environment.suites[name], options));
  }
  report.durationMs = performance.now() - startedAtMs;
  if (request.cases.length > 0) {
    report.suites = report.suites.filter(({ sections, error }) => sections.length > 0 || error !== null);
  }
  return report;
}

/** Runs what was asked for; returns the exit code. */
export async function main(args: readonly string[], environment: BenchEnvironment): Promise<number> {
  const names = Object.keys(environment.suites);
  const resolve = (path: string) => isAbsolute(path) ? path : join(environment.cwd, path);
  let request: BenchArguments;
  let earlier: Report | null = null;
  try {
    request = readArguments(args, names);
    if (request.help) {
      environment.out(usage(names));
      return 0;
    }
    if (request.compare !== null) earlier = readEarlier(resolve(request.compare));
    if (earlier !== null && earlier.quick !== request.quick) {
      throw new UsageError(`Cannot compare: ${request.compare} must be of a ${request.quick ? "quick" : "full"} run`);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    environment.err(`${error.message}\n\n${usage(names)}`);
    return 2;
  }
  const report = await runSuites(request, args, environment);
  if (report.suites.length === 0) {
    environment.err(
      `Cannot run the benchmarks: no case of ${request.suites.join(", ")} has ${
        request.cases.join(" or ")
      } in its name`,
    );
    return 2;
  }
  const comparison = earlier === null ? null : compareReports(earlier, report);
  const parts = [renderReport(report), ...(comparison === null ? [] : [renderComparison(comparison, earlier!)])];
  const markdown = parts.join("\n");
  writeReport(report, markdown, request.output === null ? environment.output : resolve(request.output));
  environment.out(markdown);
  const faults = faultsOf(report, comparison);
  if (request.page) faults.push(...tryUpdateReadme(environment.page, report));
  if (faults.length > 0) environment.err(["Not in order:", ...faults].join("\n  "));
  return faults.length > 0 ? 1 : 0;
}

/** Writes the page on performance; gives what is wrong with it in words. */
function tryUpdateReadme(path: string, report: Report): string[] {
  try {
    updatePage(path, report);
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}

function readEarlier(path: string): Report {
  try {
    return parseReport(Deno.readTextFileSync(path));
  } catch (error) {
    throw new UsageError(`Cannot compare with ${path}: ${messageOf(error)}`);
  }
}

if (import.meta.main) {
  const root = decodeURIComponent(new URL("..", import.meta.url).pathname);
  Deno.exit(
    await main(Deno.args, {
      suites: SUITES,
      cwd: Deno.env.get("INIT_CWD") ?? Deno.cwd(),
      output: join(root, "bench/report"),
      page: join(root, "docs/performance.md"),
      out: console.log,
      err: console.error,
    }),
  );
}
