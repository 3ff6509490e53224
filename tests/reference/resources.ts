/**
 * I/O devices of the reference simulator.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { DeviceResult } from "../../engine/result.ts";
import type { Burst, DeviceOrder, Workload } from "../../engine/workload.ts";
import type { ReferenceProcess } from "./process.ts";

/** What a device takes next: less is better. */
export type RequestKey = (process: ReferenceProcess, ticks: number) => number;

interface Request {
  process: ReferenceProcess;
  ticks: number;
  /** Order of issue, over all devices. */
  issue: number;
  issued: number;
  /** When it is complete; Infinity while it waits for a device. */
  completion: number;
}

/** One device or several equal ones behind one queue. */
export class DevicePool {
  readonly name: string | null;
  readonly servers: number;
  readonly order: DeviceOrder;
  /** Undefined for first come, first served. */
  readonly keyOf: RequestKey | undefined;
  requests: Request[] = [];
  made = 0;
  busy = 0;
  waited = 0;
  longestWait = 0;
  longestQueue = 0;

  constructor(name: string | null, servers: number, order: DeviceOrder, sign: number) {
    this.name = name;
    this.servers = servers;
    this.order = order;
    // Without a limit nobody waits for all requests of an instant to be made.
    if (order === "fcfs" || servers === Infinity) this.keyOf = undefined;
    else if (order === "shortest") this.keyOf = (_, ticks) => ticks;
    else this.keyOf = ({ spec }) => sign * (spec.priority ?? 0);
  }

  get isFcfs(): boolean {
    return this.keyOf === undefined;
  }

  get waiting(): Request[] {
    const keyOf = this.keyOf ?? (() => 0);
    return this.requests.filter(({ completion }) => completion === Infinity)
      .sort((a, b) => keyOf(a.process, a.ticks) - keyOf(b.process, b.ticks) || a.issue - b.issue);
  }

  /** Free devices take the best of the requests that wait; gives the processes whose they are. */
  serve(time: number): ReferenceProcess[] {
    const waiting = this.waiting;
    const free = this.servers - (this.requests.length - waiting.length);
    const served = waiting.slice(0, Math.max(0, free));
    for (const request of served) {
      request.completion = time + request.ticks;
      this.busy += request.ticks;
      this.waited += time - request.issued;
      this.longestWait = Math.max(this.longestWait, time - request.issued);
    }
    return served.map(({ process }) => process);
  }
}

/** The devices of a run: those without a name as one, and each that has one. */
export function devicePools(workload: Workload, options: SimulationOptions): Map<string | null, DevicePool> {
  const { devices = Infinity, deviceOrder = "fcfs", deviceServers = {}, deviceOrders = {} } = options;
  const asked = options.devicePriorityOrder ?? "policy";
  const usual = "priorityOrder" in options ? options.priorityOrder : "low";
  const sign = (asked === "policy" ? usual : asked) === "high" ? -1 : 1;
  const pools = new Map<string | null, DevicePool>();
  pools.set(null, new DevicePool(null, devices, deviceOrder, sign));
  const used = deviceNames(workload);
  if (used.length === 0) return pools;
  for (const name of [...Object.keys(workload.devices ?? {}), ...used]) {
    if (pools.has(name)) continue;
    const said = workload.devices?.[name];
    const spec = typeof said === "number" ? { servers: said } : said ?? {};
    const order = deviceOrders[name] ?? spec.order ?? deviceOrder;
    pools.set(name, new DevicePool(name, deviceServers[name] ?? spec.servers ?? 1, order, sign));
  }
  return pools;
}

/** All devices of a run: those without a name, and each that has one. */
export class Devices {
  readonly #pools: ReadonlyMap<string | null, DevicePool>;
  readonly #onService: (process: ReferenceProcess, device: string) => void;
  #issued = 0;

  /** `onService` is told when a device with a name takes a request. */
  constructor(
    workload: Workload,
    options: SimulationOptions,
    onService: (process: ReferenceProcess, device: string) => void,
  ) {
    this.#onService = onService;
    this.#pools = devicePools(workload, options);
  }

  issue(process: ReferenceProcess, { io: ticks, device = null }: { io: number; device?: string | null }, time: number) {
    const pool = this.#pools.get(device)!;
    pool.requests.push({ process, ticks, issue: this.#issued++, issued: time, completion: Infinity });
    pool.made++;
    if (pool.isFcfs) this.#serve(pool, time);
  }

  /** Devices that are not first come, first served take requests, once all have been made; tells whether one did. */
  serveBest(time: number): boolean {
    const others = [...this.#pools.values()].filter(({ isFcfs }) => !isFcfs);
    return others.map((pool) => this.#serve(pool, time)).some((count) => count > 0);
  }

  /** Takes the first request that is complete by now, in the order of issue. */
  complete(time: number): ReferenceProcess | undefined {
    const complete = [...this.#pools.values()].flatMap((pool) =>
      pool.requests.filter(({ completion }) => completion <= time).map((request) => ({ pool, request }))
    );
    const [first] = complete.sort((a, b) => a.request.issue - b.request.issue);
    if (first === undefined) return undefined;
    first.pool.requests = first.pool.requests.filter((request) => request !== first.request);
    if (first.pool.isFcfs) this.#serve(first.pool, time);
    return first.request.process;
  }

  get isIdle(): boolean {
    return [...this.#pools.values()].every(({ requests }) => requests.length === 0);
  }

  /** Looks at the queues as they are for one tick. */
  tick(): void {
    for (const pool of this.#pools.values()) pool.longestQueue = Math.max(pool.longestQueue, pool.waiting.length);
  }

  /** Those with a name. */
  figures(makespan: number): DeviceResult[] {
    return [...this.#pools.values()].flatMap(({ name, servers, order, made, busy, waited, ...longest }) =>
      name === null ? [] : [{
        name,
        servers,
        order,
        requests: made,
        busy,
        utilization: busy / (servers * makespan),
        meanWait: made === 0 ? 0 : waited / made,
        longestWait: longest.longestWait,
        meanQueue: waited / makespan,
        longestQueue: longest.longestQueue,
      }]
    );
  }

  #serve(pool: DevicePool, time: number): number {
    const served = pool.serve(time);
    for (const process of served) if (pool.name !== null) this.#onService(process, pool.name);
    return served.length;
  }
}

/** The devices that programs name, as often as they do. */
export function deviceNames({ processes }: Workload): string[] {
  const bursts = processes.flatMap(({ bursts }): (number | Burst)[] => typeof bursts === "number" ? [] : [...bursts]);
  return bursts.flatMap((burst) => typeof burst === "object" && "io" in burst ? burst.device ?? [] : []);
}
