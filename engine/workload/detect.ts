/**
 * Tells the format of a workload from the name of its file or from how its text begins.
 *
 * @module
 */

import { PROCESS_FIELDS } from "./_rules.ts";
import { suggest } from "./_suggest.ts";
import type { WorkloadFormat } from "./format.ts";

const EXTENSIONS: Readonly<Record<string, WorkloadFormat>> = {
  yaml: "yaml",
  yml: "yaml",
  json: "json",
  csv: "csv",
  tsv: "csv",
  swf: "swf",
  ostep: "ostep",
};

/** What {@linkcode detectFormat} goes by. */
export interface DetectInput {
  /** The name of the file, with or without `.gz` at its end. */
  file?: string;
  /** How the text begins; the first line is enough, a few thousand characters are plenty. */
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
 */
export function detectFormat({ file, text }: DetectInput): WorkloadFormat | undefined {
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(file ?? "")?.[1].toLowerCase();
  if (extension !== undefined && Object.hasOwn(EXTENSIONS, extension)) return EXTENSIONS[extension];
  return text === undefined ? undefined : detectText(text);
}

function detectText(text: string): WorkloadFormat | undefined {
  const line = firstLine(text);
  if (/^(?:\[|\{\s*(?:"|\}|$))/.test(line)) return "json";
  if (line.startsWith(";") || /^-?\d+(?:\s+-?[\d.]+){17}$/.test(line)) return "swf";
  if (/^-l\b/.test(line) || /^\d[\d,:\s]*$/.test(line)) return "ostep";
  const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").toLowerCase());
  if (cells.some((cell) => (PROCESS_FIELDS as readonly string[]).includes(cell))) return "csv";
  if (/^(?:%|---|\{|#|-\s|[\w$"' -]+:(?:\s|$))/.test(line)) return "yaml";
  // A header with not one correct name is still a header.
  if (cells.length > 1 && cells.some((cell) => suggest(cell, PROCESS_FIELDS) !== undefined)) return "csv";
  return undefined;
}

/** The first line that is not empty, shortened where it is very long. */
function firstLine(text: string): string {
  return /\S[^\r\n]{0,4000}/.exec(text)?.[0].trimEnd() ?? "";
}
