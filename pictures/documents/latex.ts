/**
 * Reports in LaTeX: a piece to be put into a document, which needs no package. Charts of characters are left out, as fonts
 * of LaTeX lack their signs; `--svg` draws them.
 *
 * @module
 */

import type { Block, DocumentTable, Span } from "./medium.ts";

/** Writes a document in LaTeX. */
export function latex(blocks: readonly Block[]): string {
  let text = "";
  let isList = false;
  let before: Block["kind"] | null = null;
  for (const block of blocks) {
    if ((block.kind === "term") !== isList) {
      text += isList ? "\\end{description}\n" : "\\begin{description}\n";
      isList = !isList;
    }
    if (before === "line" && block.kind === "line" && !block.isNew) text = text.replace(/\n$/, " \\\\\n");
    else if (before !== null && before !== "term" && block.kind !== "term") text += "\n";
    text += blockText(block);
    before = block.kind;
  }
  return text + (isList ? "\\end{description}\n" : "");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "title":
      return `\\paragraph{${spansText(block.text.map(({ text }) => ({ text, emphasis: null })))}}\n`;
    case "line":
      return `${spansText(block.text)}\n`;
    case "term":
      return `  \\item[${escape(block.term)}] ${spansText(block.text)}\n`;
    case "table":
      return tableText(block.table);
    default:
      return "% A chart stood here: --svg FILE draws it.\n";
  }
}

function tableText({ titles, isLeft, rows }: DocumentTable): string {
  const line = (cells: readonly string[]) => `  ${cells.join(" & ")} \\\\\n`;
  const columns = isLeft.map((left) => left ? "l" : "r").join("");
  return `\\begin{tabular}{${columns}}\n  \\hline\n${line(titles.map(escape))}  \\hline\n` +
    `${rows.map((row) => line(row.map(spansText))).join("")}  \\hline\n\\end{tabular}\n`;
}

function spansText(spans: readonly Span[]): string {
  const text = spans.map(({ text, emphasis }) => {
    if (emphasis === null) return escape(text);
    return emphasis === "code" ? `\\texttt{${escape(text)}}` : `\\textbf{${escape(text)}}`;
  }).join("");
  return text.replace(/^[*[]/, "{$&}"); // after a line's end they would belong to it
}

/** Characters with a meaning of their own in LaTeX, and signs that its fonts lack. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  "$": "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  "_": "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "·": "$\\cdot$",
  "×": "$\\times$",
  "►": "$\\triangleright$",
  "…": "\\ldots{}",
  "✓": "\\checkmark{}",
  "±": "$\\pm$",
};

function escape(text: string): string {
  return text.replace(/[\\{}$&#%_^~<>|·×►…✓±]/g, (character) => ESCAPES[character]).replaceAll('"', "''");
}
