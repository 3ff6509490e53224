// What the host sees of the build for policies of the user's own: the machine with one ready queue and equal CPUs around the
// one policy whose hooks the host has, and of the rest only what every run needs. It is the only build that imports functions.

import { setUp as setUpMachine } from "../index";
import { clearOwn, Own } from "../policies/own";
import { simulate, Status } from "../machine";

export { burstCount, cpuCount, deviceCount, features, lockCount, processCount, replenishmentCapacity, requestCapacity, usageGroups } from "../needs";
export {
  admitKeyAddress,
  afterAddress,
  allotmentsAddress,
  arrivalAddress,
  blockedAddress,
  blockedSinceAddress,
  burstDeviceAddress,
  burstEndAddress,
  burstKindAddress,
  burstNextAddress,
  burstOffsetAddress,
  burstValueAddress,
  cpuFlagsAddress,
  decisionAddress,
  decisionCapacity,
  deviceFiguresAddress,
  deviceOrderAddress,
  deviceQueueAddress,
  deviceServersAddress,
  deviceServingAddress,
  deviceWaitingAddress,
  dispatchesAddress,
  epochAddress,
  finishAddress,
  firstRunAddress,
  groupUsageAddress,
  heldAddress,
  inversionAddress,
  ioAddress,
  layout,
  lastAddress,
  levelAddress,
  lockFiguresAddress,
  lockOwnerAddress,
  lockWaitAddress,
  ownQuantumAddress,
  ownUrgencyAddress,
  memoryBaseAddress,
  memoryNeedAddress,
  pidRankAddress,
  preemptionsAddress,
  processorsAddress,
  quantaAddress,
  ranksAddress,
  readySinceAddress,
  remainingAddress,
  requestsAddress,
  runningAddress,
  runStartAddress,
  segmentAddress,
  segmentCapacity,
  servedAddress,
  sharesAddress,
  sliceLeftAddress,
  sliceLimitAddress,
  slicesUsedAddress,
  sourceOfAddress,
  switchingAddress,
  thinkAddress,
  totalCpuAddress,
  traitAddress,
  transitionAddress,
  transitionCapacity,
  urgencyAddress,
  usageGroupAddress,
  waitsForAddress,
} from "../memory";
export {
  decisionCount,
  decisionsFrom,
  decisionsTo,
  segmentCount,
  segmentsFrom,
  segmentsTo,
  transitionCount,
  transitionsFrom,
  transitionsTo,
} from "../trace";
export {
  arrivedCount,
  dispatchCount,
  finishedCount,
  longestWait,
  longestWaitProcess,
  now,
  quietInstants,
  readyCount,
  switchCount,
} from "../counters";
export { demoteAlone, ties } from "../completion";
export { leaveCost, savesEnded, switchCost, switchFirst } from "../dispatch";
export { traitsMove, urgenciesMove } from "../sources";
export { devices, ioCount } from "../blocking";
export { admitByRatio, admitSkips, memoryLimit } from "../admission";
export { memoryFit, memorySize } from "../memory_map";
export { joinsFirst } from "../ready_heap";
export { mlfqEpoch } from "../policies/mlfq";
export { drawBelow, lotterySeed } from "../policies/lottery";
export { ownHooks, ownRenews, ownTies, ownTimeAddress, ownTimer, reorderOwn } from "../policies/own";

/** Makes everything ready for a first `simulateOwn`. */
export function setUp(): void {
  setUpMachine();
  clearOwn();
}

export function simulateOwn(until: f64, instants: f64): Status {
  return simulate(changetype<Own>(0), until, instants);
}
