/**
 * A queue of jobs with their results, for programs that share it over a network: the class that a manager makes known.
 *
 * @module
 */

import { Queue } from "@quanta/quanta";

/**
 * Jobs to do, and what came of them. The queues live in the memory of the manager's program; others use them by these methods.
 *
 * @category Examples
 */
export class Jobs {
  readonly #jobs = new Queue<number>();
  readonly #results = new Queue<[job: number, result: number]>();

  /** Adds a job. */
  async put(job: number): Promise<void> {
    await this.#jobs.put(job);
  }

  /** Takes a job; waits until there is one. */
  async get(): Promise<number> {
    return await this.#jobs.get();
  }

  /** Hands a result in. */
  async done(job: number, result: number): Promise<void> {
    await this.#results.put([job, result]);
  }

  /** Takes a result; waits until there is one. */
  async result(): Promise<[job: number, result: number]> {
    return await this.#results.get();
  }
}
