/**
 * Holds an answer against the rules that every run keeps, and against what a policy decides.
 *
 * @module
 */

import { checkDecisions, type WrongDecision } from "../../analysis/check/check_decisions.ts";
import { type CheckedRule, checkLog } from "../../analysis/check/check_log.ts";
import type { Violation } from "../../analysis/check/rule.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import { resolveOptions } from "../../engine/resolve_options.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import { answerLog, type AnswerSegment, segmentOfLine, segmentText } from "./notation.ts";

/** Something that cannot be. */
export interface Mistake {
  readonly rule: string;
  /** The segment that it is about, by its place; `null` where it is about the whole. */
  readonly segment: number | null;
  readonly message: string;
}

/** What became of an answer. */
export interface CheckedAnswer {
  readonly rules: readonly CheckedRule[];
  readonly mistakes: readonly Mistake[];
  /** The first wrong decision; `null` where all are right, or where mistakes leave no decision to be judged. */
  readonly wrong: WrongDecision | null;
  /** Whether decisions were judged. */
  readonly isJudged: boolean;
}

/** Rules without which it is not clear who had a CPU. */
const CLEAR: readonly string[] = ["segments", "cpu-overlap"];

/** What an answer is held against. */
export interface AnswerQuestion {
  readonly columns: WorkloadColumns;
  /** How the answer calls the processes, and their pids. */
  readonly names: ReadonlyMap<string, number>;
  readonly options: SimulationOptions;
  readonly signal?: AbortSignal;
}

/** Checks it. */
export async function checkAnswer(
  segments: readonly AnswerSegment[],
  { columns, names, options, signal }: AnswerQuestion,
): Promise<CheckedAnswer> {
  const log = answerLog(segments, {
    names,
    options: resolveOptions(options),
    hasAffinity: columns.affinity !== undefined,
  });
  const { rules, violations } = await checkLog(log, { workload: columns, signal });
  const mistakes = violations.map((violation) => mistakeOf(violation, segments));
  const isJudged = !mistakes.some(({ rule }) => CLEAR.includes(rule));
  const wrong = isJudged ? (await checkDecisions(log, columns, options, { signal })).wrong : null;
  return { rules, mistakes, wrong, isJudged };
}

/** A violation, its place the segment itself instead of a line that nobody wrote. */
function mistakeOf({ rule, place, message }: Violation, segments: readonly AnswerSegment[]): Mistake {
  const index = /^timeline\[(\d+)\]/.exec(place.path)?.[1];
  const told = message.replaceAll(/\(line (\d+)\)/g, (whole, line) => {
    const other = segments[segmentOfLine(Number(line))];
    return other === undefined ? whole : `(${segmentText(other)})`;
  });
  const field = /\.(\w+)$/.exec(place.path)?.[1];
  return {
    rule,
    segment: index === undefined ? null : Number(index),
    message: field === undefined ? told : `${field} ${told}`,
  };
}
