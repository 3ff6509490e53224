/**
 * The figures of locks, as text.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import type { LockResult, SimulationResult } from "../../engine/result.ts";
import { wrap } from "../../pictures/width.ts";
import { keyText } from "../../pictures/words/decision_words.ts";
import type { Style } from "../io.ts";
import { renderTable } from "./table.ts";
import { timesOf } from "./times.ts";

/** Locks that the table has at the most; those that were waited for the longest if there are more. */
const LOCKS_MAX = 30;

/** Draws a row for every lock, and says what inversions came to. */
export function renderLocks(
  { metrics, options }: Pick<SimulationResult, "metrics" | "options">,
  style: Style,
  width: number,
): string {
  const { say } = style;
  const times = timesOf(style);
  const locks: readonly LockResult[] = metrics.locks ?? [];
  const shown = locks.length > LOCKS_MAX
    ? locks.toSorted((a, b) => b.longestWait - a.longestWait).slice(0, LOCKS_MAX)
    : locks;
  const hasCeilings = locks.some(({ ceiling }) => ceiling !== undefined);
  const columns = [
    { title: "Lock", align: "left" as const },
    { title: "Acquisitions", rank: 4 },
    { title: "Waits" },
    { title: "Mean wait", rank: 2 },
    { title: "Longest wait" },
    { title: "Held", rank: 3 },
    { title: "Longest hold", rank: 1 },
    ...(hasCeilings ? [{ title: "Ceiling" }] : []),
  ].map((column) => ({ ...column, title: say(column.title) }));
  const rows = shown.map((lock) => [
    lock.name,
    formatCount(lock.acquisitions),
    formatCount(lock.waits),
    times.decimal(lock.meanWait),
    times.count(lock.longestWait),
    times.count(lock.held),
    times.count(lock.longestHold),
    ...(hasCeilings ? [lock.ceiling === undefined ? "-" : keyText(lock.ceiling, options)] : []),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const left = locks.length - shown.length;
  const lines = [
    ...(omitted.length === 0
      ? []
      : [style.dim(wrap(say("Too narrow for: {columns}", { columns: omitted.join(", ") }), width))]),
    ...(left === 0
      ? []
      : [wrap(say("{count} more locks with no longer waits than these", { count: formatCount(left) }), width)]),
    ...(metrics.inversion === undefined || metrics.inversion === 0 ? [] : [
      wrap(
        say("priority inversion: {ticks} in all, in which less urgent processes ran", {
          ticks: times.count(metrics.inversion),
        }),
        width,
      ),
    ]),
  ];
  return text + lines.map((line) => line + "\n").join("");
}
