/**
 * A simulation in a worker: its timeline comes in parts while it runs, its figures at the end.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { Segment, SimulationResult, Transition } from "../../engine/result.ts";
import { Simulation } from "../../engine/simulation.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import { ProcessLabels } from "../../pictures/process_labels.ts";
import { KEPT_MAX } from "../../pictures/timeline_picture.ts";
import type { ChartData } from "../chart/chart_data.ts";
import { ChartRecorder } from "../chart/chart_recorder.ts";
import { EVENTS_MAX, packSegments, recordedOptions, type RecordedPart } from "../outcome.ts";

/** What is to be simulated. */
export interface SimulateInput {
  readonly columns: WorkloadColumns;
  readonly options: SimulationOptions;
}

/** What a result has besides what was recorded. */
export type SimulateOutput =
  & Pick<SimulationResult, "options" | "workload" | "metrics" | "columns" | "deadlines" | "notes">
  & { readonly chart: ChartData };

/** Instants between two looks at the clock, and wall time between two signs that a run goes on. */
const SLICE_INSTANTS = 20_000;
const TOLD_MS = 500;

/** The name of the error that says that a timeline is too long for the page. */
export const TOO_LONG = "TooLongError";

/**
 * Simulates.
 *
 * @throws {RangeError} Of the name {@linkcode TOO_LONG}, if there are more events than the page can hold; or what the
 * engine refuses.
 */
export async function simulateTask(
  { columns, options }: SimulateInput,
  tell: (part: RecordedPart) => void,
): Promise<SimulateOutput> {
  refuseTooLong(columns, options, tell);
  const simulation = new Simulation(columns, recordedOptions(columns, options));
  const recorder = new ChartRecorder(new ProcessLabels(simulation.workload), simulation.options);
  let count = 0;
  let transitionCount = 0;
  const onRecorded = (segments: Segment[], transitions: Transition[]) => {
    count += segments.length;
    if (count > EVENTS_MAX) throw tooLong();
    const { finished, processes } = simulation.progress;
    recorder.add(segments, transitions);
    // Objects cross slowly, and beyond those few nobody looks at them one by one.
    const sent = transitionCount <= KEPT_MAX ? transitions : [];
    transitionCount += transitions.length;
    tell({ segments: packSegments(segments), transitions: sent, share: finished / processes });
  };
  const result = await simulation.run({ onRecorded });
  return {
    options: result.options,
    workload: result.workload,
    metrics: result.metrics,
    columns: result.columns,
    deadlines: result.deadlines,
    notes: result.notes,
    chart: recorder.finish(),
  };
}

/** Runs it without recording anything, as far as a page could show it: that takes a small part of the time. */
function refuseTooLong(
  columns: WorkloadColumns,
  options: SimulationOptions,
  tell: (part: RecordedPart) => void,
): void {
  const simulation = new Simulation(columns, options);
  simulation.assertEnds();
  let toldMs = performance.now();
  for (let left = EVENTS_MAX; left > 0; left -= SLICE_INSTANTS) {
    if (simulation.step({ instants: SLICE_INSTANTS }).done) return;
    if (performance.now() - toldMs < TOLD_MS) continue;
    // Only that it goes on.
    toldMs = performance.now();
    tell({ segments: packSegments([]), transitions: [], share: 0 });
  }
  throw tooLong();
}

function tooLong(): RangeError {
  const error = new RangeError(`Cannot show the run: events must be at most ${EVENTS_MAX}, got more`);
  error.name = TOO_LONG;
  return error;
}
