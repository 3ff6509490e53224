/**
 * Takes the segments and transitions of a run as they come and makes the spans of its chart of them: O(1) for each, in the
 * order in which they happen, so that nothing is sorted and no record is kept.
 *
 * @module
 */

import type { ResolvedOptions, Segment, Transition } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { cutRunning } from "./_cut_running.ts";
import { addWaiting, waitValue } from "./_waiting.ts";
import { ACTIVITIES, type ChartData, type ChartResource, MIGRATED, SEGMENT_KINDS, SpanList } from "./chart_data.ts";

/** A resource that more processes than this had at once gets no rows. */
const PARTS_MAX = 8;

/** More levels, devices or locks than this get no rows. */
const RESOURCES_MAX = 16;

const NONE = -1;
const RUNNING = ACTIVITIES.indexOf("running");
const READY = ACTIVITIES.indexOf("ready");
const DEVICE = ACTIVITIES.indexOf("device");
const LOCK = ACTIVITIES.indexOf("lock");

/** What a segment of a kind that is not plain running is to its process. */
const OVERHEAD = [
  NONE,
  ACTIVITIES.indexOf("switching"),
  ACTIVITIES.indexOf("migrating"),
  ACTIVITIES.indexOf("warming"),
];

/** A resource that several processes may have at once, each in the first part that is free. */
class Resource {
  /** Spans by part. */
  readonly spans = new SpanList();
  /** Whether each part is taken; its length is the number of parts. */
  readonly #taken: boolean[] = [];

  constructor(readonly group: ChartResource["group"], readonly index: number) {}

  get parts(): number {
    return this.#taken.length;
  }

  take(): number {
    const free = this.#taken.indexOf(false);
    const part = free === NONE ? this.#taken.length : free;
    this.#taken[part] = true;
    return part;
  }

  release(part: number): void {
    this.#taken[part] = false;
  }
}

/** What a process is in the middle of. */
interface Open {
  time: number;
  activity: number;
  value: number;
  /** The level at which it stands, where that is told. */
  level: number | null;
  resource: Resource | null;
  /** Its part of the resource; {@linkcode NONE} until the instant at which it came is over. */
  part: number;
}

/** The place of a name, which is added where it is new. */
function indexIn(names: string[], name: string): number {
  const index = names.indexOf(name);
  return index === NONE ? names.push(name) - 1 : index;
}

/** Makes the data of a chart while a run drains. */
export class ChartRecorder {
  readonly #labels: ProcessLabels;
  readonly #cpuCount: number;
  readonly #boostTicks: number;
  readonly #cpus = new SpanList();
  readonly #processes = new SpanList();
  /** Switches and the like: they lie over the running time that they are part of. */
  readonly #overhead = new SpanList();
  readonly #ready = new SpanList();
  readonly #dispatches = new SpanList();
  readonly #resources = new Map<string, Resource>();
  readonly #locks: string[] = [];
  readonly #devices: string[] = [];
  readonly #open: (Open | undefined)[];
  /** By process, where it ran last and until when. */
  readonly #lastCpu: Int32Array;
  readonly #lastEnd: Float64Array;
  /** By process, on how many CPUs it runs at once, where they are several: a rigid job keeps its CPUs until it ends. */
  readonly #together = new Map<number, number>();
  /** Who came to a resource at this instant: who leaves it at the same frees its part first. */
  #arrived: Open[] = [];
  #now = 0;
  #readyCount = 0;
  #readySince = 0;
  #readyShown = 0;
  #start = Infinity;
  #end = 0;

  /** For a run of the processes that `labels` names, under some options. */
  constructor(labels: ProcessLabels, { cpus, ...own }: ResolvedOptions) {
    this.#labels = labels;
    this.#cpuCount = cpus;
    this.#boostTicks = "boost" in own ? own.boost : 0;
    this.#open = new Array(labels.count);
    this.#lastCpu = new Int32Array(labels.count).fill(NONE);
    this.#lastEnd = new Float64Array(labels.count);
  }

  /** Adds what came next. */
  add(segments: readonly Segment[], transitions: readonly Transition[]): void {
    for (const segment of segments) this.#addSegment(segment);
    for (const transition of transitions) this.#addTransition(transition);
  }

