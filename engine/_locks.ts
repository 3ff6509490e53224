/**
 * The locks of a run: what processes go by at them, what the core is told, and what it counted.
 *
 * @module
 */

import { type ExtendedCore, NONE, type SchedulerCore } from "./core.ts";
import { type EnginePolicy, FEATURE } from "./policy.ts";
import type { LockResult, LockState, ResolvedOptions } from "./result.ts";
import { BURST_KIND, type BurstColumns, type WorkloadColumns } from "./workload.ts";
import { TRAITS } from "./workload/_rules.ts";

/** The core's numbers of protocols. */
const PROTOCOLS = ["none", "inheritance", "ceiling"] as const;

/** Bytes of a lock's figures in the core, see `engine/assembly/scheduler/locks.ts`. */
const FIGURES_BYTES = 56;

/** Of the processes that wait for a lock so many are listed. */
const LISTED_MAX = 16;

/** Whether some process of a workload uses a lock. */
export function hasLocks({ bursts }: WorkloadColumns): boolean {
  return bursts !== undefined && bursts.locks.length > 0;
}

/** Whether it matters at locks who is the more urgent: the extended build of the core knows that. */
export function ordersWaiters({ lockProtocol, lockOrder }: ResolvedOptions, workload: WorkloadColumns): boolean {
  return (lockProtocol !== "none" || lockOrder === "priority") && hasLocks(workload);
}

/** Whether inversions can be told: some process uses a lock, and the policy orders all by an urgency that stays. */
export function countsInversions(policy: EnginePolicy, options: ResolvedOptions, workload: WorkloadColumns): boolean {
  return hasLocks(workload) && (policy.hasUrgency?.(options as never) ?? false);
}

/** Whether processes have an urgency at locks, for one reason or the other. */
export function hasUrgencies(policy: EnginePolicy, options: ResolvedOptions, workload: WorkloadColumns): boolean {
  return countsInversions(policy, options, workload) || ordersWaiters(options, workload);
}

/**
 * How urgent each process is by itself, in the workload's order, the least number the most urgent: what its policy orders by, or
 * else its priority.
 */
export function ownUrgencies(
  policy: EnginePolicy,
  options: ResolvedOptions,
  workload: WorkloadColumns,
): ArrayLike<number> {
  if (countsInversions(policy, options, workload)) return policy.traits!(workload, options as never);
  const { arrival, priority } = workload;
  if (priority === undefined) return new Float64Array(arrival.length).fill(TRAITS.priority.byDefault);
  const isHigh = "priorityOrder" in options && options.priorityOrder === "high";
  // From 0, so that no 0 gets a sign.
  return isHigh ? priority.map((number) => 0 - number) : priority;
}

/** The ceiling of each lock: how urgent the most urgent process is whose program takes it. */
function ceilingsOf({ offset, kind, value, locks }: BurstColumns, urgencies: ArrayLike<number>): Float64Array {
  const ceilings = new Float64Array(locks.length).fill(Infinity);
  for (let row = 0; row + 1 < offset.length; row += 1) {
    for (let entry = offset[row]; entry < offset[row + 1]; entry += 1) {
      if (kind[entry] === BURST_KIND.lock) ceilings[value[entry]] = Math.min(ceilings[value[entry]], urgencies[row]);
    }
  }
  return ceilings;
}

/** Writes what the core must know of locks; it has been laid out. `write` puts a column into the core's order. */
export function writeLocks(
  { core, extended }: { core: SchedulerCore; extended: ExtendedCore | null },
  policy: EnginePolicy,
  options: ResolvedOptions,
  workload: WorkloadColumns,
  write: (column: Float64Array, values: ArrayLike<number>) => void,
): void {
  const { buffer } = core.memory;
  const urgencies = ownUrgencies(policy, options, workload);
  write(new Float64Array(buffer, core.ownUrgencyAddress.value, workload.arrival.length), urgencies);
  core.urgenciesMove.value = policy.traitsMove === true && countsInversions(policy, options, workload) ? 1 : 0;
  if (extended === null) return;
  extended.lockProtocol.value = PROTOCOLS.indexOf(options.lockProtocol);
  extended.lockByPriority.value = options.lockOrder === "priority" ? 1 : 0;
  if (options.lockProtocol !== "ceiling") return;
  const ceilings = ceilingsOf(workload.bursts!, urgencies);
  new Float64Array(buffer, extended.lockCeilingAddress.value, ceilings.length).set(ceilings);
}

/** The ceilings of the locks as the core has them; `undefined` under another protocol. */
function readCeilings(core: SchedulerCore, extended: ExtendedCore | null, options: ResolvedOptions) {
  if (extended === null || options.lockProtocol !== "ceiling") return undefined;
  return new Float64Array(core.memory.buffer, extended.lockCeilingAddress.value, core.lockCount.value);
}

/** The figures of the locks, after a run. */
export function readLocks(
  { core, extended }: { core: SchedulerCore; extended: ExtendedCore | null },
  { bursts }: WorkloadColumns,
  options: ResolvedOptions,
): readonly LockResult[] {
  const ceilings = readCeilings(core, extended, options);
  return bursts!.locks.map((name, lock) => {
    const at = core.lockFiguresAddress.value + lock * FIGURES_BYTES;
    const [acquisitions, waits, waited, longestWait, held, longestHold] = new Float64Array(core.memory.buffer, at, 6);
    return {
      name,
      acquisitions,
      waits,
      meanWait: acquisitions === 0 ? 0 : waited / acquisitions,
      longestWait,
      held,
      longestHold,
      ...(ceilings === undefined ? {} : { ceiling: ceilings[lock] }),
    };
  });
}

