/**
 * Builds the columns of a workload process by process, without an object per process. As long as every process has one
 * CPU burst it keeps one number each; the first other program changes it over to lists of bursts.
 *
 * Unknown rows of an optional column hold its default: pid row + 1, that of the trait. A value that could not be
 * read is added as NaN; its row is then one that the list of problems knows.
 *
 * @module
 */

import { BURST_KIND, type DeviceSpec, type NamedDevice, type WorkloadColumns } from "../workload.ts";
import { GrowingColumn } from "./_growing_column.ts";
import { Interning } from "./_membership.ts";
import { type Needs, plainNeeds } from "./_resources.ts";
import { TICKS_MAX, TRAIT_NAMES, type TraitName, TRAITS } from "./_rules.ts";

/** The traits that are times. */
export const TIME_TRAITS: readonly TraitName[] = ["estimate", "deadline", "period", "think", "quantum"];

/** See the module's description. Each `set...` and `add...` concerns the process added last. */
export class ColumnsBuilder {
  /** The processes added so far. */
  rows = 0;
  readonly #arrival = new GrowingColumn<Float64Array>(Float64Array);
  readonly #value = new GrowingColumn<Float64Array>(Float64Array);
  #kind: GrowingColumn<Uint8Array> | undefined;
  #offset: GrowingColumn<Uint32Array> | undefined;
  #pid: GrowingColumn<Float64Array> | undefined;
  /** Those that hold more than defaults. */
  readonly #traits = new Map<TraitName, GrowingColumn<Float64Array>>();
  #names: (string | undefined)[] | undefined;
  readonly #affinity = new Interning<readonly number[]>();
  readonly #group = new Interning<string>();
  readonly #resources = new Interning<Needs>();
  readonly #locks = new Map<string, number>();
  readonly #devices: NamedDevice[] = [];
  /** By name, from 1. */
  readonly #deviceNumbers = new Map<string, number>();
  #device: GrowingColumn<Uint32Array> | undefined;

  /** The bursts of all processes so far. */
  get burstCount(): number {
    return this.#value.length;
  }

