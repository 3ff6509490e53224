/**
 * What a stroke of the pen does to an answer: a process gets a CPU for some ticks, or gives it back.
 *
 * @module
 */

import type { AnswerSegment } from "../check/notation.ts";

/** A stroke. */
export interface Stroke {
  readonly process: string;
  readonly cpu: number;
  readonly from: number;
  /** The first tick after it. */
  readonly to: number;
  /** Whether it takes away. */
  readonly isErasing: boolean;
}

/** The segments after a stroke. Whoever else had the CPU then loses it for these ticks. */
export function stroked(segments: readonly AnswerSegment[], stroke: Stroke): AnswerSegment[] {
  const { process, cpu, from, to, isErasing } = stroke;
  const kept = segments.flatMap((segment) => {
    const isHit = segment.cpu === cpu && (!isErasing || segment.process === process);
    return isHit ? without(segment, from, to) : [segment];
  });
  if (!isErasing) kept.push({ process, cpu, start: from, end: to, kind: "run" });
  return joined(kept);
}

/** What is left of a segment without some ticks. */
function without(segment: AnswerSegment, from: number, to: number): AnswerSegment[] {
  const { start, end } = segment;
  if (end <= from || start >= to) return [segment];
  return [{ ...segment, end: from }, { ...segment, start: to }].filter((rest) => rest.start < rest.end);
}

/** In order of time, what touches made one. */
function joined(segments: readonly AnswerSegment[]): AnswerSegment[] {
  const ordered = [...segments].sort((a, b) => a.cpu - b.cpu || a.start - b.start);
  const result: AnswerSegment[] = [];
  for (const segment of ordered) {
    const last = result.at(-1);
    const isSame = last !== undefined && last.cpu === segment.cpu && last.end === segment.start &&
      last.process === segment.process && last.kind === segment.kind;
    if (isSame) result[result.length - 1] = { ...last, end: segment.end };
    else result.push(segment);
  }
  return result;
}

/** Whether a process has a CPU at a tick. */
export function isRunning(segments: readonly AnswerSegment[], process: string, cpu: number, tick: number): boolean {
  return segments.some((segment) =>
    segment.process === process && segment.cpu === cpu && segment.start <= tick && tick < segment.end
  );
}
