/**
 * What a view keeps of its chart in the state of the page, read with care: a link may bring anything.
 *
 * @module
 */

import { ROW_GROUPS, type RowGroup } from "./chart_model.ts";
import type { TimeWindow } from "./time_window.ts";

/** The part of time in sight, `null` for all of it, and the rows that are shown. */
export interface ChartValues {
  readonly range: TimeWindow | null;
  readonly groups: ReadonlySet<RowGroup>;
}

/** Values as the state keeps them; what is as usual is left out, so that links stay short. */
export interface KeptChartValues {
  readonly range?: TimeWindow;
  readonly hidden?: readonly RowGroup[];
}

/** Reads kept values; what makes no sense is as usual. */
export function readChartValues(value: unknown): ChartValues {
  const { range, hidden } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const names: readonly unknown[] = Array.isArray(hidden) ? hidden : [];
  return { range: readRange(range), groups: new Set(ROW_GROUPS.filter((group) => !names.includes(group))) };
}

function readRange(value: unknown): TimeWindow | null {
  if (typeof value !== "object" || value === null) return null;
  const { from, to } = value as Record<string, unknown>;
  return Number.isFinite(from) && Number.isFinite(to) && (from as number) >= 0 && (to as number) > (from as number)
    ? { from: from as number, to: to as number }
    : null;
}

/** The values to be kept. */
export function keptChartValues({ range, groups }: ChartValues): KeptChartValues {
  const hidden = ROW_GROUPS.filter((group) => !groups.has(group));
  return { ...range === null ? {} : { range }, ...hidden.length === 0 ? {} : { hidden } };
}
