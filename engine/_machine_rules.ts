/**
 * What a policy cannot do with a machine, and what a machine cannot do with a workload: refused, with the reason.
 *
 * @module
 */

import { groupNames } from "./_group_names.ts";
import { POLICIES } from "./policies.ts";
import type { EnginePolicy, MachineFeature } from "./policy.ts";
import type { ResolvedOptions } from "./result.ts";
import type { AffinityColumns, WorkloadColumns } from "./workload.ts";
import { placeText } from "./workload/_places.ts";
import { resourceNames, RESOURCES_MAX } from "./workload/_resources.ts";

/** The greatest least common multiple of the shares: a tick is so many units of virtual time at the most. */
const SHARE_UNITS_MAX = 2 ** 30;

/** Ready queues of groups at all queues together: each takes some sixty bytes. */
const ROOTS_MAX = 2 ** 25;
/** The most CPUs of a machine that gives them one by one. */
const CPUS_MAX = 1024;

/** Messages list so many names or shares. */
const LISTED_MAX = 20;

/** The greatest length of a burst where work is not counted in whole ticks: so that sixteenths are exact. */
const WORK_MAX = 2 ** 48;

/** Whether the CPUs' speeds differ from 1. */
export function hasSpeeds(options: ResolvedOptions): boolean {
  return options.speeds.some((speed) => speed !== 1);
}

/** Whether a machine is larger than one ready queue and equal CPUs. */
export function isLarger(options: ResolvedOptions, workload: WorkloadColumns): boolean {
  return options.queues === "per-cpu" || options.migrationCost > 0 || options.cacheWarmup > 0 || hasSpeeds(options) ||
    options.groups || workload.affinity !== undefined;
}

/**
 * Checks the machine's options against each other and against what the policy can do.
 *
 * @throws {RangeError} If they contradict each other.
 */
export function checkMachine(policy: EnginePolicy, options: ResolvedOptions): void {
  if (options.rigid && !policy.rigid) {
    const names = POLICIES.filter(({ rigid }) => rigid).map(({ name }) => name).join(", ");
    refuse(`policy must be one of ${names} with rigid, got ${policy.name}`);
  }
  if (!options.rigid && policy.rigidOnly) {
    refuse(`rigid must be true under ${policy.name}, which runs rigid jobs only, got false`);
  }
  if (!options.rigid && options.cpus > CPUS_MAX) {
    refuse(`cpus must be at most ${CPUS_MAX} but for rigid jobs, got ${options.cpus}`);
  }
  if (options.queues === "shared") checkShared(options);
  if (options.speeds.length > 0 && options.speeds.length !== options.cpus) {
    refuse(`speeds must have one entry a CPU (${options.cpus}), got ${options.speeds.length}`);
  }
  if (options.groups) shareUnits(Object.values(options.groupShares));
  else {
    for (const name of ["groupShares", "groupQuotas"] as const) {
      if (Object.keys(options[name]).length > 0) refuse(`${name} must come with groups, which is off`);
    }
  }
  refuseFeatures(policy, options, null);
}

/** Whether a run has a feature, what must hold where a policy refuses it, and what is given where that says more. */
const FEATURES: Readonly<
  Record<MachineFeature, {
    rule: string;
    isUsed: (options: ResolvedOptions, workload: WorkloadColumns | null) => boolean;
    got?: (options: ResolvedOptions) => string;
  }>
