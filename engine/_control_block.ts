/**
 * Looks at single processes of a core that stands between two steps.
 *
 * @module
 */

import { GROUP_DEFAULT } from "./_group_names.ts";
import { urgencyNow } from "./_locks.ts";
import { nameOf } from "./_run_result.ts";
import type { LoadedCore } from "./_setup.ts";
import { NONE, type SchedulerCore } from "./core.ts";
import type { DeadlockedProcess } from "./errors.ts";
import type { EnginePolicy } from "./policy.ts";
import type { ControlBlock, ProcessState, ResolvedOptions } from "./result.ts";
import { BURST_KIND, type NamedDevice, type WorkloadColumns } from "./workload.ts";

const DEADLOCK_LISTED_MAX = 1_000;

/** The entry `index` of a column of the core. */
function f64(core: SchedulerCore, address: number, index: number): number {
  return new Float64Array(core.memory.buffer, address + 8 * index, 1)[0];
}
function u32(core: SchedulerCore, address: number, index: number): number {
  return new Uint32Array(core.memory.buffer, address + 4 * index, 1)[0];
}

/** The row of a pid. O(processes) where pids are given. */
function rowOfPid(workload: WorkloadColumns, pid: number): number {
  const count = workload.arrival.length;
  const row = workload.pid === undefined ? pid - 1 : workload.pid.indexOf(pid);
  if (!Number.isInteger(row) || row < 0 || row >= count) {
    throw new RangeError(`Cannot look at a process: pid must be one of the workload's, got ${pid}`);
  }
  return row;
}

/** The CPU that runs a process, or `null`. */
function cpuOf(core: SchedulerCore, process: number): number | null {
  const running = new Uint32Array(core.memory.buffer, core.runningAddress.value, core.cpuCount.value);
  const cpu = running.indexOf(process);
  return cpu < 0 ? null : cpu;
}

/** Whether a process is blocked: it blocked after it was last ready. */
function isBlocked(core: SchedulerCore, process: number): boolean {
  if (core.blockedSinceAddress.value === 0) return false;
  return f64(core, core.blockedSinceAddress.value, process) > f64(core, core.readySinceAddress.value, process);
}

function stateOf(core: SchedulerCore, process: number, cpu: number | null): ProcessState {
  if (process >= core.arrivedCount.value) return "new";
  if (core.heldAddress.value !== 0 && f64(core, core.heldAddress.value, process) < 0) return "new";
  if (f64(core, core.finishAddress.value, process) >= 0) return "terminated";
  if (cpu !== null) return "running";
  return isBlocked(core, process) ? "blocked" : "ready";
}

/** The entry of the program that a blocked process waits in: the one it performed last. */
function lastEntry(core: SchedulerCore, process: number): { kind: number; value: number } {
  const entry = u32(core, core.burstNextAddress.value, process) - 1;
  const kind = new Uint8Array(core.memory.buffer, core.burstKindAddress.value + entry, 1)[0];
  return { kind, value: f64(core, core.burstValueAddress.value, entry) };
}

function waitsFor(core: SchedulerCore, workload: WorkloadColumns, process: number, state: ProcessState): string | null {
  if (state === "new") return process >= core.arrivedCount.value ? "arrival" : "admission";
  if (state === "ready") return "a CPU";
  if (state !== "blocked") return null;
  const { kind, value } = lastEntry(core, process);
  if (kind === 1) {
    const device = deviceAt(core, workload, process);
    return `I/O of ${value}${device === undefined ? "" : ` on ${device.name}`}`;
  }
  return `lock ${workload.bursts!.locks[value]}`;
}

/** The device with a name that a blocked process is at. */
function deviceAt(core: SchedulerCore, { bursts }: WorkloadColumns, process: number): NamedDevice | undefined {
  if (bursts?.device === undefined) return undefined;
  const entry = u32(core, core.burstNextAddress.value, process) - 1;
  return bursts.devices![u32(core, core.burstDeviceAddress.value, entry) - 1];
}

/** Names of the locks that a process holds. */
function locksHeld(core: SchedulerCore, workload: WorkloadColumns, process: number): string[] {
  const locks = workload.bursts?.locks ?? [];
  const owners = new Uint32Array(core.memory.buffer, core.lockOwnerAddress.value, locks.length);
  return locks.filter((_, lock) => owners[lock] === process);
}

