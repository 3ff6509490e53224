/**
 * The machine as a policy of one's own sees it, read out of the core's memory.
 *
 * @module
 */

import { NONE, type OwnCore } from "./core.ts";
import type { PolicyMachine, ProcessIndex, Ticks } from "./own_policy.ts";
import type { ResolvedOptions } from "./result.ts";
import type { RunRows } from "./policy.ts";
import type { WorkloadColumns } from "./workload.ts";
import { type TraitName, TRAITS } from "./workload/_rules.ts";

/** What the machine asks of the run that it belongs to. */
export interface MachineOwner {
  /** Refuses what the hook in progress did. */
  refuse(rule: string, got: string): never;
  /** Refuses it where the hook in progress may change nothing. */
  refuseChange(method: string): void;
  /** Whether the policy knows bursts. */
  readonly isClairvoyant: boolean;
  /** Has the core ask keys anew. */
  reorder(): void;
}

/** A {@linkcode PolicyMachine}. */
export class OwnMachine implements PolicyMachine {
  readonly cpus: number;
  readonly processes: number;
  readonly endsFirst: boolean;
  readonly #core: OwnCore;
  readonly #workload: WorkloadColumns;
  readonly #owner: MachineOwner;
  readonly #rowOf: Uint32Array | null;
  readonly #numbering: RunRows["numbering"];
  readonly #time: Float64Array;
  readonly #arrival: Float64Array;
  readonly #readySince: Float64Array;
  readonly #executed: Float64Array;
  readonly #remaining: Float64Array;
  readonly #running: Uint32Array;
  readonly #last: Uint32Array;
  readonly #runStart: Float64Array;
  /** A process that has been charged for what it executed while it still has its CPU, and when that was. */
  #charged = -1;
  #chargedAt = -1;

  constructor(
    own: OwnCore,
    { rowOf, numbering }: RunRows,
    workload: WorkloadColumns,
    options: ResolvedOptions,
    owner: MachineOwner,
  ) {
    const count = workload.arrival.length;
    const { buffer } = own.memory;
    const float64s = (address: number, length: number) => new Float64Array(buffer, address, length);
    this.cpus = options.cpus;
    this.processes = count;
    this.endsFirst = options.ties === "ostep";
    this.#core = own;
    this.#workload = workload;
    this.#owner = owner;
    this.#rowOf = rowOf;
    this.#numbering = numbering;
    this.#time = float64s(own.ownTimeAddress.value, 1);
    this.#arrival = float64s(own.arrivalAddress.value, count);
    this.#readySince = float64s(own.readySinceAddress.value, count);
    this.#executed = float64s(own.servedAddress.value, count);
    this.#remaining = float64s(own.remainingAddress.value, count);
    this.#running = new Uint32Array(buffer, own.runningAddress.value, options.cpus);
    this.#last = new Uint32Array(buffer, own.lastAddress.value, options.cpus);
    this.#runStart = float64s(own.runStartAddress.value, options.cpus);
  }

  get now(): Ticks {
    return this.#time[0];
  }

  /** Notes that what a process has executed up to now stands in the columns already. */
  noteCharged(process: ProcessIndex): void {
    this.#charged = process;
    this.#chargedAt = this.#time[0];
  }

  /** The row of the workload that a process is of. */
  row(process: ProcessIndex): number {
    if (!(process >= 0 && process < this.processes) || !Number.isInteger(process)) {
      this.#owner.refuse(`ask of a process from 0 to ${this.processes - 1}`, String(process));
    }
    if (this.#rowOf === null) return process;
    if (this.#rowOf[process] === NONE) this.#numbering?.update();
    const row = this.#rowOf[process];
    if (row === NONE) {
      this.#owner.refuse("ask of a process that has arrived, as some come after others", String(process));
    }
    return row;
  }

  pid(process: ProcessIndex): number {
    const row = this.row(process);
    return this.#workload.pid?.[row] ?? row + 1;
  }

  arrival(process: ProcessIndex): Ticks {
    this.row(process);
    return this.#arrival[process];
  }

  readySince(process: ProcessIndex): Ticks {
    return this.#readySince[process];
  }

  executed(process: ProcessIndex): Ticks {
    return this.#executed[process] + this.#ran(process);
  }

  remaining(process: ProcessIndex): Ticks {
    if (!this.#owner.isClairvoyant) {
      this.#owner.refuse("be static clairvoyant = true where it asks what is left of a burst", "remaining()");
    }
    return this.#remaining[process] - this.#ran(process);
  }

  /** Ticks that a process has executed that do not stand in the columns yet. */
  #ran(process: ProcessIndex): Ticks {
    const cpu = this.#running.length === 1 && this.#running[0] === process ? 0 : this.#running.indexOf(process);
    if (cpu < 0 || this.#charged === process && this.#chargedAt === this.#time[0]) return 0;
    return Math.max(0, this.#time[0] - this.#runStart[cpu]);
  }

  #trait(name: Exclude<TraitName, "after" | "think">, process: ProcessIndex): number {
    const row = this.row(process);
    return this.#workload[name]?.[row] ?? TRAITS[name].byDefault;
  }

  priority(process: ProcessIndex): number {
    return this.#trait("priority", process);
  }

  tickets(process: ProcessIndex): number {
    return this.#trait("tickets", process);
  }

  nice(process: ProcessIndex): number {
    return this.#trait("nice", process);
  }

  period(process: ProcessIndex): Ticks {
    return this.#trait("period", process);
  }

  deadline(process: ProcessIndex): Ticks {
    const relative = this.#trait("deadline", process) || this.#trait("period", process);
    return relative === 0 ? Infinity : this.#arrival[process] + relative;
  }

  estimate(process: ProcessIndex): Ticks {
    return this.#trait("estimate", process);
  }

  quantum(process: ProcessIndex): Ticks {
    return this.#trait("quantum", process);
  }

  group(process: ProcessIndex): number {
    return this.#workload.group?.of[this.row(process)] ?? 0;
  }

  runningOn(cpu: number): ProcessIndex {
    return this.#running[cpu] | 0;
  }

  lastOn(cpu: number): ProcessIndex {
    return this.#last[cpu] | 0;
  }

  draw(count: number): number {
    if (!Number.isSafeInteger(count) || count < 1) {
      this.#owner.refuse("draw from a whole number from 1", `draw(${count})`);
    }
    this.#owner.refuseChange("draw");
    return this.#core.drawBelow(count);
  }

  setTimer(time: Ticks): void {
    this.#owner.refuseChange("setTimer");
    if (!(time > this.#time[0]) || time !== Math.floor(time)) {
      this.#owner.refuse(`set its timer to a whole number of ticks after ${this.#time[0]}, or Infinity`, String(time));
    }
    this.#core.ownTimer.value = time;
  }

  reorder(): void {
    this.#owner.refuseChange("reorder");
    this.#owner.reorder();
  }

  renewQuanta(): void {
    this.#owner.refuseChange("renewQuanta");
    this.#core.ownRenews.value = 1;
  }
}
