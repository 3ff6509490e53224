/**
 * Rules about the figures of the whole run: recomputed from those of the processes and from the timeline.
 *
 * @module
 */

import { plural } from "../../engine/numbers.ts";
import { deviceSchedule } from "./device_schedule.ts";
import { isSame } from "./figure_rules.ts";
import type { FigureName, LoggedMetrics, LoggedSegment } from "./log.ts";
import { walk } from "./program_walk.ts";
import type { Report, Rule } from "./rule.ts";
import type { ProcessView, RunView } from "./run_view.ts";

const SUMMARISED: readonly FigureName[] = [
  "turnaround",
  "waiting",
  "response",
  "blocked",
  "weightedTurnaround",
  "dispatches",
  "preemptions",
];

/** Nearest-rank percentiles by the names of their statistics. */
const PERCENTILES: readonly (readonly [name: string, share: number])[] = [
  ["median", 0.5],
  ["p95", 0.95],
  ["p99", 0.99],
  ["max", 1],
];

/** Means, percentiles and figures of the machine are what the processes add up to. */
export const metricsRule: Rule = {
  name: "metrics",
  meaning: "metrics of the whole run agree with the processes and the timeline",
  check(run, report) {
    const { metrics, processes } = run.log;
    if (metrics === null) return { skipped: "the log has no metrics" };
    if (processes.length === 0) return { skipped: "the log has no figures of processes" };
    const claim = new Claim(metrics, report);
    for (const figure of SUMMARISED) checkSummary(figure, run.processes, claim);
    checkMachine(run, claim);
    checkBounds(run, claim);
    if (run.log.hasTimeline && !run.log.machine.rigid) {
      checkHidden(run, claim);
      checkDevices(run, claim);
    }
    return { looked: plural(claim.looked, "figure") };
  },
};

/** The metrics as the log claims them. */
class Claim {
  looked = 0;
  readonly #metrics: LoggedMetrics;
  readonly #report: Report;

  constructor(metrics: LoggedMetrics, report: Report) {
    this.#metrics = metrics;
    this.#report = report;
  }

  value(name: string): number | undefined {
    return this.#metrics.values.get(name)?.value ?? undefined;
  }

  /** Where the log has the figure, it must be this. */
  expect(name: string, expected: number | null, reason: string): void {
    const found = this.#metrics.values.get(name);
    if (found === undefined) return;
    this.looked++;
    const { value } = found;
    if (value === null || expected === null ? value === expected : isSame(value, expected)) return;
    this.refuse(name, `must be ${expected ?? "null"}, ${reason}, got ${value ?? "null"}`);
  }

  refuse(name: string, message: string): void {
    const { place, values } = this.#metrics;
    this.#report({ ...place, line: values.get(name)?.line ?? place.line }, name, message);
  }
}

function checkSummary(figure: FigureName, processes: readonly ProcessView[], claim: Claim): void {
  const values: number[] = [];
  for (const { logged } of processes) {
    const value = logged?.figures[figure];
    if (value === undefined) return;
    values.push(value);
  }
  values.sort((a, b) => a - b);
  const sum = values.reduce((total, value) => total + value, 0);
  claim.expect(`${figure}.mean`, sum / values.length, "the mean of the processes");
  for (const [name, share] of PERCENTILES) {
    const rank = Math.max(1, Math.ceil(share * values.length - 1e-9));
    claim.expect(`${figure}.${name}`, values[rank - 1], `rank ${rank} of ${values.length} processes`);
  }
}

/** A figure of every process, or nothing where one of them lacks it. */
function column(
  processes: readonly ProcessView[],
  read: (process: ProcessView) => number | null | undefined,
): number[] | null {
  const values = processes.map(read);
  return values.every((value) => typeof value === "number") ? values as number[] : null;
}

function checkMachine({ log, cpus, lanes, processes }: RunView, claim: Claim): void {
  claim.expect("processes", processes.length, "the number of processes");
  const arrivals = column(processes, ({ logged, arrival }) => logged?.arrival ?? arrival);
  const work = column(processes, ({ logged, cpu }) => logged?.cpu ?? cpu);
  const finishes = column(processes, ({ logged }) => logged?.figures.finish);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const dispatches = column(processes, ({ logged }) => logged?.figures.dispatches);
  if (dispatches !== null) claim.expect("totalDispatches", sum(dispatches), "those of the processes");
  const weighted = column(processes, ({ logged }) => logged?.figures.weightedTurnaround);
  if (weighted !== null) {
    const squares = sum(weighted.map((value) => value * value));
    claim.expect("fairness", sum(weighted) ** 2 / (weighted.length * squares), "Jain's index of weighted turnaround");
  }
  if (arrivals === null) return;
  if (finishes !== null) {
    const makespan = most(finishes) - least(arrivals);
    claim.expect("makespan", makespan, "last finish - first arrival");
    claim.expect("throughput", processes.length / makespan, "processes / makespan");
    const busy = log.hasTimeline ? busyTicks(lanes) : log.machine.isEven && work !== null ? sum(work) : null;
    if (busy !== null && !log.machine.rigid) {
      claim.expect("utilization", busy / (cpus * makespan), "executed ticks / (CPUs x makespan)");
    }
  }
  if (work !== null && !log.machine.rigid) {
    const span = most(arrivals) - least(arrivals);
    const capacity = log.machine.speeds.length > 0 ? sum(log.machine.speeds) : cpus;
    const load = span === 0 ? null : sum(work) / (capacity * span);
    claim.expect("load", load, "CPU time / (work of all CPUs in the time of arrivals)");
  }
}