/** Ticks left of the quantum: of the dispatch in progress, or kept from the last one. */
function quantumLeft(core: SchedulerCore, process: number, cpu: number | null): number | null {
  if (cpu !== null) {
    const limit = f64(core, core.sliceLimitAddress.value, cpu);
    const left = limit - Math.max(core.now.value, f64(core, core.runStartAddress.value, cpu));
    return left === Infinity ? null : left;
  }
  if (core.sliceLeftAddress.value === 0 || isOlderThanBoost(core, process)) return null;
  return f64(core, core.sliceLeftAddress.value, process) || null;
}

/** Whether a boost has put the process to level 0 that is not written down yet. */
function isOlderThanBoost(core: SchedulerCore, process: number): boolean {
  return core.epochAddress.value !== 0 && u32(core, core.epochAddress.value, process) !== core.mlfqEpoch();
}

/** Ticks of its current burst that are left, and of its whole program that are done. */
function burstProgress(
  { core, extended }: LoadedCore,
  workload: WorkloadColumns,
  process: number,
  row: number,
  cpu: number | null,
): { remaining: number; executed: number } {
  let remaining = f64(core, core.remainingAddress.value, process);
  if (cpu !== null && extended !== null) {
    remaining = extended.remainingOn(cpu);
  } else if (cpu !== null) {
    remaining -= Math.max(0, core.now.value - f64(core, core.runStartAddress.value, cpu));
  }
  if (workload.bursts === undefined) return { remaining, executed: workload.cpu![row] - remaining };
  const { offset, kind, value } = workload.bursts;
  const next = offset[row] + programCounter(core, process);
  let executed = 0 - remaining;
  for (let entry = offset[row]; entry < next; entry += 1) if (kind[entry] === 0) executed += value[entry];
  return { remaining, executed };
}

/** Entries of its program that a process has performed or begun. */
function programCounter(core: SchedulerCore, process: number): number {
  const { burstNextAddress, burstOffsetAddress } = core;
  return u32(core, burstNextAddress.value, process) - u32(core, burstOffsetAddress.value, process);
}

/** The control block of a process that has no number yet: it has not arrived, and some process comes after others. */
function blockBeforeArrival(loaded: LoadedCore, workload: WorkloadColumns, row: number): ControlBlock {
  const { core } = loaded;
  const { cpu, bursts, after } = workload;
  const isFree = after![row] < 0;
  const awaited = isFree ? -1 : loaded.rowOf!.indexOf(rowOfPid(workload, after![row]));
  const beginsWithIo = bursts?.kind[bursts.offset[row]] === BURST_KIND.io;
  const isOver = awaited >= 0 && f64(core, core.finishAddress.value, awaited) >= 0;
  return {
    pid: workload.pid?.[row] ?? row + 1,
    name: nameOf(workload, row),
    time: core.now.value,
    state: "new",
    waitsFor: isFree || isOver ? "arrival" : `process ${after![row]}`,
    readySince: null,
    cpu: null,
    level: null,
    arrival: isFree ? workload.arrival[row] : null,
    firstRun: null,
    finish: null,
    executed: 0,
    remaining: cpu?.[row] ?? (beginsWithIo ? 0 : bursts!.value[bursts!.offset[row]]),
    quantumLeft: null,
    programCounter: beginsWithIo ? 0 : 1,
    programLength: bursts === undefined ? 1 : bursts.offset[row + 1] - bursts.offset[row],
    holds: [],
    dispatches: 0,
    preemptions: 0,
    blocked: 0,
    ...predecessor(workload, row),
    // Nothing has happened to the process of the next number.
    ...membership(loaded, workload, { process: core.arrivedCount.value, row, state: "new" }),
  };
}

