/**
 * When devices serve the requests of a run, told once more from the rules alone (engine/RULES.md, "I/O devices"): the timeline
 * says when processes ask, and devices do what their order says. So I/O is complete at a tick that is known, and nobody may
 * run before, or stand ready without being seen to.
 *
 * A device is left out whose requests are not all known: where locks, admission or others' ends say when they are made.
 *
 * @module
 */

import type { DeviceRule, LoggedBurst, LoggedMachine } from "./log.ts";
import type { ProcessView, RunView } from "./run_view.ts";

/** When each I/O of each process is complete, in the order of its program; `null` where that is not known. */
export type Returns = ReadonlyMap<ProcessView, readonly (number | null)[]>;

/** What a device came to. */
export interface DeviceTotals {
  readonly requests: number;
  readonly busy: number;
  /** Ticks that requests waited, together and at the most; `null` where it is not known when they were served. */
  readonly waits: { readonly all: number; readonly longest: number } | null;
}

/** What is found. */
export interface DeviceSchedule {
  readonly returns: Returns;
  /** Of the devices with names. */
  readonly totals: ReadonlyMap<string, DeviceTotals>;
}

/** A request for a device. */
interface Request {
  readonly process: ProcessView;
  /** Its place among the I/O of its process. */
  readonly index: number;
  readonly ticks: number;
  /** `null` where it is not known when it is made. */
  readonly time: number | null;
  /** At one instant requests of CPUs come in their order, before those of who arrives, by pid. */
  readonly cpu: number;
  readonly pid: number;
  /** What the device goes by. */
  readonly key: number;
}

/** Stands for no CPU: the request is made at an arrival. */
const ARRIVAL = Infinity;

/** When something is done of which that is not known. */
const UNKNOWN = { time: null, cpu: ARRIVAL };

/** Follows every device through the run. */
export function deviceSchedule(run: RunView): DeviceSchedule {
  const { machine } = run.log;
  const queues = new Map<string | null, Request[]>();
  const returns = new Map<ProcessView, (number | null)[]>();
  let isWhole = machine.isEven && !machine.rigid;
  for (const process of run.processes) {
    if (process.bursts === null) {
      isWhole = false;
      continue;
    }
    const requests = requestsOf(process, run);
    returns.set(process, requests.map(() => null));
    for (const { device, request } of requests) {
      const queue = queues.get(device);
      if (queue === undefined) queues.set(device, [request]);
      else queue.push(request);
    }
  }
  const totals = new Map<string, DeviceTotals>();
  for (const [device, requests] of queues) {
    const { servers } = ruleOf(device, machine);
    const isKnown = isWhole && requests.every(({ time }) => time !== null);
    const waits = isKnown || servers === Infinity ? serve(requests, ruleOf(device, machine), returns) : null;
    if (device === null) continue;
    const busy = requests.reduce((sum, { ticks }) => sum + ticks, 0);
    totals.set(device, { requests: requests.length, busy, waits });
  }
  return { returns, totals };
}

/** How a device serves; the unnamed ones are `null`. */
function ruleOf(device: string | null, { devices, deviceRules }: LoggedMachine): DeviceRule {
  const order = deviceRules?.order ?? "fcfs";
  if (device === null) return { servers: devices, order: devices === Infinity ? "fcfs" : order };
  return { servers: deviceRules?.servers.get(device) ?? 1, order: deviceRules?.orders.get(device) ?? order };
}

/** The requests of a process, in the order of its program. */
function requestsOf(process: ProcessView, run: RunView): { device: string | null; request: Request }[] {
  const { machine } = run.log;
  const known = run.known.get(process);
  const isAdmittedAtOnce = machine.admit === Infinity && machine.memory === Infinity && machine.resources.size === 0 ||
    process.logged?.figures.held === 0;
  const requests: { device: string | null; request: Request }[] = [];
  const walk = new Executed(process);
  const isMeasured = machine.isEven && !machine.rigid; // else a tick of a segment is not one of the program
  let at = 0;
  let mayWait = false;
  for (const burst of process.bursts!) {
    if (burst.kind === "lock") mayWait = true;
    else if (burst.kind === "cpu") {
      at += burst.ticks;
      mayWait = false;
    } else if (burst.kind === "io") {
      const arrives = isAdmittedAtOnce && known?.after === undefined ? process.arrival : null;
      const asked = at === 0 ? { time: arrives, cpu: ARRIVAL } : isMeasured ? walk.reaches(at) : UNKNOWN;
      const device = burst.device ?? null;
      requests.push({
        device,
        request: {
          process,
          index: requests.length,
          ticks: burst.ticks,
          time: mayWait ? null : asked.time,
          cpu: asked.cpu,
          pid: Number(known?.pid ?? process.logged?.pid ?? NaN),
          key: keyOf(burst, known?.priority ?? 0, ruleOf(device, machine), machine),
        },
      });
    }
  }
  return requests;
}