/** Ticks in which CPUs executed. */
function busyTicks(lanes: RunView["lanes"]): number {
  let ticks = 0;
  for (const lane of lanes.values()) {
    for (const { kind, start, end } of lane) if (kind === "run" || kind === "warmup") ticks += end - start;
  }
  return ticks;
}

/** Figures that the log does not determine, but bounds. */
function checkBounds({ processes }: RunView, claim: Claim): void {
  const longest = claim.value("longestWait.ticks");
  const waits = processes.map(({ logged }) => logged?.figures.waiting ?? Infinity);
  const most = waits.reduce((a, b) => Math.max(a, b), 0);
  if (longest !== undefined && longest > most) {
    claim.refuse("longestWait.ticks", `must be at most ${most}, the longest waiting time, got ${longest}`);
  }
  const pid = claim.value("longestWait.pid");
  const process = processes.find(({ logged }) => logged?.pid === String(pid));
  if (pid !== undefined && process === undefined) {
    claim.refuse("longestWait.pid", `must be the pid of a process, got ${pid}`);
  } else if (longest !== undefined && longest > (process?.logged?.figures.waiting ?? Infinity)) {
    const own = process!.logged!.figures.waiting;
    claim.refuse("longestWait.ticks", `must be at most ${own}, the waiting time of ${process!.label}, got ${longest}`);
  }
}

/** Figures of devices with names are those of what the timeline shows to be asked of them. */
function checkDevices(run: RunView, claim: Claim): void {
  const makespan = claim.value("makespan");
  for (const [device, { requests, busy, waits }] of deviceSchedule(run).totals) {
    const expect = (name: string, expected: number, reason: string) =>
      claim.expect(`devices.${device}.${name}`, expected, reason);
    expect("requests", requests, "those of the programs");
    expect("busy", busy, "the ticks of its I/O");
    const servers = claim.value(`devices.${device}.servers`);
    if (makespan && servers) expect("utilization", busy / (servers * makespan), "busy / (servers x makespan)");
    if (waits === null) continue;
    expect("meanWait", requests === 0 ? 0 : waits.all / requests, "what its requests wait by its order");
    expect("longestWait", waits.longest, "the longest wait by its order");
    if (makespan) expect("meanQueue", waits.all / makespan, "ticks of all waits / makespan");
  }
}

/**
 * Context switches and the longest wait. A dispatch that is taken back before it has run leaves no segment, but is a
 * switch and cuts a wait; so the timeline only bounds both, unless it has as many dispatches as were made.
 */
function checkHidden(run: RunView, claim: Claim): void {
  const { lanes, log, processes } = run;
  const dispatches = claim.value("totalDispatches");
  const changes = (isOne: (before: LoggedSegment, segment: LoggedSegment) => boolean) => {
    let count = 0;
    for (const lane of lanes.values()) {
      count += lane.filter((segment, index) => index > 0 && isOne(lane[index - 1], segment)).length;
    }
    return count;
  };
  const seen = changes((before, segment) => before.process !== segment.process);
  const prepared = changes((before, segment) =>
    before.kind !== "run" && before.process === segment.process && before.end === segment.start
  );
  const isAllSeen = dispatches === log.segments.length - prepared;
  const switches = claim.value("switches");
  if (isAllSeen) claim.expect("switches", seen, "those of the timeline");
  else if (switches !== undefined && switches < seen) {
    claim.refuse("switches", `must be at least ${seen}, those of the timeline, got ${switches}`);
  } else if (switches !== undefined && dispatches !== undefined && switches > dispatches) {
    claim.refuse("switches", `must be at most totalDispatches (${dispatches}), got ${switches}`);
  }
  const { returns } = deviceSchedule(run);
  const walks = processes.map((process) => walk(process, log.machine, returns));
  if (!isAllSeen || walks.some(({ isComplete }) => !isComplete)) return;
  const longest = walks.map(({ ready }) => ready.reduce((most, { from, to }) => Math.max(most, to - from), 0));
  claim.expect("longestWait.ticks", longest.reduce((a, b) => Math.max(a, b), 0), "the longest of the timeline");
}
