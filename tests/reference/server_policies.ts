/**
 * Servers for processes without a period or deadline, of `engine/RULES.md`, tick by tick.
 *
 * @module
 */

import type { DmOptions, EdfOptions, ReadyCause, RmOptions } from "../../engine/policy_options.ts";
import { ReferencePolicy } from "./policy.ts";
import type { ReferenceProcess } from "./process.ts";

/** What a sporadic server will be given back. */
interface Replenishment {
  readonly time: number;
  readonly ticks: number;
}

/** Rate or deadline monotonic with a server that has a budget. */
export class ServerPolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  readonly #options: RmOptions | DmOptions;
  readonly #full: number;
  readonly #period: number;
  readonly #processes: readonly ReferenceProcess[];
  #budget: number;
  /** Who executed in the tick before this instant. */
  #ran: ReferenceProcess | null = null;
  /** Since when a sporadic server is active with a budget, and what it used since. */
  #since: number | null = null;
  #used = 0;
  #replenishments: Replenishment[] = [];

  constructor(options: RmOptions | DmOptions, processes: readonly ReferenceProcess[]) {
    super();
    this.#options = options;
    this.preempts = options.preemptive ?? true;
    this.#full = options.serverBudget!;
    this.#period = options.serverPeriod!;
    this.#processes = processes;
    this.#budget = options.server === "sporadic" ? this.#full : 0;
  }

  #isServed({ spec }: ReferenceProcess): boolean {
    return spec.period === undefined;
  }

  #key(process: ReferenceProcess): number {
    if (this.#isServed(process)) return this.#period - 0.5;
    const { period, deadline = period } = process.spec;
    return this.#options.policy === "rm" ? period! : deadline!;
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    const inQueue = this.#isServed(a) ? a.place - b.place : a.arrival - b.arrival || a.pid - b.pid;
    return this.#key(a) - this.#key(b) || inQueue;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#key(ready) < this.#key(running);
  }

  override mayRun(process: ReferenceProcess): boolean {
    return !this.#isServed(process) || this.#budget > 0;
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    if (cause === "quantum" || cause === "preempted") this.toHead(process);
    else this.toTail(process);
  }

  override executed(process: ReferenceProcess): void {
    this.#ran = process;
    if (!this.#isServed(process)) return;
    this.#budget--;
    if (this.#budget === 0) process.slice = 0;
  }

  /** Whether a period begins at this instant. */
  #isGivenAt(time: number): boolean {
    return this.#options.server !== "sporadic" && time % this.#period === 0;
  }

  override beginInstant(): void {
    const ran = this.#ran;
    this.#ran = null;
    if (this.#options.server === "sporadic") return this.#giveBack(ran);
    const isWanted = this.#processes.some((process) =>
      this.#isServed(process) && (process.state === "ready" || process.state === "running")
    );
    if (this.#options.server === "polling" && !isWanted) this.#budget = 0;
    if (this.#isGivenAt(this.time)) this.#budget = this.#full;
  }

  /** The tick before this instant is over, in which `ran` executed. */
  #giveBack(ran: ReferenceProcess | null): void {
    if (this.time === 0) return;
    const ticks = ran !== null && this.#isServed(ran) ? 1 : 0;
    const isActive = ran !== null && this.#key(ran) <= this.#period - 0.5;
    if (!isActive) this.#close();
    else if (this.#since === null && this.#budget + ticks > 0) this.#since = this.time - 1;
    this.#used += ticks;
    if (this.#budget === 0) this.#close();
    const due = this.#replenishments.filter(({ time }) => time <= this.time);
    this.#replenishments = this.#replenishments.filter(({ time }) => time > this.time);
    for (const { ticks } of due) this.#budget += ticks;
    if (isActive && this.#since === null && this.#budget > 0) this.#since = this.time;
  }

  #close(): void {
    if (this.#since !== null && this.#used > 0) {
      this.#replenishments.push({ time: this.#since + this.#period, ticks: this.#used });
    }
    this.#since = null;
    this.#used = 0;
  }
}

/** The absolute deadlines of a total bandwidth server, or of the background, for processes without one. */
export function servedDeadlines(
  { server, serverBudget, serverPeriod }: EdfOptions,
  processes: readonly ReferenceProcess[],
): Map<ReferenceProcess, number> {
  const deadlines = new Map<ReferenceProcess, number>();
  let last = 0;
  for (const process of [...processes].sort((a, b) => a.arrival - b.arrival || a.pid - b.pid)) {
    if (process.spec.period !== undefined || process.spec.deadline !== undefined) continue;
    if (server === "total-bandwidth") {
      last = Math.max(process.arrival, last) + process.cpuTotal * serverPeriod! / serverBudget!;
    }
    deadlines.set(process, server === "background" ? Infinity : last);
  }
  return deadlines;
}
