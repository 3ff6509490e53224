/**
 * The error that says what is wrong with a workload, and where: several mistakes at once.
 *
 * @module
 */

/** How many problems the message of a {@linkcode WorkloadError} shows. */
const SHOWN_MAX = 20;

/** How many characters of a value the message shows. */
const VALUE_LENGTH_MAX = 40;

/** Lists of more numbers than this are not shown in error messages. */
const LIST_LENGTH_MAX = 8;

/** What must not reach a terminal as it is: controls, lone surrogates, line breaks, text direction, what is no character. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]/gu;

/**
 * Where something stands in a workload: `["processes", 1, "bursts", 2, "cpu"]`, indices from 0.
 *
 * @example
 * ```ts
 * import { toColumns, WorkloadError, type WorkloadPath } from "@quanta/quanta/simulate";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const paths: WorkloadPath[] = [];
 * const locate = (path: WorkloadPath) => void paths.push(path);
 * assertThrows(() => toColumns({ processes: [{ bursts: 3 }, { bursts: [2, { io: -1 }] }] }, { locate }), WorkloadError);
 * assertEquals(paths, [["processes", 1, "bursts", 1, "io"]]);
 * ```
 * @category Errors
 */
export type WorkloadPath = readonly (string | number)[];

/**
 * Where something stands in a text; lines and columns from 1.
 *
 * @example
 * ```ts
 * import { readWorkload, WorkloadError, type WorkloadPlace } from "@quanta/quanta/simulate";
 * import { assertEquals, assertRejects } from "@std/assert";
 *
 * const error = await assertRejects(() => readWorkload("arrival,bursts\n0,-3\n", { file: "jobs.csv" }), WorkloadError);
 * const { file, line, column }: WorkloadPlace = error.problems[0];
 * assertEquals([file, line, column], ["jobs.csv", 2, 3]);
 * ```
 * @category Errors
 */
export interface WorkloadPlace {
  /** The file as the reader was told. */
  file?: string;
  /** The line, from 1. */
  line?: number;
  /** The column in UTF-16 units, from 1. */
  column?: number;
}

/**
 * One mistake in a workload.
 *
 * @example
 * ```ts
 * import { toColumns, WorkloadError, type WorkloadProblem } from "@quanta/quanta/simulate";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => toColumns({ processes: [{ bursts: 3 }, { arrival: -1, bursts: 3 }] }), WorkloadError);
 * const problem: WorkloadProblem = error.problems[0];
 * assertEquals([problem.process, problem.field, problem.value], [2, "arrival", -1]);
 * ```
 * @category Errors
 */
export interface WorkloadProblem extends WorkloadPlace {
  /** The position of the process in the workload, from 1; absent where the workload as a whole is wrong. */
  process?: number;
  /** What is wrong, as a path inside the process or the workload: `arrival`, `bursts[2].cpu`. */
  field: string;
  /** What it must be; completes the sentence "field must be ...". */
  rule: string;
  /** What it is instead. The property is absent where there is nothing to show. */
  value?: unknown;
  /** A remark that helps to mend it: `did you mean "arrival"?`. */
  hint?: string;
}

/**
 * What {@linkcode WorkloadError} is made from, besides its problems.
 *
 * @example
 * ```ts
 * import { WorkloadError, type WorkloadErrorOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: WorkloadErrorOptions = { problemCount: 7 };
 * const error = new WorkloadError([{ process: 1, field: "bursts", rule: "given" }], options);
 * assertEquals(error.message.split("\n").at(-1), "and 6 more");
 * ```
 * @category Errors
 */
export interface WorkloadErrorOptions extends ErrorOptions {
  /** How many problems there are in all, where not all are listed. Default: as many as are listed. */
  problemCount?: number;
}

