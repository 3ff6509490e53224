/**
 * The semantics of OSTEP's `mlfq.py`, the program that students of "Operating Systems: Three Easy Pieces", chapter 8,
 * compare with: one CPU, one tick after another, written anew from a description of what it does.
 *
 * It counts levels from the bottom: the top queue is `queues - 1`.
 *
 * @module
 */

import type { MlfqOptions } from "../../engine/policy_options.ts";
import type { Burst, Workload } from "../../engine/workload.ts";

/** A job as in the program's `-l start,run,io:...`. */
export interface MlfqPyJob {
  start: number;
  run: number;
  /** CPU ticks after which it asks for I/O, again and again; 0 is never. */
  ioFrequency: number;
}

/** The program's options. Lists stand highest queue first, as on its command line. */
export interface MlfqPyOptions {
  /** `-Q`: one entry for each queue. */
  quanta: readonly number[];
  /** `-A`. */
  allotments: readonly number[];
  /** `-B`; 0 is none. */
  boost: number;
  /** `-i`. */
  ioTime: number;
  /** `-S`. */
  stay: boolean;
  /** `-I`. */
  bump: boolean;
}

/** What became of one job. */
export interface MlfqPyFigures {
  firstRun: number;
  finish: number;
}

/** What became of all, and which job ran at each tick; `null` is an idle tick. */
export interface MlfqPyResult {
  jobs: MlfqPyFigures[];
  ticks: (number | null)[];
}

interface JobState {
  level: number;
  sliceLeft: number;
  allotmentLeft: number;
  timeLeft: number;
  used: number;
  firstRun: number;
  finish: number;
}

/** Runs the jobs to the end, one tick at a time. `onLine` takes the lines of the program's trace. */
export function runMlfqPy(
  jobs: readonly MlfqPyJob[],
  options: MlfqPyOptions,
  onLine: (line: string) => void = () => {},
): MlfqPyResult {
  const top = options.quanta.length - 1;
  const quantumOf = (level: number) => options.quanta[top - level];
  const allotmentOf = (level: number) => options.allotments[top - level];
  const queues: number[][] = options.quanta.map(() => []);
  const states = jobs.map(({ run }): JobState => ({
    level: top,
    sliceLeft: quantumOf(top),
    allotmentLeft: allotmentOf(top),
    timeLeft: run,
    used: 0,
    firstRun: -1,
    finish: -1,
  }));
  // Registered in this order: all arrivals first, then I/Os as they are issued.
  const due: { time: number; job: number; isIo: boolean }[] = jobs.map(({ start }, job) => ({
    time: start,
    job,
    isIo: false,
  }));
  const ticks: (number | null)[] = [];
  let unfinished = jobs.length;

  for (let time = 0; unfinished > 0;) {
    if (options.boost > 0 && time !== 0 && time % options.boost === 0) {
      onLine(`[ time ${time} ] BOOST ( every ${options.boost} )`);
      for (let level = 0; level < top; level++) queues[top].push(...queues[level].splice(0));
      for (const state of states) {
        if (state.timeLeft === 0) continue;
        state.level = top;
        state.sliceLeft = quantumOf(top);
        state.allotmentLeft = allotmentOf(top);
      }
    }
    for (const { time: when, job, isIo } of due) {
      if (when !== time) continue;
      onLine(`[ time ${time} ] ${isIo ? "IO_DONE" : "JOB BEGINS"} by JOB ${job}`);
      if (isIo && options.bump) queues[states[job].level].unshift(job);
      else queues[states[job].level].push(job);
    }
    const queue = queues.findLast((entries) => entries.length > 0);
    if (queue === undefined) {
      ticks.push(null);
      onLine(`[ time ${time} ] IDLE`);
      time++;
      continue;
    }

    const [job] = queue;
    const state = states[job];
    if (state.firstRun < 0) state.firstRun = time;
    ticks.push(job);
    time++;
    state.timeLeft--;
    state.used++;
    state.sliceLeft--;
    onLine(
      `[ time ${time - 1} ] Run JOB ${job} at PRIORITY ${state.level} [ TICKS ${state.sliceLeft} ` +
        `ALLOT ${state.allotmentLeft} TIME ${state.timeLeft} (of ${jobs[job].run}) ]`,
    );

    if (state.timeLeft === 0) {
      queue.shift();
      state.finish = time;
      onLine(`[ time ${time} ] FINISHED JOB ${job}`);
      unfinished--;
      continue;
    }
    const isSliceUsed = state.sliceLeft === 0;
    const { ioFrequency } = jobs[job];
    const asksForIo = ioFrequency > 0 && state.used % ioFrequency === 0;
    if (asksForIo) {
      onLine(`[ time ${time} ] IO_START by JOB ${job}`);
      onLine("IO DONE");
      queue.shift();
      due.push({ time: time + options.ioTime, job, isIo: true });
      if (options.stay) {
        state.sliceLeft = quantumOf(state.level);
        state.allotmentLeft = allotmentOf(state.level);
      }
    }
    if (isSliceUsed) {
      if (!asksForIo) queue.shift();
      state.allotmentLeft--;
      if (state.allotmentLeft === 0) {
        state.level = Math.max(state.level - 1, 0);
        state.allotmentLeft = allotmentOf(state.level);
      }
      state.sliceLeft = quantumOf(state.level);
      if (!asksForIo) queues[state.level].push(job);
    }
  }
  return {
    jobs: states.map(({ firstRun, finish }) => ({ firstRun, finish })),
    ticks,
  };
}

/** The same jobs for the engine: job 0 is pid 1. A finish at the moment an I/O is due issues none. */
export function mlfqPyWorkload(jobs: readonly MlfqPyJob[], ioTime: number): Workload {
  return {
    processes: jobs.map(({ start, run, ioFrequency }) => {
      const bursts: Burst[] = [];
      for (let left = run; left > 0;) {
        const chunk = ioFrequency > 0 ? Math.min(ioFrequency, left) : left;
        if (bursts.length > 0) bursts.push({ io: ioTime });
        bursts.push({ cpu: chunk });
        left -= chunk;
      }
      return { arrival: start, bursts };
    }),
  };
}

/** The same options for the engine. */
export function mlfqPyEngineOptions(options: MlfqPyOptions): MlfqOptions & { ties: "ostep" } {
  return {
    policy: "mlfq",
    ties: "ostep",
    preemption: "head",
    quantumReturn: "remainder",
    quanta: options.quanta,
    allotments: options.allotments,
    boost: options.boost,
    ioStay: options.stay,
    ioBump: options.bump,
  };
}
