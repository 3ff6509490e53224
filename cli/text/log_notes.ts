/**
 * What a report on a log of a cluster says besides: bounded slowdown, and the log's own waits beside those of the runs.
 *
 * @module
 */

import {
  type LogFigures,
  logFigures,
  meanBoundedSlowdown,
  SLOWDOWN_THRESHOLD_TICKS,
} from "../../analysis/log_figures.ts";
import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { SimulationResult } from "../../engine/result.ts";
import type { ClusterLog } from "../../engine/workload/cluster_log.ts";

/** A run and what the report calls it. */
interface NamedRun {
  readonly label: string;
  readonly result: Pick<SimulationResult, "columns">;
}

/** The figures of a log's jobs as notes; none where the workload is no log. */
export function logNotes(log: ClusterLog | undefined, runs: readonly NamedRun[]): string[] {
  if (log === undefined) return [];
  const slowdowns = runs.map(({ label, result }) => `${label} ${formatDecimal(meanBoundedSlowdown(result.columns))}`);
  const notes = [
    `Mean bounded slowdown (jobs count as ${SLOWDOWN_THRESHOLD_TICKS} ticks at least): ${slowdowns.join(", ")}`,
  ];
  const known = runs.map(({ label, result }) => ({ label, figures: logFigures(log, result.columns) }));
  const first = known[0]?.figures ?? null;
  if (first === null) return notes;
  const each = (value: (figures: LogFigures) => number) =>
    known.map(({ label, figures }) => `${label} ${formatDecimal(value(figures!))}`).join(", ");
  notes.push(
    `The log's own waits, of ${formatCount(first.jobs)} jobs: mean ${
      formatDecimal(first.ownWaiting)
    }, bounded slowdown ` +
      `${formatDecimal(first.ownSlowdown)}; the same jobs here: ${each(({ waiting }) => waiting)}, bounded slowdown ` +
      each(({ slowdown }) => slowdown),
  );
  return notes;
}
