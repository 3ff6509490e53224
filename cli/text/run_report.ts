/**
 * The report on one run as text.
 *
 * @module
 */

import type { SimulationResult } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import type { TimelinePicture } from "../../pictures/timeline_picture.ts";
import type { Style } from "../io.ts";
import { renderDeadlines } from "./deadline_table.ts";
import { renderDevices } from "./device_table.ts";
import { renderTimeline } from "./gantt.ts";
import { renderLocks } from "./lock_table.ts";
import { renderMemory } from "./memory_table.ts";
import { notesText, runHead } from "./options_text.ts";
import { renderProcessTable } from "./process_table.ts";
import { renderSummary } from "./summary_table.ts";

/** What the report is made from. */
export interface RunReportInput {
  readonly result: SimulationResult;
  readonly workloadName: string;
  /** What the reader of the workload had to say. */
  readonly notes: readonly string[];
  readonly labels: ProcessLabels;
  /** `null` draws no timeline. */
  readonly picture: TimelinePicture | null;
  /** The timeline as SVG, for a document that can show it. */
  readonly svg?: string;
  readonly rowsMax: number;
  readonly style: Style;
  readonly width: number;
}

/** Writes head, timeline, processes and totals. */
export function renderRunReport(input: RunReportInput): string {
  const { result, labels, picture, style, width } = input;
  const sections = [runHead(result, input.workloadName, style, width) + notesText(input.notes, style, width)];
  const { drawing = null } = style.document ?? {};
  if (drawing !== null && input.svg !== undefined) sections.push(drawing(input.svg));
  else if (picture !== null) sections.push(renderTimeline({ result, picture, labels, style, width }));
  if (input.rowsMax > 0) sections.push(renderProcessTable(result, input.labels, input.rowsMax, style, width));
  const { devices } = result.metrics;
  if (devices !== undefined) sections.push(renderDevices(devices, style, width));
  if (result.metrics.locks !== undefined) sections.push(renderLocks(result, style, width));
  const countsResources = result.workload.resources !== undefined && Object.keys(result.options.resources).length > 0;
  if (result.metrics.memory !== undefined || countsResources) {
    sections.push(renderMemory(result, labels, input.rowsMax, style, width));
  }
  if (result.deadlines !== null) sections.push(renderDeadlines(result.deadlines, style, width));
  sections.push(renderSummary(result, labels, style, width));
  return sections.join("\n");
}
