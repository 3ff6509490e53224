/**
 * How books draw what becomes of processes: Stallings a row for each of them, Silberschatz a row of boxes with the times between
 * them, OSTEP one bar over an even axis, and the levels of a feedback queue one below another.
 *
 * @module
 */

import type { WorkedExample } from "../../analysis/verify/worked_example.ts";
import type { Segment, SimulationResult } from "../../engine/result.ts";
import { simulate } from "../../engine/simulate.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { resourceRows } from "../../pictures/resource_rows.ts";
import type { TimeWindow } from "../chart/time_window.ts";
import { barOf, barsOfList, joined } from "../lanes/bars.ts";
import type { Lane, LaneGroup } from "../lanes/lane.ts";

/** The lanes of an example, and the time that they cover. */
export interface Drawing {
  readonly groups: readonly LaneGroup[];
  readonly span: TimeWindow;
}

/** A run and how its processes are called. */
interface Drawn {
  readonly result: SimulationResult;
  readonly labels: ProcessLabels;
}

/** Rows of processes are lower than a lone bar. */
const ROW_HEIGHT = 20;

/** A row for each process. */
function rows({ result: { processes, timeline }, labels }: Drawn): Omit<LaneGroup, "key"> {
  const lanes = processes.map(({ pid }): Lane => {
    const bars = timeline.filter((segment) => segment.pid === pid).map((segment) => barOf(segment, labels));
    // Whose they are stands left of them.
    const bare = bars.map((bar) => ({ ...bar, names: [] }));
    return { name: labels.name(pid), bars: barsOfList(bare), height: ROW_HEIGHT };
  });
  return { lanes };
}

/** Boxes, and the times at their edges. */
function boxes(drawn: Drawn): Omit<LaneGroup, "key"> {
  const edges = joined(drawn.result.timeline).flatMap(({ start, end }) => [start, end]);
  return { ...bar(drawn), times: [...new Set([0, ...edges])].sort((a, b) => a - b) };
}

/** One bar. */
function bar({ result: { timeline }, labels }: Drawn): Omit<LaneGroup, "key"> {
  return { lanes: [laneOf("", joined(timeline), labels)] };
}

/** A row for each level of the queue and for I/O; one bar where there is one level. */
function levels(drawn: Drawn): Omit<LaneGroup, "key"> {
  const { result: { transitions, metrics, timeline }, labels } = drawn;
  const found = resourceRows(transitions, metrics.makespan);
  if (found.length <= 1) return bar(drawn);
  const lanes = found.map(({ name, spans }): Lane => ({
    ...laneOf(name, spans.map((span) => ({ ...span, cpu: 0, kind: "run" })), labels),
    height: ROW_HEIGHT,
  }));
  return { lanes: [laneOf("CPU", joined(timeline), labels), ...lanes] };
}

function laneOf(name: string, segments: readonly Segment[], labels: ProcessLabels): Lane {
  return { name, bars: barsOfList(segments.map((segment) => barOf(segment, labels))) };
}

/** By the name of the book; whichever is not here draws one bar. */
const DRAWN: Readonly<Record<string, (drawn: Drawn) => Omit<LaneGroup, "key">>> = {
  "Stallings": rows,
  "Silberschatz": boxes,
  "Silberschatz, exercises": boxes,
  "UNIX": rows,
  "mlfq.py": levels,
};

/** An example as its book draws it. */
export function drawingOf(book: string, { workload, options }: WorkedExample): Drawing {
  const result = simulate(workload, { ...options, timeline: "full", transitions: "full" });
  const drawn = { result, labels: new ProcessLabels(result.workload) };
  const group = (DRAWN[book] ?? bar)(drawn);
  return { groups: [{ key: book, ...group }], span: { from: 0, to: result.metrics.makespan } };
}
