/**
 * A report in Markdown.
 *
 * @module
 */

import { formatCount, formatFactor, formatPercent, formatSample } from "./format.ts";
import { describeLines, type Machine } from "./machine.ts";
import { quotients } from "./measure.ts";
import { casesOf, type Report, type Row, type Section, type SuiteReport, type Verdict } from "./report.ts";
import { median } from "./statistics.ts";
import { renderTable } from "./table.ts";

/** More contenders than these are put below each other instead of beside. */
const WIDEST = 4;

/** A case's figure of one contender, or why there is none. */
function formatMedian(row: Row | undefined): string {
  if (row === undefined) return "";
  return row.median === null ? "could not run" : formatSample(row.median, row.unit);
}

/** How many times as good ours is, by the median of the rounds' quotients. */
function formatQuotient(ours: Row | undefined, other: Row | undefined): string {
  if (ours === undefined || other === undefined || ours.median === null || other.median === null) return "";
  return formatFactor(median(quotients(ours.samples, other.samples, ours.unit)));
}

/** The result that a case's contenders agree on, up to its first comma; several if they do not. */
function formatResult(rows: readonly Row[]): string {
  const results = new Set(rows.map(({ result }) => result).filter((result) => result !== null));
  return [...results].map((result) => result.split(",")[0].slice(0, 24)).join(" ≠ ");
}

/** The columns that name a case: its parameters, or its title. */
function labelsOf(section: Section): { names: string[]; of: (row: Row) => string[]; aligned: ("left" | "right")[] } {
  const names = [...new Set(section.rows.flatMap(({ parameters }) => Object.keys(parameters)))];
  if (names.length === 0) return { names: ["case"], of: ({ title }) => [title], aligned: ["left"] };
  const isNumber = (name: string) => section.rows.every(({ parameters }) => typeof parameters[name] !== "string");
  return {
    names,
    of: ({ parameters }) =>
      names.map((name) => {
        const value = parameters[name] ?? "";
        return typeof value === "number" ? formatCount(value) : value;
      }),
    aligned: names.map((name) => isNumber(name) ? "right" : "left"),
  };
}

/** One line a case: the contenders beside each other. */
function renderWide(section: Section, contenders: readonly string[]): string {
  const labels = labelsOf(section);
  const cases = casesOf(section.rows);
  const ours = section.rows.find(({ role }) => role === "ours")?.contender;
  const others = contenders.filter((name) => name !== ours);
  const withResults = section.rows.some(({ result }) => result !== null);
  const head = [
    ...labels.names,
    ...contenders,
    ...(ours === undefined ? [] : others.map((name) => `${ours} : ${name}`)),
    "spread",
    ...(withResults ? ["result"] : []),
  ];
  const body = cases.map((rows) => {
    const of = (name: string | undefined) => rows.find(({ contender }) => contender === name);
    const spreads = rows.map(({ spread }) => spread).filter((value) => value !== null);
    return [
      ...labels.of(rows[0]),
      ...contenders.map((name) => formatMedian(of(name))),
      ...(ours === undefined ? [] : others.map((name) => formatQuotient(of(ours), of(name)))),
      spreads.length === 0 ? "" : formatPercent(Math.max(...spreads)),
      ...(withResults ? [formatResult(rows)] : []),
    ];
  });
  const aligned = head.map((name, at) => labels.aligned[at] ?? (name === "result" ? "left" : "right"));
  return renderTable(head, body, aligned);
}

/** One line a contender of a case. */
function renderLong(section: Section): string {
  const labels = labelsOf(section);
  const body = casesOf(section.rows).flatMap((rows) => {
    const ours = rows.find(({ role }) => role === "ours");
    return rows.map((row, index) => [
      ...(index === 0 ? labels.of(row) : labels.names.map(() => "")),
      row.contender,
      formatMedian(row),
      row.spread === null ? "" : formatPercent(row.spread),
      row === ours ? "" : formatQuotient(ours, row),
    ]);
  });
  const head = [...labels.names, "contender", "median", "spread", "ours : it"];
  return renderTable(head, body, [...labels.aligned, "left", "right", "right", "right"]);
}

