/**
 * A run as a chart sees it: rows in groups, each a lane of spans that can be looked at from any distance, and what every CPU
 * and every process is in the middle of at a tick.
 *
 * @module
 */

import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { chartStart } from "../../pictures/scale.ts";
import { NOTHING, SpanLane } from "../../pictures/span_lane.ts";
import type { Activity } from "../../pictures/state_intervals.ts";
import { ACTIVITIES, type ChartData, MIGRATED, SEGMENT_KINDS, type SpanTable } from "./chart_data.ts";
import { waitingLevel } from "./_waiting.ts";
import type { Deadlines } from "./deadlines.ts";
import type { TimeWindow } from "./time_window.ts";

/** The groups of rows, from the top. */
export const ROW_GROUPS = ["cpus", "ready", "queues", "devices", "locks", "processes"] as const;

/** A group of rows. */
export type RowGroup = typeof ROW_GROUPS[number];

/** A row of a chart. */
export interface ChartRow {
  readonly group: RowGroup;
  /** Its place in its group, from 0. */
  readonly index: number;
  /** A CPU's number, a queue's level (of those who are ready, -1 for all), a process's row, a lock's place; of devices 0. */
  readonly subject: number;
  /** Of several rows of one resource, which, from 0; else `null`. */
  readonly part: number | null;
}

/** A span, as its row means it. */
export interface ChartSpan {
  readonly row: ChartRow;
  readonly start: number;
  readonly end: number;
  /** The process that it is about, by its row in the workload; `null` of counts. */
  readonly process: number | null;
  /** What it is doing. */
  readonly activity: Activity;
  /** The CPU that it has; `null` where it has none, or it is not said. */
  readonly cpu: number | null;
  /** On how many CPUs it runs, where they are several; `null` elsewhere. */
  readonly together: number | null;
  /** The lock that it waits for, by place. */
  readonly lock: number | null;
  /** Whether it came from another CPU. */
  readonly isMigrated: boolean;
  /** How many processes are ready; of the row of ready processes only. */
  readonly count: number | null;
}

const ACTIVITY_OF_SEGMENT: Readonly<Record<typeof SEGMENT_KINDS[number], Activity>> = {
  run: "running",
  switch: "switching",
  migration: "migrating",
  warmup: "warming",
};

/** What the spans of the rows of resources are. */
const ACTIVITY_OF_GROUP = { queues: "running", devices: "device", locks: "lock" } as const;

/** Words that names of rows are made of. */
export interface RowWords {
  readonly readyRow: string;
  readonly queue: string;
}

/** Segments from which on a chart is said to show columns. */
const LONG_FROM = 1_000;

/** A run, to be drawn. */
export class ChartModel {
  /** The whole of the time that there is to see. */
  readonly span: TimeWindow;
  /** Rows by group; a group that the run does not use has none. */
  readonly groups: Readonly<Record<RowGroup, readonly ChartRow[]>>;
  /** Spans of CPUs in all. */
  readonly segments: number;
  /** The most processes that were ready at once, at least 1. */
  readonly readyMost: number;
  /** What processes do in this run. */
  readonly activities: ReadonlySet<Activity>;
  /** Whether a process ran on another CPU than before. */
  readonly hasMigrations: boolean;
  /** Whether there are so many spans that some picture of them must show columns. */
  readonly isLong: boolean;
  readonly #lanes = new Map<SpanTable, (SpanLane | undefined)[]>();
  readonly #running: (SpanLane | undefined)[] = [];

  /** `deadlines`: those of the processes, if any has one. */
  constructor(readonly data: ChartData, readonly labels: ProcessLabels, readonly deadlines: Deadlines | null = null) {
    const start = chartStart(data.start, data.end);
    this.span = { from: start, to: Math.max(start + 1, data.end) };
    this.segments = data.cpus.start.length;
    this.readyMost = data.ready.value.reduce((most, count) => Math.max(most, count), 1);
    this.activities = new Set(kindsOf(data.processes).map((kind) => ACTIVITIES[kind]));
    this.hasMigrations = kindsOf(data.cpus).some((kind) => kind >= MIGRATED);
    this.isLong = data.cpus.start.length > LONG_FROM;
    const row = (group: RowGroup) => (_: unknown, index: number) => ({ group, index, subject: index, part: null });
    const resources = (group: RowGroup) =>
      data.resourceRows.flatMap((each, index) => {
        return each.group === group ? [{ group, index, subject: each.index, part: each.part }] : [];
      });
    this.groups = {
      cpus: rowsOf(data.cpus, row("cpus")),
      ready: data.ready.start.length === 0 ? [] : [-1, ...data.waitingLevels].map((level, index) => ({
        ...row("ready")(0, index),
        subject: level,
      })),
      queues: resources("queues"),
      devices: resources("devices"),
      locks: resources("locks"),
      processes: rowsOf(data.processes, row("processes")),
    };
  }

  /** The spans of a row; made when it is first looked at. */
  lane({ group, index }: ChartRow): SpanLane {
    const table = this.#tableOf(group);
    let lanes = this.#lanes.get(table);
    if (lanes === undefined) this.#lanes.set(table, lanes = []);
    return lanes[index] ??= SpanLane.over(part(table, table.offsets[index], table.offsets[index + 1]));
  }

  /** The spans of a process in which it runs: what of a column it had a CPU is a difference of two of this lane's sums. */
  runningLane(row: ChartRow): SpanLane {
    let running = this.#running[row.index];
    if (running !== undefined) return running;
    const all = this.lane(row);
    this.#running[row.index] = running = new SpanLane();
    for (let index = 0; index < all.count; index++) {
      if (ACTIVITIES[all.kind[index]] !== "running") continue;
      running.add(all.start[index], all.end[index], all.value[index], all.kind[index]);
    }
    return running;
  }

