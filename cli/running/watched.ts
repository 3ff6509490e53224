/**
 * Work that Ctrl-C stops and that shows how far it came.
 *
 * @module
 */

import { RunDeadlockError } from "../../analysis/errors.ts";
import type { AnalysisOptions, RunPlace, RunProgress, TrialProgress } from "../../analysis/options.ts";
import { SimulationDeadlockError } from "../../engine/errors.ts";
import { formatCount, plural } from "../../engine/numbers.ts";
import type { Progress } from "../../engine/simulation.ts";
import { InterruptedError, WorkloadInputError } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { interruptible } from "./interruptible.ts";
import { ProgressLine } from "./progress_line.ts";

/** How far work came, in words. */
export interface Told {
  /** On the line of progress. */
  readonly line: string;
  /** From 0 to 1. */
  readonly share: number;
  /** What is said where it is interrupted. */
  readonly far: string;
}

/** Names a simulation of an analysis, such as `rr on jobs.csv (2 of 6)`. */
export type RunNamer = (run: RunPlace) => string;

/**
 * Does work with a signal that Ctrl-C aborts, and tells of its progress.
 *
 * @throws {InterruptedError} When Ctrl-C stopped it; the message says how far it came.
 */
export async function watched<P, T>(
  io: Io,
  tell: (progress: P) => Told,
  work: (options: Required<AnalysisOptions<P>>) => Promise<T>,
): Promise<T> {
  await using line = new ProgressLine(io);
  let far = "Interrupted";
  return await interruptible(io, async (signal) => {
    const onProgress = async (progress: P) => {
      const told = tell(progress);
      far = `Interrupted: ${told.far}`;
      await line.update(told.line, told.share);
    };
    try {
      return await work({ signal, onProgress });
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw new InterruptedError(far);
      throw error;
    }
  });
}

/** {@linkcode watched} for one simulation, which is called `label`. */
export async function watchRun<T>(
  io: Io,
  label: string,
  work: (options: Required<AnalysisOptions<Progress>>) => Promise<T>,
): Promise<T> {
  try {
    return await watched(io, (progress: Progress) => {
      const { finished, processes } = progress;
      return tellRun(label, progress, finished / processes);
    }, work);
  } catch (error) {
    if (error instanceof SimulationDeadlockError) throw deadlock(label, error);
    throw error;
  }
}

/** {@linkcode watched} for several simulations. */
export async function watchRuns<T>(
  io: Io,
  nameOf: RunNamer,
  work: (options: Required<AnalysisOptions<RunProgress>>) => Promise<T>,
): Promise<T> {
  try {
    return await watched(
      io,
      (progress: RunProgress) => tellRun(nameOf(progress.run), progress, progress.share),
      work,
    );
  } catch (error) {
    if (error instanceof RunDeadlockError) throw deadlock(nameOf(error.run), error);
    throw error;
  }
}

/** {@linkcode watched} for many trials, which are called `label`. */
export async function watchTrials<T>(
  io: Io,
  label: string,
  work: (options: Required<AnalysisOptions<TrialProgress>>) => Promise<T>,
): Promise<T> {
  return await watched(io, ({ done, trials }: TrialProgress) => ({
    line: `${label}: ${done} of ${trials}`,
    share: done / trials,
    far: `${label}: ${formatCount(done)} of ${trials} were done`,
  }), work);
}

function tellRun(label: string, { finished, processes, time }: Progress, share: number): Told {
  const tick = formatCount(time);
  const ended = `${formatCount(finished)} of ${plural(processes, "process", "processes")} had finished`;
  return { line: `${label}: tick ${tick}`, share, far: `${label}: ${ended} at tick ${tick}` };
}

function deadlock(label: string, error: SimulationDeadlockError): WorkloadInputError {
  return new WorkloadInputError(`${label}: ${error.message}`, { cause: error });
}
