// The simulator's linear memory: columns (struct of arrays), laid out once by `layout` before a run.
//
// Every column is an array with one entry per process, CPU, level, lock or burst; its address is an exported global,
// so that the host reads the addresses instead of repeating the layout. A column that a run does not need has address 0
// and takes no memory. Nothing is allocated after `layout`.
//
//   0        64 Ki                                                                              memory.size
//   | tables | arrival | remaining | ... process columns ... | burst columns | CPUs | trace buffers |

import { burstCount, cpuCount, deviceCount, Feature, features, lockCount, processCount, replenishmentCapacity, requestCapacity, resourceCount, resourceSetCount, usageGroups } from "./needs";
import { column, columnIf, growToHold, heapIf, startColumns } from "./columns";
import { EXTENDED } from "./build";
import { layoutExtended } from "./extended/memory";

/** Levels of a multilevel queue at the most: one bit each in a 64-bit word. */
// @ts-ignore: decorator
@inline export const LEVELS_MAX: u32 = 64;

// Fixed tables, below 64 KiB. The host writes quanta, allotments and queue ranks; queue heads and tails are the guest's.
export const quantaAddress: u32 = 1024; // f64 by level
export const sharesAddress: u32 = 1536; // f64 by class
export const allotmentsAddress: u32 = 2048; // u32 by level
export const ranksAddress: u32 = 2560; // u32 by cause: which queue a cause joins
// @ts-ignore: decorator
@inline export const HEADS: u32 = 3072; // u32 by level
// @ts-ignore: decorator
@inline export const TAILS: u32 = 3584; // u32 by level

// By process.
export let arrivalAddress: u32 = 0; // f64, written by the host
export let remainingAddress: u32 = 0; // f64: ticks left of the current CPU burst; the host writes the first burst
export let firstRunAddress: u32 = 0; // f64, -1 before
export let finishAddress: u32 = 0; // f64, -1 before
export let readySinceAddress: u32 = 0; // f64: when it joined the ready queue
export let dispatchesAddress: u32 = 0; // u32
export let preemptionsAddress: u32 = 0; // u32
export let linkAddress: u32 = 0; // u32: next in the one list that the process stands in
export let levelAddress: u32 = 0; // u8: level, or cause of becoming ready
export let blockedAddress: u32 = 0; // f64: blocked ticks so far
export let blockedSinceAddress: u32 = 0; // f64
export let programEndAddress: u32 = 0; // u32: the entry after its program
export let burstNextAddress: u32 = 0; // u32: the entry of its program to be performed next
export let heldAddress: u32 = 0; // f64: ticks before admission
export let switchingAddress: u32 = 0; // f64: ticks of context switch charged to it
export let sliceLeftAddress: u32 = 0; // f64: rest of its quantum; 0 is a full one
export let ownQuantumAddress: u32 = 0; // f64: its own quantum, written by the host; 0 is the policy's
export let slicesUsedAddress: u32 = 0; // u32: slices of its allotment used at its level
export let epochAddress: u32 = 0; // u32: the boost that its level belongs to
export let lastCpuAddress: u32 = 0; // u16
export let processorsAddress: u32 = 0; // u32, written by the host
export let totalCpuAddress: u32 = 0; // f64: CPU ticks of its program, written by the host; least laxity counts them down
export let traitAddress: u32 = 0; // f64: what the policy knows of it (priority, deadline, ...), written by the host
export let virtualAddress: u32 = 0; // f64: what the policy keeps of it (virtual time, prediction, ...); i64 under eevdf
export let servedAddress: u32 = 0; // f64: ticks executed since `virtual` was set; i64 under eevdf
export let usageFreshAddress: u32 = 0; // f64: ticks executed since its usage decayed; see decay_usage.ts
export let usageGroupAddress: u32 = 0; // u32: the group whose usage it adds to; written by the host
export let groupUsageAddress: u32 = 0; // 32 bytes, by group; the host writes the weights
export let dueVirtualAddress: u32 = 0; // i64: its virtual deadline
export let pendingAddress: u32 = 0; // 16 bytes: heap of the ready processes that are not eligible
export let ticketSumAddress: u32 = 0; // u64: a Fenwick tree over the tickets of the ready processes
export let tournamentAddress: u32 = 0; // 16 bytes: tree of the ready processes, time f64, process u32; see tournament.ts
export let tournamentLeaves: u32 = 1; // number of leaves of that tree, a power of two
export let heapAddress: u32 = 0; // 16 bytes: key f64, process u32
export let poolAddress: u32 = 0; // 16 bytes: heap of the job pool
export let poolNextAddress: u32 = 0; // u32: the next in the list of the job pool
export let admitKeyAddress: u32 = 0; // f64, by source: what the order of admission goes by; written by the host
export let memoryNeedAddress: u32 = 0; // f64, by source: the memory that it takes; written by the host
export let memoryBaseAddress: u32 = 0; // f64: where its piece of memory begins, -1 for none
export let nextPlacedAddress: u32 = 0; // u32: the next one in memory, by address
export let previousPlacedAddress: u32 = 0; // u32: the one before it
export let resourceSetAddress: u32 = 0; // u32, by source: its set of needs; written by the host
export let resourceNeedsAddress: u32 = 0; // u32, by set: what it needs of each counted resource; written by the host
export let resourceFreeAddress: u32 = 0; // u32, by counted resource: how many are free; how many there are is written by the host
export let ioAddress: u32 = 0; // 16 bytes: time f64, sequence u32, process u32
export let urgencyAddress: u32 = 0; // f64, by source: what it has at a device by priority; written by the host
export let sourceOfAddress: u32 = 0; // u32: the source that it came from, or NONE before it arrives; see sources.ts

