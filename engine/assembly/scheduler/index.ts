// What the host sees of the scheduler module: memory and options as globals, `setUp`, and one `simulate…` per policy.
// Adding a policy: a file in policies/, one import and one function here, one file in ../../policies.

import { clearAdmission } from "./admission";
import { clearBlocking, startPrograms } from "./blocking";
import { clearCompletion } from "./completion";
import { clearCounters } from "./counters";
import { clearCpus } from "./cpus";
import { clearJoining } from "./joining";
import { clearLevels } from "./queue";
import { clearCfs } from "./policies/cfs";
import { clearConservative } from "./policies/conservative";
import { clearCounterRounds } from "./policies/counters";
import { clearDecayUsage, decayPeriod } from "./decay_usage";
import { clearEasy } from "./policies/easy";
import { clearEevdf } from "./policies/eevdf";
import { clearLottery } from "./policies/lottery";
import { clearMlfq, mlfqBoost } from "./policies/mlfq";
import { clearMlq } from "./policies/mlq";
import { clearReserving } from "./policies/reserving";
import { clearStride } from "./policies/stride";
import { clearTournament } from "./tournament";
import { clearPlaces } from "./places";
import { clearProfile } from "./profile";
import { clearRanges } from "./ranges";
import { clearReleases } from "./releases";
import { clearReadyHeap } from "./ready_heap";
import { clearServer } from "./server";
import { startSources } from "./sources";
import { setF64 } from "./columns";
import { Feature, features, processCount } from "./needs";
import { finishAddress, firstRunAddress, heldAddress, memoryBaseAddress } from "./memory";
import { EXTENDED } from "./build";
import { setUpExtended } from "./extended/set_up";
import { simulate, startMachine, Status } from "./machine";
import { startTrace } from "./trace";
import { Causes } from "./policies/causes";
import { Cfs } from "./policies/cfs";
import { Conservative } from "./policies/conservative";
import { Counters } from "./policies/counters";
import { Dm } from "./policies/dm";
import { Easy } from "./policies/easy";
import { Edf } from "./policies/edf";
import { Eevdf } from "./policies/eevdf";
import { Fcfs } from "./policies/fcfs";
import { Fss } from "./policies/fss";
import { Feedback } from "./policies/feedback";
import { Hrrn } from "./policies/hrrn";
import { Las } from "./policies/las";
import { Lifo } from "./policies/lifo";
import { Ljf } from "./policies/ljf";
import { Llf } from "./policies/llf";
import { Lottery } from "./policies/lottery";
import { Lrtf } from "./policies/lrtf";
import { Mlfq } from "./policies/mlfq";
import { Mlq } from "./policies/mlq";
import { Predicted } from "./policies/predicted";
import { Priority } from "./policies/priority";
import { Reserving } from "./policies/reserving";
import { Rm } from "./policies/rm";
import { Rr } from "./policies/rr";
import { Served } from "./policies/served";
import { Sjf } from "./policies/sjf";
import { Srtf } from "./policies/srtf";
import { Unix } from "./policies/unix";
import { Vrr } from "./policies/vrr";
import { Stride } from "./policies/stride";

export * from "./exports";
export { decayPeriod, usagePreempts, usageQuantum, usageWeights } from "./decay_usage";
export { earlierPreempts } from "./equals";
export { preemptsAtZero } from "./policies/llf";
export { serverBudget, serverKey, serverKind, serverPeriod } from "./server";
export { traitPreempts } from "./trait_ordered";
export { causesPreempt } from "./policies/causes";
export { cfsLatency, cfsMinGranularity, cfsWakeupGranularity } from "./policies/cfs";
export { eevdfRunToParity, eevdfSlice } from "./policies/eevdf";
export { feedbackQueues } from "./policies/feedback";
export { lotterySeed } from "./policies/lottery";
export { mlqCycle, mlqPreempts, mlqToHead } from "./policies/mlq";
export { hrrnByEstimate } from "./tournament";
export { queueDepth } from "./job_queue";
export { reservationDepth } from "./policies/reserving";
export { lifoPreempts } from "./policies/lifo";
export { predictedAlpha, predictedByTrait, predictedFirst, predictedPreempts } from "./policies/predicted";
export {
  priorityKeeps,
  priorityPreempts,
  priorityQuantum,
  priorityScale,
  priorityStep,
  priorityToHead,
  priorityWaiting,
} from "./policies/priority";
export { mlfqBoost, mlfqIoBump, mlfqIoStay, mlfqKeepsRemainder, mlfqLevels, mlfqPreemption } from "./policies/mlfq";

