/**
 * The rules about locks: one holder at a time, who is as urgent as the protocol makes it.
 *
 * @module
 */

import { formatCount, plural } from "../../engine/numbers.ts";
import { Executed } from "./device_schedule.ts";
import { type LockEvent, lockSchedule, LockTable } from "./lock_schedule.ts";
import type { LoggedMachine, LoggedSegment } from "./log.ts";
import { NO_TIMELINE, type Outcome, type Rule } from "./rule.ts";
import type { ProcessView, RunView } from "./run_view.ts";

/** A span in which a process computes while it holds a lock. */
interface Section {
  readonly process: ProcessView;
  readonly lock: string;
  readonly from: number;
  readonly to: number;
}

/** Why locks cannot be looked at. */
function hindrance({ log, processes }: RunView): Outcome | null {
  if (!log.hasTimeline) return NO_TIMELINE;
  if (log.machine.rigid) return { skipped: "rigid jobs have no locks" };
  if (!log.machine.isEven) return { skipped: "CPUs differ in speed: a tick is not a tick of work" };
  const hasLocks = processes.some(({ bursts }) => bursts?.some(({ kind }) => kind === "lock"));
  return hasLocks ? null : { skipped: "no process is known to take a lock" };
}

/** Nobody computes in a critical section whose lock another holds. */
export const lockRule: Rule = {
  name: "lock",
  meaning: "a lock is held by one process at a time",
  check(run, report) {
    const hindered = hindrance(run);
    if (hindered !== null) return hindered;
    const sections = run.processes.flatMap(sectionsOf).sort((a, b) => a.from - b.from || a.to - b.to);
    const last = new Map<string, Section>();
    for (const section of sections) {
      const before = last.get(section.lock);
      if (before !== undefined && before.to > section.from && before.process !== section.process) {
        const segment = segmentAt(section.process, section.from);
        const holder = `${before.process.label} holds it up to ${formatCount(before.to)}`;
        report(
          segment?.place ?? section.process.place,
          "",
          `${section.process.label} must wait at ${formatCount(section.from)} for lock ${section.lock}: ${holder}`,
        );
      }
      if (before === undefined || section.to > before.to) last.set(section.lock, section);
    }
    return { looked: plural(sections.length, "critical section") };
  },
};

/** The critical sections of a process in which it computes, as far as the timeline tells. */
function sectionsOf(process: ProcessView): Section[] {
  const asked = new Map<string, number>();
  const spans: { lock: string; from: number; to: number }[] = [];
  let at = 0;
  for (const { kind, ticks, lock } of process.bursts ?? []) {
    if (kind === "cpu") at += ticks;
    else if (kind === "lock") asked.set(lock!, at);
    else if (kind === "unlock" && asked.get(lock!)! < at) spans.push({ lock: lock!, from: asked.get(lock!)!, to: at });
  }
  return spans.flatMap(({ lock, from, to }) => {
    const end = new Executed(process).reaches(to).time;
    const begin = new Executed(process).reaches(from + 1).time;
    return begin === null || end === null ? [] : [{ process, lock, from: begin - 1, to: end }];
  });
}

/** The segment in which a process runs at a tick. */
function segmentAt({ segments }: ProcessView, tick: number): LoggedSegment | undefined {
  return segments.find(({ start, end }) => start <= tick && tick < end);
}

