/**
 * A log of a run as `sim check` sees it, whoever wrote it: who had which CPU when, and what is claimed of the processes
 * and of the whole. Every part knows where it stands in its file.
 *
 * @module
 */

import type { LockOrder, LockProtocol } from "../../engine/options.ts";
import type { PriorityOrder } from "../../engine/policy_options.ts";
import type { DeviceOrder } from "../../engine/workload.ts";

/**
 * Where something stands.
 *
 * @example
 * ```ts
 * import { type Place, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const place: Place = readLog("theirs.csv", "name,cpu,start,end\nA,0,2,5\n").segments[0].place;
 * assertEquals([place.file, place.line], ["theirs.csv", 2]);
 * ```
 * @category Checking
 */
export interface Place {
  /** The file, as errors call it. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** How the file names it: `timeline[3]`, `processes[0]`. */
  readonly path: string;
}

/**
 * What a CPU does with a process: it prepares to run it (`switch`), moves it from another CPU (`migration`), runs it
 * without getting on because its cache is cold (`warmup`), or runs it.
 *
 * @example
 * ```ts
 * import { SEGMENT_KINDS } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(SEGMENT_KINDS, ["run", "switch", "migration", "warmup"]);
 * ```
 * @category Checking
 */
export const SEGMENT_KINDS = ["run", "switch", "migration", "warmup"] as const;

/**
 * One of {@linkcode SEGMENT_KINDS}.
 *
 * @example
 * ```ts
 * import { readLog, type SegmentKind } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const kind: SegmentKind = "switch";
 * const log = readLog("theirs.csv", "name,cpu,start,end,kind\nA,0,0,1,switch\nA,0,1,4,run\n");
 * assertEquals(log.segments.filter((segment) => segment.kind === kind).length, 1);
 * ```
 * @category Checking
 */
export type SegmentKind = typeof SEGMENT_KINDS[number];

/**
 * A stretch of time for which a process had a CPU.
 *
 * @example
 * ```ts
 * import { type LoggedSegment, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const [segment]: readonly LoggedSegment[] = readLog("theirs.csv", "name,cpu,start,end\nA,0,2,5\n").segments;
 * assertEquals([segment.process, segment.cpu, segment.start, segment.end, segment.kind], ["A", 0, 2, 5, "run"]);
 * ```
 * @category Checking
 */
export interface LoggedSegment {
  /** Where it stands in the file. */
  readonly place: Place;
  /** Index of the CPU, from 0. */
  readonly cpu: number;
  /** Its pid, or its name where the log has no pids. */
  readonly process: string;
  /** The first tick. */
  readonly start: number;
  /** The first tick after it. */
  readonly end: number;
  /** What the CPU did. */
  readonly kind: SegmentKind;
}

/**
 * A time that a process spends on a CPU or away from it, in the order of its program.
 *
 * @example
 * ```ts
 * import { checkLog, type LoggedBurst, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const bursts: LoggedBurst[] = [{ kind: "cpu", ticks: 1 }, { kind: "io", ticks: 4 }, { kind: "cpu", ticks: 1 }];
 * const known = [{ pid: "1", name: "A", arrival: 0, bursts, processors: 1, affinity: null }];
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,1\nA,0,3,4\n");
 * assertEquals((await checkLog(log, { known })).violations.length > 0, true); // back from its I/O too soon
 * ```
 * @category Checking
 */
export interface LoggedBurst {
  /** What it is. */
  readonly kind: "cpu" | "io" | "lock" | "unlock";
  /** Ticks; 0 for lock operations. */
  readonly ticks: number;
  /** The device of I/O, where that has a name. */
  readonly device?: string;
  /** The lock of a lock operation. */
  readonly lock?: string;
}

/**
 * Figures that a log may claim of a process.
 *
 * @example
 * ```ts
 * import { LOGGED_FIGURE_NAMES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(LOGGED_FIGURE_NAMES.includes("turnaround"), true);
 * ```
 * @category Checking
 */
