/**
 * Steps through a run and collects the decisions that `sim explain` shows, each with the process control block of the
 * process it is about, as it stands after that instant.
 *
 * @module
 */

import type { ControlBlock, Decision, Transition } from "../engine/result.ts";
import type { Simulation } from "../engine/simulation.ts";
import { SimulationDeadlockError } from "../engine/errors.ts";
import { InterruptedError, WorkloadInputError } from "./exit_code.ts";
import { formatCount } from "./render/numbers.ts";

/** What is to be explained. */
export interface ExplainRequest {
  /** Only the decisions of this tick, and where every process stands then. */
  readonly at?: number;
  /** Only decisions that chose this process, took its CPU, or passed it over. */
  readonly pid?: number;
  /** Stops after this many decisions. */
  readonly decisionsMax: number;
}

/** A decision and who it is about. */
export interface ExplainedDecision {
  readonly decision: Decision;
  /** The chosen process, or the one that was asked for, after the instant of the decision. */
  readonly controlBlock: ControlBlock;
}

/** What was found. */
export interface Explanation {
  readonly decisions: readonly ExplainedDecision[];
  /** Whether more decisions follow those that are shown. */
  readonly hasMore: boolean;
  /** With `at`: the last decision of each CPU before it that still holds, by CPU. */
  readonly standing: readonly Decision[];
  /** With `at`: the control blocks at that tick, of every process or of those that are concerned. */
  readonly controlBlocks: readonly ControlBlock[];
  /** With `at`: what happened then, where the simulation records transitions. */
  readonly transitions: readonly Transition[];
  /** Whether the run was over when it stopped. */
  readonly isDone: boolean;
  /** The tick of the last event that was simulated. */
  readonly time: number;
}

/** Wall time between two looks at the signal. */
const PAUSE_MS = 25;

/** Instants of a step on the way to a tick. */
const SLICE_INSTANTS = 10_000;

/** A workload of more processes than this is not looked at process by process. */
const BLOCKS_MAX = 2_000;

/** Runs as far as the request needs. The simulation must record its decisions. */
export async function explainRun(
  simulation: Simulation,
  request: ExplainRequest,
  pids: Iterable<number>,
  signal: AbortSignal,
): Promise<Explanation> {
  try {
    return request.at === undefined
      ? await explainFromStart(simulation, request, signal)
      : await explainAt(simulation, request, request.at, pids, signal);
  } catch (error) {
    if (error instanceof SimulationDeadlockError) throw new WorkloadInputError(error.message, { cause: error });
    throw error;
  }
}

async function explainFromStart(
  simulation: Simulation,
  request: ExplainRequest,
  signal: AbortSignal,
): Promise<Explanation> {
  const decisions: ExplainedDecision[] = [];
  const pause = createPause(simulation, signal);
  let hasMore = false;
  let isDone = false;
  while (!isDone && !hasMore) {
    isDone = simulation.step({ instants: 1 }).done;
    for (const decision of simulation.drainDecisions()) {
      if (request.pid !== undefined && !concerns(decision, request.pid)) continue;
      if (decisions.length === request.decisionsMax) hasMore = true;
      else decisions.push({ decision, controlBlock: simulation.controlBlock(request.pid ?? decision.pid) });
    }
    await pause();
  }
  const { time } = simulation.progress;
  return { decisions, hasMore, standing: [], controlBlocks: [], transitions: [], isDone, time };
}

async function explainAt(
  simulation: Simulation,
  request: ExplainRequest,
  at: number,
  pids: Iterable<number>,
  signal: AbortSignal,
): Promise<Explanation> {
  const standing = new Map<number, Decision>();
  const found: Decision[] = [];
  const transitions: Transition[] = [];
  const pause = createPause(simulation, signal);
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
  const { pid } = request;
  const shown = found.filter((decision) => pid === undefined || concerns(decision, pid));
  const seen = [...found, ...standing.values()].flatMap(({ candidates }) =>
    candidates.map((candidate) => candidate.pid)
  );
  const { processes } = simulation.progress;
  const looked = pid !== undefined ? [pid] : processes <= BLOCKS_MAX ? pids : new Set(seen);
  const blocks = Array.from(looked, (each) => simulation.controlBlock(each));
  return {
    decisions: shown.slice(0, request.decisionsMax).map((decision) => ({
      decision,
      controlBlock: simulation.controlBlock(pid ?? decision.pid),
    })),
    hasMore: shown.length > request.decisionsMax,
    standing: [...standing.values()].filter(stillHolds(simulation)).sort((a, b) => a.cpu - b.cpu),
    controlBlocks: blocks,
    transitions,
    isDone: simulation.progress.finished === simulation.progress.processes,
    time: simulation.progress.time,
  };
}

/** Tells of a decision whether its CPU still runs the process that it chose. */
function stillHolds(simulation: Simulation): (decision: Decision) => boolean {
  return ({ cpu, pid }) => simulation.controlBlock(pid).cpu === cpu;
}

/** Whether a decision chose this process, took its CPU, or passed it over. */
export function concerns(decision: Decision, pid: number): boolean {
  return decision.pid === pid || decision.preempted === pid ||
    decision.candidates.some((candidate) => candidate.pid === pid);
}

/** Lets the event loop see Ctrl-C every now and then. */
function createPause(simulation: Simulation, signal: AbortSignal): () => Promise<void> {
  let nextAtMs = performance.now() + PAUSE_MS;
  return async () => {
    if (performance.now() < nextAtMs) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    nextAtMs = performance.now() + PAUSE_MS;
    if (signal.aborted) {
      throw new InterruptedError(`Interrupted: explained up to tick ${formatCount(simulation.progress.time)}`);
    }
  };
}
