/**
 * The I/O devices of a run: what the workload says of those with names, what the options say, and what the core is told.
 *
 * @module
 */

import type { SchedulerCore } from "./core.ts";
import type { PriorityOrder } from "./policy_options.ts";
import type { DeviceRequest, DeviceResult, DeviceState, ResolvedOptions } from "./result.ts";
import { BURST_KIND, type BurstColumns, type DeviceOrder, type WorkloadColumns } from "./workload.ts";

/** The core's numbers of orders. */
const ORDERS: readonly DeviceOrder[] = ["fcfs", "priority", "shortest"];

/** Bytes of a device's figures in the core, see `engine/assembly/scheduler/devices.ts`. */
const FIGURES_BYTES = 48;

/** A device of a run. */
export interface RunDevice {
  /** `null` for the devices without a name, which share a queue. */
  readonly name: string | null;
  readonly servers: number;
  readonly order: DeviceOrder;
}

/** The devices of a run, those without a name first; `null` where these alone do, and serve first come, first served. */
export function devicesOf(workload: WorkloadColumns, options: ResolvedOptions): readonly RunDevice[] | null {
  const { bursts } = workload;
  if (bursts === undefined) return null;
  const isLimited = options.devices !== Infinity;
  const unnamed: RunDevice = { name: null, servers: options.devices, order: isLimited ? options.deviceOrder : "fcfs" };
  const named = bursts.devices ?? [];
  if (named.length === 0) return unnamed.order === "fcfs" ? null : [unnamed];
  const servers = new Map(Object.entries(options.deviceServers));
  const orders = new Map(Object.entries(options.deviceOrders));
  return [
    unnamed,
    ...named.map((device) => ({
      name: device.name,
      servers: servers.get(device.name) ?? device.servers ?? 1,
      order: orders.get(device.name) ?? device.order ?? options.deviceOrder,
    })),
  ];
}

/** Which priorities are the more urgent at devices. */
export function devicePriorityOrder(options: ResolvedOptions): PriorityOrder {
  if (options.devicePriorityOrder !== "policy") return options.devicePriorityOrder;
  return "priorityOrder" in options ? options.priorityOrder : "low";
}

/**
 * Where the queue of each device begins in a column of all requests, and how many there can be at once: a process waits at one
 * device at a time, so a queue is no longer than the processes that have I/O there.
 */
export function queuesOf({ offset, kind, device }: BurstColumns, deviceCount: number): Uint32Array {
  const lengths = new Uint32Array(deviceCount);
  const lastRow = new Int32Array(deviceCount).fill(-1);
  for (let row = 0; row + 1 < offset.length; row += 1) {
    for (let entry = offset[row]; entry < offset[row + 1]; entry += 1) {
      if (kind[entry] !== BURST_KIND.io) continue;
      const of = device?.[entry] ?? 0;
      if (lastRow[of] === row) continue;
      lastRow[of] = row;
      lengths[of] += 1;
    }
  }
  const starts = new Uint32Array(deviceCount + 1);
  for (let of = 0; of < deviceCount; of += 1) starts[of + 1] = starts[of] + lengths[of];
  return starts;
}

/** Writes what the core must know of its devices; it has been laid out. Urgencies stand in the order of the rows. */
export function writeDevices(core: SchedulerCore, devices: readonly RunDevice[], queues: Uint32Array): void {
  const { buffer } = core.memory;
  const servers = new Float64Array(buffer, core.deviceServersAddress.value, devices.length);
  const orders = new Uint8Array(buffer, core.deviceOrderAddress.value, devices.length);
  devices.forEach((device, index) => {
    servers[index] = device.servers;
    orders[index] = ORDERS.indexOf(device.order);
  });
  new Uint32Array(buffer, core.deviceQueueAddress.value, devices.length).set(queues.subarray(0, devices.length));
}

/** What processes go by at devices by priority, in the workload's order; `undefined` where all are equal. */
export function deviceUrgency(workload: WorkloadColumns, options: ResolvedOptions): Float64Array | undefined {
  // From 0, so that no 0 gets a sign.
  return devicePriorityOrder(options) === "low"
    ? workload.priority
    : workload.priority?.map((priority) => 0 - priority);
}

/** The figures of the devices with names, after a run. */
export function readDevices(
  core: SchedulerCore,
  devices: readonly RunDevice[],
  makespan: number,
): readonly DeviceResult[] {
  return devices.flatMap(({ name, servers, order }, index) => {
    if (name === null) return [];
    const at = core.deviceFiguresAddress.value + index * FIGURES_BYTES;
    const [busy, requests, waited, longestWait] = new Float64Array(core.memory.buffer, at, 4);
    const [longestQueue] = new Uint32Array(core.memory.buffer, at + 40, 1);
    return [{
      name,
      servers,
      order,
      requests,
      busy,
      utilization: makespan === 0 ? 0 : busy / (servers * makespan),
      meanWait: requests === 0 ? 0 : waited / requests,
      longestWait,
      meanQueue: makespan === 0 ? 0 : waited / makespan,
      longestQueue,
    }];
  });
}

/** Of the requests that wait so many are listed. */
const LISTED_MAX = 16;

/** Bits of a process number in the tag of a request. */
const PROCESS_COUNT = 2 ** 26;

/** An entry of a heap of requests. */
interface HeapEntry {
  readonly key: number;
  readonly tag: bigint;
  readonly process: number;
}

/** A heap's entries in order. */
function readHeap(core: SchedulerCore, address: number, count: number): HeapEntry[] {
  const view = new DataView(core.memory.buffer, address, count * 16);
  const entries = Array.from({ length: count }, (_, index) => {
    const tag = view.getBigUint64(index * 16 + 8, true);
    return { key: view.getFloat64(index * 16, true), tag, process: Number(tag % BigInt(PROCESS_COUNT)) };
  });
  return entries.sort((a, b) => a.key - b.key || (a.tag < b.tag ? -1 : 1));
}

/** What the devices with names do, between two instants. */
export function readDeviceStates(
  core: SchedulerCore,
  devices: readonly RunDevice[],
  pidOf: (process: number) => number,
): DeviceState[] {
  const { buffer } = core.memory;
  const next = new Uint32Array(buffer, core.burstNextAddress.value, core.processCount.value);
  const ticks = new Float64Array(buffer, core.burstValueAddress.value, core.burstCount.value);
  const since = new Float64Array(buffer, core.blockedSinceAddress.value, core.processCount.value);
  const deviceOf = new Uint32Array(buffer, core.burstDeviceAddress.value, core.burstCount.value);
  const waiting = new Uint32Array(buffer, core.deviceWaitingAddress.value, devices.length);
  const queues = new Uint32Array(buffer, core.deviceQueueAddress.value, devices.length);
  const request = (process: number, until: number | null): DeviceRequest => {
    return { pid: pidOf(process), since: since[process], ticks: ticks[next[process] - 1], until };
  };
  const serving = devices.map((): DeviceRequest[] => []);
  for (const { key, process } of readHeap(core, core.ioAddress.value, core.ioCount.value)) {
    serving[deviceOf[next[process] - 1]].push(request(process, key));
  }
  return devices.flatMap(({ name, servers, order }, index) => {
    if (name === null) return [];
    const queue = readHeap(core, core.requestsAddress.value + 16 * queues[index], waiting[index]);
    return [{
      name,
      servers,
      order,
      serving: serving[index],
      waiting: queue.slice(0, LISTED_MAX).map(({ process }) => request(process, null)),
      waitingCount: queue.length,
    }];
  });
}
