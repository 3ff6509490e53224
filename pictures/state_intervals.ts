/**
 * The states of each process over time, as charts draw them, from the engine's transitions and segments.
 *
 * @module
 */

import type { Segment, Transition } from "../engine/result.ts";

/**
 * What a process is in the middle of. `throttled` waits for its group's next period, `held` waits for admission, `device` for an I/O, `lock` for a lock.
 *
 * @example
 * ```ts
 * import { type Activity, stateIntervals } from "@quanta/quanta/pictures";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: [1, 3, 1] }] };
 * const { timeline, transitions } = simulate(workload, { policy: "fcfs", timeline: "full", transitions: "full" });
 * const [intervals] = stateIntervals(transitions, timeline).values();
 * const activities: Activity[] = intervals.map(({ activity }) => activity);
 * assertEquals(activities, ["running", "device", "running"]);
 * ```
 * @category Model
 */
export type Activity =
  | "held"
  | "ready"
  | "throttled"
  | "running"
  | "switching"
  | "migrating"
  | "warming"
  | "device"
  | "lock";

/** What lies over the running time that it is part of. */
const OVER_RUNNING = { switch: "switching", migration: "migrating", warmup: "warming", run: null } as const;

/**
 * A process's activity from `start` up to, not including, `end`.
 *
 * @example
 * ```ts
 * import { type StateInterval, stateIntervals } from "@quanta/quanta/pictures";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 3 }, { bursts: 2 }] };
 * const { timeline, transitions } = simulate(workload, { policy: "fcfs", timeline: "full", transitions: "full" });
 * const waits: StateInterval = { start: 0, end: 3, activity: "ready" };
 * assertEquals(stateIntervals(transitions, timeline).get(2)![0], waits);
 * ```
 * @category Model
 */
export interface StateInterval {
  /** The first tick. */
  readonly start: number;
  /** The first tick after it. */
  readonly end: number;
  /** What the process was in the middle of. */
  readonly activity: Activity;
}

/**
 * Intervals of each process by pid, in order of time; those of switching and the like lie over the `running` ones.
 *
 * @example
 * ```ts
 * import { stateIntervals } from "@quanta/quanta/pictures";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ name: "A", bursts: 3 }, { name: "B", bursts: 2 }] };
 * const { timeline, transitions } = simulate(workload, { policy: "fcfs", timeline: "full", transitions: "full" });
 * const [, b] = [...stateIntervals(transitions!, timeline!).values()];
 * assertEquals(b.map(({ start, end, activity }) => [start, end, activity]), [[0, 3, "ready"], [3, 5, "running"]]);
 * ```
 * @category Model
 */
export function stateIntervals(
  transitions: readonly Transition[],
  segments: readonly Segment[],
): Map<number, StateInterval[]> {
  const intervals = new Map<number, StateInterval[]>();
  const open = new Map<number, { start: number; activity: Activity }>();
  for (const transition of transitions) {
    const { pid, time } = transition;
    const previous = open.get(pid);
    if (previous !== undefined && time > previous.start) {
      const list = intervals.get(pid) ?? [];
      list.push({ ...previous, end: time });
      intervals.set(pid, list);
    }
    const activity = activityOf(transition);
    if (activity === null) open.delete(pid);
    else open.set(pid, { start: time, activity });
  }
  for (const { pid, start, end, kind } of segments) {
    const activity = OVER_RUNNING[kind];
    if (activity !== null) intervals.get(pid)?.push({ start, end, activity });
  }
  return intervals;
}

function activityOf({ state, cause }: Transition): Activity | null {
  switch (state) {
    case "new":
      return "held";
    case "ready":
      return cause === "throttled" ? "throttled" : "ready";
    case "running":
      return "running";
    case "blocked":
      return cause === "lock" ? "lock" : "device";
    case "terminated":
      return null;
  }
}
