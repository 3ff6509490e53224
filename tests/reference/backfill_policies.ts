/**
 * Backfilling of rigid jobs: what is free when is counted tick by tick.
 *
 * @module
 */

import type { ReadyCause } from "../../engine/policy_options.ts";
import { ReferencePolicy } from "./policy.ts";
import type { ReferenceProcess } from "./process.ts";

function estimateOf({ spec, cpuTotal }: ReferenceProcess): number {
  return Math.max(spec.estimate ?? 0, cpuTotal);
}

/** The first one's start is reserved; others may go before it. */
export class EasyPolicy extends ReferencePolicy {
  readonly #startedAt = new Map<ReferenceProcess, number>();

  override chooseRigid(
    ready: readonly ReferenceProcess[],
    running: readonly ReferenceProcess[],
    idle: number,
  ): ReferenceProcess | null {
    const found = this.#find(ready, running, idle);
    if (found !== null) this.#startedAt.set(found, this.time);
    return found;
  }

  #find(
    ready: readonly ReferenceProcess[],
    running: readonly ReferenceProcess[],
    idle: number,
  ): ReferenceProcess | null {
    if (ready.length === 0) return null;
    const [first, ...others] = ready;
    if (first.processors <= idle) return first;
    const freeAt = (time: number) =>
      idle + running.filter((job) => this.#startedAt.get(job)! + estimateOf(job) <= time)
        .reduce((sum, job) => sum + job.processors, 0);
    let reservedFor = this.time;
    while (freeAt(reservedFor) < first.processors) reservedFor++;
    const spare = freeAt(reservedFor) - first.processors;
    return others.find((job) =>
      job.processors <= idle && (this.time + estimateOf(job) <= reservedFor || job.processors <= spare)
    ) ?? null;
  }
}

interface Reservation {
  start: number;
  end: number;
}

/** Everybody's start is reserved. */
export class ConservativePolicy extends ReferencePolicy {
  readonly #cpus: number;
  /** Of the jobs that wait, in the order of the queue, and of those that run, up to their expected ends. */
  readonly #waiting = new Map<ReferenceProcess, Reservation>();
  readonly #running = new Map<ReferenceProcess, Reservation>();
  #endedEarly = false;
  /** CPUs that are reserved at each tick. */
  readonly #reserved: number[] = [];

  constructor(cpus: number) {
    super();
    this.#cpus = cpus;
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
    this.#reserve(process);
  }

  override left(process: ReferenceProcess): void {
    const reservation = this.#running.get(process)!;
    if (reservation.end > this.time) this.#endedEarly = true;
    this.#count(reservation, -process.processors);
    this.#running.delete(process);
  }

  override chooseRigid(ready: readonly ReferenceProcess[]): ReferenceProcess | null {
    this.#compress();
    const job = ready.find((candidate) => this.#waiting.get(candidate)!.start <= this.time);
    if (job === undefined) return null;
    this.#running.set(job, this.#waiting.get(job)!);
    this.#waiting.delete(job);
    return job;
  }
}
