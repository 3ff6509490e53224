/**
 * Rules that hold for every run of every policy, checked from what was recorded and from nothing else: figures,
 * timeline and transitions must each tell the same story.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { Decision, Metrics, ProcessResult, Segment, Transition } from "../../engine/result.ts";
import type { Workload } from "../../engine/workload.ts";
import { checkAdmission } from "./admission_check.ts";
import { checkDecisions } from "./decision_check.ts";
import { rebuildHistory, type Stay, ticksIn } from "./history.ts";
import { computeMetrics } from "./metrics.ts";
import { releaseReferenceJobs } from "./periodic.ts";
import { createProcesses, type ReferenceProcess } from "./process.ts";
import { checkPrograms, type DeviceCheck, deviceFigures } from "./program_check.ts";
import { devicePools } from "./resources.ts";

/** A run with timeline and transitions recorded in full. */
export interface RecordedRun {
  processes: readonly ProcessResult[];
  timeline: readonly Segment[];
  transitions: readonly Transition[];
  metrics: Metrics;
  /** Where they were recorded, in full too. */
  decisions?: readonly Decision[];
}

/** Every rule that a run breaks, in words; none where all hold. */
export function findViolations(workload: Workload, options: SimulationOptions, run: RecordedRun): string[] {
  const violations: string[] = [];
  const check = new RunCheck(workload, options, run, (violation) => violations.push(violation));
  check.all();
  return violations;
}

/** A stay in state running, with the ticks of switch that it must begin with. */
interface RunningStay {
  pid: number;
  cpu: number;
  start: number;
  end: number;
  ticks: number;
}

class RunCheck {
  readonly #options: SimulationOptions;
  readonly #run: RecordedRun;
  readonly #report: (violation: string) => void;
  readonly #specs: Map<number, ReferenceProcess>;
  readonly #history: Map<number, Stay[]>;
  readonly #cpus: number;
  readonly #devices: Map<string | null, DeviceCheck>;
  readonly #workload: Workload;

