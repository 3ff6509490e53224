/**
 * From objects as programs write them (a bare list, a list under any key, synonyms in camel and snake case, lists by field) to a
 * table of texts, which is then read as any other table. Objects of this project's own shape are left to `_objects.ts`.
 *
 * @module
 */

import { burstText, isSpelt, scalarText } from "./_burst_objects.ts";
import { type ColumnNames, COLUMNS_MAX } from "./_column_names.ts";
import { keyOf, senseOf } from "./_header.ts";
import { type Fields, findProcesses, type Found, isRecord } from "./_object_lists.ts";
import type { Complaint, ProblemList } from "./_problems.ts";
import { PROCESS_FIELDS, TICKS_MAX, WORKLOAD_FIELDS } from "./_rules.ts";
import { parseTime } from "./_time_units.ts";
import type { WorkloadPath } from "./error.ts";

/** A value beside the list of processes, and where it stands. */
export interface Setting {
  readonly text: string;
  readonly path: WorkloadPath;
}

/** Processes as a table of texts. */
export interface ObjectTable {
  readonly name: string | undefined;
  readonly header: readonly string[];
  readonly count: number;
  rowOf(row: number): string[];
  /** Where a cell stands; the row where `cell` is -1. */
  pathOf(row: number, cell: number): WorkloadPath;
  readonly quantum: Setting | undefined;
  readonly policy: Setting | undefined;
  readonly priorityOrder: Setting | undefined;
  /** What is said of the machine, by the names of its options. */
  readonly machine: Readonly<Partial<Record<MachineSetting, Setting>>>;
  /** What stands beside the list of what devices are like. */
  readonly devices: { readonly value: unknown; readonly path: WorkloadPath } | undefined;
  readonly notRead: readonly string[];
}

/** Options of the machine that stand beside the list. */
export type MachineSetting = "cpus" | "switchCost" | "memory" | "resources";

/** Words for a quantum and for a policy beside the list, as {@linkcode keyOf} gives them. */
const QUANTUM_WORDS =
  "quantum timequantum quantumtime timeslice slice slicetime tq q quantumsize quantumlength rrquantum " +
  "roundrobinquantum quantumticks quantumms 时间片 时间片大小 时间片长度 時間片";
const POLICY_WORDS =
  "policy algorithm scheduler schedulingalgorithm algo schedulingpolicy scheduling strategy 算法 调度算法 演算法";
const MACHINE_WORDS: Readonly<Record<MachineSetting, string>> = {
  cpus: "cpus cpucount numcpus numberofcpus processors processorcount cores cpu数",
  switchCost:
    "switchcost switchtime contextswitch contextswitchtime contextswitchcost contextswitchoverhead overhead 切换时间 切换开销",
  memory: "memory memorysize totalmemory mainmemory ram 内存 主存 内存容量 主存容量",
  resources: "resources countedresources 资源",
};
const SETTING: ReadonlyMap<string, "quantum" | "policy" | "priorityOrder" | MachineSetting> = new Map([
  ...Object.entries(MACHINE_WORDS).flatMap(([name, words]) =>
    words.split(" ").map((word) => [word, name as MachineSetting] as const)
  ),
  ...QUANTUM_WORDS.split(" ").map((word) => [word, "quantum"] as const),
  ...POLICY_WORDS.split(" ").map((word) => [word, "policy"] as const),
  ["priorityorder", "priorityOrder"],
]);

/** Fields that are times. */
const TIMES = ["arrival", "estimate", "deadline", "period", "think"];

/**
 * Makes a table of what a program wrote.
 *
 * @param value What JSON or YAML stands for.
 * @param names What the user said that fields are.
 * @param problems Takes what is wrong.
 * @returns The table; `undefined` where the value is of the project's own shape, or of none that is known.
 */
