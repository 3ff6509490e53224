/**
 * Reads a log: what `sim run` writes as JSON or CSV, or what anybody else writes with the same names. The form is
 * described in `schema/log.schema.json`.
 *
 * @module
 */

import type { DeviceOrder } from "../../engine/workload.ts";
import { isRoundedToWhole } from "../../engine/written_number.ts";
import { LogError } from "../errors.ts";
import { type CsvRow, readCsv } from "./csv_rows.ts";
import { type Json, LocatedJson } from "./located_json.ts";
import {
  type DeviceRules,
  FIGURE_NAMES,
  type FigureName,
  type LockRules,
  type Log,
  type LoggedMachine,
  type LoggedMetrics,
  type LoggedProcess,
  type LoggedSegment,
  type Place,
  placeText,
  SEGMENT_KINDS,
  UNKNOWN_MACHINE,
} from "./log.ts";

/** The most rows of a table: each takes some hundreds of bytes. */
const RECORDS_MAX = 2_000_000;

/** A number as programs write them. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads values of a record; absent, empty and `null` ones are `undefined`. */
interface Fields {
  readonly place: Place;
  has(name: string): boolean;
  text(name: string): string | undefined;
  /** Refuses what is no number. */
  number(name: string): number | undefined;
}

/**
 * Reads a log of either form.
 *
 * @throws {LogError} When it is none; the message has file, line and field.
 * @example
 * ```ts
 * import { readLog } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = readLog("theirs.csv", "name,cpu,start,end\nA,0,0,3\nB,0,3,5\n");
 * assertEquals(log.segments.length, 2);
 * ```
 *
 * @category Checking
 */
