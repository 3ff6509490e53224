// What the host sees of the scheduler module: memory and options as globals, `setUp`, and one `simulate…` per policy.
// Adding a policy: a file in policies/, one import and one function here, one file in ../../policies.

import { clearAdmission } from "./admission";
import { clearBlocking, startPrograms } from "./blocking";
import { clearCpus } from "./cpus";
import { clearLevels } from "./queue";
import { clearMlfq, mlfqBoost } from "./policies/mlfq";
import { clearPlaces } from "./places";
import { clearReadyHeap } from "./ready_heap";
import { Feature, features, finishAddress, firstRunAddress, heldAddress, processCount, setF64 } from "./memory";
import { simulate, startMachine, Status } from "./machine";
import { startTrace } from "./trace";
import { Causes } from "./policies/causes";
import { Fcfs } from "./policies/fcfs";
import { Mlfq } from "./policies/mlfq";
import { Rr } from "./policies/rr";
import { Sjf } from "./policies/sjf";
import { Srtf } from "./policies/srtf";

export {
  allotmentsAddress,
  arrivalAddress,
  blockedAddress,
  blockedSinceAddress,
  burstCount,
  burstEndAddress,
  burstKindAddress,
  burstNextAddress,
  burstOffsetAddress,
  burstValueAddress,
  cpuCount,
  cpuFlagsAddress,
  decisionAddress,
  decisionCapacity,
  dispatchesAddress,
  epochAddress,
  features,
  finishAddress,
  firstRunAddress,
  heldAddress,
  layout,
  levelAddress,
  lockCount,
  lockOwnerAddress,
  preemptionsAddress,
  processCount,
  processorsAddress,
  quantaAddress,
  ranksAddress,
  readySinceAddress,
  remainingAddress,
  runningAddress,
  runStartAddress,
  segmentAddress,
  segmentCapacity,
  sliceLeftAddress,
  sliceLimitAddress,
  slicesUsedAddress,
  switchingAddress,
  totalCpuAddress,
  transitionAddress,
  transitionCapacity,
} from "./memory";
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
} from "./trace";
export {
  arrivedCount,
  demoteAlone,
  dispatchCount,
  finishedCount,
  longestWait,
  longestWaitProcess,
  now,
  readyCount,
  switchCost,
  switchCount,
  ties,
} from "./machine";
export { devices } from "./blocking";
export { memoryLimit } from "./admission";
export { causesPreempt } from "./policies/causes";
export {
  mlfqBoost,
  mlfqEpoch,
  mlfqIoBump,
  mlfqIoStay,
  mlfqKeepsRemainder,
  mlfqLevels,
  mlfqPreemption,
} from "./policies/mlfq";

/** Makes everything ready for a first `simulate…`: after `layout`, and after the host has written columns and options. */
export function setUp(): void {
  for (let process: u32 = 0; process < processCount; ++process) {
    setF64(firstRunAddress, process, -1);
    setF64(finishAddress, process, -1);
    if (features & Feature.Admit) setF64(heldAddress, process, -1);
  }
  if (features & Feature.Bursts) startPrograms(processCount);
  clearLevels();
  clearReadyHeap();
  clearBlocking();
  clearAdmission();
  clearCpus();
  clearMlfq();
  clearPlaces();
  startTrace();
  startMachine(features & Feature.Boost ? mlfqBoost : 0);
}

// Policies keep their state in this module's memory and globals; the instance itself is empty.

export function simulateFcfs(until: f64, instants: f64): Status {
  return simulate(changetype<Fcfs>(0), until, instants);
}
export function simulateSjf(until: f64, instants: f64): Status {
  return simulate(changetype<Sjf>(0), until, instants);
}
export function simulateSrtf(until: f64, instants: f64): Status {
  return simulate(changetype<Srtf>(0), until, instants);
}
export function simulateRr(until: f64, instants: f64): Status {
  return simulate(changetype<Rr>(0), until, instants);
}
export function simulateCauses(until: f64, instants: f64): Status {
  return simulate(changetype<Causes>(0), until, instants);
}
export function simulateMlfq(until: f64, instants: f64): Status {
  return simulate(changetype<Mlfq>(0), until, instants);
}