  /** Starts the next process. */
  addProcess(arrival: number): void {
    if (this.#kind === undefined && this.#value.length !== this.rows) this.#startPrograms();
    this.#offset?.push(this.#value.length);
    this.#arrival.push(arrival);
    this.rows++;
    if (this.#pid !== undefined) this.#pid.push(this.rows);
    for (const [name, column] of this.#traits) column.push(TRAITS[name].byDefault);
  }

  setArrival(arrival: number): void {
    this.#arrival.set(this.rows - 1, arrival);
  }

  /** The arrival of the process that was added last. */
  get arrival(): number {
    return this.#arrival.at(this.rows - 1);
  }

  setPid(pid: number): void {
    if (this.#pid === undefined) {
      if (pid === this.rows) return;
      this.#pid = new GrowingColumn<Float64Array>(Float64Array);
      for (let row = 0; row < this.rows; row++) this.#pid.push(row + 1);
    }
    this.#pid.set(this.rows - 1, pid);
  }

  setName(name: string): void {
    this.#names ??= [];
    while (this.#names.length < this.rows - 1) this.#names.push(undefined);
    this.#names.push(name);
  }

  /** Whether the process that was added last has a time yet, or one before it had. */
  get hasTimes(): boolean {
    return this.#value.length > 0 || this.hasArrivals;
  }

  /** Whether any arrival so far is other than 0. */
  get hasArrivals(): boolean {
    for (let row = 0; row < this.rows; row++) if (this.#arrival.at(row) !== 0) return true;
    return false;
  }

  /** Makes the pids of the first processes their names, as texts; nobody has a name yet, or a pid afterwards. */
  pidsToNames(count: number): void {
    this.#names = Array.from({ length: count }, (_, row) => String(this.#pid?.at(row) ?? row + 1));
    this.#pid = undefined;
  }

  /**
   * Multiplies all times, as when ticks become shorter.
   *
   * @param factor A whole number from 1.
   * @returns Whether all of them are still ticks; if not, they are of no more use.
   */
  multiplyTimes(factor: number): boolean {
    const columns = [this.#arrival, ...TIME_TRAITS.flatMap((name) => this.#traits.get(name) ?? [])];
    if (this.#kind === undefined) columns.push(this.#value);
    let isWithin = true;
    for (const column of columns) {
      for (let index = 0; index < column.length; index++) {
        column.set(index, column.at(index) * factor);
        isWithin &&= !(Math.abs(column.at(index)) > TICKS_MAX);
      }
    }
    if (this.#kind === undefined) return isWithin;
    for (let index = 0; index < this.#value.length; index++) {
      if (this.#kind.at(index) > BURST_KIND.io) continue;
      this.#value.set(index, this.#value.at(index) * factor);
      isWithin &&= !(this.#value.at(index) > TICKS_MAX);
    }
    return isWithin;
  }

  /** Moves all arrivals by the same, so that the first is 0. */
  shiftArrivals(): void {
    let least = Infinity;
    for (let row = 0; row < this.rows; row++) if (this.#arrival.at(row) < least) least = this.#arrival.at(row);
    if (least === Infinity) return;
    for (let row = 0; row < this.rows; row++) this.#arrival.set(row, this.#arrival.at(row) - least);
  }

  setTrait(name: TraitName, value: number): void {
    let column = this.#traits.get(name);
    if (column === undefined) {
      if (value === TRAITS[name].byDefault) return;
      column = new GrowingColumn<Float64Array>(Float64Array);
      column.padTo(this.rows, TRAITS[name].byDefault);
      this.#traits.set(name, column);
    }
    column.set(this.rows - 1, value);
  }

  setAffinity(cpus: readonly number[]): void {
    const sorted = cpus.toSorted((a, b) => a - b);
    this.#affinity.set(this.rows - 1, sorted.join(), sorted);
  }

  setResources(needs: Needs): void {
    const plain = plainNeeds(needs);
    if (plain.length > 0) this.#resources.set(this.rows - 1, plain.join(), Object.fromEntries(plain));
  }

  setGroup(name: string): void {
    this.#group.set(this.rows - 1, name, name);
  }

  addCpu(ticks: number): void {
    if (this.#kind === undefined) {
      if (this.#value.length === this.rows - 1) {
        this.#value.push(ticks);
        return;
      }
      this.#startPrograms();
    }
    this.#add(BURST_KIND.cpu, ticks);
  }

  /** Adds I/O, of a device by name or of those without one. */
  addIo(ticks: number, device?: string): void {
    this.#add(BURST_KIND.io, ticks);
    if (device === undefined) return;
    if (!this.#deviceNumbers.has(device)) this.describeDevice(device, {});
    this.#device ??= new GrowingColumn<Uint32Array>(Uint32Array);
    this.#device.padTo(this.#value.length - 1, 0);
    this.#device.push(this.#deviceNumbers.get(device)!);
  }

  /** Says what a device is like, of which no I/O has been added yet. */
  describeDevice(name: string, spec: DeviceSpec): void {
    this.#devices.push({ name, ...spec });
    this.#deviceNumbers.set(name, this.#devices.length);
  }

  addLock(name: string): void {
    this.#add(BURST_KIND.lock, this.#lockIndex(name));
  }

  addUnlock(name: string): void {
    this.#add(BURST_KIND.unlock, this.#lockIndex(name));
  }

  /**
   * The columns. The builder must not be used afterwards.
   *
   * @param name The name of the workload.
   */
  finish(name?: string): WorkloadColumns {
    if (this.#kind === undefined && this.#value.length !== this.rows) this.#startPrograms();
    const columns: WorkloadColumns = { arrival: this.#arrival.finish() };
    if (name !== undefined) columns.name = name;
    if (this.#kind === undefined) {
      columns.cpu = this.#value.finish();
    } else {
      this.#offset!.push(this.#value.length);
      columns.bursts = {
        offset: this.#offset!.finish(),
        kind: this.#kind.finish(),
        value: this.#value.finish(),
        locks: [...this.#locks.keys()],
      };
      if (this.#device !== undefined) {
        this.#device.padTo(this.#value.length, 0);
        columns.bursts.device = this.#device.finish();
        columns.bursts.devices = this.#devices;
      }
    }
    if (this.#pid !== undefined) columns.pid = this.#pid.finish();
    for (const name of TRAIT_NAMES) {
      const column = this.#traits.get(name)?.finish();
      if (column === undefined) continue;
      if (name === "processors") columns.processors = Uint32Array.from(column);
      else columns[name] = column;
    }
    const affinity = this.#affinity.finish(this.rows);
    if (affinity !== undefined) columns.affinity = { of: affinity.of, sets: affinity.values };
    const resources = this.#resources.finish(this.rows);
    if (resources !== undefined) columns.resources = { of: resources.of, sets: resources.values };
    const group = this.#group.finish(this.rows);
    if (group !== undefined) columns.group = { of: group.of, names: group.values };
    if (this.#names !== undefined) {
      while (this.#names.length < this.rows) this.#names.push(undefined);
      columns.names = this.#names;
    }
    return columns;
  }

  #add(kind: number, value: number): void {
    if (this.#kind === undefined) this.#startPrograms();
    this.#kind!.push(kind);
    this.#value.push(value);
  }

  #lockIndex(name: string): number {
    let index = this.#locks.get(name);
    if (index === undefined) {
      index = this.#locks.size;
      this.#locks.set(name, index);
    }
    return index;
  }

  /** Changes over from one CPU burst per process to lists of bursts. Only the last process may have none yet. */
  #startPrograms(): void {
    this.#kind = new GrowingColumn<Uint8Array>(Uint8Array);
    this.#kind.padTo(this.#value.length, BURST_KIND.cpu);
    this.#offset = new GrowingColumn<Uint32Array>(Uint32Array);
    for (let row = 0; row < this.rows; row++) this.#offset.push(row);
  }
}
