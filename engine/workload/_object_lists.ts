/**
 * Finds the processes in objects as programs write them: a list of objects or of lists, objects by name, lists by field.
 *
 * @module
 */

import { WrittenNumber } from "../written_number.ts";
import type { ColumnNames } from "./_column_names.ts";
import type { WorkloadPath } from "./error.ts";
import { keyOf, senseOf } from "./_header.ts";
import type { Complaint } from "./_problems.ts";

/** An object, by key. */
export type Fields = Record<string, unknown>;

/** Keys that lists of processes have; they decide where there are several lists. */
const LIST_WORDS =
  /^(?:processes|process|processlist|processeslist|listofprocesses|jobs|joblist|tasks|tasklist|threads|workload|进程|作业|任务)$/;

/** Lists are looked for so deep. */
const DEPTH_MAX = 3;

/** Where the processes are. */
export interface Found {
  readonly path: WorkloadPath;
  readonly count: number;
  readonly rowOf: (row: number) => unknown;
  readonly pathOf: (row: number, key: string) => WorkloadPath;
  /** Whether its processes are lists of values, which have places. */
  readonly isOfLists?: boolean;
  /** The objects on the way to the list, the list's own key left out. */
  readonly around: readonly { path: WorkloadPath; fields: Fields; key: string | undefined }[];
}

/**
 * Finds the processes.
 *
 * @param value Where to look.
 * @param path Where it stands.
 * @param around The objects on the way to it.
 * @param names What the user said that fields are.
 * @returns Where they are, or what is wrong with them; `undefined` where there are none.
 */
export function findProcesses(
  value: unknown,
  path: WorkloadPath,
  around: Found["around"],
  names: ColumnNames | undefined,
): Found | Complaint | undefined {
  const list = listOf(value, path, around, names);
  if (list !== undefined) return list;
  if (!isRecord(value) || path.length >= DEPTH_MAX) return undefined;
  const inner = Object.keys(value).flatMap((key) => {
    const below = [...around, { path, fields: value, key }];
    const each = findProcesses(value[key], [...path, key], below, names);
    return each === undefined ? [] : [{ key, found: each }];
  });
  const named = inner.filter(({ key }) => LIST_WORDS.test(keyOf(key)));
  const choice = inner.length === 1 ? inner : named;
  if (choice.length === 1) return choice[0].found;
  if (inner.length === 0) return undefined;
  const keys = inner.map(({ key }) => JSON.stringify(key)).join(" and ");
  return {
    rule: `an object with one list of processes, and there are lists under ${keys}`,
    hint: "leave one out, or call it processes",
  };
}

/** The processes that a value is, in one of the shapes of lists. */
function listOf(
  value: unknown,
  path: WorkloadPath,
  around: Found["around"],
  names: ColumnNames | undefined,
): Found | Complaint | undefined {
  const list = (count: number, rowOf: Found["rowOf"], keyed: (row: number) => string | number): Found => ({
    path,
    count,
    rowOf,
    pathOf: (row, key) => key === "" ? [...path, keyed(row)] : [...path, keyed(row), key],
    around,
  });
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    if (value.every(Array.isArray)) return rowsOfLists(value as unknown[][], path, around, names);
    return value.some((each) => isRecord(each) && isProcess(each, names))
      ? list(value.length, (row) => value[row], (row) => row)
      : undefined;
  }
  if (!isRecord(value)) return undefined;
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => isRecord(value[key]) && isProcess(value[key] as Fields, names))) {
    // The key is the name, unless the object has one.
    const named = (row: number) => {
      const fields = value[keys[row]] as Fields;
      const hasName = Object.keys(fields).some((key) => ["name", "process", "pid"].includes(senseOf(key).meanings[0]));
      return hasName ? fields : { process: keys[row], ...fields };
    };
    return list(keys.length, named, (row) => keys[row]);
  }
  if (keys.length > 0 && keys.every((key) => isNameOfProgram(key, value[key]))) {
    return list(keys.length, (row) => ({ process: keys[row], bursts: value[keys[row]] }), (row) => keys[row]);
  }
  if (isSplit(value)) return splitRows(value, path, around);
  return listsByField(value, path, around);
}

