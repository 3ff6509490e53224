/**
 * Rules about what processes do besides computing, and about CPUs that stand idle meanwhile.
 *
 * @module
 */

import { plural } from "../../engine/numbers.ts";
import { deviceSchedule } from "./device_schedule.ts";
import type { LoggedSegment } from "./log.ts";
import { type Span, walk } from "./program_walk.ts";
import { NO_TIMELINE, type Outcome, type Rule } from "./rule.ts";
import type { ProcessView, RunView } from "./run_view.ts";

const RIGID: Outcome = { skipped: "rigid jobs wait for their CPUs together" };

/** Where ticks on a CPU are not work, the log does not tell when a burst is done. */
const UNEVEN: Outcome = { skipped: "CPUs differ in speed: a tick is not a tick of work" };

/** Who is away does not run. */
export const absenceRule: Rule = {
  name: "blocked",
  meaning: "a process does not run during its I/O, nor after its end",
  check(run, report) {
    const { log, processes } = run;
    if (!log.hasTimeline) return NO_TIMELINE;
    if (log.machine.rigid) return RIGID;
    if (!log.machine.isEven) return UNEVEN;
    const known = processes.filter(({ bursts }) => bursts !== null);
    if (known.length === 0) return { skipped: "what processes do besides computing is not known; --workload tells" };
    const { returns } = deviceSchedule(run);
    for (const process of known) {
      for (const { segment, back, away } of walk(process, log.machine, returns).trespasses) {
        const absence = back === Infinity ? `${process.label} has ended` : `${process.label} is away up to ${back}`;
        report(segment.place, "start", `must leave out the time from ${away}, when ${absence}, got ${segment.start}`);
      }
    }
    return { looked: plural(known.length, "program") };
  },
};

/** Nobody waits beside an idle CPU. */
export const conservationRule: Rule = {
  name: "idle",
  meaning: "no CPU is idle while a process is ready (work conservation)",
  check(run, report) {
    const { log, processes } = run;
    if (!log.hasTimeline) return NO_TIMELINE;
    if (log.machine.rigid) return RIGID;
    if (!log.machine.isEven) return UNEVEN;
    if (log.machine.idleReason !== null) return { skipped: log.machine.idleReason };
    if (processes.some(({ isBound }) => isBound)) return { skipped: "some processes may not run on every CPU" };
    if (processes.every(({ arrival }) => arrival === null)) {
      return { skipped: "no arrivals are known; --workload tells them" };
    }
    const { returns } = deviceSchedule(run);
    const waits = processes.flatMap((process) =>
      walk(process, log.machine, returns).ready.map((span) => ({ ...span, process }))
    );
    for (const { from, to, process, before } of idleWaits(run, waits)) {
      const text = `a CPU is idle from ${from} to ${to} although ${process.label} is ready`;
      report(before?.place ?? process.place, "", text);
    }
    return { looked: `${plural(waits.length, "span")} in which a process is certainly ready` };
  },
};

/** A span in which a process is ready. */
interface Wait extends Span {
  readonly process: ProcessView;
}

/** A wait beside an idle CPU, and the segment that the idle time follows. */
interface IdleWait extends Wait {
  readonly before: LoggedSegment | null;
}

/** The spans in which a CPU is idle while a process waits, each reported once. */
function* idleWaits({ lanes, cpus }: RunView, waits: readonly Wait[]): Generator<IdleWait> {
  const changes: { time: number; busy: number; wait: Wait | null; segment: LoggedSegment | null }[] = [];
  for (const lane of lanes.values()) {
    let end = 0;
    for (const segment of lane) {
      const start = Math.max(segment.start, end);
      if (segment.end <= start) continue;
      changes.push({ time: start, busy: 1, wait: null, segment: null });
      changes.push({ time: segment.end, busy: -1, wait: null, segment });
      end = segment.end;
    }
  }
  for (const wait of waits) {
    changes.push({ time: wait.from, busy: 0, wait, segment: null });
    changes.push({ time: wait.to, busy: 0, wait, segment: null });
  }
  changes.sort((a, b) => a.time - b.time);
  const waiting = new Set<Wait>();
  let busy = 0;
  let before: LoggedSegment | null = null;
  for (let index = 0; index < changes.length;) {
    const { time } = changes[index];
    for (; changes[index]?.time === time; index++) {
      const change = changes[index];
      busy += change.busy;
      if (change.segment !== null) before = change.segment;
      if (change.wait === null) continue;
      if (change.wait.from === time) waiting.add(change.wait);
      else waiting.delete(change.wait);
    }
    if (busy >= cpus || waiting.size === 0 || index >= changes.length) continue;
    const [first] = waiting;
    yield { from: time, to: changes[index].time, process: first.process, before };
  }
}
