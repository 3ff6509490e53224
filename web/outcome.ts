/**
 * One run as the page keeps it: the figures, and the timeline to be looked at from any distance.
 *
 * @module
 */

import type { SimulationOptions } from "../engine/options.ts";
import type { Segment, SimulationResult, Transition } from "../engine/result.ts";
import { Simulation } from "../engine/simulation.ts";
import type { WorkloadColumns } from "../engine/workload.ts";
import { ProcessLabels } from "../pictures/process_labels.ts";
import { firstArrivalOf } from "../pictures/scale.ts";
import { TimelinePicture } from "../pictures/timeline_picture.ts";
import { ChartModel } from "./chart/chart_model.ts";
import { ChartRecorder } from "./chart/chart_recorder.ts";
import { deadlinesOf } from "./chart/deadlines.ts";

/** A machine of more CPUs has no timeline in the page. */
export const DRAWN_CPUS_MAX = 1024;

/** Processes of larger workloads have no states over time in the page. */
export const TRACKED_PROCESSES_MAX = 20_000;

/** Instants and segments beyond this many are too many for a page: the segments alone would take more than 130 MB. */
export const EVENTS_MAX = 5_000_000;

/** Instants between two looks at the clock. */
const SLICE_INSTANTS = 2_000;

/** A run that came to its end. Its segments and transitions are in the picture, not in the result. */
export interface Outcome {
  readonly result: SimulationResult;
  readonly labels: ProcessLabels;
  /** The timeline with the states of all processes, for charts and steps. */
  readonly chart: ChartModel;
  /** Has a pyramid, and segments and transitions one by one where they are few. */
  readonly picture: TimelinePicture;
}

/** Whether the segments of a run are there one by one, in its picture. */
export function hasSegments({ picture, result }: Pick<Outcome, "picture" | "result">): boolean {
  return !picture.isTooLong && result.options.cpus <= DRAWN_CPUS_MAX;
}

/** What is recorded of a run. */
export function recordedOptions(columns: WorkloadColumns, options: SimulationOptions): SimulationOptions {
  const cpus = options.cpus ?? options.speeds?.length ?? 1;
  return {
    ...options,
    timeline: cpus <= DRAWN_CPUS_MAX ? "full" : "off",
    transitions: columns.arrival.length <= TRACKED_PROCESSES_MAX ? "full" : "off",
  };
}

/** A picture that begins at the first arrival of a workload. */
export function beginPicture(workload: WorkloadColumns): TimelinePicture {
  return new TimelinePicture(firstArrivalOf(workload), true);
}

/**
 * Runs here and now, if it is done within a budget of wall time; otherwise `null`.
 *
 * @throws what the engine refuses.
 */
export function runWithin(columns: WorkloadColumns, options: SimulationOptions, budgetMs: number): Outcome | null {
  const startedMs = performance.now();
  const simulation = new Simulation(columns, recordedOptions(columns, options));
  simulation.assertEnds();
  const labels = new ProcessLabels(simulation.workload);
  const picture = beginPicture(simulation.workload);
  const recorder = new ChartRecorder(labels, simulation.options);
  for (let done = false; !done;) {
    done = simulation.step({ instants: SLICE_INSTANTS }).done;
    const [segments, transitions] = [simulation.drainSegments(), simulation.drainTransitions()];
    picture.add(segments, transitions);
    recorder.add(segments, transitions);
    if (!done && performance.now() - startedMs > budgetMs) return null;
  }
  const result = simulation.result();
  return { result, labels, picture, chart: new ChartModel(recorder.finish(), labels, deadlinesOf(result)) };
}

/** Segments as columns, which cross to another thread without an object each. */
export interface SegmentColumns {
  readonly cpu: Uint32Array<ArrayBuffer>;
  readonly pid: Float64Array<ArrayBuffer>;
  readonly start: Float64Array<ArrayBuffer>;
  readonly end: Float64Array<ArrayBuffer>;
  readonly kind: Uint8Array<ArrayBuffer>;
}

const KINDS: readonly Segment["kind"][] = ["run", "switch", "migration", "warmup"];

/** Segments as columns. */
export function packSegments(segments: readonly Segment[]): SegmentColumns {
  return {
    cpu: Uint32Array.from(segments, ({ cpu }) => cpu),
    pid: Float64Array.from(segments, ({ pid }) => pid),
    start: Float64Array.from(segments, ({ start }) => start),
    end: Float64Array.from(segments, ({ end }) => end),
    kind: Uint8Array.from(segments, ({ kind }) => KINDS.indexOf(kind)),
  };
}

/** The segments of columns. */
export function unpackSegments({ cpu, pid, start, end, kind }: SegmentColumns): Segment[] {
  return Array.from(cpu, (_, index) => ({
    cpu: cpu[index],
    pid: pid[index],
    start: start[index],
    end: end[index],
    kind: KINDS[kind[index]],
  }));
}

/** What was recorded since the last part, on its way to another thread. */
export interface RecordedPart {
  readonly segments: SegmentColumns;
  /** Empty from where there are too many to be drawn one by one. */
  readonly transitions: readonly Transition[];
  /** Share of the processes that have ended. */
  readonly share: number;
}
