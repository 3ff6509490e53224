/**
 * Runs a simulation to its end in slices short enough for Ctrl-C and progress, and hands on what it records as it comes.
 *
 * @module
 */

import { SimulationDeadlockError, SimulationError } from "../engine/errors.ts";
import type { SimulationOptions } from "../engine/options.ts";
import { resolveOptions } from "../engine/resolve_options.ts";
import type { Decision, ResolvedOptions, Segment, SimulationResult, Transition } from "../engine/result.ts";
import { Simulation } from "../engine/simulation.ts";
import type { Workload, WorkloadColumns } from "../engine/workload.ts";
import { flagName } from "./command.ts";
import { InterruptedError, OperationError, UsageError, WorkloadInputError } from "./exit_code.ts";
import type { Progress } from "./progress.ts";
import { formatCount, plural } from "./render/numbers.ts";
import { SIMULATION_OPTION_NAMES } from "./simulation_flags.ts";

/** A slice takes about this long. */
const SLICE_MS = 25;

/** Instants of the first slice; enough for a small workload to be done in one. */
const FIRST_INSTANTS = 20_000;

/** Instants of any slice at most; bounds what is recorded between two drains. */
const INSTANTS_MAX = 4_000_000;

/** What a run needs besides its workload and options. */
export interface RunContext {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** What the progress line calls the run. */
  readonly label: string;
  /** Takes what was recorded since the last call; called after every slice. */
  readonly onRecorded?: (segments: Segment[], transitions: Transition[], decisions: Decision[]) => Promise<void> | void;
  /** Share of a larger piece of work that was done before this run, and that this run is. */
  readonly part?: { readonly before: number; readonly size: number };
}

/**
 * Makes a simulation; what the engine refuses becomes an error of the command line.
 *
 * @throws {UsageError} When an option is wrong.
 * @throws {WorkloadInputError} When the workload cannot be simulated.
 */
export function createSimulation(workload: Workload | WorkloadColumns, options: SimulationOptions): Simulation {
  try {
    return new Simulation(workload, options);
  } catch (error) {
    throw translated(error);
  }
}

/**
 * Checks options before anything runs.
 *
 * @throws {UsageError} When one is wrong.
 */
export function checkOptions(options: SimulationOptions): ResolvedOptions {
  try {
    return resolveOptions(options);
  } catch (error) {
    throw translated(error);
  }
}

/** Runs a simulation to its end. */
export async function runSimulation(simulation: Simulation, context: RunContext): Promise<SimulationResult> {
  let instants = FIRST_INSTANTS;
  try {
    simulation.assertEnds();
    for (;;) {
      const startedMs = performance.now();
      const { done } = simulation.step({ instants });
      const onRecorded = context.onRecorded;
      if (onRecorded !== undefined) {
        await onRecorded(simulation.drainSegments(), simulation.drainTransitions(), simulation.drainDecisions());
      }
      if (done) return simulation.result();
      const tookMs = Math.max(0.1, performance.now() - startedMs);
      instants = Math.min(INSTANTS_MAX, Math.max(1_000, Math.floor(instants * Math.min(4, SLICE_MS / tookMs))));
      await pause(simulation, context);
    }
  } catch (error) {
    if (error instanceof SimulationDeadlockError) throw new WorkloadInputError(`${context.label}: ${error.message}`);
    throw translated(error);
  }
}

/** Lets the event loop see Ctrl-C, and says how far the run came. */
async function pause(simulation: Simulation, { signal, progress, label, part }: RunContext): Promise<void> {
  // Timers run after signals have been seen; a resolved promise would not let them through.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const { finished, processes, time } = simulation.progress;
  if (signal.aborted) {
    const far = `${formatCount(finished)} of ${plural(processes, "process", "processes")} had finished at tick ` +
      formatCount(time);
    throw new InterruptedError(`Interrupted: ${label}: ${far}`);
  }
  const { before, size } = part ?? { before: 0, size: 1 };
  await progress.update(`${label}: tick ${formatCount(time)}`, before + size * (finished / processes));
}

/** The command line's error for one of the engine's; any other error as it is. */
function translated(error: unknown): unknown {
  if (error instanceof SimulationDeadlockError) return new WorkloadInputError(error.message, { cause: error });
  if (error instanceof SimulationError) {
    if (error.code === "out-of-memory") return new OperationError(error.message, { cause: error });
    return new WorkloadInputError(error.message, { cause: error });
  }
  // Only the engine's own checks speak like this; other RangeErrors and TypeErrors are bugs.
  const isRefusal = error instanceof RangeError || error instanceof TypeError;
  if (isRefusal && /^Cannot (simulate|release jobs): /.test(error.message)) {
    return new UsageError(inFlags(error.message), { cause: error });
  }
  return error;
}

/** A refusal that begins with an option's name as the library has it, with the flag instead. */
function inFlags(message: string): string {
  return message.replace(/^(Cannot [a-z ]+: )([a-zA-Z]+)(?= must )/, (text, start, name) => {
    return SIMULATION_OPTION_NAMES.has(name) ? `${start}--${flagName(name)}` : text;
  });
}