export function readLog(file: string, text: string): Log {
  const content = text.replace(/^\ufeff/, "");
  try {
    return /^\s*[[{]/.test(content) ? readJsonLog(file, content) : readCsvLog(file, content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LogError(`Cannot check ${file}: ${error.message}`, { cause: error });
  }
}

function readJsonLog(file: string, text: string): Log {
  const json = new LocatedJson(text);
  const { root } = json;
  const top = Array.isArray(root) ? { timeline: root } : root as { [key: string]: Json };
  const list = (name: string): Json[] => {
    const value = top[name];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    throw refusal({ file, line: json.lineOf(root), path: name }, "must be a list", value);
  };
  const records = <T>(name: string, read: (fields: Fields) => T): T[] =>
    list(name).map((record, index) => {
      const place = { file, line: json.lineOf(record), path: `${name}[${index}]` };
      if (typeof record !== "object" || record === null || Array.isArray(record)) {
        throw refusal(place, "must be an object", record);
      }
      return read(jsonFields(place, record));
    });
  if (!("timeline" in top) && !("processes" in top)) {
    throw refusal({ file, line: 1, path: "" }, "must have a timeline or processes", Object.keys(top).join(", "));
  }
  return {
    file,
    segments: records("timeline", readSegment),
    hasTimeline: "timeline" in top,
    processes: records("processes", readProcess),
    metrics: readMetrics(file, json, top.metrics),
    machine: readMachine(top.options, top.workload),
  };
}

function readCsvLog(file: string, text: string): Log {
  // The header first: of a text that is no log at all, the number of cells in some row is not what is wrong.
  const start = text.search(/\S|$/);
  const end = text.indexOf("\n", start);
  const { columns } = readCsv(end === -1 ? text.slice(start) : text.slice(start, end));
  const hasTimeline = columns.includes("start") && columns.includes("end");
  if (!hasTimeline && !columns.includes("arrival")) {
    const rule = "must name the columns start and end of a timeline, or arrival of processes";
    throw refusal({ file, line: 1, path: "" }, rule, columns.join(","));
  }
  const { rows } = readCsv(text);
  const records = <T>(read: (fields: Fields) => T): T[] => {
    const list: T[] = [];
    for (const row of rows) {
      if (list.length === RECORDS_MAX) {
        throw refusal({ file, line: row.line, path: "" }, `must have at most ${RECORDS_MAX} rows`, "more");
      }
      list.push(read(csvFields(file, row)));
    }
    return list;
  };
  const rest = { file, hasTimeline, metrics: null, machine: UNKNOWN_MACHINE };
  if (hasTimeline) return { ...rest, segments: records(readSegment), processes: [] };
  return { ...rest, segments: [], processes: records(readProcess) };
}

function jsonFields(place: Place, record: { [key: string]: Json }): Fields {
  return {
    place,
    has: (name) => (record[name] ?? null) !== null,
    text(name) {
      const value = record[name] ?? undefined;
      if (value === undefined || typeof value === "string") return value;
      if (typeof value === "number") return String(value);
      throw refusal(within(place, name), "must be a text or a number", value);
    },
    number(name) {
      const value = record[name] ?? undefined;
      if (value === undefined || typeof value === "number") return value;
      throw refusal(within(place, name), "must be a number", value);
    },
  };
}

function csvFields(file: string, { line, cells }: CsvRow): Fields {
  const place = { file, line, path: "" };
  const text = (name: string) => cells.get(name) || undefined;
  return {
    place,
    has: (name) => text(name) !== undefined,
    text,
    number(name) {
      const cell = text(name);
      if (cell === undefined) return undefined;
      const value = DECIMAL.test(cell) && !isRoundedToWhole(cell) ? Number(cell) : NaN;
      if (Number.isFinite(value)) return value;
      throw refusal(within(place, name), "must be a number", cell);
    },
  };
}

function readSegment({ place, text, number }: Fields): LoggedSegment {
  const process = text("pid") ?? text("process") ?? text("name");
  if (process === undefined) throw refusal(place, "must have a pid, a process or a name", "none");
  const word = text("kind") ?? "run";
  const kind = SEGMENT_KINDS.find((each) => each === word);
  if (kind === undefined) throw refusal(within(place, "kind"), `must be one of ${SEGMENT_KINDS.join(", ")}`, word);
  const required = (name: string): number => {
    const value = number(name);
    if (value === undefined) throw refusal(within(place, name), "must be a number", "nothing");
    return value;
  };
  return { place, cpu: number("cpu") ?? 0, process, start: required("start"), end: required("end"), kind };
}

function readProcess({ place, has, text, number }: Fields): LoggedProcess {
  const figures: Partial<Record<FigureName, number>> = {};
  for (const name of FIGURE_NAMES) {
    const value = number(name);
    if (value !== undefined) figures[name] = value;
  }
  return {
    place,
    pid: text("pid") ?? null,
    name: text("name") ?? text("process") ?? null,
    arrival: number("arrival") ?? null,
    cpu: number("cpu") ?? null,
    bursts: null,
    processors: number("processors") ?? 1,
    isBound: has("affinity"),
    figures,
  };
}

/** `{"turnaround": {"mean": 1}}` is `turnaround.mean`, and `{"devices": [{"name": "disk", "busy": 5}]}` is `devices.disk.busy`. */
function readMetrics(file: string, json: LocatedJson, metrics: Json | undefined): LoggedMetrics | null {
  if (typeof metrics !== "object" || metrics === null || Array.isArray(metrics)) return null;
  const line = json.lineOf(metrics);
  const values = new Map<string, { value: number | null; line: number }>();
  const add = (name: string, value: Json, line: number) => {
    if (typeof value === "number" || value === null) values.set(name, { value, line });
  };
  const addNamed = (name: string, list: readonly Json[]) => {
    for (const item of list) {
      if (typeof item !== "object" || item === null || Array.isArray(item) || typeof item.name !== "string") continue;
      for (const [part, each] of Object.entries(item)) add(`${name}.${item.name}.${part}`, each, json.lineOf(item));
    }
  };
  for (const [name, value] of Object.entries(metrics)) {
    if (Array.isArray(value)) addNamed(name, value);
    else if (typeof value !== "object" || value === null) add(name, value, line);
    else for (const [part, each] of Object.entries(value)) add(`${name}.${part}`, each, json.lineOf(value));
  }
  return { place: { file, line, path: "metrics" }, values };
}

/** Servers that may let a job wait although the CPU is idle. */
const SERVERS_WITH_BUDGET: readonly string[] = ["polling", "deferrable", "sporadic"];

/** No limit is written as `null`. */
function readMachine(options: Json | undefined, workload: Json | undefined): LoggedMachine {
  if (typeof options !== "object" || options === null || Array.isArray(options)) return UNKNOWN_MACHINE;
  const number = (name: string) => typeof options[name] === "number" ? options[name] as number : null;
  const { speeds: listed } = options;
  const speeds = Array.isArray(listed) ? listed.filter((speed) => typeof speed === "number") : [];
  return {
    cpus: number("cpus"),
    devices: number("devices") ?? Infinity,
    admit: number("admit") ?? Infinity,
    memory: number("memory") ?? Infinity,
    resources: new Map(countsIn(options, "resources")),
    rigid: options.rigid === true,
    speeds,
    isEven: speeds.every((speed) => speed === 1),
    idleReason: hasAffinity(workload) ? "some processes may not run on every CPU" : idleReasonOf(options),
    horizon: number("horizon") ?? 0,
    deviceRules: readDeviceRules(options),
    lockRules: readLockRules(options),
  };
}

/** What an option has by name; nothing where it is something else. */
function entriesOf(options: { [key: string]: Json }, name: string): [string, Json][] {
  const record = options[name];
  return typeof record === "object" && record !== null && !Array.isArray(record) ? Object.entries(record) : [];
}

function countsIn(options: { [key: string]: Json }, name: string): [string, number][] {
  return entriesOf(options, name).flatMap(([name, count]) => typeof count === "number" ? [[name, count]] : []);
}

const DEVICE_ORDERS: readonly DeviceOrder[] = ["fcfs", "priority", "shortest"];

/** What the options say of devices, where it is what may be said. */
function readDeviceRules(options: { [key: string]: Json }): DeviceRules {
  const isOrder = (value: Json): value is DeviceOrder => DEVICE_ORDERS.some((order) => order === value);
  const { deviceOrder, devicePriorityOrder = "policy", priorityOrder } = options;
  return {
    order: isOrder(deviceOrder ?? null) ? deviceOrder as DeviceOrder : "fcfs",
    isHighFirst: (devicePriorityOrder === "policy" ? priorityOrder : devicePriorityOrder) === "high",
    servers: new Map(countsIn(options, "deviceServers")),
    orders: new Map(
      entriesOf(options, "deviceOrders").flatMap(([name, order]) => isOrder(order) ? [[name, order]] : []),
    ),
  };
}

/** What the options say of locks, where it is what may be said. */
function readLockRules(options: { [key: string]: Json }): LockRules {
  const { policy, lockProtocol, lockOrder, priorityOrder, preemptive, aging, waitingRate, runningRate, between } =
    options;
  const isFixed = policy === "priority" && [aging, waitingRate, runningRate].every((rate) => !rate || rate === "0") ||
    policy === "mlq" && between !== "shares";
  const isOneQueue = options.queues !== "per-cpu" && options.groups !== true;
  const order = priorityOrder === "high" ? "high" : "low";
  return {
    protocol: lockProtocol === "inheritance" || lockProtocol === "ceiling" ? lockProtocol : "none",
    order: lockOrder === "priority" ? "priority" : "fcfs",
    urgency: isFixed && isOneQueue && preemptive !== false ? order : null,
  };
}

/** What `sim run` says of a workload of which some processes are bound to CPUs. */
function hasAffinity(workload: Json | undefined): boolean {
  return typeof workload === "object" && workload !== null && !Array.isArray(workload) && workload.affinity === true;
}

function idleReasonOf({ queues, groupQuotas, server }: { [key: string]: Json }): string | null {
  if (queues === "per-cpu") return "each CPU has a queue of its own";
  const hasQuotas = typeof groupQuotas === "object" && groupQuotas !== null && Object.keys(groupQuotas).length > 0;
  if (hasQuotas) return "groups have quotas";
  const hasBudget = typeof server === "string" && SERVERS_WITH_BUDGET.includes(server);
  return hasBudget ? "a server has a budget" : null;
}

function within(place: Place, name: string): Place {
  return { ...place, path: place.path === "" ? name : `${place.path}.${name}` };
}

function refusal(place: Place, rule: string, value: Json): LogError {
  const text = value === "" ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
  return new LogError(`Cannot check ${placeText(place)} ${rule}, got ${text.slice(0, 60)}`);
}
