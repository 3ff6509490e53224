/**
 * Rules that hold for every run of a larger machine, checked from what was recorded and from nothing else.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { Segment, Transition } from "../../engine/result.ts";
import type { ProcessSpec, Workload } from "../../engine/workload.ts";
import { rebuildHistory, type Stay } from "./history.ts";
import type { RecordedRun } from "./invariants.ts";
import { normalizeBursts } from "./process.ts";

type Report = (violation: string) => void;

/** Every rule that a run breaks, in words; none where all hold. */
export function findLargerViolations(workload: Workload, options: SimulationOptions, run: RecordedRun): string[] {
  const violations: string[] = [];
  const report: Report = (violation) => violations.push(violation);
  const specs = new Map(workload.processes.map((spec, row) => [spec.pid ?? row + 1, spec]));
  const history = rebuildHistory(run.transitions, report);
  checkAffinity(specs, run, report);
  checkQuotas(specs, options, run, report);
  checkMigrations(options, run, report);
  checkWork(specs, options, run, report);
  checkFigures(history, run, report);
  checkIdle(specs, options, run, history, report);
  checkDecisions(run, report);
  return violations;
}

function ticksOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Nothing runs on a CPU outside its affinity. */
function checkAffinity(specs: ReadonlyMap<number, ProcessSpec>, { timeline }: RecordedRun, report: Report): void {
  for (const { pid, cpu, start } of timeline) {
    if (!(specs.get(pid)!.affinity?.includes(cpu) ?? true)) report(`${pid} runs on cpu ${cpu} at ${start}`);
  }
}

/** No group executes more than its quota in a period. */
function checkQuotas(
  specs: ReadonlyMap<number, ProcessSpec>,
  { groups, groupQuotas = {}, quotaPeriod = 100 }: SimulationOptions,
  { timeline }: RecordedRun,
  report: Report,
): void {
  if (!groups) return;
  const used = new Map<string, number>();
  for (const { pid, start, end, kind } of timeline) {
    if (kind !== "run" && kind !== "warmup") continue;
    const group = specs.get(pid)!.group ?? "default";
    for (let tick = start; tick < end; tick++) {
      const period = `${group} ${Math.floor(tick / quotaPeriod)}`;
      used.set(period, (used.get(period) ?? 0) + 1);
    }
  }
  for (const [period, ticks] of used) {
    const quota = groupQuotas[period.split(" ")[0]] ?? Infinity;
    if (ticks > quota) report(`group and period ${period}: ${ticks} ticks, of ${quota}`);
  }
}

/** Every migration, and no other dispatch, costs what it must. */
function checkMigrations(
  { migrationCost = 0, cacheWarmup = 0 }: SimulationOptions,
  { timeline, transitions, processes }: RecordedRun,
  report: Report,
): void {
  const last = new Map<number, number>();
  const migrations = new Map<number, number>();
  for (const { pid, state, cpu } of transitions) {
    if (state !== "running") continue;
    const before = last.get(pid);
    const isMigration = before !== undefined && before !== cpu;
    if (isMigration) migrations.set(pid, (migrations.get(pid) ?? 0) + 1);
    last.set(pid, cpu!);
  }
  for (const { pid, migrations: counted } of processes) {
    const expected = migrations.get(pid) ?? 0;
    if (counted !== undefined && counted !== expected) {
      report(`migrations of ${pid} must be ${expected}, are ${counted}`);
    }
    const own = timeline.filter((segment) => segment.pid === pid);
    const moved = ticksOf(own.filter(({ kind }) => kind === "migration"));
    if (moved !== expected * migrationCost) report(`${pid} migrates for ${moved} ticks in all`);
    const warmed = ticksOf(own.filter(({ kind }) => kind === "warmup"));
    if (warmed > expected * cacheWarmup) report(`${pid} warms up for ${warmed} ticks in all`);
  }
}

/** Each process does the work of its bursts, and wastes less than a tick of it at the end of each. */
function checkWork(
  specs: ReadonlyMap<number, ProcessSpec>,
  { speeds = [] }: SimulationOptions,
  { timeline, processes }: RecordedRun,
  report: Report,
): void {
  for (const { pid, cpu: demand } of processes) {
    const bursts = normalizeBursts(specs.get(pid)!.bursts).filter((burst) => "cpu" in burst).length;
    const own = timeline.filter((segment) => segment.pid === pid && segment.kind === "run");
    const work = own.reduce((sum, { cpu, start, end }) => sum + (end - start) * (speeds[cpu] ?? 1), 0);
    const most = Math.max(1, ...speeds);
    const isExact = speeds.every((speed) => speed === 1);
    if (work < demand || (isExact ? work > demand : work >= demand + bursts * most)) {
      report(`${pid} does ${work} ticks of work, of ${demand}`);
    }
  }
}

