/**
 * A report in Markdown and JSON.
 *
 * @module
 */

import type { Machine } from "./machine.ts";
import type { Column, Section } from "./suite.ts";

/** What one run of the benchmarks gave. */
export interface Report {
  command: string;
  /** ISO 8601. */
  date: string;
  machine: Machine;
  /** By suite. */
  suites: { name: string; durationMs: number; sections: Section[] }[];
}

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A value as a reader of the table sees it. */
export function formatValue(value: string | number | null | undefined, { format }: Pick<Column, "format">): string {
  if (value === null || value === undefined) return "-";
  if (typeof value === "string") return value;
  switch (format) {
    case "megahertz":
      return `${(value / 1e6).toFixed(1)} M/s`;
    case "ratio":
      return `${value.toFixed(2)}×`;
    case "percent":
      return `${(value * 100).toFixed(1)} %`;
    case "milliseconds":
      return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ms`;
    case "mebibytes":
      return `${(value / 2 ** 20).toFixed(1)} MiB`;
    case "bytes":
      return `${value.toFixed(1)} B`;
    default:
      return grouped.format(value);
  }
}

/** One section as a heading, its explanation and a table whose columns line up as plain text too. */
export function renderSection(section: Section): string {
  const cells = [
    section.columns.map(({ title }) => title),
    ...section.rows.map((row) => section.columns.map((column) => formatValue(row[column.key], column))),
  ];
  const widths = section.columns.map((_, index) => Math.max(3, ...cells.map((line) => line[index].length)));
  const isText = section.columns.map(({ format }) => format === "text");
  const line = (texts: string[]) =>
    `| ${texts.map((text, at) => isText[at] ? text.padEnd(widths[at]) : text.padStart(widths[at])).join(" | ")} |`;
  const rule = `| ${
    widths.map((width, at) => isText[at] ? "-".repeat(width) : `${"-".repeat(width - 1)}:`).join(" | ")
  } |`;
  const [head, ...body] = cells.map(line);
  return [`### ${section.title}`, "", section.explanation, "", head, rule, ...body, ""].join("\n");
}

/** The whole report. */
export function renderReport(report: Report): string {
  const { machine } = report;
  const lines = [
    "# Benchmarks",
    "",
    `\`${report.command}\`, ${report.date}`,
    "",
    `${machine.cpu}, ${machine.cores} cores, ${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB; ${machine.os}; ` +
    `Deno ${machine.deno} (V8 ${machine.v8}); ${machine.cc ?? "no C compiler"}`,
    "",
  ];
  for (const { name, durationMs, sections } of report.suites) {
    lines.push(`## ${name}`, "", `Measured in ${(durationMs / 1_000).toFixed(0)} s.`, "");
    for (const section of sections) lines.push(renderSection(section));
  }
  return lines.join("\n");
}

/** Writes `report.md` and `report.json` into a folder, which is made if need be. */
export function writeReport(report: Report, folder: URL): void {
  Deno.mkdirSync(folder, { recursive: true });
  Deno.writeTextFileSync(new URL("report.md", folder), renderReport(report));
  Deno.writeTextFileSync(new URL("report.json", folder), JSON.stringify(report, null, 2) + "\n");
}
