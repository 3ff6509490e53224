/**
 * Checks the columns of a workload and brings them into normal form. The arrays are read, not copied: ten million rows
 * take a fraction of a second.
 *
 * @module
 */

import { BURST_KIND, type BurstColumns, type WorkloadColumns } from "../workload.ts";
import { checkDependencies } from "./_dependencies.ts";
import { deviceProblem } from "./_device_specs.ts";
import { membershipProblem } from "./_membership.ts";
import { resourceProblem } from "./_resources.ts";
import type { ProblemList } from "./_problems.ts";
import { checkPrograms } from "./_programs.ts";
import { isName, isWhole, ROWS_MAX, RULE, TICKS_MAX, TRAIT_NAMES, TRAITS } from "./_rules.ts";
import { keepPlaces, placesOf } from "./_places.ts";
import { describeValue, tagOf } from "./error.ts";

/**
 * Checks columns. In normal form `cpu` is given where every process has one CPU burst, `bursts` where not, and no column
 * that holds nothing but defaults.
 *
 * @param columns The columns.
 * @param problems What is known of them already; processes that are known to be wrong are not reported again.
 * @returns The same arrays, in normal form.
 * @throws {TypeError} If a column is of the wrong type, or the columns do not fit together.
 * @throws {WorkloadError} If the workload breaks a rule, or `problems` has any.
 */
export function checkColumns(columns: WorkloadColumns, problems: ProblemList): WorkloadColumns {
  checkTypes(columns);
  const { arrival, cpu, bursts, pid, names } = columns;
  const rows = arrival.length;
  if (rows === 0 && problems.count === 0) {
    problems.add(["processes"], { rule: "a list of at least one process", value: [] });
  }
  if (rows > ROWS_MAX) problems.add(["processes"], { rule: `at most ${ROWS_MAX} processes`, value: rows });
  problems.throwIfFull();

  if (columns.name !== undefined && !isName(columns.name)) {
    problems.add(["name"], { rule: RULE.name, value: columns.name });
  }
  checkWhole(arrival, 0, TICKS_MAX, "arrival", RULE.ticks, problems);
  if (pid !== undefined) checkPids(pid, problems);
  if (names !== undefined) checkNames(names, problems);
  for (const trait of TRAIT_NAMES) {
    const column = columns[trait];
    const { least, most, byDefault } = TRAITS[trait];
    if (column !== undefined) checkWhole(column, Math.min(least, byDefault), most, trait, RULE[trait], problems);
  }
  if (cpu !== undefined) checkWhole(cpu, 1, TICKS_MAX, "bursts", RULE.cpu, problems);
  if (bursts !== undefined) checkBursts(bursts, problems);
  checkDependencies(columns, problems);
  problems.throwIfAny();
  const normal = normalForm(columns);
  // Whether sizes are too great is known when they are to run.
  if (normal.memory !== undefined || normal.resources !== undefined) {
    keepPlaces(normal, problems.locate ?? placesOf(columns));
  }
  return normal;
}

/** What only a mistake of the calling program can bring about: columns of the wrong type or length. */
function checkTypes(columns: WorkloadColumns): void {
  const { arrival, cpu, bursts } = columns;
  checkType("arrival", arrival, "Float64Array");
  if ((cpu === undefined) === (bursts === undefined)) {
    throw new TypeError(
      `Cannot read workload: exactly one of cpu and bursts must be given, got ${
        cpu === undefined ? "neither" : "both"
      }`,
    );
  }
  for (const name of ["cpu", "pid", ...TRAIT_NAMES] as const) {
    const type = name === "processors" ? "Uint32Array" : "Float64Array";
    const column = columns[name];
    if (column === undefined) continue;
    checkType(name, column, type);
    checkLength(name, column.length, "arrival", arrival.length);
  }
  if (columns.names !== undefined) {
    checkType("names", columns.names, "Array");
    checkLength("names", columns.names.length, "arrival", arrival.length);
  }
  const { affinity, group, resources } = columns;
  for (
    const problem of [
      ...[affinity, group].map((column) => column && membershipProblem(column, arrival.length)),
      resources && resourceProblem(resources, arrival.length),
    ]
  ) {
    if (problem === undefined) continue;
    throw new TypeError(
      `Cannot read workload: ${problem.field} must be ${problem.rule}, got ${describeValue(problem.value)}`,
    );
  }
  if (bursts !== undefined) checkBurstTypes(bursts, arrival.length);
}

function checkBurstTypes(bursts: BurstColumns, rows: number): void {
  if (typeof bursts !== "object" || bursts === null) checkType("bursts", bursts, "Object");
  checkType("bursts.offset", bursts.offset, "Uint32Array");
  checkType("bursts.kind", bursts.kind, "Uint8Array");
  checkType("bursts.value", bursts.value, "Float64Array");
  checkType("bursts.locks", bursts.locks, "Array");
  const { offset, kind, value } = bursts;
  if (offset.length !== rows + 1) {
    throw new TypeError(
      `Cannot read workload: bursts.offset must have one entry more than arrival (${rows + 1}), got ${offset.length}`,
    );
  }
  checkLength("bursts.value", value.length, "bursts.kind", kind.length);
  checkDeviceTypes(bursts);
  if (offset[0] !== 0 || offset[rows] !== kind.length) {
    throw new TypeError(
      `Cannot read workload: bursts.offset must go from 0 to the length of bursts.kind (${kind.length}), ` +
        `got ${offset[0]} to ${offset[rows]}`,
    );
  }
  for (let row = 0; row < rows; row++) {
    if (offset[row + 1] < offset[row]) {
      throw new TypeError(
        `Cannot read workload: bursts.offset must be ascending, got ${offset[row + 1]} after ${offset[row]} ` +
          `at entry ${row + 1}`,
      );
    }
  }
}

