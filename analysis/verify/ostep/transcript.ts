/**
 * The output of a program as a user gives it: lines with their numbers.
 *
 * @module
 */

import { TranscriptError } from "../../errors.ts";

/** Lines that are read: more than any run prints that somebody looks at. */
const LINES_MAX = 4_000_000;

/**
 * The lines of a program's output, blank ones around it left out.
 *
 * @example
 * ```ts
 * import { Transcript } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const transcript = new Transcript("lottery.txt", "\nARG jlist\nARG jobs 3\n");
 * assertEquals([transcript.firstLine, transcript.one(/^ARG jobs (\d+)/, "ARG jobs")], [2, "3"]);
 * ```
 * @category Verification
 */
export class Transcript {
  /** What errors call it. */
  readonly name: string;
  /** The lines, without white space at their ends. */
  readonly lines: readonly string[];
  /** The number of `lines[0]` in the file, counted from 1. */
  readonly firstLine: number;

  /**
   * A transcript of `text`, which errors call `name`.
   *
   * @throws {TranscriptError} When the text has more than four million lines.
   */
  constructor(name: string, text: string) {
    this.name = name;
    let count = 1;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
    if (count > LINES_MAX) throw this.error(`it must have at most ${LINES_MAX} lines, got ${count}`);
    const lines = text.replace(/^\ufeff/, "").split(/\r?\n/).map((line) => line.trimEnd());
    const first = lines.findIndex((line) => line !== "");
    const last = lines.findLastIndex((line) => line !== "");
    this.lines = first === -1 ? [] : lines.slice(first, last + 1);
    this.firstLine = first + 1;
  }

  /** Whether a line begins so. */
  has(start: string): boolean {
    return this.lines.some((line) => line.startsWith(start));
  }

  /** The groups of every line that matches. */
  all(pattern: RegExp): string[][] {
    return this.lines.flatMap((line) => {
      const match = pattern.exec(line);
      return match === null ? [] : [match.slice(1)];
    });
  }

  /**
   * The first group of the first line that matches.
   *
   * @throws {TranscriptError} When there is none; `what` names the line that is missed.
   */
  one(pattern: RegExp, what: string): string {
    const [found] = this.all(pattern);
    if (found === undefined) throw this.error(`there must be a line "${what}"`);
    return found[0];
  }

  /** An error about the whole. */
  error(rule: string): TranscriptError {
    return new TranscriptError(`Cannot read ${this.name}: ${rule}`);
  }
}