export const FIGURE_NAMES = [
  "firstRun",
  "finish",
  "turnaround",
  "waiting",
  "response",
  "blocked",
  "lockWait",
  "inversion",
  "held",
  "switching",
  "weightedTurnaround",
  "dispatches",
  "preemptions",
  "executed",
  "memory",
  "address",
] as const;

/**
 * One of {@linkcode FIGURE_NAMES}.
 *
 * @example
 * ```ts
 * import { type LoggedFigureName, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const name: LoggedFigureName = "waiting";
 * const log = readLog("theirs.json", '{ "processes": [{ "pid": 1, "waiting": 7 }] }');
 * assertEquals(log.processes[0].figures[name], 7);
 * ```
 * @category Checking
 */
export type FigureName = typeof FIGURE_NAMES[number];

/**
 * A process, as far as the log knows it.
 *
 * @example
 * ```ts
 * import { type LoggedProcess, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.json", '{ "processes": [{ "pid": 1, "name": "A", "arrival": 0, "cpu": 3 }] }');
 * const a: LoggedProcess = log.processes[0];
 * assertEquals([a.pid, a.name, a.arrival, a.cpu, a.bursts], ["1", "A", 0, 3, null]);
 * ```
 * @category Checking
 */
export interface LoggedProcess {
  /** Where it stands in the file. */
  readonly place: Place;
  /** Its pid as it is written; `null` where the log has none. */
  readonly pid: string | null;
  /** Its name; `null` where the log has none. */
  readonly name: string | null;
  /** The tick of its arrival; `null` where the log does not tell. */
  readonly arrival: number | null;
  /** CPU ticks that it wants. */
  readonly cpu: number | null;
  /** Its whole program; `null` where only the CPU ticks are known. */
  readonly bursts: readonly LoggedBurst[] | null;
  /** CPUs that it takes at once. */
  readonly processors: number;
  /** Whether it may run on some CPUs only. */
  readonly isBound: boolean;
  /** The figures that are stated of it, in ticks or counts. */
  readonly figures: Readonly<Partial<Record<FigureName, number>>>;
}

/**
 * Figures over all processes or of the machine, by name: `turnaround.mean`, `makespan`.
 *
 * @example
 * ```ts
 * import { type LoggedMetrics, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const metrics: LoggedMetrics = readLog("theirs.json", '{ "timeline": [],\n"metrics": { "makespan": 9 } }').metrics!;
 * assertEquals(metrics.values.get("makespan"), { value: 9, line: 2 });
 * ```
 * @category Checking
 */
export interface LoggedMetrics {
  /** Where they stand in the file. */
  readonly place: Place;
  /** Each value by its path, such as `turnaround.mean`, with its line. */
  readonly values: ReadonlyMap<string, { readonly value: number | null; readonly line: number }>;
}

/**
 * What the log says of the machine.
 *
 * @example
 * ```ts
 * import { type LoggedMachine, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const machine: LoggedMachine = readLog("theirs.json", '{ "timeline": [], "options": { "cpus": 2 } }').machine;
 * assertEquals([machine.cpus, machine.devices, machine.rigid], [2, Infinity, false]);
 * ```
 * @category Checking
 */
export interface LoggedMachine {
  /** CPUs; `null` where the log does not tell. */
  readonly cpus: number | null;
  /** I/O devices; `Infinity` where they are not limited. */
  readonly devices: number;
  /** Processes that may be in the system at once; `Infinity` where they are not limited. */
  readonly admit: number;
  /** Size of memory; `Infinity` where it is not limited. */
  readonly memory: number;
  /** How many there are of each counted resource that is limited, by name. */
  readonly resources: ReadonlyMap<string, number>;
  /** Whether jobs take several CPUs at once. */
  readonly rigid: boolean;
  /** Work that each CPU does in a tick; 1 for one that is not there. */
  readonly speeds: readonly number[];
  /** Whether that is 1 for all, so that the log tells when a burst is done. */
  readonly isEven: boolean;
  /** Why a CPU may be idle beside a ready process; `null` where it may not. */
  readonly idleReason: string | null;
  /** The tick before which periodic tasks released their jobs; 0 for as long as their pattern takes to repeat. */
  readonly horizon: number;
  /** How devices serve; missing where nothing is said. */
  readonly deviceRules?: DeviceRules;
  /** What locks go by; missing where nothing is said. */
  readonly lockRules?: LockRules;
}

