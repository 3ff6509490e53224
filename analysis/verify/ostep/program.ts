/**
 * What each of OSTEP's programs is to `sim verify --against ostep`.
 *
 * @module
 */

import type { Transcript } from "./transcript.ts";

/**
 * A run of the program as the engine repeats it.
 *
 * @example
 * ```ts
 * import { repeatTranscript, type Repetition, Transcript } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const transcript = new Transcript("fifo.txt", "ARG policy FIFO\nARG jlist 3,2\n\n** Solutions **\n");
 * const { summary, command }: Pick<Repetition, "summary" | "command"> = await repeatTranscript(transcript);
 * assertEquals([summary, command], ["2 jobs, FIFO", "sim run ostep:3,2 -p fcfs"]);
 * ```
 * @category Verification
 */
export interface Repetition {
  /** What was run, in a few words: `3 jobs, round robin, quantum 1`. */
  readonly summary: string;
  /** The command that shows the same run, where it is short enough to type. */
  readonly command: string | null;
  /** What the program must print, line by line, as the engine has it. Lines come as the simulation goes on. */
  lines(): Iterable<string>;
}

/** One of the programs. */
export interface OstepProgram {
  readonly name: string;
  /** Whether this program printed it. */
  printed(transcript: Transcript): boolean;
  /**
   * The run that a transcript tells of. With `options`, the program's command line, jobs and options are taken from
   * there, random jobs from their seed; without, from the transcript.
   *
   * @throws {TranscriptError} When it is not whole, or cannot be simulated.
   * @throws {RangeError} When the options are wrong.
   */
  repeat(transcript: Transcript, options: string | undefined): Repetition;
}
