/**
 * Builds the columns of a workload process by process, without an object per process. As long as every process has one
 * CPU burst it keeps one number each; the first other program changes it over to lists of bursts.
 *
 * Unknown rows of an optional column hold its default: pid row + 1, priority 0, processors 1. A value that could not be
 * read is added as NaN; its row is then one that the list of problems knows.
 *
 * @module
 */

import { BURST_KIND, type WorkloadColumns } from "../workload.ts";
import { ROWS_MAX } from "./_rules.ts";

/** A typed array that can grow. */
interface Growable {
  readonly length: number;
  readonly buffer: ArrayBufferLike;
  readonly BYTES_PER_ELEMENT: number;
  [index: number]: number;
  fill(value: number, start: number, end: number): this;
  slice(start: number, end: number): this;
}

const CAPACITY_FIRST = 64;

/** A typed array with room at its end; pushing costs amortised constant time. */
export class GrowingColumn<T extends Growable> {
  /** The entries so far. */
  length = 0;
  #array: T;
  readonly #type: new (buffer: ArrayBuffer) => T;

  constructor(type: new (buffer: ArrayBuffer) => T) {
    this.#type = type;
    const { BYTES_PER_ELEMENT } = type as unknown as { BYTES_PER_ELEMENT: number };
    this.#array = new type(new ArrayBuffer(CAPACITY_FIRST * BYTES_PER_ELEMENT));
  }

  push(value: number): void {
    if (this.length === this.#array.length) this.#grow(2 * this.length);
    this.#array[this.length++] = value;
  }

  /** Replaces an entry that was pushed before. */
  set(index: number, value: number): void {
    this.#array[index] = value;
  }

  /** The entry at an index below the length. */
  at(index: number): number {
    return this.#array[index];
  }

  /** Appends `value` until there are `length` entries. */
  padTo(length: number, value: number): void {
    if (length > this.#array.length) this.#grow(Math.max(length, 2 * this.#array.length));
    if (length > this.length) {
      this.#array.fill(value, this.length, length);
      this.length = length;
    }
  }

  /** The entries without the room behind them. The column must not be used afterwards. */
  finish(): T {
    return this.#resized(this.length);
  }

  /** @throws {RangeError} If there is no more room, in memory or in 32-bit indices. */
  #grow(capacity: number): void {
    const bounded = Math.min(capacity, ROWS_MAX);
    try {
      if (bounded <= this.length) throw new RangeError("indices have 32 bits");
      this.#array = this.#resized(bounded);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      const message = `Cannot read workload: it must fit in memory, got more than ${this.length} rows or bursts`;
      throw new RangeError(message, { cause });
    }
  }

  /** Moves the entries into a buffer of another size, in place where the platform can. */
  #resized(capacity: number): T {
    const buffer = this.#array.buffer as ArrayBuffer;
    return new this.#type(buffer.transfer(capacity * this.#array.BYTES_PER_ELEMENT));
  }
}

/** See the module's description. Each `set...` and `add...` concerns the process added last. */
export class ColumnsBuilder {
  /** The processes added so far. */
  rows = 0;
  readonly #arrival = new GrowingColumn<Float64Array>(Float64Array);
  readonly #value = new GrowingColumn<Float64Array>(Float64Array);
  #kind: GrowingColumn<Uint8Array> | undefined;
  #offset: GrowingColumn<Uint32Array> | undefined;
  #pid: GrowingColumn<Float64Array> | undefined;
  #priority: GrowingColumn<Float64Array> | undefined;
  #processors: GrowingColumn<Uint32Array> | undefined;
  #names: (string | undefined)[] | undefined;
  readonly #locks = new Map<string, number>();

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
    if (this.#priority !== undefined) this.#priority.push(0);
    if (this.#processors !== undefined) this.#processors.push(1);
  }

  setArrival(arrival: number): void {
    this.#arrival.set(this.rows - 1, arrival);
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

  setPriority(priority: number): void {
    if (this.#priority === undefined) {
      if (priority === 0) return;
      this.#priority = new GrowingColumn<Float64Array>(Float64Array);
      this.#priority.padTo(this.rows, 0);
    }
    this.#priority.set(this.rows - 1, priority);
  }

  setProcessors(processors: number): void {
    if (this.#processors === undefined) {
      if (processors === 1) return;
      this.#processors = new GrowingColumn<Uint32Array>(Uint32Array);
      this.#processors.padTo(this.rows, 1);
    }
    this.#processors.set(this.rows - 1, processors);
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

  addIo(ticks: number): void {
    this.#add(BURST_KIND.io, ticks);
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
    }
    if (this.#pid !== undefined) columns.pid = this.#pid.finish();
    if (this.#priority !== undefined) columns.priority = this.#priority.finish();
    if (this.#processors !== undefined) columns.processors = this.#processors.finish();
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
