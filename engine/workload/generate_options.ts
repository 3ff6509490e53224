/**
 * What can be said of a workload that is made at random.
 *
 * @module
 */

/**
 * How processes arrive; the time between arrivals is a mean of `interarrivalMean` ticks in all but `together`.
 *
 * @example
 * ```ts
 * import { type ArrivalPattern, generateWorkload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const arrivals: ArrivalPattern = "together";
 * assertEquals([...generateWorkload({ processes: 3, arrivals }).arrival], [0, 0, 0]);
 * ```
 * @category Workloads
 */
export type ArrivalPattern = "poisson" | "uniform" | "bursty" | "together";

/**
 * How the CPU time of processes is distributed.
 *
 * @example
 * ```ts
 * import { generateWorkload, type ServiceDistribution } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const service: ServiceDistribution = "constant";
 * assertEquals([...generateWorkload({ processes: 3, service, serviceMean: 5 }).cpu!], [5, 5, 5]);
 * ```
 * @category Workloads
 */
export type ServiceDistribution = "exponential" | "pareto" | "bimodal" | "constant" | "uniform";

/**
 * What processes do besides computing.
 *
 * @example
 * ```ts
 * import { generateWorkload, type ProcessMix } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const mix: ProcessMix = "cpu-only";
 * assertEquals(generateWorkload({ processes: 10, mix }).bursts, undefined); // one burst each stands in `cpu`
 * ```
 * @category Workloads
 */
export type ProcessMix = "cpu-only" | "cpu-bound" | "io-bound" | "mixed";

/**
 * Options of `generateWorkload`.
 *
 * @example
 * ```ts
 * import { type GenerateOptions, generateWorkload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: GenerateOptions = { processes: 1_000, seed: 7, load: 0.9, service: "pareto" };
 * assertEquals(generateWorkload(options), generateWorkload(options)); // a seed gives the same workload
 * ```
 * @category Workloads
 */
export interface GenerateOptions {
  /** How many processes, from 1 to 100,000,000. */
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