export function objectTable(
  value: unknown,
  names: ColumnNames | undefined,
  problems: ProblemList,
): ObjectTable | undefined {
  if (names === undefined && isOwn(value)) return undefined;
  const found = findProcesses(value, [], [], names);
  if (found === undefined) {
    if (names === undefined && isTable(value)) problems.add([], withoutNames(value[0]));
    problems.throwIfAny();
    return undefined;
  }
  if ("rule" in found) {
    problems.add([], found);
    problems.throwIfAny();
    return undefined;
  }
  if (names?.places !== undefined && !found.isOfLists) {
    throw new RangeError(
      "Cannot read workload: columns must be renamings where processes are objects, such as Time=bursts, got names by place",
    );
  }
  const keys = new Set<string>();
  for (let row = 0; row < found.count; row++) {
    const fields = found.rowOf(row);
    if (!isRecord(fields)) {
      problems.add(found.pathOf(row, ""), {
        rule: "an object with bursts, as the others of its list are",
        value: fields,
      });
      problems.throwIfAny();
    }
    for (const key in fields as Fields) keys.add(key);
    if (keys.size > COLUMNS_MAX) {
      problems.add(found.pathOf(row, ""), { rule: `of at most ${COLUMNS_MAX} different fields`, value: "more" });
      problems.throwIfAny();
    }
  }
  const header = [...keys].filter((key) => !isMergedIo(key, keys, found));
  const settings = settingsOf(found, problems);
  refuseObjects(header, found, names, problems);
  refuseLostIo(keys, found, problems);
  problems.throwIfAny();
  return {
    ...settings,
    header,
    count: found.count,
    rowOf: (row) => header.map((key) => cellText(key, found.rowOf(row) as Fields, keys)),
    pathOf: (row, cell) => cell < 0 ? found.pathOf(row, "") : found.pathOf(row, header[cell]),
  };
}

/** Whether a value is `[["A", 0, 3]]`. */
function isTable(value: unknown): value is unknown[][] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => Array.isArray(row) && row.length > 1);
}

function withoutNames(row: readonly unknown[]): Complaint {
  const first = typeof row[0] === "string" ? "name" : "pid";
  const usual = row.length === 2 ? [first, "bursts"] : [first, "arrival", "bursts", "priority"];
  const columns = row.slice(0, COLUMNS_MAX).map((_, index) => usual[index] ?? "-").join(",");
  return {
    rule: "an object with a list of processes, or lists under one that names what stands in them",
    hint: `say what the columns are, such as --columns ${columns}`,
  };
}

/** Refuses objects and lists where text is: their own text would become a name. */
function refuseObjects(
  header: readonly string[],
  { count, rowOf, pathOf }: Found,
  names: ColumnNames | undefined,
  problems: ProblemList,
): void {
  for (const key of header) {
    const name = names?.renamed.get(keyOf(key));
    const [meaning] = name === undefined ? senseOf(key).meanings : [name.field ?? "remark"];
    if (!["process", "pid", "name", "group"].includes(meaning)) continue;
    for (let row = 0; row < count; row++) {
      const value = (rowOf(row) as Fields)[key];
      if (!isRecord(value) && !Array.isArray(value)) continue;
      problems.add(pathOf(row, key), { rule: "a name or a number", value });
    }
  }
}

/** Refuses lists of I/O bursts that are not between the CPU bursts of a list. */
function refuseLostIo(keys: ReadonlySet<string>, { count, rowOf, pathOf }: Found, problems: ProblemList): void {
  const io = [...keys].find((key) => senseOf(key).meanings[0] === "io");
  const bursts = burstsKey(keys);
  if (io === undefined || bursts === undefined) return;
  for (let row = 0; row < count; row++) {
    const fields = rowOf(row) as Fields;
    const waits = fields[io];
    const runs = fields[bursts];
    if (!Array.isArray(waits) || waits.length <= (Array.isArray(runs) ? runs.length : 0)) continue;
    problems.add(pathOf(row, io), {
      rule: "a list of I/O bursts, each behind one of a list of CPU bursts",
      value: waits,
      hint: `write the program as a list: "${bursts}": [2, {"io": 3}, 3]`,
    });
  }
}

/** Whether a value has the shape of `Workload`, mistakes included: it is then read by the letter. */
function isOwn(value: unknown): boolean {
  if (!isRecord(value) || !Array.isArray(value.processes)) return false;
  const isKnownAround = Object.keys(value).every((key) =>
    (WORKLOAD_FIELDS as readonly string[]).includes(key) || key === "$schema" || !SETTING.has(keyOf(key))
  );
  if (!isKnownAround) return false;
  // A slip among names of our own is told as one, and makes no table.
  let isClean = true;
  let hasTimes = false;
  for (const process of value.processes) {
    if (!isRecord(process)) {
      isClean = false;
      continue;
    }
    for (const key in process) {
      if ((PROCESS_FIELDS as readonly string[]).includes(key)) continue;
      if (senseOf(key).meanings.length > 0) return false;
      isClean = false;
    }
    hasTimes ||= hasForeignTime(process);
  }
  return !isClean || !hasTimes;
}

