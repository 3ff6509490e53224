/**
 * The page on performance: the targets of a full run with what it gave, and the command above it.
 *
 * @module
 */

import { renderMachine, renderVerdicts } from "./render_report.ts";
import type { Report } from "./report.ts";

const BEGIN = "<!-- performance: written by `deno task bench --page` -->";
const END = "<!-- end of performance -->";

/** How many targets came to what, of all suites and with those that are left out here. */
function countVerdicts({ suites }: Report): string {
  const counts = Map.groupBy(suites.flatMap(({ verdicts }) => verdicts), ({ judgement }) => judgement);
  const parts = [...counts].map(([judgement, verdicts]) => `${verdicts.length} ${judgement}`);
  return `Of all targets in the report, those per policy and of growth included: ${parts.join(", ")}.`;
}

/** The section's text. */
export function renderPageSection(report: Report): string {
  const lines = ["```sh", report.command, "```", "", ...renderMachine(report.machine), ""];
  for (const { name, verdicts } of report.suites) {
    const quoted = verdicts.filter(({ detail }) => !detail);
    if (quoted.length > 0) lines.push(`**${name}**`, "", renderVerdicts(quoted));
  }
  lines.push(countVerdicts(report));
  return lines.join("\n");
}

/**
 * Puts the section between its marks in a text.
 *
 * @throws {RangeError} If the marks are not there.
 */
export function replaceSection(text: string, section: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new RangeError(`Cannot write the section on performance: the text must have ${BEGIN} and ${END}`);
  }
  return `${text.slice(0, begin + BEGIN.length)}\n\n${section.trim()}\n\n${text.slice(end)}`;
}

/** Writes the section into a page. */
export function updatePage(path: string, report: Report): void {
  Deno.writeTextFileSync(path, replaceSection(Deno.readTextFileSync(path), renderPageSection(report)));
}
