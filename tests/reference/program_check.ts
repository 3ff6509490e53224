/**
 * Checks that a recorded run follows the programs of its processes: every burst in full and in turn, I/O as long as it
 * must be and never on more devices than there are, and no lock held twice.
 *
 * @module
 */

import type { Segment } from "../../engine/result.ts";
import type { Burst, IoBurst } from "../../engine/workload.ts";
import type { Stay } from "./history.ts";

/** A span of ticks with its owner. */
interface Span {
  pid: number;
  start: number;
  end: number;
}

/** What is known of the run. */
export interface ProgramCheckInput {
  programs: ReadonlyMap<number, readonly Burst[]>;
  history: ReadonlyMap<number, readonly Stay[]>;
  /** Run segments, of one CPU per process, by start. */
  runs: ReadonlyMap<number, readonly Segment[]>;
  /** Those without a name under `null`. */
  devices: ReadonlyMap<string | null, DeviceCheck>;
}

/** How a device serves. */
export interface DeviceCheck {
  servers: number;
  /** What requests go by, least first; first come, first served where it is not given. */
  requestKey?: (pid: number, ticks: number) => number;
}

/** Reports every deviation; gives the requests of each device. */
export function checkPrograms(
  input: ProgramCheckInput,
  report: (violation: string) => void,
): Map<string | null, Service[]> {
  const holds = new Map<string, Span[]>();
  const services: Service[] = [];
  for (const [pid, program] of input.programs) {
    const walk = new ProgramWalk(pid, program, input, report);
    walk.run();
    services.push(...walk.services);
    for (const [lock, spans] of walk.holds) holds.set(lock, [...holds.get(lock) ?? [], ...spans]);
  }
  for (const [lock, spans] of holds) {
    spans.sort((a, b) => a.start - b.start || a.end - b.end);
    spans.slice(1).forEach((span, index) => {
      const before = spans[index];
      if (span.start < before.end) report(`${lock} is held by ${before.pid} and ${span.pid} at ${span.start}`);
    });
  }
  const byDevice = new Map(Array.from(input.devices, ([name, device]) => {
    const own = services.filter((service) => service.device === name);
    checkDevices(own, device, report);
    return [name, own] as const;
  }));
  return byDevice;
}

/** A request from when it was made to when it was complete, `start` being that of its service. */
interface Service extends Span {
  issued: number;
  device: string | null;
}

function checkDevices(
  services: readonly Service[],
  { servers, requestKey }: DeviceCheck,
  report: (violation: string) => void,
): void {
  for (const { start: time, pid } of services) {
    const inService = services.filter((other) => other.start <= time && time < other.end).length;
    if (inService > servers) report(`${inService} I/Os are in service at ${time}, when that of ${pid} starts`);
  }
  const byIssue = services.toSorted((a, b) => a.issued - b.issued || a.start - b.start);
  byIssue.slice(1).forEach((service, index) => {
    const before = byIssue[index];
    if (service.start < before.start && requestKey === undefined) {
      report(`I/O of ${service.pid} overtakes that of ${before.pid}`);
    }
    // A request that waits finds all devices busy for as long as it waits.
    if (service.start === service.issued) return;
    const busy = services.filter((other) => other.end === service.start && other !== service).length;
    if (busy === 0) report(`I/O of ${service.pid} starts at ${service.start}, when no device became free`);
  });
  if (requestKey === undefined) return;
  for (const { pid, start, end } of services) {
    const better = services.find((other) =>
      other.issued < start && start < other.start &&
      requestKey(other.pid, other.end - other.start) < requestKey(pid, end - start)
    );
    if (better !== undefined) report(`I/O of ${pid} starts at ${start} although that of ${better.pid} goes first`);
  }
}

