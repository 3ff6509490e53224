/**
 * Makes workloads at random from a seed: the same one for the same options on every machine.
 *
 * @module
 */

import { BURST_KIND, type WorkloadColumns } from "../workload.ts";
import { Arrivals } from "./_arrivals.ts";
import { type CheckedOptions, checkOptions } from "./_generate_options.ts";
import { Programs, serviceSampler } from "./_service.ts";
import { ROWS_MAX, TICKS_MAX } from "./_rules.ts";

/** How processes arrive; the time between arrivals is a mean of `interarrivalMean` ticks in all but `together`. */
export type ArrivalPattern = "poisson" | "uniform" | "bursty" | "together";

/** How the CPU time of processes is distributed. */
export type ServiceDistribution = "exponential" | "pareto" | "bimodal" | "constant" | "uniform";

/** What processes do besides computing. */
export type ProcessMix = "cpu-only" | "cpu-bound" | "io-bound" | "mixed";

/** Options of {@linkcode generateWorkload}. */
export interface GenerateOptions {
  /** How many processes, from 1. */
  processes: number;
  /** Any whole number from 0 to 2^53 - 1. Default 1. */
  seed?: number;
  /** The name of the workload. */
  name?: string;
  /**
   * - `poisson` (default): a Poisson process; times between arrivals are exponential.
   * - `uniform`: times between arrivals are uniform from 0 to twice the mean.
   * - `bursty`: a compound Poisson process; groups of processes arrive at one instant, their sizes geometric with mean
   *   `groupMean`.
   * - `together`: all at 0.
   *
   * The first process arrives at 0. Times are added up exactly and cut to whole ticks.
   */
  arrivals?: ArrivalPattern;
  /** Mean ticks between two arrivals, above 0, need not be whole. Give either this or `load`. */
  interarrivalMean?: number;
  /**
   * Offered load: the CPU time that arrives per tick and CPU, above 0. It sets the mean time between arrivals to
   * `serviceMean / (load * cpus)`. Default 0.8.
   */
  load?: number;
  /** For `load`: how many CPUs the workload is meant for, from 1. Default 1. */
  cpus?: number;
  /** For `bursty`: the mean number of processes that arrive at one instant, from 1. Default 10. */
  groupMean?: number;
  /**
   * The CPU time of a process, in whole ticks from 1, with the mean `serviceMean`.
   *
   * - `exponential` (default): geometric, which is the exponential distribution of whole ticks.
   * - `pareto`: 1 tick and a Pareto distribution of the second kind (Lomax) with tail index `paretoShape`: few processes
   *   with most of the work, as lifetimes on Unix hosts are (M. Harchol-Balter, A. Downey, "Exploiting Process Lifetime
   *   Distributions for Dynamic Load Balancing", ACM TOCS 15, 1997). Cut off at 2^40 ticks.
   * - `bimodal`: short ones, and a share `longShare` that is `longRatio` times as long.
   * - `constant`: all the same.
   * - `uniform`: from 1 to 2 * `serviceMean` - 1.
   *
   * Values that are not whole are rounded up or down at random, such that the mean is kept.
   */
  service?: ServiceDistribution;
  /** Mean CPU ticks of a process, from 1 to 2^32, need not be whole. Default 10. */
  serviceMean?: number;
  /** For `pareto`: the tail index, above 1 to 100; the variance is infinite up to 2. Default 1.5. */
  paretoShape?: number;
  /** For `bimodal`: the share of long processes, from 0 to 1. Default 0.1. */
  longShare?: number;
  /** For `bimodal`: how many times as long as a short process a long one is, from 1. Default 10. */
  longRatio?: number;
  /**
   * - `cpu-only` (default): one CPU burst each.
   * - `cpu-bound`: a mean of 2 CPU bursts, and I/O bursts of a tenth of them.
   * - `io-bound`: a mean of 10 CPU bursts, and I/O bursts four times as long.
   * - `mixed`: a share `ioBoundShare` of processes is I/O-bound, the others CPU-bound.
   *
   * The number of CPU bursts is geometric, and at most the CPU ticks of the process; each burst is from half to one and
   * a half times an even share of what is left; I/O bursts are geometric. The CPU time of a process is the same in
   * every mix.
   */
  mix?: ProcessMix;
  /** For `mixed`: the share of I/O-bound processes, from 0 to 1. Default 0.5. */
  ioBoundShare?: number;
}

