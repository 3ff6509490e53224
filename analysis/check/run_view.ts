/**
 * A log put in order for the rules: segments by CPU and by process, and what is known of each process from the log and
 * from the workload.
 *
 * @module
 */

import type { Log, LoggedBurst, LoggedProcess, LoggedSegment, Place } from "./log.ts";

/**
 * A process with everything that the log and the workload tell of it.
 *
 * @example
 * ```ts
 * import { type ProcessView, readLog, RULES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\n");
 * const a: ProcessView = {
 *   label: "A",
 *   place: log.segments[0].place,
 *   arrival: 0,
 *   cpu: 4,
 *   bursts: null,
 *   processors: 1,
 *   isBound: false,
 *   logged: null,
 *   segments: [...log.segments],
 * };
 * const run = { log, cpus: 1, lanes: new Map([[0, log.segments]]), processes: [a], strangers: [], missing: [], known: new Map() };
 * const messages: string[] = [];
 * RULES.find(({ name }) => name === "work")!.check(run, (_place, _field, message) => messages.push(message));
 * assertEquals(messages.length, 1); // it wants a tick more
 * ```
 * @category Checking
 */
export interface ProcessView {
  /** What messages call it: `B (pid 2)`. */
  readonly label: string;
  /** Where it is described, else where it first appears. */
  readonly place: Place;
  /** The tick of its arrival; `null` where nobody tells. */
  readonly arrival: number | null;
  /** CPU ticks that it wants; `null` where nobody tells. */
  readonly cpu: number | null;
  /** Its program; `null` where nothing is known but perhaps its CPU ticks. */
  readonly bursts: readonly LoggedBurst[] | null;
  /** CPUs that it takes at once where jobs are rigid. */
  readonly processors: number;
  /** Whether it may run on some CPUs only. */
  readonly isBound: boolean;
  /** What the log says of it; `null` where it only appears in the timeline. */
  readonly logged: LoggedProcess | null;
  /** By start, then CPU. */
  readonly segments: LoggedSegment[];
}

/**
 * What a workload says of a process.
 *
 * @example
 * ```ts
 * import { checkLog, type KnownProcess, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const a: KnownProcess = {
 *   pid: "1",
 *   name: "A",
 *   arrival: 2,
 *   bursts: [{ kind: "cpu", ticks: 3 }],
 *   processors: 1,
 *   affinity: null,
 * };
 * const { violations } = await checkLog(readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\n"), { known: [a] });
 * assertEquals(violations.length > 0, true); // it ran before it arrived
 * ```
 * @category Checking
 */
export interface KnownProcess {
  /** Its pid, as logs write it. */
  readonly pid: string;
  /** Its name. */
  readonly name: string;
  /** The tick of its arrival; the least that it can be, where it comes after another process. */
  readonly arrival: number;
  /** The process that it comes after, by pid, and the ticks between that one's end and its arrival; missing for none. */
  readonly after?: { readonly pid: string; readonly think: number };
  /** Its program. */
  readonly bursts: readonly LoggedBurst[];
  /** CPUs that it takes at once where jobs are rigid. */
  readonly processors: number;
  /** Memory that it takes from its admission to its end; missing for none. */
  readonly memory?: number;
  /** The counted resources that it takes from its admission to its end, by name; missing for none. */
  readonly resources?: Readonly<Record<string, number>>;
  /** The CPUs that it may run on; `null` for all. */
  readonly affinity: readonly number[] | null;
  /** Its priority; 0 where it is missing. */
  readonly priority?: number;
}

/**
 * A log in order.
 *
 * @example
 * ```ts
 * import { readLog, RULES, type RunView } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\nB,0,2,5\n");
 * const run: RunView = {
 *   log,
 *   cpus: 1,
 *   lanes: new Map([[0, log.segments]]),
 *   processes: [],
 *   strangers: [],
 *   missing: [],
 *   known: new Map(),
 * };
 * const messages: string[] = [];
 * RULES.find(({ name }) => name === "cpu-overlap")!.check(run, (_place, _field, message) => messages.push(message));
 * assertEquals(messages.length, 1);
 * ```
 * @category Checking
 */
export interface RunView {
  /** The log that is checked. */
  readonly log: Log;
  /** CPUs of the machine, as far as is known. */
  readonly cpus: number;
  /** By CPU, each by start. */
  readonly lanes: ReadonlyMap<number, readonly LoggedSegment[]>;
  /** Every process that the log or the workload names. */
  readonly processes: readonly ProcessView[];
  /** Segments of processes that the log and the workload do not list. */
  readonly strangers: readonly LoggedSegment[];
  /** Processes of the workload that the log does not list although it lists some. */
  readonly missing: readonly KnownProcess[];
  /** What the workload says, by the place in `processes`. */
  readonly known: ReadonlyMap<ProcessView, KnownProcess>;
}

/** Whether a segment can be held against others at all. */
export function isWellFormed({ start, end, cpu }: LoggedSegment): boolean {
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end > start &&
    Number.isInteger(cpu) && cpu >= 0;
}

