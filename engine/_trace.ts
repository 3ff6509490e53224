/**
 * Reads the core's trace buffers; `engine/assembly/scheduler/trace.ts` has their layouts.
 *
 * @module
 */

import { NONE, type SchedulerCore } from "./core.ts";
import type { Candidate, Decision, ProcessState, Segment, Transition, TransitionCause } from "./result.ts";

const SEGMENT_BYTES = 24;
const TRANSITION_BYTES = 32;
const DECISION_BYTES = 40 + 16 * 24;
const CANDIDATE_BYTES = 24;

const STATES: readonly ProcessState[] = ["new", "ready", "running", "blocked", "terminated"];
const CAUSES: readonly TransitionCause[] = [
  "new",
  "quantum",
  "preempted",
  "io",
  "lock",
  "dispatch",
  "exit",
  "arrival",
  "throttled",
  "balanced",
  "stolen",
  "device",
];
const KINDS: readonly Segment["kind"][] = ["run", "switch", "migration", "warmup"];

/** What the core's numbers stand for. */
export interface TraceNames {
  pidOf(process: number): number;
  arrivalOf(process: number): number;
  lockName(lock: number): string;
  /** The name of a device, by its number among those that have one. */
  deviceName(device: number): string;
  /** Whether the policy has several queues, so that a level says something. */
  hasLevels: boolean;
  /** Whether the machine is a larger one; the core is of the extended build then. */
  isLarger: boolean;
  /** Whether CPUs have queues of their own. */
  hasQueues: boolean;
}

/** Takes the recorded segments out of the core. */
export function takeSegments(core: SchedulerCore, names: TraceNames): Segment[] {
  const count = core.segmentCount.value;
  const view = new DataView(core.memory.buffer, core.segmentAddress.value, count * SEGMENT_BYTES);
  const segments: Segment[] = new Array(count);
  for (let index = 0; index < count; index += 1) {
    const at = index * SEGMENT_BYTES;
    const cpuAndKind = view.getUint32(at + 20, true);
    segments[index] = {
      cpu: cpuAndKind & 0x3fffffff,
      pid: names.pidOf(view.getUint32(at + 16, true)),
      start: view.getFloat64(at, true),
      end: view.getFloat64(at + 8, true),
      kind: KINDS[cpuAndKind >>> 30],
    };
  }
  core.segmentCount.value = 0;
  return segments;
}

/** Takes the recorded transitions out of the core. */
export function takeTransitions(core: SchedulerCore, names: TraceNames): Transition[] {
  const count = core.transitionCount.value;
  const view = new DataView(core.memory.buffer, core.transitionAddress.value, count * TRANSITION_BYTES);
  const transitions: Transition[] = new Array(count);
  for (let index = 0; index < count; index += 1) {
    const at = index * TRANSITION_BYTES;
    const cpu = view.getUint32(at + 12, true);
    const by = view.getUint32(at + 16, true);
    const awaited = view.getUint32(at + 20, true);
    const cause = CAUSES[view.getUint8(at + 25)];
    transitions[index] = {
      time: view.getFloat64(at, true),
      pid: names.pidOf(view.getUint32(at + 8, true)),
      state: STATES[view.getUint8(at + 24)],
      cause,
      cpu: cpu === NONE ? null : cpu,
      by: by === NONE ? null : names.pidOf(by),
      lock: cause === "lock" && awaited !== NONE ? names.lockName(awaited) : null,
      level: names.hasLevels && cause !== "arrival" && cause !== "device" ? view.getUint8(at + 26) : null,
    };
    const queue = names.hasQueues ? view.getUint32(at + 28, true) : NONE;
    if (queue !== NONE) transitions[index].queue = queue;
    if (cause !== "lock" && awaited !== NONE) transitions[index].device = names.deviceName(awaited);
  }
  core.transitionCount.value = 0;
  return transitions;
}

/** Takes the recorded decisions out of the core. */
export function takeDecisions(core: SchedulerCore, names: TraceNames): Decision[] {
  const count = core.decisionCount.value;
  const view = new DataView(core.memory.buffer, core.decisionAddress.value, count * DECISION_BYTES);
  const decisions: Decision[] = new Array(count);
  for (let index = 0; index < count; index += 1) {
    const at = index * DECISION_BYTES;
    const preempted = view.getUint32(at + 16, true);
    const candidates: Candidate[] = [];
    for (let listed = 0; listed < view.getUint32(at + 24, true); listed += 1) {
      const candidateAt = at + 40 + listed * CANDIDATE_BYTES;
      const process = view.getUint32(candidateAt, true);
      candidates.push({
        pid: names.pidOf(process),
        key: view.getFloat64(candidateAt + 8, true),
        joined: view.getFloat64(candidateAt + 16, true),
        arrival: names.arrivalOf(process),
      });
    }
    decisions[index] = {
      time: view.getFloat64(at, true),
      cpu: view.getUint32(at + 8, true),
      pid: names.pidOf(view.getUint32(at + 12, true)),
      preempted: preempted === NONE ? null : names.pidOf(preempted),
      preemptedKey: preempted === NONE ? null : view.getFloat64(at + 32, true),
      readyCount: view.getUint32(at + 20, true),
      candidates,
    };
    if (names.isLarger) {
      if (names.hasQueues) decisions[index].queue = view.getUint16(at + 28, true);
      const lastCpu = view.getUint16(at + 30, true);
      decisions[index].lastCpu = lastCpu === 0xffff ? null : lastCpu;
    }
  }
  core.decisionCount.value = 0;
  return decisions;
}
