/**
 * Backfilling of rigid jobs: what is free when is counted tick by tick.
 *
 * @module
 */

import type { ConservativeOptions, EasyOptions, ReadyCause } from "../../engine/policy_options.ts";
import { ReferencePolicy } from "./policy.ts";
import type { ReferenceProcess } from "./process.ts";

function estimateOf({ spec, cpuTotal }: ReferenceProcess): number {
  return Math.max(spec.estimate ?? 0, cpuTotal);
}

/** The starts of the first few are reserved, by a plan that is made anew whenever a job may start; others may go before them. */
export class EasyPolicy extends ReferencePolicy {
  readonly #startedAt = new Map<ReferenceProcess, number>();
  readonly #queueDepth: number;
  readonly #reservationDepth: number;

  constructor({ queueDepth = Infinity, reservationDepth = 1 }: EasyOptions) {
    super();
    this.#queueDepth = queueDepth;
    this.#reservationDepth = reservationDepth;
  }

  override chooseRigid(
    ready: readonly ReferenceProcess[],
    running: readonly ReferenceProcess[],
    idle: number,
  ): ReferenceProcess | null {
    const reserved: { start: number; end: number; cpus: number }[] = [];
    const freeAt = (time: number) =>
      idle + sum(
        running.filter((job) => this.#startedAt.get(job)! + estimateOf(job) <= time).map((job) => job.processors),
      ) -
      sum(reserved.filter(({ start, end }) => start <= time && time < end).map(({ cpus }) => cpus));
    const fits = (job: ReferenceProcess, start: number) => {
      for (let time = start; time < start + estimateOf(job); time++) if (freeAt(time) < job.processors) return false;
      return true;
    };
    for (const [place, job] of ready.entries()) {
      if (place >= this.#queueDepth) return null;
      if (fits(job, this.time)) {
        this.#startedAt.set(job, this.time);
        return job;
      }
      if (reserved.length === this.#reservationDepth) continue;
      let start = this.time;
      while (!fits(job, start)) start++;
      reserved.push({ start, end: start + estimateOf(job), cpus: job.processors });
    }
    return null;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

interface Reservation {
  start: number;
  end: number;
}

/** Everybody's start is reserved, or that of so many. */
export class ConservativePolicy extends ReferencePolicy {
  readonly #cpus: number;
  readonly #depth: number;
  /** Of the jobs that wait, in the order of the queue, and of those that run, up to their expected ends. */
  readonly #waiting = new Map<ReferenceProcess, Reservation>();
  readonly #running = new Map<ReferenceProcess, Reservation>();
  #endedEarly = false;
  /** CPUs that are reserved at each tick. */
  readonly #reserved: number[] = [];

  constructor({ queueDepth = Infinity }: ConservativeOptions, cpus: number) {
    super();
    this.#cpus = cpus;
    this.#depth = queueDepth;
  }

  #count({ start, end }: Reservation, cpus: number): void {
    for (let time = start; time < end; time++) this.#reserved[time] = (this.#reserved[time] ?? 0) + cpus;
  }

  #reserve(job: ReferenceProcess): void {
    const before = this.#waiting.get(job);
    if (before !== undefined) this.#count(before, -job.processors);
    this.#waiting.delete(job);
    let start = this.time;
    for (let time = start; time < start + estimateOf(job); time++) {
      if (this.#cpus - (this.#reserved[time] ?? 0) < job.processors) start = time + 1;
    }
    const reservation = { start, end: start + estimateOf(job) };
    this.#waiting.set(job, reservation);
    this.#count(reservation, job.processors);
  }

  #compress(): void {
    if (!this.#endedEarly) return;
    this.#endedEarly = false;
    for (let hasMoved = true; hasMoved;) {
      hasMoved = false;
      // Each is deleted and set again, so that the order stays.
      for (const [job, { start }] of [...this.#waiting]) {
        this.#reserve(job);
        hasMoved ||= this.#waiting.get(job)!.start < start;
      }
    }
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    super.join(process, cause);
    this.#compress();
    if (this.#waiting.size < this.#depth) this.#reserve(process);
  }

  override left(process: ReferenceProcess): void {
    const reservation = this.#running.get(process)!;
    if (reservation.end > this.time) this.#endedEarly = true;
    this.#count(reservation, -process.processors);
    this.#running.delete(process);
  }

  override chooseRigid(ready: readonly ReferenceProcess[]): ReferenceProcess | null {
    this.#compress();
    const job = ready.find((candidate) => (this.#waiting.get(candidate)?.start ?? Infinity) <= this.time);
    if (job === undefined) return null;
    this.#running.set(job, this.#waiting.get(job)!);
    this.#waiting.delete(job);
    const next = ready.find((candidate) => candidate !== job && !this.#waiting.has(candidate));
    if (next !== undefined) this.#reserve(next);
    return job;
  }
}