  constructor(workload: Workload, options: SimulationOptions, run: RecordedRun, report: (violation: string) => void) {
    this.#options = options;
    this.#run = run;
    this.#report = report;
    const isPeriodic = workload.processes.some(({ period }) => period !== undefined);
    const jobs = isPeriodic ? releaseReferenceJobs(workload, options.horizon!) : workload;
    this.#specs = new Map(createProcesses(jobs).map((process) => [process.pid, process]));
    this.#history = rebuildHistory(run.transitions, report);
    for (const process of this.#specs.values()) {
      const { after, think = 0, arrival = 0 } = process.spec;
      if (after === undefined) continue;
      const end = this.#history.get(after)?.at(-1)?.start ?? NaN;
      process.arrival = Math.max(arrival, end + think);
    }
    this.#cpus = options.cpus ?? 1;
    this.#workload = jobs;
    this.#devices = new Map(Array.from(devicePools(jobs, options), ([name, { servers, keyOf }]) => {
      const requestKey = keyOf && ((pid: number, ticks: number) => keyOf(this.#specs.get(pid)!, ticks));
      return [name, { servers, ...(requestKey === undefined ? {} : { requestKey }) }];
    }));
  }

  all(): void {
    this.#checkLives();
    this.#checkSegments();
    this.#checkRunningStays();
    const services = checkPrograms({
      programs: new Map([...this.#specs].map(([pid, { program }]) => [pid, program])),
      history: this.#history,
      runs: this.#runsOfOneCpu(),
      devices: this.#devices,
    }, this.#report);
    this.#checkDeviceFigures(new Map(Array.from(services, ([name, own]) => [name, deviceFigures(own)])));
    const { decisions, transitions } = this.#run;
    if (decisions !== undefined) checkDecisions(decisions, transitions, this.#options, this.#report);
    this.#checkInstants();
    const { processes } = this.#run;
    checkAdmission({ specs: this.#specs, processes, transitions, options: this.#options }, this.#report);
    this.#checkFigures();
    this.#checkMetrics();
  }

  #checkDeviceFigures(expected: ReadonlyMap<string | null, ReturnType<typeof deviceFigures>>): void {
    const { devices = [], makespan } = this.#run.metrics;
    const named = [...devicePools(this.#workload, this.#options).values()].filter(({ name }) => name !== null);
    if (String(devices.map(({ name }) => name)) !== String(named.map(({ name }) => name))) {
      this.#report(`figures must be of the devices ${named.map(({ name }) => name)}`);
    }
    devices.forEach((actual, index) => {
      const { waited, ...figures } = expected.get(actual.name)!;
      const { name, servers, order } = named[index];
      compareNumbers(`device ${name}`, actual, {
        ...figures,
        name,
        servers,
        order,
        utilization: figures.busy / (servers * makespan),
        meanWait: figures.requests === 0 ? 0 : waited / figures.requests,
        meanQueue: waited / makespan,
      }, this.#report);
    });
  }

  /** Every process arrives when it must, and ends. */
  #checkLives(): void {
    for (const { pid, arrival } of this.#specs.values()) {
      const stays = this.#history.get(pid) ?? [];
      if (stays[0]?.start !== arrival) this.#report(`${pid} must arrive at ${arrival}, arrives at ${stays[0]?.start}`);
      if (stays.at(-1)?.state !== "terminated") this.#report(`${pid} ends as ${stays.at(-1)?.state}`);
    }
    for (const pid of this.#history.keys()) if (!this.#specs.has(pid)) this.#report(`nobody knows ${pid}`);
  }

  /** A CPU runs at most one process at a time, and a process runs on no more CPUs than it takes. */
  #checkSegments(): void {
    const { timeline } = this.#run;
    for (const { pid, cpu, start, end } of timeline) {
      if (!(start < end)) this.#report(`segment of ${pid} from ${start} to ${end}`);
      if (!(cpu >= 0 && cpu < this.#cpus)) this.#report(`segment of ${pid} on cpu ${cpu}`);
    }
    timeline.slice(1).forEach((segment, index) => {
      const before = timeline[index];
      if (segment.start > before.start || (segment.start === before.start && segment.cpu > before.cpu)) return;
      this.#report(`segment of ${segment.pid} at ${segment.start} stands after one at ${before.start}`);
    });
    timeline.forEach((segment, index) => {
      for (const other of timeline.slice(index + 1)) {
        if (other.start >= segment.end) break;
        const isSameJob = this.#options.rigid && other.pid === segment.pid && other.start === segment.start &&
          other.end === segment.end;
        if (other.cpu === segment.cpu) this.#report(`${segment.pid} and ${other.pid} share cpu ${other.cpu}`);
        if (other.pid === segment.pid && !isSameJob) this.#report(`${other.pid} runs twice at ${other.start}`);
      }
    });
  }

  /** The segments of a process are its stays in state running, each a switch, a run, or a switch and a run. */
  #checkRunningStays(): void {
    const segments = [...this.#run.timeline];
    const take = (predicate: (segment: Segment) => boolean) => {
      const index = segments.findIndex(predicate);
      return index < 0 ? undefined : segments.splice(index, 1)[0];
    };
    for (const { pid, cpu, start, end, ticks } of this.#runningStays()) {
      const isOf = (segment: Segment) => segment.pid === pid && segment.cpu === cpu;
      let at = start;
      if (ticks > 0) {
        const segment = take((other) => isOf(other) && other.kind === "switch" && other.start === at);
        if (segment?.end !== start + ticks) this.#report(`${pid} must switch for ${ticks} ticks at ${start}`);
        at = start + ticks;
      }
      if (end < at) this.#report(`${pid} leaves cpu ${cpu} at ${end}, in the middle of a switch`);
      if (end <= at) continue;
      const copies = this.#options.rigid ? this.#specs.get(pid)!.processors : 1;
      for (let copy = 0; copy < copies; copy++) {
        const run = take((segment) =>
          segment.pid === pid && segment.kind === "run" && segment.start === at && segment.end === end &&
          (copies > 1 || segment.cpu === cpu)
        );
        if (run === undefined) this.#report(`${pid} must run from ${at} to ${end} on cpu ${cpu}`);
      }
    }
    for (const { pid, start, kind } of segments) this.#report(`${kind} segment of ${pid} at ${start} without reason`);
  }

  /** Every stay in state running, in order. */
  #runningStays(): RunningStay[] {
    const { switchCost = 0, switchFirst = false, switchAt = "dispatch" } = this.#options;
    const last = new Map<number, number>();
    const savedAt = new Map<number, number>();
    const open = new Map<number, RunningStay>();
    const stays: RunningStay[] = [];
    for (const { pid, state, cpu, time } of this.#run.transitions) {
      const running = open.get(pid);
      if (running !== undefined) {
        running.end = time;
        if (switchAt === "leaving" || state !== "terminated") savedAt.set(running.cpu, time + switchCost);
      }
      open.delete(pid);
      if (state !== "running" || cpu === null) continue;
      const isSwitch = last.has(cpu) ? last.get(cpu) !== pid : switchFirst;
      const ticks = switchAt === "dispatch" ? (isSwitch ? switchCost : 0) : Math.max(0, (savedAt.get(cpu) ?? 0) - time);
      const stay: RunningStay = { pid, cpu, start: time, end: Infinity, ticks };
      last.set(cpu, pid);
      open.set(pid, stay);
      stays.push(stay);
    }
    return stays;
  }

  #runsOfOneCpu(): Map<number, Segment[]> {
    const runs = new Map<number, Segment[]>();
    for (const segment of this.#run.timeline) {
      const list = runs.get(segment.pid) ?? [];
      runs.set(segment.pid, list);
      if (segment.kind === "run" && list.at(-1)?.start !== segment.start) list.push(segment);
    }
    return runs;
  }

  /** No CPU idles while a process is ready, and memory holds no more processes than it may. */
  #checkInstants(): void {
    const { admit = Infinity, rigid = false } = this.#options;
    const instants = [...new Set(this.#run.transitions.map(({ time }) => time))];
    for (const time of instants) {
      let busy = 0, inMemory = 0, ready = 0, leastReady = Infinity;
      for (const [pid, stays] of this.#history) {
        const stay = stays.find((candidate) => candidate.start <= time && time < candidate.end);
        const processors = rigid ? this.#specs.get(pid)?.processors ?? 1 : 1;
        if (stay === undefined || stay.state === "new" || stay.state === "terminated") continue;
        inMemory++;
        if (stay.state === "running") busy += processors;
        if (stay.state !== "ready") continue;
        ready++;
        leastReady = Math.min(leastReady, processors);
      }
      if (busy > this.#cpus) this.#report(`${busy} CPUs are busy at ${time}`);
      if (inMemory > admit) this.#report(`${inMemory} processes are in memory at ${time}`);
      // Rigid jobs may wait behind one that does not fit, but not behind idle CPUs that suffice for all.
      const needed = rigid ? this.#greatestReady(time) : leastReady;
      if (ready > 0 && this.#cpus - busy >= needed && !this.#waitForBudget(time)) {
        this.#report(`${this.#cpus - busy} CPUs are idle at ${time} with ${ready} ready`);
      }
    }
  }

  /** Whether all that are ready may wait for the budget of a server. */
  #waitForBudget(time: number): boolean {
    const options = this.#options;
    if (options.policy !== "rm" && options.policy !== "dm") return false;
    if (["none", "background", undefined].includes(options.server)) return false;
    return [...this.#history].every(([pid, stays]) =>
      this.#specs.get(pid)?.spec.period === undefined ||
      !stays.some(({ state, start, end }) => state === "ready" && start <= time && time < end)
    );
  }

  #greatestReady(time: number): number {
    let greatest = 0;
    for (const [pid, stays] of this.#history) {
      const isReady = stays.some(({ state, start, end }) => state === "ready" && start <= time && time < end);
      if (isReady) greatest = Math.max(greatest, this.#specs.get(pid)!.processors);
    }
    return greatest;
  }

  /** The figures of each process follow from its history and its segments. */
  #checkFigures(): void {
    const { processes, timeline, transitions } = this.#run;
    const pids = [...this.#specs.values()].sort((a, b) => a.row - b.row).map(({ pid }) => pid);
    if (String(processes.map(({ pid }) => pid)) !== String(pids)) {
      this.#report(`processes must be all in the workload's order, got ${processes.map(({ pid }) => pid)}`);
    }
    for (const figures of processes) {
      const { pid } = figures;
      const stays = this.#history.get(pid) ?? [];
      const spec = this.#specs.get(pid)!;
      const segments = timeline.filter((segment) => segment.pid === pid);
      const runs = segments.filter(({ kind }) => kind === "run");
      const switching = segments.filter(({ kind }) => kind === "switch").reduce((sum, s) => sum + s.end - s.start, 0);
      const finish = stays.at(-1)?.start ?? NaN;
      const firstRun = Math.min(...runs.map(({ start }) => start));
      const expected: Omit<ProcessResult, "name"> = {
        pid,
        arrival: spec.arrival,
        cpu: spec.cpuTotal,
        firstRun,
        finish,
        turnaround: finish - spec.arrival,
        waiting: ticksIn(stays, "ready"),
        response: firstRun - spec.arrival,
        blocked: ticksIn(stays, "blocked"),
        held: ticksIn(stays, "new"),
        switching,
        weightedTurnaround: (finish - spec.arrival) / spec.cpuTotal,
        dispatches: stays.filter(({ state }) => state === "running").length,
        preemptions: transitions.filter((entry) => entry.pid === pid && entry.cause === "preempted").length,
      };
      for (const [figure, value] of Object.entries(expected)) {
        const actual = figures[figure as keyof typeof expected];
        if (actual !== value) this.#report(`${figure} of ${pid} must be ${value}, is ${actual}`);
      }
      const { turnaround, cpu, waiting, blocked, held } = figures;
      if (turnaround !== cpu + waiting + blocked + held + figures.switching) {
        this.#report(`turnaround of ${pid} is not the sum of its parts`);
      }
      const executed = runs.reduce((sum, { start, end }) => sum + end - start, 0);
      if (executed !== cpu * (this.#options.rigid ? spec.processors : 1)) {
        this.#report(`run segments of ${pid} sum up to ${executed}`);
      }
    }
  }

  #checkMetrics(): void {
    const { metrics, processes, timeline } = this.#run;
    const longest = this.#longestWait();
    const waits = this.#history.get(metrics.longestWait.pid) ?? [];
    const isReal = waits.some(({ state, start, end }) => state === "ready" && end - start === longest);
    if (!isReal) this.#report(`longest wait of ${metrics.longestWait.pid} must be ${longest}`);
    const expected = computeMetrics(processes, {
      cpus: this.#cpus,
      processors: new Map([...this.#specs].map(([pid, spec]) => [pid, this.#options.rigid ? spec.processors : 1])),
      switches: this.#options.rigid ? switchesOf(timeline) : this.#switches(),
      longestWait: { ticks: longest, pid: metrics.longestWait.pid },
    });
    compareNumbers("metrics", metrics, expected, this.#report);
  }

  #longestWait(): number {
    const stays = [...this.#history.values()].flat().filter(({ state }) => state === "ready");
    return Math.max(...stays.map(({ start, end }) => end - start));
  }

  /** Dispatches of a process other than the last one of its CPU. */
  #switches(): number {
    const last = new Map<number, number>();
    let switches = 0;
    for (const { state, cpu, pid } of this.#run.transitions) {
      if (state !== "running" || cpu === null) continue;
      if (last.has(cpu) && last.get(cpu) !== pid) switches++;
      last.set(cpu, pid);
    }
    return switches;
  }
}

/** Changes of the process of a CPU, summed over the CPUs. */
function switchesOf(timeline: readonly Segment[]): number {
  const last = new Map<number, number>();
  let switches = 0;
  for (const { cpu, pid } of timeline) {
    if (last.has(cpu) && last.get(cpu) !== pid) switches++;
    last.set(cpu, pid);
  }
  return switches;
}

/** Reports every number of `expected` from which `actual` differs by more than rounding. */
export function compareNumbers(
  path: string,
  actual: unknown,
  expected: unknown,
  report: (violation: string) => void,
): void {
  if (typeof expected === "object" && expected !== null) {
    for (const [key, value] of Object.entries(expected)) {
      compareNumbers(`${path}.${key}`, (actual as Record<string, unknown> | null)?.[key], value, report);
    }
  } else if (typeof expected === "number" && typeof actual === "number") {
    const isClose = actual === expected || Math.abs(actual - expected) <= 1e-9 * Math.abs(expected);
    if (!isClose) report(`${path} must be ${expected}, is ${actual}`);
  } else if (actual !== expected) {
    report(`${path} must be ${expected}, is ${actual}`);
  }
}
