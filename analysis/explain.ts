/**
 * Steps through a run and collects its decisions, each with the process control block of the process it is about, as it
 * stands after that instant.
 *
 * @module
 */

import { refuseUnknownOptions } from "../engine/known_options.ts";
import type { SimulationOptions } from "../engine/options.ts";
import type { OwnPolicyOptions } from "../engine/own_policy.ts";
import type { ControlBlock, Decision, DeviceState, LockState, Transition } from "../engine/result.ts";
import { type Progress, Simulation } from "../engine/simulation.ts";
import type { Workload, WorkloadColumns } from "../engine/workload.ts";
import { createPause } from "./_pause.ts";
import { type AdmissionMoment, admissionMoments, jobsSoFar } from "./admissions.ts";
import type { AnalysisOptions } from "./options.ts";

/**
 * What is to be explained.
 *
 * @example
 * ```ts
 * import { explain, type ExplainRequest } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const request: ExplainRequest = { at: 3 };
 * const { decisions } = await explain({ processes: [{ bursts: 24 }, { bursts: 3 }] }, { policy: "sjf" }, request);
 * assertEquals(decisions.map(({ decision }) => decision.pid), [1]); // the longer one, when it is alone
 * ```
 * @category Explanations
 */
export interface ExplainRequest extends AnalysisOptions<Progress> {
  /** Only the decisions of this tick, and where every process stands then. */
  readonly at?: number;
  /** Only decisions that chose this process, took its CPU, or passed it over. */
  readonly pid?: number;
  /** Stops after this many decisions. Default: none is left out. */
  readonly decisionsMax?: number;
  /** With `at`: the pids whose control blocks are looked at. Default: all, or, of more than 2,000 processes, the candidates. */
  readonly blocksOf?: Iterable<number>;
}

const REQUESTS = ["signal", "onProgress", "at", "pid", "decisionsMax", "blocksOf"] satisfies (keyof ExplainRequest)[];

/**
 * A decision and who it is about.
 *
 * @example
 * ```ts
 * import { explain, type ExplainedDecision } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { decisions } = await explain({ processes: [{ bursts: 24 }, { bursts: 3 }] }, { policy: "sjf" });
 * const { decision, controlBlock }: ExplainedDecision = decisions[0];
 * assertEquals([decision.pid, controlBlock.state, controlBlock.remaining], [2, "running", 3]);
 * ```
 * @category Explanations
 */
export interface ExplainedDecision {
  /** The engine's record: who was ready, with which keys, and who was chosen. */
  readonly decision: Decision;
  /** The chosen process, or the one that was asked for, after the instant of the decision. */
  readonly controlBlock: ControlBlock;
}

/**
 * What was found.
 *
 * @example
 * ```ts
 * import { explain, type Explanation } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }] };
 * const explanation: Explanation = await explain(workload, { policy: "sjf" }, { decisionsMax: 1 });
 * assertEquals([explanation.decisions.length, explanation.hasMore], [1, true]);
 * ```
 * @category Explanations
 */
export interface Explanation {
  /** The decisions that were asked for, in the order in which they were made. */
  readonly decisions: readonly ExplainedDecision[];
  /** Whether more decisions follow those that are shown. */
  readonly hasMore: boolean;
  /** With `at`: the last decision of each CPU before it that still holds, by CPU. */
  readonly standing: readonly Decision[];
  /** With `at`: the control blocks at that tick, of every process or of those that are concerned. */
  readonly controlBlocks: readonly ControlBlock[];
  /** With `at`: what happened then, where the simulation records transitions. */
  readonly transitions: readonly Transition[];
  /** With `at`: what each device with a name serves after that tick, and who waits for it. */
  readonly devices: readonly DeviceState[];
  /** With `at`: who holds each lock after that tick, and who waits for it. */
  readonly locks: readonly LockState[];
  /**
   * Where jobs are held until there is room for them, who was admitted and who not, and why: with `at` the last moment up to it at
   * which somebody came or went, with `pid` those at which that process was admitted or came to wait, else as many as decisions. Of
   * workloads of up to 2,000 processes.
   */
  readonly admissions: readonly AdmissionMoment[];
  /** Whether the run was over when it stopped. */
  readonly isDone: boolean;
  /** The tick of the last event that was simulated. */
  readonly time: number;
}

/** Instants of a step on the way to a tick. */
const SLICE_INSTANTS = 10_000;

/** A workload of more processes than this is not looked at process by process. */
const BLOCKS_MAX = 2_000;

/**
 * Says of each decision of a run who was ready and who was chosen: of all, of one tick, or of those that are about one
 * process. {@linkcode ruleOf} tells which rule made a decision.
 *
 * @throws {WorkloadError} If the workload is not valid.
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range, or there is no process of the pid.
 * @throws {SimulationDeadlockError} If the processes wait for each other's locks before the request is met.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { explain } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] };
 * const { decisions } = await explain(workload, { policy: "sjf" });
 * assertEquals(decisions.map(({ decision }) => decision.time), [0, 3, 6]);
 * ```
 *
 * @category Explanations
 */
export async function explain(
  workload: Workload | WorkloadColumns,
  options: SimulationOptions | OwnPolicyOptions,
  request: ExplainRequest = {},
): Promise<Explanation> {
  refuseUnknownOptions("explain", request, REQUESTS);
  const recording = request.at === undefined ? {} : { transitions: { from: request.at, to: request.at + 1 } };
  return await explainSimulation(new Simulation(workload, { ...options, ...recording, decisions: "full" }), request);
}