/** Nobody runs that is less urgent than a holder who is ready. */
export const urgencyRule: Rule = {
  name: "urgency",
  meaning: "who holds locks is as urgent as lockProtocol says: nobody less urgent runs while it is ready",
  check(run, report) {
    const hindered = hindrance(run) ?? withoutUrgency(run.log.machine);
    if (hindered !== null) return hindered;
    const rules = run.log.machine.lockRules!;
    if (run.processes.some(({ isBound }) => isBound)) return { skipped: "some processes may not run on every CPU" };
    if (run.known.size < run.processes.length) {
      return { skipped: "not all priorities are known; --workload tells them" };
    }
    const schedule = lockSchedule(run, rules);
    if (typeof schedule === "string") return { skipped: schedule };
    const table = new LockTable(run, rules);
    const reported = new Set<string>();
    let looked = 0;
    for (const { time, ready, running } of momentsOf(run, schedule, table)) {
      for (const holder of ready) {
        if (table.heldBy(holder).size === 0) continue;
        looked += 1;
        const urgency = table.urgencyOf(holder);
        for (const [process, segment] of running) {
          const key = `${holder.label} ${segment.cpu} ${segment.start}`;
          if (table.urgencyOf(process) <= urgency || reported.has(key)) continue;
          reported.add(key);
          const [lock] = table.heldBy(holder);
          report(
            segment.place,
            "",
            `${process.label} must leave CPU ${segment.cpu} to ${holder.label} at ${
              formatCount(time)
            }: that is ready and holds ${lock}, ` +
              `which makes it the more urgent by ${rules.protocol}`,
          );
        }
      }
    }
    return { looked: `${plural(looked, "moment")} at which a holder is certainly ready` };
  },
};

/** Why nothing can be said of urgencies. */
function withoutUrgency({ lockRules }: LoggedMachine): Outcome | null {
  if (lockRules === undefined || lockRules.protocol === "none") return { skipped: "locks have no protocol" };
  return lockRules.urgency === null
    ? { skipped: "the policy is none that is known to order by priorities, from one queue and preemptively" }
    : null;
}

/** A change of who is ready, runs, or holds and waits. */
interface Change {
  readonly time: number;
  /** At one time locks come first. */
  readonly apply: () => void;
}

/** The table and who is ready and runs, after each time at which that changes. */
function* momentsOf(
  run: RunView,
  { events, readyFrom }: {
    events: readonly LockEvent[];
    readyFrom: ReadonlyMap<ProcessView, ReadonlyMap<number, number>>;
  },
  table: LockTable,
): Generator<{ time: number; ready: ReadonlySet<ProcessView>; running: ReadonlyMap<ProcessView, LoggedSegment> }> {
  const ready = new Set<ProcessView>();
  const running = new Map<ProcessView, LoggedSegment>();
  const changes: Change[] = events.map((event) => ({ time: event.time, apply: () => table.apply(event) }));
  for (const process of run.processes) {
    for (const { from, to } of gapsOf(process, readyFrom.get(process))) {
      changes.push({ time: from, apply: () => ready.add(process) }, { time: to, apply: () => ready.delete(process) });
    }
    for (const segment of process.segments) {
      if (segment.kind !== "run") continue;
      changes.push({ time: segment.end, apply: () => running.get(process) === segment && running.delete(process) });
      changes.push({ time: segment.start, apply: () => running.set(process, segment) });
    }
  }
  changes.sort((a, b) => a.time - b.time);
  for (let index = 0; index < changes.length;) {
    const { time } = changes[index];
    for (; changes[index]?.time === time; index++) changes[index].apply();
    yield { time, ready, running };
  }
}

/** The spans between its segments in which a process that takes locks is certainly ready. */
function* gapsOf(
  { bursts, segments }: ProcessView,
  readyFrom: ReadonlyMap<number, number> | undefined,
): Generator<{ from: number; to: number }> {
  if (bursts === null || readyFrom === undefined && bursts.every(({ kind }) => kind !== "lock")) return;
  const ends = new Set<number>();
  let at = 0;
  for (const { kind, ticks } of bursts) if (kind === "cpu") ends.add(at += ticks);
  let executed = 0;
  for (const [index, { start, end, kind }] of segments.entries()) {
    if (kind === "run") executed += end - start;
    const next = segments[index + 1];
    if (next === undefined || kind !== "run") continue;
    const from = ends.has(executed) ? readyFrom?.get(executed) : end;
    if (from !== undefined && from < next.start) yield { from: Math.max(from, end), to: next.start };
  }
}
