/**
 * Reads what a file or a program says of its devices: `devices: {disk: 2, printer: {servers: 1, order: priority}}`.
 *
 * @module
 */

import type { DeviceOrder, DeviceSpec } from "../workload.ts";
import { WrittenNumber } from "../written_number.ts";
import type { WorkloadPath } from "./error.ts";
import type { ProblemList } from "./_problems.ts";
import { DEVICE_FIELDS, DEVICE_ORDERS, isName, isWhole, RULE, UINT32_MAX } from "./_rules.ts";
import { suggest } from "./_suggest.ts";

/** What else the orders are called. */
const ORDER_WORDS: Readonly<Record<string, DeviceOrder>> = {
  fifo: "fcfs",
  sjf: "shortest",
  sjn: "shortest",
  spn: "shortest",
};

/** Reads the devices, each once; `describe` takes those that are right. */
export function readDeviceSpecs(
  devices: unknown,
  path: WorkloadPath,
  problems: ProblemList,
  describe: (name: string, spec: DeviceSpec) => void,
): void {
  const listed = Array.isArray(devices) ? byName(devices) : undefined;
  if (listed !== undefined) devices = listed;
  if (!isRecord(devices)) {
    problems.add(path, { rule: "an object of devices by name, such as {disk: 2}, or a list of names", value: devices });
    return;
  }
  for (const [name, given] of Object.entries(devices)) {
    const at = [...path, name];
    if (!isName(name)) problems.add(at, { rule: `named by ${RULE.name}`, value: name });
    const spec = isRecord(given) ? withServers(given) : { servers: given };
    const { servers } = spec;
    const order = typeof spec.order === "string" ? ORDER_WORDS[spec.order.toLowerCase()] ?? spec.order : spec.order;
    if (servers !== undefined && !isWhole(servers, 1, UINT32_MAX)) {
      const rule = isRecord(given) ? RULE.servers : `${RULE.servers}, or an object with servers and order`;
      problems.add(isRecord(given) ? [...at, "servers"] : at, { rule, value: servers });
      continue;
    }
    if (order !== undefined && !isOrder(order)) {
      problems.add([...at, "order"], { rule: RULE.deviceOrder, value: order });
      continue;
    }
    refuseOthers(spec, at, problems);
    describe(name, {
      ...(servers === undefined ? {} : { servers: Number(servers) }),
      ...(order === undefined ? {} : { order }),
    });
  }
}

/** What servers are called too. */
const COUNT_WORDS = ["count", "number", "instances", "units", "quantity", "amount"];

function withServers(spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const word = spec.servers === undefined ? COUNT_WORDS.find((each) => spec[each] !== undefined) : undefined;
  if (word === undefined) return spec;
  const { [word]: servers, ...others } = spec;
  return { ...others, servers };
}

/** `[disk, printer]` or `[{name: disk, servers: 2}]` as an object by name; `undefined` where it is neither, or has one twice. */
function byName(list: readonly unknown[]): Record<string, unknown> | undefined {
  const specs = new Map<string, unknown>();
  for (const each of list) {
    const { name, ...spec } = isRecord(each) ? each : { name: each };
    if (typeof name !== "string" || specs.has(name)) return undefined;
    specs.set(name, Object.keys(spec).length === 0 ? undefined : spec);
  }
  return specs.size === 0 ? undefined : Object.fromEntries(specs);
}

/** Reports properties that mean nothing here: a mistyped one would otherwise be ignored without a word. */
function refuseOthers(spec: Readonly<Record<string, unknown>>, path: WorkloadPath, problems: ProblemList): void {
  for (const field of Object.keys(spec)) {
    if ((DEVICE_FIELDS as readonly string[]).includes(field) || spec[field] === undefined) continue;
    const hint = suggest(field, DEVICE_FIELDS);
    const rule = `left out: the fields are ${DEVICE_FIELDS.join(", ")}`;
    problems.add([...path, field], { rule, ...(hint === undefined ? {} : { hint }) });
  }
}

/** What is wrong with a list of devices that a program has made; `undefined` where nothing is. */
export function deviceProblem(
  devices: unknown,
): { field: string; rule: string; value: unknown } | undefined {
  if (!Array.isArray(devices)) return { field: "bursts.devices", rule: "an Array", value: devices };
  const names = new Set<unknown>();
  for (const [index, device] of devices.entries()) {
    const field = `bursts.devices[${index}]`;
    const { name, servers, order } = (device ?? {}) as Record<string, unknown>;
    if (!isName(name) || names.has(name)) return { field: `${field}.name`, rule: `${RULE.name}, once`, value: name };
    names.add(name);
    if (servers !== undefined && !isWhole(servers, 1, UINT32_MAX)) {
      return { field: `${field}.servers`, rule: RULE.servers, value: servers };
    }
    if (order !== undefined && !isOrder(order)) {
      return { field: `${field}.order`, rule: RULE.deviceOrder, value: order };
    }
  }
}

function isOrder(value: unknown): value is DeviceOrder {
  return (DEVICE_ORDERS as readonly unknown[]).includes(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}
