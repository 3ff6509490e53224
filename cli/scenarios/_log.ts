/**
 * What the processes of a scenario say and do, as lines of JSON on the standard output of the program that they belong to.
 *
 * Every process of a program writes a line at once, so that the order of the lines is the order in which things happened:
 * what a process did before it woke another stands before what the other does then. A scenario calls `say`; that a process
 * has started children, waits and goes on is written for it by an observer (`observe` of the library), and so is what it
 * prints to the console.
 *
 * This is the one module that acts when it is imported, so that scenarios need not: in a program that `_run.ts` started,
 * which `QUANTA_SCENARIO` tells, every process opens its log as it loads this module.
 *
 * @module
 */

import { atExit, currentProcess, observe } from "../../mod.ts";

/**
 * What an entry is about. `created` and `ended` are about a child of the process that writes them; `returned` is written by
 * a process whose own code is done, before it waits for its children.
 */
export type EntryKind = "created" | "running" | "blocked" | "resumed" | "returned" | "ended" | "said" | "printed";

/** Figures that belong to an entry. */
export type EntryData = Readonly<Record<string, unknown>>;

/** One thing that happened. */
export interface LogEntry {
  /** Milliseconds since 1970 with their fraction, by the one clock of the machine. */
  readonly epochMs: number;
  readonly kind: EntryKind;
  /** The process that it is about. */
  readonly pid: number;
  readonly process: string;
  readonly parentPid: number;
  /** What was said or printed, or what is waited for. */
  readonly text: string;
  readonly data?: EntryData;
}

/** The environment variable that tells a scenario's program. */
export const PROGRAM_VARIABLE = "QUANTA_SCENARIO";

/** A pipe takes this many bytes at once or not at all; more might mix with what another process writes. */
const LINE_BYTES_MAX = 4096;

/** Milliseconds since 1970 with their fraction. Workers have clocks of their own, which differ in where they begin. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Says what this process does. */
export function say(text: string, data?: EntryData): void {
  write("said", text, data);
}

/** Sleeps until a timer rings, and says so: a process that sleeps is blocked. */
export async function sleep(timeMs: number): Promise<void> {
  write("blocked", "a timer", { untilMs: epochMs() + timeMs });
  await new Promise((resolve) => setTimeout(resolve, timeMs));
  write("resumed", "a timer");
}

const encoder = new TextEncoder();

function write(kind: EntryKind, text: string, data?: EntryData, child?: { name: string; pid: number }): void {
  const self = currentProcess();
  const about = child === undefined
    ? { pid: self.pid!, process: self.name, parentPid: self.parentPid }
    : { pid: child.pid, process: child.name, parentPid: self.pid! };
  const entry: LogEntry = { epochMs: epochMs(), kind, ...about, text, ...(data === undefined ? {} : { data }) };
  const bytes = encoder.encode(`${JSON.stringify(entry)}\n`);
  if (bytes.length > LINE_BYTES_MAX) {
    throw new RangeError(
      `Cannot write to the log: an entry must have at most ${LINE_BYTES_MAX} bytes, got ${bytes.length}`,
    );
  }
  for (let written = 0; written < bytes.length;) written += Deno.stdout.writeSync(bytes.subarray(written));
}

/** Characters of a printed text that are kept; a stack trace may be long, and each may take six bytes. */
const PRINTED_MAX = 600;

function open(): void {
  write("running", "", { threadMs: performance.timeOrigin });
  observe({
    started: ({ daemon, ...child }) => write("created", "", { daemon }, child),
    ended: ({ exitCode, ...child }) => write("ended", "", { exitCode }, child),
    blocked: (what) => write("blocked", what),
    resumed: (what) => write("resumed", what),
  });
  atExit(() => write("returned", ""));
  const textOf = (values: unknown[]) =>
    values.map((value) => typeof value === "string" ? value : Deno.inspect(value)).join(" ").slice(0, PRINTED_MAX);
  console.log = (...values: unknown[]) => write("printed", textOf(values), { stream: "stdout" });
  console.error = (...values: unknown[]) => write("printed", textOf(values), { stream: "stderr" });
}

if (Deno.env.get(PROGRAM_VARIABLE) !== undefined) open();