// By source, where some process arrives after others.
export let afterAddress: u32 = 0; // u32: the source that it comes after, or NONE; written by the host
export let thinkAddress: u32 = 0; // f64: ticks between that one's end and its arrival; written by the host
export let pidRankAddress: u32 = 0; // u32: its place in the order of pids; written by the host
export let firstSuccessorAddress: u32 = 0; // u32: one that comes after it, or NONE
export let nextSiblingAddress: u32 = 0; // u32: another one that comes after the same, or NONE
export let sourceAddress: u32 = 0; // what the host wrote of it
export let dueArrivalsAddress: u32 = 0; // 16 bytes: heap of those whose predecessor has ended: time f64, source u32, pid rank u32

// By burst: the programs, written by the host.
export let burstOffsetAddress: u32 = 0; // u32, one more than there are processes
export let burstKindAddress: u32 = 0; // u8
export let burstValueAddress: u32 = 0; // f64

// By device, where some have names or an order of their own; entry 0 stands for those without a name. See devices.ts.
export let burstDeviceAddress: u32 = 0; // u32, by burst: the device of an I/O; written by the host
export let deviceServersAddress: u32 = 0; // f64: requests that it serves at once; written by the host
export let deviceOrderAddress: u32 = 0; // u8: DeviceOrder; written by the host
export let deviceQueueAddress: u32 = 0; // u32: where its heap begins in `requests`, in entries; written by the host
export let deviceServingAddress: u32 = 0; // f64: requests that it serves now
export let deviceWaitingAddress: u32 = 0; // u32: requests in its heap
export let deviceDueAddress: u32 = 0; // 16 bytes: heap of those that may take a request at the end of step 4, by number
export let deviceIsDueAddress: u32 = 0; // u8: whether it stands among them
export let deviceFiguresAddress: u32 = 0; // 48 bytes, see devices.ts
export let requestsAddress: u32 = 0; // 16 bytes: a heap for each device: key f64, sequence and process as `io`

// By lock.
export let lockOwnerAddress: u32 = 0; // u32
export let lockHeadAddress: u32 = 0; // u32
export let lockTailAddress: u32 = 0; // u32
export let lockFiguresAddress: u32 = 0; // 56 bytes, see locks.ts

