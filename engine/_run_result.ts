/**
 * A finished run, whose large parts are made when they are first looked at.
 *
 * @module
 */

import { waitingOf } from "./metrics.ts";
import type {
  Decision,
  Metrics,
  ProcessResult,
  ResolvedOptions,
  ResultColumns,
  Segment,
  SimulationResult,
  Transition,
} from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";

/** What a run recorded. */
export interface Recorded {
  segments: Segment[];
  transitions: Transition[];
  decisions: Decision[];
}

/** The name of a row's process, given or made of its pid. */
export function nameOf(workload: WorkloadColumns, row: number): string {
  return workload.names?.[row] ?? `P${workload.pid?.[row] ?? row + 1}`;
}

/** The result of a run. */
export class RunResult implements SimulationResult {
  readonly timeline: readonly Segment[];
  readonly transitions: readonly Transition[];
  readonly decisions: readonly Decision[];
  readonly notes: readonly string[];
  #processes: readonly ProcessResult[] | undefined;
  readonly #workload: WorkloadColumns;

  constructor(
    readonly options: ResolvedOptions,
    workload: WorkloadColumns,
    readonly columns: ResultColumns,
    readonly metrics: Metrics,
    recorded: Recorded,
  ) {
    this.#workload = workload;
    this.timeline = [...recorded.segments].sort((a, b) => a.start - b.start || a.cpu - b.cpu);
    this.transitions = [...recorded.transitions];
    this.decisions = [...recorded.decisions];
    this.notes = makeNotes(options, workload, metrics);
  }

  get processes(): readonly ProcessResult[] {
    this.#processes ??= Array.from({ length: this.columns.arrival.length }, (_, row) => this.#process(row));
    return this.#processes;
  }

  #process(row: number): ProcessResult {
    const { columns } = this;
    const arrival = columns.arrival[row];
    const turnaround = columns.finish[row] - arrival;
    return {
      pid: this.#workload.pid?.[row] ?? row + 1,
      name: nameOf(this.#workload, row),
      arrival,
      cpu: columns.cpu[row],
      firstRun: columns.firstRun[row],
      finish: columns.finish[row],
      turnaround,
      waiting: waitingOf(columns, row),
      response: columns.firstRun[row] - arrival,
      blocked: columns.blocked[row],
      held: columns.held[row],
      switching: columns.switching[row],
      weightedTurnaround: turnaround / columns.cpu[row],
      dispatches: columns.dispatches[row],
      preemptions: columns.preemptions[row],
    };
  }
}

/** What the reader of the figures should know. */
function makeNotes(options: ResolvedOptions, workload: WorkloadColumns, metrics: Metrics): string[] {
  const notes: string[] = [];
  if (!options.rigid && workload.processors?.some((processors) => processors > 1)) {
    notes.push("Processor counts of the workload are ignored: every process runs on one CPU at a time (see rigid)");
  }
  if (metrics.load !== null && metrics.load > 1) {
    notes.push(
      `Load ${metrics.load.toFixed(2)} exceeds 1: while processes arrive, more work comes than ` +
        `${options.cpus === 1 ? "the CPU" : `${options.cpus} CPUs`} can do`,
    );
  }
  return notes;
}