/** The figures of a device, from its requests. */
export function deviceFigures(services: readonly Service[]) {
  const lengths = services.map(({ start: time }) =>
    // The queue is longest just before a request is taken.
    services.filter(({ issued, start }) => issued < time && time <= start).length
  );
  return {
    requests: services.length,
    busy: services.reduce((sum, { start, end }) => sum + end - start, 0),
    waited: services.reduce((sum, { issued, start }) => sum + start - issued, 0),
    longestWait: Math.max(0, ...services.map(({ issued, start }) => start - issued)),
    longestQueue: Math.max(0, ...lengths),
  };
}

/** Follows one process through its program and its history at the same time. */
class ProgramWalk {
  readonly holds = new Map<string, Span[]>();
  readonly services: Service[] = [];
  readonly #pid: number;
  readonly #program: readonly Burst[];
  readonly #blocked: Stay[];
  readonly #runs: Segment[];
  readonly #report: (violation: string) => void;
  readonly #devices: ReadonlyMap<string | null, DeviceCheck>;
  /** The instant at which the next entry of the program is performed. */
  #time: number;

  constructor(
    pid: number,
    program: readonly Burst[],
    { history, runs, devices }: ProgramCheckInput,
    report: (violation: string) => void,
  ) {
    this.#pid = pid;
    this.#program = program;
    this.#blocked = history.get(pid)!.filter((stay) => stay.state === "blocked");
    this.#time = history.get(pid)!.find((stay) => stay.state === "new")?.end ?? 0;
    this.#runs = (runs.get(pid) ?? []).map((segment) => ({ ...segment }));
    this.#devices = devices;
    this.#report = report;
  }

  run(): void {
    for (const burst of this.#program) {
      if ("cpu" in burst) this.#execute(burst.cpu);
      else if ("io" in burst) this.#io(burst);
      else if ("lock" in burst) this.#lock(burst.lock);
      else this.holds.get(burst.unlock)!.at(-1)!.end = this.#time;
    }
    if (this.#runs.length > 0) this.#report(`${this.#pid} runs more than its program`);
    if (this.#blocked.length > 0) this.#report(`${this.#pid} blocks more often than its program`);
  }

  #execute(ticks: number): void {
    for (let left = ticks; left > 0;) {
      const segment = this.#runs[0];
      if (segment === undefined) return this.#report(`${this.#pid} runs less than its program`);
      if (segment.start < this.#time) this.#report(`${this.#pid} runs at ${segment.start}, before ${this.#time}`);
      const step = Math.min(left, segment.end - segment.start);
      segment.start += step;
      left -= step;
      this.#time = segment.start;
      if (segment.start === segment.end) this.#runs.shift();
    }
  }

  #io({ io: ticks, device: name }: IoBurst): void {
    const device = name ?? null;
    const stay = this.#blocked.shift();
    if (stay === undefined || stay.cause !== "io" || stay.start !== this.#time) {
      return this.#report(`${this.#pid} must block for I/O at ${this.#time}`);
    }
    const length = stay.end - stay.start;
    if (length < ticks || (this.#devices.get(device)!.servers === Infinity && length > ticks)) {
      this.#report(`I/O of ${this.#pid} at ${stay.start} must take ${ticks} ticks, took ${length}`);
    }
    const start = stay.end - ticks;
    if ((stay.device ?? null) !== device) this.#report(`I/O of ${this.#pid} at ${stay.start} must be of ${device}`);
    if (device !== null && stay.servedFrom !== start) {
      this.#report(`I/O of ${this.#pid} at ${stay.start} must be served from ${start}, is from ${stay.servedFrom}`);
    }
    this.services.push({ pid: this.#pid, issued: stay.start, start, end: stay.end, device });
    this.#time = stay.end;
  }

  #lock(name: string): void {
    // A lock that is not blocked on is taken at once; one that is, when the stay ends.
    const stay = this.#blocked[0];
    if (stay !== undefined && stay.cause === "lock" && stay.start === this.#time && stay.lock === name) {
      this.#blocked.shift();
      this.#time = stay.end;
    }
    const spans = this.holds.get(name) ?? [];
    spans.push({ pid: this.#pid, start: this.#time, end: Infinity });
    this.holds.set(name, spans);
  }
}
