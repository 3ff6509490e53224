/**
 * What is pasted: jobs, which replace all, or a block of cells, which goes where it was pasted.
 *
 * @module
 */

import { useEffect } from "preact/hooks";
import { detectFormat } from "../../engine/workload/detect.ts";
import { isTyped } from "../../engine/workload/typed.ts";
import type { Page } from "../page.ts";
import type { TableJobs } from "./jobs.ts";
import { mistakenTable } from "./mistaken_table.ts";
import { pasteCells, type PastePlace } from "./paste_cells.ts";
import { takeText } from "./take_jobs.ts";

/** Whether a text is more than one cell, so that the cell itself must not take it. */
export function isBlock(text: string): boolean {
  return /[\t\n]/.test(text.trim()) || isJobs(text);
}

/** Takes a block. What is wrong with one that is jobs is said at its cells, or else over the page, and the jobs stay. */
export async function takePaste(page: Page, jobs: TableJobs, text: string, place: PastePlace): Promise<void> {
  const filled = isJobs(text) ? null : pasteCells(jobs, text, place);
  if (filled !== null) return page.replaceJobs(filled);
  await takeJobs(page, text);
}

/** Takes jobs that are pasted where nothing is typed: there may be no cell, and one need not look for it. */
export function usePagePaste(page: Page): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const isTyped = event.target instanceof Element && event.target.matches("input, textarea");
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (isTyped || text.trim() === "" || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      void takeJobs(page, text);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [page]);
}

async function takeJobs(page: Page, text: string): Promise<void> {
  const problem = await takeText(page, text);
  if (problem === null) return;
  const table = await mistakenTable(text);
  if (table !== null) page.replaceJobs(table);
  else page.message.value = { kind: "error", text: problem };
}

/** Whether a text has all that jobs need, a header or a name each, rather than being cells of some columns. */
function isJobs(text: string): boolean {
  const trimmed = text.trim();
  if (!trimmed.includes("\n")) return /^\{\s*"/.test(trimmed) || /^[^\s\d].*[;:]/.test(trimmed) && isTyped(trimmed);
  if (detectFormat({ text: trimmed }) !== undefined) return true;
  // Cells have tabs between them, and what begins with a number may be bursts, a line each.
  return !trimmed.includes("\t") && /^[^\d\n]\S*?[\s,;:]+\S[^\n]*\n/.test(trimmed) && isTyped(trimmed);
}