/**
 * A workload that cannot be used: text that cannot be parsed, or processes that break a rule of the simulated machine.
 * It is a `SyntaxError` because a workload is input in a language of its own, be it text, objects or columns.
 *
 * The message has one line per problem, at most 20:
 * `jobs.csv:3:7: Cannot read process 2: arrival must be a whole number from 0 to 9007199254740991, got "x"`.
 *
 * @example Several mistakes at once
 * ```ts
 * import { toColumns, WorkloadError } from "@quanta/quanta";
 * import { assert, assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => toColumns({ processes: [{ bursts: 0 }, { arrival: -1, bursts: 3 }] }), WorkloadError);
 * assert(error instanceof SyntaxError);
 * assertEquals(error.problems.map((problem) => [problem.process, problem.field]), [[1, "bursts"], [2, "arrival"]]);
 * assertEquals(
 *   error.message.split("\n")[0],
 *   "Cannot read process 1: bursts must be a whole number from 1 to 9007199254740991, got 0",
 * );
 * ```
 * @category Errors
 */
export class WorkloadError extends SyntaxError {
  /** The name of the class. */
  override readonly name = "WorkloadError";
  /** The problems by line, or by process where there are no lines; at most a hundred, those that were found first. */
  readonly problems: readonly WorkloadProblem[];
  /** How many problems there are in all; 100 where reading stopped at the hundredth. */
  readonly problemCount: number;

  /**
   * Makes an error that lists problems.
   *
   * @param problems At least one.
   * @param options The count of all problems where not all are listed, and the cause.
   */
  constructor(problems: readonly WorkloadProblem[], options: WorkloadErrorOptions = {}) {
    const problemCount = options.problemCount ?? problems.length;
    const lines = problems.slice(0, SHOWN_MAX).map(problemText);
    if (problemCount > lines.length) lines.push(`and ${problemCount - lines.length} more`);
    super(lines.join("\n"), "cause" in options ? { cause: options.cause } : undefined);
    this.problems = problems;
    this.problemCount = problemCount;
  }
}

/** The sentence that tells a problem, on one line. */
function problemText(problem: WorkloadProblem): string {
  const { process, field, rule, hint } = problem;
  const subject = process === undefined ? "workload" : `process ${process}`;
  const got = "value" in problem ? `, got ${describeValue(problem.value)}` : "";
  const remark = hint === undefined ? "" : ` (${hint})`;
  return escapeUnprintable(`${placeText(problem)}Cannot read ${subject}: ${field} must be ${rule}${got}${remark}`);
}

function placeText({ file, line, column }: WorkloadProblem): string {
  if (line === undefined) return file === undefined ? "" : `${file}: `;
  if (file !== undefined) return column === undefined ? `${file}:${line}: ` : `${file}:${line}:${column}: `;
  return column === undefined ? `line ${line}: ` : `line ${line}, column ${column}: `;
}

/**
 * A value as an error message shows it: short, on one line, and such that `-0`, `"3"` and 3 differ.
 *
 * @param value Anything.
 * @returns The text.
 */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value.length > VALUE_LENGTH_MAX
        ? `${JSON.stringify(value.slice(0, VALUE_LENGTH_MAX))}... (${value.length} characters)`
        : JSON.stringify(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "undefined":
      return "nothing";
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return describeList(value);
      return Object.prototype.toString.call(value) === "[object Object]" ? "an object" : `a ${tagOf(value)}`;
    case "function":
      return "a function";
    default:
      return String(value);
  }
}

/** A list of a few numbers as it is, since one of them may be what is wrong; of others how long it is. */
function describeList(list: readonly unknown[]): string {
  if (list.length === 0) return "an empty list";
  const isShort = list.length <= LIST_LENGTH_MAX && list.every((entry) => typeof entry === "number");
  return isShort ? `[${list.map(describeValue).join(", ")}]` : `a list of ${list.length}`;
}

/**
 * The built-in class of an object, the same across realms: `Float64Array`, `Map`, `Object`.
 *
 * @param value Anything.
 * @returns The name.
 */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/** The text with every character that could garble a terminal written as an escape. */
export function escapeUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
