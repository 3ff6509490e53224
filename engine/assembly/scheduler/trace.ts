// What the host can ask to be recorded: segments of the CPUs' time, state transitions, decisions. Each kind goes to a
// buffer of fixed capacity; when one might not hold what the next step writes, the run returns and the host drains.
// A window [from, to) in ticks limits each kind; an empty window (from = to) is off.

import { NONE } from "./columns";
import { cpuCount, Feature, features } from "./needs";
import {
  CANDIDATE_BYTES,
  DECISION_BYTES,
  decisionAddress,
  decisionCapacity,
  segmentAddress,
  SEGMENT_BYTES,
  segmentCapacity,
  transitionAddress,
  TRANSITION_BYTES,
  transitionCapacity,
} from "./memory";
import { EXTENDED } from "./build";

export const enum SegmentKind {
  Run = 0,
  Switch = 1,
  Migration = 2,
  Warmup = 3,
}

/** The host's `TransitionCause` by number. */
export const enum Cause {
  New = 0,
  Quantum = 1,
  Preempted = 2,
  Io = 3,
  Lock = 4,
  Dispatch = 5,
  Exit = 6,
  Arrival = 7,
  Throttled = 8,
  Balanced = 9,
  Stolen = 10,
  Device = 11,
}

/** The host's `ProcessState` by number. */
export const enum State {
  New = 0,
  Ready = 1,
  Running = 2,
  Blocked = 3,
  Terminated = 4,
}

// Windows, set by the host before a run.
export let segmentsFrom: f64 = 0;
export let segmentsTo: f64 = 0;
export let transitionsFrom: f64 = 0;
export let transitionsTo: f64 = 0;
export let decisionsFrom: f64 = 0;
export let decisionsTo: f64 = 0;

// Entries written and not yet drained; the host sets them to 0 when it has drained.
export let segmentCount: u32 = 0;
export let transitionCount: u32 = 0;
export let decisionCount: u32 = 0;

/** Whether anything at all is recorded. */
export let recording: bool = false;

/** Called once before a run. */
export function startTrace(): void {
  segmentCount = 0;
  transitionCount = 0;
  decisionCount = 0;
  recording = segmentsTo > segmentsFrom || transitionsTo > transitionsFrom || decisionsTo > decisionsFrom;
}

/** Whether a buffer might not hold what one step of the machine writes. A rigid job is one step, on all its CPUs. */
export function traceIsFull(): bool {
  const cpus: u32 = features & Feature.Rigid ? 1 : cpuCount;
  return segmentsTo > segmentsFrom && segmentCount + cpuCount + cpus + 4 > segmentCapacity ||
    transitionsTo > transitionsFrom && transitionCount + 4 * cpus + 8 > transitionCapacity ||
    decisionsTo > decisionsFrom && decisionCount + cpus + 1 > decisionCapacity;
}

/** 24 bytes: start f64, end f64, process u32, CPU and kind u32 (kind in bits 30 and 31). Empty segments are not recorded. */
export function recordSegment(cpu: u32, process: u32, start: f64, end: f64, kind: SegmentKind): void {
  if (!(end > start && end > segmentsFrom && start < segmentsTo)) return;
  const entry = segmentAddress + segmentCount * SEGMENT_BYTES;
  segmentCount += 1;
  store<f64>(entry, start);
  store<f64>(entry, end, 8);
  store<u32>(entry, process, 16);
  store<u32>(entry, cpu | (u32(kind) << 30), 20);
}

/**
 * 32 bytes: time f64, process u32, CPU u32, by u32, lock u32, state u8, cause u8, level u8, unused u8, queue u32.
 * NONE stands for no CPU, no other process and no lock; of I/O, `lock` is the device. `queue` is the queue that it joins or is taken from.
 */
export function recordTransition(
  time: f64,
  process: u32,
  state: State,
  cause: Cause,
  cpu: u32,
  by: u32,
  lock: u32,
  level: u32,
  queue: u32 = NONE,
): void {
  if (time < transitionsFrom || time >= transitionsTo) return;
  const entry = transitionAddress + transitionCount * TRANSITION_BYTES;
  transitionCount += 1;
  store<f64>(entry, time);
  store<u32>(entry, process, 8);
  store<u32>(entry, cpu, 12);
  store<u32>(entry, by, 16);
  store<u32>(entry, lock, 20);
  store<u8>(entry, u8(state), 24);
  store<u8>(entry, u8(cause), 25);
  store<u8>(entry, u8(level), 26);
  if (EXTENDED) store<u32>(entry, queue, 28);
}

/** Whether decisions at this time are recorded. */
// @ts-ignore: decorator
@inline export function recordsDecisionAt(time: f64): bool {
  return time >= decisionsFrom && time < decisionsTo;
}

/**
 * Opens a decision: time f64, CPU u32, process u32, preempted u32, ready count u32, candidate count u32, in the
 * extended build `place` u32 (else unused), key of the preempted f64; then candidates. Returns the entry's address.
 */
export function recordDecision(time: f64, cpu: u32, process: u32, preempted: u32, preemptedKey: f64, ready: u32, place: u32): u32 {
  const entry = decisionAddress + decisionCount * DECISION_BYTES;
  decisionCount += 1;
  store<f64>(entry, time);
  store<u32>(entry, cpu, 8);
  store<u32>(entry, process, 12);
  store<u32>(entry, preempted, 16);
  store<u32>(entry, ready, 20);
  store<u32>(entry, 0, 24);
  if (EXTENDED) store<u32>(entry, place, 28);
  store<f64>(entry, preemptedKey, 32);
  return entry;
}

/** Fills in who got the CPU of a decision that was recorded before this was known. */
export function completeDecision(index: u32, cpu: u32, preempted: u32, preemptedKey: f64): void {
  const entry = decisionAddress + index * DECISION_BYTES;
  store<u32>(entry, cpu, 8);
  store<u32>(entry, preempted, 16);
  store<f64>(entry, preemptedKey, 32);
}

/** Adds a candidate to a decision: process u32, unused u32, key f64, time of joining f64. */
export function recordCandidate(entry: u32, process: u32, key: f64, joined: f64): void {
  const count = load<u32>(entry, 24);
  store<u32>(entry, count + 1, 24);
  const candidate = entry + 40 + count * CANDIDATE_BYTES;
  store<u32>(candidate, process);
  store<f64>(candidate, key, 8);
  store<f64>(candidate, joined, 16);
}
