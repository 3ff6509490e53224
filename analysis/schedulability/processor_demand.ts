/**
 * The processor demand of tasks under earliest deadline first: what must be done by each deadline, held against the time until then.
 *
 * Baruah, Rosier and Howell, Algorithms and Complexity Concerning the Preemptive Scheduling of Periodic, Real-Time Tasks on One
 * Processor, Real-Time Systems 2, 1990. Fewer points: Zhang and Burns, Schedulability Analysis for Real-Time Systems with EDF
 * Scheduling, IEEE Transactions on Computers 58, 2009. Without preemption: Jeffay, Stanat and Martel, On Non-Preemptive Scheduling of
 * Periodic and Sporadic Tasks, RTSS 1991; George, Rivierre and Spuri, INRIA 2966, 1996. With blocking: Baruah, Resource Sharing in
 * EDF-Scheduled Systems, RTSS 2006.
 *
 * @module
 */

import { ceilDivide, Fraction, leastCommonMultiple } from "./_fraction.ts";
import type { TaskSet } from "./_task_set.ts";
import { utilizationOf } from "./_utilization_tests.ts";
import type { SchedulabilityTest } from "./schedulability_result.ts";

/** Deadlines that are looked at. */
const POINTS_MAX = 20_000;

/** Terms of all of them together. */
const TERMS_MAX = 2_000_000;

/** Steps of a busy period. */
const BUSY_STEPS_MAX = 10_000;

/**
 * What must be done by one deadline.
 *
 * @example
 * ```ts
 * import { type DemandPoint, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 2, period: 5, deadline: 4 }, { bursts: 4, period: 7 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "edf", options: { policy: "edf" } }]);
 * const first: DemandPoint = policies[0].demand!.points[0];
 * assertEquals(first, { tick: 4, demand: 2, blocking: 0, meets: true });
 * ```
 * @category Schedulability
 */
export interface DemandPoint {
  /** Ticks after the release of all tasks at once; a deadline of some job. */
  readonly tick: number;
  /** CPU ticks of all jobs that are released and due by then. */
  readonly demand: number;
  /** Ticks for which a job that is due later may hold them up; with preemption as was said of the tasks that are due. */
  readonly blocking: number;
  /** Whether both are no more than the ticks until then. */
  readonly meets: boolean;
}

/**
 * The points up to the bound beyond which none can fail, or to the first that fails.
 *
 * @example
 * ```ts
 * import { type ProcessorDemand, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 2, period: 5, deadline: 4 }, { bursts: 4, period: 7 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "edf", options: { policy: "edf" } }]);
 * const demand: ProcessorDemand = policies[0].demand!;
 * assertEquals([demand.bound, demand.points.map(({ tick }) => tick)], [14, [4, 7, 9, 14]]);
 * ```
 * @category Schedulability
 */
export interface ProcessorDemand {
  /** Deadlines up to this tick are looked at, the least of the three below; `null` where all pass 2^53 - 1. */
  readonly bound: number | null;
  /** The greatest deadline, or (B + the sum of (T - D) U) / (1 - U) where that is more, B the longest blocking; `null` at a utilisation of 1. */
  readonly utilizationBound: number | null;
  /** The first tick at which all that was released at once, and since, is done; `null` where that takes too many steps. */
  readonly busyPeriod: number | null;
  /** The least common multiple of the periods; `null` where some task is held up. */
  readonly hyperperiod: number | null;
  /** Every deadline in order, up to the first that fails. */
  readonly points: readonly DemandPoint[];
  /** Whether all were looked at, or one failed. */
  readonly isWhole: boolean;
  /** What quick processor-demand analysis looks at, from the bound down; empty without preemption, or where there is no bound. */
  readonly quickPoints: readonly DemandPoint[];
}

/** A task in whole numbers of any size. */
interface WideTask {
  readonly cpu: bigint;
  readonly period: bigint;
  readonly deadline: bigint;
  readonly blocking: bigint;
}

/** The demand of tasks that do not ask for more than the CPU has. */
export function processorDemand(set: TaskSet): ProcessorDemand {
  const tasks = set.tasks.map(({ cpu, period, deadline, blocking }) => ({
    cpu: BigInt(cpu),
    period: BigInt(period),
    deadline: BigInt(deadline),
    blocking: BigInt(blocking),
  }));
  const held = tasks.reduce((most, { blocking }) => blocking > most ? blocking : most, 0n);
  const latest = tasks.reduce((most, { deadline }) => deadline > most ? deadline : most, 0n);
  const bounds = {
    utilizationBound: safe(utilizationBound(set, tasks, latest, held)),
    busyPeriod: safe(busyPeriod(tasks, held)),
    // At its end nothing is left, but what somebody is held up for.
    hyperperiod: held > 0n ? null : safe(leastCommonMultiple(tasks.map(({ period }) => period))),
  };
  const least = Math.min(...Object.values(bounds).map((tick) => tick ?? Infinity));
  if (least === Infinity) return { bound: null, ...bounds, points: [], isWhole: false, quickPoints: [] };
  // Without preemption who is due later holds others up, before the latest of the first deadlines.
  const bound = set.preemptive ? least : Math.max(least, Number(latest));
  const { points, isWhole } = walk(tasks, BigInt(bound), set.preemptive);
  return {
    bound,
    ...bounds,
    points,
    isWhole,
    quickPoints: set.preemptive && held === 0n ? quick(tasks, BigInt(bound)) : [],
  };
}

