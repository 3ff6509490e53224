/**
 * What every CPU and every process is in the middle of at a tick, as data and in words.
 *
 * @module
 */

import { formatCount } from "../../engine/numbers.ts";
import { NOTHING } from "../../pictures/span_lane.ts";
import type { Activity } from "../../pictures/state_intervals.ts";
import { counted, fill } from "../languages/language.ts";
import { ACTIVITIES } from "./chart_data.ts";
import type { ChartModel, ChartSpan } from "./chart_model.ts";
import type { ChartTexts } from "./chart_texts.ts";

/** A process in a state, from when to when. */
export interface Standing {
  readonly process: number;
  readonly start: number;
  readonly end: number;
  /** The place of the lock that it waits for; `null` for none. */
  readonly lock: number | null;
  /** The level of the queue in which it waits; `null` where it does not, or there is one queue. */
  readonly level: number | null;
}

/** A tick of a run. */
export interface Moment {
  readonly tick: number;
  /** What each CPU does; `null` for nothing. */
  readonly cpus: readonly (ChartSpan | null)[];
  /** Who is in which state, except those that have a CPU, in the order in which they came into it. */
  readonly standing: ReadonlyMap<Activity, readonly Standing[]>;
}

/** Names of a list that are written out. */
const NAMES_MAX = 12;

/** CPUs that are told one by one. */
const CPUS_MAX = 16;

/** Activities of processes that have a CPU, which the CPUs tell of. */
const ON_A_CPU: ReadonlySet<Activity> = new Set(["running", "switching", "migrating", "warming"]);

/** Looks at a tick. O(processes x log spans). */
export function momentAt(model: ChartModel, tick: number): Moment {
  const standing = new Map<Activity, Standing[]>();
  const { start, end, kind, value } = model.data.processes;
  for (let process = 0; process < model.groups.processes.length; process++) {
    const index = model.processSpanAt(process, tick);
    if (index === NOTHING) continue;
    const activity = ACTIVITIES[kind[index]];
    if (ON_A_CPU.has(activity)) continue;
    const lock = activity === "lock" ? value[index] : null;
    const list = standing.get(activity);
    const level = activity === "ready" ? model.levelAt(index, tick) : null;
    const one = { process, start: start[index], end: end[index], lock, level };
    if (list === undefined) standing.set(activity, [one]);
    else list.push(one);
  }
  for (const list of standing.values()) {
    list.sort((a, b) => (a.level ?? 0) - (b.level ?? 0) || a.start - b.start || a.process - b.process);
  }
  return { tick, cpus: model.groups.cpus.map((row) => model.spanAtTime(row, tick)), standing };
}

/** A moment in words: a part for each CPU and for each state that somebody is in. */
export function momentTexts(model: ChartModel, { tick, cpus, standing }: Moment, texts: ChartTexts): string[] {
  const parts = cpus.slice(0, CPUS_MAX).map((span, cpu) => {
    if (span === null) return fill(texts.cpuIdle, { cpu });
    const what = { cpu, name: model.processName(span.process!), ...times(span) };
    return fill(texts.cpuDoes[span.activity as keyof ChartTexts["cpuDoes"]], what);
  });
  if (cpus.length > CPUS_MAX) {
    const busy = cpus.filter((span) => span !== null).length;
    parts.push(fill(texts.cpusBusy, { busy: formatCount(busy), all: formatCount(cpus.length) }));
  }
  for (const activity of ["ready", "throttled", "device", "lock", "held"] as const) {
    const list = standing.get(activity);
    if (list === undefined) continue;
    const names = list.slice(0, NAMES_MAX).map(({ process, end, level, lock, start }) => {
      const name = model.processName(process);
      if (level !== null) {
        return fill(texts.sinceIn, { name, from: formatCount(start), queue: `${texts.queue} ${level}` });
      }
      if (activity === "ready") return fill(texts.since, { name, from: formatCount(start) });
      if (lock !== null) return fill(texts.forLock, { name, lock: model.data.locks[lock] });
      return fill(texts.until, { name, to: formatCount(end) });
    });
    const rest = list.length - names.length;
    if (rest > 0) names.push(fill(texts.more, { count: formatCount(rest) }));
    parts.push(`${texts.activities[activity]}: ${names.join(texts.comma)}`);
  }
  return [...parts, ...deadlineTexts(model, tick, texts)];
}

/** Whose deadline is at a tick. O(processes). */
function deadlineTexts(model: ChartModel, tick: number, texts: ChartTexts): string[] {
  const told: string[] = [];
  model.deadlines?.time.forEach((time, process) => {
    if (time !== tick || told.length >= NAMES_MAX) return;
    const isMissed = model.deadlines!.isMissed[process] === 1;
    told.push(fill(isMissed ? texts.missedHere : texts.deadlineHere, { name: model.processName(process) }));
  });
  return told;
}

/** A span in words: who, what, from when to when. */
export function spanText(model: ChartModel, span: ChartSpan, texts: ChartTexts): string {
  if (span.count !== null) return fill(texts.readyCount, { count: formatCount(span.count), ...times(span) });
  const what = {
    name: model.processName(span.process!),
    activity: activityText(model, span, texts),
    ticks: counted(span.end - span.start, texts.ticks),
    ...times(span),
  };
  return fill(texts.span, what) + (span.isMigrated ? texts.cameFromAnotherCpu : "");
}

/** What a span's process does, with the CPU or the lock that it is about. */
export function activityText(
  model: ChartModel,
  { activity, cpu, together, lock }: ChartSpan,
  texts: ChartTexts,
): string {
  if (lock !== null) return fill(texts.onLock, { lock: model.data.locks[lock] });
  const name = texts.activities[activity];
  if (together !== null) return fill(texts.onCpus, { activity: name, count: together });
  return cpu === null ? name : fill(texts.onCpu, { activity: name, cpu });
}

function times({ start, end }: { readonly start: number; readonly end: number }) {
  return { from: formatCount(start), to: formatCount(end) };
}
