/**
 * Rules about who has which CPU when.
 *
 * @module
 */

import { formatCount, plural } from "../../engine/numbers.ts";
import type { LoggedSegment } from "./log.ts";
import { NO_TIMELINE, type Rule } from "./rule.ts";
import { isWellFormed, type ProcessView } from "./run_view.ts";

/** Segments are what they claim to be. */
export const segmentsRule: Rule = {
  name: "segments",
  meaning: "segments begin before they end, in whole ticks, on CPUs and for processes that there are",
  check({ log, cpus, strangers, missing }, report) {
    if (!log.hasTimeline) return NO_TIMELINE;
    for (const segment of log.segments) {
      const { place, start, end, cpu } = segment;
      if (!Number.isSafeInteger(start) || start < 0) {
        report(place, "start", `must be a whole tick from 0, got ${start}`);
      } else if (!Number.isSafeInteger(end)) report(place, "end", `must be a whole tick, got ${end}`);
      else if (end <= start) report(place, "end", `must be after start (${start}), got ${end}`);
      if (!Number.isInteger(cpu) || cpu < 0 || cpu >= cpus) {
        report(place, "cpu", `must be a CPU from 0 to ${cpus - 1}, got ${cpu}`);
      }
    }
    for (const { place, process } of strangers) report(place, "pid", `must be one of the processes, got ${process}`);
    for (const { pid, name } of missing) {
      const first = { file: log.file, line: log.processes[0].place.line, path: "processes" };
      report(first, "", `must have every process of the workload, ${name} (pid ${pid}) is missing`);
    }
    return { looked: `${plural(log.segments.length, "segment")}, ${plural(cpus, "CPU")}` };
  },
};

/** A CPU has one process at a time. */
export const cpuRule: Rule = {
  name: "cpu-overlap",
  meaning: "a CPU has at most one process at a time",
  check({ log, lanes }, report) {
    if (!log.hasTimeline) return NO_TIMELINE;
    for (const [cpu, lane] of lanes) {
      let last: LoggedSegment | null = null;
      for (const segment of lane) {
        if (last !== null && segment.start < last.end) {
          const message = `must be from ${last.end}, until when CPU ${cpu} has ${last.process} (line ` +
            `${last.place.line}), got ${segment.start}`;
          report(segment.place, "start", message);
        }
        if (last === null || segment.end > last.end) last = segment;
      }
    }
    return { looked: plural(lanes.size, "CPU") };
  },
};

/** A process is at one place at a time. */
export const processRule: Rule = {
  name: "process-overlap",
  meaning: "a process is on at most one CPU at a time; a rigid job on all of its CPUs together",
  check({ log, processes }, report) {
    if (!log.hasTimeline) return NO_TIMELINE;
    for (const process of processes) {
      if (log.machine.rigid) checkTogether(process, report);
      else checkApart(process, report);
    }
    return { looked: plural(processes.length, "process", "processes") };
  },
};

function checkApart({ label, segments }: ProcessView, report: Parameters<Rule["check"]>[1]): void {
  let last: LoggedSegment | null = null;
  for (const segment of segments) {
    if (last !== null && segment.start < last.end) {
      const message =
        `must be from ${last.end}, until when ${label} is on CPU ${last.cpu} (line ${last.place.line}), ` +
        `got ${segment.start}`;
      report(segment.place, "start", message);
    }
    if (last === null || segment.end > last.end) last = segment;
  }
}

/** A rigid job begins and ends on all of its CPUs at once. */
function checkTogether({ label, segments }: ProcessView, report: Parameters<Rule["check"]>[1]): void {
  const [first, ...rest] = segments;
  for (const segment of rest) {
    for (const edge of ["start", "end"] as const) {
      if (segment[edge] === first[edge]) continue;
      const message = `must be ${first[edge]}, as on CPU ${first.cpu}: ${label} is a rigid job, got ${segment[edge]}`;
      report(segment.place, edge, message);
    }
  }
}

/** Nothing runs before it is there. */
export const arrivalRule: Rule = {
  name: "arrival",
  meaning: "nothing runs before it has arrived",
  check({ log, processes }, report) {
    if (!log.hasTimeline) return NO_TIMELINE;
    const known = processes.filter(({ arrival }) => arrival !== null);
    if (known.length === 0) return { skipped: "no arrivals are known; --workload tells them" };
    for (const { label, arrival, segments } of known) {
      for (const { place, start } of segments) {
        if (start < arrival!) report(place, "start", `must be from ${arrival}, the arrival of ${label}, got ${start}`);
      }
    }
    return { looked: plural(known.length, "arrival") };
  },
};

/** Nobody runs where it may not. */
export const affinityRule: Rule = {
  name: "affinity",
  meaning: "a process runs only on the CPUs that its affinity names",
  check({ log, known }, report) {
    if (!log.hasTimeline) return NO_TIMELINE;
    if (known.size === 0) return { skipped: "no affinities are known; --workload tells them" };
    let bound = 0;
    for (const [{ label, segments }, { affinity }] of known) {
      if (affinity === null) continue;
      bound++;
      for (const { place, cpu } of segments) {
        if (affinity.includes(cpu)) continue;
        report(place, "cpu", `must be one of ${affinity.join(", ")}, the affinity of ${label}, got ${cpu}`);
      }
    }
    return { looked: `${plural(bound, "process", "processes")} with an affinity` };
  },
};

/** Everybody gets the CPU time that it wants. */
export const workRule: Rule = {
  name: "work",
  meaning: "a process runs for exactly the CPU ticks that it wants",
  check({ log, processes }, report) {
    if (!log.hasTimeline) return NO_TIMELINE;
    const known = processes.filter(({ cpu }) => cpu !== null);
    if (known.length === 0) return { skipped: "no CPU times are known; --workload tells them" };
    const { isEven, speeds } = log.machine;
    let total = 0;
    for (const process of known) {
      const { label, cpu, segments, place } = process;
      let ran = 0;
      let done = 0;
      for (const { kind, start, end, cpu: index } of segments) {
        if (kind !== "run") continue;
        ran += end - start;
        done += (end - start) * (speeds[index] ?? 1);
      }
      const lanes = log.machine.rigid ? Math.max(1, segments.length) : 1;
      total += ran;
      if (log.machine.rigid && process.processors > 1 && lanes !== process.processors) {
        report(place, "", `${label} must have ${process.processors} CPUs, got ${segments.length}`);
      }
      const wanted = cpu! * lanes;
      // The last tick of a burst on a faster CPU may do more than is left of it.
      if (isEven ? ran === wanted : done >= wanted) continue;
      const last = segments.findLast(isWellFormed)?.place ?? place;
      const message = isEven
        ? `must run for ${formatCount(wanted)} ticks in all, got ${formatCount(ran)}`
        : `must do ${formatCount(wanted)} ticks of work in all, got ${done} in ${formatCount(ran)} ticks`;
      report(last, "", `${label} ${message}`);
    }
    return { looked: `${plural(total, "tick")} of ${plural(known.length, "process", "processes")}` };
  },
};
