/**
 * An answer held against what a policy of one's own decides.
 *
 * @module
 */

import { type AnswerQuestion, checkAnswer, type CheckedAnswer } from "../check/check_answer.ts";
import type { AnswerSegment } from "../check/notation.ts";

/** What is to be checked. */
export interface CheckInput extends Omit<AnswerQuestion, "signal"> {
  readonly segments: readonly AnswerSegment[];
}

/** Checks it. */
export async function checkTask(
  { segments, ...question }: CheckInput,
  _tell: (progress: never) => void,
): Promise<CheckedAnswer> {
  return await checkAnswer(segments, question);
}