  /** The span at a place of a row's lane. */
  spanAt(row: ChartRow, index: number): ChartSpan {
    const { start, end, value, kind } = this.lane(row);
    const from = {
      row,
      start: start[index],
      end: end[index],
      isMigrated: false,
      lock: null,
      cpu: null,
      together: null,
      count: null,
    };
    const [what, number] = [value[index], kind[index]];
    switch (row.group) {
      case "cpus": {
        const activity = ACTIVITY_OF_SEGMENT[SEGMENT_KINDS[number % MIGRATED]];
        return { ...from, process: what, activity, cpu: row.subject, isMigrated: number >= MIGRATED };
      }
      case "ready":
        return { ...from, process: null, activity: "ready", count: what };
      case "processes": {
        const activity = ACTIVITIES[number];
        const isMigrated = activity === "running" && this.isMigrated(row, index);
        const lock = activity === "lock" ? what : null;
        return {
          ...from,
          process: row.subject,
          activity,
          cpu: lock !== null || activity === "ready" || what < 0 ? null : what,
          together: what < -1 ? -what : null,
          lock,
          isMigrated,
        };
      }
      default: {
        const lock = row.group === "locks" ? row.subject : null;
        return { ...from, process: what, activity: ACTIVITY_OF_GROUP[row.group], lock };
      }
    }
  }

  /** The span of a row at a time, or `null`. */
  spanAtTime(row: ChartRow, time: number): ChartSpan | null {
    const index = this.lane(row).at(time);
    return index === NOTHING ? null : this.spanAt(row, index);
  }

  /** Whether the process of a row runs on another CPU from this span on than it did before. */
  isMigrated(row: ChartRow, index: number): boolean {
    const { value, kind } = this.lane(row);
    if (ACTIVITIES[kind[index]] !== "running") return false;
    for (let before = index - 1; before >= 0; before--) {
      const activity = ACTIVITIES[kind[before]];
      if (activity === "running") return value[before] !== value[index];
    }
    return false;
  }

  /** A row's name, in short. */
  name({ group, subject, part }: ChartRow, words: RowWords): string {
    const more = part === null ? "" : ` ${part + 1}`;
    switch (group) {
      case "cpus":
        return `CPU ${subject}`;
      case "ready":
        return subject < 0 ? words.readyRow : `${words.readyRow} ${subject}`;
      case "queues":
        return `${words.queue} ${subject}${more}`;
      case "devices":
        return `${subject === 0 ? "I/O" : this.data.devices[subject - 1]}${more}`;
      case "locks":
        return `${this.data.locks[subject]}${more}`;
      case "processes":
        return this.processName(subject);
    }
  }

  /** The name of the process in a row of the workload. */
  processName(process: number): string {
    return this.labels.name(this.labels.pid(process));
  }

  /** The next time after `time`, or before it, at which a span of the row begins or ends; `null` where there is none. */
  boundary(row: ChartRow, time: number, direction: 1 | -1): number | null {
    const lane = this.lane(row);
    if (direction === 1) {
      const index = lane.endingAfter(time);
      if (index === lane.count) return null;
      return lane.start[index] > time ? lane.start[index] : lane.end[index];
    }
    const index = lane.beginningAt(time) - 1;
    if (index < 0) return null;
    return lane.end[index] < time ? lane.end[index] : lane.start[index];
  }

  /** The processes that have a CPU at a time. O(CPUs x log spans); O(processes x log spans) where CPUs were not recorded. */
  runningAt(time: number): Set<number> {
    const { cpus, processes } = this.groups;
    if (cpus.length > 0) return new Set(cpus.flatMap((row) => this.spanAtTime(row, time)?.process ?? []));
    return new Set(processes.flatMap(({ subject }) => {
      const index = this.processSpanAt(subject, time);
      return index !== NOTHING && ACTIVITIES[this.data.processes.kind[index]] === "running" ? subject : [];
    }));
  }

  /** The level at which the process of a ready span waits at a tick; `null` where the policy has one queue. */
  levelAt(index: number, tick: number): number | null {
    const { start, value } = this.data.processes;
    return waitingLevel(value[index], { start: start[index], tick, boostTicks: this.data.boostTicks });
  }

  /** The place of the span at a time among all of a table's; {@linkcode NOTHING} where there is none. No lane is made for it. */
  processSpanAt(process: number, time: number): number {
    const { offsets, start, end } = this.data.processes;
    let [low, high] = [offsets[process], offsets[process + 1]];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (end[middle] > time) high = middle;
      else low = middle + 1;
    }
    return low < offsets[process + 1] && start[low] <= time ? low : NOTHING;
  }

  #tableOf(group: RowGroup): SpanTable {
    if (group === "cpus") return this.data.cpus;
    if (group === "ready") return this.data.ready;
    return group === "processes" ? this.data.processes : this.data.resources;
  }
}

function part({ start, end, value, kind }: SpanTable, from: number, to: number) {
  return {
    start: start.subarray(from, to),
    end: end.subarray(from, to),
    value: value.subarray(from, to),
    kind: kind.subarray(from, to),
  };
}

/** A row for each of a table's; none of a table that has no spans, since what it is of was not recorded. */
function rowsOf({ offsets, start }: SpanTable, row: (_: unknown, index: number) => ChartRow): ChartRow[] {
  return start.length === 0 ? [] : Array.from({ length: offsets.length - 1 }, row);
}

/** The kinds that there are, in order. */
function kindsOf({ kind }: SpanTable): number[] {
  const there = new Uint8Array(16);
  for (let index = 0; index < kind.length; index++) there[kind[index]] = 1;
  return [...there.keys()].filter((each) => there[each] === 1);
}
