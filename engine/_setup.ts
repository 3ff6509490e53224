/**
 * Puts a workload into a core: numbers the processes by (arrival, pid), lays the memory out, writes columns and options.
 *
 * @module
 */

import { devicesOf, deviceUrgency, queuesOf, type RunDevice, writeDevices } from "./_devices.ts";
import { hasLocks, hasUrgencies, ordersWaiters, writeLocks } from "./_locks.ts";
import { hasSpeeds, isLarger } from "./_machine_rules.ts";
import { orderRows } from "./_order_rows.ts";
import { admissionFeatures, askResources, writeAdmission } from "./_setup_admission.ts";
import { askExtended, writeColumn, writeExtended } from "./_setup_extended.ts";
import { type Numbering, writeSources } from "./_sources.ts";
import { createCore, createExtendedCore, type ExtendedCore, type SchedulerCore } from "./core.ts";
import { SimulationError } from "./errors.ts";
import type { TickWindow } from "./options.ts";
import { type EnginePolicy, FEATURE, type FeatureName, type UsageGroups } from "./policy.ts";
import type { ResolvedOptions } from "./result.ts";
import type { WorkloadColumns } from "./workload.ts";
import { totalCpu } from "./workload/_total_cpu.ts";

/** Entries of each trace buffer, where that kind is recorded at all. */
const SEGMENT_CAPACITY = 1 << 16;
const TRANSITION_CAPACITY = 1 << 16;
const DECISION_CAPACITY = 1 << 11;

/** A core that is ready to run, and how its processes are numbered. */
export interface LoadedCore {
  core: SchedulerCore;
  /** The core where it is of the extended build: on larger machines, and where it matters at locks who is urgent. Else `null`. */
  extended: ExtendedCore | null;
  /** What of a larger machine the run has: whether it is one, whether ticks of execution are other than ticks of work, and so on. */
  machine: { isLarger: boolean; countsExecuted: boolean; hasQueues: boolean; hasGroups: boolean };
  /** Row of each process of the core; `null` where the core's numbers are the rows. */
  rowOf: Uint32Array | null;
  /** Where processes get their numbers as they arrive, who has which; `rowOf` is of it. Else `null`. */
  numbering: Numbering | null;
  /** Where devices have names or an order of their own, what they are, those without a name first; else `null`. */
  devices: readonly RunDevice[] | null;
}

/** The span that a recording option asks for; an empty one is off. */
function windowOf(recording: "off" | "full" | TickWindow): TickWindow {
  if (recording === "off") return { from: 0, to: 0 };
  if (recording === "full") return { from: 0, to: Infinity };
  return recording;
}

/** The columns that a run needs beyond the basic ones, as the core's bits. */
function featureBits(
  workload: WorkloadColumns,
  policy: EnginePolicy,
  options: ResolvedOptions,
  devices: readonly RunDevice[] | null,
): number {
  const names: FeatureName[] = [...policy.features(options as never, workload)];
  if (workload.bursts !== undefined) names.push("bursts");
  names.push(...admissionFeatures(workload, options));
  if (options.rigid) names.push("rigid");
  if (workload.after !== undefined) names.push("after");
  if (workload.quantum !== undefined && policy.reads.includes("quantum")) names.push("ownQuantum");
  if (devices !== null) names.push("devices");
  if (hasLocks(workload)) names.push("locks");
  if (hasUrgencies(policy, options, workload)) names.push("urgency");
  if (options.switchCost > 0 || options.migrationCost > 0) names.push("switch");
  return names.reduce((bits, name) => bits | FEATURE[name], 0);
}

/** Writes the programs of several bursts, in the core's order. */
function writeBursts(core: SchedulerCore, workload: WorkloadColumns, rowOf: Uint32Array | null): void {
  const { offset, kind, value, device } = workload.bursts!;
  const count = workload.arrival.length;
  const offsets = new Uint32Array(core.memory.buffer, core.burstOffsetAddress.value, count + 1);
  const kinds = new Uint8Array(core.memory.buffer, core.burstKindAddress.value, kind.length);
  const values = new Float64Array(core.memory.buffer, core.burstValueAddress.value, value.length);
  const devices = device === undefined
    ? undefined
    : new Uint32Array(core.memory.buffer, core.burstDeviceAddress.value, device.length);
  if (rowOf === null) {
    offsets.set(offset);
    kinds.set(kind);
    values.set(value);
    devices?.set(device!);
    return;
  }
  let next = 0;
  for (let process = 0; process < count; process += 1) {
    const row = rowOf[process];
    offsets[process] = next;
    kinds.set(kind.subarray(offset[row], offset[row + 1]), next);
    values.set(value.subarray(offset[row], offset[row + 1]), next);
    devices?.set(device!.subarray(offset[row], offset[row + 1]), next);
    next += offset[row + 1] - offset[row];
  }
  offsets[count] = next;
}

/** Writes which group's usage each process adds to, and what the groups weigh. */
function writeUsageGroups(core: SchedulerCore, { of, weights, sum }: UsageGroups, rowOf: Uint32Array | null): void {
  writeColumn(new Uint32Array(core.memory.buffer, core.usageGroupAddress.value, of.length), of, rowOf);
  // An entry is four numbers, of which the weight is the first.
  const entries = new Float64Array(core.memory.buffer, core.groupUsageAddress.value, 4 * weights.length);
  weights.forEach((weight, group) => entries[4 * group] = weight);
  core.usageWeights.value = sum;
}

