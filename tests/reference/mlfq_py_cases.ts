/**
 * Random job lists in the manner of OSTEP's `mlfq.py`.
 *
 * @module
 */

import type { MlfqPyJob, MlfqPyOptions, MlfqPyResult } from "./mlfq_py.ts";
import type { ProcessResult, Segment } from "../../engine/result.ts";
import { Random } from "./random.ts";

/** One random run of the program. */
export interface MlfqPyCase {
  seed: number;
  jobs: MlfqPyJob[];
  options: MlfqPyOptions;
}

/** The run of a seed. */
export function randomMlfqPyCase(seed: number): MlfqPyCase {
  const random = new Random(seed);
  const queues = random.int(1, 4);
  const perQueue = (from: number, to: number) => Array.from({ length: queues }, () => random.int(from, to));
  const startMax = random.pick([0, 5, 30]);
  const jobs = Array.from({ length: random.int(1, 8) }, (): MlfqPyJob => ({
    start: random.int(0, startMax),
    run: random.int(1, 30),
    ioFrequency: random.chance(0.3) ? 0 : random.int(1, 10),
  }));
  const options: MlfqPyOptions = {
    quanta: perQueue(1, 8),
    allotments: perQueue(1, 3),
    boost: random.chance(0.5) ? 0 : random.int(1, 25),
    ioTime: random.int(0, 6),
    stay: random.chance(0.4),
    bump: random.chance(0.4),
  };
  return { seed, jobs, options };
}

/** The first difference between the program and a simulator, or `null`. Job 0 is pid 1. */
export function compareWithMlfqPy(
  expected: MlfqPyResult,
  actual: { processes: readonly ProcessResult[]; timeline: readonly Segment[] },
): string | null {
  const ticks: (number | null)[] = expected.ticks.map(() => null);
  for (const { pid, start, end } of actual.timeline) ticks.fill(pid - 1, start, end);
  const tick = ticks.findIndex((job, time) => job !== expected.ticks[time]);
  if (tick >= 0) return `job ${expected.ticks[tick]} must run at ${tick}, got ${ticks[tick]}`;
  for (const [job, { firstRun, finish }] of expected.jobs.entries()) {
    const figures = actual.processes[job];
    if (figures.firstRun !== firstRun) return `job ${job} must first run at ${firstRun}, got ${figures.firstRun}`;
    if (figures.finish !== finish) return `job ${job} must finish at ${finish}, got ${figures.finish}`;
  }
  return null;
}
