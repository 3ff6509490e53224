/**
 * Linux's fair policies, as `engine/RULES.md` has them: what is virtual is computed anew from the ticks that a process has
 * executed since it was placed, whenever it is needed.
 *
 * @module
 */

import type { CfsOptions, EevdfOptions, ReadyCause } from "../../engine/policy_options.ts";
import { ReferencePolicy } from "./policy.ts";
import type { ReferenceProcess } from "./process.ts";

/** Weights of the nice values from -20 to 19: sched_prio_to_weight of the kernel. */
// deno-fmt-ignore
const WEIGHTS = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916,
  9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
  1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
  110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];

function weightOf(process: ReferenceProcess): number {
  return WEIGHTS[(process.spec.nice ?? 0) + 20];
}

/** A process that wants a CPU. */
abstract class FairPolicy extends ReferencePolicy {
  override readonly preempts = true;
  override readonly comparesAtEvents = true;
  /** Those that are ready, running or about to be queued again. */
  protected readonly runnable = new Set<ReferenceProcess>();
  protected readonly executedSince = new Map<ReferenceProcess, number>();

  protected abstract place(process: ReferenceProcess, cause: ReadyCause): void;
  protected abstract remove(process: ReferenceProcess): void;

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    super.join(process, cause);
    if (!this.runnable.has(process)) {
      this.place(process, cause);
      this.runnable.add(process);
    }
  }

  override left(process: ReferenceProcess): void {
    this.remove(process);
    this.runnable.delete(process);
  }

  override executed(process: ReferenceProcess): void {
    this.executedSince.set(process, this.executedSince.get(process)! + 1);
  }
}

/** The Completely Fair Scheduler. */
export class CfsPolicy extends FairPolicy {
  readonly #cpus: number;
  readonly #latency: number;
  readonly #minGranularity: number;
  readonly #wakeupGranularity: number;
  readonly #placedAt = new Map<ReferenceProcess, number>();
  #base = 0;

  constructor(options: CfsOptions & { cpus?: number }) {
    super();
    this.#cpus = options.cpus ?? 1;
    this.#latency = options.latency ?? 24;
    this.#minGranularity = options.minGranularity ?? 3;
    this.#wakeupGranularity = options.wakeupGranularity ?? 4;
  }

  #virtual(process: ReferenceProcess): number {
    return (this.#placedAt.get(process) ?? 0) + (this.executedSince.get(process) ?? 0) * 1024 / weightOf(process);
  }

