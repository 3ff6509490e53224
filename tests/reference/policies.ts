/**
 * The policies of `engine/RULES.md`, section "Policies", as plain orders over a list of ready processes.
 *
 * @module
 */

import type { PolicyOptions } from "../../engine/options.ts";
import type { CausesOptions, EqualsOptions, MlfqOptions, ReadyCause } from "../../engine/policy_options.ts";
import { createFurtherPolicy } from "./further_policies.ts";
import { ReferencePolicy } from "./policy.ts";
import type { ReferenceProcess } from "./process.ts";

/** Least remaining time of the current CPU burst, then arrival, then pid; SRTF preempts. */
class ShortestPolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  readonly #earlierFirst: boolean;

  constructor(preempts: boolean, { equals }: EqualsOptions = {}) {
    super();
    this.preempts = preempts;
    this.#earlierFirst = equals === "arrival";
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return a.remaining - b.remaining || a.order - b.order;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.compare(a, b);
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#earlierFirst ? this.compare(ready, running) < 0 : ready.remaining < running.remaining;
  }
}

class RoundRobinPolicy extends ReferencePolicy {
  override readonly keepsRemainder: boolean;
  readonly #quantum: number;

  constructor(quantum: number, keepsRemainder: boolean) {
    super();
    this.#quantum = quantum;
    this.keepsRemainder = keepsRemainder;
  }

  override quantum({ spec }: ReferenceProcess): number {
    return spec.quantum ?? this.#quantum;
  }
}

/** Round robin whose processes come back to an auxiliary queue, level 0, that goes before the ready queue, level 1. */
class VirtualRoundRobinPolicy extends RoundRobinPolicy {
  constructor(quantum: number) {
    super(quantum, true);
  }

  override levelOf(process: ReferenceProcess): number {
    return process.level;
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return a.level - b.level || a.place - b.place;
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    const isBack = (cause === "io" || cause === "lock") && process.slice > 0;
    process.level = isBack ? 0 : 1;
    if (!isBack) process.slice = 0;
    super.join(process, cause);
  }
}

/** A queue per cause of becoming ready. A process belongs to the queue from which it is or was picked. */
class CausesPolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  override readonly keepsRemainder: boolean;
  readonly #order: readonly ReadyCause[];
  readonly #options: CausesOptions;

  constructor(options: CausesOptions) {
    super();
    this.#options = options;
    this.#order = options.order ?? ["io", "lock", "new", "preempted", "quantum"];
    this.preempts = options.preemptive ?? true;
    this.keepsRemainder = options.quantumReturn === "remainder";
  }

  override levelOf(process: ReferenceProcess): number {
    const isInNone = process.place === 0;
    return isInNone ? 0 : this.#order.indexOf(process.cause);
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.levelOf(a) - this.levelOf(b) || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.levelOf(a) - this.levelOf(b) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.levelOf(ready) < this.levelOf(running);
  }

  override quantum(process: ReferenceProcess): number {
    return this.#options.quanta?.[process.cause] ?? this.#options.quantum ?? 4;
  }
}

/** The multilevel feedback queue. */
class MlfqPolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  override readonly keepsPlaces: boolean;
  override readonly keepsRemainder: boolean;
  override readonly boostPeriod: number;
  override readonly countsQuantumAtIo = true;
  readonly #quanta: number[] = [];
  readonly #allotments: number[] = [];
  readonly #options: MlfqOptions;

  constructor(options: MlfqOptions) {
    super();
    this.#options = options;
    this.preempts = options.preemption !== "none";
    this.keepsPlaces = options.preemption === "head";
    this.keepsRemainder = options.quantumReturn === "remainder";
    this.boostPeriod = options.boost ?? 0;
    const levels = options.levels ?? options.quanta?.length ?? 3;
    const { allotments = 1 } = options;
    for (let level = 0; level < levels; level++) {
      this.#quanta.push(options.quanta ? options.quanta[level] : (options.quantum ?? 1) * 2 ** level);
      this.#allotments.push(typeof allotments === "number" ? allotments : allotments[level]);
    }
  }

  override levelOf(process: ReferenceProcess): number {
    return process.level;
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return a.level - b.level || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return a.level - b.level || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return ready.level < running.level;
  }

  override quantum(process: ReferenceProcess): number {
    return this.#quanta[process.level] || Infinity;
  }

  override join(process: ReferenceProcess, cause: ReadyCause): void {
    // Who began with I/O has no allotment yet.
    if (cause === "new" || process.allotment === 0) this.#enter(process, 0);
    process.cause = cause;
    if (cause === "preempted" && this.keepsPlaces) return;
    if (cause === "io" && this.#options.ioBump) this.toHead(process);
    else this.toTail(process);
  }

  override usedUp(process: ReferenceProcess): void {
    const last = this.#quanta.length - 1;
    process.slice = 0;
    process.levelUsedUp = process.level;
    process.allotment--;
    if (process.allotment === 0) this.#enter(process, Math.min(process.level + 1, last));
  }

  override beforeRequeue(process: ReferenceProcess, othersReady: boolean, time: number): void {
    const demoteAlone = this.#options.demoteAlone ?? true;
    if (demoteAlone || othersReady || process.boostedAt === time) return;
    if (process.level !== process.levelUsedUp) this.#enter(process, process.levelUsedUp);
  }

  override startIo(process: ReferenceProcess): void {
    if (this.#options.ioStay) this.#enter(process, process.level);
  }

  override boost(unfinished: readonly ReferenceProcess[], time: number): void {
    const queued = unfinished.filter((process) =>
      process.state === "ready" || (process.state === "running" && this.keepsPlaces)
    );
    // Level 0 stays in front; then the last level, the one above it, and so on up to level 1.
    const rank = (process: ReferenceProcess) => process.level === 0 ? -Infinity : -process.level;
    queued.sort((a, b) => rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.place - b.place);
    for (const process of queued) this.toTail(process);
    for (const process of unfinished) {
      this.#enter(process, 0);
      process.boostedAt = time;
      if (process.state === "running") process.slice = this.#quanta[0];
    }
  }

  /** Puts a process on a level with a full slice and a full allotment. */
  #enter(process: ReferenceProcess, level: number): void {
    process.level = level;
    process.slice = 0;
    process.allotment = this.#allotments[level];
  }
}

/** The policy that the options ask for. */
export function createPolicy(options: PolicyOptions, processes: readonly ReferenceProcess[]): ReferencePolicy {
  switch (options.policy) {
    case "fcfs":
      return new ReferencePolicy();
    case "sjf":
      return new ShortestPolicy(false);
    case "srtf":
      return new ShortestPolicy(true, options);
    case "rr":
      return new RoundRobinPolicy(options.quantum ?? 4, options.quantumReturn === "remainder");
    case "vrr":
      return new VirtualRoundRobinPolicy(options.quantum ?? 4);
    case "causes":
      return new CausesPolicy(options);
    case "mlfq":
      return new MlfqPolicy(options);
    default:
      return createFurtherPolicy(options, processes);
  }
}