/** The control block of a process. */
export function readControlBlock(
  loaded: LoadedCore,
  workload: WorkloadColumns,
  pid: number,
  { policy, options }: { policy: Pick<EnginePolicy, "levels" | "traits">; options: ResolvedOptions },
): ControlBlock {
  const { core, rowOf } = loaded;
  const row = rowOfPid(workload, pid);
  const process = rowOf === null ? row : rowOf.indexOf(row);
  if (process < 0) return blockBeforeArrival(loaded, workload, row);
  const cpu = cpuOf(core, process);
  const state = stateOf(core, process, cpu);
  const firstRun = f64(core, core.firstRunAddress.value, process);
  const finish = f64(core, core.finishAddress.value, process);
  // A class is what a process has from the beginning; the column of levels is written when it is dispatched.
  const level = policy.levels && policy.traits !== undefined
    ? f64(core, core.traitAddress.value, process)
    : new Uint8Array(core.memory.buffer, core.levelAddress.value + process, 1)[0];
  const hasStarted = state !== "new";
  const readySince = f64(core, core.readySinceAddress.value, process);
  return {
    pid,
    name: nameOf(workload, row),
    time: core.now.value,
    state,
    waitsFor: waitsFor(core, workload, process, state),
    readySince: hasStarted && readySince >= 0 ? readySince : null,
    cpu,
    level: !policy.levels || !hasStarted ? null : isOlderThanBoost(core, process) ? 0 : level,
    arrival: f64(core, core.arrivalAddress.value, process),
    firstRun: firstRun < 0 || firstRun > core.now.value ? null : firstRun,
    finish: finish < 0 ? null : finish,
    ...burstProgress(loaded, workload, process, row, cpu),
    quantumLeft: quantumLeft(core, process, cpu),
    programCounter: workload.bursts === undefined ? 1 : programCounter(core, process),
    programLength: workload.bursts === undefined ? 1 : workload.bursts.offset[row + 1] - workload.bursts.offset[row],
    holds: locksHeld(core, workload, process),
    dispatches: u32(core, core.dispatchesAddress.value, process),
    preemptions: u32(core, core.preemptionsAddress.value, process),
    blocked: core.blockedAddress.value === 0 ? 0 : f64(core, core.blockedAddress.value, process),
    ...urgencyNow(core, options, process),
    ...residence(loaded, workload, process, row),
    ...predecessor(workload, row),
    ...membership(loaded, workload, { process, row, state }),
  };
}

/** What a process has of memory, where jobs are held until there is room. */
function residence(
  { core }: LoadedCore,
  workload: WorkloadColumns,
  process: number,
  row: number,
): Pick<ControlBlock, "held" | "memory" | "address"> {
  if (core.heldAddress.value === 0) return {};
  const held = f64(core, core.heldAddress.value, process);
  const block: Pick<ControlBlock, "held" | "memory" | "address"> = { held: held < 0 ? null : held };
  if (core.memoryBaseAddress.value === 0) return block;
  const address = f64(core, core.memoryBaseAddress.value, process);
  return { ...block, memory: workload.memory![row], address: address < 0 ? null : address };
}

/** What a process comes after, where it does. */
function predecessor({ after, think }: WorkloadColumns, row: number): Pick<ControlBlock, "after"> {
  if (after === undefined || after[row] < 0) return {};
  return { after: { pid: after[row], think: think?.[row] ?? 0 } };
}

/** What a control block has besides on a larger machine. */
function membership(
  { extended, machine }: LoadedCore,
  workload: WorkloadColumns,
  { process, row, state }: { process: number; row: number; state: ProcessState },
): Pick<ControlBlock, "queue" | "lastCpu" | "affinity" | "group"> {
  if (extended === null || !machine.isLarger) return {};
  const block: Pick<ControlBlock, "queue" | "lastCpu" | "affinity" | "group"> = {};
  if (machine.hasQueues) {
    const isHome = state === "ready" || state === "running";
    const groups = extended.groupCount.value;
    block.queue = isHome ? Math.floor(u32(extended, extended.homeAddress.value, process) / groups) : null;
  }
  const lastCpu = u32(extended, extended.ranOnAddress.value, process);
  block.lastCpu = lastCpu === NONE ? null : lastCpu;
  const affinity = workload.affinity?.sets[workload.affinity.of[row] - 1];
  if (affinity !== undefined) block.affinity = affinity;
  if (machine.hasGroups) block.group = workload.group?.names[workload.group.of[row] - 1] ?? GROUP_DEFAULT;
  return block;
}

/** Who waits for whom, once nothing can happen any more. */
export function describeDeadlock({ core, rowOf }: LoadedCore, workload: WorkloadColumns): DeadlockedProcess[] {
  const deadlocked: DeadlockedProcess[] = [];
  const pidOf = (process: number) => {
    const row = rowOf === null ? process : rowOf[process];
    return { row, pid: workload.pid?.[row] ?? row + 1 };
  };
  for (let process = 0; process < workload.arrival.length; process += 1) {
    if (deadlocked.length === DEADLOCK_LISTED_MAX) break;
    if (stateOf(core, process, cpuOf(core, process)) !== "blocked") continue;
    const lock = lastEntry(core, process).value;
    const owner = u32(core, core.lockOwnerAddress.value, lock);
    const { row, pid } = pidOf(process);
    deadlocked.push({
      pid,
      name: nameOf(workload, row),
      waitsFor: workload.bursts!.locks[lock],
      heldBy: owner === NONE ? pid : pidOf(owner).pid,
    });
  }
  return deadlocked.sort((a, b) => a.pid - b.pid);
}
