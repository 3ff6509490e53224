/**
 * The trace and the final statistics of `mlfq.py`, told from the engine's own record: who runs, at which level and with
 * how much of its quantum left, instant by instant.
 *
 * @module
 */

import type { SimulationOptions } from "../../../engine/options.ts";
import type { Transition } from "../../../engine/result.ts";
import { Simulation } from "../../../engine/simulation.ts";
import { type MlfqSettings, mlfqWorkload } from "./mlfq_settings.ts";
import { fixed2 } from "./python_format.ts";

/** Longer than any run that ends. */
const ENDLESS_QUANTUM = 2 ** 50;
const ENDLESS_ALLOTMENT = 2 ** 32 - 1;

/** The process on the CPU after an instant. */
interface Running {
  readonly job: number;
  readonly level: number;
  /** Ticks left of its quantum after that instant, as the program counts them. */
  readonly quantumLeft: number;
  /** Ticks left of its program after that instant. */
  readonly timeLeft: number;
}

/** Lines from the first event to the averages. */
export function* mlfqTrace(settings: MlfqSettings): Generator<string> {
  const trace = new MlfqTrace(settings);
  yield* trace.events();
  yield* trace.statistics();
}

class MlfqTrace {
  readonly #settings: MlfqSettings;
  readonly #simulation: Simulation;
  /** By job: slices left of its allotment, and the level for which they were counted. */
  readonly #slices: { left: number; level: number }[];
  #running: Running | null = null;
  /** The instant after which `#running` was looked at. */
  #since = 0;

  constructor(settings: MlfqSettings) {
    const { quanta, allotments, boost, stay, bump } = settings;
    this.#settings = settings;
    this.#slices = settings.jobs.map(() => ({ left: allotments[0], level: 0 }));
    const options: SimulationOptions = {
      policy: "mlfq",
      ties: "ostep",
      preemption: "head",
      quantumReturn: "remainder",
      quanta: quanta.map((quantum) => quantum > 0 ? quantum : ENDLESS_QUANTUM),
      allotments: allotments.map((allotment) => allotment > 0 ? allotment : ENDLESS_ALLOTMENT),
      boost: Math.max(boost, 0),
      ioStay: stay,
      ioBump: bump,
      transitions: "full",
    };
    this.#simulation = new Simulation(mlfqWorkload(settings), options);
  }

  *events(): Generator<string> {
    let last = 0;
    for (let isDone = false; !isDone;) {
      const { time, done } = this.#simulation.step({ instants: 1 });
      const transitions = this.#simulation.drainTransitions();
      for (let tick = last; tick < time; tick++) {
        if (tick > last) yield* this.#boost(tick);
        yield this.#tick(tick, tick - last);
      }
      yield* this.#endings(time, transitions);
      if (!done && time > last) yield* this.#boost(time);
      yield* this.#beginnings(time, transitions);
      this.#dispatch(transitions);
      last = time;
      isDone = done;
    }
  }

  *statistics(): Generator<string> {
    const { processes, metrics } = this.#simulation.result();
    const pad = (value: number, columns = 3) => String(value).padStart(columns);
    yield* ["", "Final statistics:"];
    for (const [job, { arrival, response, turnaround }] of processes.entries()) {
      yield `  Job ${pad(job, 2)}: startTime ${pad(arrival)} - response ${pad(response)} - turnaround ${
        pad(turnaround)
      }`;
    }
    const means = `response ${fixed2(metrics.response.mean)} - turnaround ${fixed2(metrics.turnaround.mean)}`;
    yield* ["", `  Avg ${pad(processes.length - 1, 2)}: startTime n/a - ${means}`];
  }

  /** The line of a tick that begins `passed` ticks after the last instant. */
  #tick(tick: number, passed: number): string {
    if (this.#running === null) return `[ time ${tick} ] IDLE`;
    const { job, level, quantumLeft, timeLeft } = this.#running;
    const priority = this.#settings.quanta.length - 1 - level;
    const used = passed + 1;
    return `[ time ${tick} ] Run JOB ${job} at PRIORITY ${priority} [ TICKS ${quantumLeft - used} ` +
      `ALLOT ${this.#slices[job].left} TIME ${timeLeft - used} (of ${this.#settings.jobs[job].run}) ]`;
  }

  *#boost(time: number): Generator<string> {
    const { boost, allotments } = this.#settings;
    if (boost <= 0 || time === 0 || time % boost !== 0) return;
    yield `[ time ${time} ] BOOST ( every ${boost} )`;
    for (const slices of this.#slices) [slices.left, slices.level] = [allotments[0], 0];
  }

  /** What the process that ran up to now came to. */
  *#endings(time: number, transitions: readonly Transition[]): Generator<string> {
    for (const { pid, state, cause } of transitions) {
      const job = pid - 1;
      if (state === "terminated") yield `[ time ${time} ] FINISHED JOB ${job}`;
      else if (state === "blocked") {
        yield `[ time ${time} ] IO_START by JOB ${job}`;
        yield "IO DONE";
        this.#endSlice(job, time, true);
      } else if (state === "ready" && cause === "quantum") this.#endSlice(job, time, false);
    }
  }

  /** Counts a slice that was used up, also by a burst that went on to I/O. */
  #endSlice(job: number, time: number, isIo: boolean): void {
    const slices = this.#slices[job];
    const running = this.#running!;
    if (isIo && this.#settings.stay) slices.left = this.#settings.allotments[running.level];
    if (!isIo || running.quantumLeft === time - this.#since) slices.left--;
  }

  *#beginnings(time: number, transitions: readonly Transition[]): Generator<string> {
    for (const { pid, state, cause } of transitions) {
      if (state !== "ready") continue;
      if (cause === "new") yield `[ time ${time} ] JOB BEGINS by JOB ${pid - 1}`;
      else if (cause === "io") yield `[ time ${time} ] IO_DONE by JOB ${pid - 1}`;
    }
  }

  /** Looks at the process that has the CPU now. */
  #dispatch(transitions: readonly Transition[]): void {
    let job = this.#running?.job ?? null;
    for (const { pid, state } of transitions) {
      if (state === "running") job = pid - 1;
      else if (job === pid - 1) job = null;
    }
    this.#since = this.#simulation.progress.time;
    if (job === null) {
      this.#running = null;
      return;
    }
    const { quanta, allotments, jobs } = this.#settings;
    const { level, quantumLeft, executed } = this.#simulation.controlBlock(job + 1);
    const place = level ?? 0;
    const slices = this.#slices[job];
    // A new level, or the lowest one once more, comes with its own allotment.
    if (slices.level !== place || slices.left === 0) [slices.left, slices.level] = [allotments[place], place];
    const endless = quanta[place] > 0 ? 0 : ENDLESS_QUANTUM - quanta[place];
    this.#running = {
      job,
      level: place,
      quantumLeft: (quantumLeft ?? 0) - endless,
      timeLeft: jobs[job].run - executed,
    };
  }
}
