/**
 * What a core needs to know where jobs are held until there is room for them: limits, sizes and the order of admission.
 *
 * @module
 */

import { writeColumn } from "./_setup_extended.ts";
import type { SchedulerCore } from "./core.ts";
import { FEATURE, type FeatureName } from "./policy.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";
import { resourceNames } from "./workload/_resources.ts";
import { totalCpu } from "./workload/_total_cpu.ts";

/** The values of `memoryFit` in the core. */
const FITS = { first: 0, best: 1, worst: 2 } as const;

/** Whether jobs are held until there is room for them. */
export function holdsJobs(options: ResolvedOptions, workload: WorkloadColumns): boolean {
  return options.admit !== Infinity || limitsMemory(options, workload) ||
    countedResources(options, workload).length > 0;
}

/** The names of the resources that count: which there are so many of, and which some process needs. */
export function countedResources(options: ResolvedOptions, workload: WorkloadColumns): string[] {
  if (workload.resources === undefined) return [];
  return resourceNames(workload).filter((name) => Object.hasOwn(options.resources, name));
}

/** Says how many counted resources there are, and sets of needs, before the core lays its memory out. */
export function askResources(core: SchedulerCore, workload: WorkloadColumns, options: ResolvedOptions): void {
  const count = countedResources(options, workload).length;
  core.resourceCount.value = count;
  core.resourceSetCount.value = count === 0 ? 0 : workload.resources!.sets.length + 1;
}

/** Whether the sizes of processes count. */
export function limitsMemory(options: ResolvedOptions, workload: WorkloadColumns): boolean {
  return options.memory !== Infinity && workload.memory !== undefined;
}

/** The parts of the core that admission needs. */
export function admissionFeatures(workload: WorkloadColumns, options: ResolvedOptions): FeatureName[] {
  if (!holdsJobs(options, workload)) return [];
  const names: FeatureName[] = ["admit"];
  const hasSizes = limitsMemory(options, workload);
  const hasResources = countedResources(options, workload).length > 0;
  if (options.admitOrder !== "fcfs") names.push("admitKey");
  if (hasSizes) names.push("memory");
  if (hasResources) names.push("resources");
  if (options.admitOrder === "hrrn" || options.admission === "skip" && (hasSizes || hasResources)) {
    names.push("admitSearch");
  }
  return names;
}

/** Writes what admission goes by. */
export function writeAdmission(
  core: SchedulerCore,
  workload: WorkloadColumns,
  options: ResolvedOptions,
  rowOf: Uint32Array | null,
): void {
  const features = core.features.value;
  const float64s = (address: number) => new Float64Array(core.memory.buffer, address, workload.arrival.length);
  core.memoryLimit.value = options.admit;
  core.admitSkips.value = options.admission === "skip" ? 1 : 0;
  core.admitByRatio.value = options.admitOrder === "hrrn" ? 1 : 0;
  if (features & FEATURE.admitKey) {
    const keys = options.admitOrder === "priority" ? urgencies(workload, options) : totalCpu(workload);
    if (keys !== undefined) writeColumn(float64s(core.admitKeyAddress.value), keys, rowOf);
  }
  if (features & FEATURE.memory) {
    core.memorySize.value = options.memory;
    core.memoryFit.value = FITS[options.memoryFit];
    writeColumn(float64s(core.memoryNeedAddress.value), workload.memory!, rowOf);
  }
  if (features & FEATURE.resources) writeResources(core, workload, options, rowOf);
}

function writeResources(
  core: SchedulerCore,
  workload: WorkloadColumns,
  options: ResolvedOptions,
  rowOf: Uint32Array | null,
): void {
  const names = countedResources(options, workload);
  const { of, sets } = workload.resources!;
  const uint32s = (address: number, length: number) => new Uint32Array(core.memory.buffer, address, length);
  uint32s(core.resourceFreeAddress.value, names.length).set(names.map((name) => options.resources[name]));
  writeColumn(uint32s(core.resourceSetAddress.value, of.length), of, rowOf);
  const needs = uint32s(core.resourceNeedsAddress.value, names.length * (sets.length + 1));
  // Set 0 needs nothing.
  sets.forEach((set, index) => {
    const needed = names.map((name) => Object.hasOwn(set, name) ? set[name] : 0);
    needs.set(needed, (index + 1) * names.length);
  });
}

/** Priorities as numbers of which the least goes first; `undefined` where all are 0. */
function urgencies(workload: WorkloadColumns, options: ResolvedOptions): Float64Array | undefined {
  const isHigh = "priorityOrder" in options && options.priorityOrder === "high";
  return isHigh ? workload.priority?.map((priority) => 0 - priority) : workload.priority;
}
