/**
 * Arrival times of generated workloads.
 *
 * @module
 */

import type { CheckedOptions } from "./_generate_options.ts";
import { Random } from "./_random.ts";
import { geometric } from "./_service.ts";

/** The stream of random numbers that arrivals use. */
const STREAM = 1;

/** A sequence of arrival times, the first of them 0. */
export class Arrivals {
  readonly #options: CheckedOptions;
  readonly #random: Random;
  #time = 0;
  /** How many processes are still to arrive at this time. */
  #groupLeft: number;

  constructor(options: CheckedOptions) {
    this.#options = options;
    this.#random = new Random(options.seed, STREAM);
    this.#groupLeft = this.#groupSize();
  }

  /** The next arrival, in whole ticks. */
  next(): number {
    if (this.#groupLeft === 0) {
      this.#time += this.#gap();
      this.#groupLeft = this.#groupSize();
    }
    this.#groupLeft--;
    return Math.floor(this.#time);
  }

  #gap(): number {
    const { arrivals, interarrivalMean, groupMean } = this.#options;
    switch (arrivals) {
      case "poisson":
        return interarrivalMean * this.#random.exponential();
      case "uniform":
        return 2 * interarrivalMean * this.#random.uniform();
      case "bursty":
        return groupMean * interarrivalMean * this.#random.exponential();
      case "together":
        return 0;
    }
  }

  #groupSize(): number {
    const { arrivals, groupMean } = this.#options;
    return arrivals === "bursty" ? geometric(this.#random, groupMean) : 1;
  }
}
