/**
 * Puts what the larger machine needs into a core of the extended build.
 *
 * @module
 */

import { groupNames } from "./_group_names.ts";
import { shareUnits } from "./_machine_rules.ts";
import type { ExtendedCore } from "./core.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";

/** The core's numbers of the ways to place a process. */
const PLACEMENT_NUMBER = { "round-robin": 0, "least-loaded": 1, "last-cpu": 2 } as const;

/** Writes `values` of all rows into a column of the core, in the core's order. */
export function writeColumn<Column extends Float64Array | Uint32Array>(
  column: Column,
  values: { readonly [row: number]: number; readonly length: number },
  rowOf: Uint32Array | null,
): void {
  if (rowOf === null) column.set(values as ArrayLike<number>);
  else for (let process = 0; process < rowOf.length; process += 1) column[process] = values[rowOf[process]];
}

/** Tells the core what to lay out. */
export function askExtended(core: ExtendedCore, workload: WorkloadColumns, options: ResolvedOptions): void {
  core.queuesPerCpu.value = options.queues === "per-cpu" ? 1 : 0;
  core.affinityCount.value = workload.affinity === undefined ? 0 : workload.affinity.sets.length + 1;
  core.hasGroups.value = options.groups ? 1 : 0;
  core.groupCount.value = options.groups ? groupNames(workload).length : 1;
}

/** Writes columns and options into a core that has been laid out. */
export function writeExtended(
  core: ExtendedCore,
  workload: WorkloadColumns,
  options: ResolvedOptions,
  rowOf: Uint32Array | null,
): void {
  const { buffer } = core.memory;
  const speeds = new Float64Array(buffer, core.speedAddress.value, options.cpus);
  if (options.speeds.length === 0) speeds.fill(1);
  else speeds.set(options.speeds);
  if (workload.affinity !== undefined) {
    const { of, sets } = workload.affinity;
    writeColumn(new Uint32Array(buffer, core.affinityAddress.value, of.length), of, rowOf);
    const words = Math.ceil(options.cpus / 64);
    const bits = new Uint32Array(buffer, core.affinityCpusAddress.value, 2 * words * (sets.length + 1));
    const all = Array.from({ length: options.cpus }, (_, cpu) => cpu);
    [all, ...sets].forEach((cpus, number) => {
      for (const cpu of cpus) if (cpu < options.cpus) bits[2 * words * number + (cpu >>> 5)] |= 1 << (cpu & 31);
    });
  }
  if (options.groups) writeGroups(core, workload, options, rowOf);
  core.placement.value = PLACEMENT_NUMBER[options.placement];
  core.wakePlacement.value = PLACEMENT_NUMBER[options.wakePlacement];
  core.stealing.value = options.stealing ? 1 : 0;
  core.balancePeriod.value = options.balance;
  core.migrationCost.value = options.migrationCost;
  core.cacheWarmup.value = options.cacheWarmup;
}

function writeGroups(
  core: ExtendedCore,
  workload: WorkloadColumns,
  options: ResolvedOptions,
  rowOf: Uint32Array | null,
): void {
  const { buffer } = core.memory;
  const names = groupNames(workload);
  if (workload.group !== undefined) {
    const { of, names: given } = workload.group;
    const numberOf = new Map(names.map((name, number) => [name, number]));
    const numbers = [0, ...given.map((name) => numberOf.get(name)!)];
    const groups = Uint32Array.from(of, (number) => numbers[number]);
    writeColumn(new Uint32Array(buffer, core.groupAddress.value, of.length), groups, rowOf);
  }
  // Names are the user's: `constructor` may be one, and no object must answer for it but by what it was given.
  const { groupShares, groupQuotas } = options;
  const shares = names.map((name) => Object.hasOwn(groupShares, name) ? groupShares[name] : 1);
  const quotas = names.map((name) => Object.hasOwn(groupQuotas, name) ? groupQuotas[name] : Infinity);
  const units = shareUnits(shares);
  new Float64Array(buffer, core.groupFactorAddress.value, names.length).set(shares.map((share) => units / share));
  new Float64Array(buffer, core.groupQuotaAddress.value, names.length).set(quotas);
  core.quotaPeriod.value = quotas.some((quota) => quota < Infinity) ? options.quotaPeriod : 0;
}