  /** The whole run. Nothing can be added afterwards. */
  finish(): ChartData {
    this.#endInstant(this.#end);
    if (this.#readyShown > 0) this.#ready.add(0, this.#readySince, this.#end, this.#readyShown, 0);
    for (const [row, open] of this.#open.entries()) if (open !== undefined) this.#close(row, open, this.#end);
    this.#nameTogether();
    const boostTicks = this.#boostTicks;
    const waitingLevels = addWaiting(this.#ready, this.#processes, { ready: READY, boostTicks });
    const kept = this.#keptResources();
    const resources = new SpanList();
    const resourceRows: ChartResource[] = [];
    for (const { group, index, parts, spans } of kept) {
      for (let each = 0; each < spans.count; each++) {
        const row = resourceRows.length + spans.row[each];
        resources.add(row, spans.start[each], spans.end[each], spans.value[each], 0);
      }
      for (let part = 0; part < parts; part++) resourceRows.push({ group, index, part: parts === 1 ? null : part });
    }
    const processes = this.#labels.count;
    return {
      cpus: this.#cpus.toTable(this.#cpuCount),
      processes: cutRunning(this.#processes.toTable(processes), this.#overhead.toTable(processes), RUNNING),
      ready: this.#ready.toTable(1 + waitingLevels.length),
      waitingLevels,
      boostTicks,
      resources: resources.toTable(resourceRows.length),
      resourceRows,
      dispatches: {
        time: this.#dispatches.start.slice(0, this.#dispatches.count),
        cpu: this.#dispatches.value.slice(0, this.#dispatches.count),
        process: Int32Array.from(this.#dispatches.row.subarray(0, this.#dispatches.count)),
      },
      locks: this.#locks,
      devices: this.#devices,
      start: Number.isFinite(this.#start) ? this.#start : 0,
      end: this.#end,
    };
  }

  #addSegment({ cpu, pid, start, end, kind }: Segment): void {
    const row = this.#labels.index(pid);
    const number = SEGMENT_KINDS.indexOf(kind);
    const last = this.#lastCpu[row];
    // A rigid job is on several CPUs at once, which is no migration.
    if (last !== NONE && start < this.#lastEnd[row]) this.#together.set(row, (this.#together.get(row) ?? 1) + 1);
    const isMigrated = last !== NONE && last !== cpu && start >= this.#lastEnd[row];
    this.#cpus.add(cpu, start, end, row, isMigrated ? number + MIGRATED : number);
    if (number > 0) this.#overhead.add(row, start, end, cpu, OVERHEAD[number]);
    this.#lastCpu[row] = cpu;
    this.#lastEnd[row] = Math.max(this.#lastEnd[row], end);
    this.#end = Math.max(this.#end, end);
  }

  #addTransition(transition: Transition): void {
    const { time, pid } = transition;
    if (time > this.#now) this.#endInstant(time);
    this.#start = Math.min(this.#start, time);
    this.#end = Math.max(this.#end, time);
    const row = this.#labels.index(pid);
    const before = this.#open[row];
    if (before !== undefined) {
      if (before.activity === READY) {
        before.value = waitValue(before.level, transition.state === "running" ? transition.level : before.level);
      }
      this.#close(row, before, time);
    }
    const open = this.#opened(row, transition);
    this.#open[row] = open;
    if (open === undefined) return;
    if (open.activity === READY) this.#readyCount += 1;
    if (open.resource !== null) this.#arrived.push(open);
  }

  /** Where a process runs on several CPUs it is said on how many. */
  #nameTogether(): void {
    const { count, row, value, kind } = this.#processes;
    if (this.#together.size === 0) return;
    for (let index = 0; index < count; index++) {
      const cpus = this.#together.get(row[index]);
      if (cpus !== undefined && kind[index] === RUNNING) value[index] = -cpus;
    }
  }

  #opened(row: number, { time, state, cause, cpu, lock, level, device }: Transition): Open | undefined {
    const open = { time, value: NONE, level, resource: null, part: NONE };
    switch (state) {
      case "new":
        return { ...open, activity: ACTIVITIES.indexOf("held") };
      case "ready":
        return { ...open, activity: cause === "throttled" ? ACTIVITIES.indexOf("throttled") : READY };
      case "running": {
        this.#dispatches.add(row, time, time + 1, cpu ?? NONE, 0);
        const resource = level === null ? null : this.#resource("queues", level);
        return { ...open, activity: RUNNING, value: cpu ?? NONE, resource };
      }
      case "blocked": {
        // Who waits for a device with a name has no part of it yet.
        if (device !== undefined && cause === "io") return { ...open, activity: DEVICE };
        if (cause !== "lock") {
          const number = device === undefined ? 0 : indexIn(this.#devices, device) + 1;
          return { ...open, activity: DEVICE, resource: this.#resource("devices", number) };
        }
        const index = indexIn(this.#locks, lock ?? "");
        return { ...open, activity: LOCK, value: index, resource: this.#resource("locks", index) };
      }
      case "terminated":
        return undefined;
    }
  }

  #close(row: number, open: Open, time: number): void {
    this.#processes.add(row, open.time, time, open.value, open.activity);
    if (open.activity === READY) this.#readyCount -= 1;
    const { resource, part } = open;
    if (resource === null) return;
    open.resource = null; // who leaves at the instant at which it came takes no part
    if (part === NONE) return;
    resource.spans.add(part, open.time, time, row, 0);
    resource.release(part);
  }

  /** What holds from the instant that is over up to `time`, at which the next one is. */
  #endInstant(time: number): void {
    for (const open of this.#arrived) if (open.resource !== null) open.part = open.resource.take();
    if (this.#arrived.length > 0) this.#arrived = [];
    if (this.#readyCount !== this.#readyShown) {
      if (this.#readyShown > 0) this.#ready.add(0, this.#readySince, this.#now, this.#readyShown, 0);
      this.#readySince = this.#now;
      this.#readyShown = this.#readyCount;
    }
    this.#now = time;
  }

  #resource(group: ChartResource["group"], index: number): Resource {
    const key = `${group} ${index}`;
    let resource = this.#resources.get(key);
    if (resource === undefined) this.#resources.set(key, resource = new Resource(group, index));
    return resource;
  }

  /** Queues from the highest, then devices, then locks; of each no more than a chart has room for. */
  #keptResources(): Resource[] {
    const all = [...this.#resources.values()].filter(({ parts }) => parts > 0 && parts <= PARTS_MAX);
    return (["queues", "devices", "locks"] as const).flatMap((group) =>
      all.filter((each) => each.group === group).sort((a, b) => a.index - b.index).slice(0, RESOURCES_MAX)
    );
  }
}