// By process, where some lock.
export let waitsForAddress: u32 = 0; // u32: the lock that it waits for, or NONE
export let lockWaitAddress: u32 = 0; // f64: ticks that it has waited for locks
// By process, where some lock and all have an urgency; see inversions.ts.
export let ownUrgencyAddress: u32 = 0; // f64, written by the host
export let inversionAddress: u32 = 0; // f64: ticks of inversion
export let pendingInversionAddress: u32 = 0; // f64: ticks that its subtree is to get
export let waiterLeftAddress: u32 = 0; // u32: child in the tree of those that wait for its lock
export let waiterRightAddress: u32 = 0; // u32
export let runStampAddress: u32 = 0; // u32: when it was last seen to run
// And by lock.
export let waiterRootAddress: u32 = 0; // u32: root of the tree of those that wait for it, or NONE
export let contendedAddress: u32 = 0; // u32, by place in the list: the locks that somebody waits for
export let contendedPlaceAddress: u32 = 0; // u32: its place in that list

export let replenishmentAddress: u32 = 0; // 16 bytes: what a sporadic server is given back: time f64, ticks f64; see server.ts

// By CPU.
export let runningAddress: u32 = 0; // u32
export let lastAddress: u32 = 0; // u32: the process that it ran last
export let cpuFlagsAddress: u32 = 0; // u8: CpuFlag
export let runStartAddress: u32 = 0; // f64: since when its process executes without interruption
export let segmentStartAddress: u32 = 0; // f64: start of the segment that is open
export let savedAtAddress: u32 = 0; // f64: when it will have saved the process that left it last
export let sliceLimitAddress: u32 = 0; // f64: when the quantum ends
export let burstEndAddress: u32 = 0; // f64: when its process is next due, switch aside
export let idleAddress: u32 = 0; // u64 words: a bit per idle CPU
export let expiredAddress: u32 = 0; // u32: CPUs whose process's quantum ended at this instant
export let demotedAddress: u32 = 0; // u8: beside expired, whether that process went down a level
export let chosenAddress: u32 = 0; // u32: scratch of redistribution
export let releaseAddress: u32 = 0; // 16 bytes: rigid jobs that run, by expected end: time f64, process u32, CPUs u32
export let profileAddress: u32 = 0; // how many CPUs are free from when on, see profile_blocks.ts: the directory
export let profileBlocksAddress: u32 = 0; // and the blocks
export let rangesAddress: u32 = 0; // ranges of CPUs, see ranges.ts
export let rangesOfAddress: u32 = 0; // u32, by process: the first range of a rigid job that runs
export let dueAddress: u32 = 0; // f64: a tree of minima over the CPUs, root at entry 1
export let dueLeaves: u32 = 1; // number of leaves of that tree, a power of two

// Trace buffers; their capacities are set by the host before `setUp`.
export let segmentAddress: u32 = 0;
export let segmentCapacity: u32 = 0;
export let transitionAddress: u32 = 0;
export let transitionCapacity: u32 = 0;
export let decisionAddress: u32 = 0;
export let decisionCapacity: u32 = 0;

// @ts-ignore: decorator
@inline export const RANGE_BYTES: u32 = 12;
// @ts-ignore: decorator
@inline export const SOURCE_BYTES: u32 = 72;
// @ts-ignore: decorator
@inline export const DEVICE_FIGURES_BYTES: u32 = 48;
// @ts-ignore: decorator
@inline export const LOCK_FIGURES_BYTES: u32 = 56;
/** Of the profile: an entry of the directory, and a block of spans. */
// @ts-ignore: decorator
@inline export const ENTRY_BYTES: u32 = 32;
// @ts-ignore: decorator
@inline export const BLOCK_BYTES: u32 = 512;
// @ts-ignore: decorator
@inline export const SEGMENT_BYTES: u32 = 24;
// @ts-ignore: decorator
@inline export const TRANSITION_BYTES: u32 = 32;
// @ts-ignore: decorator
@inline export const CANDIDATES_MAX: u32 = 16;
// @ts-ignore: decorator
@inline export const CANDIDATE_BYTES: u32 = 24;
// @ts-ignore: decorator
@inline export const DECISION_BYTES: u32 = 40 + 16 * 24;

