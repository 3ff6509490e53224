/**
 * A finished run, whose large parts are made when they are first looked at.
 *
 * @module
 */

import { devicesOf } from "./_devices.ts";
import { countsInversions, hasLocks } from "./_locks.ts";
import { countedResources, holdsJobs, limitsMemory } from "./_setup_admission.ts";
import { MACHINE_OPTIONS } from "./machine_options.ts";
import { findPolicy } from "./policies.ts";
import { processResult } from "./process_result.ts";
import type {
  DeadlineReport,
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
import { resourceNames } from "./workload/_resources.ts";
import type { TraitName } from "./workload/_rules.ts";

/** From this many processes on a load above 1 is told. */
const LOADED_PROCESSES_MIN = 50;

/** So many devices are named in a note. */
const DEVICES_LISTED_MAX = 10;

/** What a run recorded. */
export interface Recorded {
  segments: Segment[];
  transitions: Transition[];
  decisions: Decision[];
}

/** What a run came to. */
export interface FinishedRun {
  options: ResolvedOptions;
  workload: WorkloadColumns;
  columns: ResultColumns;
  metrics: Metrics;
  deadlines: DeadlineReport | null;
}

/** The name of a row's process, given or made of its pid. */
export function nameOf(workload: WorkloadColumns, row: number): string {
  return workload.names?.[row] ?? `P${workload.pid?.[row] ?? row + 1}`;
}

/** The result of a run. */
export class RunResult implements SimulationResult {
  readonly options: ResolvedOptions;
  readonly workload: WorkloadColumns;
  readonly columns: ResultColumns;
  readonly metrics: Metrics;
  readonly deadlines: DeadlineReport | null;
  readonly timeline: readonly Segment[];
  readonly transitions: readonly Transition[];
  readonly decisions: readonly Decision[];
  readonly notes: readonly string[];
  #processes: readonly ProcessResult[] | undefined;

  constructor(run: FinishedRun, recorded: Recorded) {
    const { options, workload, columns, metrics, deadlines } = run;
    this.options = options;
    this.columns = columns;
    this.metrics = metrics;
    this.deadlines = deadlines;
    this.workload = workload;
    this.timeline = [...recorded.segments].sort((a, b) => a.start - b.start || a.cpu - b.cpu);
    this.transitions = [...recorded.transitions];
    this.decisions = [...recorded.decisions];
    this.notes = makeNotes(run);
  }

  get processes(): readonly ProcessResult[] {
    this.#processes ??= Array.from({ length: this.columns.arrival.length }, (_, row) => {
      const pid = this.workload.pid?.[row] ?? row + 1;
      return processResult(this.columns, row, { pid, name: nameOf(this.workload, row) });
    });
    return this.#processes;
  }
}

/** What a policy has to go by where no process of the workload has what it looks at. */
const USUAL: Partial<Record<TraitName, string>> = {
  priority: "No process of the workload has a priority: all have 0",
  tickets: "No process of the workload has tickets: all have 1",
  nice: "No process of the workload has a nice value: all have 0",
};

const QUOTA_PERIOD_DEFAULT = MACHINE_OPTIONS.find(({ name }) => name === "quotaPeriod")!.default;

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

/** Whose quanta count, where processes have quanta of their own. */
function quantaNotes({ policy }: ResolvedOptions, quanta: ArrayLike<number>): string[] {
  const { reads, options } = findPolicy(policy);
  if (reads.includes("quantum")) {
    const count = Array.from(quanta).filter((quantum) => quantum > 0).length;
    return [`Of ${quanta.length} processes ${count} have a quantum of their own, which goes before the policy's`];
  }
  const hasQuanta = options.some(({ name }) => ["quantum", "quanta", "slice"].includes(name));
  return hasQuanta ? [`Quanta of processes are ignored: ${policy} has quanta for all alike`] : [];
}

/** Whether a policy goes by lengths, and not by those that processes have as estimates. */
function ignoresEstimates(options: ResolvedOptions): boolean {
  if (options.rigid) return false;
  if (options.policy === "hrrn") return options.service !== "estimate";
  if (options.policy === "predicted") return options.firstFrom !== "estimate";
  return ["sjf", "srtf", "ljf", "lrtf"].includes(options.policy);
}

/** What should be known of the devices. */
function deviceNotes(workload: WorkloadColumns, options: ResolvedOptions): string[] {
  const notes: string[] = [];
  const silent = (workload.bursts?.devices ?? []).filter(({ name, servers }) =>
    servers === undefined && !Object.hasOwn(options.deviceServers, name)
  );
  if (silent.length > 0) {
    const names = silent.slice(0, DEVICES_LISTED_MAX).map(({ name }) => name).join(", ");
    const more = silent.length > DEVICES_LISTED_MAX ? ` and ${silent.length - DEVICES_LISTED_MAX} more` : "";
    notes.push(
      `Devices that serve one request at a time, as nothing else is said (see deviceServers): ${names}${more}`,
    );
  }
  const goByPriority = devicesOf(workload, options)?.some(({ order }) => order === "priority") ?? false;
  const isSaid = findPolicy(options.policy).reads.includes("priority");
  if (goByPriority && workload.priority === undefined && !isSaid) notes.push(USUAL.priority!);
  return notes;
}