/** Puts a log in order. `known` is what a workload adds to it. */
export function viewOf(log: Log, known: readonly KnownProcess[] | null): RunView {
  const segments = log.segments.filter(isWellFormed).sort((a, b) => a.start - b.start || a.cpu - b.cpu);
  const lanes = new Map<number, LoggedSegment[]>();
  for (const segment of segments) {
    const lane = lanes.get(segment.cpu);
    if (lane === undefined) lanes.set(segment.cpu, [segment]);
    else lane.push(segment);
  }
  const directory = new Directory(log, known);
  const strangers: LoggedSegment[] = [];
  for (const segment of segments) {
    const process = directory.find(segment);
    if (process === undefined) strangers.push(segment);
    else process.segments.push(segment);
  }
  directory.placeFollowers();
  const seen = segments.reduce((most, { cpu }) => Math.max(most, cpu + 1), 1);
  return {
    log,
    cpus: log.machine.cpus ?? seen,
    lanes,
    processes: directory.processes,
    strangers,
    missing: directory.missing,
    known: directory.known,
  };
}

/** A view whose arrival may still have to be found. */
type OpenView = Omit<ProcessView, "arrival"> & { arrival: number | null };

/** Whether an I/O begins at once for all that the machine has. */
export function isServedAtOnce({ device }: LoggedBurst, devices: number): boolean {
  return device === undefined && devices === Infinity;
}

/** When a process ends in the log; `null` where it does not tell. */
function endOf(process: OpenView | undefined, devices: number): number | null {
  if (process === undefined) return null;
  const { segments, logged, bursts } = process;
  const io = lastIo(bursts);
  // The timeline does not show how long an I/O at the end waits for its device.
  if (segments.length === 0 || io !== null && !isServedAtOnce(io, devices)) return logged?.figures.finish ?? null;
  return segments.reduce((last, { end }) => Math.max(last, end), 0) + (io?.ticks ?? 0);
}

/** The I/O at the end of a program; `null` where it ends on the CPU. */
export function lastIo(bursts: readonly LoggedBurst[] | null): LoggedBurst | null {
  const last = bursts?.at(-1);
  return last?.kind === "io" ? last : null;
}

/** Processes by pid and by name. */
class Directory {
  readonly processes: OpenView[] = [];
  readonly known = new Map<OpenView, KnownProcess>();
  readonly missing: readonly KnownProcess[];
  readonly #byPid = new Map<string, OpenView>();
  readonly #byName = new Map<string, OpenView>();
  readonly #isOpen: boolean;
  readonly #devices: number;

  constructor(log: Log, known: readonly KnownProcess[] | null) {
    this.#devices = log.machine.devices;
    const byPid = new Map(known?.map((each) => [each.pid, each]));
    const byName = new Map(known?.map((each) => [each.name, each]));
    const found = new Set<KnownProcess>();
    for (const logged of log.processes) {
      const fact = byPid.get(logged.pid ?? "") ?? (logged.pid === null ? byName.get(logged.name ?? "") : undefined);
      if (fact !== undefined) found.add(fact);
      this.#add(logged.place, logged, fact);
    }
    const rest = (known ?? []).filter((each) => !found.has(each));
    this.missing = log.processes.length === 0 ? [] : rest;
    if (log.processes.length === 0) {
      const placeOf = firstPlaces(log);
      for (const each of rest) this.#add(placeOf(each), null, each);
    }
    // Where nobody lists the processes, those of the timeline are all there are.
    this.#isOpen = log.processes.length === 0 && known === null;
  }

  find({ process, place }: LoggedSegment): OpenView | undefined {
    const found = this.#byPid.get(process) ?? this.#byName.get(process);
    if (found !== undefined || !this.#isOpen) return found;
    const view = createView(place, /^\d+$/.test(process) ? process : null, process);
    this.processes.push(view);
    this.#byPid.set(process, view);
    return view;
  }

  /** Says when the processes arrive that come after others, from when those end in the log. */
  placeFollowers(): void {
    for (const [view, { after, arrival }] of this.known) {
      if (after === undefined) continue;
      const end = endOf(this.#byPid.get(after.pid), this.#devices);
      view.arrival = end === null ? view.logged?.arrival ?? null : Math.max(arrival, end + after.think);
    }
  }

  #add(place: Place, logged: LoggedProcess | null, fact: KnownProcess | undefined): void {
    const pid = logged?.pid ?? fact?.pid ?? null;
    const name = logged?.name ?? fact?.name ?? null;
    const cpu = fact?.bursts.reduce((sum, { kind, ticks }) => kind === "cpu" ? sum + ticks : sum, 0);
    const view: OpenView = {
      ...createView(place, pid, name),
      arrival: fact?.arrival ?? logged?.arrival ?? null,
      cpu: cpu ?? logged?.cpu ?? null,
      bursts: fact?.bursts ?? null,
      processors: fact?.processors ?? logged?.processors ?? 1,
      isBound: (fact?.affinity ?? null) !== null || (logged?.isBound ?? false),
      logged,
    };
    this.processes.push(view);
    if (fact !== undefined) this.known.set(view, fact);
    if (pid !== null) this.#byPid.set(pid, view);
    if (name !== null && !this.#byName.has(name)) this.#byName.set(name, view);
  }
}

function createView(place: Place, pid: string | null, name: string | null): OpenView {
  const label = pid === null ? name ?? "?" : name === null || name === pid ? `pid ${pid}` : `${name} (pid ${pid})`;
  const nothing = { arrival: null, cpu: null, bursts: null, processors: 1, isBound: false, logged: null };
  return { label, place, ...nothing, segments: [] };
}

/** Where a process of the workload first appears; one that only the workload names is missed where the timeline begins. */
function firstPlaces(log: Log): (process: KnownProcess) => Place {
  const places = new Map<string, Place>();
  for (const { process, place } of log.segments) if (!places.has(process)) places.set(process, place);
  return ({ pid }) => places.get(pid) ?? { file: log.file, line: 1, path: "" };
}
