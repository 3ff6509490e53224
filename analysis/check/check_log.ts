/**
 * Holds a log against the rules that every run of every policy keeps. Nothing here is the engine's: a mistake of the one
 * is not a mistake of the other.
 *
 * @module
 */

import { refuseUnknownOptions } from "../../engine/known_options.ts";
import type { MachineOptions } from "../../engine/options.ts";
import type { PriorityOrder } from "../../engine/policy_options.ts";
import type { Workload, WorkloadColumns } from "../../engine/workload.ts";
import { toColumns } from "../../engine/workload/columns.ts";
import { createPause } from "../_pause.ts";
import type { AnalysisOptions } from "../options.ts";
import { identitiesRule, timelineFiguresRule } from "./figure_rules.ts";
import { knownJobs } from "./known_jobs.ts";
import type { Log, LoggedMachine } from "./log.ts";
import { lockRule, urgencyRule } from "./lock_rules.ts";
import { memoryRule } from "./memory_rule.ts";
import { metricsRule } from "./metric_rules.ts";
import { absenceRule, conservationRule } from "./program_rules.ts";
import type { Outcome, Rule, Violation } from "./rule.ts";
import { type KnownProcess, viewOf } from "./run_view.ts";
import { affinityRule, arrivalRule, cpuRule, processRule, segmentsRule, workRule } from "./timeline_rules.ts";

/**
 * Every rule, in the order of reports.
 *
 * @example
 * ```ts
 * import { RULES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new Set(RULES.map(({ name }) => name)).size, RULES.length);
 * ```
 * @category Checking
 */
export const RULES: readonly Rule[] = [
  segmentsRule,
  cpuRule,
  processRule,
  arrivalRule,
  affinityRule,
  memoryRule,
  workRule,
  absenceRule,
  conservationRule,
  lockRule,
  urgencyRule,
  timelineFiguresRule,
  identitiesRule,
  metricsRule,
];

/**
 * How many rules have been looked at.
 *
 * @example
 * ```ts
 * import { checkLog, type CheckProgress, readLog, RULES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tell = ({ done, rules }: CheckProgress) => `${done} of ${rules} rules`;
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\n");
 * await checkLog(log, { onProgress: (progress) => console.error(tell(progress)) }); // nothing where it takes no time
 * assertEquals(tell({ done: 3, rules: RULES.length }), `3 of ${RULES.length} rules`);
 * ```
 * @category Checking
 */
export interface CheckProgress {
  /** Rules that have been looked at. */
  readonly done: number;
  /** Rules in all. */
  readonly rules: number;
}

/**
 * How the devices of the machine serve, as the options of a simulation say it.
 *
 * @example
 * ```ts
 * import { checkLog, type DeviceOptions, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const devices: DeviceOptions = { deviceServers: { disk: 2 } };
 * const io = [1, { io: 4, device: "disk" }, 1];
 * const workload = { processes: [{ bursts: io }, { bursts: io }] };
 * const log = readLog("theirs.csv", "name,cpu,start,end\nP1,0,0,1\nP2,0,1,2\nP1,0,5,6\nP2,0,6,7\n");
 * const count = async (options: object) => (await checkLog(log, { workload, ...options })).violations.length;
 * assertEquals([await count({ devices }), await count({})], [0, 1]); // of one server P2 gets its I/O later
 * ```
 * @category Checking
 */
export type DeviceOptions =
  & Pick<MachineOptions, "devices" | "deviceOrder" | "deviceServers" | "deviceOrders">
  & {
    /** Which priorities are the more urgent at devices. */
    readonly devicePriorityOrder?: PriorityOrder;
  };

/**
 * What locks go by, as the options of a simulation say it.
 *
 * @example
 * ```ts
 * import { checkLog, type LockOptions, readLog } from "@quanta/quanta/analysis";
 * import { exampleWorkload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * // The task in the middle runs from 3 to 15, while the least urgent holds what the most urgent waits for.
 * const rows = ["1,0,0,2", "2,0,2,3", "3,0,3,15", "1,0,15,17", "2,0,17,19", "1,0,19,20"];
 * const log = readLog("theirs.csv", ["pid,cpu,start,end", ...rows, ""].join("\n"));
 * const { workload } = exampleWorkload("pathfinder")!;
 * const locks: LockOptions = { lockProtocol: "inheritance", priorityOrder: "low" };
 * const broken = async (options: object) => (await checkLog(log, { workload, ...options })).violations.map(({ rule }) => rule);
 * assertEquals([await broken({}), await broken({ locks })], [[], ["urgency"]]);
 * ```
 * @category Checking
 */
export type LockOptions = Pick<MachineOptions, "lockProtocol" | "lockOrder"> & {
  /** Which priorities are the more urgent, where the policy goes by them, preemptively and from one queue. */
  readonly priorityOrder?: PriorityOrder;
};

/**
 * What is known besides the log.
 *
 * @example
 * ```ts
 * import { checkLog, type CheckOptions, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\n");
 * const options: CheckOptions = { workload: { processes: [{ name: "A", bursts: 4 }] } };
 * const { violations } = await checkLog(log, options);
 * assertEquals(violations.map(({ rule }) => rule), ["work"]); // a tick of A is missing
 * ```
 * @category Checking
 */
