/**
 * How charts call the processes: by name where there is room, by one symbol where there is not.
 *
 * @module
 */

import type { WorkloadColumns } from "../engine/workload.ts";
import { RowsByPid } from "./_rows_by_pid.ts";
import { oneLine, widthOf } from "./width.ts";

/** Symbols of one column, for processes whose names neither begin with letters of their own nor have numbers. */
const SYMBOLS = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Symbols of processes whose own number is none of one digit. */
const LETTERS = SYMBOLS.slice(9);

/** Stands for every process beyond {@linkcode SYMBOLS}. */
const SYMBOL_OF_MANY = "#";

/**
 * Names, symbols and colours of a workload's processes, by pid.
 *
 * @example
 * ```ts
 * import { ProcessLabels } from "@quanta/quanta/pictures";
 * import { toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const labels = new ProcessLabels(toColumns({ processes: [{ name: "editor", bursts: 1 }] }));
 * assertEquals(labels.name(1), "editor");
 * ```
 *
 * @category Model
 */
export class ProcessLabels {
  /** Number of processes. */
  readonly count: number;
  /** Whether every symbol is the first letter of its name, so that no key is needed. */
  readonly symbolsAreInitials: boolean;
  readonly #names: WorkloadColumns["names"];
  /** By row, of as many as there are symbols. */
  readonly #symbols: readonly string[];
  /** Where pids are not the rows from 1. */
  readonly #pids: Float64Array | undefined;
  /** Made when a row is first asked for: many reports show no process. */
  #rows: RowsByPid | undefined;

  /** Reads the columns once; their names and pids are kept. */
  constructor(columns: WorkloadColumns) {
    this.count = columns.arrival.length;
    this.#names = columns.names;
    this.#pids = columns.pid;
    const shown = Array.from({ length: Math.min(this.count, SYMBOLS.length) }, (_, row) => {
      return nameOf(columns.names?.[row], columns.pid?.[row] ?? row + 1);
    });
    const initials = this.count > SYMBOLS.length ? [] : initialsOf(shown);
    this.symbolsAreInitials = initials.length > 0;
    this.#symbols = this.symbolsAreInitials ? initials : symbolsOf(shown);
  }

  /** The process's name, safe to print. */
  name(pid: number): string {
    return nameOf(this.#names?.[this.index(pid)], pid);
  }

  /** One column that stands for it. */
  symbol(pid: number): string {
    return this.#symbols[this.index(pid)] ?? SYMBOL_OF_MANY;
  }

  /** Its place in the workload from 0, which is also its colour; -1 for none. */
  index(pid: number): number {
    if (this.#pids !== undefined) return (this.#rows ??= new RowsByPid(this.#pids)).find(pid);
    return pid >= 1 && pid <= this.count ? pid - 1 : -1;
  }

  /** The pid of the process at a place in the workload, from 0. */
  pid(index: number): number {
    return this.#pids?.[index] ?? index + 1;
  }

  /** What the symbols of these processes stand for, where that is not plain to see. */
  key(pids: Iterable<number>): string[] {
    if (this.symbolsAreInitials || this.count > SYMBOLS.length) return [];
    const ordered = [...pids].sort((a, b) => this.index(a) - this.index(b));
    return ordered.map((pid) => `${this.symbol(pid)} ${this.name(pid)}`);
  }
}

function nameOf(name: string | undefined, pid: number): string {
  return name === undefined ? `P${pid}` : oneLine(name);
}

/** The first letters of the names, if they tell all processes apart and take a column each; otherwise nothing. */
function initialsOf(names: readonly string[]): string[] {
  const initials = names.map((name) => [...name][0] ?? "");
  const areApart = new Set(initials).size === initials.length;
  return areApart && initials.every((initial) => widthOf(initial) === 1) ? initials : [];
}

/** Symbols that are never another process's number: `P0` is `0`, and `P12` a letter. */
function symbolsOf(names: readonly string[]): string[] {
  const numbers = names.map((name) => /\d+$/.exec(name)?.[0]);
  if (numbers.every((number) => number === undefined)) return [...SYMBOLS].slice(0, names.length);
  const own = numbers.map((number, row) => {
    return number?.length === 1 && numbers.indexOf(number) === row && numbers.lastIndexOf(number) === row
      ? number
      : null;
  });
  const letters = [...LETTERS];
  return own.map((number) => number ?? letters.shift() ?? SYMBOL_OF_MANY);
}
