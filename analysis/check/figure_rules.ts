/**
 * Rules about the figures of processes: against the timeline, and against each other.
 *
 * @module
 */

import { plural } from "../../engine/numbers.ts";
import { deviceSchedule, type Returns } from "./device_schedule.ts";
import type { FigureName, Log, LoggedMachine } from "./log.ts";
import { walk } from "./program_walk.ts";
import { NO_TIMELINE, type Rule } from "./rule.ts";
import { isServedAtOnce, lastIo, type ProcessView } from "./run_view.ts";

/** Figures come from whole ticks or from one division; what differs more is another figure. */
const TOLERANCE = 1e-9;

/** Whether two figures are the same but for rounding. */
export function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other));
}

/** Compares the figures that the log claims of a process with others. */
type Expect = (figure: FigureName | "arrival" | "cpu", expected: number, reason: string) => void;

function expectations({ logged }: ProcessView, report: Parameters<Rule["check"]>[1]): Expect {
  const claimed = { ...logged!.figures, arrival: logged!.arrival ?? undefined, cpu: logged!.cpu ?? undefined };
  return (figure, expected, reason) => {
    const value = claimed[figure];
    if (value === undefined || isSame(value, expected)) return;
    report(logged!.place, figure, `must be ${expected}, ${reason}, got ${value}`);
  };
}

/** What a process claims is what the timeline shows. */
export const timelineFiguresRule: Rule = {
  name: "figures-timeline",
  meaning: "figures of processes agree with the timeline and with the workload",
  check(run, report) {
    const { log, processes, known } = run;
    const claiming = processes.filter(({ logged }) => logged !== null);
    if (claiming.length === 0) return { skipped: "the log has no figures of processes" };
    const { returns } = deviceSchedule(run);
    for (const process of claiming) {
      const expect = expectations(process, report);
      const fact = known.get(process);
      if (fact !== undefined) {
        const { after } = fact;
        const reason = after === undefined
          ? "as the workload has it"
          : `${after.think} ticks after the end of pid ${after.pid}`;
        if (process.arrival !== null) expect("arrival", process.arrival, reason);
        expect("cpu", process.cpu!, "as the workload has it");
      }
      if (!log.hasTimeline) continue;
      compareWithTimeline(process, { machine: log.machine, returns }, expect, report);
      if (log.machine.rigid) continue;
      compareDispatches(process, report);
      compareWaiting(process, { machine: log.machine, returns }, expect);
    }
    if (!log.hasTimeline && known.size === 0) return NO_TIMELINE;
    return { looked: plural(claiming.length, "process", "processes") };
  },
};

/** What is known of the machine and its devices. */
interface Known {
  readonly machine: LoggedMachine;
  readonly returns: Returns;
}

function compareWithTimeline(
  process: ProcessView,
  known: Known,
  expect: Expect,
  report: Parameters<Rule["check"]>[1],
): void {
  const { segments, logged, label } = process;
  const runs = segments.filter(({ kind }) => kind === "run" || kind === "warmup");
  if (runs.length === 0) {
    if (process.cpu === null || process.cpu > 0) report(logged!.place, "", `${label} must run, but no segment is its`);
    return;
  }
  expect("firstRun", runs[0].start, "where its first segment begins");
  compareFinish(process, runs.reduce((last, { end }) => Math.max(last, end), 0), known, { expect, report });
  const ticks = segments.reduce((sum, { start, end }) => sum + end - start, 0);
  const executed = runs.reduce((sum, { start, end }) => sum + end - start, 0);
  expect("switching", ticks - executed, "its segments of context switch and migration");
  expect("executed", executed, "its segments of running");
}

/** A process ends where its last segment does, or after the I/O that its program ends with. */
function compareFinish(
  process: ProcessView,
  end: number,
  { machine, returns }: Known,
  { expect, report }: { readonly expect: Expect; readonly report: Parameters<Rule["check"]>[1] },
): void {
  const { bursts, logged } = process;
  const { finish, blocked = 0 } = logged!.figures;
  const last = lastIo(bursts);
  const io = last?.ticks ?? 0;
  const back = last === null ? null : returns.get(process)?.at(-1) ?? null;
  const isKnown = bursts !== null ? last === null || isServedAtOnce(last, machine.devices) : blocked === 0;
  if (back !== null) expect("finish", back, "when its last I/O is complete");
  else if (isKnown) expect("finish", end + io, io > 0 ? "after its last I/O" : "where its last segment ends");
  else if (finish !== undefined && (finish < end + io || finish > end + Math.max(io, blocked))) {
    const least = io > 0 ? "its last segment and its last I/O" : "its last segment";
    report(
      logged!.place,
      "finish",
      `must be from ${end + io}, the end of ${least}, and no later than it is blocked, got ${finish}`,
    );
  }
}

