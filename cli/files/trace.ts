/**
 * Writes a run in the Chrome trace event format, which Perfetto (https://ui.perfetto.dev) and chrome://tracing open:
 * a track per CPU, and, for up to a thousand processes, a track per process with its states and the length of the ready
 * queue. A tick is a microsecond.
 *
 * Events are written as the run goes on; what is kept is one open state per process that has a track.
 *
 * @module
 */

import type { Segment, Transition } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { oneLine } from "../../pictures/width.ts";
import type { Output } from "./output.ts";

/** More processes than this get no track each; a viewer would not cope. */
export const TRACKED_PROCESSES_MAX = 1000;

/** What a CPU does where it does not run a process that gets on. */
const SEGMENT_NAMES: Partial<Record<Segment["kind"], string>> = {
  switch: "context switch",
  migration: "migration",
  warmup: "cache warm-up",
};

/** The trace's two groups of tracks. */
const CPU_GROUP = 1;
const PROCESS_GROUP = 2;

/** A process's state since some time. */
interface OpenState {
  readonly name: string;
  readonly since: number;
  readonly isReady: boolean;
}

/** A trace that is being written. */
export class TraceWriter {
  readonly #output: Output;
  readonly #labels: ProcessLabels;
  readonly #hasProcessTracks: boolean;
  readonly #open = new Map<number, OpenState>();
  #readyCount = 0;
  #isFirst = true;

  /** Begins a trace. `about` is shown as the trace's information. */
  static async begin(
    output: Output,
    labels: ProcessLabels,
    cpus: number,
    about: Readonly<Record<string, string>>,
  ): Promise<TraceWriter> {
    const writer = new TraceWriter(output, labels);
    await output.write(`{"displayTimeUnit":"ns","otherData":${JSON.stringify(about)},"traceEvents":[`);
    await writer.#name("process_name", CPU_GROUP, 0, "CPUs");
    for (let cpu = 0; cpu < cpus; cpu++) await writer.#name("thread_name", CPU_GROUP, cpu + 1, `CPU ${cpu}`);
    if (writer.#hasProcessTracks) await writer.#name("process_name", PROCESS_GROUP, 0, "Processes");
    return writer;
  }

  private constructor(output: Output, labels: ProcessLabels) {
    this.#output = output;
    this.#labels = labels;
    this.#hasProcessTracks = labels.count <= TRACKED_PROCESSES_MAX;
  }

  /** Adds what a run recorded since the last call. */
  async add(segments: readonly Segment[], transitions: readonly Transition[]): Promise<void> {
    for (const { cpu, pid, start, end, kind } of segments) {
      const name = SEGMENT_NAMES[kind] ?? this.#labels.name(pid);
      const event = { name, cat: kind, ph: "X", pid: CPU_GROUP, tid: cpu + 1, ts: start, dur: end - start };
      await this.#event({ ...event, args: { pid } });
    }
    if (!this.#hasProcessTracks) return;
    for (const transition of transitions) await this.#transition(transition);
  }

  /** Ends the trace; the output is still to be committed. */
  async end(): Promise<void> {
    await this.#output.write("\n]}\n");
  }

  async #transition({ time, pid, state, cause, lock }: Transition): Promise<void> {
    const tid = this.#labels.index(pid) + 1;
    const previous = this.#open.get(pid);
    if (previous === undefined) await this.#name("thread_name", PROCESS_GROUP, tid, this.#labels.name(pid));
    else if (time > previous.since) {
      const span = { ts: previous.since, dur: time - previous.since };
      await this.#event({ name: previous.name, cat: "state", ph: "X", pid: PROCESS_GROUP, tid, ...span });
    }
    const isReady = state === "ready";
    if (state === "terminated") this.#open.delete(pid);
    else this.#open.set(pid, { name: stateName(state, cause, lock), since: time, isReady });
    const change = Number(isReady) - Number(previous?.isReady ?? false);
    if (change === 0) return;
    this.#readyCount += change;
    const args = { processes: this.#readyCount };
    await this.#event({ name: "ready queue", ph: "C", pid: CPU_GROUP, tid: 0, ts: time, args });
  }

  async #name(kind: string, pid: number, tid: number, name: string): Promise<void> {
    await this.#event({ name: kind, ph: "M", pid, tid, args: { name: oneLine(name) } });
  }

  async #event(event: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#output.write(`${this.#isFirst ? "" : ","}\n${JSON.stringify(event)}`);
    this.#isFirst = false;
  }
}

function stateName(state: Transition["state"], cause: Transition["cause"], lock: string | null): string {
  if (state === "new") return "held";
  if (state !== "blocked") return state;
  return cause === "lock" ? `lock ${lock ?? ""}`.trim() : "I/O";
}
