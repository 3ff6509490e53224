/**
 * Reports in GitHub's Markdown.
 *
 * @module
 */

import { padEnd, padStart, widthOf } from "../width.ts";
import type { Block, DocumentTable, Span } from "./medium.ts";

/** Writes a document in Markdown. */
export function markdown(blocks: readonly Block[]): string {
  let text = "";
  let before: Block["kind"] | null = null;
  for (const block of blocks) {
    const goesOn = block.kind === before && (block.kind === "term" || (block.kind === "line" && !block.isNew));
    if (before !== null && !goesOn) text += "\n";
    // Lines that follow each other stay lines.
    if (goesOn && block.kind === "line") text = text.replace(/\n$/, "\\\n");
    text += blockText(block);
    before = block.kind;
  }
  return text;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "title":
      return `## ${spansText(block.text.map(({ text }) => ({ text, emphasis: null })))}\n`;
    case "line":
      return `${spansText(block.text)}\n`;
    case "term":
      return `- **${escape(block.term)}**: ${spansText(block.text)}\n`;
    case "table":
      return tableText(block.table);
    case "chart":
      return `${fence(block.text)}text\n${block.text.replace(/\n*$/, "")}\n${fence(block.text)}\n`;
    case "drawing":
      return `${block.svg}\n`; // Markdown may hold HTML
  }
}

/** A fence that no line of the text ends. */
function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return "`".repeat(longest + 1);
}

function tableText({ titles, isLeft, rows }: DocumentTable): string {
  const cells = [titles.map(escape), ...rows.map((row) => row.map(spansText))];
  const widths = titles.map((_, column) => Math.max(3, ...cells.map((row) => widthOf(row[column]))));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (isLeft[column] ? padEnd : padStart)(cell, widths[column])).join(" | ")} |\n`;
  const rule = widths.map((width, column) => isLeft[column] ? "-".repeat(width) : `${"-".repeat(width - 1)}:`);
  const [head, ...body] = cells;
  return line(head) + line(rule) + body.map(line).join("");
}

function spansText(spans: readonly Span[]): string {
  return spans.map(({ text, emphasis }) => {
    if (emphasis === null) return escape(text);
    return emphasis === "code" ? codeText(text) : `**${escape(text)}**`;
  }).join("");
}

function codeText(text: string): string {
  return text.includes("`") ? escape(text) : `\`${text.replaceAll("|", "\\|")}\``;
}

/** Text that Markdown shows as it is. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|~]/g, "\\$&").replace(/^([#+-])(?=\s)/, "\\$1")
    .replace(/^(\d+)([.)])(?=\s)/, "$1\\$2");
}