/** Outcomes: cases down, contenders across. */
function renderOutcomes(section: Section, contenders: readonly string[]): string {
  const body = casesOf(section.rows).map((rows) => [
    rows[0].title,
    ...contenders.map((name) => {
      const row = rows.find(({ contender }) => contender === name);
      return row === undefined ? "" : row.error === null ? row.outcome ?? "" : "could not run";
    }),
  ]);
  return renderTable(["case", ...contenders], body, ["left", ...contenders.map(() => "left" as const)]);
}

/** Who could not run, with the error; the same error of several cases once. */
function renderErrors(section: Section): string[] {
  const failed = Map.groupBy(
    section.rows.filter(({ error }) => error !== null),
    ({ contender, error }) => `${contender}: ${error}`,
  );
  if (failed.size === 0) return [];
  const lines = [...failed].map(([text, rows]) => {
    const cases = rows.length > 3 ? `${rows.length} cases` : rows.map((row) => row.case).join(", ");
    return `- ${text} (${cases})`;
  });
  return ["Could not run:", "", ...lines, ""];
}

/** One section as a heading, its explanation, a table and plots. */
export function renderSection(section: Section): string {
  const contenders = [...new Set(section.rows.map(({ contender }) => contender))];
  const isOutcomes = section.rows.some(({ outcome }) => outcome !== null);
  const table = isOutcomes
    ? renderOutcomes(section, contenders)
    : contenders.length > WIDEST
    ? renderLong(section)
    : renderWide(section, contenders);
  const plots = section.plots.flatMap(({ id, title }) => [`![${title}](${id}.svg)`, ""]);
  return [`### ${section.title}`, "", section.explanation, "", table, ...renderErrors(section), ...plots].join("\n");
}

/** The verdicts as a table; nothing if there are none. */
export function renderVerdicts(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return "";
  const body = verdicts.map(({ title, of, target, got, judgement, reason }) => [
    title,
    of,
    target,
    got,
    reason === null ? judgement : `${judgement}: ${reason}`,
  ]);
  return renderTable(["case", "of", "target", "got", "verdict"], body, ["left", "left", "left", "right", "left"]);
}

function renderSuite(suite: SuiteReport): string[] {
  const lines = [
    `## ${suite.name}`,
    "",
    ...suite.summaries,
    "",
    `Measured in ${Math.round(suite.durationMs / 1_000)} s.`,
    "",
  ];
  for (const section of suite.sections) lines.push(renderSection(section));
  if (suite.verdicts.length > 0) lines.push("### Targets", "", renderVerdicts(suite.verdicts));
  if (suite.disagreements.length > 0) {
    lines.push("### Results that differ", "", ...suite.disagreements.map((text) => `- ${text}`), "");
  }
  if (suite.error !== null) lines.push(`**This suite did not come to its end**: ${suite.error}`, "");
  return lines;
}

/** Machine and versions, as lines of a list. */
export function renderMachine(machine: Machine): string[] {
  return describeLines(machine).map((line) => `- ${line}`);
}

/** The whole report. */
export function renderReport(report: Report): string {
  const lines = [
    "# Benchmarks",
    "",
    `\`${report.command}\`, ${report.date}, ${Math.round(report.durationMs / 1_000)} s.` +
    (report.quick ? " Small sizes and few rounds: a smoke test, not figures to quote." : ""),
    "",
    ...renderMachine(report.machine),
    "",
    "Every figure is a median; `A : B` says how many times as good A is as B, by the median of the quotients within rounds.",
    "The spread is the median distance from the median, the greatest of the row.",
    "",
  ];
  for (const suite of report.suites) lines.push(...renderSuite(suite));
  return lines.join("\n");
}
