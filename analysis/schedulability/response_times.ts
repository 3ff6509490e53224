/**
 * Response-time analysis: the longest that a job of each task can take with fixed priorities, by iteration.
 *
 * Joseph and Pandya, Finding Response Times in a Real-Time System, Computer Journal 29, 1986; Audsley, Burns, Richardson, Tindell
 * and Wellings, Applying New Scheduling Theory to Static Priority Pre-emptive Scheduling, Software Engineering Journal 8, 1993.
 * Deadlines after the next release: Lehoczky, Fixed Priority Scheduling of Periodic Task Sets with Arbitrary Deadlines, RTSS 1990.
 * Without preemption: George, Rivierre and Spuri, Preemptive and Non-Preemptive Real-Time Uniprocessor Scheduling, INRIA 2966, 1996;
 * Davis, Burns, Bril and Lukkien, Controller Area Network Schedulability Analysis, Real-Time Systems 35, 2007.
 *
 * @module
 */

import { ceilDivide } from "./_fraction.ts";
import { isWorstCase } from "./_server_task.ts";
import { type RankedTask, tasksBefore, type TaskSet } from "./_task_set.ts";
import type { SchedulabilityTest } from "./schedulability_result.ts";

/** Steps of all tasks together. */
const STEPS_MAX = 20_000;

/** Terms of all steps together. */
const TERMS_MAX = 2_000_000;

/**
 * The iteration for one job of a task.
 *
 * @example
 * ```ts
 * import { type IteratedJob, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 1, period: 4 }, { bursts: 2, period: 6 }, { bursts: 3, period: 13 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "rm", options: { policy: "rm" } }]);
 * const job: IteratedJob = policies[0].responseTimes![2].jobs[0];
 * assertEquals(job, { job: 1, steps: [3, 6, 7, 9, 10, 10], response: 10 });
 * ```
 * @category Schedulability
 */
export interface IteratedJob {
  /** Its number in the busy period, from 1. */
  readonly job: number;
  /**
   * R0, R1, and so on, in ticks from the beginning of the busy period: when it ends, or without preemption when it begins. The last
   * is the one before it again, or is past the deadline.
   */
  readonly steps: readonly number[];
  /** Ticks from its release to its end, where the steps come to one; at least so many, where they passed the deadline. */
  readonly response: number;
}

/**
 * What the analysis says of one task.
 *
 * @example
 * ```ts
 * import { type AnalysedResponse, testSchedulability } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const tasks = { processes: [{ bursts: 25, period: 50 }, { name: "T2", bursts: 35, period: 80 }] };
 * const { policies } = await testSchedulability(tasks, [{ label: "rm", options: { policy: "rm" } }]);
 * const second: AnalysedResponse = policies[0].responseTimes![1];
 * assertEquals([second.name, second.before, second.response, second.meets], ["T2", [1], 85, false]);
 * ```
 * @category Schedulability
 */
export interface AnalysedResponse {
  /** Its pid; `null` of the server. */
  readonly pid: number | null;
  /** Its name; `server` of the server. */
  readonly name: string;
  /** CPU ticks of a job. */
  readonly cpu: number;
  /** Ticks. */
  readonly period: number;
  /** Ticks after the release. */
  readonly deadline: number;
  /** Pids of the tasks that go before it, the most urgent first; `null` for the server. */
  readonly before: readonly (number | null)[];
  /** Ticks for which a less urgent task may hold it up. */
  readonly blocking: number;
  /** Ticks of the busy period, where jobs after the first one had to be looked at; else `null`. */
  readonly busyPeriod: number | null;
  /** The jobs that were looked at. */
  readonly jobs: readonly IteratedJob[];
  /** The longest response in ticks; where it passes the deadline, at least so many; `null` where it took too many steps. */
  readonly response: number | null;
  /** Whether that is within the deadline; `null` where it is not known. */
  readonly meets: boolean | null;
  /** Whether a job does take so long when all tasks are released at once; else it is a bound. */
  readonly isExact: boolean;
}