/**
 * A core with this workload and these options, ready for its first step.
 *
 * @throws {SimulationError} If memory cannot hold it.
 */
export function loadCore(workload: WorkloadColumns, policy: EnginePolicy, options: ResolvedOptions): LoadedCore {
  const needsExtended = isLarger(options, workload) || ordersWaiters(options, workload);
  const extended = needsExtended ? createExtendedCore() : null;
  const core = extended ?? policy.createCore?.(options as never) ?? createCore();
  const timeline = windowOf(options.timeline);
  const transitions = windowOf(options.transitions);
  const decisions = windowOf(options.decisions);
  core.processCount.value = workload.arrival.length;
  core.burstCount.value = workload.bursts?.kind.length ?? 0;
  core.lockCount.value = workload.bursts?.locks.length ?? 0;
  core.cpuCount.value = options.cpus;
  const devices = devicesOf(workload, options);
  const queues = devices === null ? null : queuesOf(workload.bursts!, devices.length);
  core.deviceCount.value = devices?.length ?? 0;
  core.requestCapacity.value = queues?.[devices!.length] ?? 0;
  askResources(core, workload, options);
  core.features.value = featureBits(workload, policy, options, devices);
  const usage = policy.usageGroups?.(workload, options as never);
  core.usageGroups.value = usage?.weights.length ?? 0;
  core.replenishmentCapacity.value = policy.replenishments?.(options as never) ?? 0;
  // A rigid job that ends writes a segment for each of its CPUs at once.
  const segmentCapacity = Math.max(SEGMENT_CAPACITY, 2 * options.cpus + 8);
  core.segmentCapacity.value = timeline.to > timeline.from ? segmentCapacity : 0;
  core.transitionCapacity.value = transitions.to > transitions.from ? TRANSITION_CAPACITY : 0;
  core.decisionCapacity.value = decisions.to > decisions.from ? DECISION_CAPACITY : 0;
  if (extended !== null) askExtended(extended, workload, options);
  const bytes = core.layout();
  if (bytes < 0) {
    const mebibytes = Math.ceil(-bytes / 2 ** 20);
    throw new SimulationError(
      "out-of-memory",
      `Cannot simulate: ${workload.arrival.length} processes need ${mebibytes} MiB of memory, more than can be had`,
    );
  }
  const rowOf = orderRows(workload);
  const float64s = (address: number) => new Float64Array(core.memory.buffer, address, workload.arrival.length);
  writeColumn(float64s(core.arrivalAddress.value), workload.arrival, rowOf);
  if (workload.bursts !== undefined) writeBursts(core, workload, rowOf);
  else writeColumn(float64s(core.remainingAddress.value), workload.cpu!, rowOf);
  if (policy.traits !== undefined && core.features.value & FEATURE.trait) {
    writeColumn(float64s(core.traitAddress.value), policy.traits(workload, options as never), rowOf);
  }
  if (usage !== undefined) writeUsageGroups(core, usage, rowOf);
  if (core.features.value & FEATURE.urgency) {
    const write = (column: Float64Array, values: ArrayLike<number>) => writeColumn(column, values, rowOf);
    writeLocks({ core, extended }, policy, options, workload, write);
  }
  if (core.features.value & FEATURE.work) {
    writeColumn(float64s(core.totalCpuAddress.value), totalCpu(workload), rowOf);
  }
  if (core.features.value & FEATURE.ownQuantum) {
    writeColumn(float64s(core.ownQuantumAddress.value), workload.quantum!, rowOf);
  }
  if (options.rigid) {
    const column = new Uint32Array(core.memory.buffer, core.processorsAddress.value, workload.arrival.length);
    if (workload.processors === undefined) column.fill(1);
    else writeColumn(column, workload.processors, rowOf);
  }
  if (extended !== null) writeExtended(extended, workload, options, rowOf);
  const numbering = workload.after === undefined ? null : writeSources(core, workload, rowOf);
  core.traitsMove.value = policy.traitsMove === true ? 1 : 0;
  const { switchAt, switchCost } = options;
  core.switchCost.value = switchAt === "dispatch" ? switchCost : 0;
  core.leaveCost.value = switchAt === "dispatch" ? 0 : switchCost;
  core.savesEnded.value = switchAt === "leaving" ? 1 : 0;
  core.switchFirst.value = options.switchFirst && core.switchCost.value > 0 ? 1 : 0;
  core.devices.value = options.devices;
  if (devices !== null) {
    writeDevices(core, devices, queues!);
    const urgency = deviceUrgency(workload, options);
    if (urgency !== undefined) writeColumn(float64s(core.urgencyAddress.value), urgency, rowOf);
  }
  if (core.features.value & FEATURE.admit) writeAdmission(core, workload, options, rowOf);
  core.ties.value = options.ties === "ostep" ? 1 : 0;
  core.segmentsFrom.value = timeline.from;
  core.segmentsTo.value = timeline.to;
  core.transitionsFrom.value = transitions.from;
  core.transitionsTo.value = transitions.to;
  core.decisionsFrom.value = decisions.from;
  core.decisionsTo.value = decisions.to;
  policy.configure(core, options as never);
  core.setUp();
  const machine = {
    isLarger: isLarger(options, workload),
    countsExecuted: hasSpeeds(options) || options.cacheWarmup > 0,
    hasQueues: options.queues === "per-cpu",
    hasGroups: options.groups,
  };
  const loaded = { core, extended, machine, rowOf: numbering === null ? rowOf : numbering.rowOf, numbering, devices };
  policy.begin?.(core, loaded, workload, options);
  return loaded;
}
