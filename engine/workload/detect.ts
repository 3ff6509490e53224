/**
 * Tells the format of a workload from the name of its file or from how its text begins.
 *
 * @module
 */

import type { WorkloadFormat } from "./format.ts";
import { isHtmlTable } from "./_html_table.ts";
import { findTable, type FoundTable, HEAD_LINES, type HeadLine, isComment, isContent } from "./_layout.ts";
import { transpose, type TurnedTable } from "./_transposed.ts";

/** How much of a text is looked at. */
const HEAD_LENGTH = 2 ** 15;

/** How much of a line is looked at. */
const LINE_LENGTH_MAX = 4000;

const EXTENSIONS: Readonly<Record<string, WorkloadFormat>> = {
  yaml: "yaml",
  yml: "yaml",
  json: "json",
  csv: "csv",
  tsv: "csv",
  swf: "swf",
  gwf: "swf",
  ostep: "ostep",
};

/**
 * What {@linkcode detectFormat} goes by.
 *
 * @example
 * ```ts
 * import { detectFormat, type DetectInput } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const input: DetectInput = { file: "jobs.txt", text: "name,arrival,bursts\nA,0,3\n" };
 * assertEquals(detectFormat(input), "csv"); // the extension says nothing
 * ```
 * @category Workloads
 */
export interface DetectInput {
  /** The name of the file, with or without `.gz` at its end. */
  file?: string;
  /** How the text begins; a few thousand characters are plenty. */
  text?: string;
}

/**
 * Tells the format of a workload. A known extension decides; otherwise the text does.
 *
 * @param input The name of the file, how the text begins, or both.
 * @returns The format, or `undefined` where neither tells.
 *
 * @example
 * ```ts
 * import { detectFormat } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(detectFormat({ file: "jobs.swf.gz" }), "swf");
 * assertEquals(detectFormat({ text: "arrival,bursts\n0,3\n" }), "csv");
 * assertEquals(detectFormat({ text: "0,180,0:100,20,0" }), "ostep");
 * assertEquals(detectFormat({ text: "Dear Sir or Madam" }), undefined);
 * ```
 * @category Workloads
 */
export function detectFormat({ file, text }: DetectInput): WorkloadFormat | undefined {
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(file ?? "")?.[1].toLowerCase();
  if (extension !== undefined && Object.hasOwn(EXTENSIONS, extension)) return EXTENSIONS[extension];
  return text === undefined ? undefined : detectText(text);
}

/** A job of the Grid Workload Format, 29 fields, or the header over them. */
const GRID_JOB = /^(?:\d+(?:\s+-?[\d.]+){10}(?:\s+\S+){18}|jobid\s+submittime\s+waittime\s+runtime\s.*)$/i;

function detectText(text: string): WorkloadFormat | undefined {
  const lines = linesOf(text);
  const content = lines.filter((line) => line.text.trim() !== "" && !isComment(line.text));
  const line = (content[0] ?? lines.find((line) => line.text.trim() !== ""))?.text.trim() ?? "";
  if (/^(?:\[|\{\s*(?:"|\}|$))/.test(line)) return "json";
  if (line.startsWith(";") || /^-?\d+(?:\s+-?[\d.]+){17,}$/.test(line) || GRID_JOB.test(line)) return "swf";
  if (/^-l\b/.test(line)) return "ostep";
  if (isHtmlTable(text)) return "csv";
  const table = transpose(lines, undefined) ?? findTable(lines, undefined);
  const isYaml = /^(?:%|---(?:\s|$)|\{|-\s|[\w$"' -]+:(?:\s|$))/.test(line);
  if (table !== undefined && !("layout" in table && !table.isWhole) && !(isYaml && isLoose(table))) return "csv";
  if (isYaml) return "yaml";
  if (content.length === 1 && /^\d+(?:\s*[,:]\s*\d+)*$/.test(line)) return "ostep";
  return table === undefined ? undefined : "csv";
}

/** Whether a table could be words of any text: told by spaces alone, or after other lines. */
function isLoose(table: FoundTable | TurnedTable): boolean {
  if (!("layout" in table)) return false;
  const { layout, header, before } = table;
  return layout.kind === "spaces" || header.length === 1 || layout.kind === "separated" && before.length > 0;
}

/** Whether a text looks like rows of a table without a header: lines of several cells, a number among them. */
export function isRows(text: string): boolean {
  const content = linesOf(text).filter((line) => line.text.trim() !== "" && !isComment(line.text)).slice(0, 3);
  const rows = content.length > 1 ? content.slice(1) : content;
  return content.length > 0 && content.every(({ text }) => /\S[\s,;|]+\S/.test(text)) &&
    rows.every(({ text }) => /(?:^|[\s,;|])\d/.test(text));
}

/** The first lines, shortened where they are very long. */
export function linesOf(text: string): HeadLine[] {
  const lines: HeadLine[] = [];
  let contentLines = 0;
  for (const [index, line] of text.slice(0, HEAD_LENGTH).split(/\r?\n/).entries()) {
    if (isContent(line) && ++contentLines > HEAD_LINES) break;
    lines.push({ text: line.slice(0, LINE_LENGTH_MAX), line: index + 1 });
  }
  return lines;
}
