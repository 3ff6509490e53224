/**
 * A Markdown table whose columns line up as plain text too.
 *
 * @module
 */

/** Cells that would end a column or a line early. */
function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
}

/** A Markdown table. */
export function renderTable(
  head: readonly string[],
  body: readonly (readonly string[])[],
  aligned: readonly ("left" | "right")[],
): string {
  const cells = [head, ...body].map((line) => line.map(escapeCell));
  const widths = head.map((_, at) => Math.max(3, ...cells.map((line) => line[at].length)));
  const pad = (text: string, at: number) =>
    aligned[at] === "left" ? text.padEnd(widths[at]) : text.padStart(widths[at]);
  const lines = cells.map((line) => `| ${line.map(pad).join(" | ")} |`);
  const rule = `| ${
    widths.map((width, at) => aligned[at] === "left" ? "-".repeat(width) : `${"-".repeat(width - 1)}:`).join(" | ")
  } |`;
  return [lines[0], rule, ...lines.slice(1), ""].join("\n");
}