/** Whether any time of a process of our own is a fraction or comes with a unit, or its program is a text: tables read those. */
function hasForeignTime(process: Fields): boolean {
  const isForeign = (value: unknown) =>
    typeof value === "number" && value > 0 && !Number.isInteger(value) && value <= TICKS_MAX ||
    typeof value === "string" && typeof parseTime(value.trim()) === "object";
  if (TIMES.some((field) => isForeign(process[field]))) return true;
  const { bursts } = process;
  return isForeign(bursts) || typeof bursts === "string" && bursts.trim() !== "" ||
    Array.isArray(bursts) &&
      bursts.some((burst) =>
        typeof burst === "string" || isSpelt(burst) ||
        isRecord(burst) && (isForeign(burst.cpu) || isForeign(burst.io))
      );
}

/** What stands beside the list. */
function settingsOf(
  { around }: Found,
  problems: ProblemList,
): Pick<ObjectTable, "name" | "quantum" | "policy" | "priorityOrder" | "machine" | "devices" | "notRead"> {
  let name: string | undefined;
  let devices: ObjectTable["devices"];
  const settings: Partial<Record<"quantum" | "policy" | "priorityOrder" | MachineSetting, Setting>> = {};
  const notRead: string[] = [];
  for (const { path, fields, key: listKey } of around) {
    for (const [key, value] of Object.entries(fields)) {
      if (key === listKey || key === "$schema") continue;
      const setting = SETTING.get(keyOf(key));
      const isText = typeof value === "string" || typeof value === "number";
      const text = setting === "resources" && isRecord(value) ? pairsText(value) : isText ? String(value) : undefined;
      if (setting !== undefined && text !== undefined) {
        const first = settings[setting] ??= { text, path: [...path, key] };
        if (first.text === text) continue;
        const hint = `${String(first.path.at(-1))} says ${first.text}; leave one out`;
        problems.add([...path, key], { rule: `the only one that says the ${setting}`, value, hint });
      } else if ((key === "name" || key === "title") && typeof value === "string") name ??= value;
      else if (key === "devices" && (isRecord(value) || Array.isArray(value))) {
        devices ??= { value, path: [...path, key] };
      } else if (value !== null && value !== undefined) notRead.push(key);
    }
  }
  const { quantum, policy, priorityOrder, ...machine } = settings;
  return { name, quantum, policy, priorityOrder, machine, devices, notRead };
}

/** Whether a key is a list of I/O bursts beside one of CPU bursts: they make one program. */
function isMergedIo(key: string, keys: ReadonlySet<string>, { rowOf, count }: Found): boolean {
  if (senseOf(key).meanings[0] !== "io") return false;
  for (let row = 0; row < count; row++) {
    const value = (rowOf(row) as Fields)[key];
    if (value !== undefined && value !== null) return Array.isArray(value) && burstsKey(keys) !== undefined;
  }
  return false;
}

function burstsKey(keys: ReadonlySet<string>): string | undefined {
  return [...keys].find((key) => senseOf(key).meanings[0] === "bursts");
}

/** An object of counts as it is typed: `tape=2 printer=1`. */
function pairsText(counts: Fields): string {
  return Object.entries(counts).map(([name, count]) => `${name}=${scalarText(count)}`).join(" ");
}

/** A value as the cell of a table. */
function cellText(key: string, fields: Fields, keys: ReadonlySet<string>): string {
  const value = fields[key];
  const [meaning] = senseOf(key).meanings;
  if (meaning === "bursts" && Array.isArray(value)) {
    const io = [...keys].find((other) => senseOf(other).meanings[0] === "io");
    const waits = io === undefined ? undefined : fields[io];
    const entries = Array.isArray(waits)
      ? value.flatMap((cpu, index) =>
        index < waits.length
          ? [{ cpu }, isRecord(waits[index]) ? { type: "io", ...waits[index] } : { io: waits[index] }]
          : [{ cpu }]
      )
      : value;
    return entries.map(burstText).join(" ");
  }
  if (meaning === "resources" && isRecord(value)) return pairsText(value);
  if (meaning === "affinity" && Array.isArray(value)) return value.join(" ");
  return scalarText(value);
}