/** What was spent of the steps that an analysis may take. */
class Allowance {
  #steps = STEPS_MAX;
  #terms = TERMS_MAX;

  /** Whether there is one more step, of so many terms. */
  take(terms: number): boolean {
    this.#steps -= 1;
    this.#terms -= terms + 1;
    return this.#steps >= 0 && this.#terms >= 0;
  }
}

/** Every task, the most urgent first. */
export function responseTimes(set: TaskSet): AnalysedResponse[] {
  const allowance = new Allowance();
  const results = set.tasks.map((_, index) => analyse(set, index, true, allowance));
  // Equals that arrive together go one after another only as long as each is done before the next release.
  return results.map((result, index) => {
    const { key } = set.tasks[index];
    const hasLateEqual = set.tasks.some((other, at) => other.key === key && results[at].meets !== true);
    return hasLateEqual ? analyse(set, index, false, allowance) : result;
  });
}

function analyse(
  set: TaskSet,
  index: number,
  areEqualsOrdered: boolean,
  allowance: Allowance,
): AnalysedResponse {
  const task = set.tasks[index];
  const { name, cpu, period, deadline, blocking, isServer } = task;
  const { before, isExact } = tasksBefore(set, index, areEqualsOrdered);
  const jobs = set.preemptive
    ? preemptiveJobs(task, before, allowance)
    : wholeJobs(task, before, busyPeriodOf(task, before, allowance), allowance);
  const longest = jobs === null ? null : Math.max(...jobs.iterated.map(({ response }) => response));
  const pidOf = (one: RankedTask) => one.isServer ? null : one.pid;
  const hasServer = isServer || before.some((other) => other.isServer);
  const isAsBad = !hasServer ||
    !isServer && isWorstCase(set.server!, Math.min(...set.tasks.map(({ arrival }) => arrival)));
  return {
    pid: pidOf(task),
    name,
    cpu,
    period,
    deadline,
    before: before.map(pidOf),
    blocking,
    busyPeriod: jobs?.busyPeriod ?? null,
    jobs: jobs?.iterated ?? [],
    response: longest,
    meets: longest === null ? null : longest <= deadline,
    isExact: isExact && isAsBad && set.preemptive && !mayHold(set),
  };
}

/** Whether tasks may hold others up, or run more urgently for a while: who waits for them then may be done earlier, too. */
function mayHold({ blocking, locks, tasks }: TaskSet): boolean {
  return blocking !== null || (locks.protocol !== "none" && tasks.some(({ sections }) => sections.length > 0));
}

/** The jobs of a busy period. */
interface BusyJobs {
  readonly iterated: readonly IteratedJob[];
  readonly busyPeriod: number | null;
}

/** Whole ticks, which a double may not hold once they are far past every deadline. */
function ticksOf(value: bigint): number {
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
}

/**
 * Job after job, until one ends before the next is released, or late. The w-th step of job q is q times its CPU time, what blocks
 * it, and all that those before it ask for in the step before: w' = q C + B + sum of ceil((w + J) / T) C. J is how much earlier a
 * deferrable server's budget may come, else 0.
 */
function preemptiveJobs(task: RankedTask, before: readonly RankedTask[], allowance: Allowance): BusyJobs | null {
  const [cpu, period, deadline] = [BigInt(task.cpu), BigInt(task.period), BigInt(task.deadline)];
  const own = (job: bigint) => job * cpu + BigInt(task.blocking);
  const iterated: IteratedJob[] = [];
  for (let job = 1n, end = BigInt(task.blocking);; job++) {
    const release = (job - 1n) * period;
    const steps = iterate(end + cpu, release + deadline, before, allowance, (asked) => own(job) + asked);
    if (steps === null) return null;
    end = steps.at(-1)!;
    iterated.push({ job: Number(job), steps: steps.map(ticksOf), response: ticksOf(end - release) });
    const isOver = end <= release + period;
    if (isOver || end > release + deadline) {
      return { iterated, busyPeriod: job > 1n && isOver ? ticksOf(end) : null };
    }
  }
}