function safe(tick: bigint | null): number | null {
  return tick === null || tick > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(tick);
}

/** Deadline after deadline, up to `bound` or to the first that fails. */
function walk(
  tasks: readonly WideTask[],
  bound: bigint,
  preemptive: boolean,
): Pick<ProcessorDemand, "points" | "isWhole"> {
  const points: DemandPoint[] = [];
  const due = tasks.map(({ deadline }) => deadline);
  while (points.length < POINTS_MAX && points.length * tasks.length <= TERMS_MAX) {
    const next = due.reduce((least, each) => each < least ? each : least);
    if (next > bound) return { points, isWhole: true };
    const point = pointAt(next, tasks, preemptive);
    points.push(point);
    if (!point.meets) return { points, isWhole: true };
    tasks.forEach(({ period }, index) => {
      if (due[index] === next) due[index] += period;
    });
  }
  return { points, isWhole: false };
}

function pointAt(tick: bigint, tasks: readonly WideTask[], preemptive: boolean): DemandPoint {
  let demand = 0n;
  let blocking = 0n;
  for (const { cpu, period, deadline, blocking: own } of tasks) {
    if (deadline <= tick) {
      demand += ((tick - deadline) / period + 1n) * cpu;
      if (own > blocking) blocking = own;
    } else if (!preemptive && cpu - 1n > blocking) blocking = cpu - 1n;
  }
  return {
    tick: Number(tick),
    demand: Number(demand),
    blocking: Number(blocking),
    meets: demand + blocking <= tick,
  };
}

/** The greatest deadline, or (B + the sum of (T - D) U) / (1 - U) where that is more. */
function utilizationBound(set: TaskSet, tasks: readonly WideTask[], latest: bigint, held: bigint): bigint | null {
  const total = utilizationOf(set.tasks);
  if (total.compare(Fraction.ONE) >= 0) return null;
  const slack = set.tasks.reduce((sum, { utilization }, index) => {
    const { period, deadline } = tasks[index];
    return sum.plus(utilization.times(Fraction.of(period > deadline ? period - deadline : 0n)));
  }, Fraction.of(held));
  const rest = Fraction.of(total.denominator - total.numerator, total.denominator);
  const bound = slack.times(Fraction.of(rest.denominator, rest.numerator)).floorTimes(1n);
  return bound > latest ? bound : latest;
}

/** The first tick at which all that was released at once, and since, is done. */
function busyPeriod(tasks: readonly WideTask[], held: bigint): bigint | null {
  let time = tasks.reduce((sum, { cpu }) => sum + cpu, held);
  for (let step = 0; step < BUSY_STEPS_MAX; step++) {
    const asked = tasks.reduce((sum, { cpu, period }) => sum + ceilDivide(time, period) * cpu, held);
    if (asked === time) return time;
    if (asked > BigInt(Number.MAX_SAFE_INTEGER)) return null;
    time = asked;
  }
  return null;
}

/**
 * From the last deadline down: where the demand is less than the time, what lies between the two cannot fail, so the demand is the
 * next point; where it is all of the time, the deadline before it is.
 */
function quick(tasks: readonly WideTask[], bound: bigint): DemandPoint[] {
  const first = tasks.reduce((least, { deadline }) => deadline < least ? deadline : least, tasks[0].deadline);
  const points: DemandPoint[] = [];
  let time = lastDeadline(tasks, bound + 1n);
  while (time !== null && points.length < POINTS_MAX && points.length * tasks.length <= TERMS_MAX) {
    const point = pointAt(time, tasks, true);
    points.push(point);
    const demand = BigInt(point.demand);
    if (!point.meets || demand <= first) return points;
    time = demand < time ? demand : lastDeadline(tasks, time);
  }
  return points;
}

/** The last deadline before `limit`. */
function lastDeadline(tasks: readonly WideTask[], limit: bigint): bigint | null {
  return tasks.reduce<bigint | null>((latest, { period, deadline }) => {
    if (deadline >= limit) return latest;
    const each = deadline + (limit - 1n - deadline) / period * period;
    return latest === null || each > latest ? each : latest;
  }, null);
}

/** The demand as a test. */
export function processorDemandTest(set: TaskSet, { points, isWhole }: ProcessorDemand): SchedulabilityTest {
  const test = { name: "processor-demand", left: null, bound: null } as const;
  if (set.hindrance !== null) return { ...test, says: "cannot say", because: set.hindrance };
  const failed = points.some(({ meets }) => !meets);
  if (!failed) {
    return isWhole
      ? { ...test, says: "schedulable", because: "by every deadline there is time for what is due" }
      : { ...test, says: "cannot say", because: "it takes too many steps" };
  }
  if (!set.preemptive || points.some(({ blocking }) => blocking > 0)) {
    return { ...test, says: "cannot say", because: "by a deadline there may not be time for what is due" };
  }
  return set.isSynchronous
    ? { ...test, says: "not schedulable", because: "by a deadline there is no time for what is due" }
    : { ...test, says: "cannot say", because: "a deadline is missed only if all are released at once" };
}
