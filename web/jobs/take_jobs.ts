/**
 * Takes jobs in from outside: pasted text, a file that was dropped or chosen. What is wrong with them is said, and the jobs that
 * were there stay.
 *
 * @module
 */

import { deviceOptionTexts } from "../../engine/option_text.ts";
import { POLICIES } from "../../engine/policies.ts";
import type { PriorityOrder } from "../../engine/policy_options.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import { detectFormat } from "../../engine/workload/detect.ts";
import { readWorkload } from "../../engine/workload/read.ts";
import { isTyped, readTyped } from "../../engine/workload/typed.ts";
import { textOf } from "../file_text.ts";
import { fill } from "../languages/language.ts";
import type { Page } from "../page.ts";
import { isScript, takeScript } from "../own_policy/change_own.ts";
import { readSnapshot } from "../read_snapshot.ts";
import { shellWord } from "../shell_word.ts";
import { type Jobs, TABLE_ROWS_MAX, type TextJobs } from "./jobs.ts";
import { loadJobs } from "./load_jobs.ts";
import { tableOf } from "./table_text.ts";

/** Jobs beyond this many take more memory and time than a page should. */
const JOBS_MAX = 2_000_000;

/** Takes the jobs of a file, or a policy of one's own. */
export async function takeFile(page: Page, file: File): Promise<void> {
  const texts = page.texts.peek();
  try {
    const text = await textOf(file);
    // Text is told by its name as well as by how it begins, so the ending of gzip must not hide the real one.
    const name = file.name.replace(/\.gz$/i, "");
    if (text !== null && isScript(name)) return takeScript(page, text);
    if (text !== null && (takeState(page, text) || await take(page, { text, name, columns: "" }))) return;
    page.message.value = {
      kind: "error",
      text: fill(texts.jobs.tooLarge, { name: file.name, command: `sim compare ${shellWord(file.name)}` }),
    };
  } catch (error) {
    page.message.value = { kind: "error", text: `${file.name}: ${inPage(page, (error as Error).message)}` };
  }
}

/** Takes a state that the page saved, alone or with its figures. Returns whether it is one. */
function takeState(page: Page, text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false; // a reader says what is wrong with it
  }
  const { state = value } = value as { readonly state?: unknown };
  if (!isState(state)) return false;
  page.open(readSnapshot(state, page.state.snapshot()));
  page.message.value = null;
  return true;
}

function isState(value: unknown): boolean {
  return typeof value === "object" && value !== null && "version" in value && "jobs" in value && "policies" in value;
}

/**
 * Takes jobs that were pasted or typed; `columns` says what their columns are, where they do not say it. Returns what is wrong with
 * them; `null` where they were taken.
 */
export async function takeText(page: Page, text: string, columns = ""): Promise<string | null> {
  try {
    if (await take(page, { text, name: "", columns })) return null;
    return fill(page.texts.peek().jobs.tooLarge, { name: "jobs.txt", command: "sim compare jobs.txt" });
  } catch (error) {
    return inPage(page, (error as Error).message);
  }
}

/** A sentence of a reader, which names a flag of the command line where the page has a field. */
function inPage(page: Page, message: string): string {
  const { jobs, sentence } = page.texts.peek();
  return sentence(message).replaceAll("--columns ", `${jobs.columns}: `);
}

/** What is taken: a text, the file that it is of, and what its columns are. */
interface Taken {
  readonly text: string;
  readonly name: string;
  readonly columns: string;
}

/** Whether the jobs are few enough; they are taken then. */
async function take(page: Page, { text, name, columns }: Taken): Promise<boolean> {
  const isTypedText = name === "" && looksTyped(text);
  const how = columns.trim() === "" ? {} : { columns: columns.trim() };
  const { workload, notes, format, settings } = isTypedText
    ? { ...readTyped(text, how), format: undefined, settings: undefined }
    : await readWorkload(text, name === "" ? how : { ...how, file: name });
  if (workload.arrival.length > JOBS_MAX) return false;
  page.replaceJobs(jobsOf(workload, { name, format, text }));
  if (settings?.priorityOrder !== undefined) takeOrder(page, settings.priorityOrder);
  // A table of jobs says nothing of devices.
  for (const [name, text] of Object.entries(deviceOptionTexts(workload))) page.state.setMachine(name, text);
  const { say } = page.texts.peek();
  page.message.value = notes.length === 0 ? null : { kind: "note", text: notes.map((note) => say(note)).join("\n") };
  return true;
}

/** The chosen policies, and devices, go by priorities as the jobs say. */
function takeOrder({ state }: Page, order: PriorityOrder): void {
  state.setMachine("devicePriorityOrder", order === "low" ? "" : order);
  for (const [index, chosen] of state.policies.peek().entries()) {
    const policy = POLICIES.find(({ name }) => name === chosen.policy);
    if (policy?.options.some(({ name }) => name === "priorityOrder")) state.setOption(index, "priorityOrder", order);
  }
}

/** Whether a text is jobs as one types them, rather than a table or a file. */
function looksTyped(text: string): boolean {
  const format = detectFormat({ text });
  return isTyped(text) && (format === undefined || format === "ostep" || format === "csv");
}

/** A table where the jobs are few, otherwise their text. */
function jobsOf(workload: WorkloadColumns, file: Omit<TextJobs, "kind">): Jobs {
  return workload.arrival.length <= TABLE_ROWS_MAX
    ? tableOf(workload, workload.name ?? file.name.replace(/\.\w+$/, ""))
    : { kind: "text", ...file };
}

/** Makes a table of jobs that came as text, where they are few enough to be edited. */
export async function editable(jobs: Jobs): Promise<Jobs> {
  if (jobs.kind !== "text") return jobs;
  const { columns } = await loadJobs(jobs);
  return columns === null ? jobs : jobsOf(columns, jobs);
}
