/**
 * Ways to tamper with a log. Each gives false where the log offers no place for it.
 *
 * @module
 */

import type { Random } from "../../reference/random.ts";
import type { LoggedRun, LogObject } from "./logs.ts";

/** The figures that metrics summarise. */
export const SUMMARY_NAMES = [
  "turnaround",
  "waiting",
  "response",
  "blocked",
  "weightedTurnaround",
  "dispatches",
  "preemptions",
];

/** A way to tamper with a log. */
export interface Mutation {
  readonly name: string;
  mutate(log: LogObject, random: Random, run: LoggedRun): boolean;
}

function segment(name: string, change: (segment: LogObject, log: LogObject, random: Random) => boolean): Mutation {
  return { name, mutate: (log, random) => change(random.pick(log.timeline), log, random) };
}

function figure(name: string, by: (random: Random) => number): Mutation {
  return {
    name: `the ${name} of a process is another`,
    mutate(log, random) {
      random.pick<LogObject>(log.processes)[name] += by(random);
      return true;
    },
  };
}

function metric(name: string, change: (metrics: LogObject, random: Random, run: LoggedRun) => boolean): Mutation {
  return { name: `the metric ${name} is another`, mutate: (log, random, run) => change(log.metrics, random, run) };
}

const either = (random: Random) => random.pick([-1, 1]);

/** Whether every dispatch of a run has left a segment. */
function isAllSeen({ result: { timeline, metrics } }: LoggedRun): boolean {
  const ends = new Set(
    timeline.filter(({ kind }) => kind === "switch").map(({ cpu, pid, end }) => `${cpu} ${pid} ${end}`),
  );
  const prepared = timeline.filter(({ kind, cpu, pid, start }) => kind === "run" && ends.has(`${cpu} ${pid} ${start}`));
  return metrics.totalDispatches === timeline.length - prepared.length;
}

/** All of them. */
export const MUTATIONS: readonly Mutation[] = [
  segment("a segment begins a tick earlier or later", (each, _, random) => {
    each.start += either(random);
    return true;
  }),
  segment("a segment ends a tick earlier or later", (each, _, random) => {
    each.end += either(random);
    return true;
  }),
  segment("a segment is another process's", (each, log, random) => {
    const others = log.processes.filter(({ pid }: LogObject) => pid !== each.pid);
    if (others.length === 0) return false;
    each.pid = random.pick<LogObject>(others).pid;
    return true;
  }),
  segment("a segment is nobody's", (each) => {
    each.pid = 987654321;
    return true;
  }),
  segment("a segment is on a CPU that there is not", (each, log) => {
    each.cpu = log.options.cpus;
    return true;
  }),
  segment("a segment is on a CPU that has another process", (each, log) => {
    const overlapping = log.timeline.find((other: LogObject) =>
      other.cpu !== each.cpu && other.start < each.end && each.start < other.end
    );
    if (overlapping === undefined) return false;
    each.cpu = overlapping.cpu;
    return true;
  }),
  segment("a segment is left out", (each, log) => {
    log.timeline.splice(log.timeline.indexOf(each), 1);
    return true;
  }),
  segment("a segment is there twice", (each, log) => {
    log.timeline.push({ ...each });
    return true;
  }),
  segment("a run is called a context switch, or the other way round", (each) => {
    each.kind = each.kind === "run" ? "switch" : "run";
    return true;
  }),
  segment("a segment ends where it begins", (each) => {
    each.end = each.start;
    return true;
  }),
  segment("a segment is not of whole ticks", (each) => {
    each.start += 0.5;
    each.end += 0.5;
    return true;
  }),
  {
    name: "a process is in memory where another one is",
    mutate(log, random) {
      const placed = log.processes.filter(({ address }: LogObject) => typeof address === "number");
      if (placed.length < 2) return false;
      const each = random.pick<LogObject>(placed);
      const other = placed.find((one: LogObject) =>
        one !== each && one.arrival + one.held < each.finish && each.arrival + each.held < one.finish
      );
      if (other === undefined) return false;
      each.address = other.address;
      return true;
    },
  },
  {
    name: "the whole timeline comes a tick later",
    mutate(log) {
      for (const each of log.timeline) [each.start, each.end] = [each.start + 1, each.end + 1];
      return true;
    },
  },
  {
    name: "everything after some tick comes a tick later, figures and all, and a CPU is idle beside ready processes",
    mutate(log, random, run) {
      // A process that only computes is certainly ready whenever it is not on a CPU.
      if (run.workload.bursts !== undefined || run.workload.affinity !== undefined) return false;
      const { queues, speeds, cacheWarmup, groupQuotas, serverBudget = 0 } = log.options;
      if (serverBudget > 0 || queues === "per-cpu" || speeds?.length > 0 || cacheWarmup > 0) return false;
      if (Object.keys(groupQuotas ?? {}).length > 0) return false;
      delete log.metrics;
      const at = random.pick<LogObject>(log.timeline).start;
      const isLate = (tick: number) => tick >= at;
      if (log.timeline.some((each: LogObject) => each.start < at && each.end > at)) return false;
      const waits = log.processes.some((each: LogObject) =>
        each.arrival <= at && each.finish > at && each.blocked === 0 && each.held === 0
      );
      if (!waits) return false;
      for (const each of log.timeline) {
        if (isLate(each.start)) [each.start, each.end] = [each.start + 1, each.end + 1];
      }
      for (const each of log.processes) {
        if (isLate(each.firstRun)) each.firstRun++;
        if (each.finish > at) each.finish++;
        const turnaround = each.finish - each.arrival;
        if (each.arrival <= at) each.waiting += turnaround - each.turnaround;
        each.turnaround = turnaround;
        each.response = each.firstRun - each.arrival;
        each.weightedTurnaround = turnaround / each.cpu;
      }
      return true;
    },
  },
  {
    name: "a process is left out",
    mutate(log, random) {
      if (log.processes.length < 2) return false;
      log.processes.splice(random.int(0, log.processes.length - 1), 1);
      return true;
    },
  },
  ...["arrival", "cpu", "firstRun", "finish", "turnaround", "waiting", "response", "held", "switching"]
    .map((name) => figure(name, either)),
  figure("blocked", () => 1),
  figure("weightedTurnaround", () => 0.01),
  figure("dispatches", either),
  figure("preemptions", () => 1),
  ...["processes", "makespan", "totalDispatches"].map((name) =>
    metric(name, (metrics, random) => {
      metrics[name] += either(random);
      return true;
    })
  ),
  ...["throughput", "utilization", "fairness"].map((name) =>
    metric(name, (metrics) => {
      metrics[name] *= 1.001;
      return true;
    })
  ),
  metric("load", (metrics) => {
    metrics.load = metrics.load === null ? 1 : metrics.load + 0.001;
    return true;
  }),
  metric("switches", (metrics, random, run) => {
    metrics.switches += either(random);
    return isAllSeen(run);
  }),
  metric("longestWait.ticks", (metrics) => {
    metrics.longestWait.ticks += 1_000_000;
    return true;
  }),
  metric("longestWait.pid", (metrics) => {
    metrics.longestWait.pid = 987654321;
    return true;
  }),
];