/**
 * {@linkcode explain} for a simulation that has not begun and records its decisions. It is run as far as the request needs.
 *
 * @throws {RangeError} If there is no process of the pid.
 * @throws {SimulationDeadlockError} As {@linkcode explain} does.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { explainSimulation } from "@quanta/quanta/analysis";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] };
 * const simulation = new Simulation(workload, { policy: "sjf", decisions: "full" });
 * const { decisions } = await explainSimulation(simulation, { pid: 1 });
 * assertEquals(decisions.length, 3);
 * ```
 *
 * @category Explanations
 */
export async function explainSimulation(simulation: Simulation, request: ExplainRequest = {}): Promise<Explanation> {
  refuseUnknownOptions("explain", request, REQUESTS);
  if (request.pid !== undefined) simulation.controlBlock(request.pid);
  return request.at === undefined
    ? await explainFromStart(simulation, request)
    : await explainAt(simulation, request, request.at);
}

async function explainFromStart(simulation: Simulation, request: ExplainRequest): Promise<Explanation> {
  const { decisionsMax = Infinity } = request;
  const decisions: ExplainedDecision[] = [];
  const pause = createPause(request.signal, () => request.onProgress?.(simulation.progress));
  let hasMore = false;
  let isDone = false;
  while (!isDone && !hasMore) {
    isDone = simulation.step({ instants: 1 }).done;
    for (const decision of simulation.drainDecisions()) {
      if (request.pid !== undefined && !concerns(decision, request.pid)) continue;
      if (decisions.length === decisionsMax) hasMore = true;
      else decisions.push({ decision, controlBlock: simulation.controlBlock(request.pid ?? decision.pid) });
    }
    await pause();
  }
  const { time } = simulation.progress;
  const admissions = admissionsOf(simulation, request);
  return {
    decisions,
    hasMore,
    standing: [],
    controlBlocks: [],
    transitions: [],
    devices: [],
    locks: [],
    admissions,
    isDone,
    time,
  };
}

/** The moments of admission that a request is about. */
function admissionsOf(
  simulation: Simulation,
  { at, pid, decisionsMax = Infinity }: ExplainRequest,
): readonly AdmissionMoment[] {
  const { admit, memory, resources } = simulation.options;
  const isLimited = admit !== Infinity || memory !== Infinity || Object.keys(resources).length > 0;
  if (!isLimited || blocksOf(simulation) === undefined) return [];
  const moments = admissionMoments(jobsSoFar(simulation), simulation.options);
  const kept: AdmissionMoment[] = [];
  let waits = false;
  for (const moment of moments) {
    if (at !== undefined) kept.splice(0, 1, moment);
    else if (kept.length === decisionsMax) break;
    else if (pid === undefined) kept.push(moment);
    else {
      const isAdmitted = moment.admitted.some((each) => each.pid === pid);
      const isWaiting = moment.waiting.some((each) => each.pid === pid);
      if (isAdmitted || isWaiting && !waits) kept.push(moment);
      waits = isWaiting;
    }
  }
  return kept;
}

async function explainAt(simulation: Simulation, request: ExplainRequest, at: number): Promise<Explanation> {
  const { pid, decisionsMax = Infinity } = request;
  const standing = new Map<number, Decision>();
  const found: Decision[] = [];
  const transitions: Transition[] = [];
  const pause = createPause(request.signal, () => request.onProgress?.(simulation.progress));
  const take = () => {
    for (const decision of simulation.drainDecisions()) {
      if (decision.time === at) found.push(decision);
      else standing.set(decision.cpu, decision);
    }
    for (const transition of simulation.drainTransitions()) if (transition.time === at) transitions.push(transition);
  };
  for (let isOver = false; !isOver;) {
    const { done, full, time } = simulation.step({ until: at, instants: SLICE_INSTANTS });
    take();
    // Every instant has a later tick than the one before it, so a step that stays where it was has met the bound.
    const next = done || full ? null : simulation.step({ until: at, instants: 1 });
    take();
    isOver = done || (next !== null && !next.full && (next.done || next.time === time));
    await pause();
  }
  const shown = found.filter((decision) => pid === undefined || concerns(decision, pid));
  const seen = [...found, ...standing.values()].flatMap(({ candidates }) =>
    candidates.map((candidate) => candidate.pid)
  );
  const looked = pid !== undefined ? [pid] : request.blocksOf ?? blocksOf(simulation) ?? new Set(seen);
  const blocks = Array.from(looked, (each) => simulation.controlBlock(each));
  const decided = new Set(found.map(({ cpu }) => cpu));
  const stillHolds = (decision: Decision) => simulation.controlBlock(decision.pid).cpu === decision.cpu;
  return {
    decisions: shown.slice(0, decisionsMax).map((decision) => ({
      decision,
      controlBlock: simulation.controlBlock(pid ?? decision.pid),
    })),
    hasMore: shown.length > decisionsMax,
    standing: [...standing.values()].filter((decision) => !decided.has(decision.cpu) && stillHolds(decision))
      .sort((a, b) => a.cpu - b.cpu),
    controlBlocks: blocks,
    transitions,
    devices: simulation.deviceStates(),
    locks: simulation.lockStates(),
    admissions: admissionsOf(simulation, request),
    isDone: simulation.progress.finished === simulation.progress.processes,
    time: simulation.progress.time,
  };
}

/** The pids of a workload that is small enough to be looked at process by process; otherwise `undefined`. */
function blocksOf({ workload: { pid, arrival } }: Simulation): Iterable<number> | undefined {
  if (arrival.length > BLOCKS_MAX) return undefined;
  return pid ?? arrival.keys().map((row) => row + 1);
}

/** Whether a decision chose this process, took its CPU, or passed it over. */
export function concerns(decision: Decision, pid: number): boolean {
  return decision.pid === pid || decision.preempted === pid ||
    decision.candidates.some((candidate) => candidate.pid === pid);
}