/**
 * How a device serves.
 *
 * @example
 * ```ts
 * import { checkLog, type DeviceRule, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const disk: DeviceRule = { servers: 2, order: "fcfs" };
 * const io = [1, { io: 4, device: "disk" }, 1];
 * const workload = { processes: [{ bursts: io }, { bursts: io }], devices: { disk } };
 * const log = readLog("theirs.csv", "name,cpu,start,end\nP1,0,0,1\nP2,0,1,2\nP1,0,5,6\nP2,0,6,7\n");
 * assertEquals((await checkLog(log, { workload })).violations, []); // one server would have P2 wait until 9
 * ```
 * @category Checking
 */
export interface DeviceRule {
  /** Requests that it serves at once. */
  readonly servers: number;
  /** What it takes next. */
  readonly order: DeviceOrder;
}

/**
 * How the devices of a machine serve.
 *
 * @example
 * ```ts
 * import { type DeviceRules, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.json", '{ "timeline": [], "options": { "deviceOrder": "shortest" } }');
 * const rules: DeviceRules = log.machine.deviceRules!;
 * assertEquals([rules.order, rules.isHighFirst], ["shortest", false]);
 * ```
 * @category Checking
 */
export interface DeviceRules {
  /** Of devices that nothing else is said of. */
  readonly order: DeviceOrder;
  /** Whether the greatest priorities go first where it is by priority. */
  readonly isHighFirst: boolean;
  /** Requests that devices with names serve at once, as far as it is said. */
  readonly servers: ReadonlyMap<string, number>;
  /** What devices with names take next, as far as it is said. */
  readonly orders: ReadonlyMap<string, DeviceOrder>;
}

/**
 * What the locks of a machine go by.
 *
 * @example
 * ```ts
 * import { type LockRules, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.json", '{ "timeline": [], "options": { "policy": "priority", "lockProtocol": "ceiling" } }');
 * const rules: LockRules = log.machine.lockRules!;
 * assertEquals([rules.protocol, rules.order, rules.urgency], ["ceiling", "fcfs", "low"]);
 * ```
 * @category Checking
 */
export interface LockRules {
  /** How urgent a process is while it holds locks. */
  readonly protocol: LockProtocol;
  /** Who gets a lock of those that wait. */
  readonly order: LockOrder;
  /** Which priorities are the more urgent; `null` where the policy does not go by priorities, preemptively and from one queue. */
  readonly urgency: PriorityOrder | null;
}

/**
 * A log.
 *
 * @example
 * ```ts
 * import { type Log, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log: Log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\n");
 * assertEquals([log.file, log.hasTimeline, log.segments.length, log.metrics], ["theirs.csv", true, 1, null]);
 * ```
 * @category Checking
 */
export interface Log {
  /** The file, as errors call it. */
  readonly file: string;
  /** The timeline, in the order of the file. */
  readonly segments: readonly LoggedSegment[];
  /** Whether there is a timeline, be it empty. */
  readonly hasTimeline: boolean;
  /** The processes that are listed, in the order of the file. */
  readonly processes: readonly LoggedProcess[];
  /** The figures of the whole run; `null` where there are none. */
  readonly metrics: LoggedMetrics | null;
  /** The machine, as far as the log tells. */
  readonly machine: LoggedMachine;
}

/** A machine of which nothing is said. */
export const UNKNOWN_MACHINE: LoggedMachine = {
  cpus: null,
  devices: Infinity,
  admit: Infinity,
  memory: Infinity,
  resources: new Map(),
  rigid: false,
  speeds: [],
  isEven: true,
  idleReason: null,
  horizon: 0,
};

/** `run.json:12: timeline[3]`. */
export function placeText({ file, line, path }: Place): string {
  return path === "" ? `${file}:${line}` : `${file}:${line}: ${path}`;
}
