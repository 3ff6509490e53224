/**
 * Runs trials on all cores: the first ones here, and the rest in a pool of processes where that is worth starting one.
 * The outcomes are the same whichever way they come.
 *
 * @module
 */

import { cpuCount, Pool, task } from "../../mod.ts";
import { InterruptedError } from "../exit_code.ts";
import { interruptible } from "../interruptible.ts";
import type { Io } from "../io.ts";
import { Progress } from "../progress.ts";
import { formatCount } from "../render/numbers.ts";
import { runTrial, type Trial, type TrialOutcome } from "./trial.ts";

/** For so long the work is done here, to see how long it takes. */
const TRYOUT_MS = 200;

/** A pool is started where it saves about as much as this. */
const POOL_WORTH_MS = 400;

/** Wall time between two looks at the signal. */
const PAUSE_MS = 25;

/** How trials are run. */
export interface TrialRun {
  /** What the progress line calls the work. */
  readonly label: string;
  /** Processes; 1 for none but this one. Default: as many as there are CPUs, where the work is worth it. */
  readonly jobs?: number;
}

/** Runs all trials; the outcomes are in their order. */
export async function runTrials(io: Io, trials: readonly Trial[], run: TrialRun): Promise<TrialOutcome[][]> {
  await using progress = new Progress(io);
  return await interruptible(io, async (signal) => {
    const outcomes: TrialOutcome[][] = [];
    const update = (done: number) => progress.update(`${run.label}: ${done} of ${trials.length}`, done / trials.length);
    const startedMs = performance.now();
    let pausedMs = startedMs;
    const stopIfAsked = () => {
      if (!signal.aborted) return;
      throw new InterruptedError(
        `Interrupted: ${run.label}: ${formatCount(outcomes.length)} of ${trials.length} were done`,
      );
    };
    while (outcomes.length < trials.length) {
      const passedMs = performance.now() - startedMs;
      const processes = poolSize(outcomes.length, trials.length, passedMs, run.jobs);
      if (processes > 1) {
        const rest = trials.slice(outcomes.length);
        const before = outcomes.length;
        try {
          outcomes.push(...await runInPool(rest, processes, signal, (done) => update(before + done)));
        } catch (error) {
          stopIfAsked();
          throw error;
        }
        return outcomes;
      }
      outcomes.push(runTrial(trials[outcomes.length]));
      if (performance.now() - pausedMs < PAUSE_MS) continue;
      // Timers run after signals have been seen; a resolved promise would not let them through.
      await new Promise((resolve) => setTimeout(resolve, 0));
      pausedMs = performance.now();
      stopIfAsked();
      await update(outcomes.length);
    }
    return outcomes;
  });
}

/** Processes to go on with; 1 for none but this one. */
export function poolSize(done: number, all: number, passedMs: number, jobs: number | undefined): number {
  const rest = all - done;
  if (jobs !== undefined) return Math.min(jobs, rest);
  if (passedMs < TRYOUT_MS || done === 0) return 1;
  const processes = Math.min(cpuCount(), rest);
  const savedMs = passedMs / done * rest * (1 - 1 / processes);
  return savedMs > POOL_WORTH_MS ? processes : 1;
}

async function runInPool(
  trials: readonly Trial[],
  processes: number,
  signal: AbortSignal,
  onDone: (done: number) => void,
): Promise<TrialOutcome[][]> {
  await using pool = new Pool({ processes });
  const target = task(new URL("./trial.ts", import.meta.url), runTrial);
  return await pool.map(target, trials, { chunkSize: 1, signal, onProgress: onDone });
}
