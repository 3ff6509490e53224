/**
 * The first difference between two recorded runs.
 *
 * @module
 */

import type { RecordedRun } from "./invariants.ts";
import { compareNumbers } from "./invariants.ts";

/** Says in words where `actual` first differs from `expected`, or gives `null`. */
export function firstDifference(expected: RecordedRun, actual: RecordedRun): string | null {
  const byTime = [
    listDifference("transition", expected.transitions, actual.transitions),
    listDifference("segment", expected.timeline, actual.timeline),
    listDifference("figures", expected.processes, actual.processes),
  ].find((difference) => difference !== null);
  if (byTime !== undefined) return byTime;
  const differences: string[] = [];
  // Several processes may have waited the longest.
  const { longestWait, ...metrics } = expected.metrics;
  compareNumbers("metrics", actual.metrics, metrics, (difference) => differences.push(difference));
  compareNumbers("longest wait", actual.metrics.longestWait.ticks, longestWait.ticks, (difference) => {
    differences.push(difference);
  });
  return differences[0] ?? null;
}

/** Says in words where two lists of flat records first differ, or gives `null`. */
export function listDifference(noun: string, expected: readonly object[], actual: readonly object[]): string | null {
  const length = Math.max(expected.length, actual.length);
  for (let index = 0; index < length; index++) {
    if (isSame(expected[index], actual[index])) continue;
    const shown = [expected[index], actual[index]].map((value) => JSON.stringify(value));
    return `${noun} ${index} must be\n  ${shown[0]}, is\n  ${shown[1]}`;
  }
  return null;
}

function isSame(expected: object | undefined, actual: object | undefined): boolean {
  if (expected === undefined || actual === undefined) return expected === actual;
  const other = actual as Record<string, unknown>;
  const entries = Object.entries(expected);
  return entries.length === Object.keys(actual).length && entries.every(([key, value]) => Object.is(value, other[key]));
}
