/**
 * A timeline as a person types it: `A 0-3, B 3-7`, a CPU before it where there are several (`CPU 1: C 4-8`); or a log as programs
 * write it, JSON or CSV, which the checker's own reader reads.
 *
 * @module
 */

import type { Log, SegmentKind } from "../../analysis/check/log.ts";
import { readLog } from "../../analysis/check/read_log.ts";
import { quoteIfOdd } from "../../engine/quote.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";

/** A part of an answer: who has a CPU from when to when. */
export interface AnswerSegment {
  readonly process: string;
  readonly cpu: number;
  readonly start: number;
  readonly end: number;
  readonly kind: SegmentKind;
}

/** What the checker calls an answer. */
const FILE = "answer";

/** Segments of an answer, at the most. */
const SEGMENTS_MAX = 20_000;

const PART =
  /^(?:(?<kind>switch|migration|warmup)\s+)?(?<process>.*?\S)\s*[ :]\s*(?<start>\d+)\s*(?:-|–|—|\.\.|to|\s)\s*(?<end>\d+)$/;
const CPU = /^CPU\s*(?<cpu>\d+)\s*[:：]?\s*/i;

/** Ways to say that nobody runs. */
const NOBODY = /^(?:idle|-|–|空闲)$/i;

/**
 * Reads an answer.
 *
 * @throws {SyntaxError} If a part of it is no segment.
 * @throws {LogError} If it is a log that cannot be read.
 * @throws {RangeError} If it has too many segments.
 */
export function readAnswer(text: string): readonly AnswerSegment[] {
  const log = logOf(text);
  const segments = log === null
    ? readParts(text)
    : log.segments.map(({ process, cpu, start, end, kind }) => ({ process, cpu, start, end, kind }));
  if (segments.length > SEGMENTS_MAX) {
    throw new RangeError(`Cannot read the answer: segments must be at most ${SEGMENTS_MAX}, got ${segments.length}`);
  }
  return segments;
}

/** What a program wrote; `null` for what a person did. */
function logOf(text: string): Log | null {
  const [first = ""] = text.trimStart().split("\n");
  const isCsv = /\bstart\b/.test(first) && /\bend\b/.test(first);
  return isCsv || /^[[{]/.test(first) ? readLog(FILE, isCsv ? text.replaceAll("\t", ",") : text) : null;
}

function readParts(text: string): AnswerSegment[] {
  const segments: AnswerSegment[] = [];
  for (const line of text.split("\n")) {
    let cpu = 0;
    for (const part of line.split(/[,;，；]/)) {
      const named = CPU.exec(part.trim());
      if (named !== null) cpu = Number(named.groups!.cpu);
      const rest = part.trim().replace(CPU, "");
      if (rest === "") continue;
      const match = PART.exec(rest)?.groups;
      if (match === undefined) {
        throw new SyntaxError(
          `Cannot read the answer: each part must be a process and its ticks, such as A 0-3, got ${quoteIfOdd(rest)}`,
        );
      }
      const { process, start, end, kind = "run" } = match;
      if (NOBODY.test(process)) continue;
      segments.push({ process, cpu, start: Number(start), end: Number(end), kind: kind as SegmentKind });
    }
  }
  return segments;
}

/** Segments as they are typed, those of each CPU on a line. */
export function writeAnswer(segments: readonly AnswerSegment[]): string {
  const cpus = [...new Set(segments.map(({ cpu }) => cpu))].sort((a, b) => a - b);
  const lines = cpus.map((cpu) => {
    const own = segments.filter((segment) => segment.cpu === cpu).sort((a, b) => a.start - b.start);
    const head = cpus.length === 1 && cpu === 0 ? "" : `CPU ${cpu}: `;
    return head + own.map(segmentText).join(", ");
  });
  return lines.join("\n");
}

/** A segment as it is typed. */
export function segmentText({ process, start, end, kind }: AnswerSegment): string {
  return `${kind === "run" ? "" : `${kind} `}${process} ${start}-${end}`;
}

/** What an answer is of. */
export interface AnswerSubject {
  /** How it calls the processes. */
  readonly names: ReadonlyMap<string, number>;
  /** Those of the run that it is held against, resolved. */
  readonly options: unknown;
  /** Whether a process may run on some CPUs only. */
  readonly hasAffinity: boolean;
}

/** An answer as the checker takes it. */
export function answerLog(segments: readonly AnswerSegment[], subject: AnswerSubject): Log {
  return readLog(FILE, answerJson(segments, subject));
}

/**
 * An answer as a log that the checker reads, on a machine of some options. The segment at place `index` stands at `timeline[index]`, in a
 * line of its own: line `index + 2`.
 */
export function answerJson(
  segments: readonly AnswerSegment[],
  { names, options, hasAffinity }: AnswerSubject,
): string {
  const unlimited = (_: string, value: unknown) => value === Infinity ? null : value;
  const machine = JSON.stringify({ options, workload: { affinity: hasAffinity } }, unlimited).slice(1);
  // The checker takes a number for a pid.
  const isOther = (process: string) => /^(?:pid )?\d+$/.test(process);
  const timeline = segments.map(({ process, ...rest }) =>
    JSON.stringify({ pid: isOther(process) ? names.get(process) ?? process : process, ...rest })
  );
  return `{"timeline":[\n${timeline.join(",\n")}\n],${machine}\n`;
}

/** How an answer calls the processes, and their pids, in the workload's order. A name that cannot be typed is `pid 7`. */
export function answerNames(labels: ProcessLabels): ReadonlyMap<string, number> {
  const pids = Array.from({ length: labels.count }, (_, row) => labels.pid(row));
  const count = new Map<string, number>();
  for (const pid of pids) count.set(labels.name(pid), (count.get(labels.name(pid)) ?? 0) + 1);
  return new Map(pids.map((pid) => {
    const name = labels.name(pid);
    const isPlain = count.get(name) === 1 && canBeTyped(name);
    return [isPlain ? name : `pid ${pid}`, pid];
  }));
}

function canBeTyped(name: string): boolean {
  const segment: AnswerSegment = { process: name, cpu: 0, start: 0, end: 1, kind: "run" };
  try {
    const read = readParts(segmentText(segment));
    return read.length === 1 && read[0].process === name && read[0].kind === "run" && read[0].cpu === 0;
  } catch {
    return false;
  }
}

/** Which segment a line of {@linkcode answerLog} is. */
export function segmentOfLine(line: number): number {
  return line - 2;
}