export interface CheckOptions extends AnalysisOptions<CheckProgress> {
  /** The workload that was run, for what the log does not tell: arrivals, CPU and I/O bursts. */
  readonly workload?: Workload | WorkloadColumns;
  /** The processes themselves, instead of a workload: tasks as their jobs. */
  readonly known?: readonly KnownProcess[];
  /** The tick before which periodic tasks of the workload release jobs. Default: as the log says. */
  readonly horizon?: number;
  /** CPUs of the machine. Default: as the log says. */
  readonly cpus?: number;
  /** Whether jobs take several CPUs at once. Default: as the log says. */
  readonly rigid?: boolean;
  /** How devices serve. Default: as the log and the workload say. */
  readonly devices?: DeviceOptions;
  /** What locks go by. Default: as the log says. */
  readonly locks?: LockOptions;
  /** The most processes that are in memory at once. Default: as the log says. */
  readonly admit?: number;
  /** Size of memory. Default: as the log says. */
  readonly memory?: number;
  /** How many there are of counted resources, by name. Default: as the log says. */
  readonly resources?: Readonly<Record<string, number>>;
  /** Names of rules that are not to be checked. */
  readonly skip?: readonly string[];
}

/**
 * What became of one rule.
 *
 * @example
 * ```ts
 * import { type CheckedRule, checkLog, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\nB,0,2,5\n");
 * const broken: CheckedRule[] = (await checkLog(log)).rules.filter(({ violations }) => violations > 0);
 * assertEquals(broken.map(({ name }) => name), ["cpu-overlap"]); // A and B have it at once
 * ```
 * @category Checking
 */
export interface CheckedRule {
  /** The word that reports use, such as `cpu`. */
  readonly name: string;
  /** One sentence. */
  readonly meaning: string;
  /** How often it is broken. */
  readonly violations: number;
  /** How much was looked at, or why it could not be. */
  readonly outcome: Outcome;
}

/**
 * What became of all.
 *
 * @example
 * ```ts
 * import { type CheckedLog, checkLog, readLog, RULES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\nB,0,3,5\n");
 * const checked: CheckedLog = await checkLog(log);
 * assertEquals([checked.rules.length, checked.violations], [RULES.length, []]);
 * ```
 * @category Checking
 */
export interface CheckedLog {
  /** Every rule, in the order of reports. */
  readonly rules: readonly CheckedRule[];
  /** Everything that cannot be, rule by rule. */
  readonly violations: readonly Violation[];
}

/**
 * Holds a log against every rule.
 *
 * @throws {WorkloadError} If the workload is not valid.
 * @throws {RangeError} If the horizon must be given, ends before a task arrives, or lets more than ten million jobs arrive.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { checkLog, readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * // A and B cannot have one CPU at the same time.
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\nB,0,2,5\n");
 * assertEquals((await checkLog(log)).violations.length > 0, true);
 * ```
 *
 * @category Checking
 */
export async function checkLog(log: Log, options: CheckOptions = {}): Promise<CheckedLog> {
  refuseUnknownOptions(
    "check",
    options,
    [
      "workload",
      "known",
      "horizon",
      "cpus",
      "rigid",
      "devices",
      "locks",
      "admit",
      "memory",
      "resources",
      "skip",
      "signal",
      "onProgress",
    ] satisfies (keyof CheckOptions)[],
  );
  const { cpus = log.machine.cpus, rigid = log.machine.rigid, horizon = log.machine.horizon, skip = [] } = options;
  const { admit = log.machine.admit, memory = log.machine.memory } = options;
  const known = options.known ??
    (options.workload === undefined ? null : knownJobs(toColumns(options.workload), horizon));
  const resources = options.resources === undefined
    ? log.machine.resources
    : new Map(Object.entries(options.resources));
  const machine = withLocks(withDevices({ ...log.machine, cpus, rigid, admit, memory, resources }, options), options);
  const run = viewOf({ ...log, machine }, known);
  const violations: Violation[] = [];
  const rules: CheckedRule[] = [];
  const pause = createPause(options.signal, () => options.onProgress?.({ done: rules.length, rules: RULES.length }));
  for (const rule of RULES) {
    await pause();
    const { name, meaning } = rule;
    if (skip.includes(name)) {
      rules.push({ name, meaning, violations: 0, outcome: { skipped: "as asked" } });
      continue;
    }
    const before = violations.length;
    const outcome = rule.check(run, (place, field, message) => {
      const path = [place.path, field].filter((part) => part !== "").join(".");
      violations.push({ rule: name, place: { ...place, path }, message });
    });
    rules.push({ name, meaning, violations: violations.length - before, outcome });
  }
  return { rules, violations };
}

/** The machine with what the options say of its locks. */
function withLocks(machine: LoggedMachine, { locks = {} }: CheckOptions): LoggedMachine {
  const { lockRules } = machine;
  return {
    ...machine,
    lockRules: {
      protocol: locks.lockProtocol ?? lockRules?.protocol ?? "none",
      order: locks.lockOrder ?? lockRules?.order ?? "fcfs",
      urgency: locks.priorityOrder ?? lockRules?.urgency ?? null,
    },
  };
}

/** The machine with what the workload and the options say of its devices; what is said later goes before. */
function withDevices(machine: LoggedMachine, { workload, devices = {} }: CheckOptions): LoggedMachine {
  const named = workload === undefined ? [] : toColumns(workload).bursts?.devices ?? [];
  const logged = machine.deviceRules;
  return {
    ...machine,
    devices: devices.devices ?? machine.devices,
    deviceRules: {
      order: devices.deviceOrder ?? logged?.order ?? "fcfs",
      isHighFirst: devices.devicePriorityOrder === undefined
        ? logged?.isHighFirst ?? false
        : devices.devicePriorityOrder === "high",
      servers: new Map([
        ...named.flatMap(({ name, servers }) => servers === undefined ? [] : [[name, servers] as const]),
        ...logged?.servers ?? [],
        ...Object.entries(devices.deviceServers ?? {}),
      ]),
      orders: new Map([
        ...named.flatMap(({ name, order }) => order === undefined ? [] : [[name, order] as const]),
        ...logged?.orders ?? [],
        ...Object.entries(devices.deviceOrders ?? {}),
      ]),
    },
  };
}
