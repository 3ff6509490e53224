/**
 * Runs trials on all cores: the first ones here, and the rest in a pool of processes where that is worth starting one.
 *
 * @module
 */

import { poolRunner } from "../../analysis/trials/pool_runner.ts";
import { runHere } from "../../analysis/trials/run_here.ts";
import type { TrialRunner } from "../../analysis/trials/run_trials.ts";
import { cpuCount, Pool } from "../../mod.ts";
import { recordingPool } from "./pool_record.ts";

/** For so long the work is done here, to see how long it takes. */
const TRYOUT_MS = 200;

/** A pool is started where it saves about as much as this. */
const POOL_WORTH_MS = 400;

/**
 * Runs trials in as many processes as the work is worth.
 *
 * @param jobs Processes, of which at most four a CPU are started; 1 for none but this one. Default: as many as there are CPUs, where the work is worth it.
 */
export function onAllCores(jobs?: number): TrialRunner {
  return async function* (trials, { signal }) {
    const startedMs = performance.now();
    let done = 0;
    let processes = poolSize(done, trials.length, 0, jobs);
    if (processes === 1) {
      for await (const outcome of runHere(trials, { signal })) {
        yield outcome;
        done += 1;
        processes = poolSize(done, trials.length, performance.now() - startedMs, jobs);
        if (processes > 1) break;
      }
    }
    if (done === trials.length) return;
    await using pool = new Pool({ processes, ...recordingPool() });
    yield* poolRunner(pool)(trials.slice(done), { signal });
  };
}

/** More processes a CPU than this share it without getting on, and each takes memory and files. */
const PROCESSES_PER_CPU = 4;

/** Processes in all, however many CPUs there are. */
const PROCESSES_MAX = 128;

/** Processes to go on with; 1 for none but this one. */
export function poolSize(done: number, all: number, passedMs: number, jobs: number | undefined): number {
  const rest = all - done;
  // The outcome does not depend on how many there are.
  if (jobs !== undefined) return Math.min(jobs, rest, PROCESSES_PER_CPU * cpuCount(), PROCESSES_MAX);
  if (passedMs < TRYOUT_MS || done === 0) return 1;
  const processes = Math.min(cpuCount(), rest);
  const savedMs = passedMs / done * rest * (1 - 1 / processes);
  return savedMs > POOL_WORTH_MS ? processes : 1;
}