function keyOf(
  { ticks }: LoggedBurst,
  priority: number,
  { order }: DeviceRule,
  { deviceRules }: LoggedMachine,
): number {
  if (order === "fcfs") return 0;
  return order === "shortest" ? ticks : deviceRules?.isHighFirst ? 0 - priority : priority;
}

/** When a process has executed so many ticks. */
export class Executed {
  readonly #segments: ProcessView["segments"];
  #next = 0;
  #before = 0;

  constructor({ segments }: ProcessView) {
    this.#segments = segments.filter(({ kind }) => kind === "run");
  }

  /** Asked in ascending order. */
  reaches(ticks: number): { time: number | null; cpu: number } {
    for (; this.#next < this.#segments.length; this.#next++) {
      const { start, end, cpu } = this.#segments[this.#next];
      if (this.#before + end - start >= ticks) return { time: start + ticks - this.#before, cpu };
      this.#before += end - start;
    }
    return { time: null, cpu: 0 };
  }
}

/** Serves the requests of a device, of which `returns` is told; `null` where some are not known. */
function serve(
  requests: readonly Request[],
  { servers, order }: DeviceRule,
  returns: ReadonlyMap<ProcessView, (number | null)[]>,
): DeviceTotals["waits"] {
  const complete = ({ process, index }: Request, time: number | null) => returns.get(process)![index] = time;
  if (servers === Infinity) {
    for (const request of requests) complete(request, request.time === null ? null : request.time + request.ticks);
    return requests.every(({ time }) => time !== null) ? { all: 0, longest: 0 } : null;
  }
  const coming = requests.toSorted((a, b) => a.time! - b.time! || (a.cpu === b.cpu ? a.pid - b.pid : a.cpu - b.cpu));
  const waiting = new Heap<Request>();
  const serving = new Heap<number>();
  let all = 0;
  let longest = 0;
  for (let next = 0, now = 0; next < coming.length || waiting.size > 0;) {
    now = Math.min(coming[next]?.time ?? Infinity, waiting.size > 0 ? serving.least : Infinity);
    while (serving.size > 0 && serving.least <= now) serving.take();
    for (; coming[next]?.time === now; next++) waiting.add(order === "fcfs" ? 0 : coming[next].key, coming[next]);
    while (waiting.size > 0 && serving.size < servers) {
      const request = waiting.take();
      all += now - request.time!;
      longest = Math.max(longest, now - request.time!);
      complete(request, now + request.ticks);
      if (request.ticks > 0) serving.add(now + request.ticks, now);
    }
  }
  return { all, longest };
}

/** A binary heap; equal keys leave it in the order in which they came. */
class Heap<T> {
  readonly #entries: { key: number; order: number; value: T }[] = [];
  #added = 0;

  get size(): number {
    return this.#entries.length;
  }

  /** The least key; Infinity where it is empty. */
  get least(): number {
    return this.#entries[0]?.key ?? Infinity;
  }

  add(key: number, value: T): void {
    const entries = this.#entries;
    let hole = entries.length;
    const entry = { key, order: this.#added++, value };
    for (let parent = (hole - 1) >> 1; hole > 0 && this.#goesBefore(entry, entries[parent]); parent = (hole - 1) >> 1) {
      entries[hole] = entries[parent];
      hole = parent;
    }
    entries[hole] = entry;
  }

  /** Takes the least off a heap that is not empty. */
  take(): T {
    const entries = this.#entries;
    const [{ value }] = entries;
    const last = entries.pop()!;
    if (entries.length === 0) return value;
    let hole = 0;
    for (let child = 1; child < entries.length; child = 2 * hole + 1) {
      if (child + 1 < entries.length && this.#goesBefore(entries[child + 1], entries[child])) child++;
      if (this.#goesBefore(last, entries[child])) break;
      entries[hole] = entries[child];
      hole = child;
    }
    entries[hole] = last;
    return value;
  }

  #goesBefore(a: { key: number; order: number }, b: { key: number; order: number }): boolean {
    return a.key < b.key || a.key === b.key && a.order < b.order;
  }
}
