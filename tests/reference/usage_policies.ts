/**
 * Decayed usage, of processes and of their groups, counted tick by tick.
 *
 * @module
 */

import type { FssOptions, UnixOptions } from "../../engine/policy_options.ts";
import { ReferencePolicy } from "./policy.ts";
import type { ReferenceProcess } from "./process.ts";

/** Traditional UNIX scheduling and fair share. */
export class UsagePolicy extends ReferencePolicy {
  override readonly preempts: boolean;
  override readonly boostPeriod: number;
  readonly #options: UnixOptions | FssOptions;
  readonly #count = new Map<ReferenceProcess, number>();
  readonly #groupCount = new Map<string, number>();
  /** What counts were at the last decay. */
  #decayed = new Map<ReferenceProcess, number>();
  #groupDecayed = new Map<string, number>();
  /** Weight of each group that has a process. */
  readonly #weights = new Map<string, number>();

  constructor(options: UnixOptions | FssOptions, processes: readonly ReferenceProcess[]) {
    super();
    this.#options = options;
    this.preempts = options.preemptive ?? true;
    this.boostPeriod = options.decayPeriod ?? 60;
    if (options.policy === "unix") return;
    for (const process of processes) {
      this.#weights.set(groupOf(process), options.weights?.[groupOf(process)] ?? 1);
    }
  }

  #of(process: ReferenceProcess): number {
    const { base = 60, policy } = this.#options;
    const own = base + (process.spec.nice ?? 0) + Math.floor((this.#decayed.get(process) ?? 0) / 2);
    if (policy === "unix") return own;
    const sum = [...this.#weights.values()].reduce((total, weight) => total + weight, 0);
    const weight = this.#weights.get(groupOf(process))!;
    const count = BigInt(this.#groupDecayed.get(groupOf(process)) ?? 0);
    return own + Number(count * BigInt(sum) / (4n * BigInt(weight)));
  }

  override executed(process: ReferenceProcess): void {
    this.#count.set(process, (this.#count.get(process) ?? 0) + 1);
    const group = groupOf(process);
    this.#groupCount.set(group, (this.#groupCount.get(group) ?? 0) + 1);
  }

  override boost(): void {
    for (const counts of [this.#count, this.#groupCount] as Map<unknown, number>[]) {
      for (const [who, count] of counts) counts.set(who, Math.floor(count / 2));
    }
    this.#decayed = new Map(this.#count);
    this.#groupDecayed = new Map(this.#groupCount);
  }

  override quantum(): number {
    return this.#options.quantum ?? this.boostPeriod;
  }

  override compare(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#of(a) - this.#of(b) || a.place - b.place;
  }

  override compareRunning(a: ReferenceProcess, b: ReferenceProcess): number {
    return this.#of(a) - this.#of(b) || a.cpu! - b.cpu!;
  }

  override outranks(ready: ReferenceProcess, running: ReferenceProcess): boolean {
    return this.#of(ready) < this.#of(running);
  }
}

function groupOf({ spec: { group = "default" } }: ReferenceProcess): string {
  return group;
}
