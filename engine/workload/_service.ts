/**
 * CPU times of generated processes, and how they are split into bursts.
 *
 * @module
 */

import type { CheckedOptions } from "./_generate_options.ts";
import { exponential, logarithm, Random } from "./_random.ts";

/** The streams of random numbers that CPU times and their splitting use. */
const SERVICE_STREAM = 2;
const PROGRAM_STREAM = 3;

/** The longest CPU time of a heavy tail. */
const SERVICE_MAX = 2 ** 40;

/** Kinds of processes: how many CPU bursts they have in the mean, and how long I/O is, compared with a CPU burst. */
const CPU_BOUND = { burstMean: 2, ioRatio: 0.1 };
const IO_BOUND = { burstMean: 10, ioRatio: 4 };

/**
 * A geometric variate: a whole number from 1, the discrete counterpart of an exponential one.
 *
 * @param random Where randomness comes from.
 * @param mean From 1.
 * @returns The number.
 */
export function geometric(random: Random, mean: number): number {
  return mean > 1 ? Math.ceil(random.exponential() * geometricScale(mean)) : 1;
}

/** What an exponential variate is multiplied by, so that rounding up makes a geometric one: -1 / ln(1 - 1 / mean). */
function geometricScale(mean: number): number {
  const ratio = mean / (mean - 1);
  if (ratio <= 2) return ratio > 1 + 2 ** -20 ? 1 / logarithm(ratio) : mean - 0.5;
  let halvings = 0;
  let rest = ratio;
  for (; rest > 2; rest /= 2) halvings++;
  return 1 / (logarithm(rest) + halvings * logarithm(2));
}

/**
 * Makes the source of CPU times.
 *
 * @param options The distribution.
 * @returns A function that gives the next CPU time, in whole ticks from 1.
 */
export function serviceSampler(options: CheckedOptions): () => number {
  const random = new Random(options.seed, SERVICE_STREAM);
  const { serviceMean: mean } = options;
  switch (options.service) {
    case "exponential": {
      if (mean === 1) return () => 1;
      const scale = geometricScale(mean);
      return () => Math.ceil(random.exponential() * scale);
    }
    case "pareto": {
      const shape = options.paretoShape;
      const scale = (mean - 1) * (shape - 1);
      return () => {
        const power = exponential(Math.min(random.exponential() / shape, 600));
        return random.round(Math.min(1 + scale * (power - 1), SERVICE_MAX));
      };
    }
    case "bimodal": {
      const { longShare, longRatio } = options;
      const short = mean / (1 - longShare + longShare * longRatio);
      return () => random.round(random.uniform() < longShare ? short * longRatio : short);
    }
    case "constant":
      return () => random.round(mean);
    case "uniform":
      return () => random.round(1 + random.uniform() * 2 * (mean - 1));
  }
}

/** Splits CPU times into bursts, process by process. Two of them made from the same options agree. */
export class Programs {
  readonly #seed: number;
  readonly #ioBoundShare: number;
  /** Decides about processes: one stream for all, so that counting does not depend on filling. */
  readonly #kinds: Random;
  /** Decides about the bursts of processes. */
  readonly #lengths: Random;
  #kind = CPU_BOUND;
  /** CPU ticks and CPU bursts of the current process that are still to be given out. */
  #ticksLeft = 0;
  #burstsLeft = 0;
  #ioMean = 0;

  constructor({ seed, mix, ioBoundShare }: CheckedOptions) {
    this.#seed = seed;
    this.#ioBoundShare = mix === "io-bound" ? 1 : mix === "cpu-bound" ? 0 : ioBoundShare;
    this.#kinds = new Random(this.#seed, PROGRAM_STREAM);
    this.#lengths = new Random(this.#seed, PROGRAM_STREAM + 1);
  }

  /**
   * Goes on to the next process.
   *
   * @param cpu Its CPU ticks.
   * @returns How many CPU bursts it has; there is an I/O burst between every two.
   */
  next(cpu: number): number {
    this.#kind = this.#kinds.uniform() < this.#ioBoundShare ? IO_BOUND : CPU_BOUND;
    const bursts = Math.min(geometric(this.#kinds, this.#kind.burstMean), cpu);
    this.#ticksLeft = cpu;
    this.#burstsLeft = bursts;
    this.#ioMean = Math.max(1, this.#kind.ioRatio * cpu / bursts);
    return bursts;
  }

  /** The ticks of the next CPU burst of the process. */
  cpuTicks(): number {
    const share = this.#ticksLeft / this.#burstsLeft;
    const most = this.#ticksLeft - (this.#burstsLeft - 1);
    const ticks = this.#burstsLeft === 1
      ? most
      : Math.min(most, Math.max(1, this.#lengths.round(share * (0.5 + this.#lengths.uniform()))));
    this.#ticksLeft -= ticks;
    this.#burstsLeft--;
    return ticks;
  }

  /** The ticks of the next I/O burst of the process. */
  ioTicks(): number {
    return geometric(this.#lengths, this.#ioMean);
  }
}
