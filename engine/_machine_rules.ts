/**
 * What a policy cannot do with a machine, and what a machine cannot do with a workload: refused, with the reason.
 *
 * @module
 */

import { POLICIES } from "./policies.ts";
import type { EnginePolicy } from "./policy.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";

/** The group of processes that name none. */
export const GROUP_DEFAULT = "default";

/** The greatest least common multiple of the shares: a tick is so many units of virtual time at the most. */
const SHARE_UNITS_MAX = 2 ** 30;

/** The greatest length of a burst where work is not counted in whole ticks: so that sixteenths are exact. */
const WORK_MAX = 2 ** 48;

/** Whether the CPUs' speeds differ from 1. */
export function hasSpeeds(options: ResolvedOptions): boolean {
  return options.speeds.some((speed) => speed !== 1);
}

/** Whether a run needs the extended build of the core. */
export function isExtended(options: ResolvedOptions, workload: WorkloadColumns): boolean {
  return options.queues === "per-cpu" || options.migrationCost > 0 || options.cacheWarmup > 0 || hasSpeeds(options) ||
    options.groups || workload.affinity !== undefined;
}

/**
 * Checks the machine's options against each other and against what the policy can do.
 *
 * @throws {RangeError} If they contradict each other.
 */
export function checkMachine(policy: EnginePolicy, options: ResolvedOptions): void {
  if (options.rigid) checkRigid(policy, options);
  else if (policy.rigidOnly) {
    refuse(`rigid must be true under ${policy.name}, which runs rigid jobs only, got false`);
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
  if (options.queues === "per-cpu") refuseQueues(policy, options, "queues must be shared", "per-cpu");
  if (options.groups) refuseQueues(policy, options, "groups must be off", "on");
  const slowed = hasSpeeds(options) ? "speeds" : options.cacheWarmup > 0 ? "cacheWarmup" : undefined;
  if (slowed !== undefined && policy.evenWork !== undefined) {
    refuse(`${slowed} must be left out under ${policy.name}: ${policy.evenWork}`);
  }
  const costs = (["migrationCost", "cacheWarmup"] as const).find((name) => options[name] > 0);
  const costly = costs ?? (hasSpeeds(options) ? "speeds" : undefined);
  if (costly !== undefined && keepsPlaces(options)) {
    refuse(`${costly} must be left out with preemption head: ${PLACES_REASON}`);
  }
}

const PLACES_REASON =
  "running processes keep their places in one queue, from which all CPUs are given anew at every instant, whatever ran where";

function keepsPlaces(options: ResolvedOptions): boolean {
  return options.policy === "mlfq" && options.preemption === "head";
}

/** Refuses several queues, or one that not every CPU takes everything from. */
function refuseQueues(policy: EnginePolicy, options: ResolvedOptions, rule: string, got: string): void {
  if (policy.oneQueue !== undefined) refuse(`${rule} under ${policy.name}, got ${got}: ${policy.oneQueue}`);
  if (keepsPlaces(options)) refuse(`${rule} with preemption head, got ${got}: ${PLACES_REASON}`);
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

function checkRigid(policy: EnginePolicy, options: ResolvedOptions): void {
  if (!policy.rigid) {
    const names = POLICIES.filter(({ rigid }) => rigid).map(({ name }) => name).join(", ");
    refuse(`policy must be one of ${names} with rigid, got ${policy.name}`);
  }
  if (options.switchCost !== 0) refuse(`switchCost must be 0 with rigid, got ${options.switchCost}`);
  if (options.queues !== "shared") {
    refuse(
      "queues must be shared with rigid, got per-cpu: a rigid job takes several CPUs at one instant, which no single " +
        "CPU's queue can give",
    );
  }
  if (options.groups) {
    refuse(
      "groups must be off with rigid, got on: a rigid job keeps its CPUs until it ends, whatever its group's share",
    );
  }
  if (hasSpeeds(options)) {
    refuse("speeds must be left out with rigid: all CPUs of a rigid job end at one instant, the slowest would decide");
  }
  for (const name of ["migrationCost", "cacheWarmup"] as const) {
    if (options[name] > 0) {
      refuse(`${name} must be 0 with rigid, got ${options[name]}: a rigid job never changes its CPUs`);
    }
  }
}

/**
 * Checks what a machine asks of its workload.
 *
 * @throws {RangeError} If the workload does not give it.
 */
export function checkMachineWorkload(policy: EnginePolicy, options: ResolvedOptions, workload: WorkloadColumns): void {
  if (workload.affinity !== undefined) checkAffinity(policy, options, workload);
  if (options.groups) checkGroups(options, workload);
  if (hasSpeeds(options)) {
    const work = workload.cpu ?? workload.bursts!.value;
    for (let entry = 0; entry < work.length; entry += 1) {
      if (work[entry] > WORK_MAX) refuse(`bursts must be at most ${WORK_MAX} ticks with speeds, got ${work[entry]}`);
    }
  }
}

function checkAffinity(policy: EnginePolicy, options: ResolvedOptions, workload: WorkloadColumns): void {
  const { of, sets } = workload.affinity!;
  for (let row = 0; row < of.length; row += 1) {
    const cpu = sets[of[row] - 1]?.find((index) => index >= options.cpus);
    if (cpu === undefined) continue;
    const pid = workload.pid?.[row] ?? row + 1;
    refuse(`affinity of process ${pid} must name CPUs below cpus (${options.cpus}), got ${cpu}`);
  }
  if (options.rigid) {
    refuse("the workload must have no affinity with rigid: a rigid job takes the idle CPUs of the lowest indices");
  }
  const rule = "the workload must have no affinity";
  if (policy.oneQueue !== undefined) refuse(`${rule} under ${policy.name}: ${policy.oneQueue}`);
  if (keepsPlaces(options)) refuse(`${rule} with preemption head: ${PLACES_REASON}`);
}

function checkGroups(options: ResolvedOptions, workload: WorkloadColumns): void {
  const names = groupNames(workload);
  for (const option of ["groupShares", "groupQuotas"] as const) {
    const unknown = Object.keys(options[option]).find((name) => !names.includes(name));
    if (unknown === undefined) continue;
    refuse(`${option} must name groups of the workload (${names.join(", ")}), got ${JSON.stringify(unknown)}`);
  }
}

/** Names of the groups by number: the one of processes that name none comes first. */
export function groupNames(workload: WorkloadColumns): readonly string[] {
  const names = workload.group?.names ?? [];
  return [GROUP_DEFAULT, ...names.filter((name) => name !== GROUP_DEFAULT)];
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
      refuse(`groupShares must have a least common multiple of at most ${SHARE_UNITS_MAX}, got ${shares.join(", ")}`);
    }
  }
  return units;
}

function refuse(text: string): never {
  throw new RangeError(`Cannot simulate: ${text}`);
}