function checkDeviceTypes({ kind, device, devices }: BurstColumns): void {
  const problem = devices === undefined ? undefined : deviceProblem(devices);
  if (problem !== undefined) {
    throw new TypeError(
      `Cannot read workload: ${problem.field} must be ${problem.rule}, got ${describeValue(problem.value)}`,
    );
  }
  if (device === undefined) return;
  checkType("bursts.device", device, "Uint32Array");
  checkLength("bursts.device", device.length, "bursts.kind", kind.length);
  const count = devices?.length ?? 0;
  const entry = device.findIndex((number, index) => number > (kind[index] === BURST_KIND.io ? count : 0));
  if (entry < 0) return;
  const rule = kind[entry] === BURST_KIND.io ? `from 0 to ${count}, the devices` : "0, since only I/O has a device";
  throw new TypeError(`Cannot read workload: bursts.device[${entry}] must be ${rule}, got ${device[entry]}`);
}

function checkType(field: string, value: unknown, type: string): void {
  if (tagOf(value) !== type) {
    throw new TypeError(
      `Cannot read workload: ${field} must be ${/^[AO]/.test(type) ? "an" : "a"} ${type}, got ${tagOf(value)}`,
    );
  }
}

function checkLength(field: string, length: number, other: string, otherLength: number): void {
  if (length !== otherLength) {
    throw new TypeError(
      `Cannot read workload: ${field} must be as long as ${other} (${otherLength} entries), got ${length} entries`,
    );
  }
}

function checkWhole(
  values: Float64Array | Uint32Array,
  least: number,
  greatest: number,
  field: string,
  rule: string,
  problems: ProblemList,
): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (isWhole(value, least, greatest)) continue;
    // NaN stands where a reader could not read the value and has said so.
    if (!problems.isBad(row)) problems.add(["processes", row, field], { rule, value });
  }
}

/** Whole numbers from 0, each once. Ascending pids, the common case, need no further memory. */
function checkPids(pid: Float64Array, problems: ProblemList): void {
  checkWhole(pid, 0, TICKS_MAX, "pid", RULE.pid, problems);
  let isAscending = true;
  for (let row = 1; row < pid.length && isAscending; row++) isAscending = pid[row] > pid[row - 1];
  if (isAscending) return;

  const sorted = pid.slice().sort();
  const repeated = new Map<number, number>();
  for (let index = 1; index < sorted.length && !problems.isFull; index++) {
    if (sorted[index] === sorted[index - 1]) repeated.set(sorted[index], -1);
  }
  if (repeated.size === 0) return;
  for (let row = 0; row < pid.length; row++) {
    const first = repeated.get(pid[row]);
    if (first === undefined) continue;
    if (first === -1) repeated.set(pid[row], row);
    else {
      problems.add(["processes", row, "pid"], {
        rule: "unique",
        value: pid[row],
        hint: `process ${first + 1} has it already`,
      });
    }
  }
}

function checkNames(names: readonly (string | undefined)[], problems: ProblemList): void {
  for (let row = 0; row < names.length; row++) {
    const value = names[row];
    if (value !== undefined && !isName(value) && !problems.isBad(row)) {
      problems.add(["processes", row, "name"], { rule: RULE.name, value });
    }
  }
}

function checkBursts(bursts: BurstColumns, problems: ProblemList): void {
  const { offset, kind, locks } = bursts;
  if (kind.length > ROWS_MAX) {
    problems.add(["bursts"], { rule: `at most ${ROWS_MAX} bursts in all`, value: kind.length });
  }
  const known = new Set<string>();
  locks.forEach((lock, index) => {
    if (!isName(lock)) problems.add(["bursts", "locks", index], { rule: RULE.name, value: lock });
    else if (known.has(lock)) problems.add(["bursts", "locks", index], { rule: "unique", value: lock });
    known.add(lock);
  });
  let isComplete = true;
  for (let row = 0; row + 1 < offset.length; row++) {
    if (offset[row] !== offset[row + 1] || problems.isBad(row)) continue;
    isComplete = false;
    problems.add(["processes", row, "bursts"], { rule: "a list of at least one CPU burst", value: [] });
  }
  if (isComplete) checkPrograms(bursts, problems);
}

function normalForm(columns: WorkloadColumns): WorkloadColumns {
  const { name, arrival, cpu, bursts, pid, names } = columns;
  const rows = arrival.length;
  const form: WorkloadColumns = { arrival };
  if (name !== undefined) form.name = name;
  if (cpu !== undefined) form.cpu = cpu;
  // As many bursts as processes, each of which has at least one and starts with the CPU.
  else if (bursts!.kind.length === rows) form.cpu = bursts!.value;
  else form.bursts = bursts;
  if (pid !== undefined && pid.some((value, row) => value !== row + 1)) form.pid = pid;
  if (names !== undefined && names.some((value) => value !== undefined)) form.names = names;
  for (const trait of TRAIT_NAMES) {
    const isMore = columns[trait]?.some((value) => value !== TRAITS[trait].byDefault) ?? false;
    if (isMore) Object.assign(form, { [trait]: columns[trait] });
  }
  if (columns.affinity?.of.some((number) => number > 0)) form.affinity = columns.affinity;
  if (columns.resources?.of.some((number) => number > 0)) form.resources = columns.resources;
  if (columns.group?.of.some((number) => number > 0)) form.group = columns.group;
  return form;
}
