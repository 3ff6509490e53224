/**
 * Tasks under one policy: in which order they go, what may hold them up, and what no test can say anything about.
 *
 * @module
 */

import { Fraction } from "./_fraction.ts";
import type { PeriodicTask } from "./_periodic_tasks.ts";
import { blockingOf, type LockRules } from "./_blocking.ts";
import { serverTask } from "./_server_task.ts";
import type { TestedPolicy } from "./schedulability_result.ts";
import type { TestedServer } from "./tested_server.ts";

/** How the tasks are scheduled. */
export interface TaskScheduling {
  readonly policy: TestedPolicy;
  readonly preemptive: boolean;
  /** Whether the greatest priority number is the most urgent. */
  readonly isHighFirst: boolean;
  /** What runs processes without a period, and takes its part of the CPU; `null` for nothing. */
  readonly server: TestedServer | null;
  /** Ticks for which tasks may be held up by less urgent ones, by name; `null` where nobody says it. */
  readonly blocking: Readonly<Record<string, number>> | null;
  /** How locks are held. */
  readonly locks: LockRules;
}

/** A task among the others. */
export interface RankedTask extends PeriodicTask {
  /** The least is the most urgent; 0 under EDF, which has no fixed order. */
  readonly key: number;
  /** The deadline or the period, whichever is less. */
  readonly window: number;
  /** CPU time / window. */
  readonly density: Fraction;
  /** CPU time / period. */
  readonly utilization: Fraction;
  /** Ticks for which a less urgent task may hold it up. */
  readonly blocking: number;
  /** Whether it is the server. */
  readonly isServer: boolean;
  /** Ticks by which what it takes may come early, seen from who is behind it. */
  readonly jitter: number;
}

/** Tasks under one policy. */
export interface TaskSet extends TaskScheduling {
  /** With fixed priorities the most urgent first, else in the workload's order. */
  readonly tasks: readonly RankedTask[];
  /** Whether all are released for the first time at one instant, which is then the worst one. */
  readonly isSynchronous: boolean;
  /** Whether no deadline is before the end of its period. */
  readonly isImplicit: boolean;
  /** Why no test can say that they meet their deadlines; `null` where nothing stands against it. */
  readonly hindrance: string | null;
}

/** The tasks as `scheduling` has them. */
export function taskSet(periodic: readonly PeriodicTask[], scheduling: TaskScheduling): TaskSet {
  const { server, blocking } = scheduling;
  const tasks = server === null ? periodic : [...periodic, serverTask(server)];
  // A server goes before a task of its period.
  const keys = tasks.map((task, index) => keyOf(task, scheduling) - (index === periodic.length ? 0.5 : 0));
  const ranked = tasks.map((task, index): RankedTask => {
    const window = Math.min(task.deadline, task.period);
    return {
      ...task,
      key: keys[index],
      window,
      density: Fraction.of(task.cpu, window),
      utilization: Fraction.of(task.cpu, task.period),
      blocking: blocking !== null
        ? (Object.hasOwn(blocking, task.name) ? blocking[task.name] : 0)
        : scheduling.preemptive && scheduling.locks.protocol !== "none"
        ? blockingOf(tasks, keys, index, scheduling.locks)
        : scheduling.preemptive || scheduling.policy === "edf"
        ? 0
        : longestBehind(tasks, keys, index),
      isServer: index === periodic.length,
      jitter: index === periodic.length ? server!.jitter : 0,
    };
  });
  if (scheduling.policy !== "edf") ranked.sort((a, b) => a.key - b.key || a.window - b.window);
  return {
    ...scheduling,
    tasks: ranked,
    isSynchronous: periodic.every(({ arrival }) => arrival === periodic[0].arrival),
    isImplicit: periodic.every(({ deadline, period }) => deadline >= period),
    hindrance: hindranceOf(periodic, scheduling),
  };
}

function keyOf({ period, deadline, priority }: PeriodicTask, { policy, isHighFirst }: TaskScheduling): number {
  switch (policy) {
    case "rm":
      return period;
    case "dm":
      return deadline;
    case "priority":
      return isHighFirst ? -priority : priority;
    case "edf":
      return 0;
  }
}

/** Without preemption a job that began a tick before is waited for: one tick less than the longest of the less urgent. */
function longestBehind(tasks: readonly PeriodicTask[], keys: readonly number[], index: number): number {
  return tasks.reduce((most, { cpu }, other) => keys[other] > keys[index] ? Math.max(most, cpu - 1) : most, 0);
}

function hindranceOf(
  tasks: readonly PeriodicTask[],
  { policy, preemptive, blocking, locks }: TaskScheduling,
): string | null {
  if (tasks.some(({ hasIo }) => hasIo)) return "a task does I/O, and how its waits fall decides";
  if (policy === "priority" && preemptive && tasks.some(({ deadline, period }) => deadline > period)) {
    return "a preempted job goes behind the next one of its task, which is there before its deadline";
  }
  if (!preemptive || blocking !== null) return null; // who holds a lock runs through, or it is said how long that may take
  const users = new Map<string, number>();
  for (const { sections } of tasks) {
    for (const lock of new Set(sections.map((section) => section.lock))) users.set(lock, (users.get(lock) ?? 0) + 1);
  }
  if (locks.protocol === "ceiling") return null;
  if (locks.protocol === "inheritance") {
    return tasks.some(({ hasNested }) => hasNested)
      ? "a task asks for a lock while it holds one, so that waits go on"
      : null;
  }
  const isShared = [...users.values()].some((count) => count > 1);
  return isShared ? "tasks share a lock, and nothing bounds how long its holder is held up by others" : null;
}

/** The tasks in front of the one at `index` with fixed priorities: the more urgent ones, and of its equals those that may be. */
export function tasksBefore(
  { tasks, policy }: TaskSet,
  index: number,
  areEqualsOrdered: boolean,
): { readonly before: readonly RankedTask[]; readonly isExact: boolean } {
  const task = tasks[index];
  let isExact = true;
  const before = tasks.filter((other) => {
    if (other === task || other.key > task.key) return false;
    if (other.key < task.key) return true;
    // Equals go by arrival. Those that always arrive together go by their rows, as long as each is done before the next is
    // released, and does not lose its place where it is preempted.
    const together = other.period === task.period && other.arrival % other.period === task.arrival % task.period;
    const isOrdered = areEqualsOrdered && policy !== "priority" && together &&
      Math.max(other.deadline, task.deadline) <= task.period;
    if (!isOrdered) isExact = false;
    return !isOrdered || other.row < task.row;
  });
  return { before, isExact };
}

/** Whether the priorities are in the order of the windows, so that bounds on the utilisation hold. */
export function isInOrderOfWindows({ tasks }: TaskSet): boolean {
  return tasks.every((task, index) => {
    if (index === 0) return true;
    const last = tasks[index - 1];
    return task.key === last.key ? task.window === last.window : task.window >= last.window;
  });
}
