/**
 * How charts call the processes: by name where there is room, by one symbol where there is not.
 *
 * @module
 */

import type { WorkloadColumns } from "../engine/workload.ts";
import { RowsByPid } from "./_rows_by_pid.ts";
import { oneLine, widthOf } from "./width.ts";

/** Symbols of one column, for processes whose names do not begin with letters of their own. */
const SYMBOLS = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Stands for every process beyond {@linkcode SYMBOLS}. */
const SYMBOL_OF_MANY = "#";

/** Names, symbols and colours of a workload's processes, by pid. */
export class ProcessLabels {
  /** Number of processes. */
  readonly count: number;
  /** Whether every symbol is the first letter of its name, so that no key is needed. */
  readonly symbolsAreInitials: boolean;
  readonly #names: WorkloadColumns["names"];
  readonly #initials: readonly string[];
  /** Where pids are not the rows from 1. */
  readonly #pids: Float64Array | undefined;
  /** Made when a row is first asked for: many reports show no process. */
  #rows: RowsByPid | undefined;

  /** Reads the columns once; their names and pids are kept. */
  constructor(columns: WorkloadColumns) {
    this.count = columns.arrival.length;
    this.#names = columns.names;
    this.#pids = columns.pid;
    this.#initials = this.#findInitials(columns);
    this.symbolsAreInitials = this.#initials.length > 0;
  }

  /** The process's name, safe to print. */
  name(pid: number): string {
    const name = this.#names?.[this.index(pid)];
    return name === undefined ? `P${pid}` : oneLine(name);
  }

  /** One column that stands for it. */
  symbol(pid: number): string {
    const row = this.index(pid);
    return (this.symbolsAreInitials ? this.#initials[row] : SYMBOLS[row]) ?? SYMBOL_OF_MANY;
  }

  /** Its place in the workload from 0, which is also its colour; -1 for none. */
  index(pid: number): number {
    if (this.#pids !== undefined) return (this.#rows ??= new RowsByPid(this.#pids)).find(pid);
    return pid >= 1 && pid <= this.count ? pid - 1 : -1;
  }

  /** What the symbols of these processes stand for, where that is not plain to see. */
  key(pids: Iterable<number>): string[] {
    if (this.symbolsAreInitials || this.count > SYMBOLS.length) return [];
    const ordered = [...pids].sort((a, b) => this.index(a) - this.index(b));
    return ordered.map((pid) => `${this.symbol(pid)} ${this.name(pid)}`);
  }

  /** The first letters of the names, if they tell all processes apart and take a column each; otherwise nothing. */
  #findInitials({ pid }: WorkloadColumns): string[] {
    if (this.count > SYMBOLS.length) return [];
    const initials = Array.from({ length: this.count }, (_, row) => [...this.name(pid?.[row] ?? row + 1)][0] ?? "");
    const areApart = new Set(initials).size === initials.length;
    return areApart && initials.every((initial) => widthOf(initial) === 1) ? initials : [];
  }
}
