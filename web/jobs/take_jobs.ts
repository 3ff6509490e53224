/**
 * Takes jobs in from outside: pasted text, a file that was dropped or chosen. What is wrong with them is said, and the jobs that
 * were there stay.
 *
 * @module
 */

import type { WorkloadColumns } from "../../engine/workload.ts";
import { readWorkload } from "../../engine/workload/read.ts";
import { fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { type Jobs, TABLE_ROWS_MAX } from "./jobs.ts";
import { tableOf } from "./table_text.ts";

/** Bytes of the largest file that a page can hold beside what it simulates. */
const FILE_BYTES_MAX = 2 ** 26;

/** Jobs beyond this many take more memory and time than a page should. */
const JOBS_MAX = 2_000_000;

/** A file's text; `null` where it is too large. Gzip is told by its first bytes. */
export async function textOf(file: Blob): Promise<string | null> {
  if (file.size > FILE_BYTES_MAX) return null;
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = first === 0x1f && second === 0x8b;
  const stream = isPacked ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const decoder = new TextDecoder();
  let text = "";
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    if (text.length > FILE_BYTES_MAX) {
      await reader.cancel();
      return null;
    }
  }
  return text + decoder.decode();
}

/** Takes the jobs of a file. */
export async function takeFile(page: Page, file: File): Promise<void> {
  const texts = page.texts.peek();
  try {
    const text = await textOf(file);
    // Text is told by its name as well as by how it begins, so the ending of gzip must not hide the real one.
    const name = file.name.replace(/\.gz$/i, "");
    if (text !== null && await take(page, text, name)) return;
    page.message.value = {
      kind: "error",
      text: fill(texts.jobs.tooLarge, { name: file.name, command: `sim compare ${quoted(file.name)}` }),
    };
  } catch (error) {
    page.message.value = { kind: "error", text: `${file.name}: ${(error as Error).message}` };
  }
}

/** Takes jobs that were pasted or typed. Returns what is wrong with them; `null` where they were taken. */
export async function takeText(page: Page, text: string): Promise<string | null> {
  try {
    await take(page, text, "");
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether the jobs are few enough; they are taken then. */
async function take(page: Page, text: string, name: string): Promise<boolean> {
  const { workload, notes } = await readWorkload(text, name === "" ? {} : { file: name });
  if (workload.arrival.length > JOBS_MAX) return false;
  page.replaceJobs(jobsOf(workload, text, name));
  page.message.value = notes.length === 0 ? null : { kind: "note", text: notes.join("\n") };
  return true;
}

/** A table where the jobs are few, otherwise their text. */
export function jobsOf(workload: WorkloadColumns, text: string, name: string): Jobs {
  return workload.arrival.length <= TABLE_ROWS_MAX
    ? tableOf(workload, workload.name ?? name.replace(/\.\w+$/, ""))
    : { kind: "text", name, text };
}

/** A word for a shell. */
export function quoted(word: string): string {
  return /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
