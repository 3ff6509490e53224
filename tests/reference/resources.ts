/**
 * Locks and I/O devices of the reference simulator.
 *
 * @module
 */

import type { ReferenceProcess } from "./process.ts";

/** Who holds each lock and who waits for it, first come first. */
export class LockTable {
  readonly #holders = new Map<string, ReferenceProcess>();
  readonly #waiters = new Map<string, ReferenceProcess[]>();

  /** Takes the lock, or queues for it and returns false. */
  take(name: string, process: ReferenceProcess): boolean {
    if (!this.#holders.has(name)) {
      this.#holders.set(name, process);
      return true;
    }
    const waiters = this.#waiters.get(name) ?? [];
    waiters.push(process);
    this.#waiters.set(name, waiters);
    return false;
  }

  /** Gives the lock to the first process that waits for it, which is returned. */
  release(name: string): ReferenceProcess | undefined {
    this.#holders.delete(name);
    const next = this.#waiters.get(name)?.shift();
    if (next !== undefined) this.#holders.set(name, next);
    return next;
  }

  holder(name: string): ReferenceProcess | undefined {
    return this.#holders.get(name);
  }

  /** The lock that a process waits for. */
  awaitedBy(process: ReferenceProcess): string | undefined {
    for (const [name, waiters] of this.#waiters) {
      if (waiters.includes(process)) return name;
    }
  }
}

interface Request {
  process: ReferenceProcess;
  ticks: number;
  /** Order of issue. */
  issue: number;
  /** When it is complete; Infinity while it waits for a device. */
  completion: number;
}

/** Equal devices behind one queue; `keyOf` says what it goes by, least first, where it is not first come, first served. */
export class DevicePool {
  readonly #devices: number;
  readonly #keyOf: ((process: ReferenceProcess, ticks: number) => number) | undefined;
  readonly #requests: Request[] = [];
  #issued = 0;

  constructor(devices: number, keyOf?: (process: ReferenceProcess, ticks: number) => number) {
    this.#devices = devices;
    this.#keyOf = keyOf;
  }

  issue(process: ReferenceProcess, ticks: number, time: number): void {
    this.#requests.push({ process, ticks, issue: this.#issued++, completion: Infinity });
    if (this.#keyOf === undefined) this.#serve(time);
  }

  /** Free devices take the best of the requests that wait, once all have been made; tells whether one did. */
  serveBest(time: number): boolean {
    const keyOf = this.#keyOf;
    if (keyOf === undefined) return false;
    const waiting = this.#requests.filter(({ completion }) => completion === Infinity);
    waiting.sort((a, b) => keyOf(a.process, a.ticks) - keyOf(b.process, b.ticks) || a.issue - b.issue);
    const free = this.#devices - (this.#requests.length - waiting.length);
    const served = waiting.slice(0, Math.max(0, free));
    for (const request of served) request.completion = time + request.ticks;
    return served.length > 0;
  }

  /** Takes the first request that is complete by now, in the order of issue. */
  complete(time: number): ReferenceProcess | undefined {
    const index = this.#requests.findIndex((request) => request.completion <= time);
    if (index < 0) return undefined;
    const [request] = this.#requests.splice(index, 1);
    if (this.#keyOf === undefined) this.#serve(time);
    return request.process;
  }

  get isIdle(): boolean {
    return this.#requests.length === 0;
  }

  #serve(time: number): void {
    // Requests stand in the order of issue, so the first ones have the devices.
    for (const request of this.#requests.slice(0, this.#devices)) {
      if (request.completion === Infinity) request.completion = time + request.ticks;
    }
  }
}
