/**
 * Holds the output of one of OSTEP's programs against the engine's run of the same jobs.
 *
 * @module
 */

import { refuseUnknownOptions } from "../../../engine/known_options.ts";
import { createPause } from "../../_pause.ts";
import type { AnalysisOptions } from "../../options.ts";
import { lotteryPyProgram } from "./lottery_py.ts";
import { mlfqPyProgram } from "./mlfq_py.ts";
import type { OstepProgram, Repetition } from "./program.ts";
import { schedulerPyProgram } from "./scheduler_py.ts";
import type { Transcript } from "./transcript.ts";

/** The programs whose output is known. */
export const OSTEP_PROGRAMS: readonly OstepProgram[] = [mlfqPyProgram, schedulerPyProgram, lotteryPyProgram];

/**
 * The first line that is not alike.
 *
 * @example
 * ```ts
 * import { type LineDifference, repeatTranscript, Transcript } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const transcript = new Transcript("fifo.txt", "ARG policy FIFO\nARG jlist 3,2\n\n** Solutions **\n");
 * const difference: LineDifference = (await repeatTranscript(transcript)).difference!;
 * assertEquals([difference.line, difference.theirs], [4, "** Solutions **"]); // the list of jobs was cut out
 * ```
 * @category Verification
 */
export interface LineDifference {
  /** Its number in the program's output, counted from 1. */
  readonly line: number;
  /** The lines before it, at most three, which are alike. */
  readonly before: readonly string[];
  /** The program's line; `null` where its output has ended. */
  readonly theirs: string | null;
  /** The engine's line; `null` where there should be none. */
  readonly ours: string | null;
}

/**
 * What came of it.
 *
 * @example
 * ```ts
 * import { repeatTranscript, type RepetitionOutcome, Transcript } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const transcript = new Transcript("fifo.txt", "ARG policy FIFO\nARG jlist 3,2\n\n** Solutions **\n");
 * const outcome: RepetitionOutcome = await repeatTranscript(transcript);
 * assertEquals([outcome.program, outcome.lines], ["scheduler.py", 3]); // as many are alike
 * ```
 * @category Verification
 */
export interface RepetitionOutcome extends Pick<Repetition, "summary" | "command"> {
  /** The program, such as `mlfq.py`. */
  readonly program: string;
  /** Lines that are alike, up to the difference where there is one. */
  readonly lines: number;
  /** The first line that differs; `null` where none does. */
  readonly difference: LineDifference | null;
}

/**
 * How many lines are alike so far.
 *
 * @example
 * ```ts
 * import { type RepeatProgress, repeatTranscript, Transcript } from "@quanta/quanta/analysis";
 * import { assert } from "@std/assert";
 *
 * const told: RepeatProgress[] = [];
 * const transcript = new Transcript("fifo.txt", "ARG policy FIFO\nARG jlist 3,2\n\n** Solutions **\n");
 * await repeatTranscript(transcript, { onProgress: (progress) => void told.push(progress) });
 * assert(told.every(({ done, lines }) => done <= lines));
 * ```
 * @category Verification
 */
export interface RepeatProgress {
  /** Lines that are alike so far. */
  readonly done: number;
  /** Lines of the output. */
  readonly lines: number;
}

/**
 * How a run is repeated.
 *
 * @example
 * ```ts
 * import { type RepeatOptions, repeatTranscript, Transcript } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const transcript = new Transcript("fifo.txt", "ARG policy SJF\nARG jlist 3,2\n\n** Solutions **\n");
 * const options: RepeatOptions = { options: "-p SJF -l 3,2" };
 * assertEquals((await repeatTranscript(transcript, options)).summary, "2 jobs, SJF");
 * ```
 * @category Verification
 */
export interface RepeatOptions extends AnalysisOptions<RepeatProgress> {
  /**
   * The program's command line, such as `-s 3 -j 5`: jobs and options are taken from there, random jobs from their seed.
   * Default: from the transcript.
   */
  readonly options?: string;
}

/** Lines that are shown before a difference. */
const CONTEXT_LINES = 3;

/**
 * Repeats the run of a transcript and finds the first line that differs. Spaces at the ends of lines do not count.
 *
 * @throws {TranscriptError} When it is no output of a program that is known, or not whole.
 * @throws {RangeError} When the options are wrong.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { repeatTranscript, Transcript, TranscriptError } from "@quanta/quanta/analysis";
 * import { assertRejects } from "@std/assert";
 *
 * const transcript = new Transcript("notes.txt", "no output of a program of OSTEP");
 * await assertRejects(() => repeatTranscript(transcript), TranscriptError);
 * ```
 * @category Verification
 */
export async function repeatTranscript(
  transcript: Transcript,
  how: RepeatOptions = {},
): Promise<RepetitionOutcome> {
  refuseUnknownOptions("repeat the run", how, ["signal", "onProgress", "options"] satisfies (keyof RepeatOptions)[]);
  const { options, signal, onProgress } = how;
  const program = OSTEP_PROGRAMS.find((candidate) => candidate.printed(transcript));
  if (program === undefined) {
    const names = OSTEP_PROGRAMS.map(({ name }) => `${name} -c`).join(", ");
    throw transcript.error(`it must be the output of one of ${names}`);
  }
  const repetition = program.repeat(transcript, options);
  const { summary, command } = repetition;
  const outcome = { program: program.name, summary, command };
  const theirs = transcript.lines;
  const differenceAt = (index: number, ours: string | null) => ({
    line: transcript.firstLine + index,
    before: theirs.slice(Math.max(0, index - CONTEXT_LINES), index),
    theirs: theirs[index] ?? null,
    ours,
  });
  let index = 0;
  const pause = createPause(signal, () => onProgress?.({ done: index, lines: theirs.length }));
  for (const line of repetition.lines()) {
    await pause();
    const ours = line.trimEnd();
    if (ours === "" && index >= theirs.length) continue;
    if (theirs[index] !== ours) return { ...outcome, lines: index, difference: differenceAt(index, ours) };
    index++;
  }
  return { ...outcome, lines: index, difference: index === theirs.length ? null : differenceAt(index, null) };
}
