/**
 * Tests by how much of the CPU the tasks take: none is exact but for EDF and for harmonic periods.
 *
 * Liu and Layland, Scheduling Algorithms for Multiprogramming in a Hard-Real-Time Environment, JACM 20, 1973; Bini, Buttazzo and
 * Buttazzo, Rate Monotonic Analysis: The Hyperbolic Bound, IEEE Transactions on Computers 52, 2003. Blocking as in Sha, Rajkumar and
 * Lehoczky, Priority Inheritance Protocols, IEEE Transactions on Computers 39, 1990; under EDF Baker, Stack-Based Scheduling of
 * Realtime Processes, Real-Time Systems 3, 1991.
 *
 * @module
 */

import { Fraction, sumOf } from "./_fraction.ts";
import { isInOrderOfWindows, type RankedTask, type TaskSet } from "./_task_set.ts";
import type { ExactNumber, SchedulabilityTest } from "./schedulability_result.ts";

const ONE: ExactNumber = Fraction.ONE.exact();
const TWO = Fraction.of(2);

/** Bits of the first try to tell an irrational bound from a fraction. */
const BITS_FIRST = 128n;

/** CPU time per tick. */
export function utilizationOf(tasks: readonly { readonly utilization: Fraction }[]): Fraction {
  return sumOf(tasks.map(({ utilization }) => utilization));
}

/** More than the CPU has is never schedulable; all of it is, under EDF, where each job has its whole period. */
export function utilizationTest(set: TaskSet): SchedulabilityTest {
  const { policy, preemptive, isImplicit, hindrance, tasks } = set;
  const total = utilizationOf(tasks);
  const test = { name: "utilization", left: total.exact(), bound: ONE } as const;
  if (utilizationOf(tasks.filter(({ isServer }) => !isServer)).compare(Fraction.ONE) > 0) {
    return { ...test, says: "not schedulable", because: "the tasks ask for more than the CPU has" };
  }
  if (total.compare(Fraction.ONE) > 0) {
    return { ...test, says: "cannot say", because: "with the server the tasks ask for more than the CPU has" };
  }
  if (hindrance !== null) return { ...test, says: "cannot say", because: hindrance };
  if (policy !== "edf") {
    return { ...test, says: "cannot say", because: "necessary, but not enough with fixed priorities" };
  }
  if (!preemptive) return { ...test, says: "cannot say", because: "necessary, but not enough without preemption" };
  if (hasBlocking(set)) {
    return { ...test, says: "cannot say", because: "necessary, but not enough where tasks are held up" };
  }
  return isImplicit
    ? { ...test, says: "schedulable", because: "enough for EDF where no deadline is before the end of its period" }
    : { ...test, says: "cannot say", because: "necessary, but not enough where deadlines are before the next release" };
}

/** As if each period ended with the deadline; with blocking for the tasks up to each, in the order of deadlines (Baker 1991). */
export function densityTest(set: TaskSet): SchedulabilityTest {
  const { preemptive, hindrance } = set;
  const tasks = set.tasks.toSorted((a, b) => a.window - b.window);
  const sums = partsUpTo(
    { ...set, tasks },
    (upTo, last) => sumOf(upTo.map(({ density }) => density)).plus(blockingShare(last)),
  );
  const most = sums.reduce((greatest, each) => each.compare(greatest) > 0 ? each : greatest);
  const test = { name: "density", left: most.exact(), bound: ONE } as const;
  if (hindrance !== null) return { ...test, says: "cannot say", because: hindrance };
  if (!preemptive) return { ...test, says: "cannot say", because: "it is a bound with preemption" };
  if (most.compare(Fraction.ONE) > 0) return { ...test, says: "cannot say", because: "enough, but not necessary" };
  const isHeldUp = hasBlocking(set);
  return {
    ...test,
    says: "schedulable",
    because: isHeldUp ? "enough for EDF with the stack resource policy" : "enough for EDF",
  };
}

/** The bound of Liu and Layland, and the hyperbolic one; where periods are harmonic the bound of 1 too. */
export function fixedPriorityBounds(set: TaskSet): SchedulabilityTest[] {
  // What a deferrable server takes is no periodic task's: how great it may be is said of it alone.
  if (set.server?.kind === "deferrable") return [];
  const tests = [liuLaylandTest(set), hyperbolicTest(set)];
  return isHarmonic(set) ? [...tests, harmonicTest(set)] : tests;
}

/** Why bounds on the utilisation do not hold for the tasks; `null` where they do. */
function whyNoBound(set: TaskSet): string | null {
  if (set.hindrance !== null) return set.hindrance;
  if (isInOrderOfWindows(set)) return null;
  return "it is a bound where priorities are in the order of periods, or of deadlines that are before them";
}

