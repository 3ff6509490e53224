/**
 * Where a process belongs: the CPUs that it may run on, and its group. Equal ones are kept once, and each row has a number.
 *
 * @module
 */

import type { AffinityColumns, GroupColumns } from "../workload.ts";
import { GrowingColumn } from "./_growing_column.ts";
import { isName, isWhole, RULE } from "./_rules.ts";

/** The greatest index of a CPU. */
export const CPU_INDEX_MAX = 1023;

/** Numbers equal values in the order in which they first come, from 1; rows without one have 0. */
export class Interning<Value> {
  readonly #numbers = new Map<string, number>();
  readonly #values: Value[] = [];
  #of: GrowingColumn<Uint32Array> | undefined;

  /** Gives the row a value; `key` is the same for equal ones. */
  set(row: number, key: string, value: Value): void {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#values.push(value);
      this.#numbers.set(key, number);
    }
    this.#of ??= new GrowingColumn<Uint32Array>(Uint32Array);
    this.#of.padTo(row, 0);
    this.#of.push(number);
  }

  /** The numbers of so many rows and what they stand for; `undefined` where no row has one. */
  finish(rows: number): { of: Uint32Array; values: Value[] } | undefined {
    if (this.#of === undefined) return undefined;
    this.#of.padTo(rows, 0);
    return { of: this.#of.finish(), values: this.#values };
  }
}

/** Whether a value is a list of CPU indices, each once. */
export function isAffinity(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.length <= CPU_INDEX_MAX + 1 &&
    value.every((cpu) => isWhole(cpu, 0, CPU_INDEX_MAX)) &&
    new Set(value).size === value.length;
}

/** Reads `0 2 4-7`; `undefined` where the text is no such list. */
export function parseAffinity(text: string): number[] | undefined {
  const cpus: number[] = [];
  for (const part of text.trim().split(/\s+/)) {
    const range = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
    if (range === null) return undefined;
    const last = Number(range[2] ?? range[1]);
    if (last > CPU_INDEX_MAX || last < Number(range[1]) || cpus.length > CPU_INDEX_MAX) return undefined;
    for (let cpu = Number(range[1]); cpu <= last; cpu++) cpus.push(cpu);
  }
  return isAffinity(cpus) ? cpus : undefined;
}

/** Writes indices as `parseAffinity` reads them. */
export function affinityText(cpus: readonly number[]): string {
  const sorted = cpus.toSorted((a, b) => a - b);
  const parts: string[] = [];
  for (let first = 0; first < sorted.length;) {
    let last = first;
    while (sorted[last + 1] === sorted[last] + 1) last++;
    if (last === first) parts.push(String(sorted[first]));
    else parts.push(`${sorted[first]}${last === first + 1 ? " " : "-"}${sorted[last]}`);
    first = last + 1;
  }
  return parts.join(" ");
}

/**
 * Checks columns of membership that a program has made.
 *
 * @returns What is wrong; `undefined` where nothing is.
 */
export function membershipProblem(
  column: AffinityColumns | GroupColumns,
  rows: number,
): { field: string; rule: string; value: unknown } | undefined {
  const isSets = "sets" in column;
  const field = isSets ? "affinity" : "group";
  const values: readonly unknown[] = isSets ? column.sets : column.names;
  if (!(column.of instanceof Uint32Array) || column.of.length !== rows) {
    return { field: `${field}.of`, rule: `a Uint32Array of ${rows} entries`, value: column.of?.length };
  }
  for (let index = 0; index < values.length; index++) {
    if (isSets ? isAffinity(values[index]) : isName(values[index])) continue;
    const rule = isSets ? RULE.affinity : RULE.name;
    return { field: `${field}.${isSets ? "sets" : "names"}[${index}]`, rule, value: values[index] };
  }
  const row = column.of.findIndex((number) => number > values.length);
  if (row >= 0) return { field: `${field}.of[${row}]`, rule: `from 0 to ${values.length}`, value: column.of[row] };
}