/**
 * Makes a workload at random, straight into columns: ten million processes take seconds and no object each. Arrivals do
 * not decrease, pids are positions.
 *
 * The result depends on the options alone, not on the machine or the JavaScript engine: all arithmetic is of the kind
 * that IEEE 754 defines to the bit. Arrivals, CPU times and mixes come from streams of their own, so that a workload
 * with other arrivals has the same CPU times, and policies can be compared on common random numbers.
 *
 * @param options What to make. Options that mean nothing beside the others (`paretoShape` without `service: "pareto"`)
 * are refused.
 * @returns Checked columns.
 * @throws {RangeError} If an option is out of range, arrivals would pass 2^53 - 1, or memory does not suffice.
 *
 * @example
 * ```ts
 * import { generateWorkload } from "@quanta/quanta";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const workload = generateWorkload({ processes: 1000, seed: 42, load: 0.9, service: "pareto", serviceMean: 20 });
 * assertEquals(workload.arrival.length, 1000);
 * assert(workload.cpu!.every((ticks) => Number.isInteger(ticks) && ticks >= 1));
 * assertEquals(workload, generateWorkload({ processes: 1000, seed: 42, load: 0.9, service: "pareto", serviceMean: 20 }));
 * ```
 */
export function generateWorkload(options: GenerateOptions): WorkloadColumns {
  const checked = checkOptions(options);
  try {
    return generate(checked);
  } catch (cause) {
    // What engines throw where an array is too large for them.
    if (!(cause instanceof RangeError) || !/alloc|array length/i.test(cause.message)) throw cause;
    const message = `Cannot generate workload: processes must fit in memory, got ${checked.processes}`;
    throw new RangeError(message, { cause });
  }
}

function generate(checked: CheckedOptions): WorkloadColumns {
  const workload: WorkloadColumns = { arrival: arrivalColumn(checked) };
  if (checked.name !== undefined) workload.name = checked.name;
  const cpu = new Float64Array(checked.processes);
  const sample = serviceSampler(checked);
  for (let row = 0; row < cpu.length; row++) cpu[row] = sample();
  if (checked.mix === "cpu-only") workload.cpu = cpu;
  else addPrograms(workload, cpu, checked);
  return workload;
}

function arrivalColumn(options: CheckedOptions): Float64Array {
  const column = new Float64Array(options.processes);
  const arrivals = new Arrivals(options);
  for (let row = 0; row < column.length; row++) column[row] = arrivals.next();
  const last = column[column.length - 1];
  if (!(last <= TICKS_MAX)) {
    throw new RangeError(`Cannot generate workload: arrivals must be at most ${TICKS_MAX}, got ${last}`);
  }
  return column;
}

/** Splits CPU times into programs: counted first, so that the columns are made once and in the right size. */
function addPrograms(workload: WorkloadColumns, cpu: Float64Array, options: CheckedOptions): void {
  const rows = cpu.length;
  const offset = new Uint32Array(rows + 1);
  const counting = new Programs(options);
  let entries = 0;
  for (let row = 0; row < rows; row++) {
    entries += 2 * counting.next(cpu[row]) - 1;
    offset[row + 1] = entries;
    if (entries > ROWS_MAX) {
      throw new RangeError(`Cannot generate workload: bursts must be at most ${ROWS_MAX} in all, got more`);
    }
  }
  if (entries === rows) {
    workload.cpu = cpu;
    return;
  }
  const kind = new Uint8Array(entries);
  const value = new Float64Array(entries);
  const filling = new Programs(options);
  for (let row = 0; row < rows; row++) {
    filling.next(cpu[row]);
    for (let entry = offset[row]; entry < offset[row + 1]; entry++) {
      const isIo = ((entry - offset[row]) & 1) === 1;
      if (isIo) kind[entry] = BURST_KIND.io;
      value[entry] = isIo ? filling.ioTicks() : filling.cpuTicks();
    }
  }
  workload.bursts = { offset, kind, value, locks: [] };
}