/** Makes everything ready for a first `simulate…`: after `layout`, and after the host has written columns and options. */
export function setUp(): void {
  for (let process: u32 = 0; process < processCount; ++process) {
    setF64(firstRunAddress, process, -1);
    setF64(finishAddress, process, -1);
    if (features & Feature.Admit) setF64(heldAddress, process, -1);
    if (features & Feature.Memory) setF64(memoryBaseAddress, process, -1);
  }
  if (features & Feature.Bursts) startPrograms(processCount);
  startSources();
  clearLevels();
  clearReadyHeap();
  clearProfile();
  clearRanges();
  clearReleases();
  clearServer();
  clearBlocking();
  clearAdmission();
  clearCpus();
  clearCounters();
  clearCompletion();
  clearJoining();
  clearCfs();
  clearCounterRounds();
  clearConservative();
  clearDecayUsage();
  clearEasy();
  clearEevdf();
  clearLottery();
  clearMlfq();
  clearMlq();
  clearReserving();
  clearStride();
  clearTournament();
  clearPlaces();
  if (EXTENDED) setUpExtended();
  startTrace();
  startMachine(features & Feature.Boost ? mlfqBoost : features & Feature.Usage ? decayPeriod : 0);
}

// Policies keep their state in this module's memory and globals; the instance itself is empty.

export function simulateCauses(until: f64, instants: f64): Status {
  return simulate(changetype<Causes>(0), until, instants);
}
export function simulateCounters(until: f64, instants: f64): Status {
  return simulate(changetype<Counters>(0), until, instants);
}
export function simulateDm(until: f64, instants: f64): Status {
  return simulate(changetype<Dm>(0), until, instants);
}
export function simulateEdf(until: f64, instants: f64): Status {
  return simulate(changetype<Edf>(0), until, instants);
}
export function simulateFcfs(until: f64, instants: f64): Status {
  return simulate(changetype<Fcfs>(0), until, instants);
}
export function simulateFeedback(until: f64, instants: f64): Status {
  return simulate(changetype<Feedback>(0), until, instants);
}
export function simulateHrrn(until: f64, instants: f64): Status {
  return simulate(changetype<Hrrn>(0), until, instants);
}
export function simulateLjf(until: f64, instants: f64): Status {
  return simulate(changetype<Ljf>(0), until, instants);
}
export function simulateLlf(until: f64, instants: f64): Status {
  return simulate(changetype<Llf>(0), until, instants);
}
export function simulateLottery(until: f64, instants: f64): Status {
  return simulate(changetype<Lottery>(0), until, instants);
}
export function simulateLrtf(until: f64, instants: f64): Status {
  return simulate(changetype<Lrtf>(0), until, instants);
}
export function simulateMlfq(until: f64, instants: f64): Status {
  return simulate(changetype<Mlfq>(0), until, instants);
}
export function simulateMlq(until: f64, instants: f64): Status {
  return simulate(changetype<Mlq>(0), until, instants);
}
export function simulatePredicted(until: f64, instants: f64): Status {
  return simulate(changetype<Predicted>(0), until, instants);
}
export function simulatePriority(until: f64, instants: f64): Status {
  return simulate(changetype<Priority>(0), until, instants);
}
export function simulateRm(until: f64, instants: f64): Status {
  return simulate(changetype<Rm>(0), until, instants);
}
export function simulateRr(until: f64, instants: f64): Status {
  return simulate(changetype<Rr>(0), until, instants);
}
export function simulateServed(until: f64, instants: f64): Status {
  return simulate(changetype<Served>(0), until, instants);
}
export function simulateSjf(until: f64, instants: f64): Status {
  return simulate(changetype<Sjf>(0), until, instants);
}
export function simulateSrtf(until: f64, instants: f64): Status {
  return simulate(changetype<Srtf>(0), until, instants);
}
export function simulateStride(until: f64, instants: f64): Status {
  return simulate(changetype<Stride>(0), until, instants);
}
export function simulateLas(until: f64, instants: f64): Status {
  return simulate(changetype<Las>(0), until, instants);
}
export function simulateLifo(until: f64, instants: f64): Status {
  return simulate(changetype<Lifo>(0), until, instants);
}
export function simulateVrr(until: f64, instants: f64): Status {
  return simulate(changetype<Vrr>(0), until, instants);
}
export function simulateCfs(until: f64, instants: f64): Status {
  return simulate(changetype<Cfs>(0), until, instants);
}
export function simulateEevdf(until: f64, instants: f64): Status {
  return simulate(changetype<Eevdf>(0), until, instants);
}
export function simulateEasy(until: f64, instants: f64): Status {
  return simulate(changetype<Easy>(0), until, instants);
}
export function simulateConservative(until: f64, instants: f64): Status {
  return simulate(changetype<Conservative>(0), until, instants);
}
export function simulateReserving(until: f64, instants: f64): Status {
  return simulate(changetype<Reserving>(0), until, instants);
}
export function simulateUnix(until: f64, instants: f64): Status {
  return simulate(changetype<Unix>(0), until, instants);
}
export function simulateFss(until: f64, instants: f64): Status {
  return simulate(changetype<Fss>(0), until, instants);
}