/** Whether a key is a process and its value a program: `{"P1": "CPU 3, disk 5", "P2": "CPU 2"}`. */
function isNameOfProgram(key: string, value: unknown): boolean {
  return senseOf(key).meanings.length === 0 && typeof value === "string" &&
    /^\s*[(\[]*\s*(?:cpu|i\/?o)\b.*\d/is.test(value);
}

/** Whether an object could be a process: a field of its own means bursts, or the user says that one does. */
function isProcess(fields: Fields, names: ColumnNames | undefined): boolean {
  return Object.keys(fields).some((key) => {
    const { meanings } = senseOf(key);
    return meanings.includes("bursts") || meanings.includes("arrival") || names?.renamed.has(keyOf(key));
  });
}

/** `[["A", 0, 3], ["B", 2, 6]]`, with names from a first row of words or from the user. */
function rowsOfLists(
  rows: readonly (readonly unknown[])[],
  path: WorkloadPath,
  around: Found["around"],
  names: ColumnNames | undefined,
): Found | undefined {
  const [first] = rows;
  const isHeader = first.every((cell) => typeof cell === "string" && senseOf(cell).meanings.length > 0);
  const keys = isHeader ? first as string[] : names?.places?.map(({ field }, index) => field ?? `column ${index + 1}`);
  if (keys === undefined) return undefined;
  const from = isHeader ? 1 : 0;
  return {
    path,
    count: rows.length - from,
    rowOf: (row) => Object.fromEntries(keys.map((key, index) => [key, rows[row + from][index]])),
    pathOf: (row, key) => [...path, row + from, ...key === "" ? [] : [keys.indexOf(key)]],
    isOfLists: true,
    around,
  };
}

/** `{"columns": ["name", "burst"], "data": [["A", 3]]}`, as data frames are written whose header stands apart. */
interface Split {
  readonly columns: readonly string[];
  readonly data: readonly (readonly unknown[])[];
}

function isSplit(value: object): value is Split {
  const { columns, data } = value as Partial<Split>;
  return Array.isArray(columns) && columns.every((key) => typeof key === "string") && Array.isArray(data) &&
    data.length > 0 && data.every((row) => Array.isArray(row) && row.length === columns.length) &&
    columns.some((key) => senseOf(key).meanings.length > 0);
}

function splitRows({ columns, data }: Split, path: WorkloadPath, around: Found["around"]): Found {
  return {
    path,
    count: data.length,
    rowOf: (row) => Object.fromEntries(columns.map((key, index) => [key, data[row][index]])),
    pathOf: (row, key) => [...path, "data", row, ...key === "" ? [] : [columns.indexOf(key)]],
    around,
  };
}

/** `{"arrival": [0, 2], "burst": [3, 6]}`, as data frames are written. */
function listsByField(value: Fields, path: WorkloadPath, around: Found["around"]): Found | Complaint | undefined {
  const lists = Object.entries(value).filter(([, list]) => Array.isArray(list) && list.length > 0 || isIndexed(list));
  const known = lists.filter(([key]) => senseOf(key).meanings.length > 0);
  const bursts = known.find(([key]) => senseOf(key).meanings.join() === "bursts");
  if (bursts === undefined || Object.values(bursts[1] as Fields).some(isRecord)) return undefined;
  const at = (list: unknown, row: number) => Array.isArray(list) ? list[row] : (list as Fields)[String(row)];
  const lengths = known.map(([, list]) => Array.isArray(list) ? list.length : Object.keys(list as Fields).length);
  const other = lengths.findIndex((length) => length !== lengths[0]);
  if (other >= 0) {
    if (known.some(([, list]) => Object.values(list as Fields).some(isRecord))) return undefined;
    const said = [0, other].map((index) => `${JSON.stringify(known[index][0])} has ${lengths[index]}`);
    return { rule: `an object with lists of one length by field, and ${said.join(" and ")}` };
  }
  return {
    path,
    count: lengths[0],
    rowOf: (row) => Object.fromEntries(known.map(([key, list]) => [key, at(list, row)])),
    pathOf: (row, key) => key === "" ? path : [...path, key, Array.isArray(value[key]) ? row : String(row)],
    around: [...around, {
      path,
      fields: Object.fromEntries(Object.entries(value).filter(([key]) => !known.some(([other]) => other === key))),
      key: undefined,
    }],
  };
}

/** Whether a value is `{"0": ..., "1": ...}`, a list as pandas writes it. */
function isIndexed(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length > 0 &&
    Object.keys(value).every((key, index) => key === String(index));
}

/** Whether a value is an object: no list, and no number. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}