/** How urgent a process is now and by itself, where locks may make it more urgent than it is; else nothing. */
export function urgencyNow(
  core: SchedulerCore,
  { lockProtocol }: ResolvedOptions,
  process: number,
): { urgency: number; ownUrgency: number } | undefined {
  if (lockProtocol === "none" || (core.features.value & FEATURE.urgency) === 0) return undefined;
  const of = (address: number) => new Float64Array(core.memory.buffer, address + 8 * process, 1)[0];
  return { urgency: of(core.traitAddress.value), ownUrgency: of(core.ownUrgencyAddress.value) };
}

/** Who holds each lock and who waits for it, between two instants. O(processes). */
export function readLockStates(
  { core, extended }: { core: SchedulerCore; extended: ExtendedCore | null },
  { bursts }: WorkloadColumns,
  options: ResolvedOptions,
  { pidOf, hasInversions }: { pidOf: (process: number) => number; hasInversions: boolean },
): LockState[] {
  const { buffer } = core.memory;
  const arrived = core.arrivedCount.value;
  const owners = new Uint32Array(buffer, core.lockOwnerAddress.value, core.lockCount.value);
  const waitsFor = new Uint32Array(buffer, core.waitsForAddress.value, arrived);
  const since = new Float64Array(buffer, core.blockedSinceAddress.value, arrived);
  const ceilings = readCeilings(core, extended, options);
  const waiters = bursts!.locks.map((): number[] => []);
  waitsFor.forEach((lock, process) => {
    if (lock !== NONE) waiters[lock].push(process);
  });
  const keyOf = (process: number) => urgencyNow(core, options, process)?.urgency ?? ownUrgency(core, process);
  const isByPriority = options.lockOrder === "priority";
  for (const each of waiters) {
    each.sort((a, b) => (isByPriority ? keyOf(a) - keyOf(b) : 0) || since[a] - since[b] || a - b);
  }
  /** A process that waits for this one, or for one that does, whose own urgency it has. */
  const lenderOf = (holder: number, urgency: number): number | undefined => {
    const seen = new Set([holder]);
    for (const process of seen) {
      if (process !== holder && ownUrgency(core, process) === urgency) return process;
      owners.forEach((owner, lock) => {
        if (owner === process) { for (const waiter of waiters[lock]) seen.add(waiter); }
      });
    }
  };
  const running = [...new Uint32Array(buffer, core.runningAddress.value, core.cpuCount.value)]
    .filter((process) => process !== NONE);
  const readySince = new Float64Array(buffer, core.readySinceAddress.value, arrived);
  const lastHolder = (waiter: number): number | undefined => {
    const seen = new Set([waiter]);
    for (let process = owners[waitsFor[waiter]]; !seen.has(process); process = owners[waitsFor[process]]) {
      if (waitsFor[process] === NONE) return process;
      seen.add(process);
    }
  };
  /** The most urgent of those that wait, where that is an inversion now, and the least urgent that runs. */
  const inversionAt = (waiting: readonly number[]): Pick<LockState, "inversion"> => {
    const [waiter] = waiting.toSorted((a, b) => ownUrgency(core, a) - ownUrgency(core, b));
    const [last] = running.toSorted((a, b) => keyOf(b) - keyOf(a));
    if (waiter === undefined || last === undefined || keyOf(last) <= ownUrgency(core, waiter)) return {};
    const holder = lastHolder(waiter);
    const isReady = holder !== undefined && !running.includes(holder) && since[holder] <= readySince[holder];
    return isReady ? { inversion: { waiting: pidOf(waiter), lastHolder: pidOf(holder), running: pidOf(last) } } : {};
  };
  return bursts!.locks.map((name, lock) => {
    const owner = owners[lock];
    const now = owner === NONE ? undefined : urgencyNow(core, options, owner);
    const lender = now !== undefined && now.urgency < now.ownUrgency ? lenderOf(owner, now.urgency) : undefined;
    const [takenAt] = new Float64Array(buffer, core.lockFiguresAddress.value + lock * FIGURES_BYTES + 48, 1);
    return {
      name,
      holder: owner === NONE ? null : pidOf(owner),
      since: owner === NONE ? null : takenAt,
      ...now,
      ...(lender === undefined ? {} : { inheritedFrom: pidOf(lender) }),
      ...(ceilings === undefined ? {} : { ceiling: ceilings[lock] }),
      ...(hasInversions ? inversionAt(waiters[lock]) : {}),
      waiting: waiters[lock].slice(0, LISTED_MAX).map((process) => ({ pid: pidOf(process), since: since[process] })),
      waitingCount: waiters[lock].length,
    };
  });
}

function ownUrgency(core: SchedulerCore, process: number): number {
  if ((core.features.value & FEATURE.urgency) === 0) return 0;
  return new Float64Array(core.memory.buffer, core.ownUrgencyAddress.value + 8 * process, 1)[0];
}
