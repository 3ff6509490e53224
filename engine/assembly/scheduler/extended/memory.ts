// The columns that only the extended build has, laid out after the others; see ../memory.ts.
//
// A queue is the shared one (number 0) or that of a CPU. A root is the ready queue of one group at one queue: number
// queue * groupCount + group, with one group where a run has none.

import { column, columnIf } from "../columns";
import { cpuCount, Feature, features, lockCount, processCount } from "../needs";

// What the host asked for: set by it before `layout`.
/** 1 for a queue per CPU, 0 for a shared one. */
export let queuesPerCpu: u32 = 0;
/** Different affinities; number 0 is that of processes that may run anywhere. 0 where no process has one. */
export let affinityCount: u32 = 0;
/** Groups, 1 where a run has none. */
export let groupCount: u32 = 1;
/** Whether groups count. */
export let hasGroups: u32 = 0;

// By process.
export let nodeLeftAddress: u32 = 0; // u32: child in the tree of its root
export let nodeRightAddress: u32 = 0; // u32
export let nodeKeyAddress: u32 = 0; // f64: what its root is ordered by
export let nodeTagAddress: u32 = 0; // u64: and then
export let nodeCpusAddress: u32 = 0; // u64: CPUs (modulo 64) that a process of its subtree may run on
export let homeAddress: u32 = 0; // u32: the root that it belongs to while ready or running
export let ranOnAddress: u32 = 0; // u32: the CPU that it was dispatched on last
export let warmupLeftAddress: u32 = 0; // f64: ticks until its cache is warm
export let workedAddress: u32 = 0; // u8: whether it has worked since its cache was last to be warmed
export let executedAddress: u32 = 0; // f64: ticks that it has executed
export let migrationsAddress: u32 = 0; // u32
export let affinityAddress: u32 = 0; // u32, written by the host
export let groupAddress: u32 = 0; // u32, written by the host
// Where processes have an urgency at locks; see urgency.ts.
export let heldLockAddress: u32 = 0; // u32: the lock that it took last of those that it holds, or NONE
export let isReadyAddress: u32 = 0; // u8: whether it stands in a ready queue

// By lock.
export let nextHeldAddress: u32 = 0; // u32: the lock that its holder took before it, or NONE
export let lockCeilingAddress: u32 = 0; // f64, written by the host

// By affinity: a bit per CPU in u64 words, written by the host.
export let affinityCpusAddress: u32 = 0;
/** Words of one affinity. */
export let affinityWords: u32 = 0;

// By CPU.
export let speedAddress: u32 = 0; // f64, written by the host
export let warmupAddress: u32 = 0; // f64: ticks of warm-up that its process had to go at `runStart`
export let segmentWarmupAddress: u32 = 0; // f64: the same at the start of the open segment
export let chargedAddress: u32 = 0; // f64: until when its process's group has been charged

// By queue.
export let homesAddress: u32 = 0; // u32: processes that belong to it
export let readyAddress: u32 = 0; // u32: those of them that are ready

// By root; the first two by tree.
export let rootAddress: u32 = 0; // u32: root of its tree, or NONE
export let rootSizeAddress: u32 = 0; // u32: processes in its tree
export let rootReadyAddress: u32 = 0; // u32: ready processes that belong to it
export let rootHomesAddress: u32 = 0; // u32: processes that belong to it
export let rootVirtualAddress: u32 = 0; // f64: its group's time over share at this queue

// By queue, a tree each; see turns.ts.
/** Groups that a tree has room for, a power of 2; 0 where there are too few for trees. */
export let turnLeaves: u32 = 0;
export let readyTurnsAddress: u32 = 0; // f64: least virtual times of groups with a ready process
export let homeTurnsAddress: u32 = 0; // f64: the same of groups with any process

// By group, written by the host.
export let groupFactorAddress: u32 = 0; // f64: virtual ticks for a tick
export let groupQuotaAddress: u32 = 0; // f64: ticks in a period; Infinity for no limit
// By group.
export let groupUsedAddress: u32 = 0; // f64: ticks executed in this period
export let groupHeldAddress: u32 = 0; // u32: CPUs that its processes have
export let groupReadyAddress: u32 = 0; // u32: its ready processes

/** Up to so many groups are looked at one by one. */
// @ts-ignore: decorator
@inline const LISTED_GROUPS_MAX: u32 = 8;

/** Number of queues. */
// @ts-ignore: decorator
@inline export function queueCount(): u32 {
  return queuesPerCpu ? cpuCount : 1;
}

/** Number of roots. */
// @ts-ignore: decorator
@inline export function rootCount(): u32 {
  return queueCount() * groupCount;
}

/** Number of trees: of the roots, then of those that wait for each lock. */
// @ts-ignore: decorator
@inline export function treeCount(): u32 {
  return rootCount() + (features & Feature.Urgency ? lockCount : 0);
}

/** Lays the columns out; called by `layout`. */
export function layoutExtended(): void {
  const n = processCount;
  nodeLeftAddress = column(n, 4);
  nodeRightAddress = column(n, 4);
  nodeKeyAddress = column(n, 8);
  nodeTagAddress = column(n, 8);
  homeAddress = column(n, 4);
  ranOnAddress = column(n, 4);
  warmupLeftAddress = column(n, 8);
  workedAddress = column(n, 1);
  executedAddress = column(n, 8);
  migrationsAddress = column(n, 4);
  affinityWords = (cpuCount + 63) >> 6;
  nodeCpusAddress = affinityCount > 0 ? column(n, 8) : 0;
  affinityAddress = affinityCount > 0 ? column(n, 4) : 0;
  affinityCpusAddress = column(affinityCount * affinityWords, 8);
  groupAddress = hasGroups ? column(n, 4) : 0;
  speedAddress = column(cpuCount, 8);
  warmupAddress = column(cpuCount, 8);
  segmentWarmupAddress = column(cpuCount, 8);
  chargedAddress = column(cpuCount, 8);
  homesAddress = column(queueCount(), 4);
  readyAddress = column(queueCount(), 4);
  heldLockAddress = columnIf(Feature.Urgency, n, 4);
  isReadyAddress = columnIf(Feature.Urgency, n, 1);
  nextHeldAddress = columnIf(Feature.Urgency, lockCount, 4);
  lockCeilingAddress = columnIf(Feature.Urgency, lockCount, 8);
  rootAddress = column(treeCount(), 4);
  rootSizeAddress = column(treeCount(), 4);
  rootReadyAddress = column(rootCount(), 4);
  rootHomesAddress = column(rootCount(), 4);
  rootVirtualAddress = column(rootCount(), 8);
  turnLeaves = groupCount > LISTED_GROUPS_MAX ? u32(1) << (32 - clz(groupCount - 1)) : 0;
  readyTurnsAddress = column(queueCount() * 2 * turnLeaves, 8);
  homeTurnsAddress = column(queueCount() * 2 * turnLeaves, 8);
  groupFactorAddress = column(groupCount, 8);
  groupQuotaAddress = column(groupCount, 8);
  groupUsedAddress = column(groupCount, 8);
  groupHeldAddress = column(groupCount, 4);
  groupReadyAddress = column(groupCount, 4);
}
