/**
 * A process's name beside its colour.
 *
 * @module
 */

import { processColor } from "../../pictures/palette.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";

/** The name. */
export function ProcessName({ pid, labels }: { readonly pid: number; readonly labels: ProcessLabels }) {
  const background = processColor(Math.max(0, labels.index(pid))).web;
  return (
    <span class="process-name">
      <span class="swatch" style={{ background }} aria-hidden="true" />
      {labels.name(pid)}
    </span>
  );
}