/** That locks go by priorities that nobody has. */
function lockNotes(workload: WorkloadColumns, options: ResolvedOptions): string[] {
  const policy = findPolicy(options.policy);
  if (options.lockOrder !== "priority" || !hasLocks(workload) || workload.priority !== undefined) return [];
  if (policy.reads.includes("priority") || countsInversions(policy, options, workload)) return [];
  return [USUAL.priority!];
}

/** What the reader of the figures should know. */
function makeNotes({ options, workload, metrics, deadlines }: FinishedRun): string[] {
  const notes: string[] = [];
  for (const trait of findPolicy(options.policy).reads) {
    const usual = USUAL[trait];
    if (usual === undefined || workload[trait] !== undefined) continue;
    notes.push(options.policy === "counters" ? usual.replace(/0$/, "15") : usual);
  }
  if (workload.quantum !== undefined) notes.push(...quantaNotes(options, workload.quantum));
  if (workload.estimate !== undefined && ignoresEstimates(options)) {
    const see = options.policy === "hrrn" ? "service of hrrn" : "firstFrom of predicted";
    notes.push(`Estimates of processes are ignored: ${options.policy} does not go by them (see ${see})`);
  }
  if (!options.rigid && workload.processors?.some((processors) => processors > 1)) {
    notes.push("Processor counts of the workload are ignored: every process runs on one CPU at a time (see rigid)");
  }
  const countsGroups = findPolicy(options.policy).usageGroups !== undefined;
  if (countsGroups && workload.group === undefined) {
    notes.push("No process of the workload has a group: all are of one");
  }
  // A policy of one's own may ask for groups itself.
  const isOwn = findPolicy(options.policy).createCore !== undefined;
  if (!options.groups && !countsGroups && !isOwn && workload.group !== undefined) {
    notes.push("Groups of the workload are ignored: CPU time is not shared between groups (see groups)");
  }
  const devices = devicesOf(workload, options) ?? [];
  for (const note of [...deviceNotes(workload, options), ...lockNotes(workload, options)]) {
    if (!notes.includes(note)) notes.push(note);
  }
  if (options.memory === Infinity && workload.memory !== undefined) {
    notes.push("Memory sizes of the workload are ignored: memory has no limit (see memory)");
  }
  const counted = countedResources(options, workload);
  const uncounted = resourceNames(workload).filter((name) => !counted.includes(name));
  if (uncounted.length > 0) {
    const names = uncounted.slice(0, DEVICES_LISTED_MAX).join(", ");
    const more = uncounted.length > DEVICES_LISTED_MAX ? ` and ${uncounted.length - DEVICES_LISTED_MAX} more` : "";
    notes.push(
      `Counted resources of the workload are ignored, as nobody says how many there are (see resources): ${names}${more}`,
    );
  }
  const hasSizes = limitsMemory(options, workload);
  const isHolding = holdsJobs(options, workload);
  const without = [
    ["horizon", options.horizon > 0 && deadlines?.horizon == null, "no process of the workload has a period"],
    ["switchFirst", options.switchFirst && options.switchCost === 0, "a context switch takes no time (see switchCost)"],
    [
      "switchAt",
      options.switchAt !== "dispatch" && options.switchCost === 0,
      "a context switch takes no time (see switchCost)",
    ],
    [
      "switchFirst",
      options.switchFirst && options.switchCost > 0 && options.switchAt !== "dispatch",
      "a context switch is paid for at leaving (see switchAt)",
    ],
    ["deviceOrder", options.deviceOrder !== "fcfs" && devices.length === 0, "no device is limited (see devices)"],
    [
      "devicePriorityOrder",
      options.devicePriorityOrder !== "policy" && devices.every(({ order }) => order !== "priority"),
      "no device goes by priority (see deviceOrder)",
    ],
    ["lockProtocol", options.lockProtocol !== "none" && !hasLocks(workload), "no process of the workload takes a lock"],
    ["lockOrder", options.lockOrder !== "fcfs" && !hasLocks(workload), "no process of the workload takes a lock"],
    [
      "resources",
      !isEmpty(options.resources) && workload.resources === undefined,
      "no process of the workload needs a counted resource",
    ],
    ["admitOrder", options.admitOrder !== "fcfs" && !isHolding, "memory has no limit (see admit and memory)"],
    [
      "admission",
      options.admission !== "in-order" && !hasSizes && counted.length === 0,
      "no size of memory counts (see memory)",
    ],
    ["memoryFit", options.memoryFit !== "first" && !hasSizes, "no size of memory counts (see memory)"],
    [
      "memory",
      options.memory !== Infinity && workload.memory === undefined,
      "no process of the workload has a memory size",
    ],
    [
      "quotaPeriod",
      options.quotaPeriod !== QUOTA_PERIOD_DEFAULT && isEmpty(options.groupQuotas),
      "no group has a quota",
    ],
  ] as const;
  for (const [name, isIdle, reason] of without) {
    if (isIdle) notes.push(`The option ${name} changes nothing: ${reason}`);
  }
  // Of periodic tasks the report on deadlines gives the utilisation, which is exact.
  const isPeriodic = (deadlines?.utilization ?? null) !== null;
  // A handful of jobs that arrive one after another is no stream of which a load could be told.
  if (metrics.load !== null && metrics.load > 1 && !isPeriodic && metrics.processes >= LOADED_PROCESSES_MIN) {
    notes.push(
      `Load ${metrics.load.toFixed(2)} exceeds 1: while processes arrive, more work comes than ` +
        `${options.cpus === 1 ? "the CPU" : `${options.cpus} CPUs`} can do`,
    );
  }
  return notes;
}