const ENOUGH = "enough in the order of periods or deadlines";
const NOT_NECESSARY = "enough, but not necessary";

/** Whether some task may be held up by a less urgent one. */
export function hasBlocking({ tasks }: TaskSet): boolean {
  return tasks.some(({ blocking }) => blocking > 0);
}

function blockingShare({ blocking, window }: RankedTask): Fraction {
  return Fraction.of(blocking, window);
}

/** What is held against the bound for the tasks up to each; only for all where nothing blocks. */
function partsUpTo<T>(set: TaskSet, part: (upTo: readonly RankedTask[], last: RankedTask) => T): T[] {
  const { tasks } = set;
  const all = hasBlocking(set) ? tasks.map((_, index) => index + 1) : [tasks.length];
  return all.map((count) => part(tasks.slice(0, count), tasks[count - 1]));
}

function liuLaylandTest(set: TaskSet): SchedulabilityTest {
  const sums = partsUpTo(set, (upTo, last) => ({
    sum: sumOf(upTo.map(({ density }) => density)).plus(blockingShare(last)),
    count: upTo.length,
  }));
  const worst = sums.find(({ sum, count }) => !isWithinLiuLayland(sum, count)) ?? sums.at(-1)!;
  const test = { name: "liu-layland", left: worst.sum.exact(), bound: liuLaylandBound(worst.count) } as const;
  const reason = whyNoBound(set);
  if (reason !== null) return { ...test, says: "cannot say", because: reason };
  return isWithinLiuLayland(worst.sum, worst.count)
    ? { ...test, says: "schedulable", because: ENOUGH }
    : { ...test, says: "cannot say", because: NOT_NECESSARY };
}

/** n (2^(1/n) - 1). */
function liuLaylandBound(count: number): ExactNumber {
  return count === 1 ? ONE : { text: `${count} (2^(1/${count}) - 1)`, value: count * (2 ** (1 / count) - 1) };
}

/**
 * Whether `sum` is at most n (2^(1/n) - 1), exactly: whether (sum / n + 1)^n is at most 2. For n from 2 on the two sides are never
 * equal, as the root is irrational, so that more and more bits decide in the end.
 */
function isWithinLiuLayland(sum: Fraction, count: number): boolean {
  if (count === 1 || sum.compare(Fraction.ONE) > 0) return sum.compare(Fraction.ONE) <= 0;
  const base = sum.times(Fraction.of(1, count)).plus(Fraction.ONE);
  for (let bits = BITS_FIRST;; bits *= 2n) {
    const scale = 1n << bits;
    const [two, low] = [2n << bits, base.floorTimes(scale)];
    let [least, most] = [scale, scale];
    for (let factor = 0; factor < count; factor++) {
      least = (least * low) >> bits;
      most = ((most * (low + 1n)) >> bits) + 1n;
    }
    if (most <= two) return true;
    if (least > two) return false;
  }
}

function hyperbolicTest(set: TaskSet): SchedulabilityTest {
  const products = partsUpTo(set, (upTo, last) =>
    upTo.reduce((product, task) => {
      const share = task === last ? task.density.plus(blockingShare(task)) : task.density;
      return product.times(share.plus(Fraction.ONE));
    }, Fraction.ONE));
  const product = products.reduce((most, each) => each.compare(most) > 0 ? each : most);
  const test = { name: "hyperbolic", left: product.exact(), bound: TWO.exact() } as const;
  const reason = whyNoBound(set);
  if (reason !== null) return { ...test, says: "cannot say", because: reason };
  return product.compare(TWO) <= 0
    ? { ...test, says: "schedulable", because: ENOUGH }
    : { ...test, says: "cannot say", because: NOT_NECESSARY };
}

/** Whether each period divides all longer ones, where that makes the bound 1. */
function isHarmonic(set: TaskSet): boolean {
  const { tasks, preemptive, isImplicit, hindrance } = set;
  if (hasBlocking(set)) return false;
  if (tasks.length < 2 || !preemptive || !isImplicit || hindrance !== null || !isInOrderOfWindows(set)) return false;
  return tasks.every(({ period }, index) => index === 0 || period % tasks[index - 1].period === 0);
}

function harmonicTest({ tasks }: TaskSet): SchedulabilityTest {
  const total = utilizationOf(tasks);
  const isWithin = total.compare(Fraction.ONE) <= 0;
  return {
    name: "harmonic",
    says: isWithin ? "schedulable" : "not schedulable",
    because: isWithin ? "enough where each period divides the longer ones" : "the tasks ask for more than the CPU has",
    left: total.exact(),
    bound: ONE,
  };
}
