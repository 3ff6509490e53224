/**
 * The lives of processes, rebuilt from recorded transitions.
 *
 * @module
 */

import type { ProcessState, Transition, TransitionCause } from "../../engine/result.ts";

/** A process's stay in one state. */
export interface Stay {
  state: ProcessState;
  /** Why the state was entered. */
  cause: TransitionCause;
  start: number;
  /** Infinity for the last one. */
  end: number;
  cpu: number | null;
  lock: string | null;
  /** The device with a name that it is blocked on, and when that took its request. */
  device?: string;
  servedFrom?: number;
}

const LEGAL_ENTRIES: Readonly<Record<string, readonly TransitionCause[]>> = {
  "none>new": ["arrival"],
  "new>ready": ["new"],
  "new>blocked": ["io"],
  "ready>running": ["dispatch", "stolen"],
  "ready>ready": ["balanced"],
  "running>ready": ["quantum", "preempted", "throttled"],
  "running>blocked": ["io", "lock"],
  "blocked>ready": ["io", "lock"],
  "blocked>blocked": ["io", "lock"],
  "blocked>terminated": ["exit"],
  "running>terminated": ["exit"],
};

/** The stays of every process by pid, in order. What is illegal in them is reported. */
export function rebuildHistory(
  transitions: readonly Transition[],
  report: (violation: string) => void,
): Map<number, Stay[]> {
  const history = new Map<number, Stay[]>();
  let latest = 0;
  for (const { time, pid, state, cause, cpu, by, lock, device } of transitions) {
    const stays = history.get(pid) ?? [];
    history.set(pid, stays);
    const previous = stays.at(-1);
    if (cause === "device") {
      const isAsked = previous?.state === "blocked" && previous.cause === "io" && previous.device === device &&
        previous.servedFrom === undefined;
      if (!isAsked) report(`${device} takes a request of ${pid} at ${time} that it has not made`);
      else previous.servedFrom = time;
      continue;
    }
    const entry = `${previous?.state ?? "none"}>${state}`;
    if (time < latest) report(`transition of ${pid} at ${time} is recorded after one at ${latest}`);
    if (!LEGAL_ENTRIES[entry]?.includes(cause)) report(`${pid} goes ${entry} by ${cause} at ${time}`);
    if ((by !== null) !== (cause === "preempted")) report(`${pid} at ${time}: "by" is ${by} with cause ${cause}`);
    if (entry === "blocked>ready" && previous!.cause !== cause) {
      report(`${pid} blocked by ${previous!.cause} is ready by ${cause} at ${time}`);
    }
    const touchesCpu = state === "running" || previous?.state === "running";
    if (touchesCpu !== (cpu !== null)) report(`${pid} goes ${entry} at ${time} with cpu ${cpu}`);
    if (previous?.state === "running" && previous.cpu !== cpu) report(`${pid} leaves cpu ${cpu} at ${time}`);
    latest = Math.max(latest, time);
    if (previous !== undefined) previous.end = time;
    stays.push({ state, cause, start: time, end: Infinity, cpu, lock, ...(device === undefined ? {} : { device }) });
  }
  return history;
}

/** Ticks spent in a state. */
export function ticksIn(stays: readonly Stay[], state: ProcessState): number {
  return stays.filter((stay) => stay.state === state).reduce((sum, stay) => sum + stay.end - stay.start, 0);
}