/** The steps up to a fixed point or past `limit`; `null` where they are too many. */
function iterate(
  first: bigint,
  limit: bigint,
  before: readonly RankedTask[],
  allowance: Allowance,
  next: (asked: bigint) => bigint,
  released: (time: bigint, period: bigint) => bigint = ceilDivide,
): bigint[] | null {
  const steps = [first];
  for (let time = first; time <= limit;) {
    if (!allowance.take(before.length)) return null;
    let asked = 0n;
    for (const { cpu, period, jitter } of before) {
      asked += released(time + BigInt(jitter), BigInt(period)) * BigInt(cpu);
    }
    const later = next(asked);
    steps.push(later);
    if (later === time) break;
    time = later;
  }
  return steps;
}

/** Ticks for which the CPU has something to do for the task or for those before it; `null` where that takes too many steps. */
function busyPeriodOf(task: RankedTask, before: readonly RankedTask[], allowance: Allowance): bigint | null {
  const all = [...before, task];
  const first = BigInt(task.blocking) + all.reduce((sum, { cpu }) => sum + BigInt(cpu), 0n);
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  return iterate(first, limit, all, allowance, (asked) => BigInt(task.blocking) + asked)?.at(-1) ?? null;
}

/**
 * Without preemption a job that has begun is through: what counts is when it begins, s' = (q - 1) C + B + sum of
 * (floor(s / T) + 1) C. All jobs of the busy period are looked at, as a later one may take longer than the first.
 */
function wholeJobs(
  task: RankedTask,
  before: readonly RankedTask[],
  busyPeriod: bigint | null,
  allowance: Allowance,
): BusyJobs | null {
  if (busyPeriod === null) return null;
  const [cpu, period, deadline] = [BigInt(task.cpu), BigInt(task.period), BigInt(task.deadline)];
  const iterated: IteratedJob[] = [];
  const jobs = ceilDivide(busyPeriod, period);
  let start = 0n;
  for (let job = 1n; job <= jobs; job++) {
    const release = (job - 1n) * period;
    const own = (job - 1n) * cpu + BigInt(task.blocking);
    const limit = release + deadline - cpu;
    const first = own > start ? own : start;
    const next = (asked: bigint) => own + asked;
    const steps = iterate(first, limit, before, allowance, next, (time, period) => time / period + 1n);
    if (steps === null) return null;
    start = steps.at(-1)!;
    const response = ticksOf(start + cpu - release);
    iterated.push({ job: Number(job), steps: steps.map(ticksOf), response });
    if (response > task.deadline) break;
  }
  return { iterated, busyPeriod: ticksOf(busyPeriod) };
}

/** The analysis as a test. */
export function responseTimeTest(set: TaskSet, responses: readonly AnalysedResponse[]): SchedulabilityTest {
  const test = { name: "response-times", left: null, bound: null } as const;
  if (responses.every(({ meets }) => meets === true)) {
    return { ...test, says: "schedulable", because: "every response is within its deadline" };
  }
  if (responses.some(({ meets, isExact }) => meets === false && isExact) && set.isSynchronous) {
    const because = set.server === null
      ? "a response passes its deadline when all are released at once"
      : "a response passes its deadline when all are released at once, and the server always has something to do";
    return { ...test, says: "not schedulable", because };
  }
  if (!responses.some(({ meets }) => meets === false)) {
    return { ...test, says: "cannot say", because: "it takes too many steps" };
  }
  return responses.some(({ meets, isExact }) => meets === false && isExact)
    ? { ...test, says: "cannot say", because: "a response passes its deadline only if all are released at once" }
    : { ...test, says: "cannot say", because: "a bound on a response passes its deadline" };
}