> = {
  queues: {
    rule: "queues must be shared",
    isUsed: ({ queues }) => queues === "per-cpu",
    got: ({ queues }) => queues,
  },
  groups: { rule: "groups must be off", isUsed: ({ groups }) => groups, got: () => "on" },
  affinity: {
    rule: "the workload must have no affinity",
    isUsed: (_, workload) => workload?.affinity !== undefined,
  },
  speeds: { rule: "speeds must be left out", isUsed: hasSpeeds },
  migrationCost: ticksFeature("migrationCost"),
  cacheWarmup: ticksFeature("cacheWarmup"),
  switchCost: ticksFeature("switchCost"),
  cpus: { rule: "cpus must be 1", isUsed: ({ cpus }) => cpus > 1, got: ({ cpus }) => String(cpus) },
  lockProtocol: {
    rule: "lockProtocol must be none",
    isUsed: ({ lockProtocol }) => lockProtocol !== "none",
    got: ({ lockProtocol }) => lockProtocol,
  },
  lockOrder: {
    rule: "lockOrder must be fcfs",
    isUsed: ({ lockOrder }) => lockOrder !== "fcfs",
    got: ({ lockOrder }) => lockOrder,
  },
  bursts: {
    rule: "every process must have a single CPU burst",
    isUsed: (_, workload) => workload?.bursts !== undefined,
  },
};

function ticksFeature(name: "migrationCost" | "cacheWarmup" | "switchCost") {
  return {
    rule: `${name} must be 0`,
    isUsed: (options: ResolvedOptions) => options[name] > 0,
    got: (options: ResolvedOptions) => String(options[name]),
  };
}

/** Refuses what a policy says that it cannot do. */
function refuseFeatures(policy: EnginePolicy, options: ResolvedOptions, workload: WorkloadColumns | null): void {
  const values = options as unknown as Readonly<Record<string, unknown>>;
  for (const { features, when = {}, reason } of policy.refuses ?? []) {
    const conditions = Object.entries(when);
    if (conditions.some(([name, value]) => values[name] !== value)) continue;
    const used = features.find((feature) => FEATURES[feature].isUsed(options, workload));
    if (used === undefined) continue;
    const { got } = FEATURES[used];
    // What is refused may be one of its values.
    const rule = when[used] === undefined ? FEATURES[used].rule : `${used} must not be ${when[used]}`;
    const words = conditions.filter(([name]) => name !== used).map(([name, value]) =>
      value === true ? name : `${name} ${value}`
    ).join(", ");
    const condition = words === "" ? `under ${policy.name}` : `with ${words}`;
    refuse(`${rule} ${condition}${got === undefined ? "" : `, got ${got(options)}`}: ${reason}`);
  }
}

function checkShared(options: ResolvedOptions): void {
  const needQueues = [
    ["stealing", options.stealing],
    ["balance", options.balance > 0],
    ["placement", options.placement !== "least-loaded"],
    ["wakePlacement", options.wakePlacement !== "last-cpu"],
  ] as const;
  for (const [name, isGiven] of needQueues) {
    if (isGiven) {
      refuse(`${name} must come with queues per-cpu: with one queue for all CPUs no process changes its queue`);
    }
  }
}

/**
 * Checks what a machine asks of its workload.
 *
 * @throws {RangeError} If the workload does not give it.
 */
export function checkMachineWorkload(policy: EnginePolicy, options: ResolvedOptions, workload: WorkloadColumns): void {
  if (workload.affinity !== undefined) checkAffinity(options, workload.affinity, workload.pid);
  refuseFeatures(policy, options, workload);
  if (options.groups) checkGroups(options, workload);
  checkDevices(options, workload);
  if (workload.memory !== undefined) checkMemory(options, workload.memory, workload);
  checkResources(options, workload);
  if (hasSpeeds(options)) {
    const work = workload.cpu ?? workload.bursts!.value;
    for (let entry = 0; entry < work.length; entry += 1) {
      if (work[entry] > WORK_MAX) refuse(`bursts must be at most ${WORK_MAX} ticks with speeds, got ${work[entry]}`);
    }
  }
}

function checkAffinity(
  { cpus }: ResolvedOptions,
  { of, sets }: AffinityColumns,
  pids: Float64Array | undefined,
): void {
  for (let row = 0; row < of.length; row += 1) {
    const cpu = sets[of[row] - 1]?.find((index) => index >= cpus);
    if (cpu === undefined) continue;
    refuse(`affinity of process ${pids?.[row] ?? row + 1} must name CPUs below cpus (${cpus}), got ${cpu}`);
  }
}