/** The least power of two that is at least `count`. */
function powerOfTwo(count: u32): u32 {
  let power: u32 = 1;
  while (power < count) power <<= 1;
  return power;
}

/**
 * Lays the columns out for the counts and features that the host has set, and grows the memory to hold them.
 * Returns the bytes needed, or minus that number where the memory cannot grow so far.
 */
export function layout(): f64 {
  const n = processCount;
  const runningMax = min(n, cpuCount);
  startColumns();
  arrivalAddress = column(n, 8);
  remainingAddress = column(n, 8);
  firstRunAddress = column(n, 8);
  finishAddress = column(n, 8);
  readySinceAddress = column(n, 8);
  dispatchesAddress = column(n, 4);
  preemptionsAddress = column(n, 4);
  linkAddress = column(n, 4);
  levelAddress = column(n, 1);
  blockedAddress = columnIf(Feature.Bursts, n, 8);
  blockedSinceAddress = columnIf(Feature.Bursts, n, 8);
  burstNextAddress = columnIf(Feature.Bursts, n, 4);
  programEndAddress = columnIf(Feature.Bursts, n, 4);
  ioAddress = heapIf(Feature.Bursts, n);
  burstOffsetAddress = columnIf(Feature.Bursts, n + 1, 4);
  burstKindAddress = columnIf(Feature.Bursts, burstCount, 1);
  burstValueAddress = columnIf(Feature.Bursts, burstCount, 8);
  heldAddress = columnIf(Feature.Admit, n, 8);
  totalCpuAddress = columnIf(Feature.Work, n, 8);
  admitKeyAddress = columnIf(Feature.AdmitKey, n, 8);
  poolAddress = heapIf(Feature.AdmitKey, n);
  poolNextAddress = columnIf(Feature.AdmitSearch, n, 4);
  memoryNeedAddress = columnIf(Feature.Memory, n, 8);
  memoryBaseAddress = columnIf(Feature.Memory, n, 8);
  nextPlacedAddress = columnIf(Feature.Memory, n, 4);
  previousPlacedAddress = columnIf(Feature.Memory, n, 4);
  resourceSetAddress = columnIf(Feature.Resources, n, 4);
  resourceNeedsAddress = columnIf(Feature.Resources, resourceSetCount * resourceCount, 4);
  resourceFreeAddress = columnIf(Feature.Resources, resourceCount, 4);
  switchingAddress = columnIf(Feature.Switch, n, 8);
  sliceLeftAddress = columnIf(Feature.Slice, n, 8);
  ownQuantumAddress = columnIf(Feature.OwnQuantum, n, 8);
  slicesUsedAddress = columnIf(Feature.Allotment, n, 4);
  epochAddress = columnIf(Feature.Boost, n, 4);
  lastCpuAddress = columnIf(Feature.InPlace, n, 2);
  processorsAddress = columnIf(Feature.Rigid, n, 4);
  heapAddress = heapIf(Feature.Heap, n);
  traitAddress = columnIf(Feature.Trait, n, 8);
  virtualAddress = columnIf(Feature.Virtual, n, 8);
  servedAddress = columnIf(Feature.Served, n, 8);
  usageFreshAddress = columnIf(Feature.Usage, n, 8);
  usageGroupAddress = column(usageGroups > 0 ? n : 0, 4);
  groupUsageAddress = column(usageGroups, 32);
  dueVirtualAddress = columnIf(Feature.Pending, n, 8);
  pendingAddress = heapIf(Feature.Pending, n);
  ticketSumAddress = columnIf(Feature.Tickets, n + 1, 8);
  tournamentLeaves = powerOfTwo(features & Feature.Tournament ? n : 1);
  tournamentAddress = columnIf(Feature.Tournament, 2 * tournamentLeaves, 16);
  burstDeviceAddress = columnIf(Feature.Devices, burstCount, 4);
  deviceServersAddress = columnIf(Feature.Devices, deviceCount, 8);
  deviceOrderAddress = columnIf(Feature.Devices, deviceCount, 1);
  deviceQueueAddress = columnIf(Feature.Devices, deviceCount, 4);
  deviceServingAddress = columnIf(Feature.Devices, deviceCount, 8);
  deviceWaitingAddress = columnIf(Feature.Devices, deviceCount, 4);
  deviceDueAddress = heapIf(Feature.Devices, deviceCount);
  deviceIsDueAddress = columnIf(Feature.Devices, deviceCount, 1);
  deviceFiguresAddress = columnIf(Feature.Devices, deviceCount, DEVICE_FIGURES_BYTES);
  requestsAddress = columnIf(Feature.Devices, requestCapacity, 16);
  urgencyAddress = columnIf(Feature.Devices, n, 8);
  sourceOfAddress = columnIf(Feature.After, n, 4);
  afterAddress = columnIf(Feature.After, n, 4);
  thinkAddress = columnIf(Feature.After, n, 8);
  pidRankAddress = columnIf(Feature.After, n, 4);
  firstSuccessorAddress = columnIf(Feature.After, n, 4);
  nextSiblingAddress = columnIf(Feature.After, n, 4);
  sourceAddress = columnIf(Feature.After, n, SOURCE_BYTES);
  dueArrivalsAddress = heapIf(Feature.After, n);
  lockOwnerAddress = column(lockCount, 4);
  lockHeadAddress = column(lockCount, 4);
  lockTailAddress = column(lockCount, 4);
  lockFiguresAddress = columnIf(Feature.Locks, lockCount, LOCK_FIGURES_BYTES);
  waitsForAddress = columnIf(Feature.Locks, n, 4);
  lockWaitAddress = columnIf(Feature.Locks, n, 8);
  ownUrgencyAddress = columnIf(Feature.Urgency, n, 8);
  inversionAddress = columnIf(Feature.Urgency, n, 8);
  pendingInversionAddress = columnIf(Feature.Urgency, n, 8);
  waiterLeftAddress = columnIf(Feature.Urgency, n, 4);
  waiterRightAddress = columnIf(Feature.Urgency, n, 4);
  runStampAddress = columnIf(Feature.Urgency, n, 4);
  waiterRootAddress = columnIf(Feature.Urgency, lockCount, 4);
  contendedAddress = columnIf(Feature.Urgency, lockCount, 4);
  contendedPlaceAddress = columnIf(Feature.Urgency, lockCount, 4);
  replenishmentAddress = column(replenishmentCapacity, 16);
  runningAddress = column(cpuCount, 4);
  lastAddress = column(cpuCount, 4);
  cpuFlagsAddress = column(cpuCount, 1);
  runStartAddress = column(cpuCount, 8);
  segmentStartAddress = column(cpuCount, 8);
  savedAtAddress = columnIf(Feature.Switch, cpuCount, 8);
  sliceLimitAddress = column(cpuCount, 8);
  burstEndAddress = column(cpuCount, 8);
  idleAddress = column((cpuCount + 63) >> 6, 8);
  expiredAddress = column(runningMax, 4);
  demotedAddress = column(runningMax, 1);
  chosenAddress = column(cpuCount, 4);
  releaseAddress = columnIf(Feature.Releases, runningMax, 16);
  // Every job that waits or runs begins a span of the profile and ends one; two more are made before two others go.
  const profileBlocks = (2 * (n + runningMax) + 6) / 12 + 3;
  profileAddress = columnIf(Feature.Profile, profileBlocks, ENTRY_BYTES);
  profileBlocksAddress = columnIf(Feature.Profile, profileBlocks, BLOCK_BYTES);
  rangesAddress = columnIf(Feature.Rigid, n + 2, RANGE_BYTES);
  rangesOfAddress = columnIf(Feature.Rigid, n, 4);
  dueLeaves = powerOfTwo(cpuCount);
  dueAddress = column(2 * dueLeaves, 8);
  if (EXTENDED) layoutExtended();
  segmentAddress = column(segmentCapacity, SEGMENT_BYTES);
  transitionAddress = column(transitionCapacity, TRANSITION_BYTES);
  decisionAddress = column(decisionCapacity, DECISION_BYTES);
  return growToHold();
}