/** A dispatch that is taken back at once leaves no segment, so there may be more dispatches than stays on a CPU. */
function compareDispatches({ segments, logged }: ProcessView, report: Parameters<Rule["check"]>[1]): void {
  const stays = segments.filter((segment, index) => {
    const before = segments[index - 1];
    return before === undefined || before.end !== segment.start || before.cpu !== segment.cpu;
  }).length;
  const { dispatches } = logged!.figures;
  if (dispatches !== undefined && dispatches < stays) {
    report(logged!.place, "dispatches", `must be at least ${stays}, the times it is given a CPU, got ${dispatches}`);
  }
}

/** Where it is known when a process was ready, that is its waiting time. */
function compareWaiting(process: ProcessView, { machine, returns }: Known, expect: Expect): void {
  const { ready, isComplete } = walk(process, machine, returns);
  if (!isComplete) return;
  expect("waiting", ready.reduce((sum, { from, to }) => sum + to - from, 0), "the time in which it is ready");
}

/** The figures of a process follow from each other. */
export const identitiesRule: Rule = {
  name: "figures",
  meaning: "figures of a process agree with each other: turnaround = finish - arrival = CPU + waiting + blocked + ...",
  check({ log, processes }, report) {
    const claiming = processes.filter(({ logged }) => logged !== null && Object.keys(logged.figures).length > 0);
    if (claiming.length === 0) return { skipped: "the log has no figures of processes" };
    for (const process of claiming) checkIdentities(process, log, report);
    return { looked: plural(claiming.length, "process", "processes") };
  },
};

function checkIdentities(process: ProcessView, log: Log, report: Parameters<Rule["check"]>[1]): void {
  const { figures, place } = process.logged!;
  const arrival = process.logged!.arrival ?? process.arrival;
  const cpu = process.logged!.cpu ?? process.cpu;
  const { firstRun, finish, turnaround, waiting, blocked, preemptions, dispatches } = figures;
  const expect = expectations(process, report);
  for (const [name, value] of Object.entries(figures)) {
    if (value < 0) report(place, name, `must be from 0, got ${value}`);
  }
  if (arrival !== null && finish !== undefined) expect("turnaround", finish - arrival, "finish - arrival");
  if (arrival !== null && firstRun !== undefined) expect("response", firstRun - arrival, "firstRun - arrival");
  if (cpu !== null && turnaround !== undefined && cpu > 0) {
    expect("weightedTurnaround", turnaround / cpu, "turnaround / cpu");
  }
  const running = executedTicks(process, log, cpu);
  if (running !== null && turnaround !== undefined && waiting !== undefined) {
    const rest = running + (blocked ?? 0) + (figures.held ?? 0) + (figures.switching ?? 0);
    expect("waiting", turnaround - rest, "turnaround less the time on a CPU, blocked and held");
  }
  if (preemptions !== undefined && dispatches !== undefined && preemptions > dispatches) {
    report(place, "preemptions", `must be at most dispatches (${dispatches}), got ${preemptions}`);
  }
  if (dispatches !== undefined && dispatches < 1) report(place, "dispatches", `must be from 1, got ${dispatches}`);
  checkLockWait(process, log, report);
  if (process.bursts !== null && blocked !== undefined) {
    const io = process.bursts.reduce((sum, { kind, ticks }) => kind === "io" ? sum + ticks : sum, 0);
    const isExact = process.bursts.every((burst) =>
      burst.kind === "io" ? isServedAtOnce(burst, log.machine.devices) : burst.kind !== "lock"
    );
    if (isExact) expect("blocked", io, "the ticks of its I/O");
    else if (blocked < io) report(place, "blocked", `must be at least ${io}, the ticks of its I/O, got ${blocked}`);
  }
}

/** Who is blocked waits for I/O or for a lock; an inversion is part of the latter. */
function checkLockWait(process: ProcessView, log: Log, report: Parameters<Rule["check"]>[1]): void {
  const { figures: { blocked, lockWait, inversion = 0 }, place } = process.logged!;
  if (lockWait === undefined) return;
  if (inversion > lockWait) report(place, "inversion", `must be at most lockWait (${lockWait}), got ${inversion}`);
  if (process.bursts === null || blocked === undefined) return;
  const io = process.bursts.filter(({ kind }) => kind === "io");
  const most = io.reduce((left, { ticks }) => left - ticks, blocked);
  if (io.every((burst) => isServedAtOnce(burst, log.machine.devices))) {
    expectations(process, report)("lockWait", most, "blocked less the ticks of its I/O");
  } else if (lockWait > most) report(place, "lockWait", `must be at most ${most}, got ${lockWait}`);
}

/** Ticks in which a process runs: as it claims, else those of the timeline, else its CPU ticks. */
function executedTicks({ segments, logged }: ProcessView, log: Log, cpu: number | null): number | null {
  const claimed = logged?.figures.executed;
  if (claimed !== undefined || log.machine.rigid) return claimed ?? cpu;
  if (!log.hasTimeline) return log.machine.isEven ? cpu : null;
  const runs = segments.filter(({ kind }) => kind === "run" || kind === "warmup");
  return runs.reduce((sum, { start, end }) => sum + end - start, 0);
}
