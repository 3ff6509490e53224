/**
 * Reports as one self-contained HTML page: no script, no network, light and dark, to be printed too.
 *
 * @module
 */

import { escapeXml } from "../svg/elements.ts";
import { type Block, type DocumentTable, plainText, type Span } from "./medium.ts";

const CSS = `:root { color-scheme: light dark; --ink: #1f2933; --paper: #fff; --faint: #5a6672; --line: #cfd6de;
  --good: #1d6b34; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaee; --paper: #14181d; --faint: #a3adb8; --line: #3a434d; --good: #7fd197; }
}
body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif;
  color: var(--ink); background: var(--paper); margin: 2rem auto; padding: 0 1rem; max-width: 64rem; }
h1 { font-size: 1.4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; }
dt { color: var(--faint); }
dd { margin: 0; }
.wide { overflow-x: auto; margin: 1.2rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th.words, td.words { text-align: left; }
.good { color: var(--good); font-weight: 600; }
pre { overflow-x: auto; line-height: 1.25; }
figure { margin: 1.2rem 0; overflow-x: auto; }
figure svg { background: #fff; border-radius: 4px; max-width: 100%; height: auto; }
@media print { body { margin: 0; max-width: none; } }`;

/** Writes a document as a page. */
export function html(blocks: readonly Block[]): string {
  const [first] = blocks;
  const title = first?.kind === "title" ? plainText(first.text) : "Report";
  let body = "";
  let isList = false;
  for (const [index, block] of blocks.entries()) {
    if ((block.kind === "term") !== isList) {
      body += isList ? "</dl>\n" : "<dl>\n";
      isList = !isList;
    }
    if (block.kind !== "line") body += blockText(block);
    else {
      const next = blocks[index + 1];
      const goesOn = next?.kind === "line" && !next.isNew;
      const begin = body.endsWith("<br>\n") ? "" : "<p>";
      body += `${begin}${spansText(block.text)}${goesOn ? "<br>" : "</p>"}\n`;
    }
  }
  if (isList) body += "</dl>\n";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style>
${CSS}
</style>
</head>
<body>
<main>
${body}</main>
</body>
</html>
`;
}

function blockText(block: Exclude<Block, { kind: "line" }>): string {
  switch (block.kind) {
    case "title":
      return `<h1>${spansText(block.text.map(({ text }) => ({ text, emphasis: null })))}</h1>\n`;
    case "term":
      return `<dt>${escapeXml(block.term)}</dt><dd>${spansText(block.text)}</dd>\n`;
    case "table":
      return tableText(block.table);
    case "chart":
      return `<pre>${escapeXml(block.text.replace(/\n*$/, ""))}</pre>\n`;
    case "drawing":
      return `<figure>\n${block.svg}</figure>\n`;
  }
}

function tableText({ titles, isLeft, rows }: DocumentTable): string {
  const name = (column: number) => isLeft[column] ? ' class="words"' : "";
  const head = titles.map((title, column) => `<th scope="col"${name(column)}>${escapeXml(title)}</th>`).join("");
  const body = rows.map((row) =>
    `<tr>${row.map((cell, column) => `<td${name(column)}>${spansText(cell)}</td>`).join("")}</tr>\n`
  );
  return `<div class="wide" tabindex="0" role="region" aria-label="table"><table>\n<thead><tr>${head}</tr></thead>\n` +
    `<tbody>\n${body.join("")}</tbody>\n</table></div>\n`;
}

function spansText(spans: readonly Span[]): string {
  return spans.map(({ text, emphasis }) => {
    if (emphasis === null) return escapeXml(text);
    if (emphasis === "code") return `<code>${escapeXml(text)}</code>`;
    return emphasis === "good" ? `<span class="good">${escapeXml(text)}</span>` : `<b>${escapeXml(text)}</b>`;
  }).join("");
}