function checkMemory({ memory }: ResolvedOptions, sizes: Float64Array, workload: WorkloadColumns): void {
  const row = sizes.findIndex((size) => size > memory);
  if (row < 0) return;
  refuse(`memory must be at least what ${knownAs(workload, row, "memory")} needs, ${sizes[row]}, got ${memory}`);
}

/** A process by its number, its name and where a field of it stands, as far as that is known. */
function knownAs(workload: WorkloadColumns, row: number, field: string): string {
  const known = [workload.names?.[row] ?? "", placeText(workload, row, field)].filter((text) => text !== "");
  return `process ${workload.pid?.[row] ?? row + 1}${known.length === 0 ? "" : ` (${known.join(", ")})`}`;
}

function checkResources({ resources }: ResolvedOptions, workload: WorkloadColumns): void {
  const limits = Object.entries(resources);
  if (limits.length > RESOURCES_MAX) refuse(`resources must be at most ${RESOURCES_MAX}, got ${limits.length}`);
  if (workload.resources === undefined) return;
  const names = resourceNames(workload);
  const unknown = limits.find(([name]) => !names.includes(name));
  if (unknown !== undefined) {
    refuse(`resources must name resources of the workload (${listed(names)}), got ${JSON.stringify(unknown[0])}`);
  }
  const { of, sets } = workload.resources;
  for (const [name, limit] of limits) {
    const isTooMuch = sets.map((set) => Object.hasOwn(set, name) && set[name] > limit);
    const row = isTooMuch.includes(true) ? of.findIndex((set) => set > 0 && isTooMuch[set - 1]) : -1;
    if (row < 0) continue;
    const needed = sets[of[row] - 1][name];
    refuse(
      `resources must have at least what ${
        knownAs(workload, row, "resources")
      } needs of ${name}, ${needed}, got ${limit}`,
    );
  }
}

function checkGroups(options: ResolvedOptions, workload: WorkloadColumns): void {
  const names = groupNames(workload);
  const known = new Set(names);
  const queueCount = options.queues === "per-cpu" ? options.cpus : 1;
  if (names.length * queueCount > ROOTS_MAX) {
    const got = `${names.length} groups at ${queueCount} queues`;
    refuse(`groups must be at most ${ROOTS_MAX} at all queues together, got ${got}`);
  }
  for (const option of ["groupShares", "groupQuotas"] as const) {
    const unknown = Object.keys(options[option]).find((name) => !known.has(name));
    if (unknown === undefined) continue;
    refuse(`${option} must name groups of the workload (${listed(names)}), got ${JSON.stringify(unknown)}`);
  }
}

function checkDevices(options: ResolvedOptions, { bursts }: WorkloadColumns): void {
  const names = bursts?.devices?.map(({ name }) => name) ?? [];
  const known = new Set(names);
  for (const option of ["deviceServers", "deviceOrders"] as const) {
    const unknown = Object.keys(options[option]).find((name) => !known.has(name));
    if (unknown === undefined) continue;
    const rule = names.length === 0
      ? "be left out: no I/O of the workload names a device"
      : `name devices of the workload (${listed(names)})`;
    refuse(`${option} must ${rule}, got ${JSON.stringify(unknown)}`);
  }
}

/**
 * The least common multiple of shares: a tick of a group is so many units of virtual time, divided by its share.
 *
 * @throws {RangeError} If it is too great to count in.
 */
export function shareUnits(shares: readonly number[]): number {
  const divisor = (a: number, b: number): number => b === 0 ? a : divisor(b, a % b);
  let units = 1;
  for (const share of shares) {
    units = units / divisor(units, share) * share;
    if (units > SHARE_UNITS_MAX) {
      refuse(`groupShares must have a least common multiple of at most ${SHARE_UNITS_MAX}, got ${listed(shares)}`);
    }
  }
  return units;
}

/** The first of many with commas between them. */
function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, LISTED_MAX).join(", ");
  return values.length > LISTED_MAX ? `${shown} and ${values.length - LISTED_MAX} more` : shown;
}

function refuse(text: string): never {
  throw new RangeError(`Cannot simulate: ${text}`);
}