/** Turnaround is the sum of its parts, each of which the records show. */
function checkFigures(history: ReadonlyMap<number, Stay[]>, run: RecordedRun, report: Report): void {
  for (const figures of run.processes) {
    const { pid, turnaround, cpu, executed = cpu, waiting, blocked, held, switching } = figures;
    const own = run.timeline.filter((segment) => segment.pid === pid);
    const parts = {
      executed: ticksOf(own.filter(({ kind }) => kind === "run" || kind === "warmup")),
      switching: ticksOf(own.filter(({ kind }) => kind === "switch" || kind === "migration")),
      waiting: (history.get(pid) ?? []).reduce(
        (sum, stay) => sum + (stay.state === "ready" ? stay.end - stay.start : 0),
        0,
      ),
    };
    const stated = { executed, switching, waiting };
    if (JSON.stringify(parts) !== JSON.stringify(stated)) {
      report(`figures of ${pid} must be ${JSON.stringify(parts)}, are ${JSON.stringify(stated)}`);
    }
    if (turnaround !== executed + waiting + blocked + held + switching) report(`turnaround of ${pid} is ${turnaround}`);
  }
}

/**
 * No CPU idles while there is a process that it may take: of its own queue, or, with stealing, of any. Groups with quotas
 * may have to wait.
 */
function checkIdle(
  specs: ReadonlyMap<number, ProcessSpec>,
  { cpus = 1, queues, stealing = false, groups, groupQuotas = {} }: SimulationOptions,
  { transitions }: RecordedRun,
  history: ReadonlyMap<number, Stay[]>,
  report: Report,
): void {
  const homes = homesOver(transitions);
  const times = [...new Set(transitions.map(({ time }) => time))];
  for (const time of times) {
    const busy = new Set<number>();
    const ready: number[] = [];
    for (const [pid, stays] of history) {
      const stay = stays.find(({ start, end }) => start <= time && time < end);
      if (stay?.state === "running") busy.add(stay.cpu!);
      if (stay?.state === "ready") ready.push(pid);
    }
    for (let cpu = 0; cpu < cpus; cpu++) {
      if (busy.has(cpu)) continue;
      for (const pid of ready) {
        const { affinity, group = "default" } = specs.get(pid)!;
        const mayWait = groups === true && groupQuotas[group] !== undefined;
        const isSeen = queues !== "per-cpu" || stealing || homes(pid, time) === cpu;
        if (!mayWait && isSeen && (affinity?.includes(cpu) ?? true)) {
          report(`cpu ${cpu} idles at ${time}, ${pid} is ready`);
        }
      }
    }
  }
}

/** There is one decision for each dispatch, and it says whence the process comes. */
function checkDecisions({ decisions = [], transitions }: RecordedRun, report: Report): void {
  const lastCpu = new Map<number, number>();
  const dispatches = transitions.filter(({ state }) => state === "running");
  if (dispatches.length !== decisions.length) {
    report(`${decisions.length} decisions for ${dispatches.length} dispatches`);
  }
  dispatches.forEach(({ time, pid, cpu, cause, queue }, index) => {
    const decision = decisions[index];
    const isOf = decision?.time === time && decision.pid === pid && decision.cpu === cpu &&
      decision.candidates[0]?.pid === pid && decision.queue === queue;
    if (!isOf) report(`the decision for ${pid} on cpu ${cpu} at ${time} is ${JSON.stringify(decision)}`);
    const comesFrom = lastCpu.get(pid) ?? null;
    if (decision?.lastCpu !== undefined && decision.lastCpu !== comesFrom) report(`${pid} comes from ${comesFrom}`);
    if (queue !== undefined && (queue !== cpu) !== (cause === "stolen")) {
      report(`${pid} by ${cause} from queue ${queue}`);
    }
    lastCpu.set(pid, cpu!);
  });
}

/** The queue of a ready process after all that happened at a time. */
function homesOver(transitions: readonly Transition[]): (pid: number, time: number) => number | undefined {
  return (pid, time) => transitions.findLast((entry) => entry.pid === pid && entry.time <= time)?.queue;
}