  #slice(process: ReferenceProcess, among: Iterable<ReferenceProcess>): number {
    const weights = [...among].map(weightOf);
    const period = Math.max(this.#latency, Math.ceil(weights.length / this.#cpus) * this.#minGranularity);
    const sum = weights.reduce((total, weight) => total + weight);
    const share = Math.floor(period * weightOf(process) * this.#cpus / sum);
    return Math.max(this.#minGranularity, Math.min(period, share));
  }

  #raiseBase(): void {
    const least = Math.min(...[...this.runnable].map((process) => this.#virtual(process)));
    if (least < Infinity) this.#base = Math.max(this.#base, least);
  }

  protected override place(process: ReferenceProcess, cause: ReadyCause): void {
    this.#raiseBase();
    let virtual = this.#base - this.#latency / 2;
    if (cause === "new") {
      const slice = this.#slice(process, [...this.runnable, process]);
      virtual = this.#base + slice * 1024 / weightOf(process);
    } else if (this.#virtual(process) >= virtual) {
      if (this.#placedAt.has(process)) return;
      virtual = 0; // it began with I/O
    }
    this.#placedAt.set(process, virtual);
    this.executedSince.set(process, 0);
  }

  protected override remove(): void {
    this.#raiseBase();
  }

  override quantum(process: ReferenceProcess): number {
    return this.#slice(process, this.runnable);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#virtual(a) - this.#virtual(b) || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#virtual(a) - this.#virtual(b) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    const granularity = this.#wakeupGranularity * 1024 / weightOf(ready);
    return this.#virtual(ready) + granularity < this.#virtual(running);
  }
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend < quotient * divisor ? quotient - 1n : quotient;
}

function signOf(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

/** Earliest eligible virtual deadline first. */
export class EevdfPolicy extends FairPolicy {
  readonly #slice: number;
  readonly #runToParity: boolean;
  readonly #placedAt = new Map<ReferenceProcess, bigint>();
  readonly #deadline = new Map<ReferenceProcess, bigint>();
  readonly #lag = new Map<ReferenceProcess, bigint>();
  /** V when the last runnable process left. */
  #lastTime = 0n;

  constructor(options: EevdfOptions) {
    super();
    this.#slice = options.slice ?? 12;
    this.#runToParity = options.runToParity ?? true;
  }

  /** Virtual time of so many ticks, in units of 1/1024 of a tick of nice 0. */
  #units(ticks: number, process: ReferenceProcess): bigint {
    return BigInt(ticks) * 1024n * 1024n / BigInt(weightOf(process));
  }

  #virtual(process: ReferenceProcess): bigint {
    return this.#placedAt.get(process)! + this.#units(this.executedSince.get(process)!, process);
  }

  #time(): bigint {
    if (this.runnable.size === 0) return this.#lastTime;
    let sum = 0n;
    for (const process of this.runnable) sum += BigInt(weightOf(process)) * this.#virtual(process);
    return floorDivide(sum, this.#weights());
  }

  #weights(): bigint {
    return BigInt([...this.runnable].reduce((sum, process) => sum + weightOf(process), 0));
  }

  #isEligible(process: ReferenceProcess): boolean {
    return this.#virtual(process) <= this.#time();
  }

  protected override place(process: ReferenceProcess, cause: ReadyCause): void {
    let lag = 0n;
    if (cause !== "new" && this.runnable.size > 0) {
      lag = (this.#lag.get(process) ?? 0n) * (this.#weights() + BigInt(weightOf(process))) / this.#weights();
    }
    const virtual = this.#time() - lag;
    const slice = this.#units(this.#slice, process);
    this.#placedAt.set(process, virtual);
    this.executedSince.set(process, 0);
    this.#deadline.set(process, virtual + (cause === "new" ? slice / 2n : slice));
  }

  protected override remove(process: ReferenceProcess): void {
    const most = this.#units(2 * this.#slice, process);
    const lag = this.#time() - this.#virtual(process);
    this.#lag.set(process, lag > most ? most : lag < -most ? -most : lag);
    this.#lastTime = this.#time();
  }

  override usedUp(process: ReferenceProcess): void {
    this.#deadline.set(process, this.#virtual(process) + this.#units(this.#slice, process));
  }

  /** Ticks until the virtual runtime has reached the deadline. */
  override quantum(process: ReferenceProcess): number {
    const start = this.#placedAt.get(process)!;
    const executed = this.executedSince.get(process)!;
    let ticks = 0;
    while (start + this.#units(executed + ticks, process) < this.#deadline.get(process)!) ticks++;
    return ticks;
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    const [first, second] = [a, b].map((process) => this.#isEligible(process));
    if (first !== second) return first ? -1 : 1;
    const difference = first ? this.#deadline.get(a)! - this.#deadline.get(b)! : this.#virtual(a) - this.#virtual(b);
    return signOf(difference) || a.place - b.place;
  }

  /** Those that are not eligible are worst, by deadline; the others equal if they may finish their slices. */
  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    const [first, second] = [a, b].map((process) => this.#isEligible(process));
    if (first !== second) return first ? -1 : 1;
    const difference = first && this.#runToParity ? 0n : this.#deadline.get(a)! - this.#deadline.get(b)!;
    return signOf(difference) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    if (!this.#isEligible(ready)) return false;
    if (!this.#isEligible(running)) return true;
    return !this.#runToParity && this.#deadline.get(ready)! < this.#deadline.get(running)!;
  }
}
