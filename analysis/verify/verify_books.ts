/**
 * Runs the books' worked examples and puts each printed figure beside the one that the engine gives.
 *
 * @module
 */

import { refuseUnknownOptions } from "../../engine/known_options.ts";
import type { SimulationResult } from "../../engine/result.ts";
import { simulate } from "../../engine/simulate.ts";
import { createPause } from "../_pause.ts";
import type { AnalysisOptions } from "../options.ts";
import { BOOKS } from "./books/mod.ts";
import type { Book, MeanName, WorkedExample } from "./worked_example.ts";

/**
 * A printed figure and what came of it.
 *
 * @example
 * ```ts
 * import { BOOKS, type CheckedFigure, verifyBooks } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const examples = BOOKS[0].examples.slice(0, 1);
 * const [figure]: readonly CheckedFigure[] = await verifyBooks({ books: [{ ...BOOKS[0], examples }] });
 * assertEquals([figure.expected, figure.agrees], [figure.got, true]);
 * ```
 * @category Verification
 */
export interface CheckedFigure {
  /** The book's short name. */
  readonly book: string;
  /** What the book asks. */
  readonly example: string;
  /** The policy that was run for it. */
  readonly policy: string;
  /** Such as `mean turnaround`. */
  readonly figure: string;
  /** As the book prints it. */
  readonly expected: string;
  /** As the engine has it, to as many digits. */
  readonly got: string;
  /** Whether the two are alike. */
  readonly agrees: boolean;
}

const MEAN_TITLES: Readonly<Record<MeanName, string>> = {
  turnaround: "mean turnaround",
  waiting: "mean waiting",
  response: "mean response",
  weightedTurnaround: "mean turnaround/service",
};

const LISTS = ["finish", "turnaround", "waiting", "response"] as const;

/**
 * How many worked examples have been run.
 *
 * @example
 * ```ts
 * import { BOOKS, verifyBooks, type VerifyProgress } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tell = ({ done, examples }: VerifyProgress) => `${done} of ${examples} examples`;
 * const books = [{ ...BOOKS[0], examples: BOOKS[0].examples.slice(0, 2) }];
 * await verifyBooks({ books, onProgress: (progress) => console.error(tell(progress)) }); // nothing where it takes no time
 * assertEquals(tell({ done: 1, examples: 2 }), "1 of 2 examples");
 * ```
 * @category Verification
 */
export interface VerifyProgress {
  /** Worked examples that have been run. */
  readonly done: number;
  /** Worked examples in all. */
  readonly examples: number;
}

/**
 * What is verified.
 *
 * @example
 * ```ts
 * import { BOOKS, verifyBooks, type VerifyOptions } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const options: VerifyOptions = { books: [{ ...BOOKS[0], examples: BOOKS[0].examples.slice(0, 1) }] };
 * const figures = await verifyBooks(options);
 * assertEquals(new Set(figures.map(({ book }) => book)), new Set([BOOKS[0].name]));
 * ```
 * @category Verification
 */
export interface VerifyOptions extends AnalysisOptions<VerifyProgress> {
  /** The books. Default: {@linkcode BOOKS}. */
  readonly books?: readonly Book[];
}

/**
 * Runs every worked example of the books; the figures are in their order.
 *
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { verifyBooks } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const figures = await verifyBooks();
 * assertEquals(figures.filter(({ agrees }) => !agrees), []);
 * ```
 *
 * @category Verification
 */
export async function verifyBooks(
  options: VerifyOptions = {},
): Promise<CheckedFigure[]> {
  refuseUnknownOptions("verify", options, ["books", "signal", "onProgress"] satisfies (keyof VerifyOptions)[]);
  const { books = BOOKS, signal, onProgress } = options;
  const figures: CheckedFigure[] = [];
  const examples = books.reduce((sum, book) => sum + book.examples.length, 0);
  let done = 0;
  const pause = createPause(signal, () => onProgress?.({ done, examples }));
  for (const book of books) {
    for (const example of book.examples) {
      await pause();
      for (const { figure, expected, got } of figuresOf(example)) {
        figures.push({
          book: book.name,
          example: example.title,
          policy: example.options.policy,
          figure,
          expected,
          got,
          agrees: got === expected,
        });
      }
      done += 1;
    }
  }
  return figures;
}

type Comparison = Pick<CheckedFigure, "figure" | "expected" | "got">;

function* figuresOf({ workload, options, printed }: WorkedExample): Generator<Comparison> {
  const result = simulate(workload, { ...options, timeline: "full", transitions: "full" });
  for (const figure of LISTS) {
    const expected = printed[figure]?.join(" ");
    if (expected === undefined) continue;
    yield { figure, expected, got: result.processes.map((process) => process[figure]).join(" ") };
  }
  for (const [name, expected] of Object.entries(printed.mean ?? {}) as [MeanName, string][]) {
    const digits = expected.split(".")[1]?.length ?? 0;
    yield { figure: MEAN_TITLES[name], expected, got: result.metrics[name].mean.toFixed(digits) };
  }
  if (printed.gantt !== undefined) yield { figure: "Gantt chart", expected: printed.gantt, got: ganttText(result) };
  if (printed.firstTickAtLevel !== undefined) {
    const { level, tick } = printed.firstTickAtLevel;
    yield { figure: `first tick at level ${level}`, expected: String(tick), got: firstTickAtLevel(result, level) };
  }
}

/** Runs of one process that follow each other at once are one bar. */
function ganttText({ timeline, processes }: SimulationResult): string {
  const names = new Map(processes.map(({ pid, name }) => [pid, name]));
  const bars: { pid: number; start: number; end: number }[] = [];
  for (const { pid, start, end } of timeline) {
    const last = bars.at(-1);
    if (last?.pid === pid && last.end === start) last.end = end;
    else bars.push({ pid, start, end });
  }
  return bars.map(({ pid, start, end }) => `${names.get(pid)} ${start}-${end}`).join(", ");
}

function firstTickAtLevel({ transitions }: SimulationResult, level: number): string {
  const first = transitions.find((transition) => transition.state === "running" && transition.level === level);
  return String(first?.time ?? "never");
}
