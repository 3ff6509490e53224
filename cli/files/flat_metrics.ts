/**
 * The figures of a run as one level of names and values, for CSV.
 *
 * @module
 */

import type { Metrics } from "../../engine/result.ts";

/** A device or a lock. */
type Item = { name: string; servers?: number; order?: string };

/** `{ turnaround: { mean: 1 } }` becomes `{ turnaroundMean: 1 }`, a device's figure `devices.disk.busy`, a lock's `locks.R.waits`; what has no value is `null`. */
export function flatMetrics(metrics: Metrics): Record<string, number | null> {
  const flat: Record<string, number | null> = {};
  for (const [name, value] of Object.entries(metrics)) {
    if (typeof value !== "object" || value === null) {
      flat[name] = value;
      continue;
    }
    if (Array.isArray(value)) {
      for (const { name: item, servers: _, order: __, ...figures } of value as Item[]) {
        for (const [part, number] of Object.entries(figures)) flat[`${name}.${item}.${part}`] = number as number;
      }
      continue;
    }
    for (const [part, number] of Object.entries(value as Record<string, number>)) {
      flat[name + part[0].toUpperCase() + part.slice(1)] = number;
    }
  }
  return flat;
}
